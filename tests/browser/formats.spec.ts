/** Receipts of other formats than our own: decoded in plain words, in three languages, with what they cannot show. */

import type { Page } from '@playwright/test';
import { check, expect, open, settled, test } from './page.ts';
import { key, rksv, tse, UNIONPAY, zatca } from './receipts.ts';
import { narrow, sound, unfold } from './sound.ts';

/** Sound and narrow, with everything unfolded. */
async function whole(page: Page, state: string): Promise<void> {
  await unfold(page);
  await sound(page, state);
  await narrow(page, state);
}

/** No id where a sentence belongs. */
async function worded(page: Page): Promise<void> {
  for (const note of await page.locator('[data-note]').all()) expect(await note.textContent()).not.toBe(await note.getAttribute('data-note'));
  await expect(page.locator('main')).not.toContainText(/\b(?:note|finding|field|evidence|cause|decoded|range)-[a-z]+/);
}

for (const locale of ['zh-CN', 'en', 'de'] as const) {
  test.describe(locale, () => {
    test.use({ locale, colorScheme: locale === 'de' ? 'dark' : 'light' });

    test('every format in words', async ({ page }) => {
      test.slow();
      await open(page);
      const till = key();
      await check(page, UNIONPAY, 'unsigned');
      await expect(page.locator('#decoded-title')).toBeVisible();
      await worded(page);
      await whole(page, 'cn-unionpay');
      await check(page, tse(till), 'unknown-issuer');
      await expect(page.locator('#decoded-title')).toBeVisible();
      await worded(page);
      await whole(page, 'de-tse');
      await check(page, tse(till, { printed: '2026-11-20T18:42:07.000Z' }), 'invalid');
      await expect(page.locator('[data-cause="time-zone"]')).toHaveAttribute('data-confidence', 'proven');
      await worded(page);
      await page.locator('.result-actions .btn--main').click();
      await expect(page.locator('[data-differs]')).toBeVisible();
      await page.locator('dialog details').evaluateAll((list) => list.forEach((details) => details.setAttribute('open', '')));
      await expect(page.locator('dialog')).not.toContainText(/\b(?:note|finding|field|evidence|cause|decoded|range)-[a-z]+/);
      await whole(page, 'evidence of de-tse');
      await page.keyboard.press('Escape');
      await check(page, rksv(key()).join('\n'), 'unknown-issuer');
      await worded(page);
      await whole(page, 'at-rksv');
      await check(page, zatca(key('secp256k1')), 'unknown-issuer');
      await worded(page);
      await whole(page, 'sa-zatca');
    });
  });
}

test('an ordinary UnionPay slip: its numbers taken apart, and that this proves nothing', async ({ page }) => {
  await open(page);
  await check(page, UNIONPAY, 'unsigned');
  await expect(page.locator('#verdict')).toContainText('proves nothing');
  const decoded = page.locator('section[aria-labelledby="decoded-title"]');
  await expect(decoded).toContainText('proves nothing');
  for (const text of ['898', 'China UMS', 'Shanghai', '5812', 'www.pbc.gov.cn', 'The card’s chip was inserted']) await expect(decoded).toContainText(text);
  await decoded.getByText('bit by bit').click();
  await expect(decoded.locator('[data-bit="online-pin"]')).toBeVisible();
  await expect(decoded).toContainText('UnionPay');
  await expect(decoded).toContainText('Only the bank that issued the card can check it');
  await expect(page.locator('#findings-title')).toBeVisible();
  // What is odd comes first, and open.
  await check(page, UNIONPAY.replace('2026/11/19', '2096/11/19'));
  await expect(page.locator('[data-finding="time-future"]')).toBeVisible();
});

test('a German receipt: the start is not signed, the data are read out', async ({ page }) => {
  await open(page);
  await check(page, tse(key()), 'unknown-issuer');
  await expect(page.locator('[data-note="start-not-signed"]')).toContainText('not signed');
  await expect(page.locator('tr[data-field="tseStart"]')).toHaveAttribute('data-match', 'unsigned');
  await page.locator('.fields ~ details summary').click();
  await expect(page.locator('tr[data-field="tseStart"]')).toContainText('not signed');
  const decoded = page.locator('section[aria-labelledby="decoded-title"]');
  for (const text of ['a receipt for a sale', 'Paid in cash', '11.80', '10234']) await expect(decoded).toContainText(text, { ignoreCase: true });
});

