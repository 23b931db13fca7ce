/** The slips that the user chose to keep, in IndexedDB; in memory where the browser keeps nothing. */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Picture, Report } from '../engine/report.ts';

export interface StoredSlip {
  id: string;
  /** RFC 3339: when the user kept it. */
  kept: string;
  /** What was given: text, or what was read off a photo. Never the photo itself. */
  given: { text?: string; picture?: Picture; printed?: string };
  /** Which of the slips of that input it is. */
  index: number;
  report: Report;
  /** Fingerprints of the certificates of its path. */
  certificates: string[];
  /** The sample that it comes from: the demonstration authority is asked about it. */
  sample?: string;
}

interface Schema extends DBSchema {
  slips: { key: string; value: StoredSlip };
}

export class SlipStore {
  #database: IDBPDatabase<Schema> | undefined;
  readonly #slips = new Map<string, StoredSlip>();

  /** Whether the browser refuses to keep anything. */
  get inMemory(): boolean {
    return this.#database === undefined;
  }

  /** Opens the database and reads everything. Never fails. */
  async open(): Promise<void> {
    try {
      const database = await openDB<Schema>('slipcheck-slips', 1, {
        upgrade: (fresh) => void fresh.createObjectStore('slips', { keyPath: 'id' }),
        blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
      });
      this.#database = database;
      for (const slip of await database.getAll('slips')) this.#slips.set(slip.id, slip);
    } catch {
      this.#database = undefined;
    }
  }

  /** Latest first. */
  slips(): StoredSlip[] {
    return [...this.#slips.values()].sort((a, b) => (a.kept < b.kept ? 1 : -1));
  }

  get(id: string): StoredSlip | undefined {
    return this.#slips.get(id);
  }

  async put(...slips: StoredSlip[]): Promise<void> {
    for (const slip of slips) this.#slips.set(slip.id, slip);
    await this.#write((database) => Promise.all(slips.map((slip) => database.put('slips', slip))));
  }

  async remove(...ids: string[]): Promise<void> {
    for (const id of ids) this.#slips.delete(id);
    await this.#write((database) => Promise.all(ids.map((id) => database.delete('slips', id))));
  }

  async #write(change: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> {
    if (!this.#database) return;
    try {
      await change(this.#database);
    } catch {
      // The quota is used up or the database is gone: what is in memory still counts for this visit.
      this.#database = undefined;
    }
  }
}
