// `npm test`: everything that must hold, in the order in which it fails soonest. Stops at the first failure; the last line counts.

import { join } from 'node:path';
import { Problem, exists, isMain, root, run } from './command.mjs';
import { buildPage } from './page.mjs';
import { setup } from './setup.mjs';
import { size } from './size.mjs';
import { buildModules } from './wasm.mjs';

let passed = 0;
let failed = 0;
let browser;

/** Adds what a test program counted: cargo, node and Playwright each say it in their own words. */
function count(output) {
  const sum = (pattern) => [...output.matchAll(pattern)].reduce((total, [, number]) => total + Number(number), 0);
  const text = output.replace(/\u001b\[[\d;]*m/g, '');
  const counted = (verb, short) =>
    sumOf(text, [new RegExp(`^test result: .*?(\\d+) ${verb};`, 'gm'), new RegExp(`^# ${short} (\\d+)$`, 'gm'), new RegExp(`^\\s+(\\d+) ${verb}\\b`, 'gm')], sum);
  passed += counted('passed', 'pass');
  return counted('failed', 'fail');
}

function sumOf(text, patterns) {
  let total = 0;
  for (const pattern of patterns) for (const [, number] of text.matchAll(pattern)) total += Number(number);
  return total;
}

/** Runs a program that counts its own tests. */
async function tests(program, args, env) {
  try {
    count(await run(program, args, { tee: true, env }));
  } catch (error) {
    failed += Math.max(1, count(error.output ?? ''));
    throw error;
  }
}

const steps = [
  ['tools', async () => ({ browser } = await setup({ browser: true }))],
  ['scripts', () => tests(process.execPath, ['--test', '--test-reporter=tap', join('scripts', 'tests')])],
  ['format', () => run('cargo', ['fmt', '--all', '--check'])],
  ['lints', () => run('cargo', ['clippy', '--locked', '--workspace', '--all-targets', '--all-features', '--', '-D', 'warnings'])],
  ['core and command line', () => tests('cargo', ['test', '--locked', '--workspace', '--all-features'])],
  ['documentation', () => run('cargo', ['doc', '--workspace', '--all-features', '--no-deps', '--document-private-items'], { env: { RUSTDOCFLAGS: '-D warnings' } })],
  ['web modules', buildModules],
  ['page types', () => run('npm', ['run', '--silent', '--if-present', 'check'])],
  ['page', buildPage],
  ['size', () => size()],
  [
    'page in the browser',
    async () => {
      if (!(await exists(join(root, 'tests', 'browser')))) throw new Problem('tests/browser is missing: the page is not tested.');
      await tests('npx', ['playwright', 'test', '--reporter=list'], { CHROMIUM: browser, FORCE_COLOR: '0', CI: '1' });
    },
  ],
];

async function all() {
  const began = Date.now();
  for (const [index, [name, step]] of steps.entries()) {
    console.log(`\n── ${index + 1}/${steps.length} ${name} (${Math.round((Date.now() - began) / 1000)} s)`);
    const before = failed;
    try {
      await step();
    } catch (error) {
      if (failed === before) failed += 1;
      console.error(error instanceof Problem ? error.message : error);
      console.error(`\nStopped at: ${name}`);
      process.exitCode = 1;
      break;
    }
  }
  console.log(`\n${passed} passed, ${failed} failed`);
}

if (isMain(import.meta)) await all();
