// `npm run test:firefox [FILE …]`: the browser suite in Firefox. What is known to differ stands with its reason in
// tests/engines/firefox-differences.json; what fails and is not there, and what is there and passes, is a failure.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, isMain, main, root, run, which } from './command.mjs';

const DIFFERENCES = join(root, 'tests', 'engines', 'firefox-differences.json');

/** Every test of a Playwright report: `file › titles` and whether it passed (undefined: not run). */
export function outcomes({ suites }) {
  const found = new Map();
  const walk = (suite, titles) => {
    const here = suite.title === suite.file ? titles : [...titles, suite.title];
    for (const { title, ok, tests } of suite.specs ?? [])
      found.set([suite.file, ...here, title].join(' › '), tests.every(({ status }) => status === 'skipped') ? undefined : ok);
    for (const inner of suite.suites ?? []) walk(inner, here);
  };
  for (const suite of suites) walk(suite, []);
  return found;
}

/**
 * What contradicts the list.
 * @param {Map<string, boolean | undefined>} outcomes
 * @param {{test: string, reason: string}[]} differences
 * @param {boolean} all every test was asked for, so that an entry without a test is stale
 * @returns {string[]} sentences; none when all is as it should be
 */
export function contradictions(outcomes, differences, all) {
  const listed = new Map(differences.map(({ test, reason }) => [test, reason]));
  const wrong = [];
  for (const [name, passed] of outcomes) {
    if (passed === false && !listed.has(name)) wrong.push(`fails: ${name}`);
    if (passed === true && listed.has(name)) wrong.push(`passes, and is listed as different: ${name}`);
  }
  if (all) for (const name of listed.keys()) if (!outcomes.has(name)) wrong.push(`is listed, and no such test is there: ${name}`);
  return wrong;
}

if (isMain(import.meta))
  await main(async () => {
    const firefox = await which('firefox', 'firefox-esr');
    if (!firefox) throw new Problem('NOT RUN: Firefox is not on PATH (Debian: firefox-esr).');
    const report = join(root, 'test-results', 'firefox.json');
    const files = process.argv.slice(2);
    await run('npx', ['playwright', 'test', '-c', 'playwright.firefox.config.ts', ...files], { env: { FIREFOX: firefox, FORCE_COLOR: '0' } }).catch(() => {});
    const found = outcomes(JSON.parse(await readFile(report, 'utf8')));
    if (found.size === 0) throw new Problem('Firefox ran no test.');
    const wrong = contradictions(found, JSON.parse(await readFile(DIFFERENCES, 'utf8')), files.length === 0);
    const passed = [...found.values()].filter((ok) => ok).length;
    console.log(`\nFirefox: ${passed} of ${found.size} tests pass.`);
    if (wrong.length > 0) throw new Problem(wrong.join('\n'));
  });
