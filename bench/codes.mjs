// Reading codes: our module beside zxing-wasm, on the same pixels. Runs in Node and in a page.

/** Middle of a sorted list. */
const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

/**
 * @param {{name: string, code: string, rgba: Uint8ClampedArray, width: number, height: number}[]} photos `code`: what the photo's code holds
 * @param {Record<string, (rgba: Uint8ClampedArray, width: number, height: number) => Promise<string[]> | string[]>} engines
 *   by name: the texts read
 * @param {number} rounds how often each photo is read by each engine, in turn; the median counts
 * @returns {Promise<{engine: string, exact: number, of: number, median: number, slowest: number}[]>} milliseconds a photo
 */
export async function codes(photos, engines, rounds = 3) {
  const rows = Object.keys(engines).map((engine) => ({ engine, exact: 0, times: [] }));
  for (const { code, rgba, width, height } of photos) {
    for (const row of rows) {
      const times = [];
      let texts = [];
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        texts = await engines[row.engine](rgba, width, height);
        times.push(performance.now() - began);
      }
      row.exact += texts.length === 1 && texts[0] === code ? 1 : 0;
      row.times.push(median(times));
    }
  }
  return rows.map(({ engine, exact, times }) => ({ engine, exact, of: photos.length, median: median(times), slowest: Math.max(...times) }));
}

/** The black-box photos, by folder and in all: read by each engine, and how often something else was read. */
export async function blackBoxCodes(photos, engines, rounds = 3) {
  const rows = new Map();
  for (const { folder, code, rgba, width, height } of photos) {
    for (const engine of Object.keys(engines)) {
      const times = [];
      let texts = [];
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        texts = await engines[engine](rgba, width, height);
        times.push(performance.now() - began);
      }
      const read = texts.some((text) => text.replaceAll('\r\n', '\n') === code);
      for (const where of [folder, 'all']) {
        const key = `${where}: ${engine}`;
        if (!rows.has(key)) rows.set(key, { key, read: 0, wrong: 0, of: 0, hits: [], misses: [] });
        const row = rows.get(key);
        row.of += 1;
        row.read += read ? 1 : 0;
        row.wrong += !read && texts.length > 0 ? 1 : 0;
        (read ? row.hits : row.misses).push(median(times));
      }
    }
  }
  const all = [...rows.values()].toSorted((a, b) => Number(a.key.startsWith('all')) - Number(b.key.startsWith('all')));
  return all.map(({ hits, misses, ...row }) => ({
    ...row,
    hit: median(hits),
    miss: misses.length > 0 ? median(misses) : undefined,
    slowest: Math.max(...hits, ...misses),
  }));
}

/** zxing-wasm as it does best: every option that finds more is on. */
export const zxingOptions = { formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, maxNumberOfSymbols: 0 };
