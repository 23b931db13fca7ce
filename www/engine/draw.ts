/** Drawing an OFD document: one call into a worker of its own, which ends with it. A file may be made to take for ever: it gets some seconds. */

import { transfer } from 'comlink';
import drawingUrl from './drawing.worker.ts?worker&url';
import type { Drawn } from './drawing.ts';
import type { DrawingApi } from './drawing.worker.ts';
import type { Trust } from './report.ts';
import { LOAD_LIMIT, Supervised } from './supervised.ts';

/** What drawing a file may take, in milliseconds. */
const DRAWING = 5_000;

/** Draws a document; nothing when it is refused or can't be read. Throws `Fault`, `Thrown`, or the signal's reason. */
export async function draw(file: Uint8Array, trust: Trust, signal: AbortSignal): Promise<Drawn | undefined> {
  const worker = new Supervised<DrawingApi>(drawingUrl, 'drawing', true);
  try {
    await worker.call((api) => api.warm(), LOAD_LIMIT, signal);
    const copy = file.slice();
    return await worker.call((api) => api.draw(transfer({ file: copy, trust }, [copy.buffer])) as Promise<Drawn | undefined>, DRAWING, signal);
  } finally {
    worker.stop();
  }
}
