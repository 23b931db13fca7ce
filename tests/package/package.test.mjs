// The npm package as its users meet it: the README's example, every call, workers, types, and what would be published.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/command.mjs';
import { makePackage } from '../../scripts/package.mjs';

const AT = '2026-11-20T18:42:07+08:00';
const sample = (name) => readFile(join(root, 'www', 'public', 'samples', name), 'utf8');
let folder;
let core;
let workers;
let example;
let trust;

before(async () => {
  const made = await makePackage();
  folder = await mkdtemp(join(tmpdir(), 'slipcheck-package-'));
  await mkdir(join(folder, 'node_modules'));
  await cp(made, join(folder, 'node_modules', 'slipcheck'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  const [, code] = /```js\n([\s\S]*?)```/.exec(await readFile(join(made, 'README.md'), 'utf8'));
  await writeFile(join(folder, 'example.js'), code);
  await writeFile(join(folder, 'use.js'), "export * as core from 'slipcheck';\nexport * as workers from 'slipcheck/worker';\n");
  ({ core, workers } = await import(pathToFileURL(join(folder, 'use.js')).href));
  trust = { anchors: [await sample('demo-root.pem')], certificates: [await sample('demo-chain.pem')], crls: core.pem(await sample('demo.crl')) };
});
after(() => rm(folder, { recursive: true, force: true }));

test('nothing is answered before the module is there', () => {
  assert.throws(() => core.check({ text: 'x' }), { name: 'SlipcheckError', code: 'not-loaded' });
});

test('the example of the README', async () => {
  example = await import(pathToFileURL(join(folder, 'example.js')).href);
  const said = example.judged(await sample('payload-altered.txt'), trust.anchors[0], trust.certificates[0]);
  assert.match(said, /^(?:altered|invalid|certificate-problem) · \S+ \((?:proven|likely|possible)\) · /);
});

test('a slip, trusted and not', async () => {
  const text = await sample('good-attached.txt');
  const [good] = core.check({ text, trust, at: AT });
  assert.equal(good.verdict, 'verified');
  const [unknown] = core.check({ text, trust: { ...trust, anchors: [] }, at: new Date(AT) });
  assert.equal(unknown.verdict, 'unknown-issuer');
  const [alone] = core.check({ text, at: AT });
  assert.equal(alone.verdict, 'unknown-issuer');
});

test('certificates beside a slip are never trusted', async () => {
  const text = `${await sample('demo-root.pem')}\n${await sample('good-attached.txt')}`;
  for (const { verdict } of core.check({ text, trust: { certificates: [trust.anchors[0], trust.certificates[0]] }, at: AT }))
    assert.notEqual(verdict, 'verified');
});

test('what is missing in a request is said', () => {
  assert.throws(() => core.check({}), { code: 'request' });
  assert.throws(() => core.check({ text: 'x', at: 'yesterday' }), { code: 'request', message: /RFC 3339/ });
  assert.throws(() => core.check({ text: 'x', trust: { anchors: ['no PEM'] } }), { code: 'request', message: /PEM/ });
  assert.throws(() => core.pem(''), { code: 'request' });
});

test('files of certificates are looked into, and printed slips read', async () => {
  const { items } = core.inspect(new TextEncoder().encode(trust.certificates[0]));
  assert.ok(items.length >= 1 && items.every(({ der }) => der instanceof Uint8Array));
  const [slip] = core.read(await sample('unsigned.txt'));
  assert.equal(typeof slip.members.amount, 'string');
  assert.match(core.version(), /^\d+\.\d+\.\d+/);
});

test('a worker answers the same, and who waits when it is ended is told', async () => {
  const text = await sample('good-attached.txt');
  const worker = await workers.start();
  assert.deepEqual(await worker.check({ text, trust, at: AT }), core.check({ text, trust, at: AT }));
  await assert.rejects(worker.check({}), { name: 'SlipcheckError', code: 'request' });
  const waiting = worker.check({ text, trust, at: AT });
  await Promise.all([assert.rejects(waiting, { code: 'ended' }), worker.end()]);
  await assert.rejects(worker.version(), { code: 'ended' });
});

test('a module that is none is told', async () => {
  await assert.rejects(workers.start(new Uint8Array([0, 1, 2, 3])), { code: 'unavailable' });
});

test('types: what is right is taken, what is wrong is not', async () => {
  await symlink(join(root, 'node_modules', '@types'), join(folder, 'node_modules', '@types'));
  const source = (body) =>
    `import { check, inspect, load, read, SlipcheckError, type Report } from 'slipcheck';\nimport { start } from 'slipcheck/worker';\n${body}`;
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,dom', '--types', 'node'];
  const tsc = async (name, body) => {
    await writeFile(join(folder, name), source(body));
    execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), ...options, join(folder, name)], { cwd: folder, stdio: 'pipe' });
  };
  await tsc(
    'right.ts',
    `await load();
const reports: Report[] = check({ text: '', trust: { anchors: ['', new Uint8Array()] }, at: new Date() });
export const verdict: 'verified' | undefined = reports[0]?.verdict === 'verified' ? 'verified' : undefined;
export const members: Record<string, string> | undefined = read('')[0]?.members;
export const subject: string | undefined = inspect(new Uint8Array()).items[0]?.subject;
const worker = await start();
export const later: Promise<Report[]> = worker.check({ file: new Uint8Array() });
export const code = (error: unknown): string => (error instanceof SlipcheckError ? error.code : '');`,
  );
  await assert.rejects(
    tsc(
      'wrong.ts',
      `export const x = check({ text: 1 });\nexport const y: 'green' = check({ text: '' })[0]!.verdict;\nvoid [load, inspect, read, SlipcheckError, start];\nexport type Z = Report;`,
    ),
  );
});

test('what would be published is what it needs, and no more', async () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: join(folder, 'node_modules', 'slipcheck'), stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  assert.deepEqual(
    files.map(({ path }) => path).sort(),
    [
      'LICENSE',
      'README.md',
      'index.d.ts',
      'index.js',
      'licences.txt',
      'package.json',
      'read.d.ts',
      'report.d.ts',
      'slipcheck_all.js',
      'slipcheck_all_bg.wasm',
      'types.d.ts',
      'worker-script.js',
      'worker.d.ts',
      'worker.js',
    ].sort(),
  );
});
