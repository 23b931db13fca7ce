/**
 * Reading the printed text of a picture: up to two workers share its lines, which one queue here deals out. Between two
 * lines is the place where somebody may stop it; a worker that hangs or traps is ended.
 */

import { transfer } from 'comlink';
import type { Corner, Line, Page, Place } from '@read';
import { decode } from './picture.ts';
import readUrl from './read.worker.ts?worker&url';
import type { ReadApi } from './read.worker.ts';
import { LOAD_LIMIT, Supervised } from './supervised.ts';

/** What was downloaded and checked: the compiled module, and the models' files. */
export interface Models {
  module: WebAssembly.Module;
  detector: Blob;
  recogniser: Blob;
}

export type Progress =
  /** The picture is opened and searched for text. */
  | { stage: 'find' }
  /** Places are known; nothing is read yet. */
  | { stage: 'lines'; places: Place[] }
  | { stage: 'line'; line: Line }
  /** It stood upside down: what was read so far does not count. */
  | { stage: 'turned'; places: Place[] };

/** Longest anything within its bounds takes on a slow phone; after that it hangs. Milliseconds. */
const FIND_LIMIT = 60_000;
const LINE_LIMIT = 30_000;
/** Workers that nobody needed for so long are ended: they hold much memory. */
const IDLE = 45_000;
/** Long sides at which text is looked for: the second one when something was not found. */
export const SIDES = [960, 1280] as const;

const workers = [new Supervised<ReadApi>(readUrl, 'read-1'), new Supervised<ReadApi>(readUrl, 'read-2')] as const;
let idle: ReturnType<typeof setTimeout> | undefined;
let turn: Promise<unknown> = Promise.resolve();

/** How many workers share the lines. */
function count(): number {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return (navigator.hardwareConcurrency ?? 1) >= 2 && (deviceMemory ?? 4) > 1 ? 2 : 1;
}

/**
 * Reads a picture file: rows in the order of reading, in pixels of the picture. One picture after the other; throws a
 * `Fault`, `{code: PictureProblem | 'model'}`, or the signal's reason.
 */
export function read(file: Blob, models: Models, side: number, progress: (step: Progress) => void, signal: AbortSignal): Promise<Page> {
  const result = turn.then(() => readNow(file, models, side, progress, signal));
  turn = result.catch(() => undefined);
  return result;
}

/** Ends the workers. */
export function release(): void {
  clearTimeout(idle);
  for (const worker of workers) worker.stop();
}

async function readNow(file: Blob, models: Models, side: number, progress: (step: Progress) => void, signal: AbortSignal): Promise<Page> {
  clearTimeout(idle);
  // What one worker can't do any more nobody waits for.
  const own = new AbortController();
  const stop = (): void => own.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    return await share(file, models, side, progress, own.signal);
  } catch (error) {
    if (!own.signal.aborted) release();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    idle = setTimeout(release, IDLE);
  }
}

async function share(file: Blob, models: Models, side: number, progress: (step: Progress) => void, signal: AbortSignal): Promise<Page> {
  const [first, second] = workers;
  const two = count() > 1;
  progress({ stage: 'find' });
  const open = async (worker: Supervised<ReadApi>): Promise<void> => {
    await worker.call((api) => api.start(models.module), LOAD_LIMIT, signal);
    if (typeof OffscreenCanvas !== 'undefined') {
      await worker.call((api) => api.open(file), LOAD_LIMIT, signal);
      return;
    }
    const pixels = await decode(file);
    await worker.call((api) => api.pixels(transfer(pixels, [pixels.data.buffer])), LOAD_LIMIT, signal);
  };
  const recogniser = (worker: Supervised<ReadApi>): Promise<void> => worker.call((api) => api.recogniser(models.recogniser), LOAD_LIMIT, signal);

  // The second worker gets ready while the first looks for text.
  const helper: Promise<Supervised<ReadApi> | undefined> = two
    ? open(second)
        .then(() => recogniser(second))
        .then(
          () => second,
          () => undefined,
        )
    : Promise.resolve(undefined);
  await open(first);
  await first.call((api) => api.detector(models.detector), LOAD_LIMIT, signal);
  const found = await first.call((api) => api.places(side), FIND_LIMIT, signal);
  await first.call((api) => api.freeDetector(), LINE_LIMIT, signal);
  progress({ stage: 'lines', places: found });
  if (found.length === 0) {
    await close(signal, [first, await helper]);
    return { lines: [], turned: 0 };
  }

  let queue = deal(found);
  let lines: Line[] = [];
  /** Counts up when what was read so far does not count. */
  let round = 0;
  const work = async (worker: Supervised<ReadApi>): Promise<void> => {
    for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
      const [mine, began] = [place, round];
      let line: Line | undefined;
      try {
        line = await worker.call((api) => api.line(mine) as Promise<Line | undefined>, LINE_LIMIT, signal);
      } catch (error) {
        if (began === round) queue.unshift(mine);
        throw error;
      }
      if (began !== round || line === undefined) continue;
      lines.push(line);
      progress({ stage: 'line', line });
    }
  };
  const upright = async (worker: Supervised<ReadApi>): Promise<void> => {
    const other = await worker.call((api) => api.upsideDown(found) as Promise<Place[] | undefined>, FIND_LIMIT, signal);
    if (other === undefined) return;
    round += 1;
    queue = deal(other);
    lines = [];
    progress({ stage: 'turned', places: other });
  };
  const helping = helper.then(async (worker) => {
    if (!worker) return false;
    try {
      await upright(worker);
      await work(worker);
      return true;
    } catch (error) {
      if (signal.aborted) throw error;
      // One is enough.
      return false;
    }
  });
  // Nobody may be waiting for it yet when it fails.
  helping.catch(() => undefined);
  await recogniser(first);
  if (!(await helper)) await upright(first);
  await work(first);
  await helping;
  // What a worker that died had in hand, or what turned out to stand upside down at the end.
  await work(first);
  const page = await first.call((api) => api.arrange(lines), LINE_LIMIT, signal);
  await close(signal, [first, two ? second : undefined]);
  return page;
}

/** Bytes that the modules held when the last picture was done, for measurements. */
export let held: number[] = [];

async function close(signal: AbortSignal, list: (Supervised<ReadApi> | undefined)[]): Promise<void> {
  const open = list.filter((worker) => worker !== undefined);
  held = await Promise.all(open.map((worker) => worker.call((api) => api.close(), LINE_LIMIT, signal).catch(() => 0)));
}

/** Long lines first: they hold labels with their values, and short ones at the end keep both workers busy to the last. */
function deal(places: Place[]): Place[] {
  const length = ({ corners: [a, b] }: Place): number => (a && b ? distance(a, b) : 0);
  return [...places].sort((a, b) => length(b) - length(a));
}

function distance(a: Corner, b: Corner): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
