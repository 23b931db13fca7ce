/** Three documents: the shared examples from files to table, columns put right, cancel, exports, a row opened, a hundred thousand rows. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, open, root, test } from './page.ts';
import { LOOKS, narrow, sound } from './sound.ts';

interface Case {
  id: string;
  slips: string[];
  acquirer: string[];
  bank: string[];
  expect: { role: string; counts: Record<string, number>; statuses: Record<string, string> };
}

const folder = join(process.env['SLIPCHECK_VECTORS'] ?? join(root, '../shared/vectors'), 'reconcile');
const cases: Case[] = existsSync(folder)
  ? readFileSync(join(folder, 'cases.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Case)
  : [];
if (cases.length === 0) console.error(`NOT RUN: the shared examples are not in ${folder}`);

/** Whether the whole core of this build splits a text into slips. */
const readsSlips = readFileSync(join(root, 'www/generated/whole/slipcheck_whole.js'), 'utf8').includes('function slips(');
if (!readsSlips) console.error('NOT RUN: the whole core of this build does not read many slips; build it anew');

const PILES = { slips: '#reconcile-slips', acquirer: '#reconcile-acquirer', bank: '#reconcile-bank' } as const;

async function start(page: Page): Promise<void> {
  await open(page, '#/reconcile');
  await expect(page.locator('#reconcile[data-state="empty"]')).toBeVisible();
  await expect(page.locator('[data-pile="slip"] h2')).not.toBeEmpty();
}

async function give(page: Page, of: Case): Promise<void> {
  for (const [pile, input] of Object.entries(PILES)) {
    const files = of[pile as keyof typeof PILES].map((path) => ({ name: basename(path), mimeType: '', buffer: readFileSync(join(folder, path)) }));
    await page.locator(input).setInputFiles(files);
  }
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
}

function csv(name: string, ...lines: string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: '', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}

const SLIPS = csv(
  'slips.csv',
  'date,amount,rrn,terminal',
  '2026-11-10,100.00,092154218722,34274419',
  '2026-11-11,20.00,092154218723,34274419',
  '2026-11-12,30.00,092154218724,34274420',
);
const STATEMENT = csv(
  'statement.csv',
  'date,amount,fee,rrn',
  '2026-11-10,100.00,0.60,092154218722',
  '2026-11-11,25.00,0.10,092154218723',
  '2026-11-12,30.00,0.10,092154218724',
  'total,155.00,,',
);

for (const one of cases) {
  test(`${one.id}: from files to a table, as stated there`, async ({ page }) => {
    test.skip(!readsSlips && one.slips.some((path) => path.endsWith('.txt')));
    await start(page);
    await give(page, one);
    for (const [status, count] of Object.entries(one.expect.counts)) await expect(page.locator(`[data-count="${status}"] b`)).toHaveText(String(count));
    await expect(page.locator('[data-count]')).toHaveCount(Object.keys(one.expect.counts).length);
    for (const [key, status] of Object.entries(one.expect.statuses))
      await expect(page.locator(`[data-transaction="${key}"]`)).toHaveAttribute('data-status', status);
    await expect(page.locator('[data-transaction]')).toHaveCount(Object.keys(one.expect.statuses).length);
    await expect(page.locator('[data-role-choice] option').first()).toContainText(one.expect.role === 'merchant' ? 'I run the till' : 'I paid');
  });
}

test('a row opens to its originals, what differs is marked, and the steps are there', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  await expect(page.locator('[data-one-pile]')).toBeVisible();
  await page.locator(PILES.acquirer).setInputFiles(STATEMENT);
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await expect(page.locator('[data-transaction]').first()).toHaveAttribute('data-status', 'amount-differs');
  await page.locator('[data-transaction]').first().locator('button').click();
  const row = page.locator('[data-transaction]').first();
  await expect(row.locator('section[data-leg="slip"] [data-differs="amount"] mark')).toHaveText('20.00');
  await expect(row.locator('section[data-leg="acquirer"] [data-differs="amount"] mark')).toHaveText('25.00');
  await expect(row.locator('section[data-leg="bank"]')).toHaveAttribute('data-state', 'not-given');
  expect(await row.locator('[data-step]').count()).toBeGreaterThan(2);
  // Rows left out are named with their reason and line.
  await page.locator('[data-left-out] summary').click();
  await expect(page.locator('[data-left-out]')).toContainText('totals: 1');
  // Filter, search, order.
  await page.locator('[data-count="agrees"]').click();
  await expect(page.locator('[data-transaction]')).toHaveCount(2);
  await page.locator('[data-search]').fill('34274420');
  await expect(page.locator('[data-transaction]')).toHaveCount(1);
  await page.locator('[data-search]').fill('');
  await page.locator('[data-count="agrees"]').click();
  await page.locator('[data-sort]').selectOption('amount down');
  await expect(page.locator('[data-transaction]').first()).toHaveAttribute('data-transaction', 'rrn:092154218722');
  // As CSV.
  const saved = page.waitForEvent('download');
  await page.locator('[data-export="csv"]').click();
  const text = readFileSync(await (await saved).path(), 'utf8');
  expect(text.split('\r\n')).toHaveLength(5);
  expect(text).toContain('rrn:092154218723,amount-differs,2026-11-11,sale,');
  // As XLSX: a ZIP whose sheet has the rows.
  const sheet = page.waitForEvent('download');
  await page.locator('[data-export="xlsx"]').click();
  const bytes = readFileSync(await (await sheet).path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  expect(bytes.includes('xl/worksheets/sheet1.xml')).toBe(true);
  // On paper.
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', String(document.querySelectorAll('[data-paper] tbody tr').length));
  });
  await page.locator('[data-export="print"]').click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', '3');
});

test('what stays while other views come and go; files can be moved and removed', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  await page.locator(PILES.bank).setInputFiles(STATEMENT);
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await page.locator('.nav a[href="#/help"]').click();
  await expect(page.locator('#host-code')).toBeVisible();
  await page.goBack();
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await page.locator('[data-pile="bank"] [data-move]').selectOption('acquirer');
  await expect(page.locator('[data-pile="acquirer"] [data-file="statement.csv"]')).toBeVisible();
  await expect(page.locator('[data-transaction][data-status="amount-differs"]')).toHaveCount(1);
  await page.locator('[data-file="statement.csv"] [data-remove-file]').click();
  await expect(page.locator('#reconcile[data-state="mapping"]')).toBeVisible();
  await page.locator('[data-clear]').click();
  await expect(page.locator('#reconcile[data-state="empty"]')).toBeVisible();
});

test('what was cleared or removed comes back with a press, and the browser asks before a result is thrown away', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  await page.locator(PILES.acquirer).setInputFiles(STATEMENT);
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await page.locator('[data-file="statement.csv"] [data-remove-file]').click();
  await expect(page.locator('#reconcile[data-state="mapping"]')).toBeVisible();
  await page.locator('[data-undo]').click();
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await page.locator('[data-clear]').click();
  await expect(page.locator('#reconcile[data-state="empty"]')).toBeVisible();
  await expect(page.locator('[data-undo]')).toBeFocused();
  await page.locator('[data-undo]').click();
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await expect(page.locator('[data-transaction]')).toHaveCount(3);
  const asked = page.waitForEvent('dialog');
  const reload = page.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reload;
  await expect(page.locator('#reconcile[data-state="empty"]')).toBeVisible();
});

test('what a number links and other values contradict stands first, and nothing says to file it', async ({ page }) => {
  const head = 'date,amount,currency,rrn,card,terminal';
  await start(page);
  await page
    .locator(PILES.slips)
    .setInputFiles(
      csv('s.csv', head, '2026-11-10,100.00,CNY,092154218722,622848******8966,34274419', '2026-11-10,50.00,CNY,092154218723,622848******8966,34274419'),
    );
  await page
    .locator(PILES.acquirer)
    .setInputFiles(
      csv('a.csv', head, '2026-11-10,100.00,CNY,092154218722,622848******8966,34274419', '2026-11-10,50.00,CNY,092154218723,622848******1111,34274420'),
    );
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  const first = page.locator('[data-transaction]').first();
  await expect(first).toHaveAttribute('data-transaction', 'rrn:092154218723');
  await expect(first).toHaveAttribute('data-marked', '');
  await expect(first).toContainText('not the same:');
  await first.locator('button').first().click();
  await expect(first.locator('[data-against="card terminal"]')).toBeVisible();
  await expect(first.locator('[data-step="two-documents-agree"], [data-step="three-documents-agree"]')).toHaveCount(0);
  await expect(page.locator('[data-marked]')).toHaveCount(1);
});

