/** Pages of a PDF file on their way to their codes. Comes with the first such file. */

import { look, type Sheet } from '../engine/pages.ts';
import { loadPart } from '../locales/text.ts';
import type { Reading } from './page.ts';
import type { Piece, Shown } from './piece.ts';

function shown({ page, scale, picture, image }: Sheet): Shown {
  return { url: URL.createObjectURL(image), picture, page: { number: page, scale } };
}

/** Looks at the pages of a piece's document, and adds what was seen on them; nothing where that can't be done. Throws the signal's reason. */
export async function readPages(piece: Piece, progress: (reading: Partial<Reading>) => void, signal: AbortSignal): Promise<void> {
  if (!piece.document) return;
  // Without its words the progress has none, and goes on.
  await loadPart('terms').catch(() => undefined);
  signal.throwIfAborted();
  progress({ pages: { at: 0, count: 0 } });
  const sheets: Shown[] = [];
  const add = (sheet: Sheet): Shown => {
    const known = sheets.find(({ page }) => page?.number === sheet.page);
    if (known) return known;
    const fresh = shown(sheet);
    sheets.push(fresh);
    return fresh;
  };
  try {
    const looked = await look(
      piece.document,
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
