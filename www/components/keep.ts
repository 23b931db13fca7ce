/** Keeping the slip on the screen, and what its record says. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { Result, Session } from '../session.ts';
import { icon, sign } from './icon.ts';
import { readableTime } from './wording.ts';

export function keep(session: Session, result: Result): TemplateResult | typeof nothing {
  const { report } = result;
  if (report.verdict === 'unreadable' && report.code === undefined) return nothing;
  const record = session.kept.record(result, session.selected);
  if (!record) {
    return html`<section class="card keep">
      <button class="btn" type="button" data-keep @click=${() => void session.kept.keep(result, session.selected, session.printed, session.sample)}>${icon('save')}${t('keep')}</button>
      <p class="label">${t('keep-about')}</p>
    </section>`;
  }
  const before = record.report.verdict;
  return html`<section class="card keep" data-kept=${record.id}>
    ${before === report.verdict ? nothing : html`<p class="hint" data-verdict-was=${before}>${sign('warn')}<span>${t('keep-changed', { before: t(`verdict-${before}`), now: t(`verdict-${report.verdict}`) })}</span></p>`}
    <p class="note">${sign('pass', 'i')}<span>${t('keep-kept', { time: readableTime(record.kept) })} <a href="#/kept">${t('keep-list')}</a></span></p>
    <button class="btn btn--small" type="button" data-unkeep @click=${() => void session.kept.remove([record])}>${icon('close')}${t('keep-remove')}</button>
  </section>`;
}
