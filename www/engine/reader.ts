/**
 * Reading the printed text of a picture. One worker opens it, finds the text, cuts out what the others read, and ends: that
 * takes the most memory. Up to two others share the lines, which one queue here deals out. Between two lines is the place
 * where somebody may stop it; a worker that hangs or traps is ended.
 */

import { transfer } from 'comlink';
import type { Corner, Line, Page, Place } from '@read';
import { restScanner } from './client.ts';
import { decode } from './picture.ts';
import readUrl from './read.worker.ts?worker&url';
import type { ReadApi, Task } from './read.worker.ts';
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
/** Workers that nobody needed for so long are ended: they hold much memory, and are back in a moment. */
const IDLE = 5_000;
/** Long sides at which text is looked for: the second one when something was not found. */
export const SIDES = [960, 1280] as const;

const finder = new Supervised<ReadApi>(readUrl, 'find');
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
  for (const worker of [finder, ...workers]) worker.stop();
}

async function readNow(file: Blob, models: Models, side: number, progress: (step: Progress) => void, signal: AbortSignal): Promise<Page> {
  clearTimeout(idle);
  // Its picture was looked at, and the next one's takes its time anyway.
  restScanner();
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
  const ready = async (worker: Supervised<ReadApi>): Promise<void> => {
    await worker.call((api) => api.start(models.module), LOAD_LIMIT, signal);
    await worker.call((api) => api.recogniser(models.recogniser), LOAD_LIMIT, signal);
  };
  const { places: found, witnesses } = await find(file, models, side, signal);
  progress({ stage: 'lines', places: found });
  let rest = found;
  let lines: Line[] = [];
  let asked = false;
  while (rest.length > 0) {
    const wanted = rest;
    const patches = await finder.call((api) => api.patches(wanted), LINE_LIMIT, signal);
    if (patches.length === 0) break;
    const tasks = patches.flatMap((patch, at) => (wanted[at] ? [{ place: wanted[at], patch }] : []));
    rest = rest.slice(patches.length);
    if (rest.length === 0) finder.stop();
    const helper = two ? ready(second) : Promise.resolve();
    helper.catch(() => undefined);
    // Not before: what finds the text and what reads it would be in memory together.
    await ready(first);
    let queue = deal(tasks);
    const before = [...lines];
    /** Counts up when what was read so far does not count. */
    let round = 0;
    const work = async (worker: Supervised<ReadApi>): Promise<void> => {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
        const [mine, began] = [task, round];
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
    const upright = async (): Promise<void> => {
      if (asked) return;
      asked = true;
      const some = witnesses.flatMap((at) => tasks[at] ?? []);
      const other = await first.call((api) => api.upsideDown(found, some) as Promise<Place[] | undefined>, FIND_LIMIT, signal);
      if (other === undefined) return;
      round += 1;
      queue = deal(tasks.flatMap(({ patch }, at) => (other[at] ? [{ place: other[at], patch }] : [])));
      rest = rest.length > 0 ? other.slice(patches.length) : [];
      lines = before;
      progress({ stage: 'turned', places: other });
    };
    const helping = two
      ? helper
          .then(() => work(second))
          // One is enough.
          .catch((error: unknown) => (signal.aborted ? Promise.reject(error) : undefined))
      : undefined;
    // Nobody may be waiting for it yet when it fails.
    helping?.catch(() => undefined);
    await upright();
    await work(first);
    await helping;
    // What a worker that died had in hand.
    await work(first);
  }
  finder.stop();
  const readers = found.length === 0 ? [] : [first, ...(two ? [second] : [])];
  held = await Promise.all(readers.map((worker) => worker.call((api) => api.held(), LINE_LIMIT, signal).catch(() => 0)));
  return found.length === 0 ? { lines: [], turned: 0 } : first.call((api) => api.arrange(lines), LINE_LIMIT, signal);
}

/** Opens the picture, and finds where text stands. */
async function find(file: Blob, models: Models, side: number, signal: AbortSignal): Promise<{ places: Place[]; witnesses: number[] }> {
  await finder.call((api) => api.start(models.module), LOAD_LIMIT, signal);
  if (typeof OffscreenCanvas !== 'undefined') await finder.call((api) => api.open(file), LOAD_LIMIT, signal);
  else {
    const pixels = await decode(file);
    await finder.call((api) => api.pixels(transfer(pixels, [pixels.data.buffer])), LOAD_LIMIT, signal);
  }
  await finder.call((api) => api.detector(models.detector), LOAD_LIMIT, signal);
  const found = await finder.call((api) => api.find(side), FIND_LIMIT, signal);
  return found;
}

/** Bytes that the modules held when the last picture was done, for measurements. */
export let held: number[] = [];

/** Long lines first: they hold labels with their values, and short ones at the end keep both workers busy to the last. */
function deal(tasks: Task[]): Task[] {
  const length = ({ place: { corners: [a, b] } }: Task): number => (a && b ? distance(a, b) : 0);
  return [...tasks].sort((a, b) => length(b) - length(a));
}

function distance(a: Corner, b: Corner): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