test('two Austrian receipts: a report each, the common key recovered', async ({ page }) => {
  await open(page);
  await check(page, rksv(key()).join('\n'), 'unknown-issuer');
  await expect(page.locator('[data-result]')).toHaveCount(2);
  await expect(page.locator('[data-note="key-recovered"]')).toContainText('one key');
  await expect(page.locator('section[aria-labelledby="decoded-title"]')).toContainText('A-Trust');
  await page.locator('[data-result="1"]').click();
  await expect(page.locator('[data-note="chain-follows"]')).toContainText('1001');
  // One alone says what would help.
  await check(page, rksv(key())[0], 'unknown-issuer');
  await expect(page.locator('[data-note="second-receipt-helps"]')).toContainText('second receipt');
});

test('a Saudi code: the printed amounts are not bound, and nothing unsigned looks signed', async ({ page }) => {
  await open(page);
  await check(page, zatca(key('secp256k1')), 'unknown-issuer');
  await expect(page.locator('[data-note="amounts-not-bound"]')).toContainText('unsigned');
  await expect(page.locator('#verdict')).toContainText('not over the amounts');
  await expect(page.locator('.ticket__facts')).toContainText('not signed', { ignoreCase: true });
  await expect(page.locator('.knows')).not.toContainText('Nothing');
  await expect(page.locator('#fields-title')).toHaveText('In the code, not signed');
  await expect(page.locator('tr[data-field="amount"]')).toHaveAttribute('data-match', 'unsigned');
  await check(page, zatca(key('secp256k1'), { vat: '30.00' }));
  await expect(page.locator('[data-finding="vat-above-rate"]')).toBeVisible();
});

test('evidence: the range that differs, before and after, what was tried', async ({ page }) => {
  await open(page);
  await check(page, tse(key(), { printed: '2026-11-20T18:42:07.000Z' }), 'invalid');
  await page.getByRole('button', { name: 'Show the evidence' }).click();
  const drawer = page.getByRole('dialog');
  const row = drawer.locator('[data-range="logTime"]');
  await expect(row).toHaveAttribute('data-differs', 'true');
  await expect(row).toContainText('2026-11-20T18:42:07Z');
  await expect(row).toContainText('Fits as');
  await expect(drawer.locator('[data-differs]')).toHaveCount(1);
  await expect(drawer.locator('[data-range="clientId"]')).toContainText('KASSE-7');
  await expect(drawer.locator('[data-range="processData"]')).toContainText('Beleg^11.80');
  // The bytes themselves, marked where they differ.
  const hex = (finish: string): string => (Date.parse(finish) / 1000).toString(16).toUpperCase();
  const marked = (await drawer.locator('.hex mark').first().textContent())?.replace(/ /g, '') ?? '';
  expect(marked).not.toBe('');
  expect(hex('2026-11-20T18:42:07Z')).toContain(marked);
  const change = drawer.locator('[data-change="time-zone"]');
  await expect(change).toContainText('As it was signed');
  await expect(drawer).toContainText(/\d+\W* changes were tried\. One of them fits/);
  await expect(drawer).not.toContainText('U+2068');
});

test('a signed slip’s bytes are marked by member', async ({ page }) => {
  const { sample } = await import('./page.ts');
  await open(page);
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  await page.getByRole('button', { name: 'Show the evidence' }).click();
  await expect(page.locator('[data-range="amount"]')).toContainText('138.00');
  await expect(page.locator('[data-range="mid"]')).toContainText('898310158120101');
  await settled(page);
});

test('a till’s key that the user knows: told when it signs again, and when another one does', async ({ page }) => {
  const till = key();
  await open(page);
  await check(page, tse(till), 'unknown-issuer');
  await page.locator('[data-know]').click();
  await expect(page.locator('[data-key-seen]')).toContainText('KASSE-7');
  await settled(page, 'unknown-issuer');
  await check(page, tse(till, { transaction: 4712, counter: 10236, finish: '2026-11-20T18:02:07.000Z' }), 'unknown-issuer');
  await page.locator('.nav a[href="#/certificates"]').click();
  await whole(page, 'keys that are known');
  await expect(page.locator('[data-seen]')).toContainText(/seen \W*2\W* times/);
  await page.locator('.nav a[href="#/"]').click();
  await check(page, tse(key(), { transaction: 4713, counter: 10238, finish: '2026-11-20T19:02:07.000Z' }), 'unknown-issuer');
  await expect(page.locator('[data-key-changed]')).toContainText('Another key');
  await whole(page, 'another key');
  // It is kept, and can be taken back.
  await page.reload();
  await page.locator('.nav a[href="#/certificates"]').click();
  await page
    .locator('[data-seen]')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(page.locator('[data-seen]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-seen]')).toHaveCount(1);
});

test('the missing certificate is named, with how to get it', async ({ page }) => {
  await open(page);
  await check(page, rksv(key())[0], 'unknown-issuer');
  const cause = page.locator('[data-cause="certificate-unknown-issuer"]');
  await expect(cause).toContainText('A-Trust');
  await expect(cause.locator('[data-missing="rksv-trust-provider"]')).toContainText('serial number');
});
