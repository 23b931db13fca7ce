/**
 * Reading the printed text of a picture. One worker opens it, finds the text, cuts out what the others read, and ends: that
 * takes the most memory. Up to two others share the lines, which one queue here deals out; they get ready while the text is
 * being found. Between two lines is the place where somebody may stop it; a worker that hangs or traps is ended.
 */

import { transfer } from 'comlink';
import type { Corner, Line, Page, Patch, Place } from '@read';
import { isScanning, restScanner } from './client.ts';
import { decode } from './picture.ts';
import readUrl from './read.worker.ts?worker&url';
import type { ReadApi, Task } from './read.worker.ts';
import { Rows } from './rows.ts';
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
  /** `patch`: the piece of the picture that it stands on. */
  | { stage: 'line'; line: Line; patch: Patch }
  /** Rows so far; `UNREAD` stands for each line that is not read yet. */
  | { stage: 'rows'; page: Page }
  /** It stood upside down: what was read so far does not count. */
  | { stage: 'turned'; places: Place[] };

/** Longest anything within its bounds takes on a slow phone; after that it hangs. Milliseconds. */
const FIND_LIMIT = 60_000;
const LINE_LIMIT = 30_000;
/** Workers that nobody needed for so long are ended: they hold much memory, and are back in a moment. */
const IDLE = 5_000;
/** The same of workers that were made ready for a picture that is still looked at for its codes. */
const EXPECTED = 30_000;
/** A line that is read as surely as this stands upright: no other needs to be asked. */
const UPRIGHT = 0.95;
/** How many of the last lines are dealt out by length, the longest first: so both workers are busy to the end. */
const LAST = 6;
/** Long sides at which text is looked for: the second one when something was not found. */
export const SIDES = [960, 1280] as const;

const finder = new Supervised<ReadApi>(readUrl, 'find');
const workers = [new Supervised<ReadApi>(readUrl, 'read-1'), new Supervised<ReadApi>(readUrl, 'read-2')] as const;
let idle: ReturnType<typeof setTimeout> | undefined;
let turn: Promise<unknown> = Promise.resolve();
let reading = false;
/** The workers were made ready before there was a picture. */
let prepared = false;

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

/** A picture that will be read: it is being chosen, it is one of several, this one. */
export type Expected = 'soon' | 'given' | Blob;

/** Gets the workers ready for a picture that will be read in a moment. Never fails: what went wrong shows when it is read. */
export async function prepare(models: Models, picture: Expected): Promise<void> {
  // A single core is busy with looking for codes.
  if (count() < 2) return;
  clearTimeout(idle);
  try {
    if (picture === 'soon') {
      await opened(models);
      for (const worker of workers) await ready(worker, models);
      prepared = true;
    } else if (picture === 'given' || (isScanning() && !prepared)) {
      // Both cores are needed to find the code and to draw the verdict: what costs much time waits.
      await started(finder, models);
    } else await opened(models, picture);
  } catch {
    // As said.
  } finally {
    clearTimeout(idle);
    if (!reading) idle = setTimeout(release, EXPECTED);
  }
}

/** Ends the workers. */
export function release(): void {
  clearTimeout(idle);
  prepared = false;
  for (const worker of [finder, ...workers]) worker.stop();
}

async function readNow(file: Blob, models: Models, side: number, progress: (step: Progress) => void, signal: AbortSignal): Promise<Page> {
  clearTimeout(idle);
  reading = true;
  prepared = false;
  // Its picture was looked at, and the next one's takes its time anyway.
  restScanner();
  // What one worker can't do any more nobody waits for.
  const own = new AbortController();
  const rows = new Rows<Supervised<ReadApi>>(
    (lines, worker = workers[0]) => worker.call((api) => api.arrange(lines), LINE_LIMIT, own.signal),
    (page) => progress({ stage: 'rows', page }),
  );
  const stop = (): void => own.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    return await share(file, models, side, progress, rows, own.signal);
  } catch (error) {
    if (!own.signal.aborted) release();
    throw error;
  } finally {
    rows.end();
    reading = false;
    signal.removeEventListener('abort', stop);
    idle = setTimeout(release, IDLE);
  }
}

