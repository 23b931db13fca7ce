/** The course of a journal: receipts over time, and below them what happened, one line of marks for each kind. The same stands as a list. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { AuditReport } from '@all';
import { t } from '../locales/text.ts';
import { course, LANES, type Lane, type Mark } from '../state/audit-report.ts';
import { clock, meaning } from './audit-words.ts';
import { foreign } from './foreign.ts';

/** What happened is listed up to here; all of it stands with the findings. */
const LISTED = 100;

/** Each kind has a shape of its own: never colour alone. Around 0, 10 high. */
const SHAPES: Record<Lane, TemplateResult> = {
  gap: svg`<path d="M-5 -7v14M5 -7v14M-5 0h2M3 0h2"></path>`,
  outage: svg`<rect x="-5" y="-5" width="10" height="10"></rect>`,
  clock: svg`<path d="M0 -7L7 0L0 7L-7 0z"></path>`,
  signer: svg`<circle r="5.5"></circle>`,
  fault: svg`<path d="M-5 -5L5 5M5 -5L-5 5"></path>`,
};

export function auditCourse(report: AuditReport): TemplateResult | typeof nothing {
  const drawn = course(report);
  if (!drawn || (drawn.bars.length === 0 && drawn.marks.length === 0)) return nothing;
  const { from, to, bars, marks } = drawn;
  return html`<section class="block" data-course aria-labelledby="audit-course-title">
    <h2 id="audit-course-title">${t('audit-course-title')}</h2>
    <figure class="card audit__course">
      <div class="audit__pictures" aria-hidden="true">
        ${
          bars.length === 0
            ? nothing
            : html`<p class="label">${t('audit-course-receipts')}</p>
              <svg class="audit__bars" preserveAspectRatio="none" viewBox="0 0 100 100">${bars.map(
                ({ x, width, height }) => svg`<rect x=${x + width * 0.06} y=${100 - height} width=${width * 0.88} height=${height}></rect>`,
              )}</svg>`
        }
        <p class="audit__axis"><span>${foreign(from.slice(0, 10))}</span><span>${from.slice(0, 10) === to.slice(0, 10) ? nothing : foreign(to.slice(0, 10))}</span></p>
        ${LANES.map((lane) => strip(lane, marks))}
      </div>
      <figcaption>
        ${
          marks.length === 0
            ? html`<p>${t('audit-course-none')}</p>`
            : html`<details class="more">
              <summary>${t('audit-course-list', { count: marks.length })}</summary>
              <ol class="audit__events">${marks.slice(0, LISTED).map((mark) => html`<li>${event(report.kind, mark)}</li>`)}</ol>
              ${marks.length > LISTED ? html`<p class="sub">${t('audit-unlisted', { count: marks.length - LISTED })}</p>` : nothing}
            </details>`
        }
      </figcaption>
    </figure>
  </section>`;
}

/** The marks of one kind. Those that would lie on one another are drawn once. */
function strip(lane: Lane, marks: readonly Mark[]): TemplateResult | typeof nothing {
  const own = marks.filter((mark) => mark.lane === lane);
  if (own.length === 0) return nothing;
  const drawn = new Map<string, Mark>();
  for (const mark of own) drawn.set(`${Math.round(mark.x * 2)} ${mark.severity} ${mark.width > 0.5 ? mark.width : 0}`, mark);
  return html`<div class="audit__lane" data-lane=${lane} data-count=${own.length}>
    <p><svg class="audit__key" viewBox="-9 -9 18 18">${SHAPES[lane]}</svg>${t(`audit-lane-${lane}`)} <b>${own.length}</b></p>
    <svg class="audit__strip">
      <line x1="0" x2="100%" y1="11" y2="11"></line>
      ${[...drawn.values()].map(({ x, width, severity }) => svg`<svg x=${`${2 + x * 0.96}%`} y="11" overflow="visible" data-grade=${severity}>${width > 0.5 ? svg`<rect class="audit__span" y="-5" width=${`${width * 0.96}%`} height="10"></rect>` : nothing}${SHAPES[lane]}</svg>`)}
    </svg>
  </div>`;
}

function event(kind: string, { id, time, until, place }: Mark): TemplateResult {
  const when = until === undefined ? clock(time) : t('audit-span', { from: clock(time), to: clock(until) });
  return html`<span class="mono">${when}</span> ${id === '' ? t('audit-signer') : meaning(kind, id)} ${place === '' ? nothing : html`<span class="mono audit__place">${foreign(place, 60)}</span>`}`;
}
