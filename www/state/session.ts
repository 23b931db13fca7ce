/** What the page knows at one moment, and what can be done with it. Views only draw it and call it. */

import * as engine from '../engine/client.ts';
import type { Report, Role } from '../engine/report.ts';
import { has, loadPart, loadTexts, type Language } from '../locales/text.ts';
import { isMessage } from '../engine/headline.ts';
import * as preferences from '../storage/preferences.ts';
import { Certificates } from './certificates.ts';
import { loadCodes } from './codes.ts';
import { loadGuidance } from './guidance.ts';
import { Intake } from './intake.ts';
import { Judging } from './judging.ts';
import { KeptSlips } from './kept.ts';
import type { Noted, Reading, Screen, Slips, Tool, Undo, View } from './page.ts';
import type { Piece, Problem, Result } from './piece.ts';
import type { Desk, Expected } from './printed-text.ts';
import { loadSamples, type Sample } from './samples.ts';
import type { Terminals } from './terminals.ts';

/** What is drawn only after some verdicts: what single formats say, what is printed on pictures. */
export type Late = 'decoded' | 'paper';

export class Session implements Screen, Slips {
  readonly certificates = new Certificates(this);
  readonly kept = new KeptSlips(this);
  readonly judging = new Judging(this, this.certificates, this.kept);
  readonly intake = new Intake(this, this.certificates, this.judging);

  language: Language = preferences.language();
  role: Role = preferences.role();
  theme: preferences.Theme = preferences.theme();
  view: View = 'check';
  /** What stands behind the view in the address: `#/incidents/<detail>`. */
  detail = '';
  /** The tool that the slip on the screen was opened from. */
  back: Tool | undefined;

  /** An incident is to be written down: of the result on the screen, or of what the terminal says. */
  noted: Noted | undefined;

  text = '';
  printed = '';
  sample: string | undefined;
  results: Result[] = [];
  selected = 0;
  busy = false;
  reading: Reading | undefined;
  problem: { id: Problem; count?: number } | undefined;
  #undo: Undo | undefined;
  #undoIn: View | undefined;
  announcement = '';
  asked = 0;
  /** What the page offers to try; unknown at first. */
  samples: Sample[] | undefined;
  /** A new version waits; calling it takes the page there. */
  update: (() => void) | undefined;
  /** The device has a camera that can be pointed at a code. */
  camera = false;
  /** What single formats say can be drawn: its texts and names are there. */
  terms = false;
  /** Reads what is printed on pictures; loaded with the first one. */
  desk: Desk | undefined;
  /** The user's own terminals; loaded with their page, or with a verdict where results of theirs are remembered. */
  terminals: Terminals | undefined;

  readonly #notify: () => void;
  readonly #draws: (late: Late) => Promise<unknown>;

  /** `notify`: something has changed. `draws`: loads what draws something that comes late; rejects when that can't be had. */
  constructor(notify: () => void, draws: (late: Late) => Promise<unknown>) {
    this.#notify = notify;
    this.#draws = draws;
  }

  changed(): void {
    this.#notify();
  }

  /** Reads what is kept on the device. */
  async open(): Promise<void> {
    // Another tab changed what is kept: a slip on the screen is judged by what counts now.
    const changed = (): void => void this.recheck().then(() => this.changed());
    preferences.onMerchants(changed);
    await Promise.all([this.certificates.open(changed), this.kept.store.open(changed)]);
  }

  get result(): Result | undefined {
    return this.results[this.selected];
  }

  /** Whether the print of the slip on the screen can be added to its code. */
  get lacksPrint(): boolean {
    const { report } = this.result ?? {};
    if (this.results.length !== 1 || report?.code === undefined || isMessage(report)) return false;
    return this.printed !== '' || report.checks.some(({ id, status }) => id === 'printed' && status === 'absent');
  }

