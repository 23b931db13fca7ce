/** The printed text of pictures: when it is read, what was read, what a person said about it. Loaded with the first picture. */

import type { Line, Page } from '@read';
import * as reader from '../engine/reader.ts';
import type { Report } from '../engine/report.ts';
import { Fault } from '../engine/supervised.ts';
import { t } from '../locales/text.ts';
import * as models from '../storage/models.ts';
import * as preferences from '../storage/preferences.ts';
import { earlyFields, type Early, type Strip } from './early-fields.ts';
import type { Slips } from './page.ts';
import type { Paper, PaperProblem, Piece, Result, Stage } from './piece.ts';

/** A picture whose print will be read: none yet, one is being chosen, one of several, this one. */
export type Expected = 'none' | reader.Expected;

/** Members that every slip shows: when a signed one was not read, or not to its end, the picture is looked at more closely. */
const EXPECTED = ['mid', 'tid', 'amount', 'time', 'rrn', 'stan', 'auth', 'batch', 'pan', 'merchant'];

/** Progress is drawn at most so often: ten times a second is enough to be seen. Milliseconds. */
const DRAWN = 100;

/** Without the marks that an amount or a mask may have inside. */
const bare = (value: string): string => value.replace(/[\s,]/g, '');

function isPart(part: string, whole: string): boolean {
  const [short, long] = [bare(part), bare(whole)];
  return short !== '' && short.length < long.length && (long.startsWith(short) || long.endsWith(short));
}

/** Members of which only a part seems to be read: a beginning or end of what was signed, or of another reading of the same place. */
function cutOff({ fields, notes }: Report): Set<string> {
  const short = fields.filter(({ signed, printed, match }) => match !== true && signed !== undefined && printed !== undefined && isPart(printed, signed));
  const doubtful = notes.filter(
    ({ id, readings }) => id === 'confirm-reading' && Array.isArray(readings) && readings.some((a) => readings.some((b) => isPart(String(a), String(b)))),
  );
  return new Set([...short.map(({ name }) => name), ...doubtful.map(({ field }) => String(field))]);
}

export class Desk {
  readonly total = models.total;
  readonly built = models.built;
  /** Bytes still to be downloaded; unknown at first. */
  left: number | undefined;
  /** The field that is looked at closely. */
  active: string | undefined;
  /** What is typed in for it; nothing: it is only looked at. */
  draft: string | undefined;
  always = preferences.readsText();

  #abort: AbortController | undefined;
  #pieces: Piece[] = [];
  readonly #page: Slips;

  constructor(page: Slips) {
    this.#page = page;
  }

  // ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** These were judged: offers to read what is printed on them, or reads it when that was chosen before. */
  async take(pieces: Piece[]): Promise<void> {
    this.#pieces = pieces;
    const fresh = pieces.filter((piece) => piece.file !== undefined && piece.paper === undefined);
    for (const piece of fresh) piece.paper = { stage: 'offer', loaded: 0, places: [], lines: [], turned: 0, early: [], closer: false };
    this.#page.refresh(pieces);
    if (fresh.length === 0) return;
    this.left = this.built ? await models.missing() : 0;
    this.#page.changed();
    if (!this.built || !this.always || this.left > 0) return;
    for (const piece of fresh) {
      // Stopped once is stopped for all of them.
      if (this.#pieces !== pieces || piece.paper?.stage !== 'offer' || !(await this.#read(piece))) return;
    }
  }

  /** Its print will be read without asking: what that takes gets ready. Nothing is downloaded for it. */
  async expect(picture: Expected): Promise<void> {
    if (!this.built || !this.always || this.busy) return;
    const kept = await models.kept();
    if (picture !== 'none' && kept && !this.busy) await reader.prepare(kept, picture);
  }

  /** Another input has come: nobody waits for these any more. */
  leave(): void {
    this.#abort?.abort(new DOMException('Stopped', 'AbortError'));
    this.#abort = undefined;
    this.#pieces = [];
    this.active = undefined;
    this.draft = undefined;
  }

  /** A picture is being read. */
  get busy(): boolean {
    return this.#abort !== undefined;
  }

  /** Whether reading this picture's text is possible and was not done yet. */
  offers({ paper }: Piece): boolean {
    return this.built && paper !== undefined && paper.stage !== 'done';
  }

  async start({ paper }: Result): Promise<void> {
    const piece = this.#piece(paper);
    if (!piece || this.#abort) return;
    this.#remember(true);
    const before = this.#verdicts(piece);
    if (await this.#read(piece)) this.#showChange(piece, before);
  }

  #verdicts(piece: Piece): string {
    return this.#reports(piece)
      .map(({ verdict, checks }) => `${verdict} ${checks.find(({ id }) => id === 'printed')?.status}`)
      .join();
  }

  /** Who asked sees what came of it: the ticket may be out of view. */
  #showChange(piece: Piece, before: string): void {
    if (!this.#pieces.includes(piece) || this.#verdicts(piece) === before) return;
    this.#page.asked += 1;
    this.#page.changed();
  }

  cancel(): void {
    this.#abort?.abort(new DOMException('Stopped', 'AbortError'));
  }

  /** Whether every photo's text is read without asking. */
  chooseAlways(always: boolean): void {
    this.#remember(always);
    this.#page.changed();
  }

  /** Takes the downloaded files off the device. */
  async forget(): Promise<void> {
    this.#remember(false);
    reader.release();
    await models.remove();
    this.left = await models.missing();
    this.#page.changed();
  }

  #remember(always: boolean): void {
    this.always = always;
    preferences.keepReadsText(always);
  }

  #piece(paper: Paper | undefined): Piece | undefined {
    return paper && this.#pieces.find((piece) => piece.paper === paper);
  }

