/** A batch: what was given, how far it is, and the road from one to the other. One at a time; it goes on while other views are open. */

import * as engine from '../engine/batch.ts';
import type { BatchRequest, BatchRow, Bucket, Filter, Given, Looked, Origin, Step } from '../engine/batch-rows.ts';
import { scan } from '../engine/client.ts';
import { Fault } from '../engine/supervised.ts';
import { BatchStore, type StoredBatch } from '../storage/batches.ts';
import type { Result } from './piece.ts';
import type { Session } from './session.ts';

/** `unpacking`: an input is being gone through. `failed`: the core could not be loaded. */
export type BatchState = 'empty' | 'unpacking' | 'running' | 'paused' | 'cancelled' | 'done' | 'failed';

/** A file with its path in the folder it came with. */
export interface Named {
  name: string;
  file: File;
}

/** So long the worker judges at once, in milliseconds: then it answers what the page asks. */
const BUDGET = 60;
/** As many items as one answer holds at most are judged singly, after the worker has failed. */
const CAREFUL = 500;
/** So long the worker may go on after a batch was cancelled, in milliseconds. */
const GRACE = 150;

function compare(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const by = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (by !== 0) return by;
  }
  return left.length - right.length;
}

/** What is in a folder, by its path below it, in the order of the bytes of that. */
export function sorted(files: Named[]): Named[] {
  // The order of code points is that of the bytes of UTF-8.
  return files.sort((a, b) => compare(a.name, b.name));
}

function fault(error: unknown): Looked {
  return { ended: error instanceof Fault && error.id === 'hang' ? 'time' : 'fault' };
}

/** How the list is looked at before anybody has chosen. */
export function unfiltered(): Filter {
  return { search: '', worst: true, by: 'none' };
}

/** What was cleared away last: to be had back until something else is given. */
interface Cleared {
  inputs: Given[];
  given: number;
  chunks: Blob[];
  at: string;
  id: string;
  unread: { source: string; why: string }[];
  request: BatchRequest | undefined;
  done: number;
  scanned: number;
  kept: boolean;
}

export class Batches {
  state: BatchState = 'empty';
  done = 0;
  total = 0;
  rows = 0;
  buckets: Partial<Record<Bucket, number>> = {};
  unread: { source: string; why: string }[] = [];
  /** The last row, for who scans one slip after another. */
  last: BatchRow | undefined;
  /** What was scanned by hand: its row is shown large. */
  scanned = 0;
  /** There was no room for more. */
  full = false;
  /** Items a second, lately. */
  rate = 0;
  /** The user asked that it be kept; `refused`: the browser has no room. */
  keeping = false;
  refused = false;
  /** Another tab took this batch off the device while it was kept here. */
  takenAway = false;
  /** How the list is looked at, and where: it stays while a row is open elsewhere. */
  filter = unfiltered();
  place: { top: number; row: number } | undefined;
  readonly store = new BatchStore();

