import{C as e,S as t,_ as n,b as r,d as i,f as a,h as o,o as s,p as c,t as l,v as u,w as d,x as f,y as p}from"./index-X12NqNjj.js";function m(r,i,o){let s=r.store.certificates(),u=r.store.crls(),f=s.filter(e=>a(e)),p=s.filter(e=>e.pinned&&!a(e)),m=s.filter(e=>!c(e)),y=(n,i,a)=>i.length===0?e:d`<section class="block"><div class="head"><h2>${t(n)} <span class="count">${i.length}</span></h2></div>
          ${a===void 0?e:d`<p class="label">${t(a)}</p>`}
          <div class="list">${i.map(e=>g(r,e,u))}</div></section>`;return d`<div class="page">
    <div class="hero"><h1 tabindex="-1">${t(`certificates-title`)}</h1><p>${t(`certificates-lead`)}</p></div>
    <div class="block">
      <div class="intake ${i?`is-over`:``}">
        <button class="btn btn--main" type="button" @click=${()=>o.choose()}>${n(`plus`)}${t(`certificates-import`)}</button>
        <input id="certificate-file" class="file" type="file" multiple tabindex="-1" aria-label=${t(`certificates-import`)} @change=${e=>o.files(e)} />
        <p class="label center">${t(`certificates-import-hint`)}</p>
        <details class="more"><summary>${n(`chev`,`chev`)}${t(`certificates-paste`)}</summary>
          <label class="cap" for="certificate-text">${t(`certificates-paste-label`)}</label>
          <textarea id="certificate-text" rows="4" spellcheck="false" autocomplete="off" translate="no"></textarea>
          <button class="btn btn--small" type="button" @click=${e=>{let t=e.target.closest(`details`)?.querySelector(`textarea`);t&&(o.paste(t.value),t.value=``)}}>${t(`certificates-paste-do`)}</button>
        </details>
      </div>
      ${h(r)}
      ${r.store.inMemory?d`<p class="note">${n(`info`)}<span>${t(`certificates-memory`)}</span></p>`:e}
      ${s.length+u.length===0?d`<p class="note" data-trust="none">${n(`info`)}<span>${t(`certificates-none`)}</span></p>`:e}
    </div>
    ${y(`certificates-anchors`,f)}
    ${y(`certificates-pinned`,p)}
    ${y(`certificates-path`,m,`certificates-path-hint`)}
    ${u.length===0?e:d`<section class="block"><div class="head"><h2>${t(`certificates-crls`)} <span class="count">${u.length}</span></h2></div><div class="list">${u.map(e=>_(r,e))}</div></section>`}
    ${r.demoRoot?d`<section class="block"><div class="head"><h2>${t(`certificates-demo`)}</h2></div><div class="list">${v(r.demoRoot)}</div></section>`:e}
    <p class="note">${n(`lock`)}<span><b>${t(`certificates-never`)}</b> ${t(`certificates-never.detail`)}</span></p>
    ${l(r)}
  </div>`}function h(n){let{imported:r,undo:i,problem:a}=n;return!r&&!i&&!a?e:d`<div class="outcome" role="status" data-import>
    ${a?d`<p class="hint">${u(`warn`)}<span><b>${t(`problem-${a.id}`)}</b> ${t(`problem-${a.id}.now`,{count:a.count??0})}</span></p>`:e}
    ${r?d`${r.added>0||r.refused.length===0?d`<p class="note">${u(`pass`,`i`)}<span>${t(`certificates-imported`,{count:r.added})}${r.known>0?` ${t(`certificates-known`,{count:r.known})}`:``}${r.added>0&&n.results.length>0?` ${t(`certificates-rechecked`)}`:``}</span></p>`:e}
        ${r.refused.map(({what:e,reason:n})=>d`<p class="hint" data-refused=${n}>${u(`warn`)}<span>${t(`refused-${n}`,{what:f(e)})}</span></p>`)}`:e}
    ${i?d`<p class="note">${u(`pass`,`i`)}<span>${i.text} <button class="link" type="button" @click=${()=>void i.run()}>${t(`certificates-undo`)}</button></span></p>`:e}
  </div>`}function g(l,u,m){let h=new Date().toISOString(),g=u.notAfter<h,_=u.notBefore>h,v=f(i(u.subject)),y=m.some(e=>e.issuer===u.subject);return d`<article class="cert ${u.demo?`cert--demo`:``}" data-certificate=${u.sha256} data-trusted=${String(c(u))}>
    ${n(u.demo?`flask`:u.pinned?`pin`:`cert`)}
    <h3>${p(i(u.subject))}</h3>
    <p>${g?t(`certificates-expired-on`,{date:o(u.notAfter)}):_?t(`certificates-valid-from`,{date:o(u.notBefore)}):t(`certificates-valid-until`,{date:o(u.notAfter)})}</p>
    <p>${u.selfSigned?t(`certificates-self-signed`):t(`certificates-issuer`,{issuer:f(i(u.issuer))})}</p>
    <p class="mono">${r(u.sha256.slice(0,16).toUpperCase(),4)} …</p>
    <div class="tags">
      ${u.demo?d`<span class="tag tag--demo">${n(`flask`)}${t(`demo-tag`)}</span>`:e}
      ${a(u)?d`<span class="tag tone-ok">${n(`tick`)}${t(`certificates-anchor-tag`)}</span>`:u.pinned?d`<span class="tag tone-ok">${n(`pin`)}${t(`certificates-pinned-tag`)}</span>`:e}
      ${g?d`<span class="tag tone-warn">${t(`certificates-expired`)}</span>`:_?d`<span class="tag tone-warn">${t(`certificates-not-yet`)}</span>`:e}
      ${u.isCa&&!y?d`<span class="tag tone-none">${t(`certificates-no-crl`)}</span>`:e}
    </div>
    <details class="more"><summary>${n(`chev`,`chev`)}${t(`certificates-details`)}<span class="vh">: ${v}</span></summary>
      <dl class="facts">
        <dt>${t(`certificate-subject`)}</dt><dd>${s(u.subject)}</dd>
        <dt>${t(`certificate-issuer`)}</dt><dd>${s(u.issuer)}</dd>
        <dt>${t(`certificate-valid`)}</dt><dd>${t(`certificate-valid-range`,{from:o(u.notBefore),until:o(u.notAfter)})}</dd>
        <dt>${t(`certificate-serial`)}</dt><dd class="mono">${p(r(u.serial,2))}</dd>
        <dt>${t(`certificate-key`)}</dt><dd>${p(u.keyAlgorithm)}</dd>
        <dt>${t(`certificate-usage`)}</dt><dd>${u.isCa?t(`use-ca`):u.usage.length===0?t(`use-any`):u.usage.map((n,r)=>d`${r>0?t(`list-separator`):e}${p(n)}`)}</dd>
        ${u.isCa?e:d`<dt>${t(`certificate-merchants`)}</dt><dd>${u.merchants.length===0?t(`certificates-all-merchants`):u.merchants.map(e=>d`<span class="mono">${p(e)}</span> `)}</dd>`}
        <dt>${t(`certificate-fingerprint`)}</dt><dd class="mono">${r(u.sha256.toUpperCase(),4)}</dd>
      </dl>
      <div class="acts">
        ${a(u)?e:u.pinned?d`<button class="btn btn--small" type="button" aria-label=${t(`certificates-unpin-label`,{name:v})} @click=${()=>void l.pin(u,!1)}>${n(`pin`)}${t(`certificates-unpin`)}</button>`:d`<button class="btn btn--small" type="button" aria-label=${t(`certificates-pin-label`,{name:v})} @click=${()=>void l.pin(u,!0)}>${n(`pin`)}${t(`certificates-pin`)}</button>`}
        <button class="btn btn--small" type="button" aria-label=${t(`certificates-remove-label`,{name:v})} @click=${()=>void l.remove(u)}>${n(`close`)}${t(`certificates-remove`)}</button>
      </div>
    </details>
  </article>`}function _(a,s){let c=s.nextUpdate!==void 0&&s.nextUpdate<new Date().toISOString(),l=f(i(s.issuer));return d`<article class="cert" data-crl=${s.sha256}>
    ${n(`list`)}
    <h3>${p(i(s.issuer))}</h3>
    <p>${s.nextUpdate===void 0?t(`certificates-crl-from`,{from:o(s.thisUpdate)}):t(`certificates-crl-dates`,{from:o(s.thisUpdate),until:o(s.nextUpdate)})}</p>
    <p>${t(`certificates-crl-entries`,{count:s.entries})}</p>
    <p class="mono">${r(s.sha256.slice(0,16).toUpperCase(),4)} …</p>
    <div class="tags">${c?d`<span class="tag tone-warn">${t(`certificates-crl-stale`)}</span>`:e}</div>
    <div class="acts"><button class="btn btn--small" type="button" aria-label=${t(`certificates-remove-label`,{name:l})} @click=${()=>void a.remove(s)}>${n(`close`)}${t(`certificates-remove`)}</button></div>
  </article>`}function v(e){return d`<article class="cert cert--demo" data-demo>
    ${n(`flask`)}
    <h3>${p(i(e.subject))}</h3>
    <p>${t(`certificates-demo-detail`)}</p>
    <p class="mono">${r(e.sha256.slice(0,16).toUpperCase(),4)} …</p>
    <div class="tags"><span class="tag tag--demo">${n(`flask`)}${t(`demo-tag`)}</span></div>
  </article>`}export{m as certificatesView};