/** What the page shows of a photo's print before all of it is read; what gets ready before it is asked for; and when it looks closer. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, open, samplePath, settled, test } from './page.ts';
import { NOT_RUN, absent, card, file, finished, lined, photo, pretend, read, release, show } from './printed.ts';
import { narrow, sound } from './sound.ts';

test.skip(absent, NOT_RUN);
test.describe.configure({ timeout: 120_000 });

const slip = absent ? undefined : photo('photo/good-0');
const printed = slip?.lines ?? [];
const signed = slip?.signed ?? {};
/** Where a member stands on the slip. */
const row = (member: string): number => printed.findIndex((text) => text.includes(signed[member] ?? '\0'));
const early = (page: Page, name: string) => page.locator(`[data-early="${name}"]`);

async function begin(page: Page): Promise<void> {
  await show(page, photo('photo/good-0'));
  await page.locator('[data-paper-action="read"]').click();
}

test('fields that stand whole are shown while the rest is read, and the verdict waits', async ({ page }) => {
  // All but the last lines: what follows a field's line may still belong to it.
  const [mid, tid] = [row('mid'), row('tid')];
  await pretend(page, lined(printed), undefined, tid + 1);
  await begin(page);
  await expect(early(page, 'mid')).toContainText(signed['mid'] ?? '');
  await expect(early(page, 'mid')).toHaveAttribute('data-early-match', 'true');
  await expect(page.locator('[data-early-box="mid"]')).toHaveClass(/is-same/);
  await expect(early(page, 'mid').locator('canvas')).toBeAttached();
  await expect(page.getByText('Provisional')).toBeVisible();
  expect(tid).toBe(mid + 1);
  await expect(early(page, 'tid')).toHaveCount(0);
  await expect(early(page, 'amount')).toHaveCount(0);
  // Nothing is concluded from it.
  await expect(card(page)).toHaveAttribute('data-paper', 'lines');
  await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
  await expect(page.locator('#verdict')).toHaveClass(/ticket--half/);
  await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'absent');
  await release(page);
  await finished(page);
  await expect(page.locator('[data-early]')).toHaveCount(0);
  await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'pass');
  await expect(page.locator('#verdict')).not.toHaveClass(/ticket--half/);
});

test('a difference that is certain is shown early; one that later lines may explain is not', async ({ page }) => {
  const texts = printed.map((text) => text.replace(signed['tid'] ?? '\0', '11112222').replace(/(RMB\s*)[\d.,]+/, '$1999.00'));
  const last = texts.length - 1;
  expect(row('amount')).toBeLessThan(last - 1);
  await pretend(page, lined(texts), undefined, last);
  await begin(page);
  await expect(early(page, 'tid')).toHaveAttribute('data-early-match', 'false');
  await expect(early(page, 'tid')).toContainText('11112222');
  await expect(early(page, 'tid')).toContainText(signed['tid'] ?? '');
  await expect(page.locator('[data-early-box="tid"]')).toHaveClass(/is-different/);
  await expect(early(page, 'amount')).toContainText('999.00');
  await expect(early(page, 'amount')).toHaveAttribute('data-early-match', 'none');
  await sound(page, 'early');
  await narrow(page, 'early');
  // The table and the verdict say nothing of it yet.
  await expect(page.locator('[data-field][data-match="false"]')).toHaveCount(0);
  await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
  await release(page);
  await finished(page);
  await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'altered');
  await expect(page.locator('[data-field="amount"]')).toHaveAttribute('data-match', 'false');
});

test('cancelling takes the early fields away', async ({ page }) => {
  await pretend(page, lined(printed), undefined, printed.length - 1);
  await begin(page);
  await expect(early(page, 'mid')).toBeVisible();
  await page.locator('[data-paper-action="cancel"]').click();
  await expect(card(page)).toHaveAttribute('data-paper', 'offer');
  await expect(page.locator('[data-early]')).toHaveCount(0);
  await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'absent');
});

test('with the models themselves, too: fields first, then the verdict', async ({ page }) => {
  await show(page, photo('photo/amount-2'));
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const state = `${document.querySelector('[data-early]') ? 'early' : 'none'} ${document.querySelector('#verdict')?.getAttribute('data-verdict') ?? ''} ${document.querySelector('[data-check="printed"]')?.getAttribute('data-status') ?? ''}`;
      if (seen.at(-1) !== state) seen.push(state);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await read(page);
  await settled(page, 'altered');
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen).toContain('early verified absent');
  expect(seen.filter((state) => state.startsWith('early') && !state.includes('verified'))).toEqual([]);
  expect(seen.filter((state) => state.endsWith('pass'))).toEqual([]);
});

