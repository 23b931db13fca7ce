/** The worker that judges: text or what was seen in a picture goes in, reports come out. */

import { expose } from 'comlink';
import init, * as core from '@core';
import moduleUrl from '@core-module?url';
import { guarded, once } from './boundary.ts';
import type { CheckRequest, Import, Report } from './report.ts';

const load = once(() => init({ module_or_path: new URL(moduleUrl, self.location.href) }));

const api = {
  /** Loads the module, so that the first check need not wait. */
  async warm(): Promise<string> {
    await load();
    return guarded(core.version);
  },
  async check(request: CheckRequest): Promise<Report[]> {
    await load();
    return guarded(() => core.check(request));
  },
  async inspect(file: Uint8Array): Promise<Import> {
    await load();
    const found = guarded(() => core.inspect(file));
    // The boundary may bring bytes as an array of numbers.
    for (const item of [...found.items, ...found.crls]) item.der = Uint8Array.from(item.der);
    return found;
  },
};

export type VerifyApi = typeof api;
expose(api);