async function share(
  file: Blob,
  models: Models,
  side: number,
  progress: (step: Progress) => void,
  rows: Rows<Supervised<ReadApi>>,
  signal: AbortSignal,
): Promise<Page> {
  const [first, second] = workers;
  const two = count() > 1;
  progress({ stage: 'find' });
  // Finding takes one core: those that read get ready on the other.
  const readying = two ? ready(first, models, signal) : undefined;
  const helper = readying?.then(() => ready(second, models, signal));
  for (const getting of [readying, helper]) getting?.catch(() => undefined);
  const { places: found, witnesses } = await find(file, models, side, signal);
  progress({ stage: 'lines', places: found });
  let rest = found;
  let lines: Line[] = [];
  let upsideUp = false;
  rows.begin(found);
  while (rest.length > 0) {
    const wanted = rest;
    const patches = await finder.call((api) => api.patches(wanted), LINE_LIMIT, signal);
    if (patches.length === 0) break;
    const tasks = patches.flatMap((patch, at) => (wanted[at] ? [{ place: wanted[at], patch }] : []));
    rest = rest.slice(patches.length);
    if (rest.length === 0) finder.stop();
    await readying;
    await ready(first, models, signal);
    /** Tells best which way up the picture is: it is read first, and is one of those to be read. */
    const witness = tasks.find(({ place }) => place === found[witnesses[0] ?? -1]);
    let queue = deal(tasks);
    const before = [...lines];
    /** Counts up when what was read so far does not count. */
    let round = 0;
    const read = async (worker: Supervised<ReadApi>, task: Task): Promise<Line | undefined> => {
      const began = round;
      const line = await worker.call((api) => api.line(task) as Promise<Line | undefined>, LINE_LIMIT, signal);
      if (began !== round) return undefined;
      if (line !== undefined) {
        lines.push(line);
        progress({ stage: 'line', line, patch: task.patch });
      }
      // Before the worker gets its next line: nobody waits long.
      rows.add(task.place, line, worker);
      return line;
    };
    const work = async (worker: Supervised<ReadApi>): Promise<void> => {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
        const [mine, began] = [task, round];
        try {
          await read(worker, mine);
        } catch (error) {
          if (began === round) queue.unshift(mine);
          throw error;
        }
      }
    };
    const upright = async (): Promise<void> => {
      if (upsideUp) return;
      if (witness && queue.includes(witness)) {
        queue = queue.filter((task) => task !== witness);
        const line = await read(first, witness).catch((error: unknown) => {
          queue.unshift(witness);
          throw error;
        });
        upsideUp = line !== undefined && line.probability >= UPRIGHT;
        if (upsideUp) {
          rows.upright();
          return;
        }
      }
      const some = witnesses.flatMap((at) => tasks[at] ?? []);
      const other = await first.call((api) => api.upsideDown(found, some) as Promise<Place[] | undefined>, FIND_LIMIT, signal);
      upsideUp = true;
      if (other === undefined) {
        rows.upright();
        return;
      }
      round += 1;
      queue = deal(tasks.flatMap(({ patch }, at) => (other[at] ? [{ place: other[at], patch }] : [])).reverse());
      rest = rest.length > 0 ? other.slice(patches.length) : [];
      lines = before;
      rows.begin([...other].reverse());
      rows.upright();
      progress({ stage: 'turned', places: other });
    };
    const helping = helper
      ?.then(() => work(second))
      // One is enough.
      .catch((error: unknown) => (signal.aborted ? Promise.reject(error) : undefined));
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

/** A worker with the module in it. */
async function started(worker: Supervised<ReadApi>, models: Models, signal?: AbortSignal): Promise<void> {
  await worker.call((api) => api.start(models.module), LOAD_LIMIT, signal);
}

/** A worker that can read lines. */
async function ready(worker: Supervised<ReadApi>, models: Models, signal?: AbortSignal): Promise<void> {
  await started(worker, models, signal);
  await worker.call((api) => api.recogniser(models.recogniser), LOAD_LIMIT, signal);
}

/** The worker that finds text, with its model, and the picture where there is one. */
async function opened(models: Models, file?: Blob, signal?: AbortSignal): Promise<void> {
  await started(finder, models, signal);
  if (file) {
    const number = numberOf(file);
    if (typeof OffscreenCanvas !== 'undefined') await finder.call((api) => api.open(file, number), LOAD_LIMIT, signal);
    else {
      const pixels = await decode(file);
      await finder.call((api) => api.pixels(transfer(pixels, [pixels.data.buffer])), LOAD_LIMIT, signal);
    }
  }
  await finder.call((api) => api.detector(models.detector), LOAD_LIMIT, signal);
}

/** Opens the picture, and finds where text stands. */
async function find(file: Blob, models: Models, side: number, signal: AbortSignal): Promise<{ places: Place[]; witnesses: number[] }> {
  await opened(models, file, signal);
  return finder.call((api) => api.find(side), FIND_LIMIT, signal);
}

const numbers = new WeakMap<Blob, number>();
let files = 0;

/** A number by which a worker knows the picture that it has open already. */
function numberOf(file: Blob): number {
  const known = numbers.get(file);
  if (known !== undefined) return known;
  numbers.set(file, (files += 1));
  return files;
}

/** Bytes that the modules held when the last picture was done, for measurements. */
export let held: number[] = [];

/** In the order of reading: a value stands complete as soon as the lines around it are read. */
function deal(tasks: Task[]): Task[] {
  const length = ({
    place: {
      corners: [a, b],
    },
  }: Task): number => (a && b ? distance(a, b) : 0);
  return [...tasks.slice(0, -LAST), ...tasks.slice(-LAST).sort((a, b) => length(b) - length(a))];
}

function distance(a: Corner, b: Corner): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
