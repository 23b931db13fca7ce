/** What the page knows at one moment, and everything that can be done with it. Views only draw it and call it. */

import { visible } from './components/foreign.ts';
import * as engine from './engine/client.ts';
import { head, objection, sniff, type PictureProblem } from './engine/picture.ts';
import type { CertificateItem, FormatId, Import, Picture, Report, Role, Trust, Verdict } from './engine/report.ts';
import { Fault, type FaultId, type Thrown } from './engine/supervised.ts';
import { loadGuidance } from './guidance.ts';
import { has, hasPart, loadPart, loadTexts, plain, t, type Language } from './locales/text.ts';
import { isPicture, loadDemo, loadSample, loadSamples, type Sample } from './samples.ts';
import { CertificateStore, withSlip, type StoredCertificate, type StoredCrl, type StoredKey, type StoredOcsp, type StoredSeen } from './storage/certificates.ts';
import { hostTrust, keepOff, loadBundles, type Bundle } from './storage/host.ts';
import * as preferences from './storage/preferences.ts';
import type { Desk, Paper } from './paper.ts';

export type View = 'check' | 'certificates' | 'help';

/** Why there is nothing to judge, or not all: ids of `problem-…` texts. */
export type Problem =
  | PictureProblem
  | FaultId
  | Exclude<Picture['finding'], 'codes'>
  | 'text-too-large' | 'too-many' | 'animated' | 'clipboard' | 'clipboard-empty' | 'ofd';

/** A picture as it is drawn beside the result. */
export interface Shown {
  url: string;
  picture?: Picture;
}

/** One thing to judge: a text or what was seen in one picture. */
export interface Piece {
  name?: string;
  /** The picture's file, and what is printed on it. */
  file?: File;
  paper?: Paper;
  text?: string;
  picture?: Picture;
  problem?: Problem;
  shown?: Shown;
}

export interface Result extends Piece {
  report: Report;
}

export interface Reading {
  stage: 'open' | 'code' | 'check';
  number: number;
  count: number;
  name: string;
  url?: string;
}

export interface Imported {
  added: number;
  known: number;
  /** What each file was, where it was anything. */
  files: { name: string; kind: string; certificates: number; crls: number; keys: number; ocsp: number }[];
  refused: { what: string; reason: Import['refused'][number]['reason'] | 'empty' }[];
}

export interface Undo {
  text: string;
  run: () => Promise<void>;
}

/** Longest text that is judged, in characters: some slips and their codes. */
const MAX_TEXT = 1_000_000;
const MAX_FILES = 24;
/** The export of a TSE holds every transaction beside its certificates. */
const MAX_CERTIFICATE_FILE = 64_000_000;

/** What needs a person first. */
const URGENCY: Verdict[] = ['altered', 'invalid', 'certificate-problem', 'unknown-issuer', 'unreadable', 'unsigned', 'verified'];

/** Anything that is kept on the certificates page. */
export type Kept = StoredCertificate | StoredCrl | StoredOcsp | StoredKey | StoredSeen;

export class Session {
  readonly store = new CertificateStore();
  /** What the host of this page vouches for; empty on most. */
  bundles: Bundle[] = [];
  /** Their certificates as they read, for the list; filled when it is looked at. */
  readonly hostItems = new Map<string, CertificateItem[]>();
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
  /** The demonstration authority's root; only asked while a sample is open. */
  demoRoot: StoredCertificate | undefined;

  imported: Imported | undefined;
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

  #demo: Pick<Trust, 'anchors' | 'certificates' | 'crls'> | undefined;
  #bundled: Promise<void> | undefined;
  #pieces: Piece[] = [];
  #judging: Promise<void> = Promise.resolve();
  #run = 0;
  #abort: AbortController | undefined;
  #notify: () => void;

  constructor(notify: () => void) {
    this.#notify = notify;
  }

  changed(): void {
    this.#notify();
  }

  /** Reads what is kept on the device, and what the host places beside the page: no check goes before. */
  open(): Promise<void> {
    this.#bundled = loadBundles().then((bundles) => void (this.bundles = bundles));
    return this.store.open();
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
    document.documentElement.lang = language;
    document.title = plain('app-title');
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
    if (isPem(this.text)) {
      await this.importBytes([{ name: 'PEM', bytes: new TextEncoder().encode(this.text) }]);
      this.text = '';
      this.#clear();
      this.go('certificates');
      return;
    }
    await this.#judge([{ text: this.text }], asked);
  }

