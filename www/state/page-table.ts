/** The lines of a document's pages as a table, where its columns can be told apart. */

/** Columns on a page stand apart by three blanks: so the core writes its lines. */
const APART = /\s{3,}/;
const DATE = /\b\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b|\b20\d{6}\b/;
const MONEY = /\d[.,]\d\d(?!\d)/;

/**
 * The table of a document's lines, its columns divided by TAB; nothing where they can't be told apart safely: a cell that is empty leaves no trace
 * on paper, so each line with a day and an amount has to have as many columns as the others, and as a line above them all that has neither.
 */
export function tableOf(lines: readonly string[]): string | undefined {
  const rows = lines.map((line) => line.trim().split(APART));
  const isData = (cells: readonly string[]): boolean =>
    cells.length > 1 && DATE.test(cells.join(' ')) && cells.some((cell) => MONEY.test(cell) && !DATE.test(cell));
  const first = rows.findIndex((cells) => cells.length > 2 && isData(cells));
  const width = rows[first]?.length ?? 0;
  const header = rows.slice(0, Math.max(first, 0)).findLastIndex((cells) => cells.length === width && !cells.some((cell) => MONEY.test(cell)));
  if (first < 1 || header < 0) return undefined;
  // Above the header may stand a period with an opening balance: no row.
  if (rows.slice(header + 1).some((cells) => isData(cells) && cells.length !== width)) return undefined;
  return rows.map((cells) => cells.map((cell) => cell.replace(/\t/g, ' ')).join('\t')).join('\n');
}