  readonly #session: Session;
  readonly #listeners = new Set<() => void>();
  #inputs: Given[] = [];
  #given = 0;
  #chunks: Blob[] = [];
  #at = '';
  #request: BatchRequest | undefined;
  #id = '';
  #run = 0;
  #opened: Promise<void> | undefined;
  #adding: Promise<void> = Promise.resolve();
  /** The last wish to keep it, or no longer. */
  #wish: Promise<void> = Promise.resolve();
  #looking = new Map<number, Promise<Looked>>();
  #abort = new AbortController();
  #release: (() => void) | undefined;
  /** The worker is unpacking or judging. */
  #asked = false;
  #cleared: Cleared | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Calls back after changes, until what it returns is called. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Reads which batches were kept. */
  openStore(): Promise<void> {
    return (this.#opened ??= this.store
      .open(
        () => this.#changed(),
        (id) => void this.#gone(id),
      )
      .then(() => this.#changed()));
  }

  /** Batches of earlier visits that can be gone on with. */
  kept(): StoredBatch[] {
    return this.store.kept().filter(({ id }) => id !== this.#id);
  }

  // ── What is given ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Adds files, in this order. */
  give(files: Named[]): Promise<void> {
    return this.#add(files.map(({ name, file }) => ({ name, file })));
  }

  /** Adds a pasted text. */
  giveText(text: string): Promise<void> {
    return this.#add([{ name: '-', file: new Blob([text]) }]);
  }

  /** Adds a code that was scanned. */
  giveCode(code: string): Promise<void> {
    this.scanned += 1;
    return this.#add([{ code }]);
  }

  #add(inputs: Given[]): Promise<void> {
    this.#cleared = undefined;
    if (this.state === 'failed') this.clear();
    this.#inputs.push(...inputs);
    const { state } = this;
    if (state !== 'paused') this.state = state === 'running' ? state : 'unpacking';
    this.#changed();
    return (this.#adding = this.#adding.then(() => this.#unpack()));
  }

  async #unpack(): Promise<void> {
    const run = this.#run;
    try {
      if (this.#at === '') await this.#begin();
      while (run === this.#run && this.state !== 'cancelled' && this.#given < this.#inputs.length) {
        const given = this.#inputs[this.#given] as Given;
        if (this.keeping) await this.#keepInput(this.#given);
        this.#asked = true;
        const { total, full } = await engine.give(given, (count) => {
          if (run !== this.#run) return;
          this.total = count;
          this.#changed();
        });
        if (run !== this.#run) return;
        this.#asked = false;
        this.#given += 1;
        this.total = total;
        this.full ||= full;
      }
    } catch (error) {
      if (run !== this.#run) return;
      if (error instanceof Fault && error.id === 'unavailable') {
        this.state = 'failed';
        this.#changed();
        return;
      }
      // An input in which the core failed: it counts as unread, and the others are gone through.
      const failed = this.#inputs[this.#given];
      this.#inputs[this.#given] = { name: failed && 'name' in failed ? failed.name : '-', file: new Blob([]) };
      await this.#restart();
      return this.#unpack();
    }
    if (run === this.#run && this.state === 'unpacking') void this.#go();
  }

  async #begin(): Promise<void> {
    const { certificates, kept } = this.#session;
    this.#at = new Date().toISOString();
    this.#id = this.#at;
    this.#request = { trust: await certificates.trust(false), kept: kept.earlier([]), at: this.#at };
    await engine.open(this.#request);
  }

  /** The worker was ended: another one gets what was given and what was done. */
  async #restart(): Promise<void> {
    engine.stop();
    const { certificates, kept } = this.#session;
    this.#request ??= { trust: await certificates.trust(false), kept: kept.earlier([]), at: this.#at };
    await engine.open(this.#request);
    for (const given of this.#inputs.slice(0, this.#given)) await engine.give(given, () => undefined);
    await engine.restore(this.#chunks, this.unread, this.done);
  }

  // ── Judging ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async #go(): Promise<void> {
    const run = ++this.#run;
    this.state = 'running';
    this.#abort = new AbortController();
    let looked: Looked | undefined;
    let long = false;
    // So many items more are judged one at a time.
    let careful = 0;
    let began = performance.now();
    let before = this.done;
    this.#changed();
    while (run === this.#run && this.state === 'running') {
      let step: Step;
      try {
        this.#asked = true;
        step = await engine.step(careful > 0 ? 0 : BUDGET, looked, long);
        this.#asked = false;
      } catch (error) {
        if (run !== this.#run) return;
        try {
          await this.#restart();
        } catch {
          this.state = 'failed';
          this.#changed();
          return;
        }
        if (run !== this.#run) return;
        // One at a time until the one is found that it fails at; that one is told, and the others go on.
        looked = careful > 0 ? fault(error) : undefined;
        careful = careful > 0 ? 0 : CAREFUL;
        continue;
      }
      if (run !== this.#run) return;
      careful = Math.max(0, careful - 1);
      looked = undefined;
      long = false;
      await this.#take(step);
      // Paused or cancelled meanwhile.
      if (run !== this.#run || (this.state as BatchState) !== 'running') break;
      const spent = performance.now() - began;
      if (spent > 1000) {
        this.rate = ((this.done - before) * 1000) / spent;
        [began, before] = [performance.now(), this.done];
      }
      const [next] = step.looks;
      for (const { index, kind, blob } of step.looks) if (!this.#looking.has(index)) this.#looking.set(index, this.#look(kind, blob));
      if (next && next.index === step.done) {
        looked = await this.#looking.get(next.index);
        long = next.kind === 'export';
        this.#looking.delete(next.index);
      } else if (step.done >= step.total) {
        if (this.#given < this.#inputs.length) {
          this.state = 'unpacking';
          return;
        }
        this.state = 'done';
      }
      this.#changed();
    }
    if (run === this.#run) this.#changed();
  }

  async #take(step: Step): Promise<void> {
    this.done = step.done;
    this.total = step.total;
    this.rows = step.rows;
    this.buckets = step.buckets;
    this.unread.push(...step.unread);
    if (step.last) this.last = step.last;
    if (step.chunk) this.#chunks.push(step.chunk);
    if (this.keeping) await this.#keepStep(step.chunk);
  }

  /** What has to be seen first, with what the page looks at single slips with. */
  async #look(kind: Step['looks'][number]['kind'], blob: Blob): Promise<Looked> {
    const { signal } = this.#abort;
    try {
      if (kind === 'export') return {};
      if (kind === 'picture') return { picture: await scan(blob, signal) };
      const bytes = new Uint8Array(await blob.arrayBuffer());
      if (bytes[0] !== 0x25) return { bytes };
      const pages = await import('../engine/pages.ts');
      const seen = await pages.look(bytes, () => undefined, signal);
      return { bytes, ...(seen ? { pages: seen.pages } : {}) };
    } catch (error) {
      // A picture that cannot be opened is nothing that can be read.
      return typeof error === 'object' && error !== null && !(error instanceof Error) ? { nothing: true } : fault(error);
    }
  }

  pause(): void {
    if (this.state !== 'running' && this.state !== 'unpacking') return;
    this.state = 'paused';
    this.#changed();
  }

  goOn(): void {
    if (this.state !== 'paused' && this.state !== 'cancelled') return;
    this.state = 'unpacking';
    this.#changed();
    void (this.#adding = this.#adding.then(() => this.#unpack()));
  }

  /** Ends it; the rows stay. */
  cancel(): void {
    if (this.state === 'empty' || this.state === 'done' || this.state === 'cancelled') return;
    this.state = 'cancelled';
    this.#abort.abort(new DOMException('Stopped', 'AbortError'));
    this.#looking.clear();
    this.#changed();
    const run = this.#run;
    // What the worker is at is done in a moment, and counts; where not, the worker is ended.
    setTimeout(() => {
      if (!this.#asked || run !== this.#run || this.state !== 'cancelled') return;
      this.#run += 1;
      this.#asked = false;
      this.#adding = this.#restart().then(
        () => this.#changed(),
        () => undefined,
      );
    }, GRACE);
  }

  /** Whether what was cleared away can be had back. */
  get canUndo(): boolean {
    return this.#cleared !== undefined;
  }

  /** Takes back that the batch was cleared. */
  async undoClear(): Promise<void> {
    const before = this.#cleared;
    if (!before) return;
    this.#cleared = undefined;
    const stored = before.kept ? this.store.kept().find(({ id }) => id === before.id) : undefined;
    if (stored && (await this.resume(stored))) return;
    this.clear();
    this.#cleared = undefined;
    [this.#inputs, this.#given, this.#chunks, this.#at, this.#id] = [before.inputs, before.given, before.chunks, before.at, before.id];
    [this.unread, this.#request, this.done, this.scanned, this.state] = [before.unread, before.request, before.done, before.scanned, 'unpacking'];
    await this.#goOn();
  }

  /** Begins anew with what is there, at the place where it was. */
  async #goOn(): Promise<void> {
    this.#changed();
    try {
      await this.#restart();
    } catch {
      this.state = 'failed';
      this.#changed();
      return;
    }
    await this.#go();
  }

  /** Nothing of it is left; a batch that is kept stays kept, and what was cleared can be had back. */
  clear(): void {
    this.#cleared =
      this.rows === 0
        ? undefined
        : {
            inputs: this.#inputs,
            given: this.#given,
            chunks: this.#chunks,
            at: this.#at,
            id: this.#id,
            unread: this.unread,
            request: this.#request,
            done: this.done,
            scanned: this.scanned,
            kept: this.keeping,
          };
    [this.filter, this.place, this.takenAway] = [unfiltered(), undefined, false];
    this.#run += 1;
    this.#abort.abort(new DOMException('Stopped', 'AbortError'));
    this.#looking.clear();
    engine.stop();
    this.#release?.();
    [this.#inputs, this.#given, this.#chunks, this.#at, this.#id, this.unread, this.#request] = [[], 0, [], '', '', [], undefined];
    [this.state, this.done, this.total, this.rows, this.buckets, this.last, this.full, this.keeping, this.refused] = [
      'empty',
      0,
      0,
      0,
      {},
      undefined,
      false,
      false,
      false,
    ];
    this.scanned = 0;
    this.#adding = Promise.resolve();
    this.#changed();
  }

  /** The same inputs once more, by what is trusted now. */
  async again(): Promise<void> {
    const { keeping } = this;
    const inputs = this.#inputs;
    if (keeping) await this.store.remove(this.#id);
    this.clear();
    await this.#add(inputs);
    if (keeping) await this.keep(true);
  }

  // ── Kept on the device ───────────────────────────────────────────────────────────────────────────────────────────

  #record(): StoredBatch {
    return { id: this.#id, at: this.#at, done: this.done, total: this.total, unread: this.unread };
  }

  /** Keeps it on the device, or no longer: at once, and one wish after the other, so that nothing is written again that was taken back. */
  keep(wanted: boolean): Promise<void> {
    [this.keeping, this.refused, this.takenAway] = [wanted, false, false];
    if (!wanted) this.store.forget(this.#id);
    return (this.#wish = this.#wish.then(() => this.#keep(wanted)));
  }

  async #keep(wanted: boolean): Promise<void> {
    await this.openStore();
    await this.#adding;
    if (this.keeping !== wanted) return;
    if (!wanted) {
      this.#release?.();
      await this.store.remove(this.#id);
      this.#changed();
      return;
    }
    await this.#hold(this.#id);
    await this.store.put(this.#record());
    for (let at = 0; at < this.#given && this.keeping; at += 1) await this.#keepInput(at);
    for (const [number, chunk] of [...this.#chunks].entries()) if (this.keeping) await this.store.addChunk(this.#record(), number, chunk);
    this.#noted();
  }

  /** The browser keeps nothing more: that is said. */
  #noted(): void {
    if (this.store.inMemory && this.keeping) [this.keeping, this.refused] = [false, true];
    this.#changed();
  }

  async #keepInput(at: number): Promise<void> {
    await this.store.addInput(this.#id, at, this.#inputs[at] as Given);
    this.#noted();
  }

  async #keepStep(chunk: Blob | undefined): Promise<void> {
    await this.store.addChunk(this.#record(), this.#chunks.length - 1, chunk);
    if (this.store.inMemory) this.#noted();
  }

  /** One tab at a time goes on with a batch. Says whether this is the one. */
  async #hold(id: string): Promise<boolean> {
    this.#release?.();
    const { locks } = navigator as { locks?: LockManager };
    if (!locks) return true;
    return new Promise((resolve) => {
      void locks.request(`slipcheck-batch-${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise<void>((release) => (this.#release = release));
      });
    });
  }

  /** Goes on with a batch that was kept; says whether it could. */
  async resume(stored: StoredBatch): Promise<boolean> {
    if (!(await this.#hold(stored.id))) return false;
    const release = this.#release;
    this.#release = undefined;
    this.clear();
    this.#release = release;
    const { inputs, chunks } = await this.store.read(stored.id);
    [this.#inputs, this.#given, this.#chunks, this.#at, this.#id] = [inputs, inputs.length, chunks, stored.at, stored.id];
    [this.done, this.unread, this.keeping, this.state] = [stored.done, [...stored.unread], true, 'unpacking'];
    await this.#goOn();
    return true;
  }

  /** Removes a batch that was kept; one that another tab has open, only when that is `sure`. Says whether it did. */
  async forget({ id }: StoredBatch, sure = false): Promise<boolean> {
    const { locks } = navigator as { locks?: LockManager };
    const isOpen = locks ? await locks.request(`slipcheck-batch-${id}`, { ifAvailable: true }, (lock) => lock === null) : false;
    if (isOpen && !sure) return false;
    await this.store.remove(id);
    this.#changed();
    return true;
  }

  /** Another tab has removed it: nothing more is written, and that is said. */
  async #gone(id: string): Promise<void> {
    if (id !== this.#id || !this.keeping) return;
    [this.keeping, this.takenAway] = [false, true];
    this.#release?.();
    await this.#wish.catch(() => undefined);
    // What was on its way to the device when the other removed it.
    await this.store.remove(id, false);
    this.#changed();
  }

  // ── What it gives ────────────────────────────────────────────────────────────────────────────────────────────────

  /** All rows with their reports, one JSON object a line. */
  jsonLines(): Blob {
    return new Blob(this.#chunks, { type: 'application/x-ndjson' });
  }

  /** Opens a row where single slips are checked: that very slip of what it stands in. Says whether there was anything to open. */
  async openRow(index: number): Promise<boolean> {
    const session = this.#session;
    const origin = await engine.origin(index);
    if (!origin || (origin.text === undefined && !origin.blob)) return false;
    session.go('check');
    // One entry of the history: back leads to the list again.
    history.replaceState({ result: true }, '');
    session.back = 'batch';
    if (origin.text !== undefined) await session.intake.give(origin.text);
    else if (origin.blob) await session.intake.checkFiles([new File([origin.blob], origin.name)]);
    const at = place(origin, session.results);
    if (at !== undefined && at !== session.selected) session.choose(at);
    return true;
  }
}

/** Which of the results of an input a row is: by its number, or, where others came out than in the batch, by what it says. */
function place({ number, count, row }: Origin, results: readonly Result[]): number | undefined {
  if (results.length === count) return number;
  const shown = ({ report }: Result): boolean =>
    report.verdict === row.verdict &&
    report.format === row.format &&
    (row.amount === undefined || report.fields.some(({ signed, code, meant }) => [signed, code, meant].includes(row.amount)));
  const at = results.findIndex(shown);
  return at < 0 ? undefined : at;
}

let batches: Batches | undefined;

/** The batch of this visit. */
export function batchesOf(session: Session): Batches {
  return (batches ??= new Batches(session));
}
