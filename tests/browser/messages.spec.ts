/** Messages of payment gateways on the page: what is signed, whose keys count, and what opens a sealed one. */

import { createCipheriv, createHash, generateKeyPairSync, sign as signature } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { check, expect, listed, open, sample, samples, settled, test } from './page.ts';

/** Keys of the tests' own: nothing of theirs is trusted before a press. */
const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemKey = own.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const der = own.publicKey.export({ type: 'spki', format: 'der' });
const ID = 'PUB_KEY_ID_0116890012342026112000111122223333';
const APIV3 = 'slipcheck-tests-apiv3-key-000032';

const signed = (text: string): string => signature('sha256', Buffer.from(text), own.privateKey).toString('base64');

/** An answer of WeChat Pay as a terminal shows it (`curl -i`), and its signed text. */
function wechat(body: string): { text: string; signedText: string } {
  const [timestamp, nonce] = ['1763635329', 'nonce0123456789ABCDEF'];
  const signedText = `${timestamp}\n${nonce}\n${body}\n`;
  const headers = [
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    `Wechatpay-Nonce: ${nonce}`,
    `Wechatpay-Serial: ${ID}`,
    `Wechatpay-Signature: ${signed(signedText)}`,
    `Wechatpay-Timestamp: ${timestamp}`,
    'Wechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048',
  ];
  return { text: `${headers.join('\n')}\n\n${body}`, signedText };
}

const query = (state: string): string =>
  `{"mchid":"1900012345","out_trade_no":"T20251120001","transaction_id":"4200002500202511201234567890","trade_state":"${state}","trade_state_desc":"结果","amount":{"total":13800,"payer_total":13800,"currency":"CNY"}}`;

/** A notification of Alipay as a browser's network view shows a form, and its signed text. */
function alipay(changes: Record<string, string> = {}): { text: string; signedText: string } {
  const members: Record<string, string> = {
    app_id: '2021001161683774',
    charset: 'utf-8',
    gmt_payment: '2025-11-20 18:41:52',
    notify_id: '2025112001222817736326864035715491',
    notify_time: '2025-11-20 18:42:09',
    notify_type: 'trade_status_sync',
    out_trade_no: 'T20251120002',
    seller_id: '2088721003899907',
    subject: '午市 套餐',
    total_amount: '89.23',
    trade_no: '2025112022001488990500123456',
    trade_status: 'TRADE_SUCCESS',
  };
  const joined = (list: Record<string, string>): string =>
    Object.keys(list)
      .sort()
      .map((name) => `${name}=${list[name]}`)
      .join('&');
  const signedText = joined({ ...members, ...changes });
  const sent = { ...members, ...changes, sign: signed(signedText), sign_type: 'RSA2' };
  return { text: new URLSearchParams(sent).toString(), signedText };
}

async function importKey(page: Page, text = pemKey, name = 'pub_key.pem'): Promise<void> {
  await page.locator('.nav a[href="#/certificates"]').click();
  await page.locator('#certificate-file').setInputFiles({ name, mimeType: 'application/x-pem-file', buffer: Buffer.from(text) });
  await listed(page);
  await expect(page.locator('[data-key]')).toHaveCount(1);
}

/** Ticks what the key is to be trusted for, and presses "trust" beside its fingerprint. */
async function trustKey(page: Page, ...formats: string[]): Promise<void> {
  const row = page.locator('[data-key]');
  await row.locator('.press > summary').click();
  const digest = createHash('sha256').update(der).digest('hex').toUpperCase();
  expect((await row.locator('[data-fingerprint]').innerText()).replace(/\s/g, '')).toBe(digest);
  for (const format of formats) await row.locator(`[data-format="${format}"]`).check();
  await row.locator('[data-press]').click();
  await expect(row).toHaveAttribute('data-trusted', 'true');
}

const back = (page: Page): Promise<void> => page.locator('.nav a[href="#/"]').click();

