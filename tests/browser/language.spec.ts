/** Language, appearance and guidance. */

import { check, expect, open, sample, test } from './page.ts';

for (const [locale, lang, title] of [
  ['zh-CN', 'zh-CN', '核对一张签购单或小票'],
  ['zh-TW', 'zh-CN', '核对一张签购单或小票'],
  ['de-AT', 'de', 'Kartenbeleg oder Kassenbon prüfen'],
  ['fr-FR', 'en', 'Check a card slip or receipt'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    test(`a browser in ${locale} gets ${lang}`, async ({ page }) => {
      await open(page);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    });
  });
}

test('the language can be changed in the middle, is remembered, and only one is loaded', async ({ page, watch }) => {
  await open(page);
  const loaded = (language: string): number => watch.requests.filter((url) => new RegExp(`/${language}-[\\w-]+\\.js$`).test(url)).length;
  expect(loaded('en')).toBeGreaterThan(0);
  expect(loaded('de') + loaded('zh-CN')).toBe(0);
  await check(page, sample('unsigned.txt'), 'unsigned');
  await page.locator('[data-language="de"]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.locator('#verdict h1')).toHaveText('Nicht signiert');
  await expect(page.locator('[data-step="keep-slip"] b')).toContainText('Beleg');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  expect(await page.title()).toBe('Slipcheck 验单');
});

test('the appearance follows the system, or the user', async ({ page }) => {
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page);
  const light = await paper();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await paper()).not.toBe(light);
  await page.locator('.theme select').selectOption('light');
  expect(await paper()).toBe(light);
  await page.reload();
  await expect(page.locator('.theme select')).toHaveValue('light');
  expect(await paper()).toBe(light);
});

test('help at the till: first steps by role, and the host codes', async ({ page }) => {
  await open(page);
  const help = page.locator('details.help');
  await help.locator('summary').click();
  await expect(help.locator('li').first()).toContainText('Stay calm');
  await help.getByRole('link').click();
  await page.locator('#host-code').fill('ａ０');
  await expect(page.locator('.answer[data-code="A0"]')).toContainText('MAC does not fit');
  await expect(page.locator('.answer')).toContainText('Look at your account');
  await page.getByText('I run the till').click();
  await expect(page.locator('.answer [data-step]').first()).toHaveAttribute('data-step', 'do-not-charge-twice');
  for (const code of ['97', '98', '99', '96']) {
    await page.locator('#host-code').fill(code);
    await expect(page.locator(`.answer[data-code="${code}"] [data-step]`).first()).toBeVisible();
  }
  await page.locator('#host-code').fill('ZZ');
  await expect(page.locator('.note').filter({ hasText: 'not in this list' })).toBeVisible();
});

test('contacts of the slip’s country stand beside the step', async ({ page }) => {
  await open(page);
  await check(page, sample('payload-altered.txt'));
  const call = page.locator('[data-step="call-unionpay"] a[href="tel:95516"]');
  if ((await call.count()) > 0) await expect(page.locator('[data-step="call-unionpay"]')).toContainText('check it before you rely on it');
  else expect(await page.locator('[data-step]').count()).toBeGreaterThan(0);
});
