/** OFD documents as they look: pages, seals, marks, and files that are made to hurt. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { expect, open, root, served, settled, test } from './page.ts';
import { LOOKS, narrow, sound, unfold } from './sound.ts';

const vectors = resolve(process.env['SLIPCHECK_VECTORS'] ?? join(root, '../shared/vectors'));

/** Opens a file of the shared vectors; says loudly when it is not there. */
async function given(page: Page, name: string): Promise<boolean> {
  const path = join(vectors, name);
  if (!existsSync(path)) {
    console.error(`NOT RUN: ${path} is not there`);
    return false;
  }
  await page.locator('#slip-file').setInputFiles(path);
  return true;
}

/** A package with one page, not sealed. */
function made(content: string, more: Record<string, Buffer> = {}, data = ''): Buffer {
  const xml = (text: string): Uint8Array => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
  const files: Record<string, Uint8Array> = {
    'OFD.xml': xml('<OFD><DocBody><DocInfo>' + data + '</DocInfo><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>'),
    'Doc_0/Document.xml': xml(
      '<Document><CommonData><PageArea><PhysicalBox>0 0 210 140</PhysicalBox></PageArea><PublicRes>Res.xml</PublicRes></CommonData><Pages><Page ID="1" BaseLoc="Page.xml"/></Pages></Document>',
    ),
    'Doc_0/Res.xml': xml(
      `<Res><Fonts><Font ID="3" FontName="宋体"/></Fonts><MultiMedias>${Object.keys(more)
        .map((name, at) => `<MultiMedia ID="${100 + at}"><MediaFile>${name}</MediaFile></MultiMedia>`)
        .join('')}</MultiMedias></Res>`,
    ),
    'Doc_0/Page.xml': xml(`<Page><Content><Layer>${content}</Layer></Content></Page>`),
    ...Object.fromEntries(Object.entries(more).map(([name, bytes]) => [`Doc_0/${name}`, bytes])),
  };
  return Buffer.from(zipSync(files));
}

const text = (words: string, x = 10, y = 10): string =>
  `<TextObject Boundary="${x} ${y} 80 6" Font="3" Size="4"><TextCode X="0" Y="4">${words}</TextCode></TextObject>`;

async function drop(page: Page, buffer: Buffer): Promise<void> {
  await page.locator('#slip-file').setInputFiles({ name: 'invoice.ofd', mimeType: 'application/ofd', buffer });
}

/** Waits until the page is drawn to its end. */
async function drawn(page: Page): Promise<void> {
  await expect(page.locator('ofd-page .ofd[data-state="drawn"]')).toBeVisible();
  await expect(page.locator('ofd-page .ofd__svg[aria-busy]')).toHaveCount(0);
}

const workers = (page: Page): number => page.workers().filter((worker) => worker.url().includes('drawing.worker')).length;

test('an invoice as it looks, with its seal, which leads to its check', async ({ page }) => {
  await open(page);
  if (!(await given(page, 'cn-ofd/1.ofd'))) return;
  await settled(page, 'unknown-issuer');
  await drawn(page);
  const svg = page.locator('ofd-page .ofd__svg');
  await expect(svg).toHaveAttribute('viewBox', '0 0 21000 14000');
  await expect(svg).toHaveAttribute('role', 'img');
  // Each digit stands at its own point.
  const number = svg.locator('text', { hasText: /^83089647$/ });
  await expect(number).toHaveAttribute('x', '16400 16559 16718 16876 17035 17194 17353 17511');
  await expect(svg.locator('.ofd__seal text', { hasText: '国家税务总局' })).toHaveCount(1);
  await expect(svg.locator('.ofd__mark')).toHaveCount(0);
  // The code is JBIG2, which no browser opens: the core makes a picture of it that each does.
  await expect(svg.locator('image')).toHaveCount(1);
  await expect(page.locator('[data-ofd-left="picture"]')).toHaveCount(0);
  await expect(page.locator('[data-seal="0"]')).toHaveAttribute('data-state', 'fits');
  await expect(page.locator('[data-seal="0"]')).toContainText('国家税务总局浙江省税务局');
  await expect.poll(() => workers(page)).toBe(0);
  await page.locator('[data-stamp="0"]').click();
  await expect(page.locator('#check-signature')).toBeFocused();
  await expect(page.locator('#check-signature')).toBeInViewport();
});

test('what was changed, and what no seal covers, is marked on the page and said below it', async ({ page }) => {
  await open(page);
  if (!(await given(page, 'cn-ofd/zsbk.ofd'))) return;
  await settled(page, 'altered');
  await drawn(page);
  await expect(page.locator('.ofd__svg rect.is-changed')).toHaveCount(1);
  await expect(page.locator('.ofd__legend [data-mark="differs-page"]')).toBeVisible();
  await page.locator('[data-ofd="next"]').click();
  await expect(page.locator('.ofd__svg')).toHaveAttribute('viewBox', '0 0 21000 29700');
  await drawn(page);
  await given(page, 'ofd-made/ofd/page-not-covered.ofd');
  await expect(page.locator('.ofd__legend [data-mark="not-covered"]')).toContainText('Doc_0/Pages/Page_0/Content.xml');
  await drawn(page);
  await expect(page.locator('.ofd__svg rect.is-open')).toHaveCount(17);
});

