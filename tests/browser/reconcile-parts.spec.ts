/** Three documents, what stands around them: photos and sealed statements, columns that are kept, incidents from a row. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { tableOf } from '../../www/state/page-table.ts';
import { lines, pdf } from '../web/pdf.mjs';
import { expect, open, samplePath, test } from './page.ts';
import { NOT_RUN, absent } from './printed.ts';
import { narrow, sound } from './sound.ts';

const PILES = { slips: '#reconcile-slips', acquirer: '#reconcile-acquirer', bank: '#reconcile-bank' } as const;

async function start(page: Page): Promise<void> {
  await open(page, '#/reconcile');
  await expect(page.locator('#reconcile[data-state="empty"]')).toBeVisible();
  await expect(page.locator('[data-pile="slip"] h2')).not.toBeEmpty();
}

function given(name: string, ...content: string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: '', buffer: Buffer.from(`${content.join('\n')}\n`) };
}

const SLIPS = given('slips.csv', 'date,amount,rrn,terminal', '2026-11-10,100.00,092154218722,34274419', '2026-11-11,20.00,092154218723,34274419');
const STATEMENT = given('statement.csv', 'date,amount,fee,rrn', '2026-11-10,100.00,0.60,092154218722', '2026-11-11,25.00,0.10,092154218723');

const row = (...cells: string[]): string => cells.map((cell) => cell.padEnd(18)).join('');
const PAGE = [
  'Merchant statement 898440358127779',
  row('date', 'amount', 'fee', 'rrn'),
  row('2026-11-10', '100.00', '0.60', '092154218722'),
  row('2026-11-11', '25.00', '0.10', '092154218723'),
];

test('columns of a page are told apart, or nothing is taken of it', () => {
  expect(tableOf(PAGE)?.split('\n').slice(1)).toEqual([
    'date\tamount\tfee\trrn',
    '2026-11-10\t100.00\t0.60\t092154218722',
    '2026-11-11\t25.00\t0.10\t092154218723',
  ]);
  // A cell that is empty leaves no trace: its row could mean anything.
  expect(tableOf([...PAGE, row('2026-11-12', '30.00', '092154218724')])).toBeUndefined();
  expect(tableOf(PAGE.slice(2))).toBeUndefined();
  expect(tableOf(['no table', 'here'])).toBeUndefined();
});

test('a statement as PDF is checked first, its verdict stands beside the pile, and its table is taken', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  await page.locator(PILES.acquirer).setInputFiles({ name: 'statement.pdf', mimeType: '', buffer: pdf([lines(PAGE, 40, 60, 7)]) });
  const own = page.locator('[data-file="statement.pdf"]');
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible({ timeout: 60_000 });
  // Nobody has signed it: that is no fault, and is said.
  await expect(own.locator('[data-verdict-of="unsigned"]')).toBeVisible();
  await expect(own).toContainText(/2\W? rows/);
  await expect(page.locator('[data-transaction][data-status="amount-differs"]')).toHaveCount(1);
  await sound(page, 'a statement as PDF');
  await narrow(page, 'a statement as PDF');
  await own.locator('[data-full]').click();
  await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', 'unsigned', { timeout: 30_000 });
  await page.locator('[data-back="reconcile"]').click();
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await expect(own.locator('[data-verdict-of="unsigned"]')).toBeVisible();
});

test('a PDF whose columns cannot be told apart is named, and stays out of the pile', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  const content = [...PAGE, row('2026-11-12', '30.00', '092154218724')];
  await page.locator(PILES.acquirer).setInputFiles({ name: 'statement.pdf', mimeType: '', buffer: pdf([lines(content, 40, 60, 7)]) });
  await expect(page.locator('[data-file="statement.pdf"] [data-aside="columns"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-file="statement.pdf"] [data-verdict-of]')).toBeVisible();
});

test('photos of slips are looked at one after the other; what cannot be read is named', async ({ page }) => {
  await start(page);
  await page.locator(PILES.acquirer).setInputFiles(STATEMENT);
  await page.locator(PILES.slips).setInputFiles([
    { name: 'slip.png', mimeType: 'image/png', buffer: readFileSync(samplePath('good-print.png')) },
    { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n and nothing that a picture has', 'latin1') },
  ]);
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-file="slip.png"] [data-verdict-of]')).toBeVisible();
  await expect(page.locator('[data-file="slip.png"]')).toContainText(/1\W? row/);
  await expect(page.locator('[data-file="broken.png"] [data-aside="damaged"]')).toBeVisible();
  await sound(page, 'photos');
});

test.describe('with models', () => {
  test.skip(absent, NOT_RUN);
  test.describe.configure({ timeout: 180_000 });

  test('the print of photos is read when somebody asks for it', async ({ page }) => {
    await start(page);
    await page.locator(PILES.acquirer).setInputFiles(STATEMENT);
    await page.locator(PILES.slips).setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await drawn(page, PRINT) });
    // Nothing is fetched unasked, and nothing is dropped silently.
    await expect(page.locator('[data-file="photo.png"] [data-aside]')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('[data-print-offer="1"]')).toContainText('MB');
    await sound(page, 'print offered');
    await page.locator('[data-read-print]').click();
    await expect(page.locator('[data-progress="print"]')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('[data-file="photo.png"]')).toContainText(/1\W? row/, { timeout: 120_000 });
    await expect(page.locator('[data-transaction="rrn:092154218722"]')).toHaveAttribute('data-status', 'agrees');
    await expect(page.locator('[data-file="photo.png"] [data-verdict-of="unsigned"]')).toBeVisible();
    await expect(page.locator('[data-print-offer]')).toHaveCount(0);
  });

  test('a run that reads photos is cancelled between two steps, and the files stay', async ({ page }) => {
    await start(page);
    await page.locator(PILES.acquirer).setInputFiles(STATEMENT);
    await page.locator(PILES.slips).setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await drawn(page, PRINT) });
    await page.locator('[data-read-print]').click();
    await expect(page.locator('[data-progress="load"], [data-progress="print"]')).toBeVisible({ timeout: 60_000 });
    await page.locator('[data-cancel]').click();
    await expect(page.locator('[data-fault="cancelled"]')).toBeVisible();
    await expect(page.locator('[data-file="photo.png"]')).toBeVisible();
  });
});

/** A slip as a terminal prints it, without a code. */
const PRINT = [
  'SALES SLIP',
  'MERCHANT: 898440358127779',
  'TERMINAL NO: 34274419',
  'CARD NO: 622200******1234',
  'TRANS TYPE: SALE',
  'REF NO: 092154218722',
  'DATE/TIME: 2026/11/10 09:09:41',
  'AMOUNT: RMB 100.00',
];

