/** The page uses the files that were published and no others: changed on the host or on the device, a file is refused, said, and nothing is verified with it. */

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { check, dist, expect, open, openTrusting, sample, samplePath, served, settled, test, trust } from './page.ts';
import { sound } from './sound.ts';

test.use({ quiet: false });

const assets = readdirSync(join(dist, 'assets'));
/** The build's file of this kind, as a path from the page's address. */
function file(pattern: RegExp): string {
  const found = assets.filter((name) => pattern.test(name));
  expect(found, String(pattern)).toHaveLength(1);
  return `assets/${found[0]}`;
}

/** The same with one bit of one byte in its middle the other way round. */
function flipped(path: string): Buffer {
  const bytes = readFileSync(join(dist, path));
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

/** The host has another file in a file's place. Returns how often it was asked for. */
async function changedOnHost(target: Page | BrowserContext, path: string, body = flipped(path)): Promise<() => number> {
  let times = 0;
  await target.route(`**/${path}`, async (route) => {
    times += 1;
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['content-length'];
    return route.fulfill({ response, headers, body });
  });
  return () => times;
}

const refused = (page: Page) => page.locator('#refused');

async function isRefused(page: Page, path: string): Promise<void> {
  await expect(refused(page)).toBeVisible();
  await expect(refused(page).locator('code')).toHaveText(`/${path}`);
  await expect(refused(page)).toContainText('已拒绝使用');
  await expect(refused(page)).toContainText('It was refused, and nothing is checked with it');
  await expect(refused(page)).toContainText('nicht die veröffentlichte');
  await expect(page.locator('#verdict')).toHaveCount(0);
}

test('unchanged, nothing is refused: a slip, a photo, every view and language', async ({ page, watch }) => {
  await openTrusting(page);
  await check(page, sample('good-attached.txt'), 'verified');
  await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
  await settled(page, 'verified');
  for (const view of ['tools', 'batch', 'reconcile', 'audit', 'incidents', 'terminals', 'course', 'certificates', 'kept', 'help']) {
    await page.goto(`./#/${view}`);
    await expect(page.locator('main h1').first()).toBeVisible();
  }
  for (const language of ['zh-CN', 'de', 'en']) {
    await page.locator(`[data-language="${language}"]`).click();
    await expect(page.locator(`[data-language="${language}"]`)).toHaveAttribute('aria-current', 'true');
  }
  await expect(refused(page)).toBeHidden();
  expect(watch.errors).toEqual([]);
});

test.describe('which release this is', () => {
  const digest = createHash('sha256')
    .update(readFileSync(join(dist, 'release.json')))
    .digest('hex');

  for (const [locale, word] of Object.entries({ 'zh-CN': '发布', en: 'Release', de: 'Ausgabe' })) {
    test.describe(() => {
      test.use({ locale, viewport: { width: 360, height: 740 } });

      test(`stands in the foot, whole and with how to compare: ${locale}`, async ({ page }) => {
        await open(page);
        const release = page.locator('footer [data-release]');
        await expect(release).toHaveAttribute('data-release', digest);
        await expect(release.locator('summary')).toHaveText(`${word} \u2068${digest.slice(0, 12).toUpperCase()}\u2069`);
        await release.locator('summary').click();
        expect((await release.locator('.release__digest').innerText()).replace(/\s/g, '').toLowerCase()).toBe(digest);
        await expect(release).toContainText('scripts/verify-release.mjs http://localhost');
        expect((await release.locator('summary').boundingBox())?.height).toBeGreaterThanOrEqual(44);
        for (const link of await release.locator('a').all()) expect((await page.request.get((await link.getAttribute('href')) ?? '')).ok()).toBe(true);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
        await sound(page, `release ${locale}`);
      });
    });
  }

  test('stands on the printed report', async ({ page }) => {
    await open(page);
    await check(page, sample('unsigned.txt'), 'unsigned');
    await expect(page.locator('footer [data-release]')).toBeAttached();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.a4 slip-release')).toContainText('Release');
    expect((await page.locator('.a4 slip-release').innerText()).replace(/[^0-9a-f]/gi, '').toLowerCase()).toContain(digest);
  });

  test('a list of another build is not told as this page’s', async ({ page }) => {
    const list = readFileSync(join(dist, 'release.json'), 'utf8');
    const { files } = JSON.parse(list) as { files: Record<string, { sha256: string }> };
    await changedOnHost(page, 'release.json', Buffer.from(list.replace(files['first.js']?.sha256 ?? '', '0'.repeat(64))));
    await open(page);
    await expect(page.locator('footer slip-release')).toContainText('another release');
    await expect(page.locator('footer [data-release]')).toHaveCount(0);
  });
});

test.describe('one byte changed on the host', () => {
  for (const [what, pattern] of Object.entries({
    'the script that starts the page': /^index-.*\.js$/,
    'a script that it imports': /^shared-.*\.js$/,
    'the style sheet': /^index-.*\.css$/,
    'the texts of the language': /^en-[\w-]*\.js$/,
  })) {
    test(what, async ({ page }) => {
      // The texts of a language are the longer one of the two that are named after it.
      const named = assets.filter((name) => pattern.test(name)).map((name) => `assets/${name}`);
      const [path = ''] = named.sort((a, b) => statSync(join(dist, b)).size - statSync(join(dist, a)).size);
      const asked = await changedOnHost(page, path);
      await page.goto('./');
      await isRefused(page, path);
      await expect(page.locator('slip-app main')).toHaveCount(0);
      expect(asked()).toBeGreaterThan(0);
    });
  }

  test('the script that loads all others', async ({ page }) => {
    await changedOnHost(page, 'first.js');
    await page.goto('./');
    await expect(refused(page)).toBeVisible();
    await expect(page.locator('slip-app main')).toHaveCount(0);
  });

  test('the core’s module: no verdict, and it works again once the file is the published one', async ({ page }) => {
    const path = file(/^slipcheck_bg-.*\.wasm$/);
    await changedOnHost(page, path);
    await open(page);
    await page.locator('#slip-text').fill(sample('good-attached.txt'));
    await expect(page.locator('#intake-problem')).toContainText('could not be loaded');
    await isRefused(page, path);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.reload();
    await check(page, sample('unsigned.txt'), 'unsigned');
    await expect(refused(page)).toBeHidden();
  });

  test('the worker that judges', async ({ page }) => {
    const path = file(/^verify\.worker-/);
    await changedOnHost(page, path, Buffer.from('postMessage(1);'));
    await open(page);
    await page.locator('#slip-text').fill(sample('good-attached.txt'));
    await expect(page.locator('#intake-problem')).toContainText('could not be loaded');
    await isRefused(page, path);
  });

  test('the whole core and its script, which are asked for what the first module leaves', async ({ page }) => {
    await openTrusting(page);
    for (const path of [file(/^slipcheck_whole_bg-.*\.wasm$/), file(/^slipcheck_whole-.*\.js$/)]) {
      await changedOnHost(page, path);
      await page.reload();
      await page.locator('#slip-text').fill(sample('good-rsa.txt'));
      await expect(page.locator('#intake-problem')).toContainText('could not be loaded');
      await isRefused(page, path);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });

  test('the module and the worker that look at photos', async ({ page }) => {
    for (const path of [file(/^slipcheck_scan_bg-.*\.wasm$/), file(/^scan\.worker-/)]) {
      await changedOnHost(page, path);
      await open(page);
      await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
      await isRefused(page, path);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });

  for (const [what, { pattern, view, input }] of Object.entries({
    'the module that has everything, in the worker of a batch': { pattern: /^slipcheck_all_bg-.*\.wasm$/, view: 'batch', input: '#batch-files' },
    'its script, which that worker loads by itself': { pattern: /^slipcheck_all-.*\.js$/, view: 'batch', input: '#batch-files' },
    'the worker of a batch': { pattern: /^batch\.worker-/, view: 'batch', input: '#batch-files' },
    'the worker of audits': { pattern: /^audit\.worker-/, view: 'audit', input: '#audit-file' },
    'its module': { pattern: /^slipcheck_all_bg-.*\.wasm$/, view: 'audit', input: '#audit-file' },
    'the worker of three documents': { pattern: /^reconcile\.worker-/, view: 'reconcile', input: '#reconcile-acquirer' },
    'its module of its own': { pattern: /^slipcheck_reconcile_bg-.*\.wasm$/, view: 'reconcile', input: '#reconcile-acquirer' },
  })) {
    test(what, async ({ page }) => {
      const path = file(pattern);
      await changedOnHost(page, path);
      await open(page, `#/${view}`);
      await page.locator(input).setInputFiles(samplePath('good-attached.txt'));
      await isRefused(page, path);
    });
  }

  test('a view that is loaded later, a script that it imports, and its style', async ({ page }) => {
    for (const path of [file(/^help-.*\.js$/), file(/^tools-.*\.css$/)]) {
      await open(page);
      await changedOnHost(page, path);
      await page.goto(path.includes('help') ? './#/help' : './#/tools');
      await isRefused(page, path);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.goto('about:blank');
    }
  });

  test('the table of what comes later', async ({ page }) => {
    const path = file(/^later\.files-.*\.json$/);
    await changedOnHost(page, path);
    await page.goto('./#/help');
    await isRefused(page, path);
  });
});

test.describe('kept for use without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  async function kept(page: Page): Promise<void> {
    await open(page);
    await served(page);
  }

  /** One bit of a kept file the other way round. */
  async function changedInCache(page: Page, path: string): Promise<void> {
    await page.evaluate(async (path) => {
      const [name = ''] = (await caches.keys()).filter((name) => name.startsWith('slipcheck-files-'));
      const cache = await caches.open(name);
      const url = new URL(path, document.baseURI).href;
      const response = await cache.match(url);
      if (!response) throw new Error(`${path} is not kept`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await cache.put(url, new Response(bytes, { headers: response.headers }));
    }, path);
  }

  const core = (): string => file(/^slipcheck_bg-.*\.wasm$/);

  test('everything works without a network, and nothing is refused', async ({ page, context }) => {
    await kept(page);
    await context.setOffline(true);
    await page.reload();
    await trust(page, 'demo-root.pem', 'demo-chain.pem', 'demo.crl');
    await check(page, sample('good-attached.txt'), 'verified');
    await page.locator('.nav a[href="#/help"]').click();
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(refused(page)).toBeHidden();
  });

  test('a byte changed on the device is mended from the network', async ({ page, context }) => {
    await kept(page);
    await changedInCache(page, core());
    await page.reload();
    await check(page, sample('unsigned.txt'), 'unsigned');
    await context.setOffline(true);
    await page.reload();
    await check(page, sample('unsigned.txt'), 'unsigned');
    await expect(refused(page)).toBeHidden();
  });

  test('a byte changed on the device, without a network: refused, and nothing is verified', async ({ page, context }) => {
    await kept(page);
    await trust(page, 'demo-root.pem', 'demo-chain.pem', 'demo.crl');
    await changedInCache(page, core());
    await context.setOffline(true);
    await page.reload();
    await page.locator('#slip-text').fill(sample('good-attached.txt'));
    await expect(page.locator('#intake-problem')).toContainText('could not be loaded');
    await isRefused(page, core());
    await context.setOffline(false);
    await page.reload();
    await check(page, sample('good-attached.txt'), 'verified');
  });

  test('a byte changed on the device and on the host', async ({ page, context }) => {
    await kept(page);
    const path = file(/^shared-.*\.js$/);
    await changedInCache(page, path);
    await changedOnHost(context, path);
    await page.reload();
    await isRefused(page, path);
    await expect(page.locator('slip-app main')).toHaveCount(0);
  });

  test('the page itself changed on the device, without a network: a page that says so', async ({ page, context }) => {
    await kept(page);
    await changedInCache(page, 'index.html');
    await context.setOffline(true);
    await page.reload();
    await expect(page.locator('body')).toContainText('已拒绝使用');
    await expect(page.locator('body')).toContainText('nothing was checked');
    await expect(page.locator('body')).toContainText('nichts wurde geprüft');
    await expect(page.locator('slip-app')).toHaveCount(0);
  });

  test.describe(() => {
    test.use({ extra: ['assets/other.js'] });
    test('a file that is not of the build is not served', async ({ page, context }) => {
      await kept(page);
      await context.route('**/assets/other.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'globalThis.other = 1' }));
      const status = await page.evaluate(async () => (await fetch('assets/other.js')).status);
      expect(status).toBe(404);
      // A list that was put into the store beside the others is not believed either.
      await page.evaluate(async () => {
        const [name = ''] = (await caches.keys()).filter((name) => name.startsWith('slipcheck-files-'));
        await (await caches.open(name)).put(new URL('assets/other.js', document.baseURI).href, new Response('globalThis.other = 1'));
      });
      expect(await page.evaluate(async () => (await fetch('assets/other.js')).status)).toBe(404);
    });
  });

  test('a host whose file is changed is not kept, and its pages are told', async ({ page, context }) => {
    const path = file(/^camera-.*\.js$/);
    await changedOnHost(context, path);
    await open(page);
    await isRefused(page, path);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active ?? null)).toBe(null);
  });
});
