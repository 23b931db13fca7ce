/** Kept slips: what the user chose to keep in this browser. */

import { html, nothing, type TemplateResult } from 'lit';
import { foreign } from '../components/foreign.ts';
import { icon, sign } from '../components/icon.ts';
import { look } from '../components/look.ts';
import { save } from '../components/save.ts';
import { slipName } from '../components/slip-name.ts';
import { localTime, readableTime, value, verdictWord } from '../components/wording.ts';
import { t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import type { StoredSlip } from '../storage/slips.ts';
import { footer } from './check.ts';

export function keptView(session: Session): TemplateResult {
  const slips = session.kept.store.slips();
  const { undo } = session;
  return html`<div class="page">
    <div class="hero"><h1 tabindex="-1">${t('kept-title')}</h1><p>${t('kept-lead')}</p></div>
    ${undo ? html`<div class="outcome" role="status"><p class="note">${sign('pass', 'i')}<span>${undo.text} <button class="link" type="button" data-undo @click=${() => void undo.run()}>${t('keep-undo')}</button></span></p></div>` : nothing}
    ${session.kept.store.inMemory ? html`<p class="note">${icon('info')}<span>${t('kept-memory')}</span></p>` : nothing}
    ${
      slips.length === 0
        ? html`<p class="note" data-kept-none>${icon('info')}<span>${t('kept-none')}</span></p>`
        : html`<ul class="list">${slips.map((slip) => row(session, slip))}</ul>
          <div class="btns">
            <button class="btn" type="button" data-export @click=${() => save('slipcheck-slips.json', 'application/json', session.kept.export())}>${icon('save')}${t('kept-export')}</button>
            <button class="btn" type="button" data-remove-all @click=${() => void session.kept.remove(slips)}>${icon('close')}${t('kept-remove-all')}</button>
          </div>`
    }
    <p class="note">${icon('lock')}<span>${t('kept-about')}</span></p>
    ${footer(session)}
  </div>`;
}

function row(session: Session, slip: StoredSlip): TemplateResult {
  const { report } = slip;
  const time = value(report, 'time');
  const test = report.environment === 'test' || report.outcome?.environment === 'test';
  const { tone, mark, half } = look(report);
  return html`<li class="cert kept tone-${tone}" data-half=${half ? 'true' : nothing} data-slip=${slip.id} data-kept-verdict=${report.verdict}>
    ${mark}
    <h2>${slipName(slip)}</h2>
    <p>${verdictWord(report)}${time === undefined ? nothing : html` · <span class="mono">${foreign(readableTime(time))}</span>`}</p>
    <p>${t('kept-since', { time: localTime(slip.kept) })}</p>
    ${report.demo ? html`<div class="tags"><span class="tag tag--demo">${icon('flask')}${t('demo-tag')}</span></div>` : nothing}
    ${test ? html`<div class="tags"><span class="tag tag--demo">${icon('flask')}${t('test-tag')}</span></div>` : nothing}
    <div class="acts">
      <button class="btn btn--small" type="button" data-reopen @click=${() => void session.intake.reopen(slip)}>${t('kept-open')}</button>
      <button class="btn btn--small" type="button" data-remove @click=${() => void session.kept.remove([slip])}>${icon('close')}${t('keep-remove')}</button>
    </div>
  </li>`;
}
