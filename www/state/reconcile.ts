/**
 * Three piles, what was put right of their files, and what came out: for as long as the page is open, and nowhere else. Columns alone are
 * kept, where that was asked for.
 */

import type { Choices, Correction, Detail, FileView, Leg, Part, Party, Query, Summary } from '@reconcile';
import * as engine from '../engine/reconcile.ts';
import type { Given, Stage } from '../engine/reconcile.worker.ts';
import { Fault, type FaultId } from '../engine/supervised.ts';
import type { Language } from '../locales/text.ts';
import { LayoutStore, type StoredLayout } from '../storage/layouts.ts';
import type { Certificates } from './certificates.ts';
import type { Look, Step } from './reconcile-looks.ts';

export const LEGS: readonly Leg[] = ['slip', 'acquirer', 'bank'];
/** Rows of the table that are drawn at once. */
export const PAGE = 30;
/** Rows that are drawn in one task. */
const SLICE = 8;
/** Most rows on paper. */
export const ON_PAPER = 1000;

/** Names, meanings and steps in one language. */
export interface Words {
  never: string;
  steps: Record<string, string>;
  statuses: Record<string, [name: string, meaning: string]>;
  notes: Record<string, string>;
  parts: Record<string, string>;
  legs: Record<string, string>;
  files: Record<string, string>;
}

const loaders: Record<Language, () => Promise<{ default: unknown }>> = {
  'zh-CN': () => import('virtual:reconcile/zh-CN'),
  en: () => import('virtual:reconcile/en'),
  de: () => import('virtual:reconcile/de'),
};

export async function loadWords(language: Language): Promise<Words> {
  return (await loaders[language]()).default as Words;
}

/** Files of different piles with the same bytes. Only files of one size are looked into. */
async function sameBytes(given: readonly Given[]): Promise<[string, string][]> {
  const digest = async ({ file }: Given): Promise<string> => new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())).join();
  const found: [string, string][] = [];
  for (const [at, one] of given.entries())
    for (const other of given.slice(at + 1))
      if (one.leg !== other.leg && one.file.size > 0 && one.file.size === other.file.size && (await digest(one)) === (await digest(other)))
        found.push([one.name, other.name]);
  return found;
}

export type Phase = 'empty' | 'reading' | 'mapping' | 'done';

const FRESH: Query = { statuses: [], search: '', day: '', sort: 'status', descending: false, from: 0, most: PAGE };

export class Reconciling {
  given: Given[] = [];
  corrections: Correction[] = [];
  role: Party | undefined;
  phase: Phase = 'empty';
  stage: { stage: Stage | Step; done: number; all: number; name?: string } | undefined;
  /** What photos and documents turned out to be, by their names in the piles. */
  looks = new Map<string, Look>();
  /** Names of files that are the same bytes in two piles: they are one document, and prove nothing of each other. */
  twice: [name: string, other: string][] = [];
  /** The print of photos is read, too: somebody asked for it. */
  wantsPrint = false;
  /** By whom signatures and seals are judged. */
  certificates: Certificates | undefined;
  /** Columns that were kept. */
  readonly layouts = new LayoutStore();
  /** Files for which columns that were kept are not wanted. */
  readonly declined = new Set<string>();
  /** Columns could not be kept: the browser has no room. */
  refused = false;
  /** Incidents that were written down, by the transaction's key. */
  readonly written = new Map<string, { id: string; number: string }>();
  /** What ended the last run. */
  fault: FaultId | 'cancelled' | undefined;
  summary: Summary | undefined;
  query: Query = { ...FRESH };
  part: Part | undefined;
  /** What is open below its row, by number. */
  details = new Map<number, Detail>();
  /** Candidates that a person chose, by the transaction's key: for this result alone. */
  chosen = new Map<string, string>();
  /** What was taken off the desk last, as it was before. */
  off:
    | {
        name: string | undefined;
        given: readonly Given[];
        corrections: Correction[];
        declined: readonly string[];
        role: Party | undefined;
        wantsPrint: boolean;
      }
    | undefined;
  /** What goes on paper, while it is printed. */
  paper: Part | undefined;
  /** The result is being drawn, some rows a task. */
  drawing = false;
  /** How long the last run took, in milliseconds. */
  took = 0;

