/** Groups of issuers that the user has switched on, in IndexedDB: since when, and the members that were shown then. */

import type { DBSchema } from 'idb';
import type { FormatId, Trust } from '../engine/report.ts';
import { Database } from './database.ts';

export interface Member {
  sha256: string;
  der: Uint8Array<ArrayBuffer>;
  formats: FormatId[];
}

export interface GroupOn {
  id: string;
  /** A date. */
  since: string;
  /** The day of the catalogue that named its members. */
  catalogue: string;
  members: Member[];
}

interface Schema extends DBSchema {
  groups: { key: string; value: GroupOn };
}

export class GroupStore {
  readonly #database = new Database<Schema>('slipcheck-groups', 1, (fresh) => void fresh.createObjectStore('groups', { keyPath: 'id' }));
  readonly #groups = new Map<string, GroupOn>();

  /** Never fails: without a database what is switched on lasts until the page is closed. */
  open(changed: () => void): Promise<void> {
    return this.#database.open(async (database) => {
      const all = await database.getAll('groups');
      this.#groups.clear();
      for (const group of all) this.#groups.set(group.id, group);
    }, changed);
  }

  all(): GroupOn[] {
    return [...this.#groups.values()];
  }

  get(id: string): GroupOn | undefined {
    return this.#groups.get(id);
  }

  async put(group: GroupOn): Promise<void> {
    this.#groups.set(group.id, group);
    await this.#database.write((database) => database.put('groups', group));
  }

  async remove(id: string): Promise<void> {
    this.#groups.delete(id);
    await this.#database.write((database) => database.delete('groups', id));
  }
}

/** Anchors that came with a group: who is a member, and for what, the core decides. */
export function anchorsOf(groups: readonly GroupOn[]): Trust['anchors'] {
  return groups.flatMap(({ id, since, catalogue, members }) => members.map(({ der, formats }) => ({ der, formats, group: id, since, catalogue })));
}
