/** How a result looks, wherever it stands: one colour and one mark, so that a list never shows more than the full result does. */

import type { TemplateResult } from 'lit';
import { genuineUnpaid, halfTick, type Told } from '../engine/headline.ts';
import { mark, sign, tone, type Tone } from './icon.ts';

export interface Look {
  tone: Tone;
  mark: TemplateResult;
  /** No full tick. */
  half: boolean;
  /** A genuine message that no money is known to have moved for. */
  unpaid: boolean;
}

export function look(report: Told): Look {
  const half = halfTick(report);
  const unpaid = half && genuineUnpaid(report);
  return { tone: tone(report.verdict, unpaid), mark: unpaid ? sign('warn', 'm') : mark(half ? 'code-only' : report.verdict), half, unpaid };
}
