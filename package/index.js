/**
 * Slipcheck as a module: whether the signature of a payment slip, a receipt file or a payment message holds, and if not, why.
 * Nothing leaves the program; nothing is trusted that is not named in a request.
 */

import init, * as core from './slipcheck_all.js';

/** What the core refuses, and why: `code` is for programs, `message` for people. */
export class SlipcheckError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = 'SlipcheckError';
    this.code = code;
  }
}

let loading;
let loaded = false;

const MODULE = new URL('./slipcheck_all_bg.wasm', import.meta.url);

async function own() {
  if (MODULE.protocol !== 'file:') return fetch(MODULE);
  const { readFile } = await import('node:fs/promises');
  return readFile(MODULE);
}

/** Loads the module once: the one beside this file, or `source`: its bytes, its address, an answer to a request, or compiled. */
export function load(source) {
  loading ??= Promise.resolve(source ?? own())
    .then((module) => init({ module_or_path: module }))
    .then(
      () => void (loaded = true),
      (error) => {
        loading = undefined;
        throw new SlipcheckError('unavailable', `The module could not be loaded: ${error?.message ?? error}`, { cause: error });
      },
    );
  return loading;
}

function called(use) {
  if (!loaded) throw new SlipcheckError('not-loaded', 'Call load() first, and wait for it.');
  try {
    return use();
  } catch (error) {
    if (typeof error?.code === 'string') throw new SlipcheckError(error.code, error.message, { cause: error });
    // The module may be left in any state.
    loaded = false;
    loading = undefined;
    throw new SlipcheckError('trap', `The module stopped: ${error?.message ?? error}. Call load() again.`, { cause: error });
  }
}

/** The blocks of a PEM text as DER. Throws when there is none. */
export function pem(text) {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g)];
  if (blocks.length === 0) throw new SlipcheckError('request', 'There is no PEM block in this text.');
  return blocks.map(([, , body]) => Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0)));
}

const der = (list = []) => list.flatMap((item) => (typeof item === 'string' ? pem(item) : [item]));

/**
 * Checks a text, a file, or a code with the text printed beside it; one report a code, at least one.
 * Only what stands in `trust.anchors` is trusted. `at` is now unless it says otherwise.
 */
export function check({ text, file, printed, trust = {}, kept = [], at = new Date(), apiv3Key } = {}) {
  if (text === undefined && file === undefined) throw new SlipcheckError('request', 'There is neither a text nor a file to check.');
  const { anchors, certificates, crls, ocsp, keys, trustedKeys = [], seen = [] } = trust;
  const request = {
    ...(text === undefined ? {} : { text }),
    ...(file === undefined ? {} : { file }),
    ...(printed === undefined ? {} : { printed }),
    ...(apiv3Key === undefined ? {} : { apiv3Key }),
    trust: { anchors: der(anchors), certificates: der(certificates), crls: der(crls), ocsp: der(ocsp), keys: der(keys), trustedKeys, seen },
    kept,
    at: at instanceof Date ? at.toISOString() : at,
  };
  return called(() => core.check(request));
}

/** What is in a file of certificates, revocation data or keys: PEM, DER, PKCS#7, ZIP. Trusts nothing. */
export function inspect(file) {
  const found = called(() => core.inspect(file));
  // The boundary brings bytes as an array of numbers.
  for (const item of [...found.items, ...found.crls, ...(found.keys ?? []), ...(found.ocsp ?? [])]) item.der = Uint8Array.from(item.der);
  return found;
}

/** The slips of a printed text, one after another: the line that each begins at, from 0, and what it says, by member. Judges nothing. */
export function read(text) {
  return called(() => core.slips(text)).map(({ line, members }) => ({ line, members: Object.fromEntries(members) }));
}

/** The core's version. */
export function version() {
  return called(() => core.version());
}
