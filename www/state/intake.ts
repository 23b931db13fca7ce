/** Intake: what a person types, pastes, drops, chooses or opens becomes pieces to judge. Certificates among them are kept, and trusted by nobody. */

import * as engine from '../engine/client.ts';
import { head, objection, sniff, type PictureProblem } from '../engine/picture.ts';
import { Fault, type Thrown } from '../engine/supervised.ts';
import { t } from '../locales/text.ts';
import type { StoredSlip } from '../storage/slips.ts';
import type { Certificates } from './certificates.ts';
import {
  codeOfAddress,
  decodeText,
  isArchive,
  isCertificateFile,
  isOfd,
  isText,
  MAX_CERTIFICATE_FILE,
  MAX_DOCUMENT,
  MAX_FILES,
  MAX_TEXT,
  withoutPem,
} from './input.ts';
import type { Judging } from './judging.ts';
import type { Reading, Screen } from './page.ts';
import { release, type Piece } from './piece.ts';
import { isPicture, loadSample, type Sample } from './samples.ts';

/** A file, read. */
interface Content {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export class Intake {
  readonly #screen: Screen;
  readonly #certificates: Certificates;
  readonly #judging: Judging;

  constructor(screen: Screen, certificates: Certificates, judging: Judging) {
    this.#screen = screen;
    this.#certificates = certificates;
    this.#judging = judging;
  }

  // ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The text has changed; the check itself follows after a pause. */
  textChanged(text: string): void {
    const screen = this.#screen;
    screen.text = text;
    this.#certificates.imported = undefined;
    this.#judging.stop();
    if (text.trim() === '') this.#judging.clear();
    else screen.busy = true;
    screen.changed();
  }

