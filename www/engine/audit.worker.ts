/** The worker that audits: files go in as they were chosen, are read piece by piece, and one report comes out. */

import { expose } from 'comlink';
import allUrl from '@all-module?url';
import type { AuditProgress, AuditRequest } from '@all';
import allDigest from 'virtual:digest/all';
import { guarded, once } from './boundary.ts';
import { published } from './published.ts';

interface Loaded {
  module: typeof import('@all');
  /** What the module holds, in bytes. */
  held: () => number;
}

const load = once(async (): Promise<Loaded> => {
  const module = await import('@all');
  const { memory } = (await module.default({ module_or_path: published(allUrl, allDigest) })) as { memory?: WebAssembly.Memory };
  return { module, held: () => memory?.buffer.byteLength ?? 0 };
});

/** What an audit came to, as JSON: a page takes in a text faster than a tree. The state apart, and the bytes that it took at most. */
export interface Audited {
  json: string;
  state: Uint8Array | undefined;
  held: number;
}

const api = {
  alive: (): boolean => true,
  async warm(): Promise<void> {
    await load();
  },
  /** Judges an export; `told` is called about ten times a second. Throws `Thrown`. */
  async audit(request: AuditRequest, told: (progress: AuditProgress) => void): Promise<Audited> {
    const { module, held } = await load();
    // What is told needs no answer: nobody could hear it before the end.
    const report = guarded(() => module.audit(request, (progress) => void told(progress)));
    const { state, ...rest } = report;
    return { json: JSON.stringify(rest), state: state && Uint8Array.from(state), held: held() };
  },
};

export type AuditApi = typeof api;
expose(api);
