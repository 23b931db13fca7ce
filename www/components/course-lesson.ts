/** One slip of the course: the paper, the choices, and after the answer what the core says of it and what comes next. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Role } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import type { Course, Judged } from '../state/course.ts';
import { stepText } from '../state/guidance.ts';
import { LESSONS, lessonSteps, ordered, score } from '../state/lessons.ts';
import { foreign } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { look } from './look.ts';
import { verdictId, verdictWord, why } from './wording.ts';

/** A line longer than a paper's is a code. */
const CODE = 60;
/** How many of the next steps are shown. */
const STEPS = 6;

export function lessonView(course: Course, track: Role): TemplateResult {
  const lesson = LESSONS[course.at];
  const slip = course.slip();
  const number = course.at + 1;
  if (!lesson || !slip) return html`<p class="note" role="status">${sign('run', 'i spin')}<span>${t('status-checking')}</span></p>`;
  const chosen = course.store.get(track).answers[lesson.sample];
  const choices = lesson.choices[track];
  return html`<section class="block course" aria-labelledby="course-slip" data-lesson=${lesson.sample}>
    <p class="label">${t('course-at', { number, count: LESSONS.length })}</p>
    <progress class="track" max=${LESSONS.length} value=${score(course.store.get(track)).answered} aria-label=${t('course-progress')}></progress>
    ${paper(slip)}
    ${chosen === undefined ? says(slip) : nothing}
    <h2 id="course-slip" tabindex="-1">${t('course-question')}</h2>
    <div class="course__choices" role="group" aria-labelledby="course-slip">${ordered(course.at, choices).map((id) => choice(course, id, chosen, choices[0]))}</div>
    <div aria-live="polite">${chosen === undefined ? nothing : answer(course, track, slip, chosen, choices[0] ?? '')}</div>
  </section>`;
}

/** What stands above the slip's result on the page: nobody can know it by looking at a code. */
function says({ report }: Judged): TemplateResult {
  const [cause] = report.causes;
  return html`<p class="course__verdict tone-${look(report).tone}" data-says=${report.verdict}>${look(report).mark}<span>${t('course-says')} <b>${verdictWord(report)}</b>${cause ? html` · ${t(`cause-${cause.id}`)}` : nothing}</span></p>`;
}

/** The slip as it is printed: its code as a picture, for nobody reads it. */
function paper({ text }: Judged): TemplateResult {
  const lines = text.split('\n');
  const code = lines.some((line) => line.length > CODE);
  return html`<figure class="course__paper" aria-label=${t('course-paper')}>
    <pre>${lines.filter((line) => line.length <= CODE).map((line) => html`${foreign(line)}\n`)}</pre>
    ${code ? html`<svg class="qr" aria-hidden="true" focusable="false"><use href="#qr"></use></svg><figcaption>${t('course-code')}</figcaption>` : html`<figcaption>${t('course-no-code')}</figcaption>`}
  </figure>`;
}

function choice(course: Course, id: string, chosen: string | undefined, right: string | undefined): TemplateResult {
  const judged = chosen === undefined ? '' : id === right ? 'course__choice--right' : id === chosen ? 'course__choice--wrong' : '';
  return html`<button class="btn course__choice ${judged}" type="button" data-choice=${id} aria-pressed=${String(id === chosen)} ?disabled=${chosen !== undefined && id !== chosen && id !== right} aria-disabled=${chosen === undefined ? nothing : 'true'} @click=${() => void course.answer(id)}>${chosen === undefined ? nothing : id === right ? sign('pass') : id === chosen ? sign('fail') : nothing}<span>${t(`course-choice-${id}`)}</span></button>`;
}

function answer(course: Course, track: Role, { report }: Judged, chosen: string, right: string): TemplateResult {
  const [cause] = report.causes;
  const half = report.verdict === 'verified' && verdictId(report) !== 'verdict-verified';
  const steps = lessonSteps(track, right, half, report.nextSteps[track]).slice(0, STEPS);
  const fits = chosen === right;
  return html`<div class="card tone-${look(report).tone} course__answer" data-right=${String(fits)} data-verdict-of=${report.verdict} data-cause-of=${cause?.id ?? ''}>
    <h3>${t(fits ? 'course-right' : 'course-wrong')}</h3>
    ${fits ? nothing : html`<p>${has(`course-choice-${chosen}.not`) ? t(`course-choice-${chosen}.not`) : t('course-wrong-other')}</p>`}
    <p class="course__verdict">${look(report).mark}<b>${verdictWord(report)}</b></p>
    <p>${why({ report })}</p>
    ${cause ? html`<p><b>${t(`cause-${cause.id}`)}</b>${t('colon')}${t(`cause-${cause.id}-why`)}</p>` : nothing}
    ${steps.length > 0 ? html`<h3>${t('steps-title')}</h3><ol class="course__steps">${steps.map((id) => html`<li data-step=${id}>${stepText(id)}</li>`)}</ol>` : nothing}
    <button class="btn btn--main" type="button" data-next @click=${() => next(course)}>${t(score(course.store.get(track)).answered < LESSONS.length ? 'course-next' : 'course-finish')}${icon('chev', 'chev')}</button>
  </div>`;
}

/** What was pressed goes away: the next question, or the result, takes the focus. */
function next(course: Course): void {
  course.next();
  setTimeout(() => document.querySelector<HTMLElement>('#course-slip, #course-result')?.focus(), 60);
}
