/** The user's terminals, in IndexedDB; in memory where the browser keeps nothing. Nothing of a slip is here but what `Seen` names. */

import type { DBSchema } from 'idb';
import type { CauseId, Verdict } from '../engine/report.ts';
import { Database } from './database.ts';

/** What is remembered of one check, where the user switched that on: no amount, no number but the terminal's, nothing of a card. */
export interface Seen {
  /** RFC 3339: when it was checked. */
  at: string;
  verdict: Verdict;
  causes: CauseId[];
  /** By how many seconds its clock was off, where that is proven. */
  offset?: number;
  /** The certificate that vouched for it: whose, and its last day. */
  certificate?: { sha256: string; subject: string; notAfter: string };
}

export const ANSWERS = ['yes', 'no', 'later'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Ten answers, in the order of the questions. */
export interface Checkup {
  at: string;
  answers: Record<string, Answer>;
}

export interface StoredTerminal {
  /** As slips print it. */
  number: string;
  name: string;
  vendor: string;
  acquirer: string;
  /** The number to call when it fails. */
  phone: string;
  software: string;
  /** `YYYY-MM-DD`, or empty. */
  maintenance: string;
  checkups: Checkup[];
  seen: Seen[];
}

/** Most checks and check-ups that are kept of one terminal: then the oldest go. */
const MOST = { seen: 500, checkups: 50 };

interface Schema extends DBSchema {
  terminals: { key: string; value: StoredTerminal };
}

export class TerminalStore {
  readonly #database = new Database<Schema>('slipcheck-terminals', 1, (fresh) => void fresh.createObjectStore('terminals', { keyPath: 'number' }));
  readonly #terminals = new Map<string, StoredTerminal>();

  /** Whether the browser refuses to keep anything. */
  get inMemory(): boolean {
    return this.#database.inMemory;
  }

  /** Opens the database and reads everything, again after another tab has written. Never fails. */
  open(changed: () => void): Promise<void> {
    return this.#database.open(async (database) => {
      const all = await database.getAll('terminals');
      this.#terminals.clear();
      for (const terminal of all) this.#terminals.set(terminal.number, terminal);
    }, changed);
  }

  terminals(): StoredTerminal[] {
    return [...this.#terminals.values()].sort((a, b) => (a.number < b.number ? -1 : 1));
  }

  get(number: string): StoredTerminal | undefined {
    return this.#terminals.get(number);
  }

  async put(...terminals: StoredTerminal[]): Promise<void> {
    for (const terminal of terminals) this.#terminals.set(terminal.number, terminal);
    await this.#database.write((database) => Promise.all(terminals.map((terminal) => database.put('terminals', terminal))));
  }

  /** Changes one as it stands in the database: another tab may have written to it. One that was deleted stays deleted. */
  async update(number: string, change: (terminal: StoredTerminal) => StoredTerminal): Promise<void> {
    const here = this.#terminals.get(number);
    if (!here) return;
    this.#terminals.set(number, bounded(change(here)));
    await this.#database.write(async (database) => {
      const transaction = database.transaction('terminals', 'readwrite');
      const stored = await transaction.store.get(number);
      const after = stored && bounded(change(stored));
      if (after) {
        await transaction.store.put(after);
        this.#terminals.set(number, after);
      } else this.#terminals.delete(number);
      await transaction.done;
    });
  }

  async remove(...numbers: string[]): Promise<void> {
    for (const number of numbers) this.#terminals.delete(number);
    await this.#database.write((database) => Promise.all(numbers.map((number) => database.delete('terminals', number))));
  }
}

function bounded(terminal: StoredTerminal): StoredTerminal {
  return { ...terminal, seen: terminal.seen.slice(-MOST.seen), checkups: terminal.checkups.slice(-MOST.checkups) };
}