  /** A code from the page's own address. */
  async checkCode(code: string): Promise<void> {
    let text = code;
    try {
      text = decodeURIComponent(code);
    } catch {
      // Not percent-encoded: as it stands.
    }
    this.text = text.slice(0, MAX_TEXT);
    this.sample = undefined;
    await this.checkText(true);
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
    const run = this.#run;
    try {
      const [file] = await Promise.all([loadSample(sample), this.#loadDemo()]);
      if (run !== this.#run) return;
      if (isPicture(sample)) {
        await this.checkFiles([file], sample.id);
        return;
      }
      this.text = await file.text();
      this.sample = sample.id;
    } catch {
      if (run === this.#run) this.#refuse({ id: 'unavailable' });
      return;
    }
    await this.#judge([{ text: this.text }], true);
  }

  /** Pictures, text files and certificates, as they were chosen, dropped or pasted. */
  async checkFiles(files: File[], sample?: string): Promise<void> {
    if (files.length === 0) return;
    this.#stop();
    const run = this.#run;
    const abort = (this.#abort = new AbortController());
    this.text = '';
    this.sample = sample;
    this.problem = files.length > MAX_FILES ? { id: 'too-many', count: MAX_FILES } : undefined;
    this.busy = true;
    const pieces: Piece[] = [];
    const certificates: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
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
          certificates.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
        } else if (isOfd(bytes)) {
          pieces.push({ ...piece, problem: 'ofd' });
        } else if (header.kind === 'unknown' && file.size > 0 && isText(bytes)) {
          pieces.push({ ...piece, ...(file.size > MAX_TEXT ? { problem: 'text-too-large' } : { text: decodeText(new Uint8Array(await file.arrayBuffer())) }) });
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
      await this.importBytes(certificates);
      if (run !== this.#run) return;
      if (pieces.length === 0) {
        this.#clear();
        this.go('certificates');
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
      const picture = await engine.scan(file, signal);
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
      await this.#bundled;
      const trust = this.#trust();
      const at = new Date().toISOString();
      for (const piece of pieces) {
        const reports = await engine.check({ ...given(piece, printed), trust, at }, abort.signal);
        for (const report of reports) results.push({ ...piece, report });
      }
    } catch (error) {
      if (run !== this.#run) return;
      this.#refuse({ id: error instanceof Fault ? error.id : 'trap' });
      return;
    }
    if (run !== this.#run) return;
    if (this.#pieces !== pieces) {
      this.desk?.leave();
      release(this.#pieces.filter((piece) => !pieces.includes(piece)));
    }
    const first = this.results.length === 0;
    this.#pieces = pieces;
    this.results = results;
    this.selected = mostUrgent(results);
    this.busy = false;
    this.reading = undefined;
    if (asked) this.asked += 1;
    // A live region that has just come is not read by every screen reader: say it, unless the heading takes the focus.
    const verdict = this.result ? t(`verdict-${this.result.report.verdict}`) : '';
    this.announcement = results.length > 1 ? t('status-done-many', { count: results.length }) : first && !asked ? t('status-done', { verdict }) : '';
    if (first && asked) history.pushState({ result: true }, '');
    this.changed();
    void this.#remember(results);
    if (results.some(({ report }) => needsTerms(report))) void this.#loadTerms();
    if (pieces.some(({ file }) => file)) void this.#takePictures(pieces);
  }

  /** What is printed on the pictures can be read too. */
  async #takePictures(pieces: Piece[], again = false): Promise<void> {
    try {
      if (!this.desk) {
        const [{ Desk }] = await Promise.all([import('./paper.ts'), loadPart('paper')]);
        this.desk ??= new Desk(this);
      }
      if (this.#pieces === pieces) await this.desk.take(pieces);
    } catch {
      // The codes were judged all the same; a network that hiccups gets a second chance.
      if (!again) setTimeout(() => void this.#takePictures(pieces, true), 2000);
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
    await this.#recheck();
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

  /** The slip on the screen once more, after the trusted certificates have changed. */
  async #recheck(): Promise<void> {
    if (this.#pieces.length === 0 || this.busy) return;
    const { selected } = this;
    await this.#judge(this.#pieces, false);
    if (selected < this.results.length) this.selected = selected;
    this.changed();
  }

  #trust(): Trust {
    const trust = this.store.trust();
    const host = hostTrust(this.bundles);
    trust.anchors.push(...host.anchors);
    trust.crls.push(...host.crls);
    if (this.sample !== undefined && this.#demo) {
      trust.anchors.push(...this.#demo.anchors);
      trust.certificates.push(...this.#demo.certificates);
      trust.crls.push(...this.#demo.crls);
    }
    return trust;
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

  // ── Samples ──────────────────────────────────────────────────────────────────────────────────────────────────────

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

  async #loadDemo(): Promise<void> {
    if (this.#demo) return;
    const [root, chain, crl] = await Promise.all((await loadDemo()).map((file) => engine.inspect(file)));
    const item = root?.items[0];
    if (!item || !chain || !crl) throw new Error('The demonstration certificates are not readable.');
    this.demoRoot = { ...item, pinned: false, added: 0 };
    this.#demo = { anchors: [item.der], certificates: chain.items.map(({ der }) => der), crls: crl.crls.map(({ der }) => der) };
  }

  /** Shows the demonstration certificate among the others. */
  async showDemoRoot(): Promise<void> {
    if (this.demoRoot) return;
    try {
      await this.#loadDemo();
      this.changed();
    } catch {
      // Nothing to show: the samples say so themselves.
    }
  }

  // ── Certificates ─────────────────────────────────────────────────────────────────────────────────────────────────

  async importFiles(files: File[]): Promise<void> {
    const read: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
    const refused: Imported['refused'] = [];
    for (const file of files.slice(0, MAX_FILES)) {
      if (file.size > MAX_CERTIFICATE_FILE) refused.push({ what: file.name, reason: 'too-large' });
      else {
        try {
          read.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
        } catch {
          refused.push({ what: file.name, reason: 'damaged' });
        }
      }
    }
    await this.importBytes(read, refused);
  }

  /** Adds what is in the files to the store and checks the slip on the screen again. */
  async importBytes(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[], refused: Imported['refused'] = []): Promise<void> {
    await loadPart('certificates').catch(() => undefined);
    const imported: Imported = { added: 0, known: 0, files: [], refused: [...refused] };
    this.undo = undefined;
    for (const { name, bytes } of files) {
      if (bytes.length === 0) {
        imported.refused.push({ what: name, reason: 'empty' });
        continue;
      }
      let found: Import;
      try {
        found = await engine.inspect(bytes);
      } catch (error) {
        if (error instanceof Fault) this.problem = { id: error.id };
        imported.refused.push({ what: name, reason: 'damaged' });
        continue;
      }
      const { keys = [], ocsp = [] } = found;
      const fresh = (sha256: string): number | undefined => {
        if (this.store.has(sha256)) {
          imported.known += 1;
          return undefined;
        }
        imported.added += 1;
        return Date.now() + imported.added;
      };
      for (const item of found.items) {
        const added = fresh(item.sha256);
        if (added !== undefined) await this.store.putCertificate({ ...item, pinned: false, added });
      }
      for (const crl of found.crls) {
        const added = fresh(crl.sha256);
        if (added !== undefined) await this.store.putCrl({ ...crl, added });
      }
      for (const answer of ocsp) {
        const added = fresh(answer.sha256);
        if (added !== undefined) await this.store.putOcsp({ ...answer, added });
      }
      for (const key of keys) {
        const added = fresh(key.sha256);
        if (added !== undefined) await this.store.putKey({ ...key, added });
      }
      if (found.recognised !== undefined) imported.files.push({ name, kind: found.recognised, certificates: found.items.length, crls: found.crls.length, keys: keys.length, ocsp: ocsp.length });
      for (const { what, reason } of found.refused) imported.refused.push({ what: what === '' || what === 'file' ? name : `${name}: ${what}`, reason });
      if (found.items.length + found.crls.length + keys.length + ocsp.length + found.refused.length === 0) imported.refused.push({ what: name, reason: 'not-a-certificate' });
    }
    this.imported = imported;
    this.announcement = t('certificates-imported', { count: imported.added });
    this.changed();
    if (imported.added > 0) await this.#recheck();
  }

  async pin(certificate: StoredCertificate, pinned: boolean): Promise<void> {
    await this.replace(certificate, { ...certificate, pinned }, pinned ? 'certificates-pinned-done' : 'certificates-unpinned-done');
  }

  /** Changes what the user can change about a certificate; `done`: the text that says so. */
  async replace(before: StoredCertificate, after: StoredCertificate, done: string): Promise<void> {
    await this.store.putCertificate(after);
    await this.#undoable(done, called(after), () => this.store.putCertificate(before));
  }

  /** Chooses what a certificate is trusted for. */
  async trustFor(certificate: StoredCertificate, formats: FormatId[]): Promise<void> {
    const chosen = { ...certificate, formats };
    // Nothing is guessed any more.
    delete chosen.formatsGround;
    await this.replace(certificate, chosen, 'certificates-formats-done');
  }

  /** Pins a certificate that came with a slip and is not in the store yet. */
  async pinDer(der: Uint8Array): Promise<void> {
    const found = await engine.inspect(der).catch(() => undefined);
    const item = found?.items[0];
    if (!item) return;
    const known = this.store.certificate(item.sha256);
    await this.pin(known ?? { ...item, pinned: false, added: Date.now() }, true);
  }

  async remove(item: Kept): Promise<void> {
    const [id, name, again] = this.#kept(item);
    await this.store.remove(id);
    await this.#undoable('certificates-removed', name, again);
  }

  /** What an item is kept under, what it is called, and how it is put back. */
  #kept(item: Kept): [id: string, name: string, again: () => Promise<void>] {
    if ('subject' in item) return [item.sha256, called(item), () => this.store.putCertificate(item)];
    if ('thisUpdate' in item) return [item.sha256, commonName(item.issuer), () => this.store.putCrl(item)];
    if ('producedAt' in item) return [item.sha256, 'OCSP', () => this.store.putOcsp(item)];
    if ('holder' in item) return [item.id, item.holder, () => this.store.putSeen(item)];
    return [item.sha256, item.id ?? item.sha256.slice(0, 16).toUpperCase(), () => this.store.putKey(item)];
  }

  async #undoable(done: string, name: string, back: () => Promise<void>): Promise<void> {
    await loadPart('certificates').catch(() => undefined);
    this.imported = undefined;
    this.undo = {
      text: t(done, { name: visible(name) }),
      run: async () => {
        await back();
        this.undo = undefined;
        await this.#recheck();
        this.changed();
      },
    };
    this.announcement = this.undo.text;
    await this.#recheck();
    this.changed();
  }

  // ── What the host gives ──────────────────────────────────────────────────────────────────────────────────────────

  async switchBundle(bundle: Bundle, on: boolean): Promise<void> {
    bundle.on = on;
    keepOff(this.bundles);
    this.changed();
    await this.#recheck();
  }

  /** Reads the host's certificates, to list them. */
  async readBundles(): Promise<void> {
    await this.#bundled;
    for (const { sha256, certificates } of this.bundles) {
      if (this.hostItems.has(sha256)) continue;
      const items: CertificateItem[] = [];
      for (const der of certificates) items.push(...((await engine.inspect(der).catch(() => undefined))?.items ?? []));
      this.hostItems.set(sha256, items);
    }
    if (this.bundles.length > 0) this.changed();
  }

  // ── What was seen before ─────────────────────────────────────────────────────────────────────────────────────────

  /** Counts a slip with the certificate that vouched for it, or with the key that the user knows. Samples do not count. */
  async #remember(results: Result[]): Promise<void> {
    if (this.sample !== undefined) return;
    for (const { report } of results) {
      const slip = report.signature?.digest?.slice(0, 16);
      if (slip === undefined) continue;
      if (report.verdict === 'verified' && report.certificate) {
        for (const item of this.store.certificates()) {
          if (!report.certificate.path.includes(item.subject) || (!item.isCa && item.sha256 !== report.certificate.sha256)) continue;
          const slips = withSlip(item.slips, slip);
          await this.store.putCertificate({ ...item, slips, used: new Date().toISOString() });
        }
      }
      const seen = seenIn(report);
      const known = seen && this.store.seenKey(seen.id);
      if (known) await this.store.putSeen({ ...known, slips: withSlip(known.slips, slip) });
    }
  }

  /** The user has compared: this key signs for this till or merchant. A weaker trust than a certificate's, and named so. */
  async knowKey(report: Report): Promise<void> {
    const seen = seenIn(report);
    const slip = report.signature?.digest?.slice(0, 16);
    if (!seen || slip === undefined) return;
    await this.store.putSeen({ ...seen, slips: [slip] });
    await this.#undoable('seen-done', seen.holder, () => this.store.remove(seen.id));
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

/** What the user calls a certificate, else its common name. */
export function called(certificate: StoredCertificate): string {
  return certificate.name ?? commonName(certificate.subject);
}

/** The key and its till or merchant, where the report tells of one. */
function seenIn(report: Report): StoredSeen | undefined {
  const note = report.notes.find(({ id }) => id === 'key-seen' || id === 'key-first-seen' || id === 'key-changed');
  const holder = note?.['holder'];
  const key = note?.['key'];
  if (typeof holder !== 'string' || typeof key !== 'string') return undefined;
  return { id: `${report.format} ${holder} ${key}`, format: report.format, holder, key, since: new Date().toISOString().slice(0, 10), slips: [] };
}

/** The common name of a distinguished name (RFC 4514), else the whole. */
export function commonName(name: string): string {
  const found = /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(name);
  const value = found?.[1]?.replace(/\\([0-9a-f]{2})/gi, '\\$1').replace(/\\(.)/g, '$1').trim();
  return value === undefined || value === '' ? name : value;
}

/** What the core is asked. */
function given({ text, picture }: Piece, printed: string): { text?: string; picture?: Picture; printed?: string } {
  return { ...(text !== undefined ? { text } : picture ? { picture } : { text: '' }), ...(printed.trim() === '' ? {} : { printed }) };
}

/** Whether a report says something for which the first texts have no words. */
function needsTerms(report: Report): boolean {
  return report.format !== 'signed-slip' || report.notes.some(({ id }) => !has(`note-${id}`)) || report.checks.some(({ evidence }) => evidence?.['findings'] !== undefined);
}

function mostUrgent(results: Result[]): number {
  const urgency = (result: Result): number => URGENCY.indexOf(result.report.verdict);
  return results.reduce((best, result, index) => (urgency(result) < urgency(results[best] as Result) ? index : best), 0);
}

function release(pieces: Piece[]): void {
  for (const piece of pieces) if (piece.shown) URL.revokeObjectURL(piece.shown.url);
}

function isThrown(error: unknown): error is Thrown {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && typeof (error as Thrown).code === 'string';
}

/** PEM, and nothing that could be a slip's own code. */
function isPem(text: string): boolean {
  return /^\s*(?:Bag Attributes[\s\S]{0,2000}?)?-----BEGIN [A-Z0-9 ]{1,40}-----/.test(text);
}

function isCertificateFile(name: string, bytes: Uint8Array): boolean {
  if (/\.(?:cer|crt|der|crl|p7b|p7c|pem)$/i.test(name)) return true;
  if (bytes[0] === 0x30 && (bytes[1] === 0x82 || bytes[1] === 0x83)) return true;
  return isPem(new TextDecoder().decode(bytes.subarray(0, 4096)));
}

/** A ZIP whose first entries name OFD. */
function isOfd(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && new TextDecoder('latin1').decode(bytes.subarray(0, 65_536)).includes('OFD.xml');
}

/** Text, as far as its first bytes tell: no NUL unless it is UTF-16 with a mark. */
function isText(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  return !bytes.subarray(0, 8192).includes(0);
}

/** Text in the encodings that slips come in: UTF-8, UTF-16 with its mark, else GB 18030 (older tills in China). */
function decodeText(bytes: Uint8Array): string {
  const named = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (named) return new TextDecoder(named).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
