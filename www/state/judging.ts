/** Judging: pieces become results, one run at a time. A run ends when other input comes, and begins anew when what it rests on changes. */

import * as engine from '../engine/client.ts';
import type { Report, Verdict } from '../engine/report.ts';
import { Fault } from '../engine/supervised.ts';
import { t } from '../locales/text.ts';
import type { Certificates } from './certificates.ts';
import { given } from './input.ts';
import type { KeptSlips } from './kept.ts';
import type { Screen } from './page.ts';
import { release, type Piece, type Result, type Shown } from './piece.ts';

/** What needs a person first. */
const URGENCY: Verdict[] = ['altered', 'invalid', 'certificate-problem', 'unknown-issuer', 'unreadable', 'unsigned', 'verified'];

export class Judging {
  /** What is on the screen. */
  pieces: Piece[] = [];
  /** Counts up with each input: what belongs to an earlier one ends. */
  run = 0;
  /** What the slips of the open sample sign: the demonstration authority vouches for nothing else. */
  sampled: Set<string | undefined> | undefined;

  #last: Promise<void> = Promise.resolve();
  /** How often what checks rest on has changed. */
  #changes = 0;
  /** A merchant's APIv3 key while the check runs that it was given for; never longer. */
  #apiv3Key: string | undefined;
  #abort: AbortController | undefined;
  readonly #screen: Screen;
  readonly #certificates: Certificates;
  readonly #kept: KeptSlips;

  constructor(screen: Screen, certificates: Certificates, kept: KeptSlips) {
    this.#screen = screen;
    this.#certificates = certificates;
    this.#kept = kept;
  }

