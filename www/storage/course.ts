/** How far somebody is in the course, by track, in IndexedDB; in memory where the browser keeps nothing. */

import type { DBSchema } from 'idb';
import type { Role } from '../engine/report.ts';
import { Database } from './database.ts';

export interface Progress {
  track: Role;
  /** Slip → the choice that was made first. */
  answers: Record<string, string>;
  /** RFC 3339: when the last slip was answered. */
  finished?: string;
  /** Who took part: only where that was asked to be kept. */
  name?: string;
}

interface Schema extends DBSchema {
  progress: { key: string; value: Progress };
}

export class CourseStore {
  readonly #database = new Database<Schema>('slipcheck-course', 1, (fresh) => void fresh.createObjectStore('progress', { keyPath: 'track' }));
  readonly #progress = new Map<Role, Progress>();

  get inMemory(): boolean {
    return this.#database.inMemory;
  }

  /** Reads what is kept, again after another tab has written. Never fails. */
  open(changed: () => void): Promise<void> {
    return this.#database.open(async (database) => {
      const all = await database.getAll('progress');
      this.#progress.clear();
      for (const progress of all) this.#progress.set(progress.track, progress);
    }, changed);
  }

  get(track: Role): Progress {
    return this.#progress.get(track) ?? { track, answers: {} };
  }

  async put(progress: Progress): Promise<void> {
    this.#progress.set(progress.track, progress);
    await this.#database.write((database) => database.put('progress', progress));
  }

  async remove(track: Role): Promise<void> {
    this.#progress.delete(track);
    await this.#database.write((database) => database.delete('progress', track));
  }
}
