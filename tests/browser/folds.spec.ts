/** Below the verdict each topic is one line that opens: a result fits two and a half screens of a phone, and nothing of it is lost. */

import type { Page } from '@playwright/test';
import { CHECKS } from '../../www/engine/report.ts';
import { check, expect, open, openTrusting, sample, samples, statuses, test, unfolded } from './page.ts';
import { sound, unfold } from './sound.ts';

const SCREEN = { width: 390, height: 844 };
// Two and a half, and less than a line of text.
const SCREENS = 2.52;

test.use({ viewport: SCREEN, hasTouch: true, isMobile: true });

/** How the heading's ring is drawn. */
function ring(page: Page): Promise<string> {
  return page.locator('#verdict h1').evaluate((heading) => getComputedStyle(heading).outlineStyle);
}

for (const locale of ['zh-CN', 'en', 'de'] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('every sample fits two and a half screens', async ({ page }) => {
      test.setTimeout(240_000);
      await open(page);
      for (const { id, expect: verdict, file } of samples) {
        const line = page.locator(`[data-sample="${id}"]`);
        await expect(line).toBeAttached();
        await line.evaluate((button: HTMLElement) => button.click());
        await expect(page.locator(`#verdict[data-verdict="${verdict}"]`)).toBeVisible();
        if (file.endsWith('.png')) await expect(page.locator('[data-paper]')).toBeVisible();
        const { height, width } = await page.evaluate(() => ({ height: document.documentElement.scrollHeight, width: document.documentElement.scrollWidth }));
        // The page of a file is a picture of its own, open where it is what there is to look at.
        const sheets = await page.locator('#page-sheet, ofd-page').evaluateAll((all) => all.reduce((sum, one) => sum + one.getBoundingClientRect().height, 0));
        expect.soft((height - sheets) / SCREEN.height, id).toBeLessThanOrEqual(SCREENS);
        expect.soft(width, id).toBe(SCREEN.width);
        await page.locator('a.brand').click();
        await expect(page.locator('#verdict')).toHaveCount(0);
      }
    });
  });
}

test('folded, everything is there still', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('good-attached.txt'), 'verified');
  for (const id of ['knows-title', 'fields-title', 'checks-title', 'certificate-title'])
    await expect(page.locator(`section[aria-labelledby="${id}"] > details`), id).not.toHaveAttribute('open');
  expect(Object.keys(await statuses(page))).toEqual([...CHECKS]);
  await expect(page.locator('[data-check="signature"]')).toBeHidden();
  expect(await page.locator('[data-field][data-match="true"]').count()).toBeGreaterThan(3);
  await sound(page, 'folded');
  const topic = await unfolded(page, 'checks-title');
  await expect(topic.locator('[data-check]')).toHaveCount(7);
  for (const row of await topic.locator('[data-check]').all()) await expect(row).toBeVisible();
  await unfold(page);
  await sound(page, 'unfolded');
});

test('what concerns the verdict is open', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('amount-altered.txt'), 'altered');
  await expect(page.locator('tr[data-field="amount"]')).toBeVisible();
  await expect(page.locator('[data-check="printed"]')).toBeHidden();
  await check(page, sample('certificate-expired.txt'), 'certificate-problem');
  await expect(page.locator('[data-check="validity"]')).toBeVisible();
  await expect(page.locator('tr[data-field="amount"]')).toBeHidden();
  await expect(page.locator('[data-check="signature"]')).toBeHidden();
  await page.locator('.held summary').tap();
  await expect(page.locator('[data-check="signature"]')).toBeVisible();
  // A cause's name stands on its line.
  await check(page, sample('payload-altered.txt'), 'invalid');
  await expect(page.locator('section[aria-labelledby="causes-title"] > details > summary')).toContainText('Cause');
  await expect((await unfolded(page, 'causes-title')).locator('[data-cause]').first()).toBeVisible();
});

test('a link into a fold opens it, a step’s button too, and the keyboard', async ({ page }) => {
  await open(page);
  await check(page, sample('unknown-issuer.txt'), 'unknown-issuer');
  for (const [address, row] of [
    ['#check-validity', '[data-check="validity"]'],
    ['#field-amount', 'tr[data-field="amount"]'],
  ] as const) {
    await expect(page.locator(row)).toBeHidden();
    await page.evaluate((hash) => void (location.hash = hash), address);
    await expect(page.locator(row)).toBeInViewport();
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'unknown-issuer');
  }
  await expect(page.locator('.fp')).toBeHidden();
  await page.locator('.steps ~ details > summary').tap();
  await page.locator('[data-step="compare-fingerprint"] button').tap();
  await expect(page.locator('.fp')).toBeInViewport();
  await expect(page.locator('#key-title')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  const line = page.locator('section[aria-labelledby="key-title"] summary');
  await line.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.fp')).toBeHidden();
});

test('the heading has a ring only for who steers by keyboard', async ({ page }) => {
  await open(page);
  await check(page, sample('unsigned.txt'), 'unsigned');
  await expect(page.locator('#verdict h1')).toBeFocused();
  expect(await ring(page), 'pasted').toBe('none');
  await page.locator('a.brand').tap();
  const line = page.locator('[data-sample="good-attached"]');
  await line.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#verdict[data-verdict="verified"] h1')).toBeFocused();
  expect(await ring(page), 'by keyboard').toBe('solid');
  await page.locator('a.brand').tap();
  await line.tap();
  await expect(page.locator('#verdict[data-verdict="verified"] h1')).toBeFocused();
  expect(await ring(page), 'by finger').toBe('none');
});
