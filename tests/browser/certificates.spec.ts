/** Certificates and revocation lists: imported, listed, pinned, removed, kept. */

import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { check, expect, fold, listed, open, pressTrust, sample, samplePath, settled, test, trust } from './page.ts';
import { sound } from './sound.ts';
import { ID, pemKey, trustOwnKey, wechat } from './wechat.ts';

const pem = (name: string): string => readFileSync(samplePath(name), 'utf8');
const der = (name: string, label = 'CERTIFICATE'): Buffer => {
  const body = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END`).exec(pem(name))?.[1] ?? '';
  return Buffer.from(body, 'base64');
};

test('an imported authority is trusted by a press, the slip on the screen is checked again, and it stays', async ({ page }) => {
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

test('a certificate that is no authority is path material until it is trusted, which its slip leads to', async ({ page }) => {
  await open(page);
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  await trust(page, 'demo-chain.pem');
  await settled(page, 'unknown-issuer');
  // The leaf, from the result itself: that opens its card, and trusts nothing yet.
  const compare = page.getByRole('button', { name: 'Compare and trust this certificate' });
  if (!(await compare.isVisible())) await page.locator('summary', { has: page.locator('#key-title') }).click();
  await compare.click();
  const pinned = page.locator('[data-certificate][data-trusted="true"]');
  const panel = page.locator('.press[open]');
  await expect(panel).toHaveCount(1);
  await expect(panel.locator('summary')).toBeFocused();
  await expect(pinned).toHaveCount(0);
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'unknown-issuer');
  await page.goBack();
  await listed(page);
  if ((await panel.count()) === 0) await page.locator('[data-certificate]', { hasText: 'Terminal 1' }).last().locator('.press summary').click();
  await panel.locator('[data-press]').click();
  await expect(pinned).toHaveCount(1);
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'verified');
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(pinned).toHaveCount(1);
  await fold(pinned).click();
  await pinned.getByRole('button', { name: /^Stop trusting/ }).click();
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
  await fold(rows).click();
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
  await listed(page);
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
  await expect(page.locator('[data-import]')).toContainText('not a slip');
  await expect(page.locator('[data-import]')).toContainText('not trusted yet');
  await expect(page.locator('#slip-text')).toHaveValue('');
  await page.locator('#slip-file').setInputFiles(samplePath('demo-chain.pem'));
  await expect(page.locator('[data-recognised]')).toContainText('demo-chain.pem');
  await page.locator('[data-compare]').click();
  await expect(page.locator('[data-certificate][data-waiting]')).toHaveCount(1);
  await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
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

/** The certificates page with the demonstration authority's files in it. */
async function filled(page: import('@playwright/test').Page): Promise<void> {
  await open(page, '#/certificates');
  await page.locator('#certificate-file').setInputFiles(['demo-root.pem', 'demo-chain.pem'].map(samplePath));
  await expect(page.locator('[data-certificate]').nth(2)).toBeVisible();
  await listed(page);
}

test('who vouches for whom is drawn as a tree; a missing issuer is named', async ({ page }) => {
  await filled(page);
  await pressTrust(page);
  const root = page.locator('[data-certificate][data-trusted="true"]');
  await expect(root).toHaveCount(1);
  const under = page.locator('li', { has: root }).locator('ul.tree [data-certificate]');
  expect(await under.count()).toBeGreaterThan(2);
  await expect(page.locator('ul.tree ul.tree [data-certificate]').first()).toContainText('Terminal');
  await expect(page.locator('[data-missing]')).toHaveCount(0);
  // The bar says in words what it draws.
  await expect(page.locator('svg.validity').first()).toHaveAttribute('aria-label', /Valid from \d{4}-\d\d-\d\d to/);
  await fold(root).click();
  await root.getByRole('button', { name: /^Remove/ }).click();
  await expect(page.locator('[data-missing]')).toContainText('Slipcheck Demo Root CA');
});

test('a certificate can be renamed, kept on the reminder list, and each of it undone', async ({ page }) => {
  await filled(page);
  const leaf = page.locator('[data-certificate]', { hasText: 'Terminal 1' }).last();
  await fold(leaf).click();
  await leaf.getByLabel('Your own name for it').fill('Front desk');
  await leaf.getByLabel('Your own name for it').press('Enter');
  const named = page.locator('[data-certificate]', { hasText: 'Front desk' });
  await expect(named.locator('h3')).toHaveText('Front desk');
  await expect(named).toContainText('Terminal 1');
  await named.getByLabel(/one of my own terminals/).check();
  await expect(page.locator('[data-reminder]')).toContainText('Front desk');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the reminders to a calendar' }).click()]);
  const calendar = readFileSync(await file.path(), 'utf8');
  expect(calendar).toContain('BEGIN:VALARM');
  expect(calendar.replace(/\r\n /g, '')).toContain('Front desk');
  expect(Math.max(...calendar.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  await page.reload();
  await expect(page.locator('[data-reminder]')).toContainText('Front desk');
  await fold(page.locator('[data-certificate]', { hasText: 'Front desk' })).click();
  await page
    .getByLabel(/one of my own terminals/)
    .first()
    .uncheck();
  await expect(page.locator('[data-reminders]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-reminder]')).toHaveCount(1);
});

test('days that are left are said, and the reminder asks to renew', async ({ page }) => {
  // The sample terminals end on 2046-11-20.
  await page.clock.setFixedTime(new Date('2046-11-08T12:00:00Z'));
  await filled(page);
  const leaf = page.locator('[data-certificate]', { hasText: 'Terminal 1' }).last();
  await expect(leaf).toContainText(/Expires in \W*\d+\W* days/);
  await fold(leaf).click();
  await leaf.getByLabel(/one of my own terminals/).check();
  await expect(page.locator('[data-reminders]')).toContainText('before it expires');
});

test('an authority vouches for the formats that are chosen, and for no others', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, sample('good-attached.txt'), 'verified');
  await page.locator('.nav a[href="#/certificates"]').click();
  const root = page.locator('[data-certificate][data-trusted="true"]');
  await fold(root).click();
  // For signed slips alone: still enough for this one.
  for (const format of ['de-tse', 'at-rksv', 'cn-ofd', 'sa-zatca']) {
    const box = root.locator(`[data-format="${format}"]`);
    await expect(box).toBeVisible();
    if (await box.isChecked()) await box.uncheck();
  }
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'verified');
  await page.locator('.nav a[href="#/certificates"]').click();
  await fold(root).click();
  await root.locator('[data-format="signed-slip"]').uncheck();
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'unknown-issuer');
  await page.locator('.nav a[href="#/certificates"]').click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'verified');
});

test('everything can be exported, and the file imported elsewhere', async ({ page, browser }) => {
  await filled(page);
  await page.locator('#certificate-file').setInputFiles(samplePath('demo.crl'));
  await expect(page.locator('[data-crl]')).toHaveCount(1);
  const count = await page.locator('[data-certificate]').count();
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export]').click()]);
  expect(file.suggestedFilename()).toBe('slipcheck-trust.pem');
  const other = await browser.newPage({ serviceWorkers: 'block' });
  await other.goto(page.url());
  await other.locator('#certificate-file').setInputFiles(await file.path());
  await expect(other.locator('[data-certificate]')).toHaveCount(count);
  // Trust does not travel in a file: on the other device it takes the press there.
  await expect(other.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
  await expect(other.locator('[data-crl]')).toHaveCount(1);
  await expect(other.locator('[data-refused]')).toHaveCount(0);
  await other.close();
});

test('what a file was is told: a list of trust in PEM, DER, an Austrian data collection protocol, a bare key', async ({ page }) => {
  await open(page, '#/certificates');
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const protocol = { 'Belege-Gruppe': [{ Signaturzertifikat: der('demo-root.pem').toString('base64'), Zertifizierungsstellen: [], 'Belege-kompakt': [] }] };
  await page.locator('#certificate-file').setInputFiles([
    { name: 'chain.pem', mimeType: '', buffer: Buffer.from(pem('demo-chain.pem')) },
    { name: 'root.der', mimeType: '', buffer: der('demo-root.pem') },
    { name: 'dep.json', mimeType: '', buffer: Buffer.from(JSON.stringify(protocol)) },
    { name: 'key.pem', mimeType: '', buffer: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }) as string) },
  ]);
  for (const kind of ['pem', 'der', 'rksv-dep']) await expect(page.locator(`[data-recognised="${kind}"]`).first()).toBeVisible();
  await expect(page.locator('[data-recognised="rksv-dep"]')).toContainText('DEP');
  await expect(page.locator('[data-key]')).toHaveCount(1);
  // The same certificate in two files is one.
  await expect(page.locator('[data-import]')).toContainText('here already');
  await expect(page.locator('[data-certificate]', { hasText: 'Self-signed' })).toHaveCount(1);
  await sound(page, 'everything that can be imported');
});

test.describe('a host', () => {
  test.use({ extra: ['trust/demo.pem'] });

  test('what the host gives is shown so, counts, and can be switched off', async ({ page }) => {
    const bundle = pem('demo-root.pem');
    const sha256 = createHash('sha256').update(bundle).digest('hex');
    const index = { bundles: [{ file: 'demo.pem', sha256, name: { en: 'Demonstration of a host' }, formats: undefined as string[] | undefined }] };
    await page.route('**/trust/index.json', (route) => route.fulfill({ json: index }));
    await page.route('**/trust/demo.pem', (route) => route.fulfill({ body: bundle }));
    await open(page);
    await trust(page, 'demo-chain.pem');
    await check(page, sample('good-attached.txt'), 'verified');
    await expect(page.locator('[data-check="certificate"]')).toContainText('this page’s host');
    await expect(page.locator('[data-check="certificate"]')).not.toContainText('you trust');
    await page.locator('.nav a[href="#/certificates"]').click();
    const row = page.locator('[data-bundle="demo.pem"]');
    await expect(row).toContainText('given by the host');
    await row.locator('summary').click();
    await expect(row).toContainText('Slipcheck Demo Root CA');
    await sound(page, 'given by the host');
    await row.getByRole('switch').uncheck();
    await page.locator('.nav a[href="#/"]').click();
    await settled(page, 'unknown-issuer');
    // Remembered.
    await page.reload();
    await check(page, sample('good-attached.txt'), 'unknown-issuer');
    // A file that is not the one the index names is not used.
    index.bundles[0] = {
      file: 'demo.pem',
      sha256: sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      name: { en: 'Demonstration of a host' },
      formats: undefined,
    };
    await page.reload();
    await check(page, sample('good-attached.txt'), 'unknown-issuer');
    await page.locator('.nav a[href="#/certificates"]').click();
    await expect(page.locator('[data-bundle="demo.pem"]')).toContainText('not the one');
  });
});

test('certificates added beside the slip are told there, with the way to trust them', async ({ page }) => {
  await open(page);
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  const button = page.locator('[data-step] button', { hasText: 'Add a certificate' });
  await expect(button).toBeAttached();
  if (!(await button.isVisible())) await page.locator('section[aria-labelledby="steps-title"] summary').click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles([samplePath('demo-root.pem'), samplePath('demo-chain.pem')]);
  await expect(page.locator('[data-import]')).toContainText('checked again');
  await expect(page.locator('[data-import]')).toContainText('1 authority is not trusted yet');
  await settled(page, 'unknown-issuer');
  await page.locator('[data-compare]').click();
  await page.locator('.press[open] [data-press]').click();
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'verified');
  // The next slip has nothing to do with it.
  await check(page, sample('unsigned.txt'), 'unsigned');
  await expect(page.locator('[data-import]')).toHaveCount(0);
});

test('certificates can be chosen before any slip', async ({ page }) => {
  await open(page);
  await page.locator('#certificate-file').setInputFiles([samplePath('demo-root.pem'), samplePath('demo-chain.pem')]);
  await expect(page.locator('[data-import]')).toBeVisible();
  await page.locator('[data-compare]').click();
  await pressTrust(page);
  await page.locator('.nav a[href="#/"]').click();
  await check(page, sample('good-attached.txt'), 'verified');
});

test('every certificate file that is chosen is taken, however many', async ({ page }) => {
  await open(page, '#/certificates');
  const buffer = Buffer.from(pem('demo-root.pem'));
  const keys = Array.from({ length: 65 }, (_, at) => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return { name: `k${at}.pem`, mimeType: '', buffer: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }).toString()) };
  });
  await page.locator('#certificate-file').setInputFiles([...keys, { name: 'last.pem', mimeType: '', buffer }]);
  await listed(page);
  await expect(page.locator('[data-import]')).toContainText('66');
  await expect(page.locator('[data-certificate]')).toHaveCount(1);
  await expect(page.locator('[data-key]')).toHaveCount(65);
});

test("a key that comes with the message that it fits takes no alarm away, and is not kept under the gateway's number", async ({ page }) => {
  await open(page);
  await trustOwnKey(page);
  await page.locator('.nav a[href="#/"]').click();
  const forger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const message = wechat('SUCCESS', 1, forger.privateKey);
  const key = forger.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await check(page, message, 'invalid');
  await check(page, `${message}\n${key}`, 'invalid');
  await expect(page.locator('[data-keys-beside="1"]')).toBeVisible();
  await check(page, `${message}\n`, 'invalid');
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page.locator('[data-key]')).toHaveCount(1);
  await expect(page.locator('[data-alike]')).toHaveCount(0);
  // One that the user imports under the same number is warned of, on both.
  await page.locator('#certificate-file').setInputFiles({ name: `${ID}.pem`, mimeType: '', buffer: Buffer.from(key) });
  await expect(page.locator('[data-key]')).toHaveCount(2);
  await expect(page.locator('[data-alike]')).toHaveCount(2);
  expect(pemKey).not.toBe(key);
});

test('what can be taken back is taken back where it was done', async ({ page }) => {
  await open(page);
  await trustOwnKey(page);
  await expect(page.locator('[data-undo]')).toBeVisible();
  await page.locator('.nav a[href="#/kept"]').click();
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('[data-undo]')).toHaveCount(0);
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page.locator('[data-key]')).toBeVisible();
  await expect(page.locator('[data-undo]')).toBeVisible();
});
