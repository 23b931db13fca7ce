import{d as e,g as t,p as n,r,t as i,y as a}from"./icon-sc4mnI-5.js";import{D as o,O as s,T as c,d as l,f as u,l as d,o as f,t as p,u as m}from"./index-CVnFDWnn.js";import{n as h}from"./kept-vHeeoZrl.js";import{a as g,n as _,r as v}from"./foreign-hsLnwJk1.js";import{r as y}from"./wording-BACEKcrP.js";import{outcome as b}from"./outcome-BaY_iCJJ.js";function x(e,t){return e.sha256===t.sha256||e.subject!==t.issuer||!e.isCa?!1:e.keyId===void 0||t.issuerKeyId===void 0||e.keyId===t.issuerKeyId}function S(e){let t=new Map(e.map(e=>[e.sha256,{item:e,children:[]}])),n=new Map;for(let r of e){if(r.selfSigned)continue;let[i]=e.filter(e=>x(e,r)).sort((e,t)=>e.notAfter<t.notAfter?1:-1);if(!i)continue;let a=i.sha256;for(;a!==void 0&&a!==r.sha256;)a=n.get(a);a!==r.sha256&&(n.set(r.sha256,i.sha256),t.get(i.sha256)?.children.push(t.get(r.sha256)))}return e.filter(({sha256:e})=>!n.has(e)).map(({sha256:e})=>t.get(e))}function C(e){return[e.item,...e.children.flatMap(C)]}var w=864e5;function T(e,t=Date.now()){return Math.ceil((Date.parse(e)-t)/w)}function E(e,t){let n=e=>new Date(e).toISOString().replace(/[-:]|\.\d+/g,``),r=e=>e.replace(/[\\;,]/g,`\\$&`).replace(/[\r\n]+/g,` `),i=e=>e.replace(/.{24}(?=.)/gu,`$&\r
 `),a=[`BEGIN:VCALENDAR`,`VERSION:2.0`,`PRODID:-//Slipcheck//Certificates//EN`];for(let{name:i,notAfter:o,sha256:s}of e){let e=e=>[`BEGIN:VALARM`,`ACTION:DISPLAY`,`DESCRIPTION:${r(t(i))}`,`TRIGGER:-P${e}D`,`END:VALARM`];a.push(`BEGIN:VEVENT`,`UID:${s}@slipcheck`,`DTSTAMP:${n(new Date().toISOString())}`,`DTSTART:${n(o)}`,`SUMMARY:${r(t(i))}`,...e(30),...e(7),`END:VEVENT`)}return a.push(`END:VCALENDAR`),`${a.map(i).join(`\r
`)}\r\n`}function D(e){return e.map(({label:e,about:t,der:n})=>{let r=``;for(let e of n)r+=String.fromCharCode(e);let i=btoa(r).replace(/.{64}(?=.)/g,`$&
`);return`# ${t.replace(/[\r\n]+/g,` `).replace(/-----/g,`- - -`)}\n-----BEGIN ${e}-----\n${i}\n-----END ${e}-----\n`}).join(`
`)}function O(e){let t=new Date().toISOString();if(e.notBefore>t)return n(`certificates-valid-from`,{date:y(e.notBefore)});let r=T(e.notAfter);return r<=0?n(`certificates-expired-on`,{date:y(e.notAfter)}):r<=60?n(`certificates-expires-in`,{days:r,date:y(e.notAfter)}):n(`certificates-valid-until`,{date:y(e.notAfter)})}function k(t){let[n,r,i]=[Date.parse(t.notBefore),Date.parse(t.notAfter),Date.now()],o=Math.max(r-n,1),s=Math.min(Math.max((i-n)/o,0),1),c=i>r?`is-over`:i<n?`is-early`:T(t.notAfter)<=60?`is-soon`:``,l=4+s*292;return a`<svg class="validity ${c}" viewBox="0 0 300 22" role="img" aria-label=${e(`certificates-bar`,{from:y(t.notBefore),until:y(t.notAfter),state:O(t)})}>
    <rect x="4" y="9" width="292" height="6" rx="3" class="all"></rect>
    <rect x="4" y="9" width=${(s*292).toFixed(1)} height="6" rx="3" class="gone"></rect>
    <path d="M${l.toFixed(1)} 4v16" class="today"></path>
  </svg>`}function A(e,r,i){return a`<li>${M(e,r.item,i)}${r.children.length===0?t:a`<ul class="tree" aria-label=${n(`certificates-vouches`,{name:g(o(r.item))})}>${r.children.map(t=>A(e,t,i))}</ul>`}</li>`}function j(e,t){return a`<h4>${n(`certificates-used`,{count:t.length})}</h4>
    <ul class="used" data-used=${t.length}>${t.map(t=>a`<li><button class="link" type="button" data-slip=${t.id} @click=${()=>void e.reopen(t)}>${h(t)}</button> <span class="muted">${n(`verdict-${t.report.verdict}`)}, ${y(t.kept)}</span></li>`)}</ul>`}function M(e,r,c){let u=new Date().toISOString(),d=r.notAfter<u,f=r.notBefore>u,p=!d&&!f&&T(r.notAfter)<=60,h=g(o(r)),y=e=>n(e,{name:h}),b=e.kept.of(r.sha256);return a`<article class="cert ${r.demo?`cert--demo`:``}" data-certificate=${r.sha256} data-trusted=${String(l(r))}>
    ${i(r.demo?`flask`:r.pinned?`pin`:`cert`)}
    <h3>${_(o(r))}</h3>
    ${r.name===void 0?t:a`<p class="muted">${_(s(r.subject))}</p>`}
    <p>${O(r)}</p>
    ${k(r)}
    <p>${r.selfSigned?n(`certificates-self-signed`):n(`certificates-issuer`,{issuer:g(s(r.issuer))})}</p>
    <p class="mono">${v(r.sha256.slice(0,16).toUpperCase(),4)} …</p>
    <div class="tags">
      ${r.demo?a`<span class="tag tag--demo">${i(`flask`)}${n(`demo-tag`)}</span>`:t}
      ${m(r)?a`<span class="tag tone-ok">${i(`tick`)}${n(`certificates-anchor-tag`)}</span>`:r.pinned?a`<span class="tag tone-ok">${i(`pin`)}${n(`certificates-pinned-tag`)}</span>`:t}
      ${r.own?a`<span class="tag tone-info">${n(`certificates-own-tag`)}</span>`:t}
      ${d?a`<span class="tag tone-warn">${n(`certificates-expired`)}</span>`:f?a`<span class="tag tone-warn">${n(`certificates-not-yet`)}</span>`:p?a`<span class="tag tone-warn">${n(`certificates-soon`)}</span>`:t}
      ${r.isCa&&!c(r)?a`<span class="tag tone-none">${n(`certificates-no-crl`)}</span>`:t}
    </div>
    <details class="more"><summary>${i(`chev`,`chev`)}${n(`certificates-details`)}<span class="vh">: ${h}</span></summary>
      ${N(r)}
      ${b.length===0?t:j(e,b)}
      ${l(r)?P(e,r):t}
      <label class="rename"><span>${n(`certificates-rename`)}</span><input type="text" maxlength="80" autocomplete="off" .value=${r.name??``} placeholder=${g(s(r.subject))} @change=${t=>F(e,r,t.target.value)} /></label>
      ${r.isCa?t:a`<label class="choice"><input type="checkbox" .checked=${r.own===!0} @change=${t=>I(e,r,t.target.checked)} /><span>${n(`certificates-own`)}</span></label>`}
      <div class="acts">
        ${m(r)?t:r.pinned?a`<button class="btn btn--small" type="button" aria-label=${y(`certificates-unpin-label`)} @click=${()=>void e.certificates.pin(r,!1)}>${i(`pin`)}${n(`certificates-unpin`)}</button>`:a`<button class="btn btn--small" type="button" aria-label=${y(`certificates-pin-label`)} @click=${()=>void e.certificates.pin(r,!0)}>${i(`pin`)}${n(`certificates-pin`)}</button>`}
        <button class="btn btn--small" type="button" aria-label=${y(`certificates-remove-label`)} @click=${()=>void e.certificates.remove(r)}>${i(`close`)}${n(`certificates-remove`)}</button>
      </div>
    </details>
  </article>`}function N(e){return a`<dl class="facts">
    <dt>${n(`certificate-subject`)}</dt><dd>${f(e.subject)}</dd>
    <dt>${n(`certificate-issuer`)}</dt><dd>${f(e.issuer)}</dd>
    <dt>${n(`certificate-valid`)}</dt><dd>${n(`certificate-valid-range`,{from:y(e.notBefore),until:y(e.notAfter)})}</dd>
    <dt>${n(`certificate-serial`)}</dt><dd class="mono">${_(v(e.serial,2))}</dd>
    <dt>${n(`certificate-key`)}</dt><dd>${_(e.keyAlgorithm)}</dd>
    <dt>${n(`certificate-usage`)}</dt><dd>${e.isCa?n(`use-ca`):e.usage.length===0?n(`use-any`):e.usage.map((e,r)=>a`${r>0?n(`list-separator`):t}${_(e)}`)}</dd>
    ${e.isCa?t:a`<dt>${n(`certificate-merchants`)}</dt><dd>${e.merchants.length===0?n(`certificates-all-merchants`):e.merchants.map(e=>a`<span class="mono">${_(e)}</span> `)}</dd>`}
    <dt>${n(`certificate-fingerprint`)}</dt><dd class="mono">${v(e.sha256.toUpperCase(),4)}</dd>
  </dl>`}function P(e,r){let i=u(r),o=(t,n)=>void e.certificates.trustFor(r,d.filter(e=>e===t?n:i.includes(e)));return a`<fieldset class="scope"><legend>${n(`certificates-scope`)}</legend>
    ${d.map(e=>a`<label class="choice"><input type="checkbox" data-format=${e} .checked=${i.includes(e)} @change=${t=>o(e,t.target.checked)} /><span>${n(`format-${e}`)}</span></label>`)}
    ${i.length===0?a`<p class="hint">${n(`certificates-scope-none`)}</p>`:t}
    ${r.formatsGround===void 0?t:a`<p class="label">${n(`certificates-ground-${r.formatsGround}`)}</p>`}
  </fieldset>`}function F(e,t,n){let r=n.trim();if(r===(t.name??``))return;let i={...t};delete i.name,e.certificates.replace(t,r===``?i:{...i,name:r},`certificates-renamed`)}function I(e,t,n){e.certificates.replace(t,{...t,own:n},n?`certificates-own-done`:`certificates-own-undone`)}function L(e,r,o){let{store:s}=e.certificates,c=s.certificates(),[u,d,f,h]=[s.crls(),s.ocsp(),s.keys(),s.seen()],g=S(c),_=g.filter(({item:e})=>m(e)),v=g.filter(({item:e})=>e.pinned&&!m(e)),y=g.filter(({item:e})=>!l(e)),x=e=>u.some(t=>t.issuer===e.subject),w=(r,i,o)=>i.length===0?t:a`<section class="block" aria-label=${n(r)}><div class="head"><h2>${n(r)} <span class="count">${i.reduce((e,t)=>e+C(t).length,0)}</span></h2></div>
          ${o===void 0?t:a`<p class="label">${n(o)}</p>`}
          <ul class="list">${i.map(n=>a`${n.item.selfSigned?t:z(n.item)}${A(e,n,x)}`)}</ul></section>`,T=c.length+u.length+d.length+f.length;return a`<div class="page">
    <div class="hero"><h1 tabindex="-1">${n(`certificates-title`)}</h1><p>${n(`certificates-lead`)}</p></div>
    <div class="block">
      <div class="intake ${r?`is-over`:``}">
        <button class="btn btn--main" type="button" @click=${()=>o.choose()}>${i(`plus`)}${n(`certificates-import`)}</button>
        <p class="label center">${n(`certificates-import-hint`)}</p>
        <details class="more"><summary>${i(`chev`,`chev`)}${n(`certificates-paste`)}</summary>
          <label class="cap" for="certificate-text">${n(`certificates-paste-label`)}</label>
          <textarea id="certificate-text" rows="4" spellcheck="false" autocomplete="off" translate="no"></textarea>
          <button class="btn btn--small" type="button" @click=${e=>{let t=e.target.closest(`details`)?.querySelector(`textarea`);t&&(o.paste(t.value),t.value=``)}}>${n(`certificates-paste-do`)}</button>
        </details>
      </div>
      ${b(e)}
      ${s.inMemory?a`<p class="note">${i(`info`)}<span>${n(`certificates-memory`)}</span></p>`:t}
      ${T===0?a`<p class="note" data-trust="none">${i(`info`)}<span>${n(`certificates-none`)}</span></p>`:t}
    </div>
    ${R(c)}
    ${w(`certificates-anchors`,_)}
    ${w(`certificates-pinned`,v)}
    ${w(`certificates-path`,y,`certificates-path-hint`)}
    ${B(e,`certificates-keys`,f,W)}
    ${B(e,`certificates-crls`,u,H)}
    ${B(e,`certificates-ocsp`,d,U)}
    ${B(e,`certificates-seen`,h,G,`certificates-seen-hint`)}
    ${e.certificates.bundles.length===0?t:a`<section class="block" aria-labelledby="host-title"><div class="head"><h2 id="host-title">${n(`certificates-host`)}</h2></div><p class="label">${n(`certificates-host-hint`,{host:location.host})}</p><div class="list">${e.certificates.bundles.map(t=>K(e,t))}</div></section>`}
    ${e.certificates.demoRoot?a`<section class="block" aria-labelledby="demo-title"><div class="head"><h2 id="demo-title">${n(`certificates-demo`)}</h2></div><div class="list">${q(e.certificates.demoRoot)}</div></section>`:t}
    <p class="note">${i(`lock`)}<span><b>${n(`certificates-never`)}</b> ${n(`certificates-never.detail`)}</span></p>
    ${T===0?t:a`<div class="btns"><button class="btn" type="button" data-export @click=${()=>J(e)}>${i(`save`)}${n(`certificates-export`)}</button></div>`}
    ${p(e)}
  </div>`}function R(s){let u=s.filter(({own:e})=>e),d=s.filter(e=>!e.own&&l(e)&&!e.isCa&&T(e.notAfter)<=60&&T(e.notAfter)>0),f=[...u,...d].sort((e,t)=>e.notAfter<t.notAfter?-1:1);if(f.length===0)return t;let p=f.some(e=>T(e.notAfter)<=60);return a`<section class="block" aria-labelledby="reminders-title" data-reminders>
    <div class="head"><h2 id="reminders-title">${n(`reminders-title`)}</h2></div>
    <div class="card">
      ${p?a`<p class="hint">${r(`warn`)}<span>${n(`reminders-due`)}</span></p>`:t}
      <ul class="reminders">${f.map(e=>a`<li data-reminder=${e.sha256}><b>${_(o(e))}</b><span>${O(e)}</span>${k(e)}</li>`)}</ul>
      <div class="btns"><button class="btn btn--small" type="button" @click=${()=>c(`slipcheck-reminders.ics`,`text/calendar;charset=utf-8`,E(f.map(e=>({name:o(e),notAfter:e.notAfter,sha256:e.sha256})),t=>e(`reminders-event`,{name:t})))}>${i(`save`)}${n(`reminders-calendar`)}</button></div>
    </div>
  </section>`}function z(e){return a`<li class="missing" data-missing><p class="note">${i(`question`)}<span><b>${n(`certificates-missing`,{issuer:g(s(e.issuer))})}</b> ${n(`certificates-missing-detail`)}</span></p>
    <dl class="facts"><dt>${n(`certificate-subject`)}</dt><dd>${_(e.issuer)}</dd>${e.issuerKeyId===void 0?t:a`<dt>${n(`evidence-name-keyId`)}</dt><dd class="mono">${v(e.issuerKeyId.toUpperCase(),4)}</dd>`}</dl></li>`}function B(e,r,i,o,s){return i.length===0?t:a`<section class="block" aria-label=${n(r)}><div class="head"><h2>${n(r)} <span class="count">${i.length}</span></h2></div>${s===void 0?t:a`<p class="label">${n(s)}</p>`}<div class="list">${i.map(t=>o(e,t))}</div></section>`}function V(e,t,r){return a`<div class="acts"><button class="btn btn--small" type="button" aria-label=${n(`certificates-remove-label`,{name:g(r)})} @click=${()=>void e.certificates.remove(t)}>${i(`close`)}${n(`certificates-remove`)}</button></div>`}function H(e,r){let o=r.nextUpdate!==void 0&&r.nextUpdate<new Date().toISOString(),c=s(r.issuer);return a`<article class="cert" data-crl=${r.sha256}>
    ${i(`list`)}
    <h3>${_(c)}</h3>
    <p>${r.nextUpdate===void 0?n(`certificates-crl-from`,{from:y(r.thisUpdate)}):n(`certificates-crl-dates`,{from:y(r.thisUpdate),until:y(r.nextUpdate)})}</p>
    <p>${n(`certificates-crl-entries`,{count:r.entries})}</p>
    <p class="mono">${v(r.sha256.slice(0,16).toUpperCase(),4)} …</p>
    <div class="tags">${o?a`<span class="tag tone-warn">${n(`certificates-crl-stale`)}</span>`:t}</div>
    ${V(e,r,c)}
  </article>`}function U(e,t){return a`<article class="cert" data-ocsp=${t.sha256}>
    ${i(`list`)}
    <h3>${n(`certificates-ocsp-one`)}</h3>
    <p>${n(`certificates-ocsp-detail`,{date:y(t.producedAt),count:t.entries})}</p>
    <p class="mono">${v(t.sha256.slice(0,16).toUpperCase(),4)} …</p>
    ${V(e,t,`OCSP`)}
  </article>`}function W(e,t){let n=t.id??t.sha256.slice(0,16).toUpperCase();return a`<article class="cert" data-key=${t.sha256}>
    ${i(`key`)}
    <h3>${_(n)}</h3>
    <p>${_(t.keyAlgorithm)}</p>
    <p class="mono">${v(t.sha256.toUpperCase(),4)}</p>
    ${V(e,t,n)}
  </article>`}function G(e,t){return a`<article class="cert" data-seen=${t.id}>
    ${i(`key`)}
    <h3>${_(t.holder)}</h3>
    <p>${n(`format-${t.format}`)} · ${n(`certificates-seen-times`,{count:Math.max(t.slips.length,1),since:t.since})}</p>
    <p class="mono">${v(t.key.slice(0,32).toUpperCase(),4)} …</p>
    ${V(e,t,t.holder)}
  </article>`}function K(e,o){let c=o.name[e.language]??o.name.en??o.file,l=e.certificates.hostItems.get(o.sha256)??[];return a`<article class="cert" data-bundle=${o.file} data-on=${String(o.on)}>
    ${i(`cert`)}
    <h3>${_(c)}</h3>
    <p>${n(`certificates-host-count`,{count:o.certificates.length})}${o.formats===void 0?t:a` · ${o.formats.map((e,r)=>a`${r>0?n(`list-separator`):t}${n(`format-${e}`)}`)}`}</p>
    <p class="mono">${v(o.sha256.slice(0,16).toUpperCase(),4)} …</p>
    <div class="tags"><span class="tag tone-info">${n(`certificates-host-tag`)}</span></div>
    ${o.fault===void 0?a`<label class="choice"><input type="checkbox" role="switch" .checked=${o.on} @change=${t=>void e.certificates.switchBundle(o,t.target.checked)} /><span>${n(`certificates-host-use`)}</span></label>`:a`<p class="hint">${r(`warn`)}<span>${n(`certificates-host-${o.fault}`)}</span></p>`}
    ${l.length===0?t:a`<details class="more"><summary>${i(`chev`,`chev`)}${n(`certificates-details`)}<span class="vh">: ${g(c)}</span></summary>${l.map(e=>a`<h4>${_(s(e.subject))}</h4><p>${O(e)}</p>${k(e)}${N(e)}`)}</details>`}
  </article>`}function q(e){return a`<article class="cert cert--demo" data-demo>
    ${i(`flask`)}
    <h3>${_(s(e.subject))}</h3>
    <p>${n(`certificates-demo-detail`)}</p>
    <p class="mono">${v(e.sha256.slice(0,16).toUpperCase(),4)} …</p>
    <div class="tags"><span class="tag tag--demo">${i(`flask`)}${n(`demo-tag`)}</span></div>
  </article>`}function J({certificates:{store:e}}){c(`slipcheck-trust.pem`,`application/x-pem-file`,D([...e.certificates().map(e=>({label:`CERTIFICATE`,about:`${e.subject} ${y(e.notBefore)}–${y(e.notAfter)} SHA-256 ${e.sha256}`,der:e.der})),...e.keys().map(e=>({label:`PUBLIC KEY`,about:`${e.id??``} ${e.keyAlgorithm} SHA-256 ${e.sha256}`,der:e.der})),...e.crls().map(e=>({label:`X509 CRL`,about:`${e.issuer} ${y(e.thisUpdate)}`,der:e.der})),...e.ocsp().map(e=>({label:`OCSP RESPONSE`,about:y(e.producedAt),der:e.der}))]))}export{L as certificatesView};