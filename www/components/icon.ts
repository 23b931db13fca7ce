/** Marks and icons: symbols of the sprite in index.html. They are hidden from assistive technology: the word beside them is the name. */

import { html, type TemplateResult } from 'lit';
import type { Status, Verdict } from '../engine/report.ts';

/** A line icon. */
export function icon(name: string, more = ''): TemplateResult {
  return html`<svg class="i ${more}" aria-hidden="true" focusable="false"><use href="#i-${name}"></use></svg>`;
}

/** A verdict's mark. */
export function mark(verdict: Verdict | 'code-only'): TemplateResult {
  return html`<svg class="m" aria-hidden="true" focusable="false"><use href="#m-${verdict}"></use></svg>`;
}

/** A check's mark. */
export function sign(status: Status | 'run', more = ''): TemplateResult {
  return html`<svg class="s ${more}" aria-hidden="true" focusable="false"><use href="#s-${status}"></use></svg>`;
}

export type Tone = 'ok' | 'bad' | 'warn' | 'info' | 'none';

export function tone(verdict: Verdict, unpaid = false): Tone {
  if (unpaid) return 'warn';
  switch (verdict) {
    case 'verified':
      return 'ok';
    case 'altered':
    case 'invalid':
      return 'bad';
    case 'certificate-problem':
      return 'warn';
    case 'unknown-issuer':
      return 'info';
    case 'unsigned':
    case 'unreadable':
      return 'none';
  }
}