  // ── Choices ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async useLanguage(language: Language): Promise<void> {
    try {
      await Promise.all([loadTexts(language), loadGuidance(language), this.terms ? loadCodes(language) : undefined]);
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

  /** What can be taken back is taken back where it was done. */
  get undo(): Undo | undefined {
    return this.#undoIn === this.view ? this.#undo : undefined;
  }

  set undo(undo: Undo | undefined) {
    [this.#undo, this.#undoIn] = [undo, this.view];
  }

  go(view: View, detail = ''): void {
    this.problem = undefined;
    this.detail = detail;
    const hash = view === 'check' ? '' : `#/${view}${detail === '' ? '' : `/${encodeURIComponent(detail)}`}`;
    if (location.hash !== hash) history.pushState({ result: this.results.length > 0 }, '', hash === '' ? location.pathname + location.search : hash);
    this.view = view;
    this.changed();
    scrollTo(0, 0);
  }

  /** Opens a record of an incident: of the result on the screen, or without a slip, with the code that the terminal shows or what fills its fields. */
  writeDown(noted: string | Noted = {}): void {
    this.noted = typeof noted === 'string' ? { code: noted } : noted;
    this.go('incidents', 'new');
  }

  /** Opens a certificate where it can be trusted, with its fingerprint to compare: by its fingerprint, or one that came with a slip. */
  async compareCertificate(given: string | Uint8Array): Promise<void> {
    const sha256 = typeof given === 'string' ? given : await this.certificates.keepDer(given);
    if (sha256 === undefined) return;
    this.certificates.compared = sha256;
    this.go('certificates');
  }

  cancel(): void {
    this.judging.stop();
    this.judging.clear();
    this.changed();
  }

  /** Back to the start screen. */
  restart(): void {
    this.text = '';
    this.back = undefined;
    this.cancel();
  }

  /** A problem that has nothing to do with a slip, such as a closed clipboard. */
  say(id: Problem): void {
    this.problem = { id };
    this.changed();
  }

  // ── Judging ──────────────────────────────────────────────────────────────────────────────────────────────────────

  recheck(): Promise<void> {
    return this.judging.recheck();
  }

  checkAgain(): Promise<void> {
    return this.judging.again();
  }

  refresh(pieces: Piece[]): void {
    this.judging.refresh(pieces);
  }

  leave(): void {
    this.desk?.leave();
  }

  judged(pieces: Piece[]): void {
    const reports = this.results.map(({ report }) => report);
    // Samples do not count.
    if (this.sample === undefined) {
      void this.certificates.remember(reports);
      if (preferences.remembersTerminals()) void this.#rememberTerminals(reports);
    }
    if (reports.some(needsTerms) || pieces.some(({ sheets }) => sheets)) void this.#loadTerms();
    if (pieces.some(({ file }) => file)) void this.#takePictures(pieces);
  }

  /** Loads the user's terminals. */
  async openTerminals(): Promise<Terminals> {
    const { Terminals } = await import('./terminals.ts');
    return (this.terminals ??= new Terminals(this));
  }

  async #rememberTerminals(reports: Report[]): Promise<void> {
    try {
      await (await this.openTerminals()).judged(reports);
    } catch {
      // The verdict stands without it.
    }
  }

  /** What single formats say in words comes right after the verdict. */
  async #loadTerms(): Promise<void> {
    if (this.terms) return;
    try {
      await Promise.all([this.#draws('decoded'), loadPart('terms'), loadCodes(this.language)]);
      this.terms = true;
      this.changed();
    } catch {
      // The verdict stands without them.
    }
  }

  // ── What is printed on pictures ──────────────────────────────────────────────────────────────────────────────────

  async #takePictures(pieces: Piece[], again = false): Promise<void> {
    try {
      const desk = await this.#openDesk();
      if (this.judging.pieces === pieces) await desk.take(pieces);
    } catch {
      // The codes were judged all the same; a network that hiccups gets a second chance.
      if (!again) setTimeout(() => void this.#takePictures(pieces, true), 2000);
    }
  }

  async #openDesk(): Promise<Desk> {
    const [{ Desk }] = await Promise.all([import('./printed-text.ts'), this.#draws('paper'), loadPart('paper')]);
    return (this.desk ??= new Desk(this));
  }

  /** Somebody is choosing a picture: what looks at it gets ready meanwhile. */
  expectPicture(): void {
    engine.warmScanner();
    this.intake.expectFiles();
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

  // ── What the page offers ─────────────────────────────────────────────────────────────────────────────────────────

  async listSamples(): Promise<void> {
    try {
      this.samples = await loadSamples();
    } catch {
      this.samples = [];
    }
    this.changed();
  }

  /** Opens what is sealed in the message on the screen. The key is used for that and forgotten. */
  openSealed(key: string): Promise<void> {
    return this.judging.open(key);
  }

  /** Keeps a number of the user's own at a payment gateway, and compares at once. Whether it is one, and whether it is kept beyond this visit. */
  async keepMerchant(text: string): Promise<'kept' | 'here' | 'wrong'> {
    const number = text.replace(/\s/g, '');
    const before = preferences.merchants();
    if (!/^[0-9A-Za-z]+$/.test(number) || number.length > preferences.LONGEST_MERCHANT || before.length >= preferences.MOST_MERCHANTS) return 'wrong';
    const kept = preferences.keepMerchants([...before.filter((other) => other !== number), number]);
    await this.judging.recheck();
    this.changed();
    return kept ? 'kept' : 'here';
  }

  async forgetMerchant(number: string): Promise<void> {
    preferences.keepMerchants(preferences.merchants().filter((other) => other !== number));
    await this.judging.recheck();
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
}

/** Whether a report says something for which the first texts have no words. */
function needsTerms(report: Report): boolean {
  return (
    report.format !== 'signed-slip' ||
    report.notes.some(({ id }) => !has(`note-${id}`)) ||
    report.checks.some(({ evidence }) => evidence?.['findings'] !== undefined)
  );
}
