/** A worker that dies, hangs or does not come is ended and started anew, and the page says so. */

import { check, expect, open, pressTrust, sample, samplePath, settled, test } from './page.ts';

test.use({ quiet: false });

/**
 * The first worker of this name is `first`, later ones are the build's own. Asked for to be checked, it is the build's own each time: what is
 * tried here is a worker that fails, not one that was changed.
 */
async function replaceOnce(page: import('@playwright/test').Page, pattern: RegExp, first: string | ((own: string) => string)): Promise<void> {
  let done = false;
  await page.route(pattern, async (route) => {
    if (done || route.request().resourceType() === 'fetch') return route.fallback();
    done = true;
    const response = await route.fetch();
    return route.fulfill({ response, body: typeof first === 'string' ? first : first(await response.text()) });
  });
}

test('a worker that dies', async ({ page }) => {
  // Answers what it is asked while it starts, then throws outside of any call, as a crashed module does.
  await replaceOnce(
    page,
    /\/verify\.worker-[\w-]+\.js$/,
    "addEventListener('message', ({ data }) => { if (data.path[0] === 'check') setTimeout(() => { throw new Error('unreachable'); }); else postMessage({ id: data.id, type: 'RAW', value: true }); });",
  );
  await open(page);
  await page.locator('#slip-text').fill(sample('unsigned.txt'));
  await expect(page.locator('#intake-problem')).toContainText('started anew');
  await check(page, `${sample('unsigned.txt')} `, 'unsigned');
});

test('a worker that never answers', async ({ page }) => {
  await page.clock.install();
  // Comes to life, and tells what it is asked.
  await replaceOnce(
    page,
    /\/verify\.worker-[\w-]+\.js$/,
    "addEventListener('message', ({ data }) => { if (data.path[0] === 'check') console.info('asked'); else postMessage({ id: data.id, type: 'RAW', value: true }); });",
  );
  await page.goto('./');
  const asked = page.waitForEvent('console', (message) => message.text() === 'asked');
  await page.locator('#slip-text').fill(sample('unsigned.txt'));
  await asked;
  await expect(page.locator('#verdict[data-verdict]')).toHaveCount(0);
  await page.clock.fastForward(25_000);
  await expect(page.locator('#intake-problem')).toContainText('took too long');
  await page.clock.resume();
  await check(page, `${sample('unsigned.txt')} `, 'unsigned');
});

test('a module that traps', async ({ page }) => {
  // An empty module in place of the core: every call into it fails.
  await replaceOnce(
    page,
    /\/verify\.worker-[\w-]+\.js$/,
    (own) =>
      `WebAssembly.instantiateStreaming = async () => { const module = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); return { module, instance: new WebAssembly.Instance(module) }; };\n${own}`,
  );
  await open(page);
  await expect(async () => {
    await page.locator('#slip-text').fill('');
    await check(page, sample('unsigned.txt'), 'unsigned');
  }).toPass();
});

test('a module that does not come: the page says what to do, and tries again', async ({ page }) => {
  let block = true;
  await page.route(/slipcheck_bg-[\w-]+\.wasm$/, (route) => (block ? route.abort() : route.fallback()));
  await open(page);
  await page.locator('#slip-text').fill(sample('unsigned.txt'));
  await expect(page.locator('#intake-problem')).toContainText('could not be loaded');
  block = false;
  await check(page, `${sample('unsigned.txt')} `, 'unsigned');
});

test('reading a photo can be cancelled', async ({ page }) => {
  await replaceOnce(page, /\/scan\.worker-[\w-]+\.js$/, "addEventListener('message', () => {});");
  await open(page);
  await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
  await expect(page.getByRole('heading', { name: 'Reading the photo' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('.hero h1')).toHaveText('Check a card slip or receipt');
  await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
  await settled(page, 'unknown-issuer');
});

test('a browser that keeps nothing still works', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await open(page, '#/certificates');
  await expect(page.getByText('keeps nothing for this page')).toBeVisible();
  await page.locator('#certificate-file').setInputFiles([samplePath('demo-root.pem'), samplePath('demo-chain.pem')]);
  await expect(page.locator('[data-certificate]').first()).toBeVisible();
  await pressTrust(page);
  await page.locator('.nav a[href="#/"]').click();
  await check(page, sample('good-attached.txt'), 'verified');
});
