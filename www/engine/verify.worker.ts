/** The worker that judges: text or what was seen in a picture goes in, reports come out. */

import { expose } from 'comlink';
import init, * as core from '@core';
import coreUrl from '@core-module?url';
import coreDigest from 'virtual:digest/core';
import wholeDigest from 'virtual:digest/whole';
import wholeUrl from '@whole-module?url';
import { guarded, once } from './boundary.ts';
import { published } from './published.ts';
import type { CheckRequest, Import, Report } from './report.ts';

const load = once(() => init({ module_or_path: published(coreUrl, coreDigest) }));

/** The core with every curve and reason: loaded when the first module says that it is needed. */
const loadWhole = once(async () => {
  const whole = await import('@whole');
  await whole.default({ module_or_path: published(wholeUrl, wholeDigest) });
  return whole;
});

function needsWhole(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'whole-core-needed';
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
    return loadWhole().then(
      () => true,
      () => false,
    );
  },
  async loadWhole(): Promise<void> {
    await loadWhole();
  },
  /** What the first module says; nothing when it leaves the input to the whole core. */
  async check(request: CheckRequest): Promise<Report[] | undefined> {
    await load();
    try {
      return guarded(() => core.check(request));
    } catch (problem) {
      if (needsWhole(problem)) return undefined;
      throw problem;
    }
  },
  async checkWhole(request: CheckRequest): Promise<Report[]> {
    const whole = await loadWhole();
    return guarded(() => whole.check(request));
  },
  async sha256(bytes: Uint8Array): Promise<string> {
    await load();
    return guarded(() => core.sha256(bytes));
  },
  async inspect(file: Uint8Array): Promise<Import> {
    const whole = await loadWhole();
    const found = guarded(() => whole.inspect(file));
    // The boundary may bring bytes as an array of numbers.
    for (const item of [...found.items, ...found.crls, ...(found.keys ?? []), ...(found.ocsp ?? [])]) item.der = Uint8Array.from(item.der);
    return found;
  },
};

export type VerifyApi = typeof api;
expose(api);
