/** What both workers do around their module: load it once, and turn what it throws into plain objects. */

import type { Thrown } from './supervised.ts';

/** Loads a module once; a failed load may be tried again. */
export function once<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | undefined;
  return async () => {
    try {
      return await (loading ??= load());
    } catch (error) {
      loading = undefined;
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
