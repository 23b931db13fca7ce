import{p as e,y as t}from"./icon-sc4mnI-5.js";import{i as n,n as r,r as i,t as a}from"./index-CVnFDWnn.js";function o(o,s,c){return t`<div class="page">
    <div class="hero"><h1 tabindex="-1">${e(`help-title`)}</h1><p>${e(`help-lead`)}</p></div>
    ${r(o,`help`)}
    <section class="block" aria-labelledby="till-title"><h2 id="till-title">${e(`help-steps`)}</h2><div class="card">${n(o,8)}</div></section>
    ${i(o,s,c)}
    <section class="block" aria-labelledby="about-title"><h2 id="about-title">${e(`help-about`)}</h2>
      <ul class="card about">${[1,2,3,4,5].map(n=>t`<li>${e(`help-about-${n}`)}</li>`)}</ul>
    </section>
    ${a(o)}
  </div>`}export{o as helpView};