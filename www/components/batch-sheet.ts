/** A batch as a workbook: summary, slips, findings of audits. */

import * as engine from '../engine/batch.ts';
import { BUCKETS, SUMS, type BatchSummary } from '../engine/batch-rows.ts';
import { plain } from '../locales/text.ts';
import type { Batches } from '../state/batch.ts';
import { bucketId } from './batch-words.ts';
import { saveSheet, type SheetCell } from './sheet.ts';

/** Most rows that are asked for at once. */
const PIECE = 5_000;

const COLUMNS = [
  'key',
  'source',
  'line',
  'verdict',
  'format',
  'causes',
  'amount',
  'currency',
  'time',
  'merchant',
  'terminal',
  'number',
  'signer',
  'certificate',
  'checks',
  'duplicateOf',
  'kind',
  'result',
  'headline',
  'outcome',
  'sum',
  'sumAmount',
] as const;

/** Writes and saves it, piece by piece. `told`: its sums, where they are known. */
export async function saveBatch(name: string, batch: Batches, told: BatchSummary | undefined): Promise<void> {
  const rows: SheetCell[][] = [];
  const findings: SheetCell[][] = [];
  for (let from = 0; from < batch.rows; from += PIECE) {
    const piece = await engine.rows({ search: '', worst: false, by: 'none' }, from, PIECE);
    for (const row of piece.rows) {
      rows.push(
        COLUMNS.map((column) => {
          const value = row[column];
          if (column === 'causes') return (row.causes ?? []).join(' ');
          if ((column === 'amount' || column === 'sumAmount') && typeof value === 'string' && /^-?\d{1,13}(?:\.\d{1,4})?$/.test(value)) return Number(value);
          return value === undefined || value === null ? null : typeof value === 'number' ? value : String(value);
        }),
      );
      for (const [id, count] of Object.entries(row.findings ?? {})) findings.push([row.key ?? '', id, count]);
    }
  }
  const { buckets, unread } = batch;
  const summary: SheetCell[][] = [
    ...BUCKETS.filter((bucket) => (buckets[bucket] ?? 0) > 0).map((bucket): SheetCell[] => [plain(bucketId(bucket)), buckets[bucket] ?? 0]),
    ...SUMS.flatMap((kind) =>
      Object.entries(told?.sums[kind] ?? {}).map(([currency, sum]): SheetCell[] => [`${plain(`batch-sum-${kind}`)} ${currency}`, Number(sum)]),
    ),
    ...unread.map(({ source, why }): SheetCell[] => [source, plain(`batch-why-${why}`)]),
    [plain('batch-not-paid'), null],
  ];
  await saveSheet(name, [
    { name: plain('batch-sheet-summary'), head: [plain('batch-sheet-summary'), plain('batch-sheet-count')], rows: summary, widths: [48, 16] },
    {
      name: plain('batch-sheet-slips'),
      head: [...COLUMNS],
      rows,
      widths: COLUMNS.map((column) => (column === 'key' || column === 'source' || column === 'causes' || column === 'signer' ? 32 : 16)),
    },
    { name: plain('batch-sheet-findings'), head: ['key', 'finding', 'count'], rows: findings, widths: [32, 32, 10] },
  ]);
}
