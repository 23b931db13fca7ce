/** Terminals: a check-up kept, the plot with its table, reminders, nothing recorded while that is off, deletion, two tabs. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { codesByWords, codesOn, typedCodes } from '../../www/state/screen-codes.ts';
import { check, expect, open, openTrusting, sample, test } from './page.ts';
import { NOT_RUN, absent } from './printed.ts';
import { LOOKS, narrow, sound, unfold } from './sound.ts';

const TERMINAL = '10450023';

async function add(page: Page, number = TERMINAL): Promise<void> {
  await page.locator('#terminal-number').fill(number);
  await page.locator('[data-add] button[type="submit"]').click();
  await expect(page.locator(`[data-terminal-row="${number}"]`)).toBeVisible();
}

async function visit(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), hash);
}

/** What the database of terminals holds. */
function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('slipcheck-terminals');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = await new Promise<unknown>((resolve) => {
      database.transaction('terminals').objectStore('terminals').getAll().onsuccess = (event) => resolve((event.target as IDBRequest<unknown>).result);
    });
    database.close();
    return JSON.stringify(all);
  });
}

function day(after: number): string {
  return new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
}

test('a check-up says what to do for each no, and is kept', async ({ page }) => {
  await open(page, '#/terminals');
  await add(page);
  await page.locator(`[data-terminal-row="${TERMINAL}"]`).click();
  await expect(page.locator('[data-question]')).toHaveCount(10);
  for (const id of await page.locator('[data-question]').evaluateAll((all) => all.map((one) => one.getAttribute('data-question')))) {
    const answer = id === 'paper' ? 'no' : 'yes';
    await page.locator(`[data-question="${id}"] input[value="${answer}"]`).check({ force: true });
  }
  await expect(page.locator('[data-do]')).toHaveCount(1);
  await expect(page.locator('[data-do="paper"]')).toContainText('new roll');
  // "Written here" is looked for here.
  await expect(page.locator('[data-unwritten]')).toBeVisible();
  await page.locator('[data-checkup-keep]').click();
  await expect(page.locator('[data-checkup]')).toContainText(/8.*2.*0/);
  await page.locator('[data-checkup-remove]').click();
  await page.locator('[data-member="phone"]').fill('95516');
  await page.locator('[data-member="phone"]').blur();
  for (const id of await page.locator('[data-question]').evaluateAll((all) => all.map((one) => one.getAttribute('data-question'))))
    await page.locator(`[data-question="${id}"] input[value="${id === 'paper' ? 'no' : 'yes'}"]`).check({ force: true });
  await expect(page.locator('[data-unwritten]')).toHaveCount(0);
  await page.locator('[data-checkup-keep]').click();
  await expect(page.locator('[data-checkup]')).toHaveCount(1);
  await page.locator('[data-member="software"]').fill('v2.1');
  await page.locator('[data-member="software"]').blur();
  await expect.poll(() => stored(page)).toContain('v2.1');
  await page.reload();
  await expect(page.locator('[data-checkup]')).toContainText(/9.*1.*0/);
  await expect(page.locator('[data-checkup]')).toContainText('new roll');
  await expect(page.locator('[data-member="software"]')).toHaveValue('v2.1');
  await page.locator('[data-checkup-remove]').click();
  await expect(page.locator('[data-checkup]')).toHaveCount(0);
  expect(await stored(page)).toContain('"checkups":[]');
});

test('nothing of a slip is recorded while that is off; then verdict, causes and time alone; and it is deleted', async ({ page }) => {
  test.slow();
  await openTrusting(page);
  await visit(page, '#/terminals');
  await add(page);
  await visit(page, '#/');
  await check(page, sample('good-attached.txt'), 'verified');
  await visit(page, '#/terminals');
  await expect(page.locator('#terminals-remember')).not.toBeChecked();
  expect(await stored(page)).toContain('"seen":[]');

  await page.locator('#terminals-remember').check();
  await visit(page, '#/');
  await check(page, sample('good-english.txt'), 'verified');
  await check(page, sample('amount-altered.txt'), 'altered');
  await expect.poll(() => stored(page)).toContain('altered');
  const text = await stored(page);
  expect(Object.keys((JSON.parse(text) as { seen: object[] }[])[0]?.seen[1] ?? {}).sort()).toEqual(['at', 'causes', 'certificate', 'verdict']);
  for (const secret of ['138.00', '738.00', '5458', '898310158120101', '153110176000', '云栖面馆']) expect(text).not.toContain(secret);

  await visit(page, `#/terminals/${TERMINAL}`);
  await expect(page.locator('[data-count]')).toHaveText('2');
  await expect(page.locator('[data-bar="good"]')).toHaveCount(1);
  await expect(page.locator('[data-bar="bad"]')).toHaveCount(1);
  // The table says what the plot draws.
  await unfold(page);
  const sum = (group: string): Promise<number> =>
    page.locator(`[data-plot-table] [data-group="${group}"]`).evaluateAll((cells) => cells.reduce((all, cell) => all + Number(cell.textContent), 0));
  expect(await Promise.all(['good', 'bad', 'certificate', 'open'].map(sum))).toEqual([1, 1, 0, 0]);
  await expect(page.locator('[data-cause-seen="field-altered"]')).toBeVisible();
  await expect(page.locator('[data-expiry]').first()).toBeVisible();
  await sound(page, 'one terminal');
  await narrow(page, 'one terminal');

  await page.locator('[data-forget]').click();
  await expect(page.locator('[data-seen-none]')).toBeVisible();
  expect(await stored(page)).toContain('"seen":[]');
  await page.locator('[data-delete]').click();
  await page.locator('[data-delete-now]').click();
  await expect(page.locator('[data-terminals-none]')).toBeVisible();
  expect(await stored(page)).toBe('[]');
});

test('samples, and terminals that are not in the list, are never recorded; the same slip judged again is one', async ({ page }) => {
  await openTrusting(page);
  await visit(page, '#/terminals');
  await add(page);
  await page.locator('#terminals-remember').check();
  await visit(page, '#/');
  await check(page, sample('tse-good.txt'));
  await check(page, sample('good-attached.txt'), 'verified');
  await expect.poll(() => stored(page)).toContain('verified');
  await page.locator('#slip-text').fill('');
  await check(page, sample('good-attached.txt'), 'verified');
  await visit(page, '#/terminals');
  await expect(page.locator('[data-terminal-row]')).toHaveCount(1);
  await visit(page, `#/terminals/${TERMINAL}`);
  await expect(page.locator('[data-count]')).toHaveText('1');
});

test('a number in full width is the same terminal, and a card number is never kept as one', async ({ page }) => {
  await open(page, '#/terminals');
  for (const number of ['10450023', '１０４５００２３']) {
    await page.locator('#terminal-number').fill(number);
    await page.locator('[data-add] button[type="submit"]').click();
    await expect(page.locator('#terminal-number')).toHaveValue('');
    await expect(page.locator('[data-terminal-row]')).toHaveCount(1);
  }
  await page.locator('#terminal-number').fill('4111 1111 1111 1111');
  await page.locator('[data-add] button[type="submit"]').click();
  await expect(page.locator('[data-terminal-masked]')).toBeVisible();
  await expect(page.locator('[data-terminal-row]')).toHaveCount(2);
  await expect(page.locator('[data-terminal-row="411111******1111"]')).toBeVisible();
  await page.reload();
  await expect(page.locator('[data-terminal-row]')).toHaveCount(2);
  expect(await page.content()).not.toContain('4111111111111111');
});