  /** Returns whether it came to an end of its own. */
  async #read(piece: Piece): Promise<boolean> {
    const { paper, file } = piece;
    if (!paper || !file) return false;
    const abort = (this.#abort = new AbortController());
    const { signal } = abort;
    delete paper.problem;
    paper.closer = false;
    paper.early = [];
    this.#say(paper, 'download', t('paper-started'));
    try {
      let drawn = 0;
      const ready = await models.load((loaded) => {
        paper.loaded = loaded;
        if (performance.now() - drawn < DRAWN) return;
        drawn = performance.now();
        this.#page.changed();
      }, signal);
      this.left = 0;
      const began = performance.now();
      await this.#look(piece, ready, 0, signal);
      paper.seconds = (performance.now() - began) / 1000;
      await this.#check(piece, signal);
      const before = this.#missing(piece);
      if (before > 0) {
        // Small print may be found at a larger size.
        const { lines, turned } = paper;
        paper.closer = true;
        await this.#look(piece, ready, 1, signal);
        paper.seconds = (performance.now() - began) / 1000;
        await this.#check(piece, signal);
        if (this.#missing(piece) > before) {
          Object.assign(paper, { lines, turned });
          await this.#check(piece, signal);
        }
      }
      const verdict = this.#verdict(piece);
      this.#say(
        paper,
        'done',
        verdict === undefined
          ? t('paper-done', { count: paper.lines.length })
          : `${t('paper-done', { count: paper.lines.length })} ${t('status-done', { verdict })}`,
      );
      return true;
    } catch (error) {
      // Another input has taken its place.
      if (!this.#pieces.includes(piece)) return false;
      if (signal.aborted) {
        // What was read before a second look stays.
        this.#say(paper, piece.picture?.lines ? 'done' : 'offer', t('paper-stopped'));
        this.left = await models.missing();
      } else {
        paper.problem = problemOf(error);
        this.left = await models.missing();
        this.#say(paper, 'failed', t(`problem-${paper.problem}`));
      }
      return false;
    } finally {
      if (this.#abort === abort) this.#abort = undefined;
      this.#page.changed();
    }
  }

  /** Reads the lines at one size. */
  async #look(piece: Piece, ready: reader.Models, size: 0 | 1, signal: AbortSignal): Promise<void> {
    const { paper, file, picture } = piece;
    if (!paper || !file || !picture) return;
    paper.early = [];
    const read: Line[] = [];
    const strips: Strip[] = [];
    let drawn = 0;
    // Asked once without lines: the core is quick with the first ones then.
    if (size === 0) void earlyFields(picture, this.#reports(piece), { lines: [], turned: 0 }, []).catch(() => undefined);
    const page = await reader.read(
      file,
      ready,
      reader.SIDES[size],
      (step) => {
        switch (step.stage) {
          case 'find':
            paper.stage = 'find';
            paper.places = [];
            break;
          case 'line':
            read.push(step.line);
            strips.push({ corners: step.line.corners, patch: step.patch });
            // Drawing takes time from reading; the next line, or the end, draws this one.
            if (read.length > 1 && performance.now() - drawn < DRAWN) return;
            break;
          case 'rows':
            // The second look adds to what is on the screen already.
            if (size === 0) void this.#early(piece, step.page, strips, signal);
            return;
          default:
            paper.stage = 'lines';
            paper.places = step.places;
            read.length = 0;
            strips.length = 0;
        }
        paper.lines = read;
        drawn = performance.now();
        this.#page.changed();
      },
      signal,
    );
    paper.lines = page.lines;
    paper.turned = page.turned;
  }

  /** Shows which fields stand fully read already. The verdict waits for all of them. */
  async #early(piece: Piece, page: Page, strips: Strip[], signal: AbortSignal): Promise<void> {
    const { paper, picture } = piece;
    if (!paper || !picture) return;
    try {
      const early = await earlyFields(picture, this.#reports(piece), page, strips);
      if (!early || signal.aborted || paper.stage !== 'lines') return;
      // What is there already stays where it is.
      const place = (list: Early[] | undefined, name: string): number => (list?.findIndex((field) => field.name === name) ?? -1) >>> 0;
      paper.early = early.map((fields, slip) => [...fields].sort((a, b) => place(paper.early[slip], a.name) - place(paper.early[slip], b.name)));
      paper.turned = page.turned;
      this.#page.changed();
    } catch {
      // They come with the rest.
    }
  }

  /** Judges the slips of a picture with what is printed on it. */
  async #check(piece: Piece, signal: AbortSignal): Promise<void> {
    const { paper, picture } = piece;
    if (!paper || !picture) return;
    signal.throwIfAborted();
    paper.stage = 'check';
    paper.early = [];
    piece.picture = { ...picture, lines: paper.lines };
    await this.#page.checkAgain();
    signal.throwIfAborted();
  }

