/** What was done or refused with incidents, said where it happened. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import { sign } from './icon.ts';

/** A sentence by its id; `bad`: something was refused or not kept. */
export interface Notice {
  id: string;
  args?: Record<string, string | number>;
  bad?: boolean;
}

export function told(notices: readonly Notice[]): TemplateResult | typeof nothing {
  return notices.length === 0
    ? nothing
    : html`<div class="outcome" role="status">${notices.map(({ id, args, bad }) => html`<p class=${bad ? 'hint' : 'note'} data-notice=${id}>${sign(bad ? 'warn' : 'pass', bad ? '' : 'i')}<span>${t(id, args)}</span></p>`)}</div>`;
}
