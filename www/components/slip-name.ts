/** What a kept slip is called. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { StoredSlip } from '../storage/slips.ts';
import { foreign } from './foreign.ts';
import { value } from './wording.ts';

/** Its merchant and amount, as far as they are known. */
export function slipName({ report }: StoredSlip): TemplateResult {
  const [merchant, amount, currency] = [
    value(report, 'merchant') ?? value(report, 'mid') ?? value(report, 'registerId'),
    value(report, 'amount'),
    value(report, 'currency'),
  ];
  if (merchant === undefined && amount === undefined) return html`${t(`format-${report.format}`)}`;
  return html`${merchant === undefined ? nothing : foreign(merchant)} ${amount === undefined ? nothing : html`<span class="mono">${foreign(`${amount} ${currency ?? ''}`.trim())}</span>`}`;
}
