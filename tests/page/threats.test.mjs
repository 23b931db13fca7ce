// Every test that the documents name is there, by this name and in this file: docs/threat-model.md, docs/assurance.md.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/command.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');

/** Tests that a text names: `name` (`path`). */
function named(text) {
  return [...text.matchAll(/`([^`\n]+)` \(`((?:[\w.-]+\/)+[\w.-]+\.(?:rs|ts|mjs))`\)/g)].map(([, name, path]) => [name, path]);
}

/** Whether a file has a test of this name: a Rust function, or a title in quotes. */
function has(text, path, name) {
  if (path.endsWith('.rs')) return new RegExp(`#\\[test\\][^{}]*\\bfn ${name}\\(`).test(text);
  return ["'", '`', '"'].some((quote) => text.includes(`test(${quote}${name}${quote}`));
}

for (const path of ['docs/threat-model.md', 'docs/assurance.md']) {
  test(`${path}: every test that it names is there`, () => {
    const tests = named(read(path));
    assert.ok(tests.length >= (path.includes('threat') ? 40 : 5), 'the tests were read');
    const missing = tests.filter(([name, file]) => !existsSync(join(root, file)) || !has(read(file), file, name));
    assert.deepEqual(missing, []);
  });
}

test('each line of the threats names what shows it', () => {
  const rows = read('docs/threat-model.md')
    .split('\n')
    .filter((line) => /^\| (?!tries|---)/.test(line));
  assert.ok(rows.length > 30, 'the tables were read');
  assert.deepEqual(
    rows.filter((row) => named(row).length === 0),
    [],
  );
});

test('a test that is not there is noticed', () => {
  assert.ok(!has("test('something else', () => {})", 'a.ts', 'something'));
  assert.ok(!has('fn something() {}', 'a.rs', 'something'));
  assert.ok(has('#[test]\nfn something() {}', 'a.rs', 'something'));
});

test('each command of the figures is one that is there', () => {
  const scripts = JSON.parse(read('package.json')).scripts;
  const text = read('docs/assurance.md');
  for (const [, name] of text.matchAll(/`npm run ([\w:-]+)/g)) assert.ok(name in scripts, name);
  for (const [, path] of text.matchAll(/`node (scripts\/[\w/.-]+\.mjs)/g)) assert.ok(existsSync(join(root, path)), path);
});
