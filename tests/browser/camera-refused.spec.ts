/** A camera that may not be used: a sentence, and the still picture. */

import { browserFlags, findBrowser } from '../../scripts/browser.mjs';
import { expect, open, test } from './page.ts';
import { sound } from './sound.ts';

const executablePath = await findBrowser();

test.use({
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...browserFlags, '--use-fake-device-for-media-stream', '--deny-permission-prompts'],
  },
  quiet: false,
});

test('a sentence, and the still photo remains', async ({ page }) => {
  await open(page);
  await page.locator('[data-intake="live"]').click();
  await expect(page.locator('[data-live-problem="denied"]')).toContainText('was not allowed');
  await sound(page, 'camera refused');
  await Promise.all([page.waitForEvent('filechooser'), page.locator('[data-live="photo"]').click()]);
});
