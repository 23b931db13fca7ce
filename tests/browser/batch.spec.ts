/** Many slips in one go: the same rows as the command line, problems first, filtered, grouped, opened, paused, scanned, taken along, kept. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, open, openTrusting, root, sample, samplePath, samples, test } from './page.ts';
import { LOOKS, narrow, sound } from './sound.ts';
import { trustOwnKey, wechat } from './wechat.ts';

/** The command line, where it was built. */
const binary = [process.env['SLIPCHECK_BINARY'], join(root, 'target/debug/slipcheck'), join(root, 'target/release/slipcheck')].find(
  (path) => path !== undefined && existsSync(path),
);

const code = (name: string): string => /^(?:eyJ|_R1|V0;).*$/m.exec(sample(name))?.[0] ?? sample(name).trim();

async function openBatch(page: Page, trusting = true): Promise<void> {
  await (trusting ? openTrusting(page) : open(page));
  await page.goto('#/batch');
  await expect(page.locator('#batch[data-state="empty"]')).toBeVisible();
}

async function give(page: Page, files: { name: string; buffer: Buffer }[]): Promise<void> {
  await page.locator('#batch-files').setInputFiles(files.map((file) => ({ mimeType: '', ...file })));
}

async function done(page: Page): Promise<void> {
  await expect(page.locator('#batch')).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
}

/** A folder of everything: samples, a table, lines of JSON, an archive, a photo, what is none. */
function mixed(): { name: string; buffer: Buffer }[] {
  const one = [
    'good-attached.txt',
    'amount-altered.txt',
    'payload-altered.txt',
    'unsigned.txt',
    'certificate-expired.txt',
    'good-refund.txt',
    'rksv-good.txt',
    'tse-good.txt',
  ];
  const text = (content: string): Buffer => Buffer.from(content);
  return [
    ...one.map((name) => ({ name, buffer: readFileSync(samplePath(name)) })),
    { name: 'copy.txt', buffer: readFileSync(samplePath('good-attached.txt')) },
    { name: 'photo.png', buffer: readFileSync(samplePath('good-print.png')) },
    { name: 'demo-chain.pem', buffer: readFileSync(samplePath('demo-chain.pem')) },
    { name: 'lines.jsonl', buffer: text(`{"code": ${JSON.stringify(code('good-pasted.txt'))}}\nno json\n{"code": "rubbish"}\n`) },
    { name: 'table.csv', buffer: text(`no;code\n1;${code('good-attached.txt')}\n2;rubbish\n`) },
    { name: 'damaged.zip', buffer: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(40)]) },
  ];
}

test('a mixed pile has the rows and verdicts of the command line', async ({ page }, info) => {
  test.slow();
  const files = mixed();
  await openBatch(page);
  await give(page, files);
  await done(page);
  const download = page.waitForEvent('download');
  await page.locator('[data-export="jsonl"]').click();
  const rows = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows.length).toBeGreaterThan(14);
  const unread = await page
    .locator('[data-unread]')
    .evaluateAll((list) => list.map((item) => [item.getAttribute('data-unread'), item.getAttribute('data-why')]));
  if (binary === undefined) {
    console.error('NOT RUN: the command line is not built, so its rows are not compared');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'batch-'));
  for (const { name, buffer } of files) writeFileSync(join(folder, name), buffer);
  let out = '';
  const call = [
    'batch',
    '--format',
    'jsonl',
    '--summary',
    'summary.json',
    '--no-fail',
    '--trust',
    samplePath('demo-root.pem'),
    '--cert',
    samplePath('demo-chain.pem'),
    '--crl',
    samplePath('demo.crl'),
    ...files.map(({ name }) => name),
  ];
  try {
    out = execFileSync(binary, call, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    // A damaged archive among them: exit status 2.
    out = (error as { stdout: string }).stdout;
  }
  // The command line reads what is printed on photos, too, where it has the models; a batch on the page reads their codes.
  const told = (row: Record<string, unknown>): unknown =>
    [
      'key',
      'line',
      'source',
      'verdict',
      'format',
      'amount',
      'currency',
      'time',
      'terminal',
      'number',
      'duplicateOf',
      ...(row['source'] === 'photo.png' ? [] : ['checks']),
    ].map((name) => row[name] ?? null);
  const expected = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows.map(told)).toEqual(expected.map(told));
  const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as { unread: { source: string; why: string }[] };
  expect(unread).toEqual(summary.unread.map(({ source, why }) => [source, why]));
  info.annotations.push({ type: 'rows', description: String(rows.length) });
});

test('problems come first, and rows are filtered, searched and grouped', async ({ page }) => {
  await openBatch(page);
  await give(page, mixed());
  await done(page);
  const verdicts = (): Promise<(string | null)[]> => page.locator('[data-row]').evaluateAll((list) => list.map((row) => row.getAttribute('data-verdict')));
  const all = await verdicts();
  expect(['altered', 'invalid']).toContain(all[0]);
  expect(all.at(-1)).toBe('verified');
  const rank = ['altered', 'invalid', 'certificate-problem', 'unknown-issuer', 'unreadable', 'unsigned', 'verified'];
  expect(all.map((verdict) => rank.indexOf(verdict ?? ''))).toEqual(all.map((verdict) => rank.indexOf(verdict ?? '')).sort((a, b) => a - b));
  // Never one tick for all: each verdict has its number.
  await expect(page.locator('.batch__overview')).toContainText('Verified is not paid');
  const chip = page.locator('[data-bucket="unreadable"]');
  const count = Number(await chip.getAttribute('data-count'));
  await chip.click();
  await expect(page.locator('[data-row]')).toHaveCount(count);
  expect(new Set(await verdicts())).toEqual(new Set(['unreadable']));
  await chip.click();
  await page.locator('#batch-search').fill('table.csv');
  await expect(page.locator('[data-row]')).toHaveCount(2);
  await page.locator('#batch-search').fill('');
  await page.locator('#batch-group').selectOption('cause');
  const group = page.locator('[data-group][data-cause="certificate-expired"]');
  await expect(group).toHaveAttribute('data-count', '1');
  await group.click();
  await expect(page.locator('[data-row]')).toHaveCount(1);
  await expect(page.locator('[data-row]')).toHaveAttribute('data-verdict', 'certificate-problem');
  await page.locator('[data-batch="ungroup"]').click();
  await page.locator('#batch-group').selectOption('day');
  await expect(page.locator('[data-group]').first()).toBeVisible();
});

test('a row opens to its full result, with the verdict that it has by itself, and leads back', async ({ page }) => {
  await openBatch(page);
  await give(page, mixed());
  await done(page);
  for (const key of ['amount-altered.txt#0', 'table.csv#0', 'photo.png#0']) {
    const row = page.locator(`[data-key="${key}"]`);
    const verdict = (await row.getAttribute('data-verdict')) ?? '';
    await row.locator('button').click();
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', verdict);
    await page.locator('[data-back="batch"]').click();
    await expect(page.locator('#batch')).toHaveAttribute('data-state', 'done');
    await expect(row).toBeVisible();
  }
});

/** So many codes, one a line: each so many-th is a slip, one is altered, the others are none. */
function codes(count: number, each: number): Buffer {
  const [good, bad] = [code('good-attached.txt'), code('payload-altered.txt')];
  const lines = Array.from({ length: count }, (_, at) => JSON.stringify({ code: at === 13 ? bad : at % each === 3 ? good : `rubbish ${at}` }));
  return Buffer.from(`${lines.join('\n')}\n`);
}

test('it is paused, goes on, is cancelled at once and keeps its rows', async ({ page }) => {
  test.slow();
  await openBatch(page);
  await give(page, [{ name: 'codes.jsonl', buffer: codes(20_000, 2) }]);
  const batch = page.locator('#batch');
  await expect(batch).toHaveAttribute('data-state', 'running');
  await expect(page.locator('[data-row]').first()).toBeVisible();
  await page.locator('[data-batch="pause"]').click();
  await expect(batch).toHaveAttribute('data-state', 'paused');
  // What was on its way is there; then nothing comes any more.
  await page.waitForTimeout(500);
  const paused = await batch.getAttribute('data-done');
  await page.waitForTimeout(500);
  expect(await batch.getAttribute('data-done')).toBe(paused);
  await page.locator('[data-batch="go-on"]').click();
  await expect(batch).toHaveAttribute('data-state', 'running');
  await expect.poll(async () => Number(await batch.getAttribute('data-done'))).toBeGreaterThan(Number(paused));
  const began = Date.now();
  await page.locator('#batch-cancel').click();
  await expect(batch).toHaveAttribute('data-state', 'cancelled');
  console.log(`cancelled within ${Date.now() - began} ms`);
  const kept = Number(await batch.getAttribute('data-done'));
  await expect(page.locator('[data-row]').first()).toBeVisible();
  await page.locator('[data-batch="go-on"]').click();
  await expect.poll(async () => Number(await batch.getAttribute('data-done'))).toBeGreaterThan(kept);
});

