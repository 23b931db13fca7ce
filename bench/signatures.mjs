// P-256 checks a second: our core module beside @noble/curves and WebCrypto, on the same signatures. Runs in Node and in a page.

const SIGNATURES = 64;

/** Signatures of different messages under one key. */
async function signatures() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  const made = [];
  for (let index = 0; index < SIGNATURES; index += 1) {
    const message = crypto.getRandomValues(new Uint8Array(600));
    const signature = new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, message));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', message));
    made.push({ message, signature, digest });
  }
  return { algorithm, publicKey, point, made };
}

/** How often a second `check` runs over the signatures; every answer must be yes. */
async function rate(made, milliseconds, check) {
  let count = 0;
  const began = performance.now();
  do {
    for (const entry of made) if ((await check(entry)) !== true) throw new Error('a good signature was refused');
    count += made.length;
  } while (performance.now() - began < milliseconds);
  return (count * 1000) / (performance.now() - began);
}

/**
 * @param {{p256: typeof import('@noble/curves/nist.js').p256, core?: Record<string, unknown>}} modules
 *   `core`: our web module; measured when it exports `verifyP256(point, digest, signature)`: SEC 1 point, SHA-256 digest, r ‖ s
 * @returns {Promise<{engine: string, rate: number | undefined}[]>} checks a second; undefined: cannot be measured
 */
export async function p256(modules, milliseconds = 1500) {
  const { algorithm, publicKey, point, made } = await signatures();
  const own = modules.core?.verifyP256;
  const engines = {
    'slipcheck core': own && ((entry) => own(point, entry.digest, entry.signature)),
    '@noble/curves': (entry) => modules.p256.verify(entry.signature, entry.digest, point, { prehash: false, lowS: false }),
    'WebCrypto, one after another': (entry) => crypto.subtle.verify(algorithm, publicKey, entry.signature, entry.message),
    'WebCrypto, 64 in flight': undefined,
  };
  const rows = [];
  for (const [engine, check] of Object.entries(engines)) {
    if (check) await rate(made, milliseconds / 5, check);
    rows.push({ engine, rate: check ? await rate(made, milliseconds, check) : undefined });
  }
  const all = async () => (await Promise.all(made.map((entry) => crypto.subtle.verify(algorithm, publicKey, entry.signature, entry.message)))).every(Boolean);
  rows.at(-1).rate = (await rate([0], milliseconds, all)) * made.length;
  return rows;
}
