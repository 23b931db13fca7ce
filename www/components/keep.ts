/** Keeping the slip on the screen, and what its record says. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import type { Session } from '../state/session.ts';
import { icon, sign } from './icon.ts';
import { localTime } from './wording.ts';

export function keep(session: Session, result: Result): TemplateResult | typeof nothing {
  const { report } = result;
  if (report.verdict === 'unreadable' && report.code === undefined) return nothing;
  const record = session.kept.record(result, session.selected);
  const before = record?.report.verdict;
  // One button in both states: it keeps the focus.
  return html`<section class="card keep" data-kept=${record?.id ?? nothing}>
    ${before === undefined || before === report.verdict ? nothing : html`<p class="hint" data-verdict-was=${before}>${sign('warn')}<span>${t('keep-changed', { before: t(`verdict-${before}`), now: t(`verdict-${report.verdict}`) })}</span></p>`}
    ${record ? html`<p class="note">${sign('pass', 'i')}<span>${t('keep-kept', { time: localTime(record.kept) })} <a href="#/kept">${t('keep-list')}</a></span></p>` : nothing}
    <button class="btn ${record ? 'btn--small' : ''}" type="button" ?data-keep=${!record} ?data-unkeep=${record !== undefined} @click=${() => void (record ? session.kept.remove([record]) : session.kept.keep(result, session.selected, session.printed, session.sample))}>${icon(record ? 'close' : 'save')}${t(record ? 'keep-remove' : 'keep')}</button>
    ${record ? nothing : html`<p class="label">${t('keep-about')}</p>`}
  </section>`;
}
