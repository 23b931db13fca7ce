// The built page in a browser: from input to verdict, as a person waits for it.

import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
    const opened = async () => {
      const page = await context.newPage();
      await page.goto(`http://localhost:${server.address().port}/`);
      await page.waitForSelector('#slip-text');
      return page;
    };
    return await body(await opened(), opened);
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
  // As files: bytes handed over by the test driver would be unpacked on the page's own thread.
  const place = await mkdtemp(join(tmpdir(), 'slipcheck-bench-'));
  try {
    return await photosToVerdict(browser, photos, join(place, 'photo.jpg'));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function photosToVerdict(browser, photos, file) {
  const [times, longest] = await withPage(browser, async (page) => {
    const measured = [];
    for (const photo of [photos[0], ...photos]) {
      const { rgba, width, height } = twelveMegapixels(photo);
      await writeFile(file, jpeg.encode({ data: rgba, width, height }, 90).data);
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
      await page.setInputFiles('#slip-file', file);
      measured.push(await page.evaluate(() => window.photoShown));
      // The first loads the modules.
      if (measured.length === 1) await longestTask(page);
    }
    return [measured.slice(1), await longestTask(page)];
  });
  return percentiles('photo of 12 megapixels to verdict', times, longest);
}

/** What the page's process holds by itself, in megabytes, looked at until `stop()` tells the most: Linux tells. `mark` is in its command line. */
async function memory(mark) {
  const renderers = [];
  for (const id of (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('--type=renderer') && command.includes(mark)) renderers.push(`/proc/${id}/status`);
  }
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

/** Waits for selectors on the page, in milliseconds after `window.began`: name → selector. */
function times(selectors) {
  return new Promise((resolve) => {
    const seen = {};
    const look = () => {
      for (const [name, selector] of Object.entries(selectors))
        if (!(name in seen) && document.querySelector(selector)) seen[name] = performance.now() - window.began;
      if (!('all' in seen)) return;
      observer.disconnect();
      resolve(seen);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
  });
}

/** What a person takes at least to choose a photo: what looks at it gets ready meanwhile. Milliseconds. */
const CHOOSING = 2000;

const SHOWN = { first: '.sheet__marks .is-line', field: '[data-early]', all: '[data-paper="done"]' };

/**
 * The printed text of photos: to the first line, to the first field and to the verdict, the longest task on the page's own thread, and the most
 * memory meanwhile. Once from the click, with the models loaded; then from the moment the photo is there, with the models kept and the choice
 * remembered: without a warning, and chosen in the browser's dialogue. Each in a browser that was just started: what an earlier page held
 * does not count. `launch`: starts one with a profile folder.
 */
export async function printedText(launch, photos) {
  const server = await serve({ folder: join(root, 'dist'), port: 0 });
  const rows = [];
  for (const { what, file } of photos) {
    const profile = await mkdtemp(join(tmpdir(), 'slipcheck-bench-'));
    const give = (page) => page.setInputFiles('#slip-file', file);
    const measured = async (name, before, start) => {
      const context = await launch(profile);
      try {
        await context.addInitScript(watchTasks);
        const page = await context.newPage();
        await page.goto(`http://localhost:${server.address().port}/`);
        await page.waitForSelector('#slip-text');
        await page.waitForTimeout(1500);
        await before(page);
        const stop = await memory(profile);
        await longestTask(page);
        await page.evaluate(() =>
          document.querySelector('#slip-file')?.addEventListener('change', () => (window.began = performance.now()), { once: true, capture: true }),
        );
        await start(page);
        const shown = await page.evaluate(times, SHOWN);
        rows.push({ what: `${what}, ${name}`, ...shown, longest: await longestTask(page), peak: await stop() });
      } finally {
        await context.close();
      }
    };
    const beforeReading = async (page) => {
      await give(page);
      await page.waitForSelector('[data-paper-action="read"]');
    };
    const read = (page) =>
      page.evaluate(() => {
        window.began = performance.now();
        document.querySelector('[data-paper-action="read"]').click();
      });
    const choose = async (page) => {
      const [dialogue] = await Promise.all([page.waitForEvent('filechooser'), page.evaluate(() => document.querySelector('#slip-file').click())]);
      await page.waitForTimeout(CHOOSING);
      await dialogue.setFiles(file);
    };
    try {
      await measured('models downloaded', beforeReading, read);
      await measured('kept, out of the blue', () => undefined, give);
      await measured('kept, chosen in the dialogue', () => undefined, choose);
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  }
  server.close();
  return rows;
}
