// `node scripts/pictures.mjs`: the screenshots of the README, taken from the built page (`npm run build` first) into docs/.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browserFlags, ensureBrowser } from './browser.mjs';
import { Problem, isMain, main, root } from './command.mjs';
import { serve } from './serve.mjs';

/** No picture is heavier, in bytes. */
const LIMIT = 200_000;

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };

const sample = (id) => async (page) => {
  await page.locator('section[aria-labelledby="samples-title"] details summary').click();
  await page.locator(`[data-sample="${id}"]`).click();
  await page.locator('#verdict[data-verdict]').waitFor();
};

/** Name, language, device, what is done first. */
const PICTURES = ['zh-CN', 'en'].flatMap((locale) => [
  [`verified.${locale}`, locale, phone, sample('good-attached')],
  [`altered.${locale}`, locale, phone, sample('amount-altered')],
  [
    `evidence.${locale}`,
    locale,
    desktop,
    async (page) => {
      await sample('amount-altered')(page);
      await page.locator('.result-actions .btn--main').click();
      await page.locator('dialog[open]').waitFor();
    },
  ],
]);

/** Takes every picture; rejects with a `Problem` when one is too heavy. */
export async function pictures(folder = join(root, 'docs')) {
  const server = await serve({ folder: join(root, 'dist'), port: 4173 });
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserFlags });
  try {
    for (const [name, locale, device, act] of PICTURES) {
      const page = await browser.newPage({ ...device, locale, colorScheme: 'light', reducedMotion: 'reduce', serviceWorkers: 'block' });
      await page.goto(`http://localhost:4173/`);
      await page.locator('.samples').first().waitFor();
      await act(page);
      const path = join(folder, `${name}.png`);
      await page.screenshot({ path });
      await page.close();
      const { size } = await stat(path);
      console.log(`docs/${name}.png: ${Math.round(size / 1000)} kB`);
      if (size > LIMIT) throw new Problem(`docs/${name}.png weighs ${Math.round(size / 1000)} kB; the limit is ${LIMIT / 1000} kB.`);
    }
  } finally {
    await browser.close();
    server.close();
  }
}

if (isMain(import.meta)) await main(() => pictures());
