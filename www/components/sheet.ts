/** Saves tables as XLSX, for spreadsheets: written in a worker that comes with the first one. */

import sheetUrl from '../engine/sheet.worker.ts?worker&url';
import type { SheetApi, SheetTable } from '../engine/sheet.worker.ts';
import { Supervised } from '../engine/supervised.ts';
import { saveBlob } from './save.ts';

export type { SheetCell, SheetTable } from '../engine/sheet.worker.ts';

/** Longest that writing a large table takes, in milliseconds. */
const LIMIT = 120_000;

/** Saves tables as one file, each as a sheet. Throws `Fault` where its part of the page cannot be loaded. */
export async function saveSheet(name: string, tables: SheetTable[]): Promise<void> {
  const writer = new Supervised<SheetApi>(sheetUrl, 'sheet');
  try {
    saveBlob(name, await writer.call((api) => api.write(tables) as Promise<Blob>, LIMIT));
  } finally {
    writer.stop();
  }
}
