/** A database of the page in IndexedDB: opened without ever failing, and left for the memory when the browser keeps nothing. */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

export class Database<Schema extends DBSchema> {
  readonly #name: string;
  readonly #version: number;
  readonly #upgrade: (fresh: IDBPDatabase<Schema>) => void;
  #open: IDBPDatabase<Schema> | undefined;

  /** `upgrade` makes the stores that are not there yet. */
  constructor(name: string, version: number, upgrade: (fresh: IDBPDatabase<Schema>) => void) {
    this.#name = name;
    this.#version = version;
    this.#upgrade = upgrade;
  }

  /** Whether the browser refuses to keep anything. */
  get inMemory(): boolean {
    return this.#open === undefined;
  }

  /** Opens the database and reads what it holds. Without one, nothing is read. */
  async open(read: (database: IDBPDatabase<Schema>) => Promise<void>): Promise<void> {
    try {
      this.#open = await openDB<Schema>(this.#name, this.#version, {
        upgrade: (fresh) => this.#upgrade(fresh),
        // A newer version of the page in another tab needs it.
        blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
      });
      await read(this.#open);
    } catch {
      this.#open = undefined;
    }
  }

  async write(change: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> {
    if (!this.#open) return;
    try {
      await change(this.#open);
    } catch {
      // The quota is used up or the database is gone: what is in memory still counts for this visit.
      this.#open = undefined;
    }
  }
}
