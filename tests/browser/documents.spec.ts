/** Documents and messages: files of their own are judged on the page as by the command line. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { code, lines, pdf } from '../web/pdf.mjs';
import { check, expect, listed, open, openTrusting, press, sample, served, settled, statuses, test, trust as trustSamples, unfolded } from './page.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const vectors = process.env['SLIPCHECK_VECTORS'] ?? join(root, '../shared/vectors');

/** A folder of the shared vectors, or undefined, said loudly. */
function folder(name: string): string | undefined {
  const path = resolve(vectors, name);
  if (existsSync(path)) return path;
  console.error(`NOT RUN: the vectors are not in ${path}`);
  return undefined;
}

/** Imports authorities and trusts each for one format, as a person does who ticks it beside the fingerprint. */
async function trust(page: Page, format: string, ...paths: string[]): Promise<void> {
  await page.locator('.nav a[href="#/certificates"]').click();
  await page.locator('#certificate-file').setInputFiles(paths);
  await expect(page.locator('[data-import]')).toBeVisible();
  await listed(page);
  const waiting = page.locator('[data-certificate][data-waiting]');
  for (let left = await waiting.count(); left > 0; left -= 1) {
    const row = waiting.first();
    const panel = row.locator('> .press');
    if (!(await panel.evaluate((details: HTMLDetailsElement) => details.open))) await panel.locator('summary').click();
    await panel.locator(`[data-format="${format}"]`).check();
    await press(row);
    await expect(waiting).toHaveCount(left - 1);
  }
  await page.locator('.nav a[href="#/"]').click();
}

test('signed PDF files: good, changed afterwards, and a receipt in one', async ({ page }) => {
  const pdf = folder('pdf');
  if (pdf === undefined) return;
  await open(page);
  await trust(page, 'pdf-signature', join(pdf, 'root.pem'), join(pdf, 'gm-root.pem'));
  for (const [name, verdict] of [
    ['good-rsa.pdf', 'verified'],
    ['good-sm2.pdf', 'verified'],
    ['changed-by-update.pdf', 'altered'],
    ['range-with-a-hole.pdf', 'invalid'],
    // Its code is drawn on its page.
    ['receipt-tse-vector.pdf', 'unknown-issuer'],
  ] as const) {
    await page.locator('#slip-file').setInputFiles(join(pdf, name));
    await settled(page, verdict);
  }
});

test('an OFD invoice with its seal', async ({ page }) => {
  const made = folder('ofd-made');
  if (made === undefined) return;
  await open(page);
  await trust(page, 'cn-ofd', join(made, 'ofd-root.pem'), join(made, 'ofd-ca.pem'));
  await page.locator('#slip-file').setInputFiles(join(made, 'ofd/good-v4-raw-signature.ofd'));
  await settled(page, 'verified');
  await expect(page.locator('[data-field="total"]')).toHaveAttribute('data-match', 'true');
});

