/** Intake: what a person types, pastes, drops, chooses or opens becomes pieces to judge. Certificates among them are kept, and trusted by nobody. */

import { Fault } from '../engine/supervised.ts';
import { t } from '../locales/text.ts';
import type { StoredSlip } from '../storage/slips.ts';
import type { Certificates } from './certificates.ts';
import type { Found } from './files.ts';
import { codeOfAddress, MAX_FILES, MAX_TEXT, withoutPem } from './input.ts';
import type { Judging } from './judging.ts';
import type { Screen } from './page.ts';
import { release, type Piece } from './piece.ts';
import { isFile, loadSample, type Sample } from './samples.ts';

/** What reads files, loaded with the first one. Throws a `Fault` when it can't be. */
const filing = (): Promise<typeof import('./files.ts')> =>
  import('./files.ts').catch((error: unknown) => {
    throw new Fault('unavailable', String(error));
  });

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
    await this.#certificates.importBytes([{ name: 'PEM', bytes: new TextEncoder().encode(text) }], rest.trim() === '' ? 'instead' : 'beside');
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
      if (isFile(sample)) {
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
    if (file) {
      screen.busy = true;
      const signal = this.#judging.reading();
      await filing()
        .then(({ readPages }) => readPages(piece, { stage: 'open', number: 1, count: 1, name: '' }, screen, signal))
        .catch(() => undefined);
      if (run !== this.#judging.run) return;
    }
    await this.#judging.judge(this.#judging.pieces, true, run);
    if (index < screen.results.length) screen.selected = index;
    screen.changed();
  }

  /** A file is being chosen: what reads it gets ready. What goes wrong shows with the file. */
  expectFiles(): void {
    void filing().catch(() => undefined);
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
    const found: Found = { pieces: [], certificates: [] };
    const { pieces, certificates } = found;
    const chosen = files.slice(0, MAX_FILES);
    screen.announcement = t('status-checking');
    for (const [index, file] of chosen.entries()) {
      const piece: Piece = chosen.length > 1 ? { name: file.name } : {};
      try {
        const { sort } = await filing();
        await sort(file, piece, { stage: 'open', number: index + 1, count: chosen.length, name: file.name }, found, this.#screen, this.#certificates, signal);
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
      await this.#certificates.importBytes(certificates, pieces.length === 0 ? 'instead' : 'beside');
      if (run !== this.#judging.run) return;
      if (pieces.length === 0) {
        await this.#judging.asBefore();
        return;
      }
    }
    await this.#judging.judge(pieces, true, run);
  }
}
