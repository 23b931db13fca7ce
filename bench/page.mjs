// The built page in a browser: from input to verdict, as a person waits for it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { root } from '../scripts/command.mjs';
import { serve } from '../scripts/serve.mjs';
import { twelveMegapixels } from './photos.mjs';

/** Inputs before the ones that count: modules are loaded and compiled with the first. */
const WARM_UP = 3;

/** Notes every task of the main thread that is longer than 50 ms (Long Tasks API). */
function watchTasks() {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
}

/** The longest task since the last call, in milliseconds; none longer than 50: nothing. */
async function longestTask(page) {
  // Tasks are reported after they end.
  await page.waitForTimeout(300);
  const longest = await page.evaluate(() => Math.max(0, ...window.longTasks.splice(0)));
  return longest > 0 ? longest : undefined;
}

function percentiles(what, times, longest) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { what, times: times.length, p50: at(0.5), p95: at(0.95), longest };
}

async function withPage(browser, body) {
  const server = await serve({ folder: join(root, 'dist'), port: 0 });
  const context = await browser.newContext();
  try {
    await context.addInitScript(watchTasks);
    const page = await context.newPage();
    await page.goto(`http://localhost:${server.address().port}/`);
    await page.waitForSelector('#slip-text');
    return await body(page);
  } finally {
    await context.close();
    server.close();
  }
}

/** Slips pasted into the field, one after another, each a little different. */
export async function pasteToVerdict(browser, count = 40) {
  const slip = await readFile(join(root, 'www/public/samples/good-attached.txt'), 'utf8');
  const [times, longest] = await withPage(browser, async (page) => {
    const measured = [];
    for (let round = 0; round < WARM_UP + count; round += 1) {
      if (round === WARM_UP) await longestTask(page);
      measured.push(
        await page.evaluate(
          async (text) => {
            document.querySelector('#verdict')?.removeAttribute('data-verdict');
            const field = document.querySelector('#slip-text');
            const shown = new Promise((resolve) => {
              const look = () => (document.querySelector('#verdict[data-verdict]') ? resolve() : undefined);
              new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-verdict'] });
            });
            const began = performance.now();
            field.value = text;
            field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
            await shown;
            return performance.now() - began;
          },
          `${slip.trimEnd()}\n${' '.repeat(round % 7)}\n`,
        ),
      );
    }
    return [measured.slice(WARM_UP), await longestTask(page)];
  });
  return percentiles('paste to verdict', times, longest);
}

/** Photos of 12 megapixels, as JPEG files, chosen in the file field. */
export async function photoToVerdict(browser, photos) {
  const [times, longest] = await withPage(browser, async (page) => {
    const measured = [];
    for (const photo of [photos[0], ...photos]) {
      const { rgba, width, height } = twelveMegapixels(photo);
      const { data } = jpeg.encode({ data: rgba, width, height }, 90);
      await page.evaluate(() => {
        document.querySelector('#verdict')?.removeAttribute('data-verdict');
        const field = document.querySelector('#slip-file');
        window.photoShown = new Promise((resolve) => {
          field.addEventListener(
            'change',
            () => {
              const began = performance.now();
              const look = () => (document.querySelector('#verdict[data-verdict]') ? resolve(performance.now() - began) : undefined);
              new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-verdict'] });
            },
            { once: true, capture: true },
          );
        });
      });
      await page.setInputFiles('#slip-file', { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: data });
      measured.push(await page.evaluate(() => window.photoShown));
      // The first loads the modules.
      if (measured.length === 1) await longestTask(page);
    }
    return [measured.slice(1), await longestTask(page)];
  });
  return percentiles('photo of 12 megapixels to verdict', times, longest);
}

/** What the page's process holds by itself, in megabytes, looked at until `stop()` tells the most: Linux tells. */
async function memory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => `/proc/${id}/status`);
  let most = 0;
  const look = async () => {
    for (const path of renderers) {
      const status = await readFile(path, 'utf8').catch(() => '');
      const kilobytes = ['RssAnon', 'RssShmem'].map((name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0));
      most = Math.max(most, (kilobytes[0] + kilobytes[1]) / 1000);
    }
  };
  const timer = setInterval(look, 20);
  return async () => {
    clearInterval(timer);
    await look();
    return most || undefined;
  };
}

/**
 * The printed text of photos, the models loaded with the first one: from the click to the first line and to the verdict, the
 * longest task on the page's own thread, and the most memory meanwhile. Each photo on a page of its own.
 */
export async function printedText(browser, photos) {
  const rows = [];
  for (const { what, file } of photos) {
    rows.push(
      await withPage(browser, async (page) => {
        await page.evaluate(() => {
          window.tasks = [];
          new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
        });
        await page.setInputFiles('#slip-file', file);
        await page.waitForSelector('[data-paper-action="read"]');
        const stop = await memory(browser);
        const row = await page.evaluate(async () => {
          const shown = (selector) =>
            new Promise((resolve) => {
              const look = () => document.querySelector(selector) && resolve(performance.now());
              new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
              look();
            });
          window.tasks.length = 0;
          const began = performance.now();
          document.querySelector('[data-paper-action="read"]').click();
          const first = shown('.sheet__marks .is-line');
          const all = await shown('[data-paper="done"]');
          return { first: (await Promise.race([first, all])) - began, all: all - began, longest: Math.max(0, ...window.tasks) };
        });
        return { what, ...row, peak: await stop() };
      }),
    );
  }
  return rows;
}
