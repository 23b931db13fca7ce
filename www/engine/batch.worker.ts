/**
 * The worker of a batch: files become items, items become rows, and rows are filtered and grouped here. The core decides what an item is
 * and what a row says; what it lost when it was ended is made again from the inputs and from the rows that were handed out.
 */

import { expose } from 'comlink';
import allUrl from '@all-module?url';
import type * as core from '@all';
import allDigest from 'virtual:digest/all';
import { guarded, once } from './boundary.ts';
import {
  BUCKETS,
  type BatchItem,
  type BatchRequest,
  type BatchRow,
  type BatchSummary,
  type Bucket,
  type Filter,
  type Given,
  type Group,
  type Grouping,
  type Looked,
  type Origin,
  type Step,
  type Unread,
} from './batch-rows.ts';
import { contradiction, halfTick, toldBy } from './headline.ts';
import { published } from './published.ts';
import type { Report } from './report.ts';

/** Most items of a batch: what is more is for the command line. */
const MOST = 200_000;
/** So many pictures and documents are named before it is their turn. */
const AHEAD = 2;
/** Rows of CSV that are made at once. */
const PIECE = 2_000;
const RANK = new Map<string, number>(BUCKETS.map((bucket, at) => [bucket, at]));

const load = once(async () => {
  const all = await import('@all');
  await all.default({ module_or_path: published(allUrl, allDigest) });
  return all;
});

interface Row extends BatchRow {
  item: number;
  /** Which of the item's. */
  of: number;
  bucket: Bucket;
  search: string;
}

let module: typeof core | undefined;
let batch: core.Batch | undefined;
let items: BatchItem[] = [];
let done = 0;
let rows: Row[] = [];
let buckets: Partial<Record<Bucket, number>> = {};
/** Codes that were scanned, and the source that they have in common. */
let codes = 0;
let scanner: string | undefined;
/** The rows of the last filter, kept up to date while rows come. */
let shown: { key: string; ranks: number[][]; upTo: number } | undefined;

function bucketOf({ verdict, result, half, told }: BatchRow): Bucket {
  if (result !== undefined) return result as Bucket;
  if (told && contradiction(told) !== undefined) return 'contradicted';
  return half ? 'half' : (verdict as Bucket);
}

/** A row as it is held: of its report only what the headline needs. */
function take(json: string, item: number, of: number): Row {
  const { report, ...row } = JSON.parse(json) as Omit<BatchRow, 'index'> & { report?: Report };
  const told = report && {
    verdict: report.verdict,
    format: report.format,
    checks: report.checks.map(({ id, status }) => ({ id, status })),
    causes: report.causes.map(({ id, confidence }) => ({ id, confidence })),
    fields: report.fields.filter(({ match }) => match === false).map(({ name }) => ({ name, match: false })),
    notes: report.notes.map(({ id }) => ({ id })),
    ...(report.outcome
      ? {
          outcome: {
            status: report.outcome.status,
            ...(report.outcome.environment ? { environment: report.outcome.environment } : {}),
            ...(report.outcome.merchant ? { merchant: report.outcome.merchant } : {}),
          },
        }
      : {}),
    ...(report.environment ? { environment: report.environment } : {}),
  };
  const main = told ? toldBy(told) : row.causes?.[0];
  const known: BatchRow = { ...row, index: rows.length, ...(main === undefined ? {} : { main }), ...(told ? { told, half: halfTick(told) } : {}) };
  const search = [known.key, known.source, known.amount, known.merchant, known.terminal, known.number, known.signer, known.time]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
  const whole: Row = { ...known, item, of, bucket: bucketOf(known), search };
  rows.push(whole);
  buckets[whole.bucket] = (buckets[whole.bucket] ?? 0) + 1;
  return whole;
}

function plain({ item: _item, of: _of, search: _search, bucket: _bucket, ...row }: Row): BatchRow {
  return row;
}

function groupOf(row: Row, by: Grouping): string {
  if (by === 'cause') return row.main ?? (row.result === undefined || row.result === 'passed' ? '' : `audit-${row.result}`);
  if (by === 'terminal') return row.terminal ?? '';
  return /^\d{4}-\d\d-\d\d/.exec(row.time ?? '')?.[0] ?? '';
}