  /** Judges the text as it stands. `asked`: the reader waits for the result, rather than going on typing. */
  async checkText(asked: boolean): Promise<void> {
    const { text } = this.#screen;
    if (text.trim() === '') return;
    if (text.length > MAX_TEXT) {
      this.#judging.refuse({ id: 'text-too-large' });
      return;
    }
    const { rest, pem } = withoutPem(text);
    if (!pem) {
      await this.#judging.judge([{ text }], asked);
      return;
    }
    // A certificate beside the slip, or in its place: path material, and said so. Nothing that comes this way is trusted.
    const { run } = this.#judging;
    await this.#certificates.importBytes([{ name: 'PEM', bytes: new TextEncoder().encode(text) }], true);
    if (run !== this.#judging.run) return;
    if (rest.trim() === '') await this.#judging.asBefore();
    else {
      this.#screen.text = rest;
      await this.#judging.judge([{ text: rest, beside: true }], asked);
    }
  }

  /** What stands behind `#slip=` in the page's own address: a code, and nothing else. It has been taken out of the address before. */
  async checkCode(fragment: string): Promise<void> {
    const code = codeOfAddress(fragment);
    this.#judging.stop();
    this.#screen.text = '';
    this.#screen.sample = undefined;
    this.#certificates.imported = undefined;
    if (code === undefined) this.#judging.refuse({ id: 'address' });
    else await this.#judging.judge([{ code }], true);
  }

  /** Pasted or dropped text that did not go through the field. */
  async give(text: string): Promise<void> {
    this.#screen.sample = undefined;
    this.textChanged(text);
    await this.checkText(true);
  }

  /** The printed text has changed; the check follows after a pause. */
  printedChanged(text: string): void {
    this.#screen.printed = text;
    this.#judging.stop();
    this.#screen.busy = true;
    this.#screen.changed();
  }

  /** Judges the code on the screen together with what is printed beside it. */
  async checkPrinted(): Promise<void> {
    await this.#judging.judge(this.#judging.pieces, false);
  }

  // ── What the page has ────────────────────────────────────────────────────────────────────────────────────────────

  async openSample(sample: Sample): Promise<void> {
    const screen = this.#screen;
    this.#judging.stop();
    this.#certificates.imported = undefined;
    const { run } = this.#judging;
    try {
      const [file] = await Promise.all([loadSample(sample), this.#certificates.loadDemo()]);
      if (run !== this.#judging.run) return;
      if (isPicture(sample)) {
        await this.checkFiles([file], sample.id);
        return;
      }
      screen.text = await file.text();
      screen.sample = sample.id;
      this.#judging.sampled = undefined;
    } catch {
      if (run === this.#judging.run) this.#judging.refuse({ id: 'unavailable' });
      return;
    }
    await this.#judging.judge([{ text: screen.text }], true);
  }

  /** Checks a kept slip anew. */
  async reopen({ id, given: { text, picture, file, printed = '' }, index, sample }: StoredSlip): Promise<void> {
    const screen = this.#screen;
    this.#judging.stop();
    if (sample !== undefined) await this.#certificates.loadDemo().catch(() => undefined);
    this.#judging.clear();
    screen.undo = undefined;
    screen.go('check');
    screen.sample = sample;
    this.#judging.sampled = undefined;
    screen.text = text ?? '';
    screen.printed = printed;
    // As if it stood on the screen already: what is printed beside it belongs to it.
    const piece: Piece = {
      records: [id],
      ...(text === undefined ? {} : { text }),
      ...(picture === undefined ? {} : { picture }),
      ...(file === undefined ? {} : { document: file }),
    };
    this.#judging.pieces = [piece];
    const { run } = this.#judging;
    if (file && sniff(file).kind === 'pdf') {
      screen.busy = true;
      await this.#readPages(piece, { stage: 'open', number: 1, count: 1, name: '' }, this.#judging.reading()).catch(() => undefined);
      if (run !== this.#judging.run) return;
    }
    await this.#judging.judge(this.#judging.pieces, true, run);
    if (index < screen.results.length) screen.selected = index;
    screen.changed();
  }

  // ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Pictures, text files and certificates, as they were chosen, dropped or pasted. */
  async checkFiles(files: File[], sample?: string): Promise<void> {
    if (files.length === 0) return;
    const screen = this.#screen;
    this.#judging.stop();
    const { run } = this.#judging;
    const signal = this.#judging.reading();
    screen.text = '';
    this.#certificates.imported = undefined;
    screen.sample = sample;
    this.#judging.sampled = undefined;
    screen.problem = files.length > MAX_FILES ? { id: 'too-many', count: MAX_FILES } : undefined;
    screen.busy = true;
    const pieces: Piece[] = [];
    const certificates: Content[] = [];
    const chosen = files.slice(0, MAX_FILES);
    screen.announcement = t('status-checking');
    for (const [index, file] of chosen.entries()) {
      const piece: Piece = chosen.length > 1 ? { name: file.name } : {};
      try {
        await this.#sort(file, piece, { stage: 'open', number: index + 1, count: chosen.length, name: file.name }, pieces, certificates, signal);
      } catch (error) {
        if (run !== this.#judging.run) return;
        if (error instanceof Fault) {
          this.#judging.refuse({ id: error.id });
          return;
        }
        // The file vanished between choosing and reading it.
        pieces.push({ ...piece, problem: 'damaged' });
      }
      if (run !== this.#judging.run) {
        release(pieces);
        return;
      }
    }
    if (certificates.length > 0) {
      await this.#certificates.importBytes(certificates, true);
      if (run !== this.#judging.run) return;
      if (pieces.length === 0) {
        await this.#judging.asBefore();
        return;
      }
    }
    await this.#judging.judge(pieces, true, run);
  }

  /** Adds what a file is to the pieces, to the certificates, or to both. Throws `Fault`, and what reading the file throws. */
  async #sort(file: File, piece: Piece, reading: Reading, pieces: Piece[], certificates: Content[], signal: AbortSignal): Promise<void> {
    const { name, size } = file;
    const content = async (): Promise<Content> => ({ name, bytes: new Uint8Array(await file.arrayBuffer()) });
    // A text that holds certificates beside what may be a slip: neither is lost.
    const takeText = (text: string): boolean => {
      const { rest, pem } = withoutPem(text);
      if (pem && rest.trim() !== '') pieces.push({ ...piece, text: rest, beside: true });
      return pem;
    };
    const bytes = await head(file);
    const header = sniff(bytes);
    if (header.kind !== 'unknown' && header.kind !== 'pdf') {
      await this.#readPicture(file, piece, reading, signal);
      if (header.animated && !piece.problem) piece.problem = 'animated';
      pieces.push(piece);
    } else if (size > 0 && size <= MAX_CERTIFICATE_FILE && isCertificateFile(name, bytes)) {
      const whole = await content();
      certificates.push(whole);
      if (size <= MAX_TEXT && isText(bytes)) takeText(decodeText(whole.bytes));
    } else if (header.kind === 'pdf' || (await isOfd(file, bytes))) {
      if (size > MAX_DOCUMENT) pieces.push({ ...piece, problem: 'file-too-large' });
      else {
        piece.document = (await content()).bytes;
        if (header.kind === 'pdf') await this.#readPages(piece, reading, signal);
        pieces.push(piece);
      }
    } else if (isArchive(bytes) && (await this.#certificates.holds(file))) {
      certificates.push(await content());
    } else if (header.kind === 'unknown' && size > 0 && isText(bytes)) {
      if (size > MAX_TEXT) pieces.push({ ...piece, problem: 'text-too-large' });
      else {
        const whole = await content();
        const text = decodeText(whole.bytes);
        if (takeText(text)) certificates.push(whole);
        else pieces.push({ ...piece, text });
      }
    } else {
      pieces.push({ ...piece, problem: objection(size, header) ?? 'type' });
    }
  }

  /** Looks for codes on a document's pages. What does that comes with the first one; where it can't, the core says that nobody looked. */
  async #readPages(piece: Piece, reading: Reading, signal: AbortSignal): Promise<void> {
    const progress = (shown: Partial<Reading>): void => {
      this.#screen.reading = { ...reading, ...shown };
      this.#screen.changed();
    };
    await import('./pages.ts').then(
      ({ readPages }) => readPages(piece, progress, signal),
      () => undefined,
    );
  }

  async #readPicture(file: File, piece: Piece, reading: Reading, signal: AbortSignal): Promise<void> {
    const screen = this.#screen;
    const url = URL.createObjectURL(file);
    piece.shown = { url };
    piece.file = file;
    screen.reading = { ...reading, url };
    screen.changed();
    try {
      screen.reading = { ...reading, url, stage: 'code' };
      screen.changed();
      const scanning = engine.scan(file, signal);
      const only = reading.count === 1;
      void screen.expectPrint(only ? file : 'given');
      const picture = await scanning;
      if (only) void screen.expectPrint(file);
      piece.picture = picture;
      piece.shown = { url, picture };
      if (picture.finding !== 'codes' && picture.codes.length === 0) piece.problem = picture.finding;
    } catch (error) {
      if (!isThrown(error)) throw error;
      // A picture that can't be opened can't be shown either.
      URL.revokeObjectURL(url);
      delete piece.shown;
      delete piece.file;
      piece.problem = error.code as PictureProblem;
    }
  }
}

function isThrown(error: unknown): error is Thrown {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && typeof (error as Thrown).code === 'string';
}
