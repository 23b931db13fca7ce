/** What is printed on one photo, for tools: read by what the check page reads it with, and nothing is fetched unasked. */

import type { Line } from '@read';
import * as reader from '../engine/reader.ts';
import * as models from '../storage/models.ts';
import * as preferences from '../storage/preferences.ts';

/** `load`: what reads print is fetched, bytes of bytes; `print`: lines of lines. */
export type PrintStep = 'load' | 'print';
export type ToldPrint = (step: PrintStep, done: number, all: number) => void;

/** Whether print can be read at all; unasked, where that was chosen for all photos and costs no download. */
export async function readsUnasked(): Promise<boolean> {
  return models.built && preferences.readsText() && (await models.missing()) === 0;
}

/** The lines of a photo, in the order of reading. Throws `Fault`, `ModelFault`, `{code}`, or the signal's reason. */
export async function printOf(file: Blob, told: ToldPrint, signal: AbortSignal): Promise<Line[]> {
  told('load', 0, models.total);
  const ready = await models.load((loaded) => told('load', loaded, models.total), signal);
  let [done, all] = [0, 0];
  const { lines } = await reader.read(
    file,
    ready,
    reader.SIDES[0],
    (step) => {
      if (step.stage === 'lines' || step.stage === 'turned') [done, all] = [0, step.places.length];
      else if (step.stage === 'line') done += 1;
      told('print', done, all);
    },
    signal,
  );
  return lines;
}