function fits(row: Row, { bucket, search, by, group }: Filter, wanted: string): boolean {
  if (bucket !== undefined && row.bucket !== bucket) return false;
  if (search !== '' && !row.search.includes(wanted)) return false;
  return group === undefined || by === 'none' || groupOf(row, by) === group;
}

/** Whether somebody has to look at an item first. */
function look({ kind, blob }: BatchItem): 'picture' | 'document' | 'export' | undefined {
  return blob && (kind === 'picture' || kind === 'document' || kind === 'export') ? kind : undefined;
}

async function filled(item: BatchItem, looked?: Looked): Promise<BatchItem> {
  if (looked?.ended !== undefined) return { ...item, kind: 'ended', reason: looked.ended };
  if (looked?.nothing) return { ...item, kind: 'nothing' };
  if (item.kind === 'text' && item.blob) {
    try {
      return { ...item, bytes: new Uint8Array(await item.blob.arrayBuffer()) };
    } catch {
      // It vanished between choosing and reading it.
      return { ...item, kind: 'unread', why: 'damaged' };
    }
  }
  return { ...item, ...looked };
}

const api = {
  alive: (): boolean => true,
  async warm(): Promise<void> {
    module = await load();
  },
  open(request: BatchRequest): void {
    batch = guarded(() => module && new module.Batch(request));
    [items, done, rows, buckets, codes, scanner, shown] = [[], 0, [], {}, 0, undefined, undefined];
  },
  give(given: Given, progress: (total: number) => void): { total: number; full: boolean } {
    let full = items.length >= MOST;
    const core = batch;
    if (!core || full) return { total: items.length, full };
    if ('code' in given) {
      scanner ??= core.name('-');
      items.push({ source: scanner, first: codes, line: codes + 1, kind: 'record', text: given.code });
      codes += 1;
      return { total: items.length, full };
    }
    let told = performance.now();
    let source = '';
    const begin = items.length;
    guarded(() => {
      source = core.unpack(given.name, given.file, (item) => {
        const { bytes, ...rest } = item;
        // Out of the worker's memory: the browser holds it, and may put it elsewhere.
        items.push(bytes ? { ...rest, blob: new Blob([bytes]) } : rest);
        if (performance.now() - told > 100) {
          told = performance.now();
          progress(items.length);
        }
        full = items.length >= MOST;
        return !full;
      });
    });
    for (let at = begin; at < items.length; at += 1) {
      const item = items[at] as BatchItem;
      if (!item.blob && item.text === undefined && item.source === source) item.blob = given.file;
    }
    return { total: items.length, full };
  },
  /** Chunks come from the rows that `step` handed out. */
  async restore(chunks: Blob[], unread: { source: string; why: string }[], upTo: number): Promise<void> {
    const core = batch;
    if (!core) return;
    for (const { source, why } of unread) core.judge({ source, first: 0, kind: 'unread', why });
    for (const chunk of chunks) {
      for (const line of (await chunk.text()).split('\n')) {
        if (line === '') continue;
        guarded(() => core.takeUp(line));
        take(line, -1, 0);
      }
    }
    done = Math.min(upTo, items.length);
    // Which row came of which item is found by where it stood.
    const places = new Map<string, number>();
    for (const [at, { source, first, line }] of items.slice(0, done).entries()) places.set(line === undefined ? source : `${source}#${first}`, at);
    for (const row of rows) {
      const number = Number(/#(\d+)$/.exec(row.key ?? '')?.[1] ?? 0);
      const at = places.get(row.line === undefined ? row.source : `${row.source}#${row.key === null ? row.line - 1 : number}`);
      [row.item, row.of] = [at ?? -1, row.line === undefined ? number : 0];
    }
  },
  async step(budget: number, looked?: Looked): Promise<Step> {
    const core = batch;
    const until = performance.now() + budget;
    const lines: string[] = [];
    const unread: { source: string; why: Unread }[] = [];
    const before = rows.length;
    let given = looked;
    while (core && done < items.length) {
      const item = items[done] as BatchItem;
      if (look(item) && !given) break;
      const whole = await filled(item, given);
      given = undefined;
      const made = guarded(() => core.judge(whole));
      for (const [of, line] of made.entries()) take(line, done, of);
      lines.push(...made);
      if (made.length === 0)
        unread.push({ source: item.source, why: whole.kind === 'unread' ? (whole.why as Unread) : whole.kind === 'export' ? 'damaged' : 'key-material' });
      done += 1;
      if (performance.now() > until) break;
    }
    const looks: Step['looks'] = [];
    for (let at = done; at < items.length && looks.length < AHEAD && at < done + 64; at += 1) {
      const item = items[at] as BatchItem;
      const kind = look(item);
      if (kind && item.blob) looks.push({ index: at, kind, blob: item.blob });
      else if (at === done) break;
    }
    const last = rows.at(-1);
    return {
      done,
      total: items.length,
      rows: rows.length,
      buckets,
      unread,
      looks,
      ...(lines.length > 0 ? { chunk: new Blob([`${lines.join('\n')}\n`]) } : {}),
      ...(last && rows.length > before ? { last: plain(last) } : {}),
    };
  },
  summary: (): BatchSummary | undefined => guarded(() => batch?.summary()),
  rows(filter: Filter, from: number, count: number): { total: number; rows: BatchRow[] } {
    const key = JSON.stringify(filter);
    if (shown?.key !== key) shown = { key, ranks: filter.worst ? BUCKETS.map(() => []) : [[]], upTo: 0 };
    const wanted = filter.search.toLowerCase();
    for (; shown.upTo < rows.length; shown.upTo += 1) {
      const row = rows[shown.upTo] as Row;
      if (fits(row, filter, wanted)) shown.ranks[filter.worst ? (RANK.get(row.bucket) ?? 0) : 0]?.push(shown.upTo);
    }
    const found: BatchRow[] = [];
    let at = 0;
    for (const rank of shown.ranks) {
      for (let i = Math.max(0, from - at); i < rank.length && found.length < count; i += 1) found.push(plain(rows[rank[i] as number] as Row));
      at += rank.length;
    }
    return { total: at, rows: found };
  },
  groups(by: Grouping): Group[] {
    const groups = new Map<string, Group & { mixed?: boolean }>();
    for (const row of rows) {
      const name = groupOf(row, by);
      let group = groups.get(name);
      if (!group) groups.set(name, (group = { name, count: 0, buckets: {}, ...(row.terminal === undefined ? {} : { terminal: row.terminal }) }));
      if (group.terminal !== row.terminal) delete group.terminal, (group.mixed = true);
      group.count += 1;
      group.buckets[row.bucket] = (group.buckets[row.bucket] ?? 0) + 1;
    }
    const worst = ({ buckets: own }: Group): number => BUCKETS.findIndex((bucket) => own[bucket] !== undefined);
    const list = [...groups.values()];
    if (by === 'day') list.sort((a, b) => (a.name < b.name ? -1 : 1));
    else list.sort((a, b) => worst(a) - worst(b) || b.count - a.count);
    return list.slice(0, 500).map(({ mixed: _, ...group }) => group);
  },
  origin(index: number): Origin | undefined {
    const row = rows[index];
    const item = row && items[row.item];
    if (!row || !item) return undefined;
    const name = item.source.split(/[!/]/).at(-1) ?? item.source;
    // The rows of an item stand together.
    let count = 1;
    for (let at = index - 1; rows[at]?.item === row.item; at -= 1) count += 1;
    for (let at = index + 1; rows[at]?.item === row.item; at += 1) count += 1;
    const given = { name, number: row.of, count, row: plain(row) };
    // Of a line only what its code is: the file is not the line.
    if (item.line !== undefined) return { ...given, ...(item.text === undefined || item.text.trim() === '' ? {} : { text: item.text }) };
    return { ...given, ...(item.text === undefined ? {} : { text: item.text }), ...(item.blob ? { blob: item.blob } : {}) };
  },
  csv(comma: boolean): Blob {
    const parts: string[] = [];
    for (let from = 0; from === 0 || from < rows.length; from += PIECE) {
      const lines = rows.slice(from, from + PIECE).map((row) => JSON.stringify(plain(row)));
      parts.push(guarded(() => module?.batchCsv(lines.join('\n'), comma, from === 0) ?? ''));
    }
    return new Blob(parts, { type: 'text/csv;charset=utf-8' });
  },
};

export type BatchApi = typeof api;
expose(api);
