import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guarded } from '../guarded.mjs';

test('every module that comes later is loaded by its digest, however it is written', () => {
  assert.equal(guarded('a(()=>import("./x-1.js"))', 'a.js'), 'a(()=>slipcheck.load("./x-1.js"))');
  assert.equal(guarded('await import(`./x-1.js`).then(b)', 'a.js'), 'await slipcheck.load("./x-1.js").then(b)');
  assert.equal(guarded('import{a}from"./b.js";import.meta.url', 'a.js'), 'import{a}from"./b.js";import.meta.url');
});

test('a module whose name only the running page knows is refused', () => {
  assert.throws(() => guarded('import(name)', 'a.js'), /no digest can be held against/);
  assert.throws(() => guarded('import("https://example.org/x.js")', 'a.js'), /no digest can be held against/);
});
