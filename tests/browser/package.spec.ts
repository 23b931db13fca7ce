/** The npm package in a browser, served as its files are: the README's example, and a worker under a strict policy. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// Not the page's own: these files are no part of its build.
import { expect, test } from '@playwright/test';
import { root, sample } from './page.ts';

const folder = join(root, 'target/npm/slipcheck');
const TYPES: Record<string, string> = { js: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };

test('the example of the README, and a worker', async ({ page }) => {
  test.skip(!existsSync(folder), 'NOT RUN: the package is not made (npm run package)');
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(readme)?.[1]?.replace("from 'slipcheck'", "from './index.js'");
  expect(code).toContain('./index.js');
  await page.route('**/package/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').pop() ?? '';
    const body = name === 'example.js' ? code : name === 'page.html' ? '<!doctype html><title>package</title>' : readFileSync(join(folder, name));
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
    return route.fulfill({ body: body ?? '', contentType: TYPES[name.split('.').pop() ?? ''] ?? 'text/plain', headers: { 'content-security-policy': policy } });
  });
  await page.goto('./package/page.html');
  const files = { slip: sample('good-attached.txt'), altered: sample('payload-altered.txt'), root: sample('demo-root.pem'), chain: sample('demo-chain.pem') };
  const said = await page.evaluate(async ({ slip, altered, root, chain }) => {
    const example = await import(/* @vite-ignore */ `${location.origin}${location.pathname.replace('page.html', 'example.js')}`);
    const { start } = await import(/* @vite-ignore */ `${location.origin}${location.pathname.replace('page.html', 'worker.js')}`);
    const worker = await start();
    const [report] = await worker.check({ text: slip, trust: { anchors: [root], certificates: [chain] }, at: '2026-11-20T18:42:07+08:00' });
    worker.end();
    return { example: example.judged(altered, root, chain) as string, worker: report.verdict as string };
  }, files);
  expect(said.example).toMatch(/^(?:altered|invalid|certificate-problem) · /);
  expect(said.worker).toBe('verified');
});
