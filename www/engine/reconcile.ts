/** Three piles held against each other, as the page sees it: one worker, which keeps what came out until the next run. */

import { proxy } from 'comlink';
import type { Choices, Detail, Part, Query, Summary } from '@reconcile';
import reconcileUrl from './reconcile.worker.ts?worker&url';
import type { Given, ReconcileApi, Told } from './reconcile.worker.ts';
import { LOAD_LIMIT, Supervised } from './supervised.ts';

/** What two million rows take on a slow phone, in milliseconds. */
const RUN_LIMIT = 180_000;
const ASK_LIMIT = 20_000;

const worker = new Supervised<ReconcileApi>(reconcileUrl, 'reconcile', true);

/** Reads and matches everything. Throws `Fault`, or the signal's reason. */
export function run(given: Given[], choices: Choices, told: Told, signal: AbortSignal): Promise<Summary | undefined> {
  return worker.call((api) => api.run(given, choices, proxy(told)) as Promise<Summary | undefined>, RUN_LIMIT, signal);
}

/** Ids of the roles that a column can have. */
export function roles(): Promise<string[]> {
  return worker.call((api) => api.roles() as Promise<string[]>, LOAD_LIMIT);
}

/** A part of the table; nothing once the worker has ended. */
export function part(query: Query): Promise<Part | undefined> {
  return worker.call((api) => api.part(query) as Promise<Part | undefined>, ASK_LIMIT);
}

export function detail(number: number): Promise<Detail | undefined> {
  return worker.call((api) => api.detail(number) as Promise<Detail | undefined>, ASK_LIMIT);
}

export function csv(words: Record<string, string>): Promise<Blob> {
  return worker.call((api) => api.csv(words), RUN_LIMIT);
}

/** Gives back what it holds. */
export function stop(): void {
  worker.stop();
}