test('what reading takes gets ready while the code is judged, where it was chosen and kept; otherwise nothing is fetched', async ({ page, watch }) => {
  await page.addInitScript(() => {
    const Native = Worker;
    const started: { name: string; verdict: boolean }[] = [];
    Object.assign(window, {
      started,
      Worker: class extends Native {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          started.push({ name: options?.name ?? '', verdict: document.querySelector('#verdict[data-verdict]') !== null });
        }
      },
    });
  });
  const started = () => page.evaluate(() => (window as unknown as { started: { name: string; verdict: boolean }[] }).started);
  const finder = async () => (await started()).filter(({ name }) => name === 'find');
  /** As a person does: the dialogue is open for a while. */
  const choosing = async () =>
    (await Promise.all([page.waitForEvent('filechooser'), page.locator('#slip-file').evaluate((input) => (input as HTMLInputElement).click())]))[0];
  const names = async () =>
    (await started())
      .map(({ name }) => name)
      .filter((name) => name !== 'verify')
      .sort();
  await show(page, photo('photo/good-0'));
  // Nobody has asked.
  expect(await finder()).toEqual([]);
  await read(page);
  await page.reload();
  await page.locator('#slip-file').setInputFiles(file(photo('photo/amount-2').image));
  await finished(page);
  expect((await finder())[0]).toEqual({ name: 'find', verdict: false });
  // All of it, while the picture is being chosen.
  await page.reload();
  await expect(page.locator('#slip-text')).toBeVisible();
  const dialogue = await choosing();
  await expect.poll(names).toEqual(['find', 'read-1', 'read-2', 'scan']);
  await dialogue.setFiles(file(photo('photo/amount-2').image));
  await finished(page);
  await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'altered');
  // Taken off the device behind the page's back: the choice alone fetches nothing.
  await page.evaluate(() => caches.delete('slipcheck-models'));
  await page.reload();
  const before = watch.requests.length;
  await page.locator('#slip-file').setInputFiles(file(photo('photo/amount-2').image));
  await settled(page);
  await expect(card(page)).toContainText('One download of');
  await page.waitForTimeout(500);
  expect(watch.requests.slice(before).filter((url) => /\.onnx|slipcheck_read_bg/.test(url))).toEqual([]);
  expect(await finder()).toEqual([]);
  await page.reload();
  await expect(page.locator('#slip-text')).toBeVisible();
  await choosing();
  await expect.poll(names).toEqual(['scan']);
  await page.waitForTimeout(500);
  expect(await names()).toEqual(['scan']);
  expect(watch.requests.slice(before).filter((url) => /\.onnx|slipcheck_read_bg/.test(url))).toEqual([]);
});

test('a value that was cut off is looked at closer', async ({ page }) => {
  const merchant = signed['merchant'] ?? '';
  const cut = printed.map((text) => text.replace(merchant, merchant.slice(0, -2)));
  expect(cut).not.toEqual(printed);
  await pretend(page, lined(cut), lined(printed));
  await show(page, photo('photo/good-0'));
  await read(page);
  await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
  await expect(page.locator('[data-field="merchant"]')).toHaveAttribute('data-match', 'true');
});

test('a value that differs is not taken for one that was cut off', async ({ page }) => {
  const other = printed.map((text) => text.replace(signed['tid'] ?? '\0', '11112222'));
  // At the larger size it would read as signed: nobody looks there.
  await pretend(page, lined(other), lined(printed));
  await show(page, photo('photo/good-0'));
  await read(page);
  await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'altered');
});

test('what a picture is called to task for is what the scan module says', async ({ page }) => {
  await open(page);
  const made = await page.evaluate(
    async (base64) => {
      const print = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: 'image/png' }));
      return [0.42, 0.2].map((brightness) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: print.width, height: print.height });
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.filter = `brightness(${brightness})`;
        context.drawImage(print, 0, 0);
        return canvas.toDataURL('image/png').split(',')[1] ?? '';
      });
    },
    readFileSync(samplePath('good-print.png')).toString('base64'),
  );
  const dark = page.locator('[data-quality="dark"]');
  for (const [at, count] of [
    [0, 0],
    [1, 1],
  ] as const) {
    await page.evaluate(() => document.querySelector('[data-paper]')?.removeAttribute('data-paper'));
    await page.locator('#slip-file').setInputFiles({ name: 'dark.png', mimeType: 'image/png', buffer: Buffer.from(made[at] ?? '', 'base64') });
    await settled(page);
    await expect(card(page)).toHaveAttribute('data-paper', 'offer');
    await expect(dark).toHaveCount(count);
  }
  await expect(dark).toContainText(/20\W* %/);
  await expect(dark).toContainText('in good light');
});
