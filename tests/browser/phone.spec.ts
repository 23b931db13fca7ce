/** On a phone: the verdict is in view when it comes, fingers hit what they aim at, and nothing is wider than the screen. */

import type { Page } from '@playwright/test';
import { check, expect, open, openTrusting, sample, settled, test, trust } from './page.ts';
import { NOT_RUN, absent, finished, photo, show } from './printed.ts';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

/** Where the ticket begins, in pixels below the top of the screen. */
function top(page: Page): Promise<number> {
  return page.locator('#verdict').evaluate((ticket) => ticket.getBoundingClientRect().top);
}

async function inView(page: Page): Promise<void> {
  await expect(page.locator('#verdict h1')).toBeFocused();
  const at = await top(page);
  expect(at).toBeGreaterThanOrEqual(0);
  expect(at).toBeLessThan(740 / 2);
}

test('what a phone’s keyboard takes from the clipboard is a paste, whatever it calls it', async ({ page }) => {
  await open(page);
  await check(page, sample('unsigned.txt'), 'unsigned');
  const field = page.locator('#slip-text');
  await field.tap();
  await field.evaluate(
    (area: HTMLTextAreaElement, text) => {
      area.value = text;
      area.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
    },
    `${sample('unsigned.txt')}${sample('good-attached.txt')}`,
  );
  await settled(page);
  await inView(page);
});

test('a long list of slips does not push the verdict out of view', async ({ page }) => {
  await openTrusting(page);
  await page.locator('#slip-file').setInputFiles(
    Array.from({ length: 20 }, (_, index) => ({
      name: `slip-${index}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from(sample(index === 17 ? 'amount-altered.txt' : 'good-attached.txt')),
    })),
  );
  await settled(page, 'altered');
  await inView(page);
  await page.locator('[data-result="3"]').tap();
  await settled(page, 'verified');
  await inView(page);
});

test.describe('with models', () => {
  test.skip(absent, NOT_RUN);
  test.describe.configure({ timeout: 180_000 });

  test('a verdict that the printed text has changed comes into view', async ({ page }) => {
    await show(page, photo('photo/amount-2'));
    const read = page.locator('[data-paper-action="read"]');
    await read.evaluate((button) => button.scrollIntoView({ block: 'start' }));
    expect(await top(page)).toBeLessThan(0);
    await read.tap();
    await finished(page);
    await settled(page, 'altered');
    await inView(page);
    // It is said beside what was read, too.
    await expect(page.locator('[data-paper] a[href="#verdict"]')).toContainText('Altered');
    // Corrected by hand, far below: the same.
    await page.locator('[data-paper-show="amount"]').click();
    await page.getByLabel(/What does the paper show/).fill(photo('photo/amount-2').signed['amount'] ?? '');
    await page.getByRole('button', { name: 'Use this' }).click();
    await settled(page, 'verified');
    await inView(page);
  });
});

test('fingers hit what they aim at', async ({ page }) => {
  await open(page);
  const small = (): Promise<string[]> =>
    page.evaluate(() => {
      for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '');
      return [
        ...document.querySelectorAll<HTMLElement>(
          'a, button, select, summary, textarea, input:not([type="radio"], [type="checkbox"], [type="file"]), label:has(input)',
        ),
      ]
        .filter((target) => {
          const { width, height } = target.getBoundingClientRect();
          // Links inside a sentence, and names in a table, are as tall as their line.
          const inline =
            target.closest('p, td, th, .promise') !== null &&
            (target.tagName === 'A' || target.className === 'field-name') &&
            target.closest('.help__more, .intake__result') === null;
          return width > 2 && !inline && !target.closest('.vh') && (height < 44 || (width < 40 && target.tagName !== 'A'));
        })
        .map((target) => `${target.outerHTML.replace(/<!--[^>]*-->/g, '').slice(0, 90)} ${target.getBoundingClientRect().height}`);
    });
  await expect(page.locator('.samples').first()).toBeVisible();
  expect(await small(), 'start').toEqual([]);
  await trust(page, 'demo-root.pem', 'demo-chain.pem', 'demo.crl');
  for (const name of ['amount-altered', 'unknown-issuer', 'tse-good']) {
    await check(page, sample(`${name}.txt`));
    expect(await small(), name).toEqual([]);
  }
  await page.locator('[data-keep]').click();
  expect(await small(), 'kept').toEqual([]);
  for (const view of ['certificates', 'kept', 'help']) {
    await page.locator(`.nav a[href="#/${view}"]`).click();
    await expect(page.locator('main h1')).toBeVisible();
    expect(await small(), view).toEqual([]);
  }
});

test('an amount of many digits stays inside the ticket', async ({ page }) => {
  await open(page);
  await check(page, sample('unsigned.txt').replace(/RMB\s*[\d.]+/, 'RMB 999999999999999.99'), 'unsigned');
  await expect(page.locator('#verdict .ticket__facts')).toContainText('999999999999999.99');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test.describe('German', () => {
  test.use({ locale: 'de' });

  test('at twice the text size no word of the verdict is cut, and nothing scrolls sideways', async ({ page }) => {
    await page.addInitScript(() => document.addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = '32px')));
    await openTrusting(page);
    for (const name of ['amount-altered', 'good-code-only', 'unknown-issuer', 'certificate-expired', 'payload-altered', 'tse-good', 'unsigned']) {
      await check(page, sample(`${name}.txt`));
      for (const details of await page.locator('main details').all()) await details.evaluate((element) => element.setAttribute('open', ''));
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(360);
      // Each word of the verdict on one line.
      const broken = await page.locator('#verdict h1').evaluate((heading) => {
        const text = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        const words: string[] = [];
        while (text.nextNode()) {
          for (const { index, 0: word } of (text.currentNode.textContent ?? '').matchAll(/\S+/g)) {
            const range = document.createRange();
            range.setStart(text.currentNode, index);
            range.setEnd(text.currentNode, index + word.length);
            if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) words.push(word);
          }
        }
        return words;
      });
      expect(broken, name).toEqual([]);
    }
    await page.locator('.nav a[href="#/certificates"]').click();
    await expect(page.locator('[data-certificate]').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), 'certificates').toBe(360);
  });
});

test('a press below the result counts while the field still has the focus: nothing moves away under the finger', async ({ page }) => {
  await open(page);
  await page.locator('#slip-text').fill(sample('payload-altered.txt'));
  await settled(page);
  await page.locator('#slip-text').focus();
  await expect(page.locator('.intake__result')).toBeVisible();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.locator('[data-incident]').click();
  await expect(page).toHaveURL(/#\/incidents\/[0-9a-f]{32}$/);
  await page.goBack();
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
});