test('a hand scanner types one code after another: each has its word', async ({ page }) => {
  await openBatch(page);
  await page.locator('[data-batch="scan"]').click();
  const field = page.locator('#batch-code');
  await expect(field).toBeFocused();
  for (const [name, verdict] of [
    ['good-attached.txt', 'verified'],
    ['payload-altered.txt', 'invalid'],
    ['good-attached.txt', 'verified'],
  ] as const) {
    await field.fill(code(name));
    await field.press('Enter');
    await expect(field).toHaveValue('');
    await expect(page.locator('[data-last]')).toHaveAttribute('data-last', verdict);
    await expect(field).toBeFocused();
  }
  await expect(page.locator('[data-last]')).toContainText('-#0');
  await expect(page.locator('[data-row]')).toHaveCount(3);
  await expect(page.locator('[data-key="-#2"] em')).toBeVisible();
});

test('rows are taken along as CSV without formulas and as XLSX', async ({ page }) => {
  await openBatch(page);
  await give(page, [...mixed(), { name: '=1+1.txt', buffer: readFileSync(samplePath('unsigned.txt')) }]);
  await done(page);
  const csv = page.waitForEvent('download');
  await page.locator('[data-export="csv"]').click();
  const table = readFileSync(await (await csv).path(), 'utf8');
  expect(table.startsWith('\ufeffkey,source,line,verdict,')).toBe(true);
  expect(table).toContain("\r\n'=1+1.txt#0,'=1+1.txt,");
  expect(table).not.toMatch(/(?:^|,)=1/m);
  const xlsx = page.waitForEvent('download');
  await page.locator('[data-export="xlsx"]').click();
  const book = await xlsx;
  expect(book.suggestedFilename()).toMatch(/\.xlsx$/);
  const bytes = readFileSync(await book.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  expect(bytes.length).toBeGreaterThan(2000);
});

test('what is taken back at once is not written again', async ({ page }) => {
  test.slow();
  await openBatch(page);
  await give(page, [{ name: 'codes.jsonl', buffer: codes(6000, 30) }]);
  await expect(page.locator('[data-row]').first()).toBeVisible();
  const keep = page.locator('[data-batch="keep"]');
  for (let time = 0; time < 3; time += 1) {
    await keep.check();
    await keep.uncheck();
  }
  await done(page);
  const left = (): Promise<number[]> =>
    page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const asked = indexedDB.open('slipcheck-batches');
          asked.onsuccess = () => {
            const reading = asked.result.transaction(['batches', 'inputs', 'chunks']);
            const counts = ['batches', 'inputs', 'chunks'].map((name) => reading.objectStore(name).count());
            reading.oncomplete = () => resolve(counts.map(({ result }) => result));
          };
        }),
    );
  await expect.poll(left).toEqual([0, 0, 0]);
  await page.reload();
  await expect(page.locator('#batch[data-state="empty"]')).toBeVisible();
  expect(await left()).toEqual([0, 0, 0]);
});