test('dates with two readings: an example, and the other reading a press away', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(csv('s.csv', 'date,amount,rrn', '2026-11-10,100.00,092154218722', '2026-11-11,50.00,092154218723'));
  await page.locator(PILES.acquirer).setInputFiles(csv('a.csv', 'date,amount,rrn', '11/10/2026,100.00,092154218722', '11/11/2026,50.00,092154218723'));
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await expect(page.locator('[data-date-order]')).toContainText('October 11, 2026');
  const first = page.locator('[data-transaction]').first();
  await first.locator('button').first().click();
  await expect(first.locator('[data-date-row]')).toContainText('a.csv');
  await page.locator('[data-date-turn]').click();
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await expect(page.locator('[data-count="agrees"] b')).toHaveText('2');
  await expect(page.locator('[data-date-order]')).toHaveCount(0);
  await expect(page.locator('[data-corrected]')).toBeVisible();
});

test('files that are dropped at once go where their content fits', async ({ page }) => {
  test.skip(cases.length === 0 || !readsSlips);
  for (const one of cases) {
    await start(page);
    const files = [...one.slips, ...one.acquirer, ...one.bank].map((path) => ({
      name: basename(path),
      bytes: readFileSync(join(folder, path)).toString('base64'),
    }));
    await page.evaluate((given) => {
      const all = new DataTransfer();
      for (const { name, bytes } of given) all.items.add(new File([Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))], name));
      document.querySelector('#reconcile')?.dispatchEvent(new DragEvent('drop', { dataTransfer: all, bubbles: true, cancelable: true }));
    }, files);
    await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
    for (const [status, count] of Object.entries(one.expect.counts)) await expect(page.locator(`[data-count="${status}"] b`)).toHaveText(String(count));
    await page.goto('about:blank');
  }
});

test('columns that were not understood open by themselves, and are put right', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(SLIPS);
  await page
    .locator(PILES.acquirer)
    .setInputFiles(csv('odd.csv', 'when;how much;which', '2026-11-10;100.00;092154218722', '2026-11-11;20.00;092154218723', '2026-11-12;30.00;092154218724'));
  await expect(page.locator('[data-pile="acquirer"] [data-problem="nothing-found"]')).toBeVisible();
  await expect(page.locator('[data-preview="odd.csv"]')).toBeVisible();
  await page.locator('[data-header-line="1"]').click();
  for (const [column, role] of [
    ['0', 'date'],
    ['1', 'amount'],
    ['2', 'rrn'],
  ] as const) {
    await page.locator(`[data-preview="odd.csv"] [data-column="${column}"] select`).selectOption(role);
    await expect(page.locator(`[data-preview="odd.csv"] [data-column="${column}"]`)).toHaveAttribute('data-role', role);
  }
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await expect(page.locator('[data-transaction][data-status="agrees"]')).toHaveCount(3);
  await page.locator('[data-uncorrect]').click();
  await expect(page.locator('[data-pile="acquirer"] [data-problem="nothing-found"]')).toBeVisible();
});

test('hostile names and values stay text', async ({ page }) => {
  await start(page);
  await page.locator(PILES.slips).setInputFiles(csv('<img src=x onerror=alert(1)>.csv', 'date,amount,rrn', '2026-11-10,100.00,<b>1</b>\u202e2'));
  await page.locator(PILES.acquirer).setInputFiles({ name: 'x.pdf', mimeType: '', buffer: Buffer.from('%PDF-1.7\n') });
  await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
  await expect(page.locator('[data-file="x.pdf"] [data-aside]')).toBeVisible();
  await page.locator('[data-transaction] button').first().click();
  await expect(page.locator('#reconcile')).toContainText('⟦U+202E⟧');
  expect(await page.locator('#reconcile img, #reconcile .mono b').count()).toBe(0);
});

