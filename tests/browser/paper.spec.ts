/** What is printed on a photo: read on request, compared with what was signed, marked, corrected, asked about; with models that are kept, damaged or missing. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, open, root, samplePath, served, settled, test, trust } from './page.ts';
import { NOT_RUN, absent, card, file, finished, lined, list, photo, pretend, read, show } from './printed.ts';
import { narrow, sound } from './sound.ts';

test.describe('with models', () => {
  test.skip(absent, NOT_RUN);
  test.describe.configure({ timeout: 180_000 });

  test('from a photo to the marked mismatch', async ({ page }) => {
    const slip = photo('photo/amount-2');
    await show(page, slip);
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
    await expect(card(page)).toContainText('One download of');
    // The last file waits until its progress was seen.
    let hold = true;
    await page.route(/recogniser-[0-9a-f]+\.onnx$/, async (route) => {
      while (hold) await new Promise((resolve) => setTimeout(resolve, 20));
      await route.fallback();
    });
    await page.locator('[data-paper-action="read"]').click();
    // Bytes, then lines on the photo, as they come.
    await expect(page.locator('.paper .prog')).toContainText('MB');
    hold = false;
    await expect(page.locator('.sheet__marks .is-line').first()).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
    await finished(page);
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'altered');
    await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'fail');
    const row = page.locator('[data-field="amount"][data-match="false"]');
    await expect(row.locator('.printed')).toContainText(slip.printed['amount'] ?? '');
    await expect(row.locator('.signed')).toContainText(slip.signed['amount'] ?? '');
    await expect(page.locator('#verdict')).toContainText(slip.signed['amount'] ?? '');
    // The crop of the paper beside it, its box and number on the photo.
    await expect(row.locator('[data-crop="amount"] img')).toBeVisible();
    await expect(page.locator('#paper-photo [data-box="amount"]')).toHaveClass(/is-different/);
    await expect(page.locator('.sheet__pin')).toContainText(slip.signed['amount'] ?? '');
    // Tap a field: the photo goes there; and back.
    await page.locator('[data-paper-show="amount"]').click();
    await expect(page.locator('#paper-photo .sheet')).toHaveClass(/is-zoomed/);
    await expect(page.locator('#paper-photo figcaption')).toContainText(slip.printed['amount'] ?? '');
    await page.waitForTimeout(400);
    const [box, frame] = await Promise.all([page.locator('[data-box="amount"]').boundingBox(), page.locator('#paper-photo figure').boundingBox()]);
    const middle = (box?.x ?? 0) + (box?.width ?? 0) / 2 - ((frame?.x ?? 0) + (frame?.width ?? 0) / 2);
    expect(Math.abs(middle)).toBeLessThan(4);
    await page.locator('[data-paper-action="whole"]').click();
    await expect(page.locator('#paper-photo .sheet')).not.toHaveClass(/is-zoomed/);
    // The saved report says who read it.
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as text' }).click()]);
    expect(readFileSync(await download.path(), 'utf8')).toContain('was read from the photo by this device');
  });

  test('what was read can be corrected by hand, and taken back', async ({ page }) => {
    await show(page, photo('photo/good-0'));
    await read(page);
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
    await expect(page.locator('#verdict')).not.toHaveClass(/ticket--half/);
    await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'pass');
    await page.locator('[data-paper-show="amount"]').click();
    await expect(page.locator('.closely [data-crop="amount"]')).toBeVisible();
    await page.getByLabel(/What does the paper show/).fill('999.00');
    await page.getByRole('button', { name: 'Use this' }).click();
    await settled(page, 'altered');
    await expect(page.locator('[data-field="amount"]')).toContainText('by hand');
    await expect(page.locator('[data-note="corrected-by-hand"]')).toContainText('999.00');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as text' }).click()]);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/999\.00, said by hand\. The machine had read 3970\.67/);
    await page.locator('[data-paper-action="undo"]').click();
    await settled(page, 'verified');
    await expect(page.locator('[data-note="corrected-by-hand"]')).toHaveCount(0);
  });

  test('a detached slip is verified from its paper alone', async ({ page }) => {
    await show(page, photo('photo/good-detached-1'));
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'unreadable');
    await expect(page.locator('#verdict .now')).toContainText('printed text be read');
    await read(page);
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
  });

  test('a photo without a code: fields, and no signature', async ({ page }) => {
    await show(page, photo('photo/good-0'));
    // The same photo with its code covered.
    await page.evaluate(async () => {
      const image = document.querySelector<HTMLImageElement>('figure.photo img');
      const points =
        document
          .querySelector('figure.photo polygon')
          ?.getAttribute('points')
          ?.split(' ')
          .map((pair) => pair.split(',').map(Number)) ?? [];
      if (!image) throw new Error('no photo');
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      context?.beginPath();
      for (const [x = 0, y = 0] of points) context?.lineTo(x, y);
      context?.closePath();
      if (context) Object.assign(context, { lineWidth: 60, lineJoin: 'round', fillStyle: '#ddd', strokeStyle: '#ddd' });
      context?.fill();
      context?.stroke();
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
      const data = new DataTransfer();
      data.items.add(new File([blob as Blob], 'covered.jpg', { type: 'image/jpeg' }));
      document.querySelector('#verdict')?.removeAttribute('data-verdict');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await settled(page, 'unreadable');
    await expect(card(page)).toContainText('No code was found');
    await read(page);
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'unsigned');
    await expect(page.locator('[data-field="mid"]')).toContainText(photo('photo/good-0').printed['mid'] ?? '');
    await expect(page.locator('#paper-photo [data-box="amount"]')).toBeAttached();
  });

  test('every shared photo comes out as it should once its print is read', async ({ page }) => {
    test.setTimeout(900_000);
    await open(page);
    await trust(page, ...['root.pem', 'sub.pem', 'leaf.pem'].map(file));
    let first = true;
    for (const slip of list) {
      await page.evaluate(() => document.querySelector('[data-paper]')?.removeAttribute('data-paper'));
      await page.locator('#slip-file').setInputFiles(file(slip.image));
      if (first) await page.locator('[data-paper-action="read"]').click({ timeout: 30_000 });
      first = false;
      // From the second one on it starts by itself.
      await finished(page);
      const verdict = await page.locator('#verdict').getAttribute('data-verdict');
      expect(slip.expect.verdict, slip.id).toContain(verdict);
      const differing = await page.locator('[data-field][data-match="false"]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-field')));
      expect(differing.sort(), slip.id).toEqual(Object.keys(slip.expect.fields).sort());
    }
  });

  test('cancelling: during the download and during reading; what was known stays', async ({ page }) => {
    let hold = true;
    await page.route(/recogniser-[0-9a-f]+\.onnx$/, async (route) => {
      while (hold) await new Promise((resolve) => setTimeout(resolve, 50));
      await route.fallback().catch(() => undefined);
    });
    await show(page, photo('photo/good-0'));
    await page.locator('[data-paper-action="read"]').click();
    await expect(card(page)).toHaveAttribute('data-paper', 'download');
    await page.locator('[data-paper-action="cancel"]').click();
    await expect(card(page)).toHaveAttribute('data-paper', 'offer');
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
    hold = false;
    await page.locator('[data-paper-action="read"]').click();
    await expect(card(page)).toHaveAttribute('data-paper', 'lines', { timeout: 60_000 });
    await page.locator('[data-paper-action="cancel"]').click();
    await expect(card(page)).toHaveAttribute('data-paper', 'offer');
    await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'absent');
    // What is on the device is not downloaded again.
    await expect(card(page)).toContainText('on this device already');
    await read(page);
    await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'pass');
  });

  test('another input ends the reading', async ({ page }) => {
    await show(page, photo('photo/good-0'));
    await page.locator('[data-paper-action="read"]').click();
    await expect(card(page)).toHaveAttribute('data-paper', 'lines', { timeout: 60_000 });
    await page.locator('#slip-text').fill('1234 5678');
    await settled(page, 'unreadable');
    await page.waitForTimeout(1500);
    await settled(page, 'unreadable');
    await expect(card(page)).toHaveCount(0);
  });

  test('the models are taken off the device on request', async ({ page }) => {
    await show(page, photo('photo/good-0'));
    await read(page);
    await page.getByText('What was read').click();
    await page.locator('[data-paper-action="forget"]').click();
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(0);
    await page.locator('#slip-file').setInputFiles(file(photo('photo/amount-2').image));
    await settled(page, 'verified');
    await expect(card(page)).toContainText('One download of');
  });

  test('a place that can be read in two ways is asked about, and the answer decides', async ({ page }) => {
    const slip = photo('photo/good-0');
    const signed = slip.signed['rrn'] ?? '';
    // The last digit of the reference number, read wrongly, with the right one as the second choice.
    const wrong = signed.slice(0, -1) + (signed.endsWith('7') ? '1' : '7');
    const lines = lined(slip.lines.map((text) => text.replace(signed, wrong)));
    for (const { text, characters } of lines)
      if (text.endsWith(wrong)) Object.assign(characters.at(-1) ?? {}, { probability: 0.52, runnersUp: [{ text: signed.at(-1), probability: 0.45 }] });
    await pretend(page, lines);
    await show(page, slip);
    await read(page);
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'unreadable');
    await expect(page.locator('[data-field="rrn"]')).toHaveAttribute('data-match', 'null');
    // Nothing differs yet.
    await expect(page.locator('section[aria-labelledby="fields-title"] .head .label')).toHaveText(/^.?1.? unsure, .?11.? agree$/);
    const question = page.locator('[data-question="rrn"]');
    await expect(question.locator('[data-crop="rrn"]')).toBeVisible();
    await expect(question.locator('[data-reading]')).toHaveCount(3);
    await sound(page, 'question');
    await narrow(page, 'question');
    // What stands there is what was signed …
    await question.locator(`[data-reading="${signed}"]`).click();
    await settled(page, 'verified');
    await expect(question).toHaveCount(0);
    await page.locator('[data-paper-show="rrn"]').click();
    await page.locator('[data-paper-action="undo"]').click();
    await settled(page, 'unreadable');
    // … or it is not.
    await question.locator(`[data-reading="${wrong}"]`).click();
    await settled(page, 'altered');
    await expect(page.locator('[data-field="rrn"]')).toHaveAttribute('data-match', 'false');
  });

  test.describe('failures', () => {
    test.use({ quiet: false });

    test('damaged on the way: fetched once more, then a message, and nothing of it is used', async ({ page }) => {
      let requests = 0;
      await page.route(/detector-[0-9a-f]+\.onnx$/, async (route) => {
        requests += 1;
        const response = await route.fetch();
        const body = await response.body();
        body[1000] = (body[1000] ?? 0) ^ 1;
        await route.fulfill({ response, body });
      });
      await show(page, photo('photo/good-0'));
      await page.locator('[data-paper-action="read"]').click();
      await expect(card(page)).toHaveAttribute('data-paper', 'failed', { timeout: 60_000 });
      await expect(card(page)).toContainText('arrived damaged');
      expect(requests).toBe(2);
      await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
      await page.unroute(/detector-[0-9a-f]+\.onnx$/);
      await read(page);
      await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'pass');
    });

    test('damaged on the device: fetched again', async ({ page }) => {
      await show(page, photo('photo/good-0'));
      await read(page);
      await page.evaluate(async () => {
        const cache = await caches.open('slipcheck-models');
        for (const request of await cache.keys()) {
          const bytes = new Uint8Array(await (await cache.match(request))!.arrayBuffer());
          bytes[500] = (bytes[500] ?? 0) ^ 255;
          await cache.put(request, new Response(bytes));
        }
      });
      await page.reload();
      await page.locator('#slip-file').setInputFiles(file(photo('photo/amount-2').image));
      await finished(page);
      await settled(page, 'altered');
    });

    test('gone from the host, or no network: a sentence, and the code’s verdict stays', async ({ page }) => {
      await show(page, photo('photo/good-0'));
      await page.route(/\.onnx$/, (route) => route.fulfill({ status: 404, body: '' }));
      await page.locator('[data-paper-action="read"]').click();
      await expect(card(page)).toContainText('not on this page’s host any more');
      await page.route(/\.onnx$/, (route) => route.abort());
      await page.locator('[data-paper-action="read"]').click();
      await expect(card(page)).toContainText('could not be downloaded');
      await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
    });

    test('a worker that hangs or traps is ended, and that is said', async ({ page }) => {
      await page.clock.install();
      let answer = "addEventListener('message', () => {});";
      await page.route(/\/read\.worker-[\w-]+\.js$/, async (route) =>
        answer === '' || route.request().resourceType() === 'fetch' ? route.fallback() : route.fulfill({ response: await route.fetch(), body: answer }),
      );
      await show(page, photo('photo/good-0'));
      await page.locator('[data-paper-action="read"]').click();
      await expect(card(page)).toHaveAttribute('data-paper', 'find', { timeout: 60_000 });
      await page.clock.fastForward(25_000);
      await expect(card(page)).toContainText('took too long');
      answer =
        "addEventListener('message', ({ data }) => { if (data.path[0] === 'open') setTimeout(() => { throw new Error('unreachable'); }); else postMessage({ id: data.id, type: 'RAW', value: true }); });";
      await page.locator('[data-paper-action="read"]').click();
      await expect(card(page)).toContainText('started anew', { timeout: 30_000 });
      answer = '';
      await page.clock.resume();
      await read(page);
      await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'verified');
    });

    test.describe('offline', () => {
      test.use({ serviceWorkers: 'allow' });

      test('with the models kept, and the choice remembered', async ({ page, context }) => {
        await show(page, photo('photo/good-0'));
        await served(page);
        const early = await page.evaluate(async () =>
          (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat(),
        );
        expect(
          early.filter((url) => /\.onnx|slipcheck_read_bg/.test(url)),
          'fetched without being asked for',
        ).toEqual([]);
        await read(page);
        await context.setOffline(true);
        await page.reload();
        await page.locator('#slip-file').setInputFiles(file(photo('photo/amount-2').image));
        // Nobody asks: it starts by itself.
        await finished(page);
        await settled(page, 'altered');
      });
    });
  });

  for (const [locale, colorScheme] of [
    ['zh-CN', 'light'],
    ['en', 'dark'],
    ['de', 'light'],
  ] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });

      test('sound for assistive technology, and no sideways scrolling', async ({ page }) => {
        await show(page, photo('photo/amount-2'));
        await expect(card(page)).toBeVisible();
        await sound(page, 'offer');
        await narrow(page, 'offer');
        await page.locator('[data-paper-action="read"]').click();
        await expect(card(page)).toHaveAttribute('data-paper', 'lines', { timeout: 60_000 });
        await sound(page, 'running');
        await finished(page);
        await sound(page, 'read');
        await narrow(page, 'read');
        await page.locator('[data-paper-show="amount"]').click();
        await page.locator('main details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
        await sound(page, 'closely');
        await narrow(page, 'closely');
      });
    });
  }
});

test('a page built without models says what is missing, and offers no button', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'slipcheck-without-'));
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'], {
      cwd: root,
      env: { ...process.env, SLIPCHECK_WITHOUT_MODELS: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const { serve } = await import('../../scripts/serve.mjs');
    const server = await serve({ folder, port: 0 });
    const context = await browser.newContext({ locale: 'en', serviceWorkers: 'block' });
    try {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
      await settled(page, 'unknown-issuer');
      await expect(page.locator('[data-paper="missing"]')).toContainText('built without the text-reading models');
      await expect(page.locator('[data-paper-action="read"]')).toHaveCount(0);
    } finally {
      await context.close();
      server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('without a camera there is no button for one', async ({ page }) => {
  await open(page);
  await expect(page.locator('.samples').first()).toBeVisible();
  await expect(page.locator('[data-intake="live"]')).toHaveCount(0);
});
