/**
 * What is printed on a photo: the offer to read it, its progress with the lines as they come, and how it ended. And all else that draws
 * it, as one module that comes with the first photo.
 */

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Place } from '@read';
import type { Early } from '../state/early-fields.ts';
import { plain, t } from '../locales/text.ts';
import type { Desk } from '../state/printed-text.ts';
import type { Session } from '../state/session.ts';
import { isRunning, type Paper, type Result } from '../state/piece.ts';
import { visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { earlyBoxes, earlyFields } from './paper-early.ts';
import { sheet } from './paper-photo.ts';
import { verdictWord } from './wording.ts';

export { paperFields } from './paper-fields.ts';
export { paperPhoto } from './paper-photo.ts';
export { paperQuality } from './paper-quality.ts';
export { paperQuestions } from './paper-question.ts';

/** Bytes as megabytes: `13.4`. */
function megabytes(bytes: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(bytes / 1_000_000);
}

function seconds(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

export function paperCard(session: Session, desk: Desk, result: Result): TemplateResult | typeof nothing {
  const { paper } = result;
  if (!paper || !result.shown) return nothing;
  const running = isRunning(paper);
  return html`<section class="card paper" data-paper=${desk.built ? paper.stage : 'missing'} aria-labelledby="paper-title">
    <h2 id="paper-title" tabindex="-1">${t(running ? 'paper-title-running' : paper.stage === 'done' ? 'paper-title-done' : 'paper-title')}</h2>
    ${!desk.built ? missing() : running ? progress(desk, result, paper) : paper.stage === 'done' ? done(session, desk, result, paper) : offer(desk, result, paper)}
  </section>`;
}

/** A page built without the models. */
function missing(): TemplateResult {
  return html`<p class="note" role="presentation">${icon('info')}<span><b>${t('paper-missing')}</b> ${t('paper-missing.detail')}</span></p>`;
}

function offer(desk: Desk, result: Result, paper: Paper): TemplateResult {
  const { left } = desk;
  const none = result.picture !== undefined && result.picture.codes.length === 0;
  return html`
    <p>${t(none ? 'paper-offer-none' : 'paper-offer')}</p>
    ${paper.problem === undefined ? nothing : html`<p class="note paper__problem" role="presentation">${sign('warn')}<span><b>${t(`problem-${paper.problem}`)}</b> ${t(`problem-${paper.problem}.now`)}</span></p>`}
    <button class="btn" type="button" data-paper-action="read" ?disabled=${desk.busy} @click=${() => begin(desk, result)}>${icon('list')}${t(paper.problem === undefined ? 'paper-read' : 'paper-again')}</button>
    <p class="note" role="presentation">${icon('lock')}<span>${left === undefined ? nothing : left > 0 ? html`<b>${t('paper-download', { size: megabytes(left) })}</b> <span class="paper__more">${t('paper-download.detail')}</span>` : t('paper-kept')} ${t('paper-private')}</span></p>`;
}

function begin(desk: Desk, result: Result): void {
  // The button goes away: who used it goes on from the heading.
  document.getElementById('paper-title')?.focus({ preventScroll: true });
  void desk.start(result);
}

function progress(desk: Desk, result: Result, paper: Paper): TemplateResult {
  const { stage } = paper;
  const order = ['download', 'find', 'lines', 'check'];
  const at = order.indexOf(stage);
  const row = (step: string, more: TemplateResult | typeof nothing = nothing, figure = ''): TemplateResult => {
    const index = order.indexOf(step);
    return html`<li class=${index < at ? 'is-done' : index === at ? '' : 'is-waiting'}>${index < at ? sign('pass') : index === at ? sign('run', 'spin') : sign('absent')}<b>${t(`paper-step-${step}`)}</b><em>${figure}</em>${index === at ? more : nothing}</li>`;
  };
  const loading = stage === 'download' && desk.left !== 0;
  const bytes = `${megabytes(paper.loaded)} / ${megabytes(desk.total)} MB`;
  const read = paper.lines.length;
  const count = paper.places.length;
  const last = paper.lines.at(-1);
  const early = desk.early(result);
  return html`
    ${sheet(result, { overlay: lines(result, paper, early) })}
    ${paper.closer ? html`<p class="note" role="presentation">${icon('info')}<span>${t('paper-closer')}</span></p>` : nothing}
    <ol class="prog">
      ${row('download', loading ? html`${bar(plain('paper-step-download'), paper.loaded, desk.total, bytes)}<p>${t('paper-once')}</p>` : nothing, loading ? bytes : '')}
      ${row('find')}
      ${row('lines', html`${bar(plain('paper-step-lines'), read, count, `${read} / ${count}`)}${last === undefined ? nothing : html`<p class="paper__last" translate="no"><bdi>${visible(last.text, 60)}</bdi></p>`}`, stage === 'lines' ? `${read} / ${count}` : '')}
      ${row('check')}
    </ol>
    <div class="btns"><button class="btn" type="button" data-paper-action="cancel" @click=${() => cancel(desk)}>${icon('close')}${t('paper-cancel')}</button></div>
    ${earlyFields(early)}`;
}

function cancel(desk: Desk): void {
  document.getElementById('paper-title')?.focus({ preventScroll: true });
  desk.cancel();
}

function bar(label: string, value: number, most: number, text: string): TemplateResult {
  return html`<progress class="track" aria-label=${label} aria-valuetext=${text} .value=${Math.min(value, most)} .max=${Math.max(most, 1)}></progress>`;
}

/** Where text was found, and what of it is read already. */
function lines({ picture }: Result, paper: Paper, early: Early[]): TemplateResult | typeof nothing {
  if (!picture) return nothing;
  const shape = ({ corners }: Pick<Place, 'corners'>, name: string): TemplateResult =>
    svg`<polygon class=${name} points=${corners.map(({ x, y }) => `${x},${y}`).join(' ')} vector-effect="non-scaling-stroke"></polygon>`;
  return html`<svg class="sheet__marks" viewBox="0 0 ${picture.width} ${picture.height}" preserveAspectRatio="none" aria-hidden="true">${paper.places.map((place) => shape(place, 'is-found'))}${paper.lines.map((line) => shape(line, 'is-line'))}${earlyBoxes(early, paper.turned)}</svg>`;
}

function done(session: Session, desk: Desk, result: Result, paper: Paper): TemplateResult {
  const count = paper.lines.length;
  return html`
    <p class="note" role="presentation">${sign(count > 0 ? 'pass' : 'absent')}<span>${t(count > 0 ? 'paper-lines' : 'paper-lines-none', { count, seconds: seconds(paper.seconds ?? 0) })}</span></p>
    <p class="intake__result"><a href="#verdict" @click=${(event: Event) => {
      event.preventDefault();
      session.choose(session.selected);
    }}>${t('intake-result', { verdict: verdictWord(result.report) })}</a></p>
    <label class="paper__always"><input type="checkbox" name="read-text" .checked=${desk.always} @change=${(event: Event) => desk.chooseAlways((event.target as HTMLInputElement).checked)} /><span>${t('paper-always')}</span></label>
    <details class="more"><summary>${icon('chev', 'chev')}${t('paper-more')}</summary>
      ${count === 0 ? nothing : html`<div class="paper__text" tabindex="0" role="region" aria-label=${t('paper-more')}><ol translate="no">${paper.lines.map((line) => html`<li><bdi>${visible(line.text)}</bdi></li>`)}</ol></div>`}
      <p class="label">${t('paper-engine')} <a href="./models/NOTICE-models.txt" target="_blank" rel="noopener">${t('paper-notice')}</a></p>
      <div class="btns">
        <button class="btn btn--small" type="button" @click=${() => begin(desk, result)}>${icon('list')}${t('paper-again')}</button>
        <button class="btn btn--small btn--quiet" type="button" data-paper-action="forget" @click=${() => void desk.forget()}>${icon('close')}${desk.left === 0 ? t('paper-forget', { size: megabytes(desk.total) }) : t('paper-forgotten')}</button>
      </div>
    </details>`;
}