test('what is due is said, and saved for a calendar', async ({ page }) => {
  await open(page, '#/terminals');
  await add(page);
  await page.locator(`[data-terminal-row="${TERMINAL}"]`).click();
  await page.locator('[data-member="maintenance"]').fill(day(5));
  await page.locator('[data-member="maintenance"]').blur();
  await visit(page, '#/terminals');
  await expect(page.locator('[data-due="maintenance"]')).toContainText(day(5));
  const download = page.waitForEvent('download');
  await page.locator('[data-calendar]').click();
  const file = readFileSync((await (await download).path()) ?? '', 'utf8');
  expect(file).toContain(`DTSTART;VALUE=DATE:${day(5).replace(/-/g, '')}`);
  expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});

test('a certificate that names the terminal is shown with its last day, and reminded of before', async ({ page }) => {
  await openTrusting(page);
  await visit(page, '#/terminals');
  // The samples' certificate that has a number in its name.
  const number = 'ATU00000000';
  await add(page, number);
  await visit(page, `#/terminals/${number}`);
  await expect(page.locator('[data-expiry]').first()).toBeVisible();
  const until = /\d{4}-\d\d-\d\d/.exec((await page.locator('[data-expiry]').first().textContent()) ?? '')?.[0] ?? '';
  await page.clock.setFixedTime(new Date(Date.parse(until) - 20 * 86_400_000));
  await visit(page, '#/terminals');
  await expect(page.locator('[data-due="certificate"]').first()).toContainText(until);
});

test('two tabs know the same terminals; one that was deleted stays deleted', async ({ page, context }) => {
  await open(page, '#/terminals');
  const other = await context.newPage();
  await open(other, '#/terminals');
  await expect(other.locator('#terminal-number')).toBeVisible();
  await add(page);
  await expect(other.locator(`[data-terminal-row="${TERMINAL}"]`)).toBeVisible();
  await other.locator(`[data-terminal-row="${TERMINAL}"]`).click();
  await page.locator('[data-delete]').click();
  await page.locator('[data-delete-now]').click();
  await expect(other.locator('[data-terminal-unknown]')).toBeVisible();
  expect(await stored(other)).toBe('[]');
});

for (const [locale, colorScheme] of LOOKS) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });
    test('each state is sound and narrow', async ({ page }) => {
      await open(page, '#/terminals');
      await expect(page.locator('[data-terminals-none]')).toBeVisible();
      await sound(page, 'empty');
      await add(page, '<img src=x>');
      await add(page);
      await page.locator('#host-code').fill('A0');
      await expect(page.locator('[data-code="A0"]')).toBeVisible();
      await sound(page, 'list');
      await narrow(page, 'list');
      await page.locator(`[data-terminal-row="${TERMINAL}"]`).click();
      await page.locator('[data-question="clock"] input[value="no"]').check({ force: true });
      await page.locator('[data-member="maintenance"]').fill(day(-3));
      await page.locator('[data-member="maintenance"]').blur();
      await page.locator('[data-checkup-keep]').click();
      await expect(page.locator('[data-checkup]')).toBeVisible();
      await sound(page, 'sheet');
      await narrow(page, 'sheet');
      await expect(page.locator('main')).not.toContainText('terminals-');
    });
  });
}

test('codes on a screen are found by what stands before them, and numbers, days and clocks are none', () => {
  const known = new Set(['00', '03', '05', '12', '20', '55', '91', '96', '97', 'A0']);
  const found = (...lines: string[]): string[] => codesOn(lines, (code) => known.has(code));
  expect(found('2026-11-20 18:55', '交易失败', '应答码：A0', 'MAC校验错', '终端号 10450023 批次 000012')).toEqual(['A0']);
  expect(found('签到失败[97]', '请联系收单行')).toEqual(['97']);
  expect(found('AO', '校验错')).toEqual(['A0']);
  expect(found('余额 12.50', '2026/11/20 12:05')).toEqual([]);
  expect(found('ERR: 91  TIME 12:05')).toEqual(['91']);
  expect(found('Response code 96', 'System malfunction')).toEqual(['96']);
  // Nothing speaks for one of them: all are offered.
  expect(found('第 20 笔 03 次').sort()).toEqual(['03', '20']);
});

test('what stands on the screen is understood: a code, its words, or that it is the signature', async ({ page }) => {
  const known = new Set(['51', 'A0', '91', '55']);
  const typed = (text: string): string[] => typedCodes(text, (code) => known.has(code));
  expect(typed('ａ０')).toEqual(['A0']);
  expect(typed('51')).toEqual(['51']);
  expect(typed('ZZ')).toEqual(['ZZ']);
  expect(typed('交易失败 应答码：51')).toEqual(['51']);
  expect(typed('应答码 79')).toEqual(['79']);
  expect(typed('SIGNATURE ERROR')).toEqual([]);
  const texts = { '51': ['可用余额不足'], A0: ['MAC 校验错误'], '96': ['交换中心系统异常'] } as const;
  expect(codesByWords('余额不足', texts)).toEqual(['51']);
  expect(codesByWords('MAC校验错', texts)).toEqual(['A0']);
  // What stands in many messages names none of them.
  expect(codesByWords('交易失败', texts)).toEqual([]);
  expect(codesByWords('完全别的话', texts)).toEqual([]);

  await open(page, '#/help');
  const field = page.locator('#host-code');
  for (const words of ['签名摘要错误', 'Signature digest error', 'Signaturprüfung fehlgeschlagen']) {
    await field.fill(words);
    await expect(page.locator('.answer[data-code="signature"]')).toContainText('no answer of the bank');
    await expect(page.locator('.answer[data-code="signature"] li').first()).toContainText('Stay calm');
  }
  await field.fill('51');
  await expect(page.locator('.answer[data-code="51"]')).toContainText('not enough funds');
  await expect(page.locator('.answer[data-code="51"]')).toContainText('not the terminal');
  await field.fill('not enough funds');
  await page.locator('[data-offered="51"]').click();
  await expect(page.locator('.answer[data-code="51"]')).toBeVisible();
  await field.fill('completely other words');
  await expect(page.locator('[data-unknown-words]')).toBeVisible();
  // The record takes what was typed, and names no cause.
  await page.locator('[data-incident]').click();
  await expect(page.locator('[data-say="host"]')).toBeVisible();
  await page.locator('input[name="incident-role"][value="merchant"]').check({ force: true });
  await expect(page.locator('#incident-host-code')).toHaveValue('completely other words');
});

test.describe('with models', () => {
  test.skip(absent, NOT_RUN);
  test.describe.configure({ timeout: 180_000 });

  test('a photo of the screen offers its host code, asked before anything is downloaded', async ({ page }) => {
    await open(page, '#/terminals');
    const bytes = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(900, 420);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.fillStyle = '#e8f0e8';
      context.fillRect(0, 0, 900, 420);
      context.fillStyle = '#111';
      context.font = '44px "DejaVu Sans Mono", monospace';
      for (const [at, text] of ['TRANSACTION FAILED', 'RESPONSE CODE: A0', 'MAC ERROR', '2026/11/20 12:05'].entries()) context.fillText(text, 60, 90 + at * 80);
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
    });
    await page.locator('#screen-photo').setInputFiles({ name: 'screen.png', mimeType: 'image/png', buffer: Buffer.from(bytes) });
    await expect(page.locator('[data-screen-photo="asks"]')).toContainText('MB');
    await sound(page, 'a photo of the screen');
    await narrow(page, 'a photo of the screen');
    await page.locator('[data-photo-read]').click();
    await expect(page.locator('[data-photo-code="A0"]')).toBeVisible({ timeout: 120_000 });
    await page.locator('[data-photo-code="A0"]').click();
    await expect(page.locator('#host-code')).toHaveValue('A0');
    await expect(page.locator('[data-code="A0"]')).toBeVisible();
  });

  test('a file that is no picture says so', async ({ page }) => {
    await open(page, '#/terminals');
    await page.locator('#screen-photo').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all, and long enough') });
    await page.locator('[data-photo-read]').click();
    await expect(page.locator('[data-screen-photo="failed"]')).toBeVisible({ timeout: 60_000 });
  });
});
