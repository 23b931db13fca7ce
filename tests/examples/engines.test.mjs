// What docs/engines.md says, tried where its engine is: the filter by itself, GNU parallel, Spark. An engine that is not there is told loudly.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../scripts/command.mjs';

const AT = '2026-11-20T18:42:07+08:00';
const python = process.env.PYTHON ?? 'python3';
const samples = join(root, 'www', 'public', 'samples');
const trust = ['--trust', join(samples, 'demo-root.pem'), '--cert', join(samples, 'demo-chain.pem')];
const binary = [process.env.SLIPCHECK_BINARY, join(root, 'target/debug/slipcheck'), join(root, 'target/release/slipcheck')].find(
  (path) => path !== undefined && existsSync(path),
);
let folder;
let codes;
let expected;

const filter = (input) =>
  execFileSync(
    binary,
    ['batch', '--input', 'jsonl', '--key', 'key', '--code', 'code', '--format', 'jsonl', '--no-fail', '--jobs', '1', '--at', AT, ...trust, '-'],
    { input, env: {}, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 28 },
  ).toString();
const rows = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

before(async () => {
  assert.ok(binary, 'the command line is not built: cargo build');
  folder = await mkdtemp(join(tmpdir(), 'slipcheck-engines-'));
  const code = async (name) => /eyJ[\w.-]+/.exec(await readFile(join(samples, name), 'utf8'))[0];
  const [good, altered] = [await code('good-attached.txt'), await code('payload-altered.txt')];
  const lines = Array.from({ length: 60 }, (_, i) => JSON.stringify({ key: `r${i}`, shop: i % 7, code: i % 20 === 3 ? altered : good }));
  codes = join(folder, 'codes.jsonl');
  await writeFile(codes, `${lines.join('\n')}\n`);
  expected = rows(filter(await readFile(codes))).map(({ key, verdict }) => `${key} ${verdict}`);
});
after(() => rm(folder, { recursive: true, force: true }));

test('the filter answers each line with one, in order, whatever it holds, with an empty environment', () => {
  assert.equal(expected.length, 60);
  assert.deepEqual([...new Set(expected.map((row) => row.split(' ')[1]))].sort(), ['invalid', 'verified']);
  const answers = rows(filter('no json\n\n{"key": 12, "code": "x"}\n{"key": "b"}\n'));
  assert.deepEqual(
    answers.map(({ key, verdict }) => [key, verdict]),
    [
      [null, 'unreadable'],
      [null, 'unreadable'],
      ['12', 'unreadable'],
      ['b', 'unreadable'],
    ],
  );
});

test('GNU parallel: the same rows in the same order', (context) => {
  if (spawnSync('parallel', ['--version']).status !== 0) {
    console.error('NOT RUN: GNU parallel is not installed.');
    return context.skip('no GNU parallel');
  }
  const command = [binary, 'batch --input jsonl --key key --code code --format jsonl --no-fail --jobs 1 --at', AT, ...trust, '-'].join(' ');
  const output = execFileSync('parallel', ['--will-cite', '-k', '--pipepart', '-a', codes, '--block', '8k', command], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
  assert.deepEqual(
    rows(output.toString()).map(({ key, verdict }) => `${key} ${verdict}`),
    expected,
  );
});

test('Spark: the same rows, and a filter that dies fails the job', { timeout: 600_000 }, async (context) => {
  if (spawnSync(python, ['-c', 'import pyspark, pandas, pyarrow']).status !== 0 || spawnSync('java', ['-version']).status !== 0) {
    console.error('NOT RUN: PySpark, pandas, pyarrow or Java is not installed (PYTHON names another Python).');
    return context.skip('no Spark');
  }
  const run = (program, out) =>
    spawnSync(python, [join(root, 'examples', 'spark_audit.py'), codes, join(folder, out), '--slipcheck', program, ...trust, '--at', AT, '--parts', '3'], {
      env: { ...process.env, PYSPARK_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1', MASTER: 'local[2]' },
    });
  const good = run(binary, 'out.parquet');
  assert.equal(good.status, 0, good.stderr.toString().slice(-2000));
  const count = (verdict) => expected.filter((row) => row.endsWith(` ${verdict}`)).length;
  assert.equal(good.stdout.toString(), `invalid\t${count('invalid')}\nverified\t${count('verified')}\n`);
  assert.ok((await readdir(join(folder, 'out.parquet'))).some((name) => name.endsWith('.parquet')));

  const dying = join(folder, 'slipcheck');
  await writeFile(dying, '#!/bin/sh\nread line\necho \'{"key": "r0", "verdict": "verified", "causes": []}\'\nexit 3\n');
  await chmod(dying, 0o755);
  assert.notEqual(run(dying, 'dead.parquet').status, 0);
});
