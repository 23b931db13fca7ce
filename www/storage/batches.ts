/** Batches that the user chose to keep, so that they can be gone on with: what was given, and the rows so far. In a database of their own. */

import type { DBSchema, IDBPDatabase } from 'idb';
import type { Given } from '../engine/batch-rows.ts';
import { Database } from './database.ts';

/** How far a batch is. */
export interface StoredBatch {
  id: string;
  /** RFC 3339: the moment of checking. */
  at: string;
  done: number;
  total: number;
  unread: { source: string; why: string }[];
}

interface Schema extends DBSchema {
  batches: { key: string; value: StoredBatch };
  inputs: { key: [string, number]; value: { id: string; number: number; given: Given } };
  chunks: { key: [string, number]; value: { id: string; number: number; chunk: Blob } };
}

/** All keys of one batch. */
function of(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

/** Where it is noted what is to go: a page that is closed in the middle of deleting goes on with it when it is opened again. */
const GONE = 'slipcheck-batches-gone';

function going(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(GONE) ?? '[]');
    return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function noteGoing(ids: string[]): void {
  try {
    if (ids.length === 0) localStorage.removeItem(GONE);
    else localStorage.setItem(GONE, JSON.stringify(ids));
  } catch {
    // Without it, deleting ends with the page.
  }
}

export class BatchStore {
  readonly #database = new Database<Schema>('slipcheck-batches', 1, (fresh) => {
    fresh.createObjectStore('batches', { keyPath: 'id' });
    fresh.createObjectStore('inputs', { keyPath: ['id', 'number'] });
    fresh.createObjectStore('chunks', { keyPath: ['id', 'number'] });
  });
  #kept: StoredBatch[] = [];
  /** Tells the other tabs what was removed. */
  #removed: BroadcastChannel | undefined;

  /** Whether the browser keeps nothing: it refuses, or has no room. */
  get inMemory(): boolean {
    return this.#database.inMemory;
  }

  /** `changed`: another tab has written. `gone`: another tab has removed that batch. */
  open(changed: () => void, gone: (id: string) => void): Promise<void> {
    if ('BroadcastChannel' in globalThis) {
      this.#removed = new BroadcastChannel(GONE);
      this.#removed.onmessage = ({ data }) => {
        if (typeof data === 'string') gone(data);
      };
    }
    return this.#database.open(async (database) => {
      for (const id of going()) await this.#delete(database, id);
      noteGoing([]);
      this.#kept = await database.getAll('batches');
    }, changed);
  }

  kept(): StoredBatch[] {
    return this.#kept;
  }

  /** It is to go: noted at once, before anything is waited for. */
  forget(id: string): void {
    if (id !== '') noteGoing([...going().filter((other) => other !== id), id]);
  }

  async put(batch: StoredBatch): Promise<void> {
    noteGoing(going().filter((id) => id !== batch.id));
    this.#kept = [...this.#kept.filter(({ id }) => id !== batch.id), batch];
    await this.#database.write((database) => database.put('batches', batch));
  }

  async addInput(id: string, number: number, given: Given): Promise<void> {
    await this.#database.write((database) => database.put('inputs', { id, number, given }));
  }

  /** A chunk of rows and how far the batch is with it, both or neither. */
  async addChunk(batch: StoredBatch, number: number, chunk: Blob | undefined): Promise<void> {
    this.#kept = [...this.#kept.filter(({ id }) => id !== batch.id), batch];
    await this.#database.write(async (database) => {
      const change = database.transaction(['batches', 'chunks'], 'readwrite');
      await Promise.all([
        change.objectStore('batches').put(batch),
        ...(chunk ? [change.objectStore('chunks').put({ id: batch.id, number, chunk })] : []),
        change.done,
      ]);
    });
  }

  /** What was given, and the rows, each in order. */
  async read(id: string): Promise<{ inputs: Given[]; chunks: Blob[] }> {
    const found: { inputs: Given[]; chunks: Blob[] } = { inputs: [], chunks: [] };
    await this.#database.write(async (database) => {
      found.inputs = (await database.getAll('inputs', of(id))).map(({ given }) => given);
      found.chunks = (await database.getAll('chunks', of(id))).map(({ chunk }) => chunk);
    });
    return found;
  }

  /** `told`: other tabs hear of it. */
  async remove(id: string, told = true): Promise<void> {
    this.#kept = this.#kept.filter((batch) => batch.id !== id);
    this.forget(id);
    await this.#database.write(async (database) => {
      await this.#delete(database, id);
      noteGoing(going().filter((other) => other !== id));
    });
    if (told) this.#removed?.postMessage(id);
  }

  async #delete(database: IDBPDatabase<Schema>, id: string): Promise<void> {
    const change = database.transaction(['batches', 'inputs', 'chunks'], 'readwrite');
    await Promise.all([
      change.objectStore('batches').delete(id),
      change.objectStore('inputs').delete(of(id)),
      change.objectStore('chunks').delete(of(id)),
      change.done,
    ]);
  }
}
