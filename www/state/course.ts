/** The course: twelve of the samples, judged by the core as any slip is, and what a person would do about each. */

import * as engine from '../engine/client.ts';
import type { Report, Role } from '../engine/report.ts';
import { CourseStore, type Progress } from '../storage/course.ts';
import type { Certificates } from './certificates.ts';
import { LESSONS } from './lessons.ts';
import type { Page } from './page.ts';
import { loadSample, loadSamples } from './samples.ts';

/** A slip of the course, and what the core says of it. */
export interface Judged {
  text: string;
  report: Report;
}

export class Course {
  readonly store = new CourseStore();
  /** Whose steps are learnt; nothing before that was chosen. */
  track: Role | undefined;
  /** The lesson on the screen; behind the last one is the result. */
  at = 0;
  /** Who took part: kept only where that was asked for. */
  name = '';
  /** The slips cannot be loaded. */
  failed = false;
  readonly #judged = new Map<string, Judged>();
  readonly #page: Page;
  readonly #certificates: Certificates;
  #opened = false;
  #loading = false;

  constructor(page: Page, certificates: Certificates) {
    this.#page = page;
    this.#certificates = certificates;
  }

  /** Reads how far it went, once. */
  open(): void {
    if (this.#opened) return;
    this.#opened = true;
    void this.store.open(() => this.#page.changed()).then(() => this.#page.changed());
  }

  get progress(): Progress | undefined {
    return this.track && this.store.get(this.track);
  }

  /** Begins a track, or goes on where it was left. */
  start(track: Role): void {
    const progress = this.store.get(track);
    const open = LESSONS.findIndex(({ sample }) => progress.answers[sample] === undefined);
    this.track = track;
    this.at = open < 0 ? LESSONS.length : open;
    this.name = progress.name ?? '';
    this.#page.changed();
  }

  leave(): void {
    this.track = undefined;
    this.#page.changed();
  }

  /** The slip of the lesson on the screen; undefined while it is on its way. */
  slip(): Judged | undefined {
    const { sample } = LESSONS[this.at] ?? {};
    if (sample === undefined) return undefined;
    const judged = this.#judged.get(sample);
    if (!judged && !this.#loading && !this.failed) void this.#judge(sample);
    return judged;
  }

  async #judge(id: string): Promise<void> {
    this.#loading = true;
    try {
      const sample = (await loadSamples()).find((one) => one.id === id);
      if (!sample) throw new Error(`There is no sample ${id}.`);
      const [file] = await Promise.all([loadSample(sample), this.#certificates.loadDemo()]);
      const text = await file.text();
      const [report] = await engine.check({ text, trust: await this.#certificates.trust(true), kept: [], at: new Date().toISOString() });
      if (!report) throw new Error(`The sample ${id} holds no slip.`);
      this.#judged.set(id, { text, report });
    } catch {
      this.failed = true;
    }
    this.#loading = false;
    this.#page.changed();
  }

  retry(): void {
    this.failed = false;
    this.#page.changed();
  }

  /** The first answer counts. */
  async answer(choice: string): Promise<void> {
    const { progress } = this;
    const { sample } = LESSONS[this.at] ?? {};
    if (!progress || sample === undefined || progress.answers[sample] !== undefined) return;
    const answers = { ...progress.answers, [sample]: choice };
    const done = LESSONS.every((one) => answers[one.sample] !== undefined);
    await this.store.put({ ...progress, answers, ...(done ? { finished: new Date().toISOString() } : {}) });
    this.#page.changed();
  }

  /** On to the next slip; from one that was looked at again, to the next without an answer. */
  next(): void {
    const { progress } = this;
    const open = LESSONS.findIndex(({ sample }) => progress?.answers[sample] === undefined);
    this.at = open < 0 ? LESSONS.length : open;
    this.#page.changed();
  }

  /** One of the slips once more. */
  look(at: number): void {
    this.at = at;
    this.#page.changed();
  }

  /** The name on the certificate of attendance; `keep`: on this device, too. */
  async sign(name: string, keep: boolean): Promise<void> {
    const { progress } = this;
    this.name = name;
    if (progress) {
      const { name: before, ...rest } = progress;
      const kept = keep && name !== '' ? name : undefined;
      if (kept !== before) await this.store.put(kept === undefined ? rest : { ...rest, name: kept });
    }
    this.#page.changed();
  }

  /** Forgets a track: answers, date and name. */
  async forget(track: Role): Promise<void> {
    await this.store.remove(track);
    this.name = '';
    this.at = 0;
    this.#page.changed();
  }
}
