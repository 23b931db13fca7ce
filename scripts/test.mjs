// `npm test`: everything that must hold, in the order in which it fails soonest. Stops at the first failure; the last line counts.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, exists, isMain, root, run } from './command.mjs';
import { format } from './format.mjs';
import { buildPage } from './page.mjs';
import { reproduce } from './reproduce.mjs';
import { setup } from './setup.mjs';
import { size } from './size.mjs';
import { supply } from './supply.mjs';
import { buildModules } from './wasm.mjs';

let passed = 0;
let failed = 0;
let again = 0;
let browser;

/**
 * What test programs counted: cargo, node and Playwright each say it in their own words.
 * @param {string} output everything they printed
 * @returns {{passed: number, failed: number, again: number}} `again`: of those that passed, how many failed at first
 */
export function count(output) {
  const text = output.replace(/\u001b\[[\d;]*m/g, '');
  const sum = (...patterns) => patterns.reduce((total, pattern) => [...text.matchAll(pattern)].reduce((inner, [, number]) => inner + Number(number), total), 0);
  const second = sum(/^ {2}(\d+) flaky\b/gm);
  return {
    passed: second + sum(/^test result: .*?(\d+) passed;/gm, /^# pass (\d+)$/gm, /^ {2}(\d+) passed\b/gm),
    failed: sum(/^test result: .*?(\d+) failed;/gm, /^# fail (\d+)$/gm, /^ {2}(\d+) failed\b/gm),
    again: second,
  };
}

/** Runs a program that counts its own tests. */
async function tests(program, args, env) {
  try {
    const counted = count(await run(program, args, { tee: true, env }));
    if (counted.passed === 0) throw new Problem(`${program} ${args.join(' ')} ran no test.`);
    passed += counted.passed;
    again += counted.again;
  } catch (error) {
    const counted = count(error.output ?? '');
    passed += counted.passed;
    again += counted.again;
    failed += counted.failed;
    throw error;
  }
}

/** Runs the test files of one folder in Node. */
async function nodeTests(folder) {
  const names = (await readdir(join(root, folder))).filter((name) => name.endsWith('.test.mjs'));
  await tests(process.execPath, ['--test', '--test-reporter=tap', ...names.map((name) => join(folder, name))]);
}

/** Name and what it does; a step that counts no tests of its own counts as one. */
const steps = [
  ['tools', async () => ({ browser } = await setup({ browser: true }))],
  ['scripts', () => nodeTests(join('scripts', 'tests'))],
  ['page sources', () => nodeTests(join('tests', 'page'))],
  ['what it is built from', async () => console.log(await supply())],
  ['format', () => format(true)],
  ['lints', () => run('cargo', ['clippy', '--locked', '--workspace', '--all-targets', '--all-features', '--', '-D', 'warnings'])],
  ['core and command line', () => tests('cargo', ['test', '--locked', '--workspace', '--all-features'])],
  // Engines that are not there are named as not run.
  ['past one machine', () => nodeTests(join('tests', 'examples'))],
  [
    'documentation',
    () => run('cargo', ['doc', '--workspace', '--all-features', '--no-deps', '--document-private-items'], { env: { RUSTDOCFLAGS: '-D warnings' } }),
  ],
  ['web modules', buildModules],
  ['web modules as the page calls them', () => nodeTests(join('tests', 'web'))],
  ['npm package', () => nodeTests(join('tests', 'package'))],
  ['page types', () => run('npm', ['run', '--silent', '--if-present', 'check'])],
  ['page', buildPage],
  ['size', () => size()],
  ['the page built again elsewhere', () => reproduce(false)],
  [
    'page in the browser',
    async () => {
      if (!(await exists(join(root, 'tests', 'browser')))) throw new Problem('tests/browser is missing: the page is not tested.');
      await tests('npx', ['playwright', 'test', '--reporter=list'], { CHROMIUM: browser, FORCE_COLOR: '0', CI: '1' });
    },
  ],
  ['page in Firefox and WebKit', () => run(process.execPath, ['--test', '--test-reporter=spec', join('tests', 'engines', 'engines.test.mjs')])],
];

async function all() {
  const began = Date.now();
  for (const [index, [name, step]] of steps.entries()) {
    console.log(`\n── ${index + 1}/${steps.length} ${name} (${Math.round((Date.now() - began) / 1000)} s)`);
    const before = { passed, failed };
    try {
      await step();
      if (passed === before.passed) passed += 1;
    } catch (error) {
      if (failed === before.failed) failed += 1;
      console.error(error instanceof Problem ? error.message : error);
      console.error(`\nStopped at: ${name}`);
      process.exitCode = 1;
      break;
    }
  }
  // A test that passes now and then is a fault of its own: look for it.
  if (again > 0) console.error(`\nUNSTEADY: ${again} passed at the second try only; Playwright names them above as flaky.`);
  console.log(`\n${passed} passed, ${failed} failed`);
}

if (isMain(import.meta)) await all();