test('a batch that is kept goes on after a reload, and one that is not is gone', async ({ page }) => {
  test.slow();
  await openBatch(page);
  await give(page, [{ name: 'codes.jsonl', buffer: codes(6000, 30) }]);
  // So many that it is still going on when pause is pressed.
  const batch = page.locator('#batch');
  await expect(page.locator('[data-row]').first()).toBeVisible();
  await page.locator('[data-batch="pause"]').click();
  await page.locator('[data-batch="keep"]').check();
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise((resolve) => {
            const asked = indexedDB.open('slipcheck-batches');
            asked.onsuccess = () => {
              const all = asked.result.transaction('batches').objectStore('batches').count();
              all.onsuccess = () => resolve(all.result);
            };
          }),
      ),
    )
    .toBe(1);
  await page.waitForTimeout(500);
  const before = Number(await batch.getAttribute('data-done'));
  await page.reload();
  await page.locator('[data-batch="resume"]').click();
  await done(page);
  await expect(batch).toHaveAttribute('data-done', '6000');
  const counts = await page.locator('[data-bucket]').evaluateAll((list) => list.map((chip) => Number(chip.getAttribute('data-count'))));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6000);
  expect(before).toBeLessThan(6000);
  await page.locator('[data-batch="keep"]').uncheck();
  await page.reload();
  await expect(page.locator('#batch[data-state="empty"]')).toBeVisible();
  await expect(page.locator('[data-kept-batch]')).toHaveCount(0);
});

test('of ten thousand codes only what is seen is drawn; how long tasks were is told', async ({ page }) => {
  test.setTimeout(200_000);
  await openBatch(page);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: false });
  });
  const began = Date.now();
  await give(page, [{ name: 'codes.jsonl', buffer: codes(10_000, 500) }]);
  await expect(page.locator('#batch')).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
  const seconds = (Date.now() - began) / 1000;
  await expect(page.locator('.batch__count')).toContainText('10,000');
  for (let at = 0; at < 20; at += 1) await page.mouse.wheel(0, 20_000);
  await page.waitForTimeout(500);
  await expect(page.locator('[data-row]').first()).toBeAttached();
  const drawn = await page.locator('[data-row]').count();
  const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
  console.log(
    `10,000 codes in ${seconds.toFixed(1)} s (${Math.round(10_000 / seconds)} a second), ${drawn} rows drawn, tasks over 50 ms: ${JSON.stringify(tasks.map(Math.round))}`,
  );
  expect(drawn).toBeLessThan(120);
});

const file = (name: string, content = readFileSync(samplePath(name))): { name: string; buffer: Buffer } => ({ name, buffer: content });

test('where nobody is trusted, what contradicts itself comes first, in a bucket and a group of its own', async ({ page }) => {
  await openBatch(page, false);
  const good = readFileSync(samplePath('good-attached.txt'));
  await give(page, [
    ...Array.from({ length: 40 }, (_, at) => ({ name: `s${at}.txt`, buffer: good })),
    { name: 's40.txt', buffer: readFileSync(samplePath('amount-altered.txt')) },
  ]);
  await done(page);
  const first = page.locator('[data-row]').first();
  await expect(first).toHaveAttribute('data-key', 's40.txt#0');
  await expect(first).toContainText('A value changed after signing');
  await expect(page.locator('[data-bucket="contradicted"]')).toHaveAttribute('data-count', '1');
  await page.locator('#batch-group').selectOption('cause');
  await expect(page.locator('[data-group]').first()).toHaveAttribute('data-cause', 'field-altered');
  await expect(page.locator('[data-group]').first()).toHaveAttribute('data-count', '1');
});

test('what was changed is told before whose key it is', async ({ page }) => {
  await open(page, '#/certificates');
  await page.locator('#certificate-file').setInputFiles(['demo-root.pem', 'demo-chain.pem'].map(samplePath));
  await expect(page.locator('[data-import]')).toBeVisible();
  await page.goto('#/batch');
  await give(page, [file('amount-altered.txt')]);
  await done(page);
  const row = page.locator('[data-row]');
  await expect(row).toHaveAttribute('data-verdict', 'altered');
  await expect(row.locator('.batch__why')).toHaveText('A value changed after signing');
});

