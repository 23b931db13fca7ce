/**
 * The page's one Trusted Types policy: scripts come from the page's own folder and nowhere else.
 * Lit brings its own policy (`lit-html`) for its templates, which are constants of the build.
 */

interface Policy {
  createScriptURL(url: string): string;
}

function own(url: string): string {
  const resolved = new URL(url, document.baseURI);
  if (resolved.origin !== location.origin) throw new TypeError('A script from another origin was refused.');
  return resolved.href;
}

const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes;
const policy: Policy = factory?.createPolicy('slipcheck', { createScriptURL: own }) ?? { createScriptURL: own };

/** A script's address that `Worker` and `serviceWorker.register` accept; throws for any other origin. */
export function scriptUrl(url: string): string {
  return policy.createScriptURL(url);
}
