// The built code-reading module as the page calls it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import init, { Scanner, scan } from '../../www/generated/scan/slipcheck_scan.js';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

const file = (path) => readFile(new URL(path, import.meta.url));

const thrown = (call) => {
  try {
    call();
  } catch (error) {
    assert.equal(Object.getPrototypeOf(error), Object.prototype);
    assert.ok(error.message.length > 0);
    return error.code;
  }
  return undefined;
};

before(async () => {
  await init({ module_or_path: await file('../../www/generated/scan/slipcheck_scan_bg.wasm') });
  await prepareZXingModule({ overrides: { wasmBinary: await file('../../node_modules/zxing-wasm/dist/writer/zxing_writer.wasm') }, fireImmediately: true });
});

/** A code drawn by another implementation: `module` pixels a module, four modules of light around it. */
async function drawn(text, module = 4) {
  const { symbol, error } = await writeBarcode(text, { format: 'QRCode' });
  assert.equal(error, '');
  const side = symbol.width;
  const width = (side + 8) * module;
  const rgba = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < side * module; y += 1) {
    for (let x = 0; x < side * module; x += 1) {
      if (symbol.data[Math.floor(y / module) * side + Math.floor(x / module)] === 0) {
        const at = ((y + 4 * module) * width + x + 4 * module) * 4;
        rgba.fill(20, at, at + 3);
      }
    }
  }
  return { rgba, width };
}

test('returns a plain object of the boundary’s shape', async () => {
  const text = 'eyJhbGciOiJFUzI1NiJ9.eyJhbW91bnQiOiIxMzguMDAifQ.签名';
  const { rgba, width } = await drawn(text);
  const picture = scan(rgba, width, width);
  assert.deepEqual(JSON.parse(JSON.stringify(picture)), picture, 'nothing but plain values');
  assert.deepEqual(Object.keys(picture).sort(), ['codes', 'faults', 'finding', 'height', 'quality', 'width']);
  assert.equal(picture.finding, 'codes');
  assert.equal(picture.width, width);
  const [code] = picture.codes;
  assert.equal(code.text, text);
  assert.equal(code.errorsCorrected, 0);
  assert.ok(code.version >= 1 && code.version <= 40);
  assert.equal(code.corners.length, 4);
  const [topLeft, , bottomRight] = code.corners;
  assert.ok(Math.hypot(topLeft.x - 16, topLeft.y - 16) < 4 && Math.hypot(bottomRight.x - (width - 16), bottomRight.y - (width - 16)) < 4);
  for (const measure of Object.values(picture.quality)) assert.ok(measure >= 0 && measure <= 1);
});

test('takes a picture in rows, and says when some are missing or too many', async () => {
  const { rgba, width } = await drawn('row by row');
  const fed = (rows, bytes = rgba) => {
    const scanner = new Scanner(width, width);
    for (let at = 0; at < bytes.length; at += rows * width * 4) scanner.push(bytes.subarray(at, at + rows * width * 4));
    return scanner.finish();
  };
  const whole = scan(rgba, width, width);
  for (const rows of [1, 7, 256, width]) assert.deepEqual(fed(rows), whole);
  const more = new Uint8ClampedArray(rgba.length + width * 40);
  more.set(rgba);
  assert.deepEqual(fed(256, more), whole);
  assert.equal(
    thrown(() => fed(7, rgba.subarray(0, -4))),
    'wrong-size',
  );
  assert.equal(
    thrown(() => new Scanner(0, 4)),
    'empty',
  );
  assert.equal(
    thrown(() => new Scanner(10_000, 10_000)),
    'too-large',
  );
});

test('takes both kinds of byte arrays, and a part of a larger buffer', async () => {
  const { rgba, width } = await drawn('a view');
  const buffer = new ArrayBuffer(rgba.length + 64);
  new Uint8Array(buffer, 32).set(rgba);
  for (const bytes of [new Uint8Array(rgba), new Uint8Array(buffer, 32, rgba.length), new Uint8ClampedArray(buffer, 32, rgba.length)]) {
    assert.equal(scan(bytes, width, width).codes[0]?.text, 'a view');
  }
});

test('throws plain objects that say why, and goes on', async () => {
  assert.equal(
    thrown(() => scan(new Uint8Array(0), 0, 0)),
    'empty',
  );
  assert.equal(
    thrown(() => scan(new Uint8Array(16), 2, 3)),
    'wrong-size',
  );
  assert.equal(
    thrown(() => scan('text', 2, 2)),
    'wrong-size',
  );
  assert.equal(
    thrown(() => scan(undefined, 2, 2)),
    'wrong-size',
  );
  assert.equal(
    thrown(() => scan(new Uint8Array(16), -1, 4)),
    'too-large',
  );
  assert.equal(
    thrown(() => scan(new Uint8Array(16), 10_000, 10_000)),
    'too-large',
  );
  const { rgba, width } = await drawn('still alive');
  assert.equal(scan(rgba, width, width).codes[0]?.text, 'still alive');
});

test('says what was wrong with a picture without a code', () => {
  const grey = (brightness) => {
    const rgba = new Uint8ClampedArray(400 * 500 * 4).fill(255);
    for (let at = 0; at < rgba.length; at += 4) rgba.fill(brightness, at, at + 3);
    return scan(rgba, 400, 500).finding;
  };
  assert.deepEqual([5, 128, 255].map(grey), ['too-dark', 'no-code', 'too-bright']);
});
