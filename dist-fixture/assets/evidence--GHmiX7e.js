import{C as e,S as t,_ as n,a as r,b as i,c as a,g as o,l as s,m as c,s as l,u,v as d,w as f,x as p,y as m}from"./index-X12NqNjj.js";var h=2048;function g(r,o,p,g,S){let{report:C}=o,{signature:w,digest:T,certificate:E}=C,D=w?.signedBytes===void 0?void 0:y(w.signedBytes),O=(t,n,r={})=>n===void 0?e:f`<dt>${t}</dt><dd class=${r.mono===!1?``:`mono hx`}>${m(n,h)}</dd><dd>${r.copy===void 0?e:_(t,r.copy,p,g)}</dd>`,k=a(o);return f`
    <header>
      <div><h2 id="evidence-title" tabindex="-1" autofocus>${t(`evidence-title`)}</h2><p class="label">${C.format===`none`?e:f`${t(`format-${C.format}`)} · `}${t(`evidence-lead`)}</p></div>
      <button class="btn btn--small btn--quiet" type="button" aria-label=${t(`evidence-close`)} @click=${S}>${n(`close`)}</button>
    </header>
    <div class="drawer__body">
      <div class="btns">
        <button class="btn btn--small" type="button" @click=${()=>u(`${k}.json`,`application/json`,l(o))}>${n(`save`)}${t(`save-json`)}</button>
        <button class="btn btn--small" type="button" @click=${()=>u(`${k}.txt`,`text/plain;charset=utf-8`,s(r,o))}>${n(`save`)}${t(`save-text`)}</button>
        <button class="btn btn--small" type="button" @click=${()=>g(`json`,l(o))}>${n(p===`json`?`tick`:`copy`)}${t(p===`json`?`copied`:`copy-json`)}</button>
        <button class="btn btn--small" type="button" @click=${()=>g(`text`,s(r,o))}>${n(p===`text`?`tick`:`copy`)}${t(p===`text`?`copied`:`copy-text`)}</button>
        <button class="btn btn--small" type="button" @click=${()=>print()}>${n(`print`)}${t(`print-report`)}</button>
      </div>
      ${p===`failed`?f`<p class="note" role="alert">${d(`warn`,`i`)}<span>${t(`copy-failed`)}</span></p>`:e}
      ${D?f`<section class="block" aria-labelledby="ev-bytes">
            <div class="head"><h3 id="ev-bytes">${t(`evidence-signed-bytes`)}</h3><span class="label">${t(`evidence-bytes`,{count:D.length})}</span></div>
            <div class="hex" tabindex="0" role="group" aria-label=${t(`evidence-signed-bytes`)}>${b(D)}</div>
            ${x(D)}
            <dl class="card kv">${O(t(`evidence-signed-bytes`),w?.signedBytes,{copy:w?.signedBytes??``})}</dl>
          </section>`:e}
      ${w?.digest!==void 0||T?f`<section class="block" aria-labelledby="ev-digest"><h3 id="ev-digest">${t(`evidence-digest`)}</h3><dl class="card kv">
            ${O(t(`evidence-digest-signed`),w?.digest&&i(w.digest),{copy:w?.digest??``})}
            ${T?f`${O(t(`evidence-digest-algorithm`),T.algorithm,{mono:!1})}${O(t(`evidence-digest-computed`),i(T.computed),{copy:T.computed})}${O(t(`evidence-digest-stated`),T.stated&&i(T.stated),{copy:T.stated??``})}`:e}
          </dl></section>`:e}
      ${w?f`<section class="block" aria-labelledby="ev-key"><h3 id="ev-key">${t(`evidence-signature`)}</h3><dl class="card kv">
            ${O(t(`evidence-algorithm`),w.algorithm,{mono:!1})}
            ${O(t(`evidence-curve`),w.curve,{mono:!1})}
            ${O(t(`evidence-key`),w.keySha256&&i(w.keySha256),{copy:w.keySha256??``})}
            ${O(t(`evidence-repaired`),w.repaired?t(`evidence-repaired-yes`):t(`evidence-repaired-no`),{mono:!1})}
            ${O(t(`evidence-tried`),w.tried===void 0?void 0:t(`evidence-tried-count`,{count:w.tried}),{mono:!1})}
          </dl></section>`:e}
      <section class="block" aria-labelledby="ev-path"><h3 id="ev-path">${t(`evidence-path`)}</h3>
        <div class="card">${E?v(r,o):f`<p>${t(`evidence-path-none`)}</p>`}</div>
        ${E?f`<dl class="card kv">
              ${O(t(`certificate-subject`),E.subject,{mono:!1})}${O(t(`certificate-issuer`),E.issuer,{mono:!1})}
              ${O(t(`certificate-serial`),i(E.serial,2),{copy:E.serial})}
              ${O(t(`certificate-valid`),t(`certificate-valid-range`,{from:E.notBefore,until:E.notAfter}),{mono:!1})}
              ${O(t(`certificate-fingerprint`),i(E.sha256),{copy:E.sha256})}
            </dl>`:e}
      </section>
      <section class="block" aria-labelledby="ev-checks"><h3 id="ev-checks">${t(`evidence-checks`)}</h3><div class="card">
        <dl class="facts"><dt>${t(`evidence-reading`)}</dt><dd>${t(`format-${C.format}`)}</dd></dl>
        ${C.checks.map(n=>{let r=c(Object.entries(n.evidence??{}));return r===e?e:f`<h4>${t(`check-${n.id}`)}: ${t(`status-${n.status}`)}</h4>${r}`})}
      </div></section>
      ${C.code===void 0?e:f`<section class="block" aria-labelledby="ev-code"><h3 id="ev-code">${t(`evidence-code`)}</h3><dl class="card kv">${O(t(`evidence-code`),C.code,{copy:C.code})}</dl></section>`}
    </div>`}function _(e,r,i,a){let o=i===e;return f`<button class="btn" type="button" @click=${()=>a(e,r)}>${n(o?`tick`:`copy`)}${t(o?`copied`:`copy`)}<span class="vh">: ${e}</span></button>`}function v(r,{report:i}){let a=[...i.certificate?.path??[]].reverse(),s=i.checks.some(({id:e,status:t})=>e===`certificate`&&(t===`pass`||t===`warn`)),c=a.length>0?a:[i.certificate?.subject??``];return f`<ol class="path">${c.map((a,c)=>{let{common:l,rest:u}=o(a),p=c===0&&s;return f`<li>${d(s?`pass`:`unknown`)}<b>${m(l)}</b>${p?f`<span class="tag ${i.demo?`tag--demo`:``}">${n(i.demo?`flask`:`cert`)}${t(i.demo&&r.sample!==void 0?`evidence-path-demo`:`evidence-path-trusted`)}</span>`:f`<span></span>`}${u===``?e:f`<p>${m(u)}</p>`}</li>`})}</ol>`}function y(e){try{return r(e)}catch{return}}function b(e){let t=Array.from(e.subarray(0,h),e=>e.toString(16).padStart(2,`0`).toUpperCase()).join(` `);return e.length>h?`${t} …`:t}function x(r){try{let e=new TextDecoder(`utf-8`,{fatal:!0}).decode(r.subarray(0,h));return f`<details class="more"><summary>${n(`chev`,`chev`)}${t(`evidence-as-text`)}</summary><pre class="hex">${p(e,h)}</pre></details>`}catch{return e}}export{g as evidence};