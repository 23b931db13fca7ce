/** After the first visit everything works without a network, the code-reading module included. */

import { check, expect, open, sample, samplePath, served, settled, test, trust } from './page.ts';

test.use({ serviceWorkers: 'allow', quiet: false });

test('offline after the first visit', async ({ page, context, watch }) => {
  await open(page);
  await served(page);
  const cached = await page.evaluate(async () => {
    const names = await caches.keys();
    return (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat();
  });
  for (const part of ['slipcheck_bg', 'slipcheck_scan_bg', 'scan.worker', 'samples/index.json', 'demo-root.pem'])
    expect(
      cached.some((path) => path.includes(part)),
      part,
    ).toBe(true);
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('.hero h1')).toBeVisible();
  await check(page, sample('unsigned.txt'), 'unsigned');
  await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
  await settled(page, 'unknown-issuer');
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await settled(page, 'verified');
  await page.locator('[data-language="zh-CN"]').click();
  await expect(page.locator('#verdict h1')).toHaveText('签名码是真的');
  await page.getByRole('button', { name: '查看证据' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(watch.violations).toEqual([]);
});

test('it can be installed', async ({ page, request }) => {
  await open(page);
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = (await (await request.get(new URL(href ?? '', page.url()).href)).json()) as {
    name: string;
    start_url: string;
    display: string;
    icons: { src: string; sizes: string; purpose: string }[];
  };
  expect(manifest.display).toBe('standalone');
  expect(manifest.start_url).toBe('./');
  for (const icon of manifest.icons) expect((await request.get(icon.src)).ok(), icon.src).toBe(true);
  expect(manifest.icons.some(({ sizes }) => sizes === '512x512')).toBe(true);
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
});

test('every file comes with the policy’s headers', async ({ request }) => {
  for (const path of ['./', './sw.js', './first.js']) {
    const response = await request.get(path);
    const policy = response.headers()['content-security-policy'] ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html slipcheck',
      "frame-ancestors 'none'",
      "connect-src 'self'",
    ])
      expect(policy, path).toContain(part);
    expect(response.headers()['x-content-type-options']).toBe('nosniff');
    expect(response.headers()['referrer-policy']).toBe('no-referrer');
  }
});
