/** A database of the page in IndexedDB: opened without ever failing, and left for the memory when the browser keeps nothing. */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

export class Database<Schema extends DBSchema> {
  readonly #name: string;
  readonly #version: number;
  readonly #upgrade: (fresh: IDBPDatabase<Schema>) => void;
  #open: IDBPDatabase<Schema> | undefined;
  /** The other tabs of the page. */
  #tabs: BroadcastChannel | undefined;
  /** Settles when nothing that was asked for is still being written. */
  #written: Promise<unknown> = Promise.resolve();
  /** This tab has written since the other's change was looked at. */
  #missed = false;

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

  /** Opens the database and reads what it holds; once more, and then `changed`, after another tab has written. Without one, nothing is read. */
  async open(read: (database: IDBPDatabase<Schema>) => Promise<void>, changed: () => void): Promise<void> {
    try {
      this.#open = await openDB<Schema>(this.#name, this.#version, {
        upgrade: (fresh) => this.#upgrade(fresh),
        // A newer version of the page in another tab needs it.
        blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
      });
      await read(this.#open);
    } catch {
      this.#open = undefined;
      return;
    }
    if (!('BroadcastChannel' in globalThis)) return;
    this.#tabs = new BroadcastChannel(this.#name);
    this.#tabs.onmessage = () => void this.#again(read, changed);
  }

  /** What is written at this moment is in memory and not read yet: that waits. */
  async #again(read: (database: IDBPDatabase<Schema>) => Promise<void>, changed: () => void): Promise<void> {
    try {
      do {
        this.#missed = false;
        await this.#written;
        if (!this.#open) return;
        await read(this.#open);
      } while (this.#missed);
      changed();
    } catch {
      // What is in memory still counts for this visit.
    }
  }

  async write(change: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> {
    if (!this.#open) return;
    this.#missed = true;
    const writing = this.#write(this.#open, change);
    this.#written = Promise.all([this.#written, writing]);
    await writing;
  }

  /** Whether a change was written: the database stays in use either way, so that room can be made in it. `told`: other tabs shall read it again. */
  async attempt(change: (database: IDBPDatabase<Schema>) => Promise<unknown>, told = true): Promise<boolean> {
    if (!this.#open) return false;
    const writing = change(this.#open);
    this.#missed ||= told;
    this.#written = Promise.all([this.#written, writing.catch(() => undefined)]);
    try {
      await writing;
      if (told) this.#tabs?.postMessage('');
      return true;
    } catch {
      return false;
    }
  }

  /** Never rejects. */
  async #write(database: IDBPDatabase<Schema>, change: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> {
    try {
      await change(database);
      this.#tabs?.postMessage('');
    } catch {
      // The quota is used up or the database is gone: what is in memory still counts for this visit.
      this.#open = undefined;
    }
  }
}
