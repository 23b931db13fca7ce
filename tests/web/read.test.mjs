// The built text-reading module as the page's workers call it, and the core with what it read. Needs the models
// (`node scripts/models.mjs`), and the shared photos where it says so.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import init, { Detector, Picture, PictureBuilder, Recogniser, arrange, turned } from '../../www/generated/read/slipcheck_read.js';
import initCore, * as core from '../../www/generated/whole/slipcheck_whole.js';
import { decode, folder } from '../../bench/photos.mjs';
import { holdsModels, modelList, modelsFolder } from '../../scripts/models.mjs';

const file = (path) => readFile(new URL(path, import.meta.url));
const thrown = (body) => {
  try {
    body();
  } catch (error) {
    return error.code;
  }
  return undefined;
};

const models = (await holdsModels(modelsFolder())) ? modelsFolder() : undefined;
const photos = folder();
const skip = !models
  ? 'NOT RUN: the models are not there (node scripts/models.mjs)'
  : !photos
    ? 'NOT RUN: the shared photos are not there (set SLIPCHECK_VECTORS)'
    : false;
if (skip) console.error(skip);

let detector;
let recogniser;
before(async () => {
  await init({ module_or_path: await file('../../www/generated/read/slipcheck_read_bg.wasm') });
  await initCore({ module_or_path: await file('../../www/generated/whole/slipcheck_whole_bg.wasm') });
  if (!models) return;
  const [first, second] = modelList.models.map((model) => join(models, model.file));
  detector = new Detector(await readFile(first));
  recogniser = new Recogniser(await readFile(second));
});

