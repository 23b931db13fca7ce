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

/** zxing-wasm as it does best: every option that finds more is on. */
export const zxingOptions = { formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, maxNumberOfSymbols: 0 };
