// The photos that benchmarks read: the shared photographed slips where they are, and one of 12 megapixels made of two of them.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import jpeg from 'jpeg-js';
import { root } from '../scripts/command.mjs';

/** The folder of the photographed slips, or undefined. */
export function folder() {
  return [process.env.SLIPCHECK_VECTORS && join(process.env.SLIPCHECK_VECTORS, '..', 'photos'), join(root, '..', 'shared', 'photos')]
    .filter(Boolean)
    .find((path) => existsSync(join(path, 'photos.jsonl')));
}

/** Name, what the code holds, and the file of each. */
export function list(path) {
  return readFileSync(join(path, 'photos.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ image, code }) => ({ name: image, code, file: join(path, image) }));
}

/** What the black-box photos' texts get wrong: the other reader gives the same picture's so. */
const MISPRINTS = {
  'The 2005 USGS aerial photograph of the Washington Monument is censored.': 'The 2005 USGS aerial photography of the Washington Monument is censored.',
};

/**
 * The black-box photos of zxing and zxing-cpp below the folder that `SLIPCHECK_BLACKBOX` names (what is to lie there is
 * said in photo/scan/tests/scan/blackbox.rs), each with its text beside it; or undefined.
 */
export function blackBox(root = process.env.SLIPCHECK_BLACKBOX) {
  if (!root || !existsSync(root)) return undefined;
  const files = readdirSync(root, { recursive: true }).filter((name) => ['.png', '.jpg', '.webp'].includes(extname(name)));
  const needed = new Set();
  const photos = files.toSorted().flatMap((name) => {
    const text = join(root, dirname(name), `${basename(name, extname(name))}.txt`);
    if (!existsSync(text)) return [];
    const bytes = readFileSync(text);
    let code = bytes.toString('utf8');
    if (code.includes('\ufffd')) code = bytes.toString('latin1');
    code = code.replaceAll('\r\n', '\n');
    if (code in MISPRINTS) needed.add(code);
    return [{ name, folder: dirname(name), code: MISPRINTS[code] ?? code, file: join(root, name) }];
  });
  const stale = Object.keys(MISPRINTS).filter((code) => !needed.has(code));
  if (stale.length > 0) throw new Error(`no black-box photo has this text any more: ${stale.join('; ')}`);
  return photos;
}

/** The pixels of a JPEG file. */
export function decode(file) {
  const { data, width, height } = jpeg.decode(readFileSync(file), { maxMemoryUsageInMB: 1024, formatAsRGBA: true });
  return { rgba: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height };
}

/** A photo in the middle of a grey picture of 4000 × 3000 pixels. */
export function twelveMegapixels({ name, code, rgba, width, height }) {
  const [wide, high] = [4000, 3000];
  const large = new Uint8ClampedArray(wide * high * 4).fill(140);
  const [left, top] = [Math.floor((wide - width) / 2), Math.max(0, Math.floor((high - height) / 2))];
  const skipped = Math.max(0, height - high);
  for (let y = 0; y < height - skipped; y += 1) {
    const from = (y + skipped) * width * 4;
    large.set(rgba.subarray(from, from + width * 4), ((top + y) * wide + left) * 4);
  }
  return { name: `${name} in 12 MP`, code, rgba: large, width: wide, height: high };
}
