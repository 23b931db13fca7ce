/** What the page knows at one moment, and everything that can be done with it. Views only draw it and call it. */

import { Certificates } from './certificates.ts';
import * as engine from './engine/client.ts';
import { head, objection, sniff, type PictureProblem } from './engine/picture.ts';
import type { Report, Role, Verdict } from './engine/report.ts';
import { Fault, type Thrown } from './engine/supervised.ts';
import { loadGuidance } from './guidance.ts';
import { codeOfAddress, decodeText, given, isArchive, isCertificateFile, isOfd, isText, MAX_CERTIFICATE_FILE, MAX_FILES, MAX_TEXT, release, withoutPem, type Piece, type Problem } from './input.ts';
import { KeptSlips } from './kept.ts';
import { has, hasPart, loadPart, loadTexts, t, type Language } from './locales/text.ts';
import type { Page, Undo } from './page.ts';
import type { Desk, Expected } from './paper.ts';
import { isPicture, loadSample, loadSamples, type Sample } from './samples.ts';
import * as preferences from './storage/preferences.ts';
import type { StoredSlip } from './storage/slips.ts';

export type View = 'check' | 'certificates' | 'kept' | 'help';

export interface Result extends Piece {
  report: Report;
  /** The certificate that vouches for it was given by the host of this page, not chosen by the user. */
  byHost?: boolean;
}

export interface Reading {
  stage: 'open' | 'code' | 'check';
  number: number;
  count: number;
  name: string;
  url?: string;
}

/** What needs a person first. */
const URGENCY: Verdict[] = ['altered', 'invalid', 'certificate-problem', 'unknown-issuer', 'unreadable', 'unsigned', 'verified'];

export class Session implements Page {
  readonly certificates = new Certificates(this);
  readonly kept = new KeptSlips(this);
  language: Language = preferences.language();
  role: Role = preferences.role();
  theme: preferences.Theme = preferences.theme();
  view: View = 'check';

  text = '';
  results: Result[] = [];
  selected = 0;
  /** A check is running, or the text has changed since the last one. */
  busy = false;
  reading: Reading | undefined;
  /** What stands in the way, said at the intake. */
  problem: { id: Problem; count?: number } | undefined;
  /** The sample that the present input comes from. */
  sample: string | undefined;
  samples: Sample[] | undefined;
  undo: Undo | undefined;
  /** Read aloud by assistive technology. */
  announcement = '';
  /** Counts up when the reader asked for a result: its heading then takes the focus. */
  asked = 0;
  /** A new version waits; calling it takes the page there. */
  update: (() => void) | undefined;

  /** What is printed beside the code on the screen, typed in by the reader. */
  printed = '';

  /** Draws what single formats say; loaded when one does. */
  decoded: typeof import('./components/decoded.ts') | undefined;

  /** The device has a camera that can be pointed at a code. */
  camera = false;
  /** Reads what is printed on pictures; loaded with the first one. */
  desk: Desk | undefined;

  #pieces: Piece[] = [];
  /** What the slips of the open sample sign: the demonstration authority vouches for nothing else. */
  #sampled: Set<string | undefined> | undefined;
  #judging: Promise<void> = Promise.resolve();
  #run = 0;
  /** How often what checks rest on has changed. */
  #changes = 0;
  #abort: AbortController | undefined;
  #notify: () => void;

  constructor(notify: () => void) {
    this.#notify = notify;
  }

  changed(): void {
    this.#notify();
  }

  /** Reads what is kept on the device. */
  async open(): Promise<void> {
    // Another tab changed what is kept: a slip on the screen is judged by what counts now.
    const changed = (): void => void this.recheck().then(() => this.changed());
    await Promise.all([this.certificates.open(changed), this.kept.store.open(changed)]);
  }

  get result(): Result | undefined {
    return this.results[this.selected];
  }

