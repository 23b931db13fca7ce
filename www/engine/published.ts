/** Files as they were published: each is held to the SHA-256 that the build knows of it. */

import type { Thrown } from './supervised.ts';

declare global {
  interface Window {
    /** Of first.js, which loads what comes later; not there when that was refused. */
    slipcheck?: {
      /** Checks a worker's script; `all`: with what it loads by itself. */
      check(url: string, all?: boolean): Promise<void>;
      /** Says that a file was refused; `all`: the page cannot be used without it. */
      refused(url: string, all?: boolean): void;
      /** A file that the page cannot do without was refused. */
      stopped?: boolean;
    };
  }
}

/** In a worker: the answer to a request for a file of this SHA-256 in base64. Throws `{code: 'refused'}` when another one came. */
export async function published(url: string, digest: string): Promise<Response> {
  const address = new URL(url, self.location.href);
  try {
    return await fetch(address, { integrity: `sha256-${digest}` });
  } catch (error) {
    // The browser does not say whether it did not come or is not the published one.
    if ((await fetch(address)).ok) throw { code: 'refused', message: address.href } satisfies Thrown;
    throw error;
  }
}
