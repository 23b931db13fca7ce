/** Issuers by name: groups that one press switches on, what is missing and from whom, whether an import is the right one, search, and many at once. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { check, expect, listed, open, press, root, settled, test } from './page.ts';
import { narrow, sound } from './sound.ts';

const vectors = process.env['SLIPCHECK_VECTORS'] ?? join(root, '../shared/vectors');
const there = existsSync(join(vectors, 'issuers'));
if (!there) console.error(`NOT RUN: issuers: the shared vectors are not in ${vectors}`);
test.skip(!there, 'the shared vectors are not there');

const issuer = (id: string): string => join(vectors, 'issuers', `${id}.pem`);

interface Receipt {
  qr: string;
  certDerBase64: string;
}
function receipt(provider: string): Receipt {
  const { verified } = JSON.parse(readFileSync(join(vectors, 'at-rksv/receipts.json'), 'utf8')) as { verified: (Receipt & { name: string })[] };
  const found = verified.find(({ name }) => name.startsWith(provider));
  if (!found) throw new Error(`no receipt of ${provider}`);
  return found;
}
const pem = (base64: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name: 'leaf.pem',
  mimeType: '',
  buffer: Buffer.from(`-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`),
});

/** The DER of a certificate in PEM. */
function der(text: string): Buffer {
  return Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}

/** SHA-256 of a certificate of the catalogue. */
function fingerprint(id: string): string {
  return createHash('sha256')
    .update(der(readFileSync(issuer(id), 'utf8')))
    .digest('hex');
}

async function certificates(page: Page): Promise<void> {
  await page.locator('.nav a[href="#/certificates"]').click();
  await listed(page);
}
async function back(page: Page): Promise<void> {
  await page.locator('.nav a[href="#/"]').click();
}

/** Imports files on the certificates page. */
async function give(page: Page, files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]): Promise<void> {
  await certificates(page);
  await page.locator('#certificate-file').setInputFiles(files);
  await expect(page.locator('[data-import]')).toBeVisible();
  await listed(page);
}

/** Opens a group, as one who looks at its members. */
async function group(page: Page, id: string) {
  const found = page.locator(`[data-group="${id}"]`);
  if (!(await found.evaluate((details: HTMLDetailsElement) => details.open))) await found.locator('> summary').click();
  return found;
}

/** The production receipt of A-Trust and its certificate at hand; nobody trusted. */
async function receiptGiven(page: Page): Promise<void> {
  const { qr, certDerBase64 } = receipt('AT1');
  await open(page);
  await give(page, pem(certDerBase64));
  await back(page);
  await check(page, qr, 'unknown-issuer');
}

test('a group is switched on by one press that shows its members, and off by another; both can be undone', async ({ page, watch }) => {
  await receiptGiven(page);
  // A default build switches on nothing, and loads no member before its group is opened.
  await certificates(page);
  await expect(page.locator('[data-group]')).toHaveCount(8);
  await expect(page.locator('[data-group][data-on="true"]')).toHaveCount(0);
  expect(watch.requests.filter((url) => url.includes('/issuers/'))).toEqual([]);
  const austrian = await group(page, 'at-rksv');
  await expect(austrian).toContainText('A-Trust Registrierkasse.CA');
  await expect(austrian).toContainText('7C3C A45A');
  await expect(austrian).toContainText('2048-09-17');
  await expect(austrian).toContainText('PrimeSign RKSV Signing CA');
  await expect(austrian).toContainText('2026-11-28');
  await austrian.locator('[data-group-on]').click();
  await expect(austrian).toHaveAttribute('data-on', 'true');
  await back(page);
  await settled(page, 'verified');
  await expect(page.locator('[data-note="trust-group"]')).toContainText('Austrian RKSV');
  await page.reload();
  await check(page, receipt('AT1').qr, 'verified');
  await certificates(page);
  await page.locator('[data-group="at-rksv"] > summary').click();
  await page.locator('[data-group-off]').click();
  await back(page);
  await settled(page, 'unknown-issuer');
  await certificates(page);
  await page.locator('[data-undo]').click();
  await back(page);
  await settled(page, 'verified');
  await certificates(page);
  await (await group(page, 'at-rksv')).locator('[data-group-off]').click();
  await (await group(page, 'at-rksv')).locator('[data-group-on]').click();
  await page.locator('[data-undo]').click();
  await back(page);
  await settled(page, 'unknown-issuer');
});

test('a group vouches for its own formats alone, and what rests on too little cannot be switched on', async ({ page }) => {
  await receiptGiven(page);
  await certificates(page);
  for (const id of ['cn-acp', 'cn-national', 'de-pdf']) {
    await (await group(page, id)).locator('[data-group-on]').click();
    await expect(page.locator(`[data-group="${id}"]`)).toHaveAttribute('data-on', 'true');
  }
  for (const id of ['de-tse', 'eu-qc-at']) {
    const never = await group(page, id);
    await expect(never.locator('[data-group-never]')).toBeVisible();
    await expect(never.locator('[data-group-on]')).toHaveCount(0);
  }
  await back(page);
  await settled(page, 'unknown-issuer');
});

test('nothing else switches a group on: no link, text, file or import', async ({ page }) => {
  const { qr, certDerBase64 } = receipt('AT1');
  const off = async (): Promise<void> => {
    await certificates(page);
    await expect(page.locator('[data-group]')).toHaveCount(8);
    await expect(page.locator('[data-group][data-on="true"]')).toHaveCount(0);
  };
  for (const hash of ['#/certificates/at-rksv', '#/certificates?group=at-rksv', '#group=at-rksv', '#slip=at-rksv']) {
    await page.goto('about:blank');
    await open(page, hash);
    await off();
  }
  await give(page, [pem(certDerBase64), { ...pem(''), buffer: readFileSync(issuer('at-atrust-rk')) }]);
  await off();
  await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
  await give(page, { name: 'index.json', mimeType: 'application/json', buffer: Buffer.from('{"groups":[{"id":"at-rksv","since":"2026-11-01"}]}') });
  await off();
  await back(page);
  await page.locator('#slip-text').fill('{"groups":[{"id":"at-rksv","since":"2026-11-01"}]}');
  await off();
  await back(page);
  await check(page, qr, 'unknown-issuer');
});

test('two tabs share a group', async ({ page, context }) => {
  await receiptGiven(page);
  const other = await context.newPage();
  await open(other, '#/certificates');
  await (await group(other, 'at-rksv')).locator('[data-group-on]').click();
  await settled(page, 'verified');
  await (await group(other, 'at-rksv')).locator('[data-group-off]').click();
  await settled(page, 'unknown-issuer');
});

test('a group of the host is shown as the host’s, with its date, and is off at a touch', async ({ page }) => {
  await page.route('**/trust/index.json', (route) =>
    route.fulfill({
      json: {
        bundles: [],
        groups: [
          { id: 'at-rksv', since: '2026-11-02' },
          { id: 'eu-qc-at', since: '2026-11-02' },
          { id: '<b>', since: 'x' },
        ],
      },
    }),
  );
  const { qr, certDerBase64 } = receipt('AT1');
  await open(page);
  await give(page, pem(certDerBase64));
  await back(page);
  await check(page, qr, 'verified');
  await expect(page.locator('[data-check="certificate"]')).toContainText('this page’s host');
  await certificates(page);
  const own = await group(page, 'at-rksv');
  await expect(own).toHaveAttribute('data-on', 'false');
  await expect(own).toContainText('2026-11-02');
  await expect(page.locator('[data-host-group]')).toHaveCount(1);
  await own.getByRole('switch').uncheck();
  await back(page);
  await settled(page, 'unknown-issuer');
  await page.reload();
  await check(page, qr, 'unknown-issuer');
});

test.describe('a host whose file is another', () => {
  test.use({ quiet: false });
  test('is not used, and says so', async ({ page }) => {
    await page.route('**/issuers/at-atrust-rk.pem', (route) => route.fulfill({ body: readFileSync(issuer('cn-acp-prod-root'), 'utf8') }));
    await receiptGiven(page);
    await certificates(page);
    const changed = await group(page, 'at-rksv');
    await expect(changed.locator('[data-group-fault]')).toBeVisible();
    await expect(changed.locator('[data-group-on]')).toHaveCount(0);
  });
});

for (const [locale, missing, known, other] of [
  ['en', 'The missing certificate is', 'This is', 'calls itself'],
  ['de', 'Es fehlt das Zertifikat', 'Das ist', 'nennt sich'],
  ['zh-CN', '缺少的证书是', '这是', '自称'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('which certificate is missing, from whom, and whether the imported one is the right one', async ({ page, watch }) => {
      await receiptGiven(page);
      const card = page.locator('[data-issuer="issuer-missing"]');
      await expect(card).toContainText(missing);
      await expect(card).toContainText('A-Trust');
      await expect(card).toContainText('7C3C A45A');
      await sound(page, 'a missing issuer');
      await narrow(page, 'a missing issuer');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), card.locator('[data-add-issuer]').click()]);
      // The wrong one first: it calls itself so, and is another.
      await chooser.setFiles(alike());
      await expect(page.locator('[data-import] [data-remark="issuer-other-key"]')).toContainText(other);
      await settled(page, 'unknown-issuer');
      await give(page, issuer('at-atrust-rk'));
      await expect(page.locator('[data-import] [data-remark="issuer-known"]')).toContainText(known);
      await expect(page.locator('[data-certificate] > [data-remark="issuer-other-key"]').first()).toContainText(other);
      await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
      await sound(page, 'imported');
      await narrow(page, 'imported');
      // A candidate and a test, told as such; the test before anything else.
      await give(page, [issuer('de-darz-tse-root-01-1'), issuer('at-atrust-test-qual-02')]);
      await expect(page.locator('[data-import] [data-remark]').first()).toHaveAttribute('data-remark', 'test-certificate');
      await expect(page.locator('[data-import] [data-remark="issuer-candidate"]')).toBeVisible();
      // Wanted: nobody has seen it.
      const primesign = receipt('AT3');
      await give(page, pem(primesign.certDerBase64));
      await back(page);
      await check(page, primesign.qr, 'unknown-issuer');
      await expect(page.locator('[data-issuer="issuer-missing-wanted"]')).toContainText('PrimeSign RKSV');
      expect(watch.requests.filter((url) => url.includes('a-trust.at') || url.includes('prime-sign'))).toEqual([]);
    });

    test('groups and search are sound and narrow', async ({ page }) => {
      await open(page, '#/certificates');
      for (const id of ['at-rksv', 'de-tse', 'cn-national', 'eu-qc-at']) await group(page, id);
      await expect(page.locator('[data-group="at-rksv"] [data-group-on]')).toBeEnabled();
      await page.locator('#issuer-search').fill('globaltrust');
      await expect(page.locator('[data-listed-eu], [data-found] [data-entry]').first()).toBeVisible();
      await sound(page, 'groups');
      await narrow(page, 'groups');
    });
  });
}

/** A certificate of the authority's name, with another key. */
function alike(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipcheck-alike-'));
  const file = join(folder, 'alike.pem');
  const subject = '/C=AT/O=A-Trust Ges. f. Sicherheitssysteme im elektr. Datenverkehr GmbH/OU=A-Trust Registrierkasse.CA/CN=A-Trust Registrierkasse.CA';
  const options = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', join(folder, 'key.pem'), '-out', file];
  execFileSync('openssl', [...options, '-days', '9000', '-subj', subject], { stdio: 'ignore' });
  return file;
}