async function copied(page: Page, button: string): Promise<string> {
  await page.locator('[data-message]').getByRole('button', { name: button }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a bare key is listed as not trusted, trusted by the press for what was ticked alone, and no more when taken back', async ({ page }) => {
  await open(page);
  await importKey(page);
  const row = page.locator('[data-key]');
  await expect(row).toHaveAttribute('data-trusted', 'false');
  await row.locator('.press > summary').click();
  await expect(row.locator('[data-press]')).toBeDisabled();
  await row.locator('.press > summary').click();
  await back(page);
  await check(page, wechat(query('SUCCESS')).text, 'unknown-issuer');
  await page.locator('.nav a[href="#/certificates"]').click();
  await trustKey(page, 'cn-alipay');
  await back(page);
  await settled(page, 'unknown-issuer');
  await check(page, alipay().text, 'verified');
  await page.locator('.nav a[href="#/certificates"]').click();
  await row.getByRole('button', { name: /Stop trusting/ }).click();
  await expect(row).toHaveAttribute('data-trusted', 'false');
  await back(page);
  await settled(page, 'unknown-issuer');
});

test('a key of WeChat Pay brings its id, as PEM or as one line of base64', async ({ page }) => {
  await open(page);
  await importKey(page, der.toString('base64'), `${ID}.txt`);
  await expect(page.locator('[data-key] h3')).toContainText(ID);
  await expect(page.locator('[data-key]')).toHaveAttribute('data-trusted', 'false');
  await trustKey(page);
  await back(page);
  await check(page, wechat(query('SUCCESS')).text, 'verified');
  await check(page, alipay().text, 'unknown-issuer');
});

test('the first words say what a genuine message reports, and only a payment has the full tick', async ({ page }) => {
  await open(page);
  await importKey(page);
  await trustKey(page, 'cn-wechatpay', 'cn-alipay');
  await back(page);
  for (const [state, words, full] of [
    ['SUCCESS', 'says PAID', true],
    ['REFUND', 'REFUNDED', true],
    ['PAYERROR', 'FAILED', false],
    ['NOTPAY', 'PENDING', false],
    ['CLOSED', 'CLOSED', false],
  ] as const) {
    await check(page, wechat(query(state)).text, 'verified');
    await expect(page.locator('.ticket__word')).toContainText(words);
    if (full) await expect(page.locator('#verdict')).not.toHaveClass(/ticket--half/);
    else await expect(page.locator('#verdict')).toHaveClass(/ticket--half/);
  }
});

test('the signed text is copied exactly', async ({ page }) => {
  await open(page);
  for (const { text, signedText } of [wechat(query('SUCCESS')), alipay()]) {
    await importKey(page);
    await back(page);
    await check(page, text, 'unknown-issuer');
    await page.locator('.result-actions .btn--main').click();
    expect(await copied(page, 'Signed text')).toBe(signedText);
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press('Escape');
  }
});

test('the APIv3 key opens a sealed message once and is kept nowhere', async ({ page }) => {
  const cipher = createCipheriv('aes-256-gcm', APIV3, 'nonce1234567');
  cipher.setAAD(Buffer.from('transaction'));
  const ciphertext = Buffer.concat([cipher.update(query('SUCCESS'), 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  const body = `{"id":"EV-2025112018220032","create_time":"2025-11-20T18:42:09+08:00","resource_type":"encrypt-resource","event_type":"TRANSACTION.SUCCESS","summary":"支付成功","resource":{"original_type":"transaction","algorithm":"AEAD_AES_256_GCM","ciphertext":"${ciphertext}","associated_data":"transaction","nonce":"nonce1234567"}}`;
  await open(page);
  await importKey(page);
  await trustKey(page, 'cn-wechatpay');
  await back(page);
  // Nothing asks for it where nothing is sealed.
  await check(page, wechat(query('SUCCESS')).text, 'verified');
  await expect(page.locator('[data-sealed]')).toHaveCount(0);
  await check(page, wechat(body).text, 'verified');
  await expect(page.locator('.ticket__word')).toContainText('sealed');
  await page.locator('[data-sealed] input').fill('0'.repeat(32));
  await page.locator('[data-sealed] button').click();
  await expect(page.locator('[data-sealed] [role="alert"]')).toBeVisible();
  await expect(page.locator('[data-sealed] input')).toHaveValue('');
  const { violations } = await new AxeBuilder({ page }).include('[data-sealed]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.locator('[data-sealed] input').fill(APIV3);
  await page.locator('[data-sealed] button').click();
  await expect(page.locator('.ticket__word')).toContainText('says PAID');
  await expect(page.locator('[data-sealed]')).toHaveCount(0);
  const kept = await page.evaluate(async () => {
    const all: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href, document.documentElement.outerHTML];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name as string);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const items = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        all.push(`${store}: ${JSON.stringify(items)}`);
      }
      database.close();
    }
    return all.join('\n');
  });
  expect(kept).toContain('keys: [{');
  expect(kept).not.toContain(APIV3);
});

/** Says who reads. */
async function as(page: Page, role: 'cardholder' | 'merchant'): Promise<void> {
  await page.locator(`input[name^="role-"][value="${role}"] + span`).first().click();
}

/** Opens a sample of the gallery. */
async function openSample(page: Page, id: string): Promise<void> {
  await page.locator('section[aria-labelledby="samples-title"] details summary').click();
  await page.locator(`[data-sample="${id}"]`).click();
  await settled(page);
}

/** What Alipay signs of a form. */
function signedForm(form: string): string {
  const members = [...new URLSearchParams(form.trim())].filter(([name]) => name !== 'sign' && name !== 'sign_type');
  return members
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
}

test('the drawer marks what differs, copies both texts exactly, and says what to change in the program', async ({ page }) => {
  await open(page);
  await as(page, 'merchant');
  await openSample(page, 'alipay-plus-became-blank');
  await page.locator('.result-actions .btn--main').click();
  const drawer = page.locator('[data-message]');
  const form = sample('alipay-plus-became-blank.txt');
  const here = signedForm(form);
  const right = here.replace('A B', 'A+B');
  expect(right).not.toBe(here);
  await expect(drawer.locator('[data-text="given"] mark')).toHaveText(' ');
  await expect(drawer.locator('[data-text="signed"] mark')).toHaveText('+');
  // What differs is in sight without scrolling in its box.
  for (const name of ['given', 'signed'])
    await expect
      .poll(() =>
        drawer.locator(`[data-text="${name}"]`).evaluate((box) => {
          const [outer, inner] = [box.getBoundingClientRect(), (box.querySelector('mark') as Element).getBoundingClientRect()];
          return inner.top >= outer.top && inner.bottom <= outer.bottom;
        }),
      )
      .toBe(true);
  expect(await copied(page, 'As the message gives it')).toBe(here);
  expect(await copied(page, 'As it must be: this fits the signature')).toBe(right);
  const program = page.locator('[data-program="plus-for-blank"]');
  await expect(program).toContainText('raw body');
  await expect(program).toContainText(String(here.indexOf('A B') + 2));
  await page.keyboard.press('Escape');
  // The cardholder has no program.
  await as(page, 'cardholder');
  await page.locator('.result-actions .btn--main').click();
  await expect(drawer).toBeVisible();
  await expect(page.locator('[data-program]')).toHaveCount(0);
});

test('a changed value is marked where it stands, and its steps are those of a forgery, not of a program', async ({ page }) => {
  await open(page);
  await as(page, 'merchant');
  await openSample(page, 'alipay-status-altered');
  await expect(page.locator('.ticket__why')).toContainText(/trade_status\W+was changed/);
  await expect(page.locator('.now')).toContainText('Deliver or refund nothing');
  await page.locator('.result-actions .btn--main').click();
  await expect(page.locator('[data-text="given"] mark')).toHaveText('TRADE_SUCCESS');
  await expect(page.locator('[data-text="signed"] mark')).toHaveText('WAIT_BUYER_PAY');
  await expect(page.locator('[data-program]')).toContainText('changed after signing');
});

test('no sample that reports no payment has a tick, in the gallery or on its own', async ({ page }) => {
  for (const { id, outcome } of samples.filter((entry) => entry.outcome !== undefined)) {
    await open(page);
    await page.locator('section[aria-labelledby="samples-title"] details summary').click();
    const moved = (outcome?.status === 'paid' || outcome?.status === 'refunded') && outcome.environment !== 'test';
    const marked = page.locator(`[data-sample="${id}"] use`).last();
    await expect(marked).toHaveAttribute('href', moved ? '#m-verified' : '#s-warn');
    await page.locator(`[data-sample="${id}"]`).click();
    await settled(page, 'verified');
    await expect(page.locator('.ticket__top use').first()).toHaveAttribute('href', moved ? '#m-verified' : '#s-warn');
    await expect(page.locator('#verdict')).toHaveClass(moved ? /tone-ok/ : /ticket--unpaid/);
  }
});

