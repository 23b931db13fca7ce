import{S as e,i as t,n,r,t as i,w as a}from"./index-X12NqNjj.js";function o(o,s,c){return a`<div class="page">
    <div class="hero"><h1 tabindex="-1">${e(`help-title`)}</h1><p>${e(`help-lead`)}</p></div>
    ${n(o,`help`)}
    <section class="block" aria-labelledby="till-title"><h2 id="till-title">${e(`help-steps`)}</h2><div class="card">${t(o,8)}</div></section>
    ${r(o,s,c)}
    <section class="block" aria-labelledby="about-title"><h2 id="about-title">${e(`help-about`)}</h2>
      <ul class="card about">${[1,2,3,4,5].map(t=>a`<li>${e(`help-about-${t}`)}</li>`)}</ul>
    </section>
    ${i(o)}
  </div>`}export{o as helpView};