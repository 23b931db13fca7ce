/** What the picture says about the hardware: the camera and its light, the printer and its paper; with what to do about it. */

import { html, nothing, type TemplateResult } from 'lit';
import type { PictureFault } from '../engine/report.ts';
import { stepText } from '../state/guidance.ts';
import { t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import type { Session } from '../state/session.ts';
import { fold } from './fold.ts';
import { icon } from './icon.ts';

/** Mean probability of a line below which its print is hard to read: the scan module does not see lines. */
const FAINT = 0.85;

type Steps = [cardholder: string, merchant: string];

/** What helps against each fault that the scan module names (`photo/scan`, `FaultId`: its limits are there), and whether its measure is a share. */
const FAULTS: Record<PictureFault, { steps: Steps; share: boolean }> = {
  dark: { steps: ['retake-photo', 'retake-photo'], share: true },
  bright: { steps: ['retake-photo', 'retake-photo'], share: true },
  blurred: { steps: ['clean-camera', 'clean-scanner'], share: true },
  glare: { steps: ['retake-photo', 'retake-photo'], share: true },
  'low-resolution': { steps: ['retake-photo', 'retake-photo'], share: false },
  'pale-print': { steps: ['photo-before-fade', 'change-paper'], share: true },
  'missing-columns': { steps: ['ask-reprint', 'clean-print-head'], share: false },
  'damaged-code': { steps: ['ask-reprint', 'clean-print-head'], share: true },
};

interface Finding {
  id: string;
  /** Per cent, rounded; or the measure itself. */
  value: number;
  steps: Steps;
}

const percent = (share: number): number => Math.round(share * 100);

/** What is worth a word, in the order in which the scan module says it. */
export function found({ picture, paper }: Result): Finding[] {
  const list: Finding[] = (picture?.faults ?? []).flatMap(({ id, value }) => {
    const fault = FAULTS[id];
    return fault ? [{ id, value: fault.share ? percent(value) : Math.round(value * 10) / 10, steps: fault.steps }] : [];
  });
  const lines = paper?.stage === 'done' ? paper.lines : [];
  const unsure = lines.filter(({ probability }) => probability < FAINT).length;
  // One line in four: not the odd ornament.
  if (unsure >= 3 && unsure * 4 >= lines.length)
    list.push({ id: 'faint', value: percent(unsure / lines.length), steps: ['ask-reprint', 'raise-print-quality'] });
  return list;
}

export function paperQuality({ role }: Session, result: Result): TemplateResult | typeof nothing {
  const list = found(result);
  if (list.length === 0) return nothing;
  const merchant = role === 'merchant';
  return fold(
    'quality-title',
    t('quality-title'),
    '',
    html`<div class="card quality">${list.map(({ id, value, steps }) => html`<div data-quality=${id}><p><b>${t(`quality-${id}`)}</b> <span class="label">${t(`quality-${id}.value`, { value })}</span></p><p class="note" role="presentation">${icon('chev')}<span>${stepText(steps[merchant ? 1 : 0])}</span></p></div>`)}
    <p class="label">${t('quality-note')}</p></div>`,
  );
}
