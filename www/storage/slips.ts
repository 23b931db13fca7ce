/** The slips that the user chose to keep, in IndexedDB; in memory where the browser keeps nothing. */

import type { DBSchema } from 'idb';
import type { Picture, Report } from '../engine/report.ts';
import { Database } from './database.ts';

export interface StoredSlip {
  id: string;
  /** RFC 3339: when the user kept it. */
  kept: string;
  /** What was given: text, a document, or what was read off a photo. Never the photo itself. */
  given: { text?: string; picture?: Picture; file?: Uint8Array<ArrayBuffer>; printed?: string };
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
  readonly #database = new Database<Schema>('slipcheck-slips', 1, (fresh) => void fresh.createObjectStore('slips', { keyPath: 'id' }));
  readonly #slips = new Map<string, StoredSlip>();

  /** Whether the browser refuses to keep anything. */
  get inMemory(): boolean {
    return this.#database.inMemory;
  }

  /** Opens the database and reads everything, again after another tab has written. Never fails. */
  open(changed: () => void): Promise<void> {
    return this.#database.open(async (database) => {
      const slips = await database.getAll('slips');
      this.#slips.clear();
      for (const slip of slips) this.#slips.set(slip.id, slip);
    }, changed);
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
    await this.#database.write((database) => Promise.all(slips.map((slip) => database.put('slips', slip))));
  }

  async remove(...ids: string[]): Promise<void> {
    for (const id of ids) this.#slips.delete(id);
    await this.#database.write((database) => Promise.all(ids.map((id) => database.delete('slips', id))));
  }
}
