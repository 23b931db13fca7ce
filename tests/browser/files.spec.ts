/** Receipts that are files, as the samples show them: loaded when opened, judged as the index says, with what to do first. */

import { expect, open, samples, settled, test } from './page.ts';

const documents = samples.filter(({ file }) => /\.(ofd|pdf)$/.test(file));

test('there are samples of both kinds', () => {
  expect(documents.filter(({ file }) => file.endsWith('.ofd'))).toHaveLength(3);
  expect(documents.filter(({ file }) => file.endsWith('.pdf'))).toHaveLength(4);
});

/** What to do first about a file that was changed. */
const FIRST = { 'zh-CN': '查清之前', en: 'until the matter is clear', de: 'bis die Sache klar ist' };

for (const [locale, width, colorScheme] of [
  ['zh-CN', 360, 'light'],
  ['en', 1280, 'light'],
  ['de', 390, 'dark'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale, colorScheme, viewport: { width, height: 800 } });

    test(`a document of the samples is loaded when it is opened, and judged as the index says (${width} px)`, async ({ page, watch }) => {
      await open(page);
      await page.locator('section[aria-labelledby="samples-title"] details summary').click();
      // The few kB of script that call a module are checked beforehand; the module itself comes with the first document.
      expect(watch.requests.filter((address) => /\.(ofd|pdf)$|slipcheck_(all|pages)_bg/.test(address))).toEqual([]);
      for (const { id, expect: verdict, cause, title } of documents) {
        const line = page.locator(`[data-sample="${id}"]`);
        await expect(line).toContainText(title[locale]);
        await line.click();
        await settled(page, verdict);
        if (cause !== null) await expect(page.locator(`[data-cause="${cause}"]`).first(), id).toBeAttached();
        await expect(page.locator('#verdict .tag--demo'), id).toBeVisible();
        if (verdict === 'altered') await expect(page.locator('#verdict'), id).toContainText(FIRST[locale]);
        expect(await page.locator('[data-step]').count(), id).toBeGreaterThan(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), id).toBeLessThanOrEqual(0);
        if (process.env['SLIPCHECK_PICTURES'] !== undefined)
          await page.screenshot({ path: `${process.env['SLIPCHECK_PICTURES']}/${id}.${locale}.png`, fullPage: true });
        await page.locator('a.brand').click();
        await expect(page.locator('#verdict')).toHaveCount(0);
        const more = page.locator('section[aria-labelledby="samples-title"] details:not([open]) > summary');
        if ((await more.count()) > 0) await more.click();
      }
    });
  });
}
