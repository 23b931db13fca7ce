/** Columns of statements as a person put them right, kept where that was asked for: by the row of labels, in IndexedDB. Nothing of a row is here. */

import type { Correction } from '@reconcile';
import type { DBSchema } from 'idb';
import { Database } from './database.ts';

export interface StoredLayout {
  /** The labels of the columns, as JSON. */
  id: string;
  /** The file that it was kept with. */
  name: string;
  /** RFC 3339. */
  kept: string;
  correction: Omit<Correction, 'file' | 'headerRow' | 'year'>;
}

interface Schema extends DBSchema {
  layouts: { key: string; value: StoredLayout };
}

export class LayoutStore {
  readonly #database = new Database<Schema>('slipcheck-layouts', 1, (fresh) => void fresh.createObjectStore('layouts', { keyPath: 'id' }));
  readonly #layouts = new Map<string, StoredLayout>();

  /** Whether the browser refuses to keep anything. */
  get inMemory(): boolean {
    return this.#database.inMemory;
  }

  /** Opens the database and reads everything, again after another tab has written. Never fails. */
  open(changed: () => void): Promise<void> {
    return this.#database.open(async (database) => {
      const all = await database.getAll('layouts');
      this.#layouts.clear();
      for (const layout of all) this.#layouts.set(layout.id, layout);
    }, changed);
  }

  all(): StoredLayout[] {
    return [...this.#layouts.values()].sort((a, b) => (a.kept < b.kept ? 1 : -1));
  }

  get(id: string): StoredLayout | undefined {
    return this.#layouts.get(id);
  }

  /** Whether it was written: where not, it serves as long as the page is open. */
  put(layout: StoredLayout): Promise<boolean> {
    this.#layouts.set(layout.id, layout);
    return this.#database.attempt((database) => database.put('layouts', layout));
  }

  /** Whether it is gone for good. */
  async remove(id: string): Promise<boolean> {
    this.#layouts.delete(id);
    return this.inMemory || this.#database.attempt((database) => database.delete('layouts', id));
  }
}
