/** A batch as the page sees it: one worker that unpacks, judges and holds the rows. */

import { proxy, transfer } from 'comlink';
import type { BatchRequest, BatchRow, BatchSummary, Filter, Given, Group, Grouping, Looked, Origin, Step } from './batch-rows.ts';
import batchUrl from './batch.worker.ts?worker&url';
import type { BatchApi } from './batch.worker.ts';
import { LOAD_LIMIT, Supervised } from './supervised.ts';

/** Longer than any item within its bounds takes on a slow phone. */
const STEP_LIMIT = 20_000;
/** Files of many megabytes, and audits of exports. */
const LONG_LIMIT = 600_000;

const worker = new Supervised<BatchApi>(batchUrl, 'batch', true);

export function stop(): void {
  worker.stop();
}

export async function open(request: BatchRequest): Promise<void> {
  await worker.call((api) => api.warm(), LOAD_LIMIT);
  await worker.call((api) => api.open(request), STEP_LIMIT);
}

/** Rows that were made before, and sources that gave none, in their order; `done`: items that they come from. */
export function restore(chunks: Blob[], unread: { source: string; why: string }[], done: number): Promise<void> {
  return worker.call((api) => api.restore(chunks, unread, done), LONG_LIMIT);
}

/** Adds what an input holds. Returns how many items there are now, and whether there was no room for more. */
export function give(given: Given, progress: (total: number) => void): Promise<{ total: number; full: boolean }> {
  return worker.call((api) => api.give(given, proxy(progress)) as Promise<{ total: number; full: boolean }>, LONG_LIMIT);
}

/** Judges items for some milliseconds, at least one; none of which somebody has to look at first, unless that was done. */
export function step(budget: number, looked: Looked | undefined, long: boolean): Promise<Step> {
  const buffers = looked?.bytes ? [looked.bytes.buffer] : [];
  return worker.call((api) => api.step(budget, looked && transfer(looked, buffers)) as Promise<Step>, long ? LONG_LIMIT : STEP_LIMIT);
}

export function summary(): Promise<BatchSummary> {
  return worker.call((api) => api.summary() as Promise<BatchSummary>, STEP_LIMIT);
}

/** Rows of a filter, from one on, and how many there are. */
export function rows(filter: Filter, from: number, count: number): Promise<{ total: number; rows: BatchRow[] }> {
  return worker.call((api) => api.rows(filter, from, count) as Promise<{ total: number; rows: BatchRow[] }>, LONG_LIMIT);
}

export function groups(by: Grouping): Promise<Group[]> {
  return worker.call((api) => api.groups(by) as Promise<Group[]>, LONG_LIMIT);
}

/** What a row was made of, and which of its slips it is. */
export function origin(index: number): Promise<Origin | undefined> {
  return worker.call((api) => api.origin(index) as Promise<Origin | undefined>, STEP_LIMIT);
}

export function csv(comma: boolean): Promise<Blob> {
  return worker.call((api) => api.csv(comma) as Promise<Blob>, LONG_LIMIT);
}
