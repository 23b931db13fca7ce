/** Kept slips: nothing is stored before it is asked for; kept, listed, checked anew, removed, told when they come again. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { check, expect, open, sample, settled, test, trust } from './page.ts';
import { sound } from './sound.ts';
import { trustOwnKey, wechat } from './wechat.ts';

const SLIP = sample('good-attached.txt');
/** What no certificate names. */
const SIGNATURE = SLIP.trimEnd().slice(-40);

/** Everything in the databases and in the storage that a slip could be in. */
function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const all: unknown[] = [{ ...localStorage }];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const kind of database.objectStoreNames) {
        all.push(
          await new Promise(
            (resolve) => (database.transaction(kind).objectStore(kind).getAll().onsuccess = (event) => resolve((event.target as IDBRequest<unknown>).result)),
          ),
        );
      }
      database.close();
    }
    return JSON.stringify(all);
  });
}

async function go(page: Page, view: 'kept' | 'certificates'): Promise<void> {
  await page.locator(`.nav a[href="#/${view}"]`).click();
  await expect(page.locator('main h1')).toBeVisible();
}

test('nothing of a slip is stored before the user asks', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, SLIP, 'verified');
  expect(await stored(page)).not.toContain(SIGNATURE);
  await page.locator('[data-keep]').click();
  await expect(page.locator('[data-kept]')).toBeVisible();
  expect(await stored(page)).toContain(SIGNATURE);
});

test('a kept slip is listed after a reload, checked anew, removed and put back', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, SLIP, 'verified');
  await page.locator('[data-keep]').click();
  await expect(page.locator('[data-kept]')).toBeVisible();
  await page.reload();
  await go(page, 'kept');
  await expect(page.locator('[data-slip]')).toHaveCount(1);
  await expect(page.locator('[data-slip]')).toContainText('云栖面馆');
  await expect(page.locator('[data-slip]')).toContainText('138.00');
  await expect(page.locator('[data-slip]')).toHaveAttribute('data-kept-verdict', 'verified');
  await sound(page, 'kept');

  await page.locator('[data-reopen]').click();
  await settled(page, 'verified');
  // The record itself is no earlier copy.
  await expect(page.locator('[data-cause="duplicate-slip"]')).toHaveCount(0);
  await expect(page.locator('[data-verdict-was]')).toHaveCount(0);

  await go(page, 'kept');
  await page.locator('[data-remove]').click();
  await expect(page.locator('[data-slip]')).toHaveCount(0);
  await page.locator('[data-undo]').click();
  await expect(page.locator('[data-slip]')).toHaveCount(1);
  const download = page.waitForEvent('download');
  await page.locator('[data-export]').click();
  const file = JSON.parse(readFileSync((await (await download).path()) ?? '', 'utf8')) as { slips: { report: { verdict: string }; given: { text: string } }[] };
  expect(file.slips.map(({ report, given }) => [report.verdict, given.text])).toEqual([['verified', SLIP]]);
  await page.locator('[data-remove-all]').click();
  await expect(page.locator('[data-kept-none]')).toBeVisible();
  expect(await stored(page)).not.toContain(SIGNATURE);
});

test('the verdict is told when it has changed since', async ({ page }) => {
  await open(page);
  await check(page, SLIP, 'unknown-issuer');
  await page.locator('[data-keep]').click();
  await expect(page.locator('[data-kept]')).toBeVisible();
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await settled(page, 'verified');
  await expect(page.locator('[data-verdict-was="unknown-issuer"]')).toBeVisible();
});

test('the same slip again is told as seen before, and the certificates know their slips', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, SLIP, 'verified');
  await expect(page.locator('[data-cause="duplicate-slip"]')).toHaveCount(0);
  await page.locator('[data-keep]').click();
  await expect(page.locator('[data-kept]')).toBeVisible();
  await check(page, `${SLIP}\n`, 'verified');
  await expect(page.locator('[data-cause="duplicate-slip"][data-confidence="proven"]')).toBeVisible();
  await check(page, sample('good-pasted.txt'), 'verified');
  await expect(page.locator('[data-cause="duplicate-slip"]')).toHaveCount(0);

  await go(page, 'certificates');
  const root = page.locator('[data-certificate][data-trusted="true"]').first();
  await root.locator('summary').click();
  await expect(root.locator('[data-used="1"]')).toBeVisible();
  // The terminals that did not sign it have none.
  await expect(page.locator('[data-used]')).toHaveCount(3);
  await root.locator('[data-slip]').click();
  await settled(page, 'verified');
  await expect(page.locator('[data-cause="duplicate-slip"]')).toHaveCount(0);
});

test('what is kept of a message shows no more than its full result: failed, pending and closed are no tick', async ({ page }) => {
  test.slow();
  await open(page);
  await trustOwnKey(page);
  await page.locator('.nav a[href="#/"]').click();
  const states = ['PAYERROR', 'NOTPAY', 'CLOSED', 'SUCCESS'];
  const words: string[] = [];
  for (const [at, state] of states.entries()) {
    await check(page, wechat(state, at + 1), 'verified');
    words.unshift(await page.locator('#verdict h1').innerText());
    await page.locator('[data-keep]').click();
    await expect(page.locator('[data-kept]')).toBeVisible();
  }
  await go(page, 'kept');
  const rows = page.locator('[data-slip]');
  await expect(rows).toHaveCount(4);
  for (const [at, word] of words.entries()) await expect(rows.nth(at)).toContainText(word);
  // The latest one first: that one is paid.
  expect(await rows.evaluateAll((list) => list.map((row) => row.classList.contains('tone-ok')))).toEqual([true, false, false, false]);
  expect(await rows.evaluateAll((list) => list.map((row) => row.querySelector('use')?.getAttribute('href')))).toEqual([
    '#m-verified',
    '#s-warn',
    '#s-warn',
    '#s-warn',
  ]);
  // What was trusted elsewhere is not taken back from here.
  await expect(page.locator('[data-undo]')).toHaveCount(0);
  await sound(page, 'kept messages');
});
