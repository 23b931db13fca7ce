/** The course: a track is chosen, twelve slips are answered, the result is kept. It can be left and gone on with. */

import '../styles/course.css';
import { html, nothing, type TemplateResult } from 'lit';
import { lessonView } from '../components/course-lesson.ts';
import { attendance, resultView } from '../components/course-result.ts';
import { icon, sign } from '../components/icon.ts';
import { localTime } from '../components/wording.ts';
import type { Role } from '../engine/report.ts';
import { loadPart, t } from '../locales/text.ts';
import { Course } from '../state/course.ts';
import { LESSONS, score } from '../state/lessons.ts';
import type { Session } from '../state/session.ts';
import { footer } from './check.ts';

let course: Course | undefined;

/** What tills' receipts are said to be stands with the other formats' terms. */
function opened(session: Session): Course {
  if (!course) {
    course = new Course(session, session.certificates);
    course.open();
    void loadPart('terms')
      .catch(() => undefined)
      .then(() => session.changed());
  }
  return course;
}

export function toolView(session: Session): TemplateResult {
  const at = opened(session);
  const { track } = at;
  const ended = track !== undefined && at.at >= LESSONS.length;
  return html`<div class="page">
    <div class="hero"><h1 tabindex="-1">${t('nav-course')}</h1><p>${t('course-lead')}</p></div>
    ${at.store.inMemory ? html`<p class="hint" role="status" data-course-memory>${sign('warn')}<span>${t('course-memory')}</span></p>` : nothing}
    ${track === undefined ? tracks(at) : at.failed ? failed(at) : ended ? resultView(at, track) : lessonView(at, track)}
    ${track !== undefined && !ended ? html`<div class="btns"><button class="btn btn--quiet" type="button" data-course-leave @click=${() => at.leave()}>${t('course-leave')}</button></div>` : nothing}
    ${footer(session)}
  </div>${ended ? attendance(at, track) : nothing}`;
}

function tracks(at: Course): TemplateResult {
  const card = (track: Role): TemplateResult => {
    const progress = at.store.get(track);
    const { answered, right } = score(progress);
    return html`<section class="card" aria-labelledby="course-track-${track}" data-track=${track}>
      <h2 class="course__title" id="course-track-${track}">${t(`course-track-${track}`)}</h2>
      <p>${t(`course-track-${track}.detail`)}</p>
      ${progress.finished === undefined ? (answered === 0 ? nothing : html`<p class="muted">${t('course-answered', { answered, count: LESSONS.length })}</p>`) : html`<p class="muted">${t('course-finished', { date: localTime(progress.finished) })} ${t('course-result', { right, count: LESSONS.length })}</p>`}
      <div class="btns">
        <button class="btn btn--main" type="button" data-start @click=${() => at.start(track)}>${t(progress.finished !== undefined ? 'course-show' : answered > 0 ? 'course-go-on' : 'course-start')}</button>
        ${answered > 0 ? html`<button class="btn" type="button" data-forget @click=${() => void at.forget(track)}>${icon('close')}${t('course-forget')}</button>` : nothing}
      </div>
    </section>`;
  };
  return html`<div class="course__tracks">${card('cardholder')}${card('merchant')}</div><p class="note">${icon('lock')}<span>${t('course-about')}</span></p>`;
}

function failed(at: Course): TemplateResult {
  return html`<p class="note" role="status">${icon('info')}<span>${t('samples-missing')} <button class="link" type="button" @click=${() => at.retry()}>${t('course-retry')}</button></span></p>`;
}