  readonly #changed: () => void;
  #abort: AbortController | undefined;
  #asked = 0;
  #opened: Promise<void> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Reads which columns were kept. */
  openLayouts(): Promise<void> {
    return (this.#opened ??= this.layouts.open(() => this.#changed()).then(() => this.#changed()));
  }

  /** Whether closing the page would throw away what a person has made: a result, or columns put right. */
  get atStake(): boolean {
    return this.given.length > 0 && (this.phase === 'done' || this.corrections.length > 0);
  }

  /** Files whose dates can be read in two ways, where that may be why rows do not agree. */
  get openDates(): FileView[] {
    return (this.summary?.files ?? []).filter(({ notes }) => notes.includes('date-order-open'));
  }

  get piles(): number {
    return new Set(this.given.map(({ leg }) => leg)).size;
  }

  /** Adds files to a pile. A name that is there already gets a number: what is put right is put right by name. */
  add(leg: Leg, files: readonly { name: string; file: Blob }[]): void {
    this.off = undefined;
    for (const { name, file } of files) {
      let own = name === '' ? leg : name;
      for (let count = 2; this.given.some((other) => other.name === own); count += 1) own = numbered(name, count);
      this.given.push({ leg, name: own, file });
    }
    void this.run();
  }

  move(name: string, leg: Leg): void {
    for (const file of this.given) if (file.name === name) file.leg = leg;
    void this.run();
  }

  remove(name: string): void {
    this.#remember(name);
    this.given = this.given.filter((file) => file.name !== name);
    this.corrections = this.corrections.filter(({ file }) => file !== name);
    void this.run();
  }

  /** Takes everything off the desk. */
  clear(): void {
    this.#remember();
    this.#empty();
  }

  /** What was taken off the desk last: all of it, or a file. */
  #remember(name?: string): void {
    const { given, corrections, declined, role, wantsPrint } = this;
    this.off = { name, given: [...given], corrections, declined: [...declined], role, wantsPrint };
  }

  /** Puts back what was taken off last. */
  undo(): void {
    const { off } = this;
    if (!off) return;
    const { given, corrections, role, wantsPrint } = off;
    Object.assign(this, { given: [...given], corrections, role, wantsPrint, off: undefined });
    this.declined.clear();
    off.declined.forEach((name) => this.declined.add(name));
    void this.run();
  }

