/** The worker that judges: text or what was seen in a picture goes in, reports come out. */

import { expose } from 'comlink';
import init, * as core from '@core';
import coreUrl from '@core-module?url';
import wholeUrl from '@whole-module?url';
import allUrl from '@all-module?url';
import coreDigest from 'virtual:digest/core';
import wholeDigest from 'virtual:digest/whole';
import allDigest from 'virtual:digest/all';
import { guarded, once } from './boundary.ts';
import { published } from './published.ts';
import type { CheckRequest, Import, Recognition, Report } from './report.ts';

/** The larger modules of the core, made of the same sources: one with every curve and reason, one with documents and messages, too. */
export type Larger = 'whole' | 'all';

const load = once(() => init({ module_or_path: published(coreUrl, coreDigest) }));

const loadAll = once(async () => {
  const all = await import('@all');
  await all.default({ module_or_path: published(allUrl, allDigest) });
  return all;
});

const loadWhole = once(async () => {
  const whole = await import('@whole');
  await whole.default({ module_or_path: published(wholeUrl, wholeDigest) });
  return whole;
});

/** The module that has everything can do what the whole one can: the smaller is not loaded beside it. */
let hasAll = false;

async function larger(module: Larger): Promise<typeof core> {
  if (module === 'whole' && !hasAll) return loadWhole();
  const all = await loadAll();
  hasAll = true;
  return all;
}

/** The module that a check asks for. */
function needed(problem: unknown): Larger | undefined {
  if (typeof problem !== 'object' || problem === null || !('code' in problem)) return undefined;
  return problem.code === 'all-needed' ? 'all' : problem.code === 'whole-core-needed' ? 'whole' : undefined;
}

const api = {
  alive: (): boolean => true,
  /** Loads the module, so that the first check need not wait. */
  async warm(): Promise<string> {
    await load();
    return guarded(core.version);
  },
  /** Loads the whole core for whoever will need it. Returns whether that went well: a check that needs it asks again. */
  async warmWhole(): Promise<boolean> {
    return larger('whole').then(
      () => true,
      () => false,
    );
  },
  async load(module: Larger): Promise<void> {
    await larger(module);
  },
  /** What a module says, the first one when none is named; the module's name that must be asked instead, when it leaves the input to that. */
  async check(request: CheckRequest, module?: Larger): Promise<Report[] | Larger> {
    const asked = module ? await larger(module) : core;
    if (!module) await load();
    try {
      return guarded(() => asked.check(request));
    } catch (problem) {
      const other = needed(problem);
      if (other === undefined || module === 'all') throw problem;
      return other;
    }
  },
  async sha256(bytes: Uint8Array): Promise<string> {
    await load();
    return guarded(() => core.sha256(bytes));
  },
  async inspect(file: Uint8Array): Promise<Import> {
    const whole = await larger('whole');
    const found = guarded(() => whole.inspect(file));
    // The boundary may bring bytes as an array of numbers.
    for (const item of [...found.items, ...found.crls, ...(found.keys ?? []), ...(found.ocsp ?? [])]) item.der = Uint8Array.from(item.der);
    return found;
  },
  async recognise(certificates: Uint8Array[]): Promise<(Recognition | null)[]> {
    const whole = await larger('whole');
    return guarded(() => whole.recognise(certificates));
  },
};

export type VerifyApi = typeof api;
expose(api);
