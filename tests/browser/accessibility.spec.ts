/** WCAG 2.2 AA as far as a machine can tell, in every state, in both themes; and 320 px without sideways scrolling. */

import { readFileSync } from 'node:fs';
import { check, expect, open, openTrusting, sample, samplePath, settled, test } from './page.ts';
import { LOOKS, narrow, sound, unfold } from './sound.ts';

const SLIPS = [
  'amount-altered',
  'good-attached',
  'good-code-only',
  'payload-altered',
  'signature-der',
  'certificate-expired',
  'unsigned',
  'detached-code-only',
  'unknown-issuer',
  'digest-line-wrong',
  'certificate-absent',
  'digest-mismatch',
];

for (const [locale, colorScheme] of LOOKS) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });

    test('start, certificates, help', async ({ page }) => {
      await open(page);
      await expect(page.locator('.samples').first()).toBeVisible();
      await unfold(page);
      await sound(page, 'start');
      await narrow(page, 'start');
      await page.locator('.nav a[href="#/certificates"]').click();
      await expect(page.locator('#certificate-file')).toBeAttached();
      await page
        .locator('#certificate-file')
        .setInputFiles([
          ...['demo-root.pem', 'demo-chain.pem', 'demo.crl'].map((name) => ({ name, mimeType: '', buffer: readFileSync(samplePath(name)) })),
          { name: 'x.pem', mimeType: '', buffer: Buffer.from('x') },
        ]);
      await expect(page.locator('[data-crl]')).toBeVisible();
      await unfold(page);
      await sound(page, 'certificates');
      await narrow(page, 'certificates');
      await page.locator('.nav a[href="#/help"]').click();
      await page.locator('#host-code').fill('A0');
      await unfold(page);
      await sound(page, 'help');
      await narrow(page, 'help');
    });

    test('every kind of result', async ({ page }) => {
      test.slow();
      await openTrusting(page);
      for (const name of SLIPS) {
        await check(page, sample(`${name}.txt`));
        await unfold(page);
        await sound(page, name);
        await narrow(page, name);
      }
      await check(
        page,
        SLIPS.slice(0, 4)
          .map((name) => sample(`${name}.txt`))
          .join('\n\n'),
      );
      await sound(page, 'several');
      await narrow(page, 'several');
      await page.locator('.result-actions .btn--main').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await sound(page, 'evidence');
      await page.keyboard.press('Escape');
      await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
      await settled(page, 'verified');
      await sound(page, 'photo');
      await narrow(page, 'photo');
      await page.locator('#slip-file').setInputFiles({ name: 'x.jpg', mimeType: '', buffer: Buffer.alloc(0) });
      await settled(page, 'unreadable');
      await sound(page, 'problem');
      await narrow(page, 'problem');
    });
  });
}

test('forced colours and reduced motion keep every word', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await open(page);
  await check(page, sample('unsigned.txt'), 'unsigned');
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await sound(page, 'forced colours');
});

test('twice the text size still fits', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = '32px'));
  await check(page, sample('unsigned.txt'), 'unsigned');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('the keyboard reaches everything in reading order', async ({ page }) => {
  await open(page);
  const order: string[] = [];
  for (let step = 0; step < 17; step += 1) {
    await page.keyboard.press('Tab');
    order.push(
      await page.evaluate(
        () => document.activeElement?.textContent?.trim().slice(0, 20) || document.activeElement?.id || document.activeElement?.tagName || '',
      ),
    );
  }
  const at = (text: string): number => order.findIndex((entry) => entry.includes(text));
  const wanted = ['Skip to content', 'Slipcheck', 'Check', '中文', 'Take a photo', 'Choose file', 'From clipboard', 'slip-text', 'The terminal says'];
  const found = wanted.map(at);
  expect(
    found.every((index) => index >= 0),
    order.join(' → '),
  ).toBe(true);
  expect(
    [...found].sort((a, b) => a - b),
    order.join(' → '),
  ).toEqual(found);
});

test('a result is announced: the live region, or the focus on its heading', async ({ page }) => {
  await open(page);
  await page.locator('#slip-text').pressSequentially('1234', { delay: 5 });
  await settled(page, 'unreadable');
  await expect(page.locator('p[role="status"].vh')).toContainText('Result');
  // Nothing of it is left in another language.
  await page.locator('[data-language="de"]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.locator('p[role="status"].vh')).toHaveText('');
});

test('a later result is announced by the same live region', async ({ page }) => {
  await open(page);
  await check(page, sample('unsigned.txt'), 'unsigned');
  const region = await page.locator('#verdict').elementHandle();
  const field = page.locator('#slip-text');
  await field.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nx');
  await expect(page.locator('#verdict')).toHaveAttribute('aria-busy', 'true');
  await settled(page, 'unsigned');
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  expect(
    await region?.evaluate((element) => [
      element.isConnected,
      element.getAttribute('data-verdict'),
      element.getAttribute('aria-live'),
      element.getAttribute('aria-busy'),
    ]),
  ).toEqual([true, 'unknown-issuer', 'polite', null]);
});