  // ── Choices ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async useLanguage(language: Language): Promise<void> {
    try {
      await Promise.all([loadTexts(language), loadGuidance(language), this.decoded?.loadNames(language)]);
    } catch {
      this.problem = { id: 'unavailable' };
      this.changed();
      return;
    }
    this.language = language;
    // What was said was said in another language.
    this.announcement = '';
    document.documentElement.lang = language;
    this.changed();
  }

  chooseLanguage(language: Language): Promise<void> {
    preferences.keepLanguage(language);
    return this.useLanguage(language);
  }

  chooseRole(role: Role): void {
    this.role = role;
    preferences.keepRole(role);
    this.changed();
  }

  chooseTheme(theme: preferences.Theme): void {
    this.theme = theme;
    preferences.keepTheme(theme);
    this.changed();
  }

  choose(index: number): void {
    this.selected = index;
    this.asked += 1;
    this.changed();
  }

  // ── Checking ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The text has changed; the check itself follows after a pause. */
  textChanged(text: string): void {
    this.text = text;
    this.certificates.imported = undefined;
    this.#stop();
    if (text.trim() === '') {
      this.#clear();
      this.changed();
      return;
    }
    this.busy = true;
    this.changed();
  }

  /** Judges the text as it stands. `asked`: the reader waits for the result, rather than going on typing. */
  async checkText(asked: boolean): Promise<void> {
    if (this.text.trim() === '') return;
    if (this.text.length > MAX_TEXT) {
      this.#refuse({ id: 'text-too-large' });
      return;
    }
    const { rest, pem } = withoutPem(this.text);
    if (!pem) {
      await this.#judge([{ text: this.text }], asked);
      return;
    }
    // A certificate beside the slip, or in its place: path material, and said so. Nothing that comes this way is trusted.
    const run = this.#run;
    await this.#importAsSlip([{ name: 'PEM', bytes: new TextEncoder().encode(this.text) }]);
    if (run !== this.#run) return;
    if (rest.trim() === '') await this.#asBefore();
    else {
      this.text = rest;
      await this.#judge([{ text: rest, beside: true }], asked);
    }
  }

  /** What stands behind `#slip=` in the page's own address: a code, and nothing else. It has been taken out of the address before. */
  async checkCode(fragment: string): Promise<void> {
    const code = codeOfAddress(fragment);
    this.#stop();
    this.text = '';
    this.sample = undefined;
    this.certificates.imported = undefined;
    if (code === undefined) this.#refuse({ id: 'address' });
    else await this.#judge([{ code }], true);
  }

  /** Keeps certificates that came where slips are given. */
  async #importAsSlip(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]): Promise<void> {
    await this.certificates.importBytes(files, true);
  }

  /** No slip was given after all: the one that was on the screen, judged with what is at hand now. */
  async #asBefore(): Promise<void> {
    const [{ text = '' } = {}] = this.#pieces;
    this.text = text;
    this.reading = undefined;
    this.busy = false;
    await this.recheck();
    this.changed();
  }

  /** Opens a certificate where it can be trusted, with its fingerprint to compare: by its fingerprint, or one that came with a slip. */
  async compareCertificate(given: string | Uint8Array): Promise<void> {
    const sha256 = typeof given === 'string' ? given : await this.certificates.keepDer(given);
    if (sha256 === undefined) return;
    this.certificates.compared = sha256;
    this.go('certificates');
  }

  /** Pasted or dropped text that did not go through the field. */
  async give(text: string): Promise<void> {
    this.sample = undefined;
    this.textChanged(text);
    await this.checkText(true);
  }

  /** Whether the print of the slip on the screen can be added to its code. */
  get lacksPrint(): boolean {
    const { report } = this.result ?? {};
    if (this.results.length !== 1 || report?.code === undefined) return false;
    return this.printed !== '' || report.checks.some(({ id, status }) => id === 'printed' && status === 'absent');
  }

  /** The printed text has changed; the check follows after a pause. */
  printedChanged(text: string): void {
    this.printed = text;
    this.#stop();
    this.busy = true;
    this.changed();
  }

  /** Judges the code on the screen together with what is printed beside it. */
  async checkPrinted(): Promise<void> {
    await this.#judge(this.#pieces, false);
  }

  async openSample(sample: Sample): Promise<void> {
    this.#stop();
    this.certificates.imported = undefined;
    const run = this.#run;
    try {
      const [file] = await Promise.all([loadSample(sample), this.certificates.loadDemo()]);
      if (run !== this.#run) return;
      if (isPicture(sample)) {
        await this.checkFiles([file], sample.id);
        return;
      }
      this.text = await file.text();
      this.sample = sample.id;
      this.#sampled = undefined;
    } catch {
      if (run === this.#run) this.#refuse({ id: 'unavailable' });
      return;
    }
    await this.#judge([{ text: this.text }], true);
  }

  /** Checks a kept slip anew. */
  async reopen({ id, given: { text, picture, printed = '' }, index, sample }: StoredSlip): Promise<void> {
    this.#stop();
    if (sample !== undefined) await this.certificates.loadDemo().catch(() => undefined);
    this.#clear();
    this.undo = undefined;
    this.go('check');
    this.sample = sample;
    this.#sampled = undefined;
    this.text = text ?? '';
    this.printed = printed;
    // As if it stood on the screen already: what is printed beside it belongs to it.
    this.#pieces = [{ records: [id], ...(text === undefined ? {} : { text }), ...(picture === undefined ? {} : { picture }) }];
    await this.#judge(this.#pieces, true);
    if (index < this.results.length) this.selected = index;
    this.changed();
  }

  /** Pictures, text files and certificates, as they were chosen, dropped or pasted. */
  async checkFiles(files: File[], sample?: string): Promise<void> {
    if (files.length === 0) return;
    this.#stop();
    const run = this.#run;
    const abort = (this.#abort = new AbortController());
    this.text = '';
    this.certificates.imported = undefined;
    this.sample = sample;
    this.#sampled = undefined;
    this.problem = files.length > MAX_FILES ? { id: 'too-many', count: MAX_FILES } : undefined;
    this.busy = true;
    const pieces: Piece[] = [];
    const certificates: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
    // A text that holds certificates beside what may be a slip: neither is lost.
    const takeText = (piece: Piece, text: string): boolean => {
      const { rest, pem } = withoutPem(text);
      if (pem && rest.trim() !== '') pieces.push({ ...piece, text: rest, beside: true });
      return pem;
    };
    const chosen = files.slice(0, MAX_FILES);
    this.announcement = t('status-checking');
    for (const [index, file] of chosen.entries()) {
      const piece: Piece = chosen.length > 1 ? { name: file.name } : {};
      try {
        const bytes = await head(file);
        const header = sniff(bytes);
        if (header.kind !== 'unknown' && header.kind !== 'pdf') {
          await this.#readPicture(file, piece, { stage: 'open', number: index + 1, count: chosen.length, name: file.name }, abort.signal);
          if (header.animated && !piece.problem) piece.problem = 'animated';
          pieces.push(piece);
        } else if (file.size > 0 && file.size <= MAX_CERTIFICATE_FILE && isCertificateFile(file.name, bytes)) {
          const content = new Uint8Array(await file.arrayBuffer());
          certificates.push({ name: file.name, bytes: content });
          if (file.size <= MAX_TEXT && isText(bytes)) takeText(piece, decodeText(content));
        } else if (isOfd(bytes)) {
          pieces.push({ ...piece, problem: 'ofd' });
        } else if (isArchive(bytes) && (await this.certificates.holds(file))) {
          certificates.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
        } else if (header.kind === 'unknown' && file.size > 0 && isText(bytes)) {
          if (file.size > MAX_TEXT) pieces.push({ ...piece, problem: 'text-too-large' });
          else {
            const content = new Uint8Array(await file.arrayBuffer());
            const text = decodeText(content);
            if (takeText(piece, text)) certificates.push({ name: file.name, bytes: content });
            else pieces.push({ ...piece, text });
          }
        } else {
          pieces.push({ ...piece, problem: objection(file.size, header) ?? 'type' });
        }
      } catch (error) {
        if (run !== this.#run) return;
        if (error instanceof Fault) {
          this.#refuse({ id: error.id });
          return;
        }
        // The file vanished between choosing and reading it.
        pieces.push({ ...piece, problem: 'damaged' });
      }
      if (run !== this.#run) {
        release(pieces);
        return;
      }
    }
    if (certificates.length > 0) {
      await this.#importAsSlip(certificates);
      if (run !== this.#run) return;
      if (pieces.length === 0) {
        await this.#asBefore();
        return;
      }
    }
    await this.#judge(pieces, true, run);
  }

  cancel(): void {
    this.#stop();
    this.#clear();
    this.changed();
  }

  /** Back to the start screen. */
  restart(): void {
    this.text = '';
    this.cancel();
  }

  /** A problem that has nothing to do with a slip, such as a closed clipboard. */
  say(id: Problem): void {
    this.problem = { id };
    this.changed();
  }

  async #readPicture(file: File, piece: Piece, reading: Reading, signal: AbortSignal): Promise<void> {
    const url = URL.createObjectURL(file);
    piece.shown = { url };
    piece.file = file;
    this.reading = { ...reading, url };
    this.changed();
    try {
      this.reading = { ...reading, url, stage: 'code' };
      this.changed();
      const scanning = engine.scan(file, signal);
      const only = reading.count === 1;
      void this.expectPrint(only ? file : 'given');
      const picture = await scanning;
      if (only) void this.expectPrint(file);
      piece.picture = picture;
      piece.shown = { url, picture };
      if (picture.finding !== 'codes' && picture.codes.length === 0) piece.problem = picture.finding;
    } catch (error) {
      if (isThrown(error)) {
        // A picture that can't be opened can't be shown either.
        URL.revokeObjectURL(url);
        delete piece.shown;
        delete piece.file;
        piece.problem = error.code as PictureProblem;
        return;
      }
      throw error;
    }
  }

  #judge(pieces: Piece[], asked: boolean, sameRun?: number): Promise<void> {
    return (this.#judging = this.#judgeNow(pieces, asked, sameRun));
  }

  async #judgeNow(pieces: Piece[], asked: boolean, sameRun?: number): Promise<void> {
    if (sameRun === undefined) this.#stop();
    const run = this.#run;
    const abort = (this.#abort ??= new AbortController());
    this.busy = true;
    if (this.reading) this.reading = { ...this.reading, stage: 'check' };
    if (sameRun === undefined) this.problem = undefined;
    this.changed();
    if (this.#pieces !== pieces) this.printed = '';
    const { printed } = this;
    const results: Result[] = [];
    try {
      let changes: number;
      do {
        changes = this.#changes;
        results.length = 0;
        const trust = await this.certificates.trust(this.sample !== undefined);
        const at = new Date().toISOString();
        for (const piece of pieces) {
          piece.records ??= [];
          const reports = await engine.check({ ...given(piece, printed), trust, kept: this.kept.earlier(piece.records), at }, abort.signal);
          for (const report of reports) results.push({ ...piece, report, byHost: this.certificates.isOfHost(report, this.sample !== undefined) });
        }
        // The samples' authority counts for the samples alone, not for what was put in their place.
        if (this.sample !== undefined && this.#sampled && results.some(({ report }) => report.verdict === 'verified' && !this.#sampled?.has(report.identity ?? report.code))) {
          this.sample = undefined;
          changes -= 1;
        }
      } while (changes !== this.#changes && run === this.#run);
    } catch (error) {
      if (run !== this.#run) return;
      this.#refuse({ id: error instanceof Fault ? error.id : 'trap' });
      return;
    }
    if (run !== this.#run) return;
    // A link that holds no code, or more than one.
    if (pieces.some(({ code }) => code !== undefined) && (results.length !== 1 || results[0]?.report.code === undefined)) {
      this.#refuse({ id: 'address' });
      return;
    }
    // What stood beside certificates may be no slip: a line about each of them, for one.
    const slips = results.filter(({ beside, report }) => !beside || report.verdict !== 'unreadable' || report.format !== 'none' || report.code !== undefined);
    if (slips.length === 0) {
      if (this.#pieces === pieces) this.#pieces = [];
      await this.#asBefore();
      return;
    }
    if (this.#pieces !== pieces) {
      this.desk?.leave();
      release(this.#pieces.filter((piece) => !pieces.includes(piece)));
    }
    const first = this.results.length === 0;
    this.#pieces = pieces;
    this.results = slips;
    this.selected = mostUrgent(slips);
    if (this.sample !== undefined) this.#sampled ??= new Set(slips.map(({ report }) => report.identity ?? report.code));
    this.busy = false;
    this.reading = undefined;
    if (asked) this.asked += 1;
    // A live region that has just come is not read by every screen reader: say it, unless the heading takes the focus.
    const verdict = this.result ? t(`verdict-${this.result.report.verdict}`) : '';
    this.announcement = slips.length > 1 ? t('status-done-many', { count: slips.length }) : first && !asked ? t('status-done', { verdict }) : '';
    if (first && asked) history.pushState({ result: true }, '');
    this.changed();
    // Samples do not count.
    if (this.sample === undefined) void this.certificates.remember(slips.map(({ report }) => report));
    if (slips.some(({ report }) => needsTerms(report))) void this.#loadTerms();
    if (pieces.some(({ file }) => file)) void this.#takePictures(pieces);
  }

  /** What is printed on the pictures can be read too. */
  async #takePictures(pieces: Piece[], again = false): Promise<void> {
    try {
      const desk = await this.#openDesk();
      if (this.#pieces === pieces) await desk.take(pieces);
    } catch {
      // The codes were judged all the same; a network that hiccups gets a second chance.
      if (!again) setTimeout(() => void this.#takePictures(pieces, true), 2000);
    }
  }

  async #openDesk(): Promise<Desk> {
    const [{ Desk }] = await Promise.all([import('./paper.ts'), loadPart('paper')]);
    return (this.desk ??= new Desk(this));
  }

  /** Somebody is choosing a picture: what looks at it gets ready meanwhile. */
  expectPicture(): void {
    engine.warmScanner();
    void this.expectPrint('soon');
  }

  /**
   * The print of pictures is read without asking, where that was chosen: what it takes is looked up, gets ready while a picture is
   * chosen, or with the first one; one that comes alone is opened.
   */
  async expectPrint(picture: Expected = 'none'): Promise<void> {
    if (!preferences.readsText()) return;
    try {
      await (await this.#openDesk()).expect(picture);
    } catch {
      // It is tried again when the picture was judged.
    }
  }

  /** Pieces know more than when they were judged: so do the results. */
  refresh(pieces: Piece[]): void {
    if (this.#pieces !== pieces) return;
    for (const result of this.results) {
      const piece = pieces.find(({ shown }) => shown !== undefined && shown === result.shown);
      if (piece?.paper) result.paper = piece.paper;
    }
    this.changed();
  }

  /** Judges once more what is on the screen, with what has become known about it. */
  async checkAgain(): Promise<void> {
    if (this.busy) await this.#judging;
    // Still busy: another input is on its way, or the same one is judged in a moment.
    await this.recheck();
  }

  /** What single formats say in words comes right after the verdict. */
  async #loadTerms(): Promise<void> {
    if (this.decoded && hasPart('terms')) return;
    try {
      const [decoded] = await Promise.all([import('./components/decoded.ts'), loadPart('terms')]);
      await decoded.loadNames(this.language);
      this.decoded = decoded;
      this.changed();
    } catch {
      // The verdict stands without them.
    }
  }

  /** The slip on the screen once more, after the trusted certificates have changed; a check that is under way begins anew by itself. */
  async recheck(): Promise<void> {
    this.#changes += 1;
    if (this.#pieces.length === 0 || this.busy) return;
    const { selected } = this;
    await this.#judge(this.#pieces, false);
    if (selected < this.results.length) this.selected = selected;
    this.changed();
  }

  #stop(): void {
    this.#run += 1;
    // A check that is still running is left to end by itself, unless it reads pictures: those take long.
    if (this.reading) this.#abort?.abort(new DOMException('Stopped', 'AbortError'));
    this.#abort = undefined;
    this.reading = undefined;
  }

  #clear(): void {
    this.desk?.leave();
    release(this.#pieces);
    this.#pieces = [];
    this.results = [];
    this.selected = 0;
    this.busy = false;
    this.reading = undefined;
    this.problem = undefined;
    this.announcement = '';
    this.sample = undefined;
    this.printed = '';
  }

  #refuse(problem: { id: Problem; count?: number }): void {
    const { text, sample } = this;
    this.#stop();
    this.#clear();
    this.text = text;
    this.sample = sample;
    this.problem = problem;
    this.changed();
  }

  // ── Samples ───────────────────────────────────────────────────────────────────────────────────────────────────────

  async listSamples(): Promise<void> {
    try {
      this.samples = await loadSamples();
    } catch {
      this.samples = [];
    }
    this.changed();
  }

  /** Whether there is a camera to point: asked without asking for it. */
  async lookForCamera(): Promise<void> {
    try {
      const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
      this.camera = devices.some(({ kind }) => kind === 'videoinput');
      if (this.camera) this.changed();
    } catch {
      // The still picture remains.
    }
  }

  go(view: View): void {
    this.problem = undefined;
    const hash = view === 'check' ? '' : `#/${view}`;
    if (location.hash !== hash) history.pushState({ result: this.results.length > 0 }, '', hash === '' ? location.pathname + location.search : hash);
    this.view = view;
    this.changed();
    scrollTo(0, 0);
  }
}

/** Whether a report says something for which the first texts have no words. */
function needsTerms(report: Report): boolean {
  return report.format !== 'signed-slip' || report.notes.some(({ id }) => !has(`note-${id}`)) || report.checks.some(({ evidence }) => evidence?.['findings'] !== undefined);
}

function mostUrgent(results: Result[]): number {
  const urgency = (result: Result): number => URGENCY.indexOf(result.report.verdict);
  return results.reduce((best, result, index) => (urgency(result) < urgency(results[best] as Result) ? index : best), 0);
}

function isThrown(error: unknown): error is Thrown {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && typeof (error as Thrown).code === 'string';
}

