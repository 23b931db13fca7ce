/** The worker that holds three piles against each other. What came out stays here; the page asks for the part that it shows. */

import { expose, type ProxyOrClone } from 'comlink';
import init, { Desk, roles, type Choices, type Detail, type Leg, type Part, type Query, type Slip, type Summary } from '@reconcile';
import moduleUrl from '@reconcile-module?url';
import wholeUrl from '@whole-module?url';
import digest from 'virtual:digest/reconcile';
import wholeDigest from 'virtual:digest/whole';
import { guarded, once } from './boundary.ts';
import { published } from './published.ts';

const load = once(() => init({ module_or_path: published(moduleUrl, digest) }));

/** The core reads slips: loaded with the first file that holds any. */
const loadWhole = once(async () => {
  const whole = await import('@whole');
  await whole.default({ module_or_path: published(wholeUrl, wholeDigest) });
  return whole;
});

/** A file of a pile; the browser opens it here, so that nothing large crosses over. */
export interface Given {
  leg: Leg;
  name: string;
  file: Blob;
}

/** `open`: files are opened, `read`: they are read, `match`: their rows are matched. */
export type Stage = 'open' | 'read' | 'match';
export type Told = (stage: Stage, done: number, all: number) => void;

let desk: Desk | undefined;

/** The text of a slip's file; a picture has none. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function reconcile(given: Given[], choices: Choices, slips: (name: string, bytes: Uint8Array) => Slip[] | undefined, told: Told): Promise<void> {
  desk?.free();
  desk = undefined;
  const fresh = guarded(() => new Desk());
  for (const [at, { leg, name, file }] of given.entries()) {
    told('open', at, given.length);
    const bytes = new Uint8Array(await file.arrayBuffer());
    guarded(() => fresh.add(leg, name, bytes));
  }
  guarded(() => fresh.run(choices, slips, (done, all) => told(done < all ? 'read' : 'match', done, all)));
  desk = fresh;
}

const api = {
  alive: (): boolean => true,
  async warm(): Promise<void> {
    await load();
  },
  roles: (): string[] => guarded(() => roles()),
  /** Reads and matches everything. */
  async run(given: Given[], choices: Choices, told: ProxyOrClone<Told>): Promise<Summary | undefined> {
    await load();
    const tell = told as Told;
    let wanted = false;
    await reconcile(given, choices, (_name, bytes) => void (wanted ||= bytes.length > 0), tell);
    if (wanted) {
      const whole = await loadWhole();
      await reconcile(given, choices, (_name, bytes) => (picture(bytes) ? undefined : whole.slips(textOf(bytes))), tell);
    }
    return guarded(() => desk?.summary());
  },
  part: (query: Query): Part | undefined => guarded(() => desk?.part(query)),
  detail: (number: number): Detail | undefined => guarded(() => desk?.detail(number)),
  /** All of it as a table for other programs. */
  csv: (words: Record<string, string>): Blob => new Blob(['\ufeff', guarded(() => desk?.csv(words) ?? '')], { type: 'text/csv;charset=utf-8' }),
};

function picture(bytes: Uint8Array): boolean {
  const [a = 0, b = 0] = bytes;
  return (a === 0x89 && b === 0x50) || (a === 0xff && b === 0xd8) || (a === 0x52 && b === 0x49);
}

export type ReconcileApi = typeof api;
expose(api);