for (const [locale, colorScheme] of LOOKS) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });
    test('sound and narrow in every state', async ({ page }) => {
      await start(page);
      await sound(page, 'empty');
      await narrow(page, 'empty');
      await page.locator(PILES.slips).setInputFiles(SLIPS);
      await page.locator(PILES.acquirer).setInputFiles(STATEMENT);
      await page.locator(PILES.bank).setInputFiles(csv('odd.csv', 'when;how much', '2026-11-10;100.00'));
      await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible();
      await page.locator('[data-file="statement.csv"] [data-mapping]').click();
      await page.locator('[data-days] summary').click();
      await page.locator('[data-transaction]').first().locator('button').click();
      await expect(page.locator('[data-step]').first()).toBeVisible();
      await sound(page, 'done');
      await narrow(page, 'done');
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      if (process.env['SLIPCHECK_SHOTS'] !== undefined) {
        await page.screenshot({ path: `${process.env['SLIPCHECK_SHOTS']}/rec-${locale}-${colorScheme}-360.png`, fullPage: true });
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.screenshot({ path: `${process.env['SLIPCHECK_SHOTS']}/rec-${locale}-${colorScheme}-1280.png`, fullPage: true });
      }
    });
  });
}

/** Rows of a statement: reference numbers count up, amounts are of a kind. */
function many(rows: number, own: string): string {
  const lines = [`date,amount,${own},rrn,terminal`];
  for (let at = 0; at < rows; at += 1) {
    const day = String(1 + (at % 28)).padStart(2, '0');
    lines.push(`2026-10-${day},${(at % 90_000) / 100 + 1},0.01,${String(100_000_000_000 + at)},34274419`);
  }
  return `${lines.join('\n')}\n`;
}

// How long tasks were is told and not judged: what others do on the machine counts in it.
test.describe('large', () => {
  test('a hundred thousand rows come to their table', async ({ page }, info) => {
    test.slow();
    await start(page);
    const rows = 100_000;
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)))).observe({ type: 'longtask' });
    });
    // From the disk: what is handed over as bytes is decoded on the page's own thread.
    const [slips, statement] = [info.outputPath('slips.csv'), info.outputPath('statement.csv')];
    writeFileSync(slips, many(rows, 'tip'));
    writeFileSync(statement, many(rows, 'fee'));
    await page.locator(PILES.slips).setInputFiles(slips);
    await expect(page.locator('#reconcile[data-state="mapping"]')).toBeVisible({ timeout: 60_000 });
    await page.locator(PILES.acquirer).setInputFiles(statement);
    await expect(page.locator('[data-progress]')).toBeVisible();
    await expect(page.locator('#reconcile[data-state="done"]')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('[data-count="agrees"] b')).toHaveText(String(rows));
    const took = await page.locator('#reconcile').getAttribute('data-took');
    await page.locator('[data-page="on"]').click();
    await expect(page.locator('[data-shown]')).toContainText('31');
    await page.locator('[data-search]').fill('100000099999');
    await expect(page.locator('[data-transaction]')).toHaveCount(1);
    await page.locator('[data-transaction] button').first().click();
    await expect(page.locator('[data-step]').first()).toBeVisible();
    const before = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks.length);
    const saved = page.waitForEvent('download');
    await page.locator('[data-export="csv"]').click();
    expect((await (await saved).createReadStream()).readable).toBe(true);
    const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
    console.log(`${rows} rows a side: ${took} ms to the result; long tasks: ${tasks.join(', ') || 'none'}, ${tasks.length - before} of them while saving`);
  });
});

test('a run is cancelled, the files stay, and it starts again', async ({ page }) => {
  await start(page);
  const text = many(100_000, 'fee');
  await page.locator(PILES.slips).setInputFiles({ name: 'slips.csv', mimeType: '', buffer: Buffer.from(text) });
  await page.locator('[data-cancel]').click();
  await expect(page.locator('[data-fault="cancelled"]')).toBeVisible();
  await expect(page.locator('[data-file="slips.csv"]')).toBeVisible();
  await page.locator('[data-again]').click();
  await expect(page.locator('#reconcile[data-state="mapping"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-fault]')).toHaveCount(0);
});
