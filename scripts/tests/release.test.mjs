import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serve } from '../serve.mjs';
import { verify } from '../verify-release.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const FILES = { 'index.html': '<!doctype html>', 'first.js': '1;', 'sw.js': '2;', 'assets/x-1.js': '3;', _headers: '/*\n' };

/** A small release in a folder of its own. */
async function release(t, { files = FILES, list = FILES } = {}) {
  const top = await mkdtemp(join(tmpdir(), 'release-'));
  t.after(() => rm(top, { recursive: true }));
  await mkdir(join(top, 'assets'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(top, name), text);
  const entries = Object.fromEntries(Object.entries(list).map(([name, text]) => [name, { sha256: sha256(text), bytes: text.length }]));
  await writeFile(join(top, 'release.json'), JSON.stringify({ version: '1.0.0', commit: 'abc', files: entries }));
  return top;
}

test('a folder and an address that are the release', async (t) => {
  const top = await release(t);
  const manifest = await readFile(join(top, 'release.json'));
  const server = await serve({ folder: top, port: 0 });
  t.after(() => server.close());
  for (const place of [top, `http://127.0.0.1:${server.address().port}/`, `http://127.0.0.1:${server.address().port}`]) {
    const found = await verify(place, { expect: sha256(manifest).toUpperCase(), against: top });
    assert.deepEqual(found.differing, []);
    assert.equal(found.digest, sha256(manifest));
    assert.equal(found.count, 5);
  }
});

test('one byte, a file too few and a file too many are named', async (t) => {
  const changed = await release(t, { files: { ...FILES, 'assets/x-1.js': '4;' } });
  assert.deepEqual((await verify(changed)).differing, ['assets/x-1.js: changed (2 bytes, 2 published)']);
  const server = await serve({ folder: changed, port: 0 });
  t.after(() => server.close());
  assert.deepEqual((await verify(`http://127.0.0.1:${server.address().port}/`)).differing, ['assets/x-1.js: changed (2 bytes, 2 published)']);
  const { 'first.js': _, ...fewer } = FILES;
  assert.deepEqual((await verify(await release(t, { files: fewer }))).differing, ['first.js: missing']);
  assert.deepEqual((await verify(await release(t, { files: { ...FILES, 'more.js': '5;' } }))).differing, ['more.js: not in the list']);
});

test('a list that was changed along with its files is not the one that was expected', async (t) => {
  const [own, other] = [await release(t), await release(t, { files: { ...FILES, 'sw.js': '9;' }, list: { ...FILES, 'sw.js': '9;' } })];
  assert.deepEqual((await verify(other)).differing, []);
  const { digest } = await verify(own);
  assert.deepEqual((await verify(other, { expect: digest })).differing, ['release.json: not the digest that was expected']);
  assert.deepEqual((await verify(other, { against: own })).differing, [`release.json: not that of ${own}`, `sw.js: another file in ${own}`]);
});

test('a list that names files elsewhere, or is none, is refused', async (t) => {
  await assert.rejects(verify(await release(t, { list: { ...FILES, '../secret': 'x' } })), /names "..\/secret"/);
  await assert.rejects(verify(await release(t, { list: {} })), /lists no index.html/);
  await assert.rejects(verify(join(tmpdir(), 'no-such-release')), /There is no release.json/);
});
