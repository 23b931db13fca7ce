/** What all workers do around their module: load it once, turn what it throws into plain objects, give memory back. */

import type { Thrown } from './supervised.ts';

/** Loads a module once; a failed load may be tried again. */
export function once<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | undefined;
  return async () => {
    try {
      return await (loading ??= load());
    } catch (error) {
      loading = undefined;
      // A file that was refused.
      if (typeof error === 'object' && error !== null && 'code' in error && !(error instanceof Error)) throw error;
      throw { code: 'unavailable', message: String(error) } satisfies Thrown;
    }
  };
}

/** Runs a call into the module; a trap becomes `{code: 'trap'}`, the module's own errors pass as they are. */
export function guarded<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && !(error instanceof Error)) throw error;
    throw { code: 'trap', message: String(error) } satisfies Thrown;
  }
}

/**
 * Gives back the memory of a buffer that nobody needs any more: what is collected some time later adds up to tens of megabytes
 * while a picture is read. Sent to where nobody listens: `transfer(0)` keeps what did not come from a script.
 */
export function discard({ buffer }: ArrayBufferView): void {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.postMessage(undefined, [buffer as ArrayBuffer]);
  port1.close();
}