test('a row of several in one file opens that very slip, and Back leads to the list as it was', async ({ page }) => {
  await openBatch(page);
  const two = Buffer.from(['good-attached.txt', 'amount-altered.txt', 'good-refund.txt'].map((name) => sample(name)).join('\n\f\n'));
  await give(page, [
    { name: 'two.txt', buffer: two },
    ...Array.from({ length: 60 }, (_, at) => file('unsigned.txt', Buffer.from(`${sample('unsigned.txt')}\n${at}`))).map((one, at) => ({
      ...one,
      name: `u${at}.txt`,
    })),
  ]);
  await done(page);
  await page.locator('#batch-order').selectOption('given');
  await page.locator('#batch-search').fill('two.txt');
  await expect(page.locator('[data-row]')).toHaveCount(3);
  for (const key of ['two.txt#0', 'two.txt#1', 'two.txt#2']) {
    const row = page.locator(`[data-key="${key}"]`);
    const verdict = (await row.getAttribute('data-verdict')) ?? '';
    const amount = /\d+\.\d\d/.exec(await row.innerText())?.[0];
    await row.locator('button').click();
    await expect(page.locator('#verdict')).toHaveAttribute('data-verdict', verdict);
    if (amount !== undefined) await expect(page.locator('#verdict')).toContainText(amount);
    await page.goBack();
    await expect(page.locator('#batch')).toHaveAttribute('data-state', 'done');
    await expect(page.locator('#batch-search')).toHaveValue('two.txt');
    await expect(page.locator('#batch-order')).toHaveValue('given');
    await expect(page.locator('[data-row]')).toHaveCount(3);
    await expect(row.locator('button')).toBeFocused();
  }
  // Far down the list.
  await page.locator('#batch-search').fill('');
  await expect(page.locator('.batch__count')).toContainText('63');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const far = page.locator('[data-key="u50.txt#0"]');
  await far.scrollIntoViewIfNeeded();
  const top = await page.evaluate(() => scrollY);
  await far.locator('button').click();
  await expect(page.locator('#verdict[data-verdict]')).toBeVisible();
  await page.goBack();
  await expect(far.locator('button')).toBeFocused();
  expect(Math.abs((await page.evaluate(() => scrollY)) - top)).toBeLessThan(100);
});

test('sums are of what counts: paid, each once; what failed, tests and half ticks stand apart, and the table says which', async ({ page }) => {
  await open(page);
  await trustOwnKey(page);
  await page.goto('#/batch');
  const messages = ['PAYERROR', 'SUCCESS', 'NOTPAY', 'CLOSED', 'SUCCESS'];
  await give(
    page,
    messages.map((state, at) => ({ name: `m${at}.txt`, buffer: Buffer.from(wechat(state, state === 'SUCCESS' ? 9 : at)) })),
  );
  await done(page);
  await expect(page.locator('[data-sum="verified"]')).toHaveText('138.00 CNY');
  await expect(page.locator('[data-sum="other"]')).toHaveText('414.00 CNY');
  await expect(page.locator('[data-key="m0.txt#0"]')).toContainText('FAILED');
  await expect(page.locator('[data-key="m0.txt#0"]')).not.toHaveClass(/tone-ok/);
  const csv = page.waitForEvent('download');
  await page.locator('[data-export="csv"]').click();
  const [head = '', ...rows] = readFileSync(await (await csv).path(), 'utf8')
    .trim()
    .split('\r\n');
  const at = (row: string, column: string): string => row.split(',')[head.replace('\ufeff', '').split(',').indexOf(column)] ?? '';
  expect(rows.map((row) => [at(row, 'verdict'), at(row, 'headline'), at(row, 'outcome'), at(row, 'sum'), at(row, 'sumAmount')])).toEqual([
    ['verified', 'message-failed', 'failed', 'other', '138.00'],
    ['verified', 'message-paid', 'paid', 'verified', '138.00'],
    ['verified', 'message-pending', 'pending', 'other', '138.00'],
    ['verified', 'message-closed', 'closed', 'other', '138.00'],
    ['verified', 'message-paid', 'paid', '', ''],
  ]);
});

test('copies count once, refunds are taken off, and what was not compared with paper stands apart', async ({ page }) => {
  await openBatch(page);
  await give(page, [
    file('good-pasted.txt'),
    ...[1, 2, 3].map((at) => ({ ...file('good-pasted.txt'), name: `again${at}.txt` })),
    file('good-refund.txt'),
    file('good-attached.txt'),
  ]);
  await done(page);
  const row = async (key: string): Promise<number> => Number(/(\d+\.\d\d)/.exec(await page.locator(`[data-key="${key}"]`).innerText())?.[1]);
  const [pasted, refund, attached] = [await row('good-pasted.txt#0'), await row('good-refund.txt#0'), await row('good-attached.txt#0')];
  const sums = await page.locator('[data-sum]').evaluateAll((list) => list.map((item) => Number((item.textContent ?? '').split(' ')[0])));
  expect(Math.round(sums.reduce((sum, one) => sum + one, 0) * 100)).toBe(Math.round((pasted - refund + attached) * 100));
});

