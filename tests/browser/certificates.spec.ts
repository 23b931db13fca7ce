/** Certificates and revocation lists: imported, listed, pinned, removed, kept. */

import { readFileSync } from 'node:fs';
import { check, expect, open, sample, samplePath, settled, test, trust } from './page.ts';

const pem = (name: string): string => readFileSync(samplePath(name), 'utf8');
const der = (name: string, label = 'CERTIFICATE'): Buffer => {
  const body = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END`).exec(pem(name))?.[1] ?? '';
  return Buffer.from(body, 'base64');
};

test('an imported authority is trusted, the slip on the screen is checked again, and it stays', async ({ page }) => {
  await open(page);
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await settled(page, 'verified');
  // Whatever a demonstration certificate vouches for says so, however it was imported.
  await expect(page.locator('#verdict .tag--demo')).toBeVisible();
  await page.reload();
  await check(page, sample('good-attached.txt'), 'verified');
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(1);
});

test('a certificate that is no authority is path material until it is pinned', async ({ page }) => {
  await open(page);
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  await trust(page, 'demo-chain.pem');
  await settled(page, 'unknown-issuer');
  // The leaf, pinned from the result itself.
  await page.getByRole('button', { name: 'pin this key' }).click();
  await settled(page, 'verified');
  await page.locator('.nav a[href="#/certificates"]').click();
  const pinned = page.locator('[data-certificate][data-trusted="true"]');
  await expect(pinned).toHaveCount(1);
  await pinned.locator('summary').click();
  await pinned.getByRole('button', { name: /^Unpin/ }).click();
  await expect(pinned).toHaveCount(0);
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'unknown-issuer');
  await page.locator('.nav a[href="#/certificates"]').click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(pinned).toHaveCount(1);
});

test('removing can be undone', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem');
  await page.locator('.nav a[href="#/certificates"]').click();
  const rows = page.locator('[data-certificate]');
  await expect(rows).toHaveCount(1);
  await rows.locator('summary').click();
  for (const text of ['Issued to', 'Issued by', 'Valid', 'Serial', 'Use', 'SHA-256']) await expect(rows.locator('dl')).toContainText(text);
  await rows.getByRole('button', { name: /^Remove/ }).click();
  await expect(rows).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(1);
});

test('a revocation list is listed and counts', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, sample('certificate-revoked.txt'), 'verified');
  await trust(page, 'demo.crl');
  await settled(page, 'certificate-problem');
  await expect(page.locator('[data-cause="certificate-revoked"]')).toHaveAttribute('data-confidence', 'proven');
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page.locator('[data-crl]')).toHaveCount(1);
});

test('DER, dropped and pasted certificates are taken', async ({ page }) => {
  await open(page, '#/certificates');
  await page.locator('#certificate-file').setInputFiles({ name: 'root.der', mimeType: '', buffer: der('demo-root.pem') });
  await expect(page.locator('[data-certificate]')).toHaveCount(1);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'chain.pem'));
    return transfer;
  }, pem('demo-chain.pem'));
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
  await expect(page.locator('[data-certificate]').nth(1)).toBeVisible();
  await expect(page.locator('[data-import]')).toContainText('imported');
  const count = await page.locator('[data-certificate]').count();
  await page.locator('.intake details summary').click();
  await page.locator('#certificate-text').fill(pem('demo-root.pem'));
  await page.getByRole('button', { name: 'Import this text' }).click();
  await expect(page.locator('[data-import]')).toContainText('here already');
  await expect(page.locator('[data-certificate]')).toHaveCount(count);
});

test('PEM in the slip field or among the slip’s files finds its way', async ({ page }) => {
  await open(page);
  await page.locator('#slip-text').fill(pem('demo-root.pem'));
  await expect(page.locator('[data-certificate]')).toHaveCount(1);
  await page.locator('.nav a[href="#/"]').click();
  await page.locator('#slip-file').setInputFiles(samplePath('demo-chain.pem'));
  await expect(page.locator('[data-import]')).toContainText('imported');
});

test('a private key is refused and not stored', async ({ page }) => {
  await open(page, '#/certificates');
  const key = `-----BEGIN PRIVATE KEY-----\n${Buffer.alloc(96, 7).toString('base64')}\n-----END PRIVATE KEY-----\n`;
  await page.locator('#certificate-file').setInputFiles({ name: 'key.pem', mimeType: '', buffer: Buffer.from(key) });
  await expect(page.locator('[data-refused="private-key"]')).toBeVisible();
  await expect(page.locator('[data-certificate]')).toHaveCount(0);
  // With a certificate beside it, the certificate is taken and the key is not.
  await page.locator('#certificate-file').setInputFiles({ name: 'both.pem', mimeType: '', buffer: Buffer.from(key + pem('demo-root.pem')) });
  await expect(page.locator('[data-refused="private-key"]')).toBeVisible();
  await expect(page.locator('[data-certificate]')).toHaveCount(1);
  const kept = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('slipcheck');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = await Promise.all(
      [...database.objectStoreNames].map(
        (name) =>
          new Promise<unknown[]>((resolve, reject) => {
            const request = database.transaction(name).objectStore(name).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          }),
      ),
    );
    return JSON.stringify(all.flat(), (_name, value: unknown) => (value instanceof Uint8Array ? [...value].join() : value));
  });
  expect(kept).not.toContain(Array(90).fill(7).join());
});

test('rubbish is refused with a word about it', async ({ page }) => {
  await open(page, '#/certificates');
  await page.locator('#certificate-file').setInputFiles([
    { name: 'empty.pem', mimeType: '', buffer: Buffer.alloc(0) },
    { name: '<img src=x>.pem', mimeType: '', buffer: Buffer.from('hello') },
    { name: 'broken.pem', mimeType: '', buffer: Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n') },
  ]);
  await expect(page.locator('[data-refused]')).toHaveCount(3);
  await expect(page.locator('[data-refused]').nth(1)).toContainText('<img src=x>.pem');
});

test('out of the box nothing is trusted, and the page says so and how to change it', async ({ page }) => {
  await open(page);
  await expect(page.locator('[data-trust="none"]')).toContainText('trusts nobody');
  await page.locator('[data-trust="none"] a').click();
  await expect(page.locator('[data-trust="none"]')).toBeVisible();
  await expect(page.locator('[data-certificate]')).toHaveCount(0);
  await expect(page.locator('[data-demo]')).toBeVisible();
});
