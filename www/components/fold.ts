/** A topic below the verdict: one line that opens. Nothing is taken out of the page: links, searches and paper find it folded. */

import { html, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

/** Two columns have room for everything. */
export const wide = matchMedia('(min-width: 1000px)');

/** `id`: of its heading. `open`: it concerns the verdict. */
export function fold(id: string, title: string, label: string, body: unknown, open = false): TemplateResult {
  return html`<section class="fold" aria-labelledby=${id}>
    <details ?open=${open || wide.matches}>
      <summary class="head"><h2 id=${id} tabindex="-1">${title}</h2><span class="label">${label}</span>${icon('chev', 'chev')}</summary>
      <div class="block">${body}</div>
    </details>
  </section>`;
}

/** Brings something into view, whatever it is folded into, and the focus to it. */
export function reveal(target: HTMLElement): void {
  for (const at of target.closest('.fold')?.querySelectorAll<HTMLDetailsElement>('.held') ?? []) at.open = true;
  for (let at = target.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
  target.scrollIntoView({ block: target.matches('input') ? 'center' : 'start' });
  target.focus();
}

// Not every browser opens by itself what an address leads into.
addEventListener('hashchange', () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.closest('.fold')) reveal(target);
});