  #reports(piece: Piece): Report[] {
    return this.#page.results.filter(({ paper }) => paper === piece.paper).map(({ report }) => report);
  }

  #verdict(piece: Piece): string | undefined {
    const [only, ...more] = this.#reports(piece);
    return only && more.length === 0 ? t(`verdict-${only.verdict}`) : undefined;
  }

  /** How many members were expected on the paper and not found, or only in part. */
  #missing(piece: Piece): number {
    return this.#reports(piece).reduce((sum, report) => {
      const needed = report.notes.find(({ id }) => id === 'printed-text-needed');
      if (needed) return sum + (Array.isArray(needed['members']) ? needed['members'].length : EXPECTED.length);
      if (report.fields.length === 0) return sum + EXPECTED.length;
      const expected = report.fields.filter(({ name, signed, printed }) => signed !== undefined && printed === undefined && EXPECTED.includes(name));
      return sum + expected.length + cutOff(report).size;
    }, 0);
  }

  /** What is known early of one of a picture's slips. */
  early({ paper, report }: Result): Early[] {
    const own = this.#page.results.filter((result) => result.paper === paper);
    return paper?.early[own.findIndex((result) => result.report === report)] ?? [];
  }

  #say(paper: Paper, stage: Stage, text: string): void {
    paper.stage = stage;
    if (stage === 'done' || stage === 'offer' || stage === 'failed') paper.early = [];
    this.#page.announcement = text;
    this.#page.changed();
  }

  // ── What a person says ───────────────────────────────────────────────────────────────────────────────────────────

  /** Looks at one field closely, or at the whole picture again. */
  show(field: string | undefined): void {
    this.active = this.active === field ? undefined : field;
    this.draft = undefined;
    this.#page.changed();
  }

  edit(draft: string | undefined): void {
    this.draft = draft;
    this.#page.changed();
  }

  answered({ paper }: Result, field: string): string | undefined {
    return this.#piece(paper)?.picture?.answers?.[field];
  }

  /** What the paper shows, as the person says; nothing: what was read counts again. */
  async answer({ paper }: Result, field: string, value: string | undefined): Promise<void> {
    const piece = this.#piece(paper);
    if (!piece?.picture) return;
    const answers = { ...piece.picture.answers };
    if (value === undefined || value.trim() === '') delete answers[field];
    else answers[field] = value.trim();
    piece.picture = { ...piece.picture, answers };
    this.draft = undefined;
    const before = this.#verdicts(piece);
    await this.#page.checkAgain();
    this.#showChange(piece, before);
    const verdict = this.#verdict(piece);
    if (verdict !== undefined) this.#page.announcement = t('status-done', { verdict });
    this.#page.changed();
  }
}

function problemOf(error: unknown): PaperProblem {
  if (error instanceof models.ModelFault || error instanceof Fault) return error.id;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'damaged':
    case 'heic':
    case 'type':
    case 'empty':
    case 'too-large':
    case 'file-too-large':
      return code;
    // The files are the ones that belong to this version, and the module refuses them.
    case 'model':
      return 'paper-damaged';
    default:
      return 'trap';
  }
}
