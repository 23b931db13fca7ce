/**
 * What packs tables: `fflate` as they ask for it, without the workers that it would make out of texts, which the content security policy
 * refuses. It is asked in a worker already.
 */

import { zipSync, type Zippable } from 'fflate/browser';

export { strToU8, zipSync } from 'fflate/browser';

export function zip(files: Zippable, done: (error: Error | null, archive: Uint8Array | undefined) => void): void {
  try {
    done(null, zipSync(files));
  } catch (error) {
    done(error as Error, undefined);
  }
}
