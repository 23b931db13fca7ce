/** What the picture says about the hardware: the camera and its light, the printer and its paper; with what to do about it. */

import { html, nothing, type TemplateResult } from 'lit';
import { stepText } from '../guidance.ts';
import { t } from '../locales/text.ts';
import type { Desk } from '../paper.ts';
import type { Result } from '../session.ts';
import { icon } from './icon.ts';

/** Limits of `photo/scan` (quality.rs): dark below, blurred below; and what is pale beside a sound slip. */
const DARK = 0.45;
const BLURRED = 0.36;
const PALE = 0.4;
/** Share of a code's correction that is used up: above this the next scratch is too much. */
const WORN = 0.5;
/** Mean probability of a line below which its print is hard to read. */
const FAINT = 0.85;

interface Finding {
  id: 'dark' | 'blurred' | 'pale' | 'worn' | 'faint';
  /** Per cent, rounded. */
  value: number;
  steps: [cardholder: string, merchant: string];
}

const percent = (share: number): number => Math.round(share * 100);

/** What is worth a word, the picture's own faults first. */
export function found({ picture, paper }: Result): Finding[] {
  if (!picture) return [];
  const { brightness, contrast, sharpness } = picture.quality;
  const list: Finding[] = [];
  if (brightness < DARK) list.push({ id: 'dark', value: percent(brightness), steps: ['retake-photo', 'retake-photo'] });
  if (sharpness > 0 && sharpness < BLURRED) list.push({ id: 'blurred', value: percent(sharpness), steps: ['clean-camera', 'clean-scanner'] });
  if (contrast < PALE && brightness >= DARK) list.push({ id: 'pale', value: percent(contrast), steps: ['photo-before-fade', 'change-paper'] });
  const worn = Math.max(0, ...picture.codes.map(({ errorsCorrected }) => errorsCorrected ?? 0));
  if (worn >= WORN) list.push({ id: 'worn', value: percent(worn), steps: ['ask-reprint', 'clean-print-head'] });
  const lines = paper?.stage === 'done' ? paper.lines : [];
  const unsure = lines.filter(({ probability }) => probability < FAINT).length;
  // One line in four: not the odd ornament.
  if (unsure >= 3 && unsure * 4 >= lines.length) list.push({ id: 'faint', value: percent(unsure / lines.length), steps: ['ask-reprint', 'raise-print-quality'] });
  return list;
}

export function paperQuality(desk: Desk, result: Result): TemplateResult | typeof nothing {
  const list = found(result);
  if (list.length === 0) return nothing;
  const merchant = desk.session.role === 'merchant';
  return html`<section class="block" aria-labelledby="quality-title">
    <h2 id="quality-title">${t('quality-title')}</h2>
    <div class="card quality">${list.map(({ id, value, steps }) => html`<div data-quality=${id}><p><b>${t(`quality-${id}`)}</b> <span class="label">${t(`quality-${id}.value`, { value })}</span></p><p class="note" role="presentation">${icon('chev')}<span>${stepText(steps[merchant ? 1 : 0])}</span></p></div>`)}
    <p class="label">${t('quality-note')}</p></div>
  </section>`;
}