/** What one photo's truth says, and whom to trust. */
async function shared(wanted) {
  const truth = (await readFile(join(photos, 'photos.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const photo = truth.find(({ id }) => id === wanted);
  const pem = async (name) => new Uint8Array(Buffer.from((await readFile(join(photos, name), 'utf8')).replace(/-----[^-]+-----|\s/g, ''), 'base64'));
  const trust = { anchors: await Promise.all(photo.trust.map(pem)), certificates: await Promise.all(photo.cert.map(pem)), crls: [] };
  return { photo, trust };
}

test('refuses what is no picture, and what is no model, with a plain error', () => {
  assert.equal(
    thrown(() => new Picture(new Uint8Array(0), 0, 0)),
    'empty',
  );
  assert.equal(
    thrown(() => new Picture(new Uint8Array(15), 2, 2)),
    'wrong-size',
  );
  assert.equal(
    thrown(() => new Picture(undefined, 2, 2)),
    'wrong-size',
  );
  assert.equal(
    thrown(() => new Picture(new Uint8Array(16), 10_000, 10_000)),
    'too-large',
  );
  assert.equal(
    thrown(() => new PictureBuilder(10_000, 10_000)),
    'too-large',
  );
  assert.equal(
    thrown(() => new PictureBuilder(2, 2).finish()),
    'wrong-size',
  );
  assert.equal(
    thrown(() => Picture.fromPatch({ pixels: new Uint8Array(11), width: 2, height: 2, left: 0, top: 0, shrunk: 1 })),
    'wrong-size',
  );
  assert.equal(
    thrown(() => Picture.fromPatch(undefined)),
    'wrong-size',
  );
  for (const bytes of [new Uint8Array(0), new Uint8Array(1000), new TextEncoder().encode('<!doctype html>')]) {
    assert.equal(
      thrown(() => new Detector(bytes)),
      'model',
    );
    assert.equal(
      thrown(() => new Recogniser(bytes)),
      'model',
    );
  }
  assert.equal(
    thrown(() => arrange('lines')),
    'request',
  );
  assert.equal(
    thrown(() => turned([{ corners: [] }])),
    'request',
  );
  assert.deepEqual(arrange([]), { lines: [], turned: 0 });
});

test('reads a photographed slip line by line, and the core compares it with what was signed', { skip }, async () => {
  const { photo, trust } = await shared('photo/amount-8');
  const { rgba, width, height } = decode(join(photos, photo.image));
  const picture = new Picture(rgba, width, height);
  const places = detector.places(picture, 960);
  assert.deepEqual(JSON.parse(JSON.stringify(places)), places, 'nothing but plain values');
  assert.equal(recogniser.isUpsideDown(picture, places), false);
  const seen = [];
  const lines = recogniser.read(picture, places, (line, index) => void seen.push([index, line.text]));
  assert.deepEqual(
    seen,
    lines.map(({ text }, index) => [index, text]),
  );
  const page = arrange(lines.toReversed());
  assert.equal(page.lines[0].text.replaceAll(' ', ''), 'CARDHOLDERCOPY');
  const [first] = page.lines;
  assert.deepEqual(Object.keys(first).sort(), ['characters', 'corners', 'probability', 'text']);
  assert.equal(first.corners.length, 4);
  assert.equal(first.characters.map(({ text }) => text).join(''), first.text);

  // Turned round, it reads the same.
  assert.equal(recogniser.isUpsideDown(picture, turned(places)), true);

  // Of a piece of the picture, a line is read as of the whole; and a picture that came in rows is the same.
  const rows = new PictureBuilder(width, height);
  for (let top = 0; top < height; top += 100) rows.push(rgba.subarray(top * width * 4, (top + 100) * width * 4));
  const again = rows.finish();
  for (const at of [0, 5, places.length - 1]) {
    const patch = Picture.fromPatch(again.patch(places[at]));
    assert.deepEqual(recogniser.read(patch, [places[at]]), [lines[at]]);
    patch.free();
  }
  again.free();

  // A worker that returns false reads no further.
  assert.equal(recogniser.read(picture, places, () => false).length, 1);
  picture.free();

  const check = (more) => core.check({ picture: { codes: [{ text: photo.code, corners: [] }], finding: 'codes', ...more }, trust, at: photo.at })[0];
  const report = check({ lines: page.lines });
  assert.equal(report.verdict, 'altered');
  const amount = report.fields.find(({ name }) => name === 'amount');
  assert.deepEqual([amount.signed, amount.printed, amount.match], [photo.signed.amount, photo.printed.amount, false]);
  assert.ok(amount.where.x > 0 && amount.where.x + amount.where.width < width && amount.where.height > 8, JSON.stringify(amount.where));
  assert.ok(report.notes.some(({ id }) => id === 'read-by-machine'));
  // What a person says counts more.
  const answered = check({ lines: page.lines, answers: { amount: photo.signed.amount } });
  assert.equal(answered.verdict, 'verified');
  assert.ok(answered.notes.some(({ id, field, read }) => id === 'corrected-by-hand' && field === 'amount' && read === photo.printed.amount));
  assert.equal(core.readLines(page.lines).fields.find(({ name }) => name === 'tid').value, photo.printed.tid);
});

test('a second choice that gives the signed value is a question, never an answer', { skip: photos ? false : skip }, async () => {
  const { photo, trust } = await shared('photo/amount-2');
  const line = (text, row) => ({
    text,
    corners: [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ].map(([x, y]) => ({ x: 20 * text.length * x, y: 40 * row + 30 * y })),
    probability: 0.9,
    characters: [...text].map((character, i) => ({ text: character, probability: 0.9, middle: { x: 20 * i + 10, y: 40 * row + 15 } })),
  });
  const lines = photo.lines.map(line);
  const check = () => core.check({ picture: { codes: [{ text: photo.code, corners: [] }], finding: 'codes', lines }, trust, at: photo.at })[0];
  assert.equal(check().verdict, 'altered');
  const amount = lines.find(({ text }) => text.includes(photo.printed.amount));
  const at = amount.text.indexOf(photo.printed.amount) + [...photo.printed.amount].findIndex((digit, i) => digit !== photo.signed.amount[i]);
  amount.characters[at].runnersUp = [{ text: photo.signed.amount[at - amount.text.indexOf(photo.printed.amount)], probability: 0.3 }];
  const report = check();
  assert.equal(report.verdict, 'unreadable');
  assert.equal(report.fields.find(({ name }) => name === 'amount').match, null);
  assert.equal(report.checks.find(({ id }) => id === 'printed').status, 'unknown');
  assert.ok(report.notes.some(({ id, field }) => id === 'confirm-reading' && field === 'amount'));
  assert.ok(report.causes.some(({ id, confidence }) => id === 'reading-error' && confidence === 'possible'));
});

test('the list of models is the one that was made', { skip: models ? false : 'NOT RUN: the models are not there' }, () => {
  for (const { file: name } of modelList.models) assert.ok(existsSync(join(models, name)));
});