async function drawn(page: Page, texts: readonly string[]): Promise<Buffer> {
  const bytes = await page.evaluate(async (content) => {
    const canvas = new OffscreenCanvas(900, 120 + content.length * 60);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#111';
    context.font = '34px "DejaVu Sans Mono", monospace';
    for (const [at, text] of content.entries()) context.fillText(text, 60, 90 + at * 60);
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
  }, texts as string[]);
  return Buffer.from(bytes);
}

test('columns that were put right are kept when asked, offered the next time, and forgotten', async ({ page }) => {
  const odd = given('odd.csv', 'when;how much;which', '2026-11-10;100.00;092154218722', '2026-11-11;20.00;092154218723');
  const correct = async (): Promise<void> => {
    await page.locator('[data-header-line="1"]').click();
    for (const [column, role] of Object.entries(['date', 'amount', 'rrn'])) {
      await page.locator(`[data-column="${column}"] select`).selectOption(role);
      await expect(page.locator(`[data-column="${column}"]`)).toHaveAttribute('data-role', role);
    }
  };
  await start(page);
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  await page.locator(PILES.acquirer).setInputFiles(odd);
  await expect(page.locator('[data-preview="odd.csv"]')).toBeVisible();
  await correct();
  await expect(page.locator('[data-transaction][data-status="agrees"]')).toHaveCount(2);
  // Nothing is kept unasked.
  await expect(page.locator('[data-layouts]')).toHaveCount(0);
  await page.locator('[data-keep-layout]').click();
  await expect(page.locator('[data-layout-kept]')).toBeVisible();
  await sound(page, 'columns kept');
  await page.reload();
  await expect(page.locator('#reconcile[data-state="empty"]')).toBeVisible();
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  // Another month: the same labels below another beginning.
  await page
    .locator(PILES.acquirer)
    .setInputFiles(given('next.csv', 'December;;', 'when;how much;which', '2026-11-10;100.00;092154218722', '2026-11-11;20.00;092154218723'));
  await expect(page.locator('[data-offer-layout]')).toBeVisible();
  await expect(page.locator('[data-transaction][data-status="agrees"]')).toHaveCount(0);
  await page.locator('[data-use-layout]').click();
  await expect(page.locator('[data-transaction][data-status="agrees"]')).toHaveCount(2);
  await page.locator('[data-layouts] summary').click();
  await page.locator('[data-remove-layout]').click();
  await expect(page.locator('[data-layouts]')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('#reconcile[data-state="empty"]')).toBeVisible();
  await expect(page.locator('[data-layouts]')).toHaveCount(0);
});

test('columns that cannot be kept serve as long as the page is open, and that is said; another tab learns what was kept', async ({ page, context }) => {
  const odd = (name: string): ReturnType<typeof given> => given(name, 'when;how much', '2026-11-10;100.00', '2026-11-11;20.00');
  await start(page);
  await page.locator(PILES.acquirer).setInputFiles(odd('odd.csv'));
  await page.locator('[data-header-line="1"]').click();
  for (const [column, role] of Object.entries(['date', 'amount'])) {
    await page.locator(`[data-column="${column}"] select`).selectOption(role);
    await expect(page.locator(`[data-column="${column}"]`)).toHaveAttribute('data-role', role);
  }
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.assign(window, { room: () => (IDBObjectStore.prototype.put = put) });
  });
  await page.locator('[data-keep-layout]').click();
  await expect(page.locator('[data-layout-refused]')).toBeVisible();
  await page.locator(PILES.bank).setInputFiles(odd('second.csv'));
  await expect(page.locator('[data-file="second.csv"] [data-offer-layout]')).toBeVisible();
  const other = await context.newPage();
  await start(other);
  await expect(other.locator('[data-layouts]')).toHaveCount(0);
  await page.evaluate(() => (window as unknown as { room: () => void }).room());
  await page.locator('[data-file="odd.csv"] [data-forget-layout]').click();
  await page.locator('[data-file="odd.csv"] [data-keep-layout]').click();
  await expect(page.locator('[data-layout-refused]')).toHaveCount(0);
  await expect(other.locator('[data-layouts="1"]')).toBeVisible();
});

test('a row becomes an incident with one press, and the record is found again from the row', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  await page.locator(PILES.acquirer).setInputFiles(STATEMENT);
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  const first = page.locator('[data-transaction]').first();
  await first.locator('button').first().click();
  await first.locator('[data-incident]').click();
  await expect(page.locator('#incident-amount')).toHaveValue('20.00 ≠ 25.00');
  await expect(page.locator('#incident-reference-number')).toHaveValue('092154218723');
  await expect(page.locator('#incident-terminal-number')).toHaveValue('34274419');
  const told = await page.locator('#incident-happened').inputValue();
  expect(told).toContain('slips.csv, line 3');
  expect(told).toContain('statement.csv, line 3');
  expect(told).not.toMatch(/[\u2068\u2069]/);
  // It comes of documents, not of a signature: nobody stands at the till, and the text for others says so.
  await expect(page.locator('[data-said="amount-differs"]')).toBeVisible();
  await expect(page.locator('[data-till]')).toHaveCount(0);
  expect(await page.locator('#incident-message').inputValue()).not.toMatch(/signature/i);
  await sound(page, 'an incident of a row');
  await page.goBack();
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await page.locator('[data-written]').click();
  await expect(page.locator('#incident-reference-number')).toHaveValue('092154218723');
  // Closed, and found again.
  await page.locator('#incident-cause').fill('typed wrongly');
  for (const state of ['corrected', 'closed']) {
    await page.locator(`[data-next="${state}"]`).click();
    await page.locator('[data-settle]').click();
    await expect(page.locator(`[data-record-state="${state}"]`)).toBeVisible();
  }
  await page.reload();
  await page.locator('a[href="#/incidents"]').first().click();
  await page.locator('[data-incident-row]').click();
  await expect(page.locator('[data-said="amount-differs"]')).toBeVisible();
  await expect(page.locator('#incident-cause')).toHaveValue('typed wrongly');
});

test('what a cardholder pays leaves the account: its sign is no difference', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(given('slips.csv', 'date,time,amount,rrn,card', '2026-11-10,10:00:00,100.00,092154218722,622588******4821'));
  await page
    .locator(PILES.bank)
    .setInputFiles(
      given('bank.csv', 'date,time,amount,card,description', '2026-11-10,10:00:30,-100.00,4821,shop 092154218722', '2026-11-20,12:00:00,500.00,4821,salary'),
    );
  await page.locator('[data-role-choice]').selectOption('cardholder');
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  const first = page.locator('[data-transaction]').first();
  await expect(first).toHaveAttribute('data-status', 'agrees');
  await first.locator('button').first().click();
  await expect(first.locator('section[data-leg="bank"] dd').first()).toContainText('-100.00');
  await expect(first.locator('[data-differs]')).toHaveCount(0);
  await first.locator('[data-incident]').click();
  await expect(page.locator('#incident-amount')).toHaveValue('100.00');
});
