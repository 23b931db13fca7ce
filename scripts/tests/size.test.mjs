import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LIMITS, importedStatically, loadedByHtml, size, weigh } from '../size.mjs';

/** A built page in a folder of its own; `sizes` in incompressible bytes. */
async function page(t, { core = 1000, whole = 1000, everything = 1000, scan = 1000, pages = 1000, reconcile = 1000, later = 1000, files = {} } = {}) {
  const top = await mkdtemp(join(tmpdir(), 'size-'));
  t.after(() => rm(top, { recursive: true }));
  await mkdir(join(top, 'assets'));
  const all = {
    'index.html': '<!doctype html><script type="module" crossorigin src="./assets/index-1.js"></script><link rel="stylesheet" href="/assets/index-1.css">',
    'assets/index-1.js': 'import{a as b}from"./shared-1.js";const l=()=>import("./later-1.js");new Worker("/assets/verify-1.js")',
    'assets/index-1.css': 'body{margin:0}',
    'assets/shared-1.js': 'export const a=1;',
    'assets/later-1.js': `//${randomBytes(later).toString('base64')}`,
    'assets/verify-1.js': 'import"./comlink-1.js";',
    'assets/comlink-1.js': 'export{};',
    'assets/zh-CN-1.js': `export default "${randomBytes(600).toString('base64')}"`,
    'assets/en-1.js': 'export default "short"',
    'assets/de-1.js': 'export default "kurz"',
    'assets/slipcheck_bg-1.wasm': randomBytes(core),
    'assets/slipcheck_whole_bg-1.wasm': randomBytes(whole),
    'assets/slipcheck_all_bg-1.wasm': randomBytes(everything),
    'assets/slipcheck_scan_bg-1.wasm': randomBytes(scan),
    'assets/slipcheck_pages_bg-1.wasm': randomBytes(pages),
    'assets/slipcheck_reconcile_bg-1.wasm': randomBytes(reconcile),
    ...files,
  };
  for (const [name, content] of Object.entries(all)) if (content !== undefined) await writeFile(join(top, name), content);
  return top;
}

test('reads what loads first from the build itself', async (t) => {
  const { first } = await weigh(await page(t));
  assert.deepEqual(
    first.map(({ file }) => file).sort(),
    [
      'index.html',
      ...['comlink-1.js', 'index-1.css', 'index-1.js', 'shared-1.js', 'slipcheck_bg-1.wasm', 'verify-1.js', 'zh-CN-1.js'].map((name) => `assets/${name}`),
    ].sort(),
  );
});

test('names each limit that is exceeded, and what loads later is no part of the first verdict', async (t) => {
  t.mock.method(console, 'log', () => {});
  await size(await page(t, { later: 400_000 }));
  await assert.rejects(size(await page(t, { core: LIMITS.core + 1000 })), /Too large: core module/);
  await assert.rejects(
    size(await page(t, { core: LIMITS.core - 1000, files: { 'assets/shared-1.js': randomBytes(LIMITS.first - LIMITS.core + 10_000) } })),
    /Too large: before the first verdict/,
  );
  await assert.rejects(size(await page(t, { scan: LIMITS.scan + 1000 })), /Too large: code-reading module/);
  await assert.rejects(size(await page(t, { pages: LIMITS.pages + 1000 })), /Too large: page-drawing module/);
});

test('a build in which a part is missing is an error, not a small build', async (t) => {
  await assert.rejects(weigh(await page(t, { files: { 'assets/verify-1.js': undefined } })), /verify worker/);
  await assert.rejects(weigh(await page(t, { files: { 'assets/en-1.js': undefined } })), /texts of a language/);
  await assert.rejects(weigh(join(tmpdir(), 'no-such-page')), /npm run build/);
});

test('tells static from dynamic imports', () => {
  assert.deepEqual(
    importedStatically('import"./a.js";import{x as y,z}from"./b.js";import c,{d}from\'./c.js\';export*from"./d.js";import("./e.js");import.meta.url'),
    ['./a.js', './b.js', './c.js', './d.js'],
  );
  assert.deepEqual(loadedByHtml('<script src=a.js></script><link rel="modulepreload" href="b.js"><link rel="icon" href="c.png"><script>inline</script>'), [
    'a.js',
    'b.js',
  ]);
});
