import{g as e,i as t,n,p as r,r as i,t as a,y as o}from"./icon-sc4mnI-5.js";import{n as s}from"./foreign-hsLnwJk1.js";import{T as c,t as l}from"./index-CVnFDWnn.js";import{m as u,u as d}from"./wording-BACEKcrP.js";var f=Object.defineProperty,p=((e,t)=>{let n={};for(var r in e)f(n,r,{get:e[r],enumerable:!0});return t||f(n,Symbol.toStringTag,{value:`Module`}),n})({keptView:()=>m,slipName:()=>h});function m(t){let n=t.kept.store.slips(),{undo:s}=t;return o`<div class="page">
    <div class="hero"><h1 tabindex="-1">${r(`kept-title`)}</h1><p>${r(`kept-lead`)}</p></div>
    ${s?o`<div class="outcome" role="status"><p class="note">${i(`pass`,`i`)}<span>${s.text} <button class="link" type="button" data-undo @click=${()=>void s.run()}>${r(`keep-undo`)}</button></span></p></div>`:e}
    ${t.kept.store.inMemory?o`<p class="note">${a(`info`)}<span>${r(`kept-memory`)}</span></p>`:e}
    ${n.length===0?o`<p class="note" data-kept-none>${a(`info`)}<span>${r(`kept-none`)}</span></p>`:o`<ul class="list">${n.map(e=>g(t,e))}</ul>
          <div class="btns">
            <button class="btn" type="button" data-export @click=${()=>c(`slipcheck-slips.json`,`application/json`,t.kept.export())}>${a(`save`)}${r(`kept-export`)}</button>
            <button class="btn" type="button" data-remove-all @click=${()=>void t.kept.remove(n)}>${a(`close`)}${r(`kept-remove-all`)}</button>
          </div>`}
    <p class="note">${a(`lock`)}<span>${r(`kept-about`)}</span></p>
    ${l(t)}
  </div>`}function h({report:t}){let[n,i,a]=[u(t,`merchant`)??u(t,`mid`)??u(t,`registerId`),u(t,`amount`),u(t,`currency`)];return n===void 0&&i===void 0?o`${r(`format-${t.format}`)}`:o`${n===void 0?e:s(n)} ${i===void 0?e:o`<span class="mono">${s(`${i} ${a??``}`.trim())}</span>`}`}function g(i,c){let{report:l}=c,f=u(l,`time`);return o`<li class="cert kept tone-${t(l.verdict)}" data-slip=${c.id} data-kept-verdict=${l.verdict}>
    ${n(l.verdict)}
    <h2>${h(c)}</h2>
    <p>${r(`verdict-${l.verdict}`)}${f===void 0?e:o` · <span class="mono">${s(d(f))}</span>`}</p>
    <p>${r(`kept-since`,{time:d(c.kept)})}</p>
    ${l.demo?o`<div class="tags"><span class="tag tag--demo">${a(`flask`)}${r(`demo-tag`)}</span></div>`:e}
    <div class="acts">
      <button class="btn btn--small" type="button" data-reopen @click=${()=>void i.reopen(c)}>${r(`kept-open`)}</button>
      <button class="btn btn--small" type="button" data-remove @click=${()=>void i.kept.remove([c])}>${a(`close`)}${r(`keep-remove`)}</button>
    </div>
  </li>`}export{h as n,p as t};