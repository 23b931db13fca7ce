/** The light of the live camera: offered where the camera has one, and only there. */

import type { Page } from '@playwright/test';
import { browserFlags, findBrowser } from '../../scripts/browser.mjs';
import { expect, open, test } from './page.ts';

const executablePath = await findBrowser();
test.use({
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    // Chromium's stand-in camera shows a moving pattern: no code ends the live view.
    args: [...browserFlags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
});

interface Applied {
  constraints: MediaTrackConstraints;
  kind: string;
  state: string;
}

/** Gives every camera a light, or none, and notes what is asked of it. */
async function equip(page: Page, torch: boolean, refuses = false): Promise<void> {
  await page.addInitScript(
    ([torch, refuses]) => {
      const applied: Applied[] = [];
      Object.assign(window, { applied });
      const capabilities = MediaStreamTrack.prototype.getCapabilities;
      MediaStreamTrack.prototype.getCapabilities = function () {
        const all = { ...capabilities.call(this) } as Record<string, unknown>;
        delete all['torch'];
        return torch ? { ...all, torch: true } : all;
      };
      MediaStreamTrack.prototype.applyConstraints = function (constraints = {}) {
        applied.push({ constraints, kind: this.kind, state: this.readyState });
        return refuses ? Promise.reject(new DOMException('', 'OverconstrainedError')) : Promise.resolve();
      };
    },
    [torch, refuses] as const,
  );
}

const applied = (page: Page) => page.evaluate(() => (window as unknown as { applied: Applied[] }).applied);
const light = (page: Page) => page.locator('[data-live="torch"]');

async function point(page: Page): Promise<void> {
  await open(page);
  await page.locator('[data-intake="live"]').click();
  await expect(page.locator('[data-live="take"]')).toBeVisible();
}

test('the light goes on and off', async ({ page }) => {
  await equip(page, true);
  await point(page);
  await expect(light(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(light(page)).toHaveAccessibleName('Light');
  expect(await applied(page)).toEqual([]);
  await light(page).click();
  await expect(light(page)).toHaveAttribute('aria-pressed', 'true');
  expect(await applied(page)).toEqual([{ constraints: { advanced: [{ torch: true }] }, kind: 'video', state: 'live' }]);
  await light(page).click();
  await expect(light(page)).toHaveAttribute('aria-pressed', 'false');
  expect((await applied(page)).slice(1)).toEqual([{ constraints: { advanced: [{ torch: false }] }, kind: 'video', state: 'live' }]);
});

test('a camera opened anew begins without light', async ({ page }) => {
  await equip(page, true);
  await point(page);
  await light(page).click();
  await expect(light(page)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.live')).toHaveCount(0);
  await page.locator('[data-intake="live"]').click();
  await expect(light(page)).toHaveAttribute('aria-pressed', 'false');
});

test('a camera without a light has no button for it', async ({ page }) => {
  await equip(page, false);
  await point(page);
  await expect(light(page)).toHaveCount(0);
});

test('a light that cannot be switched is not offered again', async ({ page }) => {
  await equip(page, true, true);
  await point(page);
  await light(page).click();
  await expect(light(page)).toHaveCount(0);
  await expect(page.locator('[data-live="take"]')).toBeVisible();
  expect(await applied(page)).toHaveLength(1);
});
