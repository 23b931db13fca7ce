/** The end of a track: the result, and the certificate of attendance for the shop's file, which is drawn on paper. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Role } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import type { Course } from '../state/course.ts';
import { LESSONS, score } from '../state/lessons.ts';
import { visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { localTime } from './wording.ts';

/** Longest name on a certificate, in characters. */
const NAME = 80;

export function resultView(course: Course, track: Role): TemplateResult {
  const progress = course.store.get(track);
  const { right } = score(progress);
  const missed = LESSONS.filter(({ sample, choices }) => progress.answers[sample] !== choices[track][0]);
  return html`<section class="block course" aria-labelledby="course-result" data-course-finished=${track}>
    <h2 id="course-result" tabindex="-1">${t('course-result', { right, count: LESSONS.length })}</h2>
    ${progress.finished === undefined ? nothing : html`<p class="muted">${t('course-finished', { date: localTime(progress.finished) })}</p>`}
    ${
      missed.length === 0
        ? nothing
        : html`<p>${t('course-again')}</p><div class="chips">${missed.map(({ sample }) => {
            const at = LESSONS.findIndex((lesson) => lesson.sample === sample);
            return html`<button class="chip" type="button" data-look=${sample} @click=${() => course.look(at)}>${t('course-look', { number: at + 1 })}</button>`;
          })}</div>`
    }
    <div class="card">
      <h3>${t('course-attendance')}</h3>
      <label class="course__name"><span>${t('course-name')}</span><input id="course-name" type="text" maxlength=${NAME} autocomplete="off" .value=${course.name} @input=${(event: Event) => void course.sign((event.target as HTMLInputElement).value, progress.name !== undefined)} /></label>
      <label class="choice"><input id="course-keep-name" type="checkbox" .checked=${progress.name !== undefined} @change=${(event: Event) => void course.sign(course.name, (event.target as HTMLInputElement).checked)} /><span>${t('course-keep-name')}</span></label>
      <div class="btns"><button class="btn btn--main" type="button" data-print-attendance @click=${() => print()}>${icon('print')}${t('course-print')}</button></div>
    </div>
    <p class="note">${sign('pass', 'i')}<span>${t('course-kept')}</span></p>
    <div class="btns">
      <button class="btn" type="button" data-course-tracks @click=${() => course.leave()}>${t('course-tracks')}</button>
      <button class="btn" type="button" data-course-forget @click=${() => void course.forget(track)}>${icon('close')}${t('course-forget')}</button>
    </div>
  </section>`;
}

/** A4: it says that somebody took part, and proves nothing else. */
export function attendance(course: Course, track: Role): TemplateResult | typeof nothing {
  const progress = course.store.get(track);
  if (progress.finished === undefined) return nothing;
  const { right } = score(progress);
  return html`<article class="page a4 course-sheet" aria-label=${t('course-attendance')}>
    <header><div><h1>${t('course-attendance')}</h1><p>${t('app-title')}</p></div><p>${t(`course-track-${track}`)}</p></header>
    <p>${t('course-sheet', { date: localTime(progress.finished), right, count: LESSONS.length })}</p>
    <p>${t('course-sheet-topics')}</p>
    <div class="lines"><p>${t('course-name')}${t('colon')}<b>${visible(course.name)}</b></p><p>${t('course-sheet-signature')}</p></div>
    <footer><p>${t('course-sheet-about')}</p></footer>
  </article>`;
}
