/** Documents and messages: files of their own are judged on the page as by the command line. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { check, expect, listed, open, press, settled, test } from './page.ts';

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
    // Its code is a picture, which is not looked for here: not read is not unsigned.
    ['receipt-tse-vector.pdf', 'unreadable'],
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
