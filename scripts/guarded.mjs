// Scripts that load others: rewritten so that each is loaded by its digest.

/** `import("./x.js")` in a script. */
export const DYNAMIC = /\bimport\(\s*(["'`])(\.\/[^"'`]+\.js)\1\s*\)/g;

/**
 * A script in which every module that comes later is loaded by first.js, which knows its digest: before the script gets its name, so that
 * the name says what is in it. Throws when something is imported in another way.
 */
export function guarded(code, name) {
  const changed = code.replace(DYNAMIC, (_, _quote, path) => `slipcheck.load(${JSON.stringify(path)})`);
  if (/\bimport\s*\(/.test(changed)) throw new Error(`${name} imports something that no digest can be held against.`);
  return changed;
}
