/** The worker that writes tables as XLSX: loaded when one is asked for. */

import { expose } from 'comlink';
import writeXlsxFile, { type SheetData } from 'write-excel-file/universal';

/** A cell: a text, a number, a moment, or nothing. A text is never a formula. */
export type SheetCell = string | number | Date | null;

export interface SheetTable {
  /** At most 31 characters, none of `\ / * ? : [ ]`. */
  name: string;
  /** Headings. */
  head: string[];
  rows: SheetCell[][];
  /** Width of each column, in characters. */
  widths?: number[];
}

/** Longest text of a cell. */
const LONGEST = 32_767;
/** Most rows of a sheet below its heading. */
const MOST = 1_048_575;

function cell(value: SheetCell): SheetData[number][number] {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number } : null;
  if (value instanceof Date) return { value, type: Date, format: 'yyyy-mm-dd hh:mm:ss' };
  // Characters that XML has not; and no more than a cell holds.
  // eslint-disable-next-line no-control-regex
  return {
    value: value
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .slice(0, LONGEST),
    type: String,
  };
}

const api = {
  alive: (): boolean => true,
  warm: (): Promise<void> => Promise.resolve(),
  async write(tables: SheetTable[]): Promise<Blob> {
    const sheets = tables.flatMap(({ name, head, rows, widths = [] }) =>
      Array.from({ length: Math.max(1, Math.ceil(rows.length / MOST)) }, (_, part) => ({
        sheet: part === 0 ? name : `${name.slice(0, 28)} ${part + 1}`,
        data: [
          head.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
          ...rows.slice(part * MOST, (part + 1) * MOST).map((row) => row.map(cell)),
        ],
        columns: head.map((_, column) => ({ width: widths[column] ?? 16 })),
        stickyRowsCount: 1,
      })),
    );
    return writeXlsxFile(sheets).toBlob();
  },
};

export type SheetApi = typeof api;
expose(api);
