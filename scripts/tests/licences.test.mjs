import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../command.mjs';
import { TAKEN, TOOLS_ALONE, isTaken, refused } from '../licences.mjs';
import { loose, strayCrates } from '../supply.mjs';

test('a licence is taken when one of its choices is, and every part of that', () => {
  for (const good of [
    'MIT',
    'MIT OR GPL-3.0',
    'GPL-3.0 OR (MIT AND Zlib)',
    'Unlicense OR MIT',
    'MIT/Apache-2.0',
    '(MIT OR CC0-1.0)',
    'Apache-2.0 WITH LLVM-exception',
  ])
    assert.ok(isTaken(good), good);
  for (const bad of ['GPL-3.0', 'MIT AND GPL-3.0', '(MIT OR Zlib) AND CC-BY-4.0', 'BlueOak-1.0.0', 'MIT-0']) assert.ok(!isTaken(bad), bad);
  for (const none of ['', 'MIT OR', '(MIT', 'MIT Apache-2.0', 'AND']) assert.throws(() => isTaken(none), /Not a licence/, none);
});

test('what cannot be taken is named; an exception is for tools alone, with its reason', () => {
  const npm = (licence, tool) => [{ path: 'node_modules/x', name: 'x', version: '1.0.0', licence, tool }];
  const exception = [{ kind: 'npm', name: 'x', licence: 'GPL-3.0', why: 'a tool' }];
  assert.deepEqual(refused([], npm('MIT', false), []), []);
  assert.deepEqual(refused([], npm('GPL-3.0', true), []), ['npm x 1.0.0: GPL-3.0']);
  assert.deepEqual(refused([], npm('', true), []), ['npm x 1.0.0: no licence is named']);
  assert.deepEqual(refused([], npm('GPL-3.0', true), exception), []);
  assert.deepEqual(refused([], npm('GPL-3.0', false), exception), ['npm x 1.0.0: GPL-3.0']);
  for (const { why } of TOOLS_ALONE) assert.ok(why.length > 20);
});

test('cargo-deny is told the same licences', () => {
  const [, list] = /^allow = \[(.*)\]$/m.exec(readFileSync(join(root, 'deny.toml'), 'utf8'));
  assert.deepEqual(
    [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name),
    TAKEN,
  );
});

test('a version that floats, a package without a digest and a script at installation are named', () => {
  const lock = (entry) => ({ packages: { '': {}, 'node_modules/x': { version: '1.0.0', integrity: 'sha512-AA==', license: 'MIT', ...entry } } });
  assert.deepEqual(loose({ dependencies: { x: '1.0.0' } }, lock({})), []);
  assert.equal(loose({ dependencies: { x: '^1.0.0' } }, lock({})).length, 1);
  assert.equal(loose({ devDependencies: { x: 'latest' } }, lock({})).length, 1);
  assert.equal(loose({}, lock({ integrity: undefined })).length, 1);
  assert.equal(loose({}, lock({ hasInstallScript: true })).length, 1);
  assert.equal(loose({}, lock({ resolved: 'git+ssh://git@example.org/x.git' })).length, 1);
});

test('a crate from elsewhere than the registry is named', () => {
  const entry = (source, more = '') => `[[package]]\nname = "x"\nversion = "1.0.0"\n${source}\n${more}\n`;
  const registry = 'source = "registry+https://github.com/rust-lang/crates.io-index"';
  const checksum = `checksum = "${'0'.repeat(64)}"`;
  assert.deepEqual(strayCrates(entry('') + entry(registry, checksum)), []);
  assert.deepEqual(strayCrates(entry(registry)), ['x']);
  assert.deepEqual(strayCrates(entry('source = "git+https://example.org/x#0"', checksum)), ['x']);
});