  #empty(): void {
    this.#abort?.abort();
    engine.stop();
    Object.assign(this, { given: [], corrections: [], summary: undefined, part: undefined, twice: [], phase: 'empty', fault: undefined, query: { ...FRESH } });
    for (const own of [this.details, this.chosen, this.looks, this.declined, this.written]) own.clear();
    this.wantsPrint = false;
    this.#changed();
  }

  correction(file: string): Correction {
    return this.corrections.find((other) => other.file === file) ?? { file };
  }

  /** Puts something right of a file; the rest follows at once. */
  correct(file: string, change: Partial<Correction>): void {
    const before = this.correction(file);
    const roles = { ...before.roles, ...change.roles };
    const corrected: Correction = { ...before, ...change, file, ...(Object.keys(roles).length > 0 ? { roles } : {}) };
    this.corrections = [...this.corrections.filter((other) => other.file !== file), corrected];
    void this.run();
  }

  uncorrect(file: string): void {
    this.corrections = this.corrections.filter((other) => other.file !== file);
    void this.run();
  }

  // ── Columns that are kept ────────────────────────────────────────────────────────────────────────────────────────

  /** The columns that were kept of files with this row of labels, and on which line that row stands. */
  offered(file: FileView): { layout: StoredLayout; headerRow: number } | undefined {
    if (this.declined.has(file.name) || this.corrections.some((other) => other.file === file.name)) return undefined;
    const rows: [line: number, labels: string[]][] = [[file.headerRow, file.columns.map(({ label }) => label)], ...file.preview];
    for (const [headerRow, labels] of rows) {
      const layout = headerRow > 0 ? this.layouts.get(labelled(labels)) : undefined;
      if (layout) return { layout, headerRow };
    }
    return undefined;
  }

  /** Takes the columns that were kept. */
  useLayout(file: FileView): void {
    const found = this.offered(file);
    if (found) this.correct(file.name, { ...found.layout.correction, headerRow: found.headerRow });
  }

  decline(file: FileView): void {
    this.declined.add(file.name);
    this.#changed();
  }

  /** The columns of a file, as they are kept; nothing where they are not. */
  keptLayout(file: FileView): StoredLayout | undefined {
    return this.layouts.get(labelled(file.columns.map(({ label }) => label)));
  }

  /** Keeps what was put right of a file, for the next one with the same row of labels. */
  async keepLayout(file: FileView): Promise<void> {
    const { file: name, headerRow: _, year: __, ...correction } = this.correction(file.name);
    const id = labelled(file.columns.map(({ label }) => label));
    this.refused = !(await this.layouts.put({ id, name, kept: new Date().toISOString(), correction }));
    this.#changed();
  }

  async forgetLayout(id: string): Promise<void> {
    await this.layouts.remove(id);
    this.refused = false;
    this.#changed();
  }

  // ── The run ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Reads the print of the photos, too. */
  readPrint(): void {
    this.wantsPrint = true;
    void this.run();
  }

  choose(role: Party | undefined): void {
    this.role = role;
    void this.run();
  }

  cancel(): void {
    this.#abort?.abort();
  }

  async run(): Promise<void> {
    this.#abort?.abort();
    if (this.given.length === 0) {
      this.#empty();
      return;
    }
    const abort = (this.#abort = new AbortController());
    this.phase = 'reading';
    this.stage = undefined;
    this.drawing = false;
    this.fault = undefined;
    this.details.clear();
    this.chosen.clear();
    this.#changed();
    const began = performance.now();
    const choices: Choices = { days: 4, corrections: this.corrections, ...(this.role === undefined ? {} : { role: this.role }) };
    try {
      const told = (stage: Stage, done: number, all: number): void => {
        if (this.#abort !== abort) return;
        this.stage = { stage, done, all };
        this.#changed();
      };
      this.twice = await sameBytes(this.given);
      const given = await this.#looked(abort);
      const summary = await engine.run(given, choices, told, abort.signal);
      const part = await engine.part((this.query = { ...FRESH }));
      if (this.#abort !== abort) return;
      this.summary = summary;
      this.took = performance.now() - began;
      this.drawing = this.piles > 1;
      await this.#show(part, () => this.#abort === abort, true);
      if (this.#abort !== abort) return;
      this.drawing = false;
      this.phase = this.piles > 1 ? 'done' : 'mapping';
    } catch (error) {
      if (this.#abort !== abort) return;
      this.fault = abort.signal.aborted ? 'cancelled' : error instanceof Fault ? error.id : 'trap';
      this.summary = undefined;
      this.part = undefined;
      this.drawing = false;
      this.phase = 'mapping';
    }
    this.#changed();
  }

  /** Photos and documents are looked at first, one after the other: what the pile takes of them stands in their place. */
  async #looked(abort: AbortController): Promise<Given[]> {
    const { certificates, given } = this;
    if (!certificates) return given;
    const { look } = await import('./reconcile-looks.ts');
    const looks = new Map<string, Look>();
    const all: Given[] = [];
    for (const one of given) {
      const { name } = one;
      const told = (stage: Step, done: number, of: number): void => {
        if (this.#abort !== abort) return;
        this.stage = { stage, done, all: of, name };
        this.#soon();
      };
      const found = await look(one, certificates, this.wantsPrint ? 'yes' : 'may', told, abort.signal);
      if (found) looks.set(name, found);
      all.push(found ? { ...one, file: new Blob([found.content ?? '']) } : one);
    }
    abort.signal.throwIfAborted();
    if (this.#abort === abort) this.looks = looks;
    return all;
  }

  #drawn = 0;

  /** Progress is drawn ten times a second at most. */
  #soon(): void {
    if (performance.now() - this.#drawn < 100) return;
    this.#drawn = performance.now();
    this.#changed();
  }

  /** What was looked at is judged by what is trusted now. */
  async judgeAgain(): Promise<void> {
    if (this.looks.size === 0 || this.phase === 'reading' || !this.certificates) return;
    const { given, certificates } = this;
    const { look } = await import('./reconcile-looks.ts');
    for (const one of given) {
      if (!this.looks.has(one.name)) continue;
      const found = await look(one, certificates, 'no', () => undefined, new AbortController().signal).catch(() => undefined);
      if (this.given !== given || (this.phase as Phase) === 'reading') return;
      if (found) this.looks.set(one.name, found);
    }
    this.#changed();
  }

  /** Another part of the table. */
  async ask(change: Partial<Query>): Promise<void> {
    this.query = { ...this.query, from: 0, ...change };
    const asked = (this.#asked += 1);
    this.#changed();
    const part = await engine.part(this.query).catch(() => undefined);
    if (asked !== this.#asked || this.phase !== 'done') return;
    if (part) await this.#show(part, () => asked === this.#asked && this.phase === 'done');
    else void this.run();
  }

  /**
   * Rows come to the screen some at a time, each in a task of its own: the page stays responsive on a slow device, too. `first`: what stands
   * above them is new as well, and is drawn alone.
   */
  async #show(part: Part | undefined, still: () => boolean, first = false): Promise<void> {
    const rows = part?.entries.length ?? 0;
    for (let drawn = first ? 0 : Math.min(rows, SLICE); ; drawn = Math.min(rows, drawn + SLICE)) {
      this.part = part && { ...part, entries: part.entries.slice(0, drawn) };
      this.#changed();
      await new Promise((resolve) => setTimeout(resolve));
      if (drawn >= rows || !still()) return;
    }
  }

  /** Opens a row, or closes it. */
  async open(number: number): Promise<void> {
    if (!this.details.delete(number)) {
      const detail = await engine.detail(number).catch(() => undefined);
      if (detail) this.details.set(number, detail);
    }
    this.#changed();
  }

  pick(key: string, row: string): void {
    if (this.chosen.get(key) === row) this.chosen.delete(key);
    else this.chosen.set(key, row);
    this.#changed();
  }

  /** All of it as a table; `words`: what a person reads beside the ids. */
  csv(words: Record<string, string>): Promise<Blob> {
    return engine.csv(words);
  }

  /** Rows for paper or a sheet, in the order on the screen. */
  rows(from: number, most: number): Promise<Part | undefined> {
    return engine.part({ ...this.query, from, most });
  }

  roles(): Promise<string[]> {
    return engine.roles();
  }
}

/** A row of labels as it is known again. */
function labelled(labels: readonly string[]): string {
  return JSON.stringify(labels.map((label) => label.trim()).slice(0, 100)).slice(0, 8000);
}

/** `a.csv` → `a (2).csv`. */
function numbered(name: string, count: number): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${count})${name.slice(dot)}` : `${name} (${count})`;
}