  /** Ends what is going on: other input has come. */
  stop(): void {
    this.run += 1;
    // A check that is still running is left to end by itself, unless it reads pictures: those take long.
    if (this.#screen.reading) this.#abort?.abort(new DOMException('Stopped', 'AbortError'));
    this.#abort = undefined;
    this.#screen.reading = undefined;
  }

  /** The signal of a run that reads pictures first; `stop` ends it. */
  reading(): AbortSignal {
    return (this.#abort = new AbortController()).signal;
  }

  clear(): void {
    const screen = this.#screen;
    screen.leave();
    release(this.pieces);
    this.pieces = [];
    screen.results = [];
    screen.selected = 0;
    screen.busy = false;
    screen.reading = undefined;
    screen.problem = undefined;
    screen.announcement = '';
    screen.sample = undefined;
    screen.printed = '';
  }

  refuse(problem: NonNullable<Screen['problem']>): void {
    const screen = this.#screen;
    const { text, sample } = screen;
    this.stop();
    this.clear();
    screen.text = text;
    screen.sample = sample;
    screen.problem = problem;
    screen.changed();
  }

  /** No slip was given after all: the one that was on the screen, judged with what is at hand now. */
  async asBefore(): Promise<void> {
    const [{ text = '' } = {}] = this.pieces;
    this.#screen.text = text;
    this.#screen.reading = undefined;
    this.#screen.busy = false;
    await this.recheck();
    this.#screen.changed();
  }

  /** The slip on the screen once more, after the trusted certificates have changed; a check that is under way begins anew by itself. */
  async recheck(): Promise<void> {
    const screen = this.#screen;
    this.#changes += 1;
    if (this.pieces.length === 0 || screen.busy) return;
    const { selected } = screen;
    await this.judge(this.pieces, false);
    if (selected < screen.results.length) screen.selected = selected;
    screen.changed();
  }

  /** Judges once more what is on the screen, with what has become known about it. */
  async again(): Promise<void> {
    if (this.#screen.busy) await this.#last;
    // Still busy: another input is on its way, or the same one is judged in a moment.
    await this.recheck();
  }

  /** Judges once more what is on the screen, with the key that opens what is sealed in it: for this one check. */
  async open(key: string): Promise<void> {
    this.#apiv3Key = key;
    try {
      await this.again();
    } finally {
      this.#apiv3Key = undefined;
    }
  }

  /** Pieces know more than when they were judged: so do the results. */
  refresh(pieces: Piece[]): void {
    if (this.pieces !== pieces) return;
    for (const result of this.#screen.results) {
      const piece = pieces.find(({ shown }) => shown !== undefined && shown === result.shown);
      if (piece?.paper) result.paper = piece.paper;
    }
    this.#screen.changed();
  }

  /** Judges these in the place of what is on the screen. `asked`: the reader waits for the result. `sameRun`: their reading is part of this run. */
  judge(pieces: Piece[], asked: boolean, sameRun?: number): Promise<void> {
    return (this.#last = this.#judge(pieces, asked, sameRun));
  }

  async #judge(pieces: Piece[], asked: boolean, sameRun?: number): Promise<void> {
    const screen = this.#screen;
    if (sameRun === undefined) this.stop();
    const { run } = this;
    const { signal } = (this.#abort ??= new AbortController());
    screen.busy = true;
    if (screen.reading) screen.reading = { ...screen.reading, stage: 'check' };
    if (sameRun === undefined) screen.problem = undefined;
    screen.changed();
    if (this.pieces !== pieces) screen.printed = '';
    let results: Result[];
    try {
      results = await this.#results(pieces, run, signal);
    } catch (error) {
      if (run === this.run) this.refuse({ id: error instanceof Fault ? error.id : 'trap' });
      return;
    }
    if (run !== this.run) return;
    // A link that holds no code, or more than one.
    if (pieces.some(({ code }) => code !== undefined) && (results.length !== 1 || results[0]?.report.code === undefined)) {
      this.refuse({ id: 'address' });
      return;
    }
    // What stood beside certificates may be no slip: a line about each of them, for one.
    const slips = results.filter(({ beside, report }) => !beside || report.verdict !== 'unreadable' || report.format !== 'none' || report.code !== undefined);
    if (slips.length === 0) {
      if (this.pieces === pieces) this.pieces = [];
      await this.asBefore();
      return;
    }
    this.#show(pieces, slips, asked);
  }

  /** Asks the core, as often as what it rests on changes meanwhile. */
  async #results(pieces: Piece[], run: number, signal: AbortSignal): Promise<Result[]> {
    const screen = this.#screen;
    const { printed } = screen;
    const results: Result[] = [];
    let changes: number;
    do {
      changes = this.#changes;
      results.length = 0;
      const trust = await this.#certificates.trust(screen.sample !== undefined);
      const at = new Date().toISOString();
      const apiv3 = this.#apiv3Key === undefined ? {} : { apiv3Key: this.#apiv3Key };
      for (const piece of pieces) {
        piece.records ??= [];
        const { pages } = piece;
        const reports = await engine.check(
          { ...given(piece, printed), ...(pages ? { pages } : {}), trust, kept: this.#kept.earlier(piece.records), at, ...apiv3 },
          signal,
        );
        for (const report of reports) {
          results.push({ ...piece, ...showing(piece, report), report, byHost: this.#certificates.isOfHost(report, screen.sample !== undefined) });
        }
      }
      // The samples' authority counts for the samples alone, not for what was put in their place.
      if (screen.sample !== undefined && results.some((result) => result.report.verdict === 'verified' && this.sampled?.has(signed(result)) === false)) {
        screen.sample = undefined;
        changes -= 1;
      }
    } while (changes !== this.#changes && run === this.run);
    return results;
  }

  #show(pieces: Piece[], slips: Result[], asked: boolean): void {
    const screen = this.#screen;
    if (this.pieces !== pieces) {
      screen.leave();
      release(this.pieces.filter((piece) => !pieces.includes(piece)));
    }
    const first = screen.results.length === 0;
    this.pieces = pieces;
    screen.results = slips;
    screen.selected = mostUrgent(slips);
    if (screen.sample !== undefined) this.sampled ??= new Set(slips.map(signed));
    screen.busy = false;
    screen.reading = undefined;
    if (asked) screen.asked += 1;
    // A live region that has just come is not read by every screen reader: say it, unless the heading takes the focus.
    const verdict = t(`verdict-${slips[screen.selected]?.report.verdict}`);
    screen.announcement = slips.length > 1 ? t('status-done-many', { count: slips.length }) : first && !asked ? t('status-done', { verdict }) : '';
    // A row that was opened out of a list has its own entry already.
    if (first && asked && (history.state as { result?: boolean } | null)?.result !== true) history.pushState({ result: true }, '');
    screen.changed();
    screen.judged(pieces);
  }
}

/** Of a document the page that shows a report's code. */
function showing({ sheets }: Piece, { code }: Report): { shown?: Shown } {
  const shown = code === undefined ? undefined : sheets?.find(({ picture }) => picture?.codes.some(({ text }) => text.includes(code)));
  return shown ? { shown } : {};
}

/** What tells a sample's slip from another one. */
function signed({ report }: Result): string | undefined {
  return report.identity ?? report.code;
}

function mostUrgent(results: Result[]): number {
  const urgency = (result: Result): number => URGENCY.indexOf(result.report.verdict);
  return results.reduce((best, result, index) => (urgency(result) < urgency(results[best] as Result) ? index : best), 0);
}
