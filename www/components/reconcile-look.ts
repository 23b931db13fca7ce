/** What a photo or a document of a pile turned out to be: its verdict in one line beside the pile, and the way to all of it. */

import { html, nothing, type TemplateResult } from 'lit';
import { halfTick } from '../engine/headline.ts';
import type { Given } from '../engine/reconcile.worker.ts';
import type { Report } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import type { Reconciling } from '../state/reconcile.ts';
import type { Look } from '../state/reconcile-looks.ts';
import { icon, mark, sign, tone } from './icon.ts';
import { genuineUnpaid, verdictWord, why } from './wording.ts';

/** Verdicts of one file that are shown. */
const SHOWN = 3;

export function looked(work: Reconciling, given: Given, look: Look, full: (given: Given) => void): TemplateResult {
  const { reports, print, problem } = look;
  const doubtful = reports.some(({ notes }) => notes.some(({ id }) => id === 'confirm-reading'));
  return html`<div class="reconcile__look" data-look=${look.kind}>
    ${reports.slice(0, SHOWN).map(line)}
    ${reports.length > SHOWN ? html`<p class="sub">${t('reconcile-more', { count: reports.length - SHOWN })}</p>` : nothing}
    ${problem === undefined ? nothing : html`<p class="hint" data-aside=${problem}>${sign('warn')}<span>${problemText(look)} ${t('reconcile-look-aside')}</span></p>`}
    ${print === 'failed' ? html`<p class="hint" data-print="failed">${sign('warn')}<span>${t('reconcile-print-failed')} <button class="link" type="button" @click=${() => work.readPrint()}>${t('reconcile-again')}</button></span></p>` : nothing}
    ${doubtful ? html`<p class="note" data-doubtful>${icon('info')}<span>${t('reconcile-look-doubtful')}</span></p>` : nothing}
    ${reports.length > 0 ? html`<p><button class="btn btn--small btn--quiet" type="button" data-full @click=${() => full(given)}>${icon('open')}${t('reconcile-look-full')}</button></p>` : nothing}
  </div>`;
}

function line(report: Report): TemplateResult {
  const half = halfTick(report);
  return html`<p class="reconcile__verdict tone-${half ? 'info' : tone(report.verdict, genuineUnpaid(report))}" data-verdict-of=${report.verdict} data-half=${half}>
    ${mark(half ? 'code-only' : report.verdict)}<span><b>${verdictWord(report)}</b>${report.demo ? html` <span class="tag tag--demo">${t('demo-tag')}</span>` : nothing}${report.environment === 'test' ? html` <span class="tag tag--demo">${t('test-tag')}</span>` : nothing} ${why({ report })}</span></p>`;
}

/** Of a picture the check page has the words. */
function problemText({ kind, problem = '' }: Look): string {
  return t(kind === 'picture' && has(`problem-${problem}`) ? `problem-${problem}` : `reconcile-look-${problem}`);
}

/** The print of photos that was not read: it is offered for all of them at once. */
export function printOffer(work: Reconciling, megabytes: number): TemplateResult | typeof nothing {
  const count = [...work.looks.values()].filter(({ print }) => print === 'offered').length;
  if (count === 0 || work.phase === 'reading') return nothing;
  return html`<div class="reconcile__offer" data-print-offer=${count}><p>${t('reconcile-print-offer', { count })}</p>
    <div class="btns"><button class="btn" type="button" data-read-print @click=${() => work.readPrint()}>${icon('list')}${megabytes > 0 ? t('reconcile-print-load', { size: megabytes }) : t('reconcile-print-read')}</button></div></div>`;
}
