/** The live camera: the code is taken by itself, a still picture always remains, and a refusal is a sentence. */

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { browserFlags, findBrowser } from '../../scripts/browser.mjs';
import { expect, open, photos, settled, test, trust } from './page.ts';

const folder = photos();
const executablePath = await findBrowser();

/** A video for Chromium's stand-in camera: one JPEG frame after the other. */
function video(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'slipcheck-camera-')), 'camera.mjpeg');
  if (folder === undefined) return path;
  const jpeg = createRequire(import.meta.url)('jpeg-js') as { decode(bytes: Buffer, options: object): { width: number; height: number; data: Buffer }; encode(image: { width: number; height: number; data: Buffer }, quality: number): { data: Buffer } };
  const photo = jpeg.decode(readFileSync(join(folder, '00.jpg')), { maxMemoryUsageInMB: 1024 });
  // Cameras give even sides.
  const [width, height] = [photo.width & ~1, photo.height & ~1];
  const data = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) photo.data.copy(data, y * width * 4, y * photo.width * 4, y * photo.width * 4 + width * 4);
  const slip = jpeg.encode({ width, height, data }, 90).data;
  const empty = jpeg.encode({ width, height, data: Buffer.alloc(width * height * 4, 0x99) }, 90).data;
  // Nothing to see at first.
  writeFileSync(path, Buffer.concat([...Array.from({ length: 10 }, () => empty), ...Array.from({ length: 30 }, () => slip)]));
  return path;
}

const launch = (more: string[]) => ({ ...(executablePath === undefined ? {} : { executablePath }), args: [...browserFlags, '--use-fake-device-for-media-stream', ...more] });

test.describe('with a camera', () => {
  test.skip(folder === undefined, 'NOT RUN: the shared photos are not there');
  test.use({ launchOptions: launch(['--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${video()}`]) });

  test('the code is taken as soon as it can be read', async ({ page }) => {
    await open(page);
    await trust(page, ...['root.pem', 'sub.pem', 'leaf.pem'].map((name) => join(folder ?? '', name)));
    await page.locator('[data-intake="live"]').click();
    await expect(page.locator('dialog.live')).toBeVisible();
    await expect(page.locator('dialog.live video')).toBeVisible();
    await settled(page, 'verified');
    await expect(page.locator('dialog.live')).toHaveCount(0);
    await expect(page.locator('figure.photo polygon').first()).toBeAttached();
    // Nothing looks on.
    await expect(page.locator('video')).toHaveCount(0);
  });

  test('closing it, and taking a still photo instead', async ({ page }) => {
    await open(page);
    await page.locator('[data-intake="live"]').click();
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog.live')).toHaveCount(0);
    await expect(page.locator('[data-intake="live"]')).toBeFocused();
    await page.locator('[data-intake="live"]').click();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('[data-live="photo"]').click()]);
    await chooser.setFiles(join(folder ?? '', '00.jpg'));
    await settled(page, 'unknown-issuer');
  });
});

test.describe('refused', () => {
  test.use({ launchOptions: launch(['--deny-permission-prompts']), quiet: false });

  test('a sentence, and the still photo remains', async ({ page }) => {
    await open(page);
    await page.locator('[data-intake="live"]').click();
    await expect(page.locator('[data-live-problem="denied"]')).toContainText('was not allowed');
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await Promise.all([page.waitForEvent('filechooser'), page.locator('[data-live="photo"]').click()]);
  });
});

test('without a camera there is no button for one', async ({ page }) => {
  await open(page);
  await expect(page.locator('.samples').first()).toBeVisible();
  await expect(page.locator('[data-intake="live"]')).toHaveCount(0);
});