test('twenty certificates of the catalogue are recognised as themselves, and are quick to read on a phone', async ({ page }) => {
  test.slow();
  const files = readdirSync(join(vectors, 'issuers')).filter((name) => name.endsWith('.pem'));
  await open(page, '#/certificates');
  await page.locator('#certificate-file').setInputFiles(files.slice(0, 20).map((name) => join(vectors, 'issuers', name)));
  await expect(page.locator('[data-import]')).toBeVisible();
  await listed(page);
  await expect(page.locator('[data-certificate]')).toHaveCount(20);
  const known = page.locator('[data-certificate]').filter({ has: page.locator('[data-remark="issuer-known"], [data-remark="issuer-candidate"]') });
  await expect(known).toHaveCount(20);
  await expect(page.locator('[data-remark="issuer-other-key"]')).toHaveCount(0);
  // Twenty on a phone: a line each, by what they are for, and a word finds one.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator('[data-brief]')).toHaveCount(20);
  await expect(page.locator('[data-purpose]').first()).toBeVisible();
  const over = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await over()).toBe(0);
  await sound(page, 'twenty certificates');
  await page.locator('#certificate-filter').fill('registrierkasse');
  await expect(page.locator('[data-certificate]')).toHaveCount(1);
  await page.locator('#certificate-filter').fill('');
  await page.locator('main details').evaluateAll((list) => list.forEach((details) => details.setAttribute('open', '')));
  expect(await over()).toBe(0);
});

test('every certificate of the catalogue is recognised as itself', async ({ page }) => {
  test.slow();
  const files = readdirSync(join(vectors, 'issuers')).filter((name) => name.endsWith('.pem'));
  const fingerprints = new Set(
    files.flatMap((name) =>
      readFileSync(join(vectors, 'issuers', name), 'utf8')
        .split(/(?=-----BEGIN)/)
        .filter((block) => block.startsWith('-----BEGIN CERTIFICATE'))
        .map((block) => createHash('sha256').update(der(block)).digest('hex')),
    ),
  );
  expect(fingerprints.size).toBeGreaterThan(60);
  await open(page, '#/certificates');
  for (let at = 0; at < files.length; at += 20) {
    await page.locator('#certificate-file').setInputFiles(files.slice(at, at + 20).map((name) => join(vectors, 'issuers', name)));
    await expect(page.locator('[data-import]')).toBeVisible();
    await listed(page);
  }
  await expect(page.locator('[data-certificate]')).toHaveCount(fingerprints.size);
  const known = page.locator('[data-certificate]').filter({ has: page.locator('[data-remark="issuer-known"], [data-remark="issuer-candidate"]') });
  const unknown = (): Promise<(string | null)[]> =>
    page
      .locator('[data-certificate]')
      .evaluateAll((rows) =>
        rows
          .filter((row) => !row.querySelector('[data-remark="issuer-known"], [data-remark="issuer-candidate"]'))
          .map((row) => row.textContent?.slice(0, 80) ?? null),
      );
  await expect.poll(unknown).toEqual([]);
  await expect(known).toHaveCount(fingerprints.size);
  await expect(page.locator('[data-remark="issuer-other-key"]')).toHaveCount(0);
});

