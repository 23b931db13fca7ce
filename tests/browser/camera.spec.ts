/** The live camera: the code is taken by itself, and a still picture always remains. */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserFlags, findBrowser } from '../../scripts/browser.mjs';
import { expect, open, photos, settled, test, trust } from './page.ts';

const folder = photos();
const executablePath = await findBrowser();

/** A video for Chromium's stand-in camera: one JPEG frame after the other. */
function video(): string {
  const path = join(tmpdir(), 'slipcheck-camera-1080.mjpeg');
  if (folder === undefined || existsSync(path)) return path;
  const jpeg = createRequire(import.meta.url)('jpeg-js') as {
    decode(bytes: Buffer, options: object): { width: number; height: number; data: Buffer };
    encode(image: { width: number; height: number; data: Buffer }, quality: number): { data: Buffer };
  };
  const photo = jpeg.decode(readFileSync(join(folder, '00.jpg')), { maxMemoryUsageInMB: 1024 });
  // As a camera sees it: a frame of its own size, the lower part of the slip in its middle.
  const [width, height] = [1920, 1080];
  const data = Buffer.alloc(width * height * 4, 0x99);
  const [left, top] = [(width - photo.width) >> 1, photo.height - height - 40];
  for (let y = 0; y < height; y += 1) photo.data.copy(data, (y * width + left) * 4, (y + top) * photo.width * 4, (y + top + 1) * photo.width * 4);
  const slip = jpeg.encode({ width, height, data }, 90).data;
  const empty = jpeg.encode({ width, height, data: Buffer.alloc(width * height * 4, 0x99) }, 90).data;
  // Nothing to see at first.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, Buffer.concat([...Array.from({ length: 10 }, () => empty), ...Array.from({ length: 30 }, () => slip)]));
  renameSync(draft, path);
  return path;
}

test.skip(folder === undefined, 'NOT RUN: the shared photos are not there');
test.use({
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...browserFlags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${video()}`],
  },
});

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
  // An impatient finger.
  await page.locator('[data-intake="live"]').evaluate((button: HTMLElement) => (button.focus(), button.click(), button.click()));
  await expect(page.locator('dialog.live')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.live')).toHaveCount(0);
  await expect(page.locator('[data-intake="live"]')).toBeFocused();
  await page.locator('[data-intake="live"]').click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('[data-live="photo"]').click()]);
  await chooser.setFiles(join(folder ?? '', '00.jpg'));
  await settled(page, 'unknown-issuer');
});