test('amount, order, merchant and time stand in words of the trade', async ({ page }) => {
  await open(page);
  await openSample(page, 'unionpay-paid');
  const row = (meaning: string) => page.locator(`.ticket__compare [data-meaning="${meaning}"]`);
  await expect(row('amount')).toContainText('91.50');
  await expect(row('orderId')).toContainText('D202611204217');
  await expect(row('mid')).toContainText('898310158120101');
  await expect(row('time')).toContainText('2026-11-20 18:25:50');
  const table = page.locator('[data-field="txnAmt"]').first();
  await expect(table).toContainText('91.50');
  await expect(table).toContainText('9150');
  await expect(page.locator('[data-field="signPubKeyCert"]').first()).toContainText(/1,0\d\d\W+bytes/);
});

test('the merchant’s own number is kept when asked, compared at once, and forgotten at a press', async ({ page, context }) => {
  await open(page);
  await as(page, 'merchant');
  await importKey(page);
  await trustKey(page, 'cn-wechatpay');
  await back(page);
  await check(page, wechat(query('SUCCESS')).text, 'verified');
  await expect(page.locator('#verdict')).not.toHaveClass(/ticket--half/);
  const card = page.locator('[data-merchants]');
  await card.locator('> summary').click();
  // Nothing is kept by typing.
  await card.locator('input').fill('1900012346');
  expect(await page.evaluate(() => localStorage.getItem('slipcheck.merchants'))).toBeNull();
  await card.getByRole('button', { name: /Keep/ }).click();
  await expect(page.locator('.ticket__word')).toContainText('ANOTHER merchant');
  await expect(page.locator('#verdict')).toHaveClass(/ticket--unpaid/);
  await expect(page.locator('.now')).toContainText('not paid to you');
  expect(await page.evaluate(() => localStorage.getItem('slipcheck.merchants'))).toBe('1900012346');
  const { violations } = await new AxeBuilder({ page }).include('[data-merchants]').include('#verdict').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  // Another tab keeps the right one: the message on this screen is compared again.
  const other = await context.newPage();
  await open(other);
  await other.evaluate(() => localStorage.setItem('slipcheck.merchants', '1900012346 1900012345'));
  await expect(page.locator('.ticket__word')).toContainText('says PAID');
  await expect(page.locator('.ticket__compare [data-meaning="mid"]')).toContainText('one that you keep');
  await expect(page.locator('#verdict')).not.toHaveClass(/ticket--half/);
  await other.close();
  // Where all is well the card is closed.
  await card.locator('> summary').click();
  await card.locator('input').fill('<b>1</b>');
  await card.getByRole('button', { name: /Keep/ }).click();
  await expect(card.locator('[role="status"]')).toBeVisible();
  await card.locator('[data-forget="1900012345"]').click();
  await expect(page.locator('.ticket__word')).toContainText('ANOTHER merchant');
  await card.locator('[data-forget="1900012346"]').click();
  await expect(page.locator('.ticket__word')).toContainText('says PAID');
  expect(await page.evaluate(() => localStorage.getItem('slipcheck.merchants'))).toBe('');
});

test('a message is never asked for its paper, and a sample is compared with nobody’s number', async ({ page }) => {
  await open(page);
  await page.evaluate(() => localStorage.setItem('slipcheck.merchants', '1'));
  await as(page, 'merchant');
  await openSample(page, 'wechatpay-paid');
  await expect(page.locator('.ticket__word')).toContainText('says PAID');
  await expect(page.locator('#printed-text')).toHaveCount(0);
  await expect(page.locator('[data-merchants]')).toHaveCount(0);
});

test('a message that was kept before is told as the same payment', async ({ page }) => {
  await open(page);
  await importKey(page);
  await trustKey(page, 'cn-alipay');
  await back(page);
  const { text } = alipay();
  await check(page, text, 'verified');
  await page.locator('[data-keep]').first().click();
  await page.locator('#slip-text').fill('');
  await page.reload();
  await open(page);
  await check(page, text, 'verified');
  await expect(page.locator('.ticket__why')).toContainText('same payment, not another one');
  await expect(page.locator('.now')).toContainText('Do not deliver twice');
});
