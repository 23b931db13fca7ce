/** Files on their way to be judged: what each one is, its codes, the pages of a document. Comes with the first file. */

import * as engine from '../engine/client.ts';
import { head, objection, sniff, type PictureProblem } from '../engine/picture.ts';
import type { Thrown } from '../engine/supervised.ts';
import { decodeText, isArchive, isCertificateFile, isOfd, isText, MAX_DOCUMENT } from './bytes.ts';
import type { Certificates } from './certificates.ts';
import { MAX_CERTIFICATE_FILE, MAX_TEXT, withoutPem } from './input.ts';
import type { Reading, Screen } from './page.ts';
import type { Piece } from './piece.ts';

/** A file, read. */
interface Content {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What files turned out to be. */
export interface Found {
  pieces: Piece[];
  certificates: Content[];
}

/** Adds what a file is to the pieces, to the certificates, or to both. Throws `Fault`, and what reading the file throws. */
export async function sort(
  file: File,
  piece: Piece,
  reading: Reading,
  { pieces, certificates }: Found,
  screen: Screen,
  known: Certificates,
  signal: AbortSignal,
): Promise<void> {
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
    await readPicture(file, piece, reading, screen, signal);
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
      await readPages(piece, reading, screen, signal);
      pieces.push(piece);
    }
  } else if (isArchive(bytes) && (await known.holds(file))) {
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

/**
 * Looks for codes on the pages of a PDF; another document is left alone. What looks comes with the first one; where it can't, the core
 * says that nobody looked. Throws the signal's reason.
 */
export async function readPages(piece: Piece, reading: Reading, screen: Screen, signal: AbortSignal): Promise<void> {
  if (!piece.document || sniff(piece.document).kind !== 'pdf') return;
  const pages = await import('./pages.ts').catch(() => undefined);
  await pages?.look(
    piece,
    piece.document,
    (shown) => {
      screen.reading = { ...reading, ...shown };
      screen.changed();
    },
    signal,
  );
}

async function readPicture(file: File, piece: Piece, reading: Reading, screen: Screen, signal: AbortSignal): Promise<void> {
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

function isThrown(error: unknown): error is Thrown {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && typeof (error as Thrown).code === 'string';
}