test('what was cleared can be had back until something else is given', async ({ page }) => {
  await openBatch(page);
  await give(page, mixed());
  await done(page);
  const rows = await page.locator('.batch__count').innerText();
  await page.locator('[data-batch="clear"]').click();
  await expect(page.locator('#batch')).toHaveAttribute('data-state', 'empty');
  await page.locator('[data-batch="undo"]').click();
  await done(page);
  await expect(page.locator('.batch__count')).toHaveText(rows);
  await page.locator('[data-batch="clear"]').click();
  await give(page, [file('unsigned.txt')]);
  await done(page);
  await expect(page.locator('[data-row]')).toHaveCount(1);
  await expect(page.locator('[data-batch="undo"]')).toHaveCount(0);
});

test('a batch that another tab has open is removed only when that is wanted, and the other tab hears of it', async ({ page, context }) => {
  await openBatch(page);
  await give(page, [file('good-attached.txt')]);
  await done(page);
  const keep = page.locator('[data-batch="keep"]');
  await keep.check();
  const other = await context.newPage();
  await open(other, '#/batch');
  await expect(other.locator('[data-kept-batch]')).toHaveCount(1);
  await other.locator('[data-batch="forget"]').click();
  await expect(other.locator('[data-elsewhere]')).toBeVisible();
  await expect(other.locator('[data-kept-batch]')).toHaveCount(1);
  await expect(keep).toBeChecked();
  await other.locator('[data-batch="forget-sure"]').click();
  await expect(other.locator('[data-kept-batch]')).toHaveCount(0);
  await expect(page.locator('[data-not-kept]')).toBeVisible();
  await expect(keep).not.toBeChecked();
  await expect(page.locator('[data-row]')).toHaveCount(1);
  // It can be kept again.
  await keep.check();
  await expect(page.locator('[data-not-kept]')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('[data-kept-batch]')).toHaveCount(1);
});

test('a line without a code says that it holds nothing to open', async ({ page }) => {
  await openBatch(page);
  await give(page, [{ name: 'l.jsonl', buffer: Buffer.from(`{"code": ${JSON.stringify(code('good-attached.txt'))}}\n{"text": "x"}\n`) }]);
  await done(page);
  await page.locator('[data-key="l.jsonl#1"] button').click();
  await expect(page.locator('[data-nothing]')).toBeVisible();
  await expect(page.locator('#batch')).toBeVisible();
});

test.describe('on paper', () => {
  test.use({ colorScheme: 'dark' });
  test('ink is dark, whatever the screen is', async ({ page }) => {
    await openBatch(page);
    const ink = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink').trim());
    const dark = await ink();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect([dark, await ink()]).toEqual(['#eceee9', '#14181b']);
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    expect(await ink()).toBe('#14181b');
  });
});

for (const [locale, colorScheme] of LOOKS) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });
    test('sound for everybody, on the narrowest phones too', async ({ page }) => {
      await openBatch(page);
      await sound(page, 'empty');
      await page.locator('[data-batch="scan"]').click();
      await give(page, mixed());
      await done(page);
      await page.locator('#batch-group').selectOption('cause');
      await expect(page.locator('[data-group]').first()).toBeVisible();
      await page.locator('.batch__unread').evaluate((details) => details.setAttribute('open', ''));
      await sound(page, 'done');
      const folder = process.env['BATCH_SHOTS'];
      if (folder !== undefined) {
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `${locale}-${colorScheme}-wide.png`), fullPage: true });
        await page.setViewportSize({ width: 360, height: 740 });
        await page.screenshot({ path: join(folder, `${locale}-${colorScheme}-phone.png`), fullPage: true });
      }
      await narrow(page, 'done');
    });
  });
}

test('the samples are there', () => expect(samples.length).toBeGreaterThan(10));