test('a receipt of a test hierarchy says test: no group vouches for it, and a root that is trusted by hand gives no full tick', async ({ page }) => {
  const { samples } = JSON.parse(readFileSync(join(vectors, 'cn-gateway/acp.json'), 'utf8')) as {
    samples: { input: string; expected: { outcome?: string } }[];
  };
  const paid = samples.find(({ expected }) => expected.outcome === 'paid')?.input ?? '';
  await open(page, '#/certificates');
  await (await group(page, 'cn-acp')).locator('[data-group-on]').click();
  await give(page, [issuer('cn-acp-test-root'), issuer('cn-acp-test-middle')]);
  await back(page);
  await check(page, paid, 'unknown-issuer');
  await expect(page.locator('#verdict .tag--demo')).toBeVisible();
  await certificates(page);
  const row = page.locator(`[data-certificate="${fingerprint('cn-acp-test-root')}"]`);
  // What it is for, the catalogue says; and that trust in a test ends with the visit.
  await row.locator('> .press > summary').click();
  await expect(row.locator('> .press [data-format]')).toHaveCount(1);
  await expect(row.locator('> .press [data-format="cn-acp"]')).toBeChecked();
  await expect(row.locator('> .press [data-visit]')).toBeVisible();
  await press(row);
  await expect(row.locator('> [data-visit]')).toBeVisible();
  await back(page);
  await settled(page, 'verified');
  await expect(page.locator('#verdict .tag--demo')).toBeVisible();
  await expect(page.locator('#verdict')).toHaveClass(/ticket--half/);
  // What another tab changes takes nothing away; the next visit trusts it no more.
  await page.evaluate(() => new BroadcastChannel('slipcheck').postMessage(''));
  await certificates(page);
  await expect(row).toHaveAttribute('data-trusted', 'true');
  await row.locator('> details:not(.press) > summary').click();
  await row.locator('[aria-label^="Remove"]').click();
  await page.locator('[data-undo]').click();
  await expect(row).toHaveAttribute('data-trusted', 'true');
  await page.reload();
  await listed(page);
  await expect(row).toHaveAttribute('data-trusted', 'false');
  await back(page);
  await check(page, paid, 'unknown-issuer');
});

test('a certificate of the catalogue that is trusted by hand vouches for its own formats alone', async ({ page }) => {
  const { qr, certDerBase64 } = receipt('AT1');
  await open(page, '#/certificates');
  await give(page, [issuer('at-atrust-rk'), issuer('de-dtrust-root-ca3-2021')]);
  for (const [id, format] of [
    ['at-atrust-rk', 'at-rksv'],
    // Its name alone would have it for tills.
    ['de-dtrust-root-ca3-2021', 'pdf-signature'],
  ] as const) {
    const row = page.locator(`[data-certificate="${fingerprint(id)}"]`);
    await expect(row).toHaveAttribute('data-known-as', 'known');
    await expect(row.locator('> .press [data-format]')).toHaveCount(1);
    await expect(row.locator(`> .press [data-format="${format}"]`)).toBeChecked();
    await expect(row.locator('> .press .scope')).toContainText('By the catalogue of issuers');
    await press(row);
    await expect(row).toHaveAttribute('data-trusted', 'true');
  }
  // Trusted for more by what the device keeps, it vouches for no more: the core decides.
  await page.evaluate(
    (sha256) =>
      new Promise<void>((resolve, reject) => {
        const asked = indexedDB.open('slipcheck');
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = () => {
          const all = asked.result.transaction('certificates', 'readwrite').objectStore('certificates');
          const got = all.get(sha256);
          got.onsuccess = () => (all.put({ ...got.result, formats: ['signed-slip', 'de-tse'] }).onsuccess = () => resolve());
        };
      }),
    fingerprint('at-atrust-rk'),
  );
  await give(page, pem(certDerBase64));
  await back(page);
  await check(page, qr, 'verified');
  await page.reload();
  await check(page, qr, 'unknown-issuer');
});

test('whose certificate is missing above one at hand is said by name', async ({ page }) => {
  await open(page, '#/certificates');
  await give(page, issuer('cn-ynca-sm2'));
  const missing = page.locator('[data-missing]');
  await expect(missing.locator('[data-remark="issuer-missing"]')).toContainText('ROOTCA');
  await give(page, issuer('cn-nrcac-rootca'));
  await expect(missing).toHaveCount(0);
});

test('a name finds entries, and what is found is not trusted', async ({ page }) => {
  await open(page, '#/certificates');
  await page.locator('#issuer-search').fill('registrierkasse');
  await expect(page.locator('[data-found] [data-entry="at-atrust-rk"]')).toContainText('7C3C A45A');
  await page.locator('#issuer-search').fill('itsme sign');
  await expect(page.locator('[data-listed-eu]').first()).toContainText('2023-09-19');
  await page.locator('#issuer-search').fill('qqqqzzz');
  await expect(page.locator('.issuers__found')).toContainText('does not know');
  await expect(page.locator('[data-certificate], [data-group][data-on="true"]')).toHaveCount(0);
});