test('a genuine message is no payment: its first words say what it reports', async ({ page }) => {
  const made = folder('gateway-made');
  if (made === undefined) return;
  await open(page);
  const cases = readFileSync(join(made, 'cases.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; input: string; expect: { verdict: string[]; outcome?: string[] } });
  const sorted = cases.find(({ id }) => id === 'acp/sorted');
  if (!sorted) throw new Error('acp/sorted is among the cases');
  await trust(page, 'cn-acp', join(made, 'acp-root.pem'), join(made, 'acp-middle.pem'));
  await check(page, sorted.input, 'verified');
  await expect(page.locator('.ticket__word')).toContainText('Genuine message');
  await expect(page.locator('.ticket__why')).toContainText('Genuine is not yet paid');
  const outcome = sorted.expect.outcome?.[0] ?? 'paid';
  await expect(page.locator('#verdict')).toHaveClass(outcome === 'paid' || outcome === 'refunded' ? /tone-ok/ : /tone-warn/);
});

// ── PDF files with codes on their pages ──────────────────────────────────────────────────────────────────────────────

/** What a shop sends by mail: a slip's text, and its code as a drawing below. */
const [english = '', token = ''] = sample('good-english.txt').split(/\n(?=eyJ)/);
const receipt = async (text = english): Promise<string> => lines(text.split('\n'), 60, 60, 9) + (await code(token.trim(), 60, 320, 2.2));

async function drop(page: Page, buffer: Buffer, name = 'receipt.pdf'): Promise<void> {
  await page.locator('#slip-file').setInputFiles({ name, mimeType: 'application/pdf', buffer });
}

/** The workers that draw pages: they end with their file. */
const drawing = (page: Page): number => page.workers().filter((worker) => worker.url().includes('pages.worker')).length;

/** Paints a page over and over: more than one page may, and twenty of them take seconds. */
const slow = '0 0 595 842 re f\n'.repeat(110);

test('a PDF with a code gets its verdict, print and page', async ({ page, watch }) => {
  await openTrusting(page);
  expect(watch.requests.some((url) => url.includes('slipcheck_pages'))).toBe(false);
  await drop(page, pdf([await receipt()]));
  await settled(page, 'verified');
  expect((await statuses(page))['printed']).toBe('pass');
  await unfolded(page, 'photo-title');
  const image = page.locator('#page-sheet img');
  await expect(image).toBeVisible();
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThan(600);
  await expect(page.locator('#page-sheet polygon.is-read')).toHaveCount(1);
  // Its mark lies on the amount, at the left and above the middle of what is printed.
  const box = await page.locator('#page-sheet [data-box="amount"]').evaluate((rect: SVGRectElement) => {
    const frame = (rect.ownerSVGElement as SVGSVGElement).viewBox.baseVal;
    return [rect.x.baseVal.value / frame.width, rect.y.baseVal.value / frame.height];
  });
  expect(box[0]).toBeGreaterThan(0.05);
  expect(box[0]).toBeLessThan(0.3);
  expect(box[1]).toBeGreaterThan(0.35);
  expect(box[1]).toBeLessThan(0.45);
  await expect.poll(() => drawing(page)).toBe(0);
});

test('a PDF whose printed amount was changed says so', async ({ page }) => {
  await openTrusting(page);
  await drop(page, pdf([await receipt(english.replace('86.40', '886.40'))]));
  await settled(page, 'altered');
  await expect(page.locator('[data-field="amount"]')).toHaveAttribute('data-match', 'false');
  await unfolded(page, 'photo-title');
  await expect(page.locator('#page-sheet rect.is-different[data-box="amount"]')).toBeVisible();
});

test('codes on several pages: each with its page; without any, the file is not signed', async ({ page }) => {
  await openTrusting(page);
  const other = (await code(sample('rksv-good.txt').match(/_R1-AT\S+/)?.[0] ?? '', 200, 200, 3)) + lines(['Danke']);
  await drop(page, pdf([lines(['cover']), await receipt(), other]));
  await settled(page);
  await expect(page.locator('[data-result]')).toHaveCount(2);
  for (const [result, number] of [
    ['0', 2],
    ['1', 3],
  ] as const) {
    await page.locator(`[data-result="${result}"]`).click();
    await expect(page.locator('#photo-title')).toContainText(String(number));
  }
  await drop(page, pdf([lines(['no code', 'at all'])]));
  await settled(page, 'unsigned');
});

test('files that cannot be read say why', async ({ page }, info) => {
  await openTrusting(page);
  const whole = pdf([await receipt()]);
  // Its cross-references are gone, its pages are not.
  await drop(page, whole.subarray(0, whole.indexOf('xref')));
  await settled(page, 'verified');
  await drop(page, whole.subarray(0, 300));
  await settled(page, 'unreadable');
  await expect(page.locator('.ticket__why')).toContainText('damaged');
  await drop(page, pdf([await receipt()], { trailer: '/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O () /U () >>' }));
  await settled(page, 'unreadable');
  await expect(page.locator('.ticket__why')).toContainText('password');
  const large = info.outputPath('large.pdf');
  writeFileSync(large, Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000_000, 32)]));
  await page.locator('#slip-file').setInputFiles(large);
  await settled(page, 'unreadable');
  await expect(page.locator('#verdict')).toContainText('60 MB');
  // Blanks stand before its header.
  await drop(page, Buffer.concat([Buffer.from('\n\n'), whole]));
  await settled(page, 'verified');
});

test('of a thousand pages the first are read, and the rest is told', async ({ page }) => {
  await openTrusting(page);
  const pages = Array.from({ length: 1000 }, (_, at) => lines([`page ${at + 1}`]));
  await drop(page, pdf([await receipt(), ...pages]));
  await settled(page, 'verified');
  await expect(page.locator('[data-note="pages-not-read"]')).toBeAttached();
  await drop(page, pdf([...pages, await receipt()]));
  // The result before stands there until the file is read.
  await expect(page.locator('#verdict:not([data-verdict="verified"])')).toBeVisible();
  await settled(page);
  await expect(page.locator('[data-note="pages-not-read"]')).toBeAttached();
});

test('a file that takes too long is ended: what was not looked at is not unsigned', async ({ page }) => {
  await open(page);
  await drop(page, pdf(Array.from({ length: 20 }, () => slow)));
  await expect(page.locator('.prog em')).toHaveText(/^\d+ \/ 20$/);
  await expect(page.locator('#verdict[data-verdict="unreadable"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.ticket__why')).toContainText('Not all pages');
  await expect.poll(() => drawing(page)).toBe(0);
});

test('the reading of pages can be stopped', async ({ page }) => {
  await open(page);
  await drop(page, pdf(Array.from({ length: 20 }, () => slow)));
  await expect(page.locator('.prog em')).toBeVisible();
  await page.locator('.page--reading .btn').click();
  await expect(page.locator('.hero h1')).toBeVisible();
  await expect.poll(() => drawing(page)).toBe(0);
  await expect(page.locator('#verdict')).toHaveCount(0);
  // And the next file is read as if nothing had been.
  await drop(page, pdf([await receipt()]));
  await settled(page, 'unknown-issuer');
});

test('a PDF that was kept is read again', async ({ page }) => {
  await openTrusting(page);
  await drop(page, pdf([await receipt()]));
  await settled(page, 'verified');
  await page.locator('[data-keep]').click();
  await page.locator('.nav a[href="#/kept"]').click();
  await page.locator('[data-reopen]').click();
  await settled(page, 'verified');
  await unfolded(page, 'photo-title');
  await expect(page.locator('#page-sheet img')).toBeVisible();
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow', quiet: false });

  test('a PDF with a code after the first visit', async ({ page, context }) => {
    await open(page);
    await served(page);
    await context.setOffline(true);
    await page.reload();
    await trustSamples(page, 'demo-root.pem', 'demo-chain.pem', 'demo.crl');
    await drop(page, pdf([await receipt()]));
    await settled(page, 'verified');
  });
});
