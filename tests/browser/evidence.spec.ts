/** Evidence, and the report to copy, save and print. */

import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { check, expect, open, sample, test, trust } from './page.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('the drawer shows what another tool needs, and gives the focus back', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, sample('good-attached.txt'), 'verified');
  const button = page.getByRole('button', { name: 'Show the evidence' });
  await button.click();
  const drawer = page.getByRole('dialog', { name: 'Evidence' });
  await expect(drawer).toBeVisible();
  await expect(page.locator('#evidence-title')).toBeFocused();
  for (const text of ['Signed bytes', 'Digest', 'Signature and key', 'Certificate path', 'ES256', 'P-256']) await expect(drawer).toContainText(text);
  await expect(drawer.locator('.path li')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(button).toBeFocused();
});

test('the saved report is the contract’s, and its signed bytes have the digest it names', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, sample('amount-altered.txt'), 'altered');
  await page.getByRole('button', { name: 'Show the evidence' }).click();
  const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as JSON' }).click()]);
  const report = JSON.parse(readFileSync(await json.path(), 'utf8')) as {
    schema: number;
    verdict: string;
    checks: { id: string }[];
    signature: { signedBytes: string; digest: string };
    fields: { name: string; signed?: string; printed?: string; match?: boolean }[];
  };
  expect(report.schema).toBe(1);
  expect(report.verdict).toBe('altered');
  expect(report.checks).toHaveLength(7);
  expect(createHash('sha256').update(Buffer.from(report.signature.signedBytes, 'base64')).digest('hex')).toBe(report.signature.digest);
  expect(report.fields.find(({ name }) => name === 'amount')).toMatchObject({ signed: '138.00', printed: '738.00', match: false });
  const [text] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as text' }).last().click()]);
  const saved = readFileSync(await text.path(), 'utf8');
  expect(saved).toContain('Altered');
  expect(saved).toContain('738.00');
  expect(saved).not.toMatch(/[\u2068\u2069]/);
  // Copies take the bare value.
  await page.getByRole('button', { name: 'Copy: Of the signed bytes' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(report.signature.digest);
});

test('on paper there is the record alone, on one page', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, sample('amount-altered.txt'), 'altered');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.a4')).toBeVisible();
  await expect(page.locator('.a4')).toContainText('DEMONSTRATION');
  await expect(page.locator('#verdict')).toBeHidden();
  await expect(page.locator('#slip-text')).toBeHidden();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('from the clipboard', async ({ page }) => {
  await open(page);
  await page.evaluate((text) => navigator.clipboard.writeText(text), sample('unsigned.txt'));
  await page.getByRole('button', { name: 'From clipboard' }).click();
  await expect(page.locator('#verdict[data-verdict="unsigned"]')).toBeVisible();
});
