// The photos that benchmarks read: the shared photographed slips where they are, and one of 12 megapixels made of two of them.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
