import{g as e,p as t,r as n,s as r,t as i,y as a}from"./icon-sc4mnI-5.js";import{C as o,S as s,T as c,a as l,d as u,k as d,w as f}from"./index-CVnFDWnn.js";import{a as p,n as m,r as h}from"./foreign-hsLnwJk1.js";import{a as g,s as _}from"./wording-BACEKcrP.js";var v=4096;function y(e,t){let n=[],r=0;for(let{field:i,start:a,end:o}of e.signature?.ranges??[])!Number.isInteger(a)||!Number.isInteger(o)||o>t||o<=r||a<0||(n.push({field:i,start:Math.max(a,r),end:o}),r=o);return n}function b(e){for(let t of e.causes){let{range:e,before:n,after:r,digest:i}=t.evidence;if(t.confidence!==`proven`||!Array.isArray(e)||typeof n!=`string`||typeof r!=`string`)continue;let[a,o]=e;if(!(typeof a!=`number`||typeof o!=`number`||a<0||o<a))return{cause:t,start:a,end:o,before:n,after:r,digest:typeof i==`string`&&/^[0-9a-f]+$/.test(i)?i:void 0}}}var x=new Set([`version`,`logType`,`algorithm`,`header`]);function S(n,r){let o=y(n,r.length),s=b(n),c=R(r),l=(e,t)=>c?F(r.subarray(e,t)):N(r.subarray(e,t)),u=e=>s!==void 0&&s.start<Math.max(e.end,e.start+1)&&Math.max(s.end,s.start+1)>e.start,d=o.length>0?w(o,r,l,s):T(r,l,s),f=o.map((e,t)=>({range:e,number:t+1,value:D(e,r,c)})),p=f.filter(({range:e})=>!x.has(e.field)||u(e)),m=f.filter(e=>!p.includes(e)),h=(n,r)=>a`<table class="legend" aria-label=${r}>
    <thead><tr><th scope="col">${t(`evidence-range`)}</th><th scope="col" class="off">${t(`evidence-offset`)}</th><th scope="col">${t(`evidence-read-as`)}</th></tr></thead>
    <tbody>${n.map(({range:t,number:n,value:r})=>a`<tr class=${u(t)?`bad`:``} data-range=${t.field} data-differs=${u(t)?`true`:e}>
        <th scope="row"><span class="sw ${C(n)}">${n}</span>${M(t.field)}</th>
        <td class="off mono">${t.start} + ${t.end-t.start}</td>
        <td class="mono">${r}${u(t)&&s?k(s):e}</td>
      </tr>`)}</tbody>
  </table>`;return a`
    <div class="hex" tabindex="0" role="group" aria-label=${t(`evidence-signed-bytes`)}>${d}</div>
    ${f.length===0?e:a`<div class="card card--flush">${h(p,t(`evidence-ranges`))}</div>
          ${m.length===0?e:a`<details class="more"><summary>${i(`chev`,`chev`)}${t(`evidence-structure`,{count:m.length})}</summary><div class="card card--flush">${h(m,t(`evidence-structure-label`))}</div></details>`}`}
    ${s?A(s,c):e}`}function C(e){return`f${(e-1)%6+1}`}function w(e,t,n,r){let i=[],o=Math.min(t.length,v),s=0,c=e=>{e>s&&i.push(a`<span>${E(s,e,n,r)}</span> `)};for(let[t,{start:l,end:u,field:d}]of e.entries()){if(l>=o)break;c(l);let e=Math.min(u,o);i.push(a`<span class="r ${C(t+1)}" title=${M(d)}><sup>${t+1}</sup>${E(l,e,n,r)}</span> `),s=e}return c(o),t.length>o&&i.push(a`…`),i}function T(t,n,r){let i=Math.min(t.length,v);return a`${E(0,i,n,r)}${t.length>i?` …`:e}`}function E(e,n,r,i){if(!i)return r(e,n);let o=Math.max(e,i.start),s=Math.min(n,i.end);return i.start===i.end?i.start<e||i.start>=n?r(e,n):a`${r(e,o)}<mark class="is-bad" role="img" aria-label=${t(`evidence-missing-here`)}>‸</mark>${r(o,n)}`:o>=s?r(e,n):a`${r(e,o)}${o>e?` `:``}<mark class="is-bad">${r(o,s)}</mark>${s<n?` `:``}${r(s,n)}`}function D(e,t,n){let r=t.subarray(e.start,e.end);if(n)return m(O(e,t));let i=z(r);if(!i)return a`${h(N(r).replace(/ /g,``))}`;let{tag:o,value:s}=i;if(o===2||o===133){let t=B(s);return e.field===`logTime`&&t!==void 0&&t<8640000000000n?a`${String(t)} = ${m(new Date(Number(t)*1e3).toISOString().replace(`.000`,``))}`:a`${t===void 0?h(N(s).replace(/ /g,``)):String(t)}`}if(o!==48&&o!==4&&o!==6){let e=I(s);if(e!==void 0)return m(e)}return a`${h(N(s).replace(/ /g,``))}`}function O({start:e,end:t,field:n},r){let i=r.indexOf(46);try{if(n===`header`||i<0||e<=i)return I(L(F(r.subarray(0,i))))??``;let a=L(F(r.subarray(i+1))),o=Math.ceil((e-i-1)*3/4),s=Math.floor((t-i-1)*3/4);return I(a.subarray(o,s))??N(a.subarray(o,s))}catch{return F(r.subarray(e,t))}}function k({cause:n}){let r=[n.evidence.signed,n.evidence.fits].find(e=>typeof e==`string`||typeof e==`number`);return r===void 0?e:a`<br /><b>${t(`cause-fits-as`)} ${m(String(r))}</b>`}function A(n,r){let i=e=>{if(e===``)return a`<span class="muted">${t(`evidence-nothing`)}</span>`;let n=e.toUpperCase().replace(/(..)(?=.)/g,`$1 `);return r?a`${m(F(P(e)),v)} <span class="muted">(${n})</span>`:a`${n}`},{cause:o}=n;return a`<section class="block" aria-labelledby="ev-change"><h3 id="ev-change">${t(`evidence-change`)}</h3>
    <dl class="card kv kv--two change" data-change=${o.id}>
      <dt>${t(`evidence-bytes-at`)}</dt><dd>${n.end>n.start?`${n.start} – ${n.end-1}`:t(`evidence-bytes-before`,{offset:n.start})}</dd>
      <dt>${t(`evidence-before`)}</dt><dd class="mono">${i(n.before)}${j(o,`shown`,`printed`,`code`,`read`)}</dd>
      <dt>${t(`evidence-after`)}</dt><dd class="mono"><b>${i(n.after)}</b>${j(o,`signed`,`fits`)}</dd>
      ${n.digest===void 0?e:a`<dt>${t(`evidence-digest-fits`)}</dt><dd class="mono hx">${h(n.digest)}</dd>`}
    </dl>
  </section>`}function j(t,...n){let r=n.map(e=>t.evidence[e]).find(e=>typeof e==`string`||typeof e==`number`);return r===void 0?e:a`<br /><span class="muted">${m(String(r))}</span>`}function M(e){return/^[A-Za-z]+$/.test(e)&&r(`range-${e}`)?t(`range-${e}`):g(e)}function N(e){return Array.from(e,e=>e.toString(16).padStart(2,`0`).toUpperCase()).join(` `)}function P(e){return Uint8Array.from(e.match(/../g)??[],e=>Number.parseInt(e,16))}function F(e){return p(String.fromCharCode(...e.subarray(0,v)),v)}function I(e){try{return new TextDecoder(`utf-8`,{fatal:!0}).decode(e)}catch{return}}function L(e){return Uint8Array.from(atob(e.replace(/-/g,`+`).replace(/_/g,`/`)),e=>e.charCodeAt(0))}function R(e){let t=0;for(let n of e)if(n===46)t+=1;else if(!(n>=48&&n<=57||n>=65&&n<=90||n>=97&&n<=122||n===45||n===95))return!1;return t===1}function z(e){let[t,n]=e;if(t===void 0||n===void 0)return;if(n<128)return e.length===2+n?{tag:t,value:e.subarray(2)}:void 0;let r=n&127;if(r===0||r>3)return;let i=e.subarray(2,2+r).reduce((e,t)=>e*256+t,0);return e.length===2+r+i?{tag:t,value:e.subarray(2+r)}:void 0}function B(e){if(!(e.length===0||e.length>16))return e.reduce((e,t)=>e*256n+BigInt(t),0n)}function V(r,l,u,{copy:p,print:g,close:_}){let{report:y}=l,{signature:b,digest:x,certificate:C}=y,w=b?.signedBytes===void 0?void 0:G(b.signedBytes),T=(t,n,r={})=>n===void 0?e:a`<dt>${t}</dt><dd class=${r.mono===!1?``:`mono hx`}>${r.own?n:m(n,v)}</dd><dd>${r.copy===void 0?e:U(t,r.copy,u,p)}</dd>`,E=o(l);return a`
    <header>
      <div><h2 id="evidence-title" tabindex="-1" autofocus>${t(`evidence-title`)}</h2><p class="label">${y.format===`none`?e:a`${t(`format-${y.format}`)} · `}${t(`evidence-lead`)}</p></div>
      <button class="btn btn--small btn--quiet" type="button" aria-label=${t(`evidence-close`)} @click=${_}>${i(`close`)}</button>
    </header>
    <div class="drawer__body">
      <div class="btns">
        <button class="btn btn--small" type="button" @click=${()=>c(`${E}.json`,`application/json`,s(l))}>${i(`save`)}${t(`save-json`)}</button>
        <button class="btn btn--small" type="button" @click=${()=>c(`${E}.txt`,`text/plain;charset=utf-8`,f(r,l))}>${i(`save`)}${t(`save-text`)}</button>
        <button class="btn btn--small" type="button" @click=${()=>p(`json`,s(l))}>${i(u===`json`?`tick`:`copy`)}${t(u===`json`?`copied`:`copy-json`)}</button>
        <button class="btn btn--small" type="button" @click=${()=>p(`text`,f(r,l))}>${i(u===`text`?`tick`:`copy`)}${t(u===`text`?`copied`:`copy-text`)}</button>
        <button class="btn btn--small" type="button" @click=${()=>g()}>${i(`print`)}${t(`print-report`)}</button>
      </div>
      ${u===`failed`?a`<p class="note" role="alert">${n(`warn`,`i`)}<span>${t(`copy-failed`)}</span></p>`:e}
      ${w?a`<section class="block" aria-labelledby="ev-bytes">
            <div class="head"><h3 id="ev-bytes">${t(`evidence-signed-bytes`)}</h3><span class="label">${t(`evidence-bytes`,{count:w.length})}</span></div>
            ${S(y,w)}
            ${K(w)}
            <dl class="card kv">${T(t(`evidence-signed-bytes`),b?.signedBytes,{copy:b?.signedBytes??``})}</dl>
          </section>`:e}
      ${b?.digest!==void 0||x?a`<section class="block" aria-labelledby="ev-digest"><h3 id="ev-digest">${t(`evidence-digest`)}</h3><dl class="card kv">
            ${T(t(`evidence-digest-signed`),b?.digest&&h(b.digest),{copy:b?.digest??``})}
            ${x?a`${T(t(`evidence-digest-algorithm`),x.algorithm,{mono:!1})}${T(t(`evidence-digest-computed`),h(x.computed),{copy:x.computed})}${T(t(`evidence-digest-stated`),x.stated&&h(x.stated),{copy:x.stated??``})}`:e}
          </dl></section>`:e}
      ${b?a`<section class="block" aria-labelledby="ev-key"><h3 id="ev-key">${t(`evidence-signature`)}</h3><dl class="card kv">
            ${T(t(`evidence-algorithm`),b.algorithm,{mono:!1})}
            ${T(t(`evidence-curve`),b.curve,{mono:!1})}
            ${T(t(`evidence-key`),b.keySha256&&h(b.keySha256),{copy:b.keySha256??``})}
            ${T(t(`evidence-repaired`),b.repaired?t(`evidence-repaired-yes`):t(`evidence-repaired-no`),{mono:!1})}
            ${T(t(`evidence-tried`),b.tried===void 0?void 0:H(y,r.language===`zh-CN`?``:` `),{mono:!1,own:!0})}
          </dl></section>`:e}
      <section class="block" aria-labelledby="ev-path"><h3 id="ev-path">${t(`evidence-path`)}</h3>
        <div class="card">${C?W(r,l):a`<p>${t(`evidence-path-none`)}</p>`}</div>
        ${C?a`<dl class="card kv">
              ${T(t(`certificate-subject`),C.subject,{mono:!1})}${T(t(`certificate-issuer`),C.issuer,{mono:!1})}
              ${T(t(`certificate-serial`),h(C.serial,2),{copy:C.serial})}
              ${T(t(`certificate-valid`),t(`certificate-valid-range`,{from:C.notBefore,until:C.notAfter}),{mono:!1,own:!0})}
              ${T(t(`certificate-fingerprint`),h(C.sha256),{copy:C.sha256})}
            </dl>`:e}
      </section>
      <section class="block" aria-labelledby="ev-checks"><h3 id="ev-checks">${t(`evidence-checks`)}</h3><div class="card">
        <dl class="facts"><dt>${t(`evidence-reading`)}</dt><dd>${t(`format-${y.format}`)}</dd></dl>
        ${y.checks.map(n=>{let r=d(Object.entries(n.evidence??{}));return r===e?e:a`<h4>${t(`check-${n.id}`)}: ${t(`status-${n.status}`)}</h4>${r}`})}
      </div></section>
      ${y.code===void 0?e:a`<section class="block" aria-labelledby="ev-code"><h3 id="ev-code">${t(`evidence-code`)}</h3><dl class="card kv">${T(t(`evidence-code`),y.code,{copy:y.code})}</dl></section>`}
    </div>`}function H({signature:e,causes:n},r){let i=n.some(({confidence:e,evidence:t})=>e===`proven`&&t.digest!==void 0);return[t(`evidence-tried-count`,{count:e?.tried??0}),t(i||e?.repaired===!0?`evidence-tried-fits`:`evidence-tried-none`),...e?.limit===void 0?[]:[t(`evidence-tried-limit`,{limit:e.limit})]].join(r)}function U(e,n,r,o){let s=r===e;return a`<button class="btn" type="button" aria-label="${t(s?`copied`:`copy`)}: ${e}" @click=${()=>o(e,n)}>${i(s?`tick`:`copy`)}${t(s?`copied`:`copy`)}</button>`}function W(r,{report:o}){let s=[...o.certificate?.path??[]].reverse(),c=o.checks.some(({id:e,status:t})=>e===`certificate`&&(t===`pass`||t===`warn`)),l=e=>[...r.certificates.hostItems.values()].flat().some(t=>t.subject===e)&&!r.certificates.store.certificates().some(t=>t.subject===e&&u(t)),d=s.length>0?s:[o.certificate?.subject??``];return a`<ol class="path">${d.map((s,u)=>{let{common:d,rest:f}=_(s),p=u===0&&c;return a`<li>${n(c?`pass`:`unknown`)}<b>${m(d)}</b>${p?a`<span class="tag ${o.demo?`tag--demo`:``}">${i(o.demo?`flask`:`cert`)}${t(o.demo&&r.sample!==void 0?`evidence-path-demo`:l(s)?`evidence-path-host`:`evidence-path-trusted`)}</span>`:a`<span></span>`}${f===``?e:a`<p>${m(f)}</p>`}</li>`})}</ol>`}function G(e){try{return l(e)}catch{return}}function K(n){try{let e=new TextDecoder(`utf-8`,{fatal:!0}).decode(n.subarray(0,v)),r=/^[\w-]+\.[\w-]+$/.test(e)?e.split(`.`).map(e=>new TextDecoder(`utf-8`,{fatal:!0}).decode(l(e.replace(/-/g,`+`).replace(/_/g,`/`)))):[e];return a`<details class="more"><summary>${i(`chev`,`chev`)}${t(`evidence-as-text`)}</summary>${r.map(e=>a`<pre class="hex">${p(e,v)}</pre>`)}</details>`}catch{return e}}export{V as evidence};