/** When a certificate was valid and when the slip was signed, drawn to scale. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Cause, Report } from '../engine/report.ts';
import { plain, t } from '../locales/text.ts';
import { date, readableTime, value } from './wording.ts';

const LEFT = 8;
const RIGHT = 592;

export function timeline(report: Report, cause: Cause): TemplateResult | typeof nothing {
  if (cause.id !== 'certificate-expired' && cause.id !== 'certificate-not-yet-valid') return nothing;
  const from = text(cause.evidence['notBefore']) ?? report.certificate?.notBefore;
  const until = text(cause.evidence['notAfter']) ?? report.certificate?.notAfter;
  const signed = text(cause.evidence['at']) ?? text(cause.evidence['time']) ?? value(report, 'time');
  if (from === undefined || until === undefined || signed === undefined) return nothing;
  const moments = [from, until, signed].map((moment) => Date.parse(moment));
  if (moments.some(Number.isNaN)) return nothing;
  const [start, end, at] = moments as [number, number, number];
  const least = Math.min(start, at);
  const span = Math.max(Math.max(end, at) - least, 1);
  // The slip stays apart from the end it lies beyond, however short the time between.
  const place = (moment: number): number => 40 + ((moment - least) / span) * (RIGHT - LEFT - 100);
  const x1 = place(start);
  const x2 = place(end);
  let x = place(at);
  if (at > end) x = Math.max(x, x2 + 46);
  if (at < start) x = Math.min(x, x1 - 46);
  x = Math.min(Math.max(x, 50), RIGHT - 42);
  const anchor = (at_: number): string => (at_ < 70 ? 'start' : at_ > RIGHT - 70 ? 'end' : 'middle');
  const outside = at > end ? ([x2, x] as const) : ([x, x1] as const);
  return html`<svg class="timeline" viewBox="0 0 600 148" role="img" aria-label=${plain('timeline-label', { from: date(from), until: date(until), signed: readableTime(signed) })}>
    <line x1=${LEFT} y1="74" x2=${RIGHT} y2="74" class="axis"></line>
    <rect x=${x1} y="64" width=${Math.max(x2 - x1, 4)} height="20" rx="4" class="valid"></rect>
    ${x2 - x1 > 150 ? svg`<text x=${(x1 + x2) / 2} y="79" text-anchor="middle" class="tv">${t('timeline-valid')}</text>` : nothing}
    <rect x=${outside[0]} y="64" width=${Math.max(outside[1] - outside[0], 0)} height="20" class="beyond"></rect>
    <path d="M${x1} 88v16M${x2} 88v16" class="ticks"></path>
    <text x=${x1} y="120" text-anchor=${anchor(x1)} class="t2 low">${t('timeline-from')}</text><text x=${x1} y="138" text-anchor=${anchor(x1)} class="tm low">${date(from)}</text>
    <text x=${x2} y="120" text-anchor=${x2 > RIGHT - 70 ? 'end' : 'middle'} class="t2 low">${t('timeline-until')}</text><text x=${x2} y="138" text-anchor=${x2 > RIGHT - 70 ? 'end' : 'middle'} class="tm low">${date(until)}</text>
    <path d="M${x} 46v44" class="pointer"></path><path d="M${x - 8} 34h16v11l-8 9-8-9z" class="pointer-head"></path>
    <text x=${x} y="10" text-anchor=${anchor(x)} class="tb">${t('timeline-signed')}</text><text x=${x} y="27" text-anchor=${anchor(x)} class="tm">${date(signed)}</text>
  </svg>`;
}

function text(value_: unknown): string | undefined {
  return typeof value_ === 'string' ? value_ : undefined;
}
