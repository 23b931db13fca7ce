/** The course: both tracks to their end, the core's own verdicts, left and gone on with, the certificate on paper, nothing kept unasked. */

import type { Page } from '@playwright/test';
import { expect, open, samples, test } from './page.ts';
import { LOOKS, narrow, sound } from './sound.ts';
import { LESSONS, lessonSteps } from '../../www/state/lessons.ts';

type Role = 'cardholder' | 'merchant';

async function answer(page: Page, role: Role, at: number, wrong: boolean): Promise<void> {
  const lesson = LESSONS[at];
  const choice = lesson?.choices[role][wrong ? 1 : 0];
  await expect(page.locator(`[data-lesson="${lesson?.sample}"]`)).toBeVisible();
  // What the check says stands there before anything is chosen.
  await expect(page.locator('[data-says]')).toHaveAttribute('data-says', samples.find(({ id }) => id === lesson?.sample)?.expect ?? '');
  await page.locator(`[data-choice="${choice}"]`).click();
  await expect(page.locator('[data-right]')).toHaveAttribute('data-right', String(!wrong));
  // What is said of it is what the core says: the verdict and cause that the sample was made for.
  const sample = samples.find(({ id }) => id === lesson?.sample);
  await expect(page.locator('[data-right]')).toHaveAttribute('data-verdict-of', sample?.expect ?? '');
  if (sample?.cause) await expect(page.locator('[data-right]')).toHaveAttribute('data-cause-of', sample.cause);
}

for (const role of ['cardholder', 'merchant'] as const) {
  test(`the ${role}s' track is finished, left and gone on with, and its certificate is drawn on paper`, async ({ page }) => {
    test.slow();
    await page.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', '');
    });
    await open(page, '#/course');
    await page.locator(`[data-track="${role}"] [data-start]`).click();
    for (let at = 0; at < 5; at += 1) {
      await answer(page, role, at, at === 1);
      await page.locator('[data-next]').click();
    }
    await page.reload();
    await expect(page.locator(`[data-track="${role}"]`)).toContainText('5 of 12'.replace(/(\d+) of (\d+)/, '⁨$1⁩ of ⁨$2⁩'));
    await page.locator(`[data-track="${role}"] [data-start]`).click();
    for (let at = 5; at < LESSONS.length; at += 1) {
      await answer(page, role, at, false);
      await page.locator('[data-next]').click();
    }
    await expect(page.locator('#course-result')).toHaveText(/11.*12/);
    await expect(page.locator('#course-result')).toBeFocused();
    await expect(page.locator('[data-look]')).toHaveCount(1);
    await page.locator('#course-name').fill('王小明 <b>');
    await page.locator('[data-print-attendance]').click();
    await expect(page.locator('html[data-printed]')).toBeAttached();
    await expect(page.locator('.course-sheet')).toBeHidden();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.course-sheet')).toBeVisible();
    await expect(page.locator('.course-sheet')).toContainText('王小明 <b>');
    await expect(page.locator('.course-sheet')).toContainText(/11.*12/);
    await page.emulateMedia({ media: 'screen' });
    // The name was not asked to be kept; the result was.
    await page.reload();
    await page.locator(`[data-track="${role}"] [data-start]`).click();
    await expect(page.locator('#course-result')).toHaveText(/11.*12/);
    await expect(page.locator('#course-name')).toHaveValue('');
    await page.locator('#course-name').fill('Ada');
    await page.locator('#course-keep-name').check();
    await page.reload();
    await page.locator(`[data-track="${role}"] [data-start]`).click();
    await expect(page.locator('#course-name')).toHaveValue('Ada');
    await page.locator('[data-course-forget]').click();
    await page.reload();
    await expect(page.locator(`[data-track="${role}"] [data-forget]`)).toHaveCount(0);
  });
}

test('what is to do begins with what the right choice says, and never says that nothing is', async ({ page }) => {
  for (const role of ['cardholder', 'merchant'] as const) {
    for (const { sample, choices } of LESSONS) {
      const right = choices[role][0] ?? '';
      const steps = lessonSteps(role, right, false, ['no-action-needed', 'keep-slip']);
      expect(steps.length, `${sample} ${right}`).toBeGreaterThan(1);
      expect(steps.includes('no-action-needed'), `${sample} ${right}`).toBe(right === 'keep' || right === 'file');
    }
  }
  await open(page, '#/course');
  await page.locator('[data-track="merchant"] [data-start]').click();
  for (const [index, step] of ['no-action-needed', 'do-not-charge-twice', 'whole-slip-in-view', 'do-not-charge-twice'].entries()) {
    await page.locator(`[data-choice="${LESSONS[index]?.choices.merchant[0]}"]`).click();
    await expect(page.locator('.course__steps [data-step]').first()).toHaveAttribute('data-step', step);
    if (index === 2) await expect(page.locator('.course__steps [data-step]')).toHaveCount(1);
    if (index === 3) await expect(page.locator('[data-step="renew-certificate"]')).toBeVisible();
    await page.locator('[data-next]').click();
  }
});

test('a store that refuses is told, and the course goes on', async ({ page }) => {
  await open(page, '#/course');
  await page.locator('[data-track="cardholder"] [data-start]').click();
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.locator('[data-choice="keep"]').click();
  await expect(page.locator('[data-course-memory][role="status"]')).toBeVisible();
  await page.locator('[data-next]').click();
  await expect(page.locator('[data-lesson="amount-altered"]')).toBeVisible();
});

test('the right choice stands in no fixed place, and the first answer counts', async ({ page }) => {
  await open(page, '#/course');
  await page.locator('[data-track="cardholder"] [data-start]').click();
  const first = page.locator('[data-choice]').first();
  await expect(first).toBeVisible();
  await page.locator('[data-choice="accuse"]').click();
  await page.locator('[data-choice="keep"]').dispatchEvent('click');
  await expect(page.locator('[data-right]')).toHaveAttribute('data-right', 'false');
  const places = await page.evaluate(() => [...document.querySelectorAll('[data-choice]')].map((one) => one.getAttribute('data-choice')));
  expect(places[0]).not.toBe('keep');
});

for (const [locale, colorScheme] of LOOKS) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });
    test('each state is sound and narrow', async ({ page }) => {
      await open(page, '#/course');
      await expect(page.locator('[data-track="merchant"]')).toBeVisible();
      await sound(page, 'tracks');
      await narrow(page, 'tracks');
      await page.locator('[data-track="merchant"] [data-start]').click();
      await expect(page.locator('[data-choice]').first()).toBeVisible();
      await sound(page, 'question');
      // The paper has the room that there is, beside nothing.
      expect((await page.locator('.course__paper').boundingBox())?.width).toBeGreaterThan(300);
      await page.locator('[data-choice="charge-again"]').click();
      await expect(page.locator('[data-next]')).toBeVisible();
      await sound(page, 'answer');
      await narrow(page, 'answer');
      // No text of another language, and none that is missing.
      await expect(page.locator('main')).not.toContainText('course-');
    });
  });
}