test('a seal that does not hold, or never saw the page, is crossed out', async ({ page }) => {
  await open(page);
  if (!(await given(page, 'ofd-made/ofd/signed-data-flipped.ofd'))) return;
  await settled(page, 'invalid');
  await drawn(page);
  await expect(page.locator('[data-mark="unsealed"]')).toBeVisible();
  await expect(page.locator('[data-seal="0"]')).toHaveAttribute('data-state', 'misfit');
  await given(page, 'ofd-made/ofd/seal-of-one-document-on-another.ofd');
  await expect(page.locator('[data-seal="0"] [data-stranger]')).toBeVisible();
  await drawn(page);
  await expect(page.locator('.ofd__svg rect.is-void')).toHaveCount(1);
  await expect(page.locator('[data-seal="1"] [data-stranger]')).toHaveCount(0);
});

test('a page in other sizes, and its text', async ({ page }) => {
  await open(page);
  if (!(await given(page, 'cn-ofd/v4signed.ofd'))) return;
  await settled(page);
  await drawn(page);
  const width = (): Promise<number> => page.locator('.ofd__paper').evaluate((paper) => paper.getBoundingClientRect().width);
  const before = await width();
  await page.locator('[data-ofd="closer"]').click();
  await expect.poll(width).toBeCloseTo(before * 1.5, 0);
  await page.locator('[data-ofd="farther"]').click();
  await expect.poll(width).toBeCloseTo(before, 0);
  await expect(page.locator('.ofd__svg image')).toHaveCount(1);
  await unfold(page);
  await expect(page.locator('.ofd__text-rows li', { hasText: '发票代码' })).toBeVisible();
});

test('nothing of a file is markup, a script, or leads elsewhere', async ({ page, watch }) => {
  await open(page);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const place = '<ImageObject Boundary="50 50 20 20" CTM="20 0 0 20 0 0" ResourceID="100"/>';
  await drop(
    page,
    made(
      `${text('&lt;img src=x onerror=alert(1)&gt;')}${text('a\u202Eb', 10, 30)}${place}<TextObject Boundary="10 40 80 6" Font='"; url(https://example.org/' Size="4"><TextCode X="0" Y="4">font</TextCode></TextObject>`,
      { 'picture.svg': svg },
    ),
  );
  await settled(page, 'unsigned');
  await drawn(page);
  await expect(page.locator('.ofd__svg text').first()).toHaveText('<img src=x onerror=alert(1)>');
  await expect(page.locator('.ofd__svg text').nth(1)).toHaveText('ab');
  expect(await page.locator('.ofd__svg *').evaluateAll((all) => [...new Set(all.map(({ tagName }) => tagName))].sort())).toEqual([
    'g',
    'path',
    'pattern',
    'rect',
    'text',
  ]);
  await expect(page.locator('.ofd__svg image')).toHaveCount(0);
  await expect(page.locator('.ofd__svg .ofd__blank')).toHaveCount(1);
  expect(watch.requests.some((url) => url.includes('example.org'))).toBe(false);
});

test('a field that the data of the file contradict is boxed, with both values', async ({ page }) => {
  await open(page);
  await drop(page, made(text('发票号码:87654321', 20, 30), {}, '<CustomDatas><CustomData Name="发票号码">12345678</CustomData></CustomDatas>'));
  await settled(page, 'unsigned');
  await drawn(page);
  const box = page.locator('.ofd__svg rect.is-field');
  await expect(box).toHaveAttribute('x', '2000');
  await expect(box).toHaveAttribute('y', '3000');
  await expect(page.locator('.ofd__legend [data-mark="field"]')).toContainText('87654321');
  await expect(page.locator('.ofd__legend [data-mark="field"]')).toContainText('12345678');
});

test('too much of a page is given as text alone, and the page stays with the reader', async ({ page }) => {
  await open(page);
  const many = Array.from({ length: 25_000 }, (_, at) => text(`row ${at}`, 10, (at % 1000) / 10)).join('');
  const began = Date.now();
  await drop(page, made(many));
  await settled(page, 'unsigned');
  await expect(page.locator('[data-ofd-alone]')).toBeVisible();
  expect(Date.now() - began).toBeLessThan(15_000);
  await expect(page.locator('.ofd__text-rows li').first()).toBeVisible();
  await expect(page.locator('[data-ofd-left~="text"]')).toBeVisible();
});

test('what is refused is not drawn', async ({ page }) => {
  await open(page);
  if (!(await given(page, 'ofd-made/ofd/entry-twin-trailing-space.ofd'))) return;
  await settled(page, 'invalid');
  await expect(page.locator('ofd-page')).toContainText('not drawn');
  await expect(page.locator('ofd-page svg.ofd__svg')).toHaveCount(0);
});

for (const [locale, colorScheme] of LOOKS) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });

    test('pages are sound', async ({ page }) => {
      await open(page);
      for (const name of ['cn-ofd/zsbk.ofd', 'ofd-made/ofd/seal-of-one-document-on-another.ofd']) {
        if (!(await given(page, name))) return;
        await settled(page);
        await drawn(page);
        await unfold(page);
        await sound(page, name);
        await narrow(page, name);
      }
    });
  });
}

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow', quiet: false });

  test('an invoice after the first visit', async ({ page, context }) => {
    await open(page);
    await served(page);
    await context.setOffline(true);
    await page.reload();
    await drop(page, made(text('发票')));
    await settled(page, 'unsigned');
    await drawn(page);
    await expect(page.locator('.ofd__svg text')).toHaveText('发票');
  });
});
