/** Pages of a PDF file on their way to their codes. Comes with the first such file. */

import { warmWhole } from '../engine/client.ts';
import * as engine from '../engine/pages.ts';
import { loadPart } from '../locales/text.ts';
import type { Reading } from './page.ts';
import type { Piece, Shown } from './piece.ts';

function shown({ page, scale, left, top, picture, image }: engine.Sheet): Shown {
  return { url: URL.createObjectURL(image), picture, page: { number: page, scale, left, top } };
}

/** Looks at the pages of a piece's document, and adds what was seen on them; nothing where that can't be done. Throws the signal's reason. */
export async function look(piece: Piece, file: Uint8Array, progress: (reading: Partial<Reading>) => void, signal: AbortSignal): Promise<void> {
  // What judges documents is needed next.
  void warmWhole().catch(() => undefined);
  // Without its words the progress has none, and goes on.
  await loadPart('terms').catch(() => undefined);
  signal.throwIfAborted();
  progress({ pages: { at: 0, count: 0 } });
  const sheets: Shown[] = [];
  const add = (sheet: engine.Sheet): Shown => {
    const known = sheets.find(({ page }) => page?.number === sheet.page);
    if (known) return known;
    const fresh = shown(sheet);
    sheets.push(fresh);
    return fresh;
  };
  try {
    const looked = await engine.look(
      file,
      (at, count, first) => progress({ stage: 'code', pages: { at, count }, ...(first ? { url: add(first).url } : {}) }),
      signal,
    );
    if (!looked) return;
    piece.pages = looked.pages;
    looked.sheets.forEach(add);
    const [first] = sheets;
    if (first) Object.assign(piece, { sheets, shown: first });
  } finally {
    if (!piece.sheets) for (const { url } of sheets) URL.revokeObjectURL(url);
  }
}
