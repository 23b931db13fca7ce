/** Hostile input: nothing from a slip is ever markup, obeyed, or able to stop the page. */

import { check, expect, open, sample, settled, test } from './page.ts';

const MARKUP = '<img src=x onerror=pwned=1>';

test('markup in printed text stays text', async ({ page }) => {
  await open(page);
  await check(page, sample('unsigned.txt').replace(/商户名称\(MERCHANT NAME\):.*/, `商户名称(MERCHANT NAME):${MARKUP}`), 'unsigned');
  await expect(page.locator('tr[data-field="merchant"]')).toContainText('<img src=x');
  expect(await page.locator('#verdict img, #verdict script, main table img, main table script').count()).toBe(0);
  expect(await page.evaluate(() => (window as { pwned?: number }).pwned)).toBeUndefined();
  await page.getByRole('button', { name: 'Show the evidence' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(() => (window as { pwned?: number }).pwned)).toBeUndefined();
});

test('markup in a file’s name and in a host stays text', async ({ page }) => {
  await open(page);
  await page.locator('#slip-file').setInputFiles([
    { name: '<img src=x onerror=alert(1)>.txt', mimeType: 'text/plain', buffer: Buffer.from(sample('unsigned.txt')) },
    { name: 'b\u202etxt.exe', mimeType: 'text/plain', buffer: Buffer.from(sample('unsigned.txt')) },
  ]);
  await settled(page);
  await expect(page.locator('[data-result]').first()).toContainText('<img src=x');
  await expect(page.locator('[data-result]').nth(1)).toContainText('⟦U+202E⟧');
});

test('characters that turn the writing direction are shown, not obeyed', async ({ page }) => {
  await open(page);
  await check(page, sample('unsigned.txt').replace(/商户名称\(MERCHANT NAME\):.*/, '商户名称(MERCHANT NAME):店\u202e00.831 额金\u2066\u200b'), 'unsigned');
  const merchant = page.locator('tr[data-field="merchant"]');
  await expect(merchant).toContainText('⟦U+202E⟧');
  const shown = await page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    // The reader's own text stays as it was typed.
    for (const field of copy.querySelectorAll('textarea')) field.remove();
    return copy.textContent;
  });
  expect(shown).not.toMatch(/[\u202a-\u202e\u2066\u2067\u200b-\u200f]/);
  await expect(merchant.locator('bdi')).toHaveCount(1);
});

for (const [what, text] of [
  ['a megabyte of one letter', 'a'.repeat(1_000_000)],
  ['a megabyte of dots', '.'.repeat(900_000)],
  ['thousands of codes', 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA\n'.repeat(3_000)],
  ['nested brackets', '['.repeat(300_000)],
  ['a header of brackets', `${Buffer.from('{"a":'.repeat(900)).toString('base64url')}.e30.AAAA`],
  ['lone surrogates', '\ud800 \udfff'.repeat(1000)],
  ['NUL', 'eyJ\u0000hbGci\u0000'],
] as const) {
  test(`${what}: an answer, and the page goes on`, async ({ page }) => {
    await open(page);
    await page.locator('#slip-text').evaluate((field: HTMLTextAreaElement, value) => {
      field.value = value;
      field.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
    }, text);
    await settled(page);
    expect(await page.locator('#verdict').getAttribute('data-verdict')).not.toBe('verified');
    await check(page, sample('unsigned.txt'), 'unsigned');
  });
}

test('more than the limit is refused with a word', async ({ page }) => {
  await open(page);
  await page.locator('#slip-text').evaluate((field: HTMLTextAreaElement) => {
    field.value = 'x'.repeat(1_000_001);
    field.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
  });
  await expect(page.locator('#intake-problem')).toContainText('too long');
  await check(page, sample('unsigned.txt'), 'unsigned');
});
