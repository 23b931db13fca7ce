/** Slips go in, verdicts come out: pasted, typed, by address, several at once. */

import { CHECKS } from '../../www/engine/report.ts';
import { check, expect, open, openTrusting, sample, samples, settled, statuses, test, trust } from './page.ts';

test('a pasted slip is checked by itself, and says what to do', async ({ page }) => {
  await open(page);
  await expect(page.locator('#verdict')).toHaveCount(0);
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  const verdict = page.locator('#verdict');
  await expect(verdict).toHaveAttribute('aria-live', 'polite');
  await expect(verdict.locator('.now dd')).not.toBeEmpty();
  expect(Object.keys(await statuses(page))).toEqual([...CHECKS]);
  expect(await page.locator('[data-step]').count()).toBeGreaterThan(3);
  await expect(page.locator('[data-cause="certificate-unknown-issuer"]')).toHaveAttribute('data-confidence', 'proven');
  // Its own address and build stand beside the verdict.
  await expect(page.locator('.beside')).toContainText(new URL(page.url()).host);
});

test('typing waits for a pause; the old verdict is gone at once', async ({ page }) => {
  await open(page);
  await check(page, sample('unsigned.txt'), 'unsigned');
  const field = page.locator('#slip-text');
  await field.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nx');
  expect(await page.locator('#verdict[data-verdict]').count()).toBe(0);
  await settled(page, 'unsigned');
  // The field keeps the focus: nobody is torn out of typing.
  await expect(field).toBeFocused();
});

test('an emptied field leads back to the start', async ({ page }) => {
  await open(page);
  await check(page, sample('unsigned.txt'), 'unsigned');
  await page.locator('#slip-text').fill('');
  await expect(page.locator('#verdict')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check a card slip or receipt');
});

test('a paste anywhere on the page is taken', async ({ page }) => {
  await open(page);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, sample('unsigned.txt'));
  await settled(page, 'unsigned');
  await expect(page.locator('#verdict h1')).toBeFocused();
});

test('dropped text is taken', async ({ page }) => {
  await open(page);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', text);
    return transfer;
  }, sample('unsigned.txt'));
  await page.dispatchEvent('main', 'dragover', { dataTransfer: data });
  await expect(page.locator('.intake.is-over')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
  await settled(page, 'unsigned');
});

test('a code in the address is checked at once and taken out of it first', async ({ page }) => {
  const code = sample('good-code-only.txt').trim();
  await page.addInitScript(() => {
    // What the address was when the first script of the page had run.
    new MutationObserver((_records, observer) => {
      if (document.querySelector('script[type="module"]')) {
        (window as { early?: string }).early = location.href;
        observer.disconnect();
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await open(page, `#slip=${code}`);
  await settled(page, 'unknown-issuer');
  expect(page.url()).not.toContain('slip=');
  expect(await page.evaluate(() => (window as { early?: string }).early)).not.toContain('slip=');
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(3);
  // Once more, with the page already open.
  await page.evaluate((text) => void (location.hash = `#slip=${text}`), sample('good-code-only.txt').trim());
  await settled(page, 'unknown-issuer');
  expect(page.url()).not.toContain('slip=');
  // Printed text is no code: a link says nothing about what is on the paper.
  await page.evaluate((text) => void (location.hash = `#slip=${text}`), sample('unsigned.txt').slice(0, 40));
  await expect(page.locator('#intake-problem')).toContainText('does not hold the code of a slip');
  await expect(page.locator('#verdict')).toHaveCount(0);
  expect(page.url()).not.toContain('slip=');
});

test('a code inside another host’s address is checked here, with a warning', async ({ page }) => {
  await open(page);
  await check(page, `https://slipcheck.example.net/check#slip=${sample('good-code-only.txt').trim()}`, 'unknown-issuer');
  await expect(page.getByRole('note')).toContainText('slipcheck.example.net');
  await check(page, `${new URL(page.url()).origin}/#slip=${sample('good-code-only.txt').trim()}`, 'unknown-issuer');
  await expect(page.getByRole('note')).toHaveCount(0);
});

test('several codes give several reports, the most urgent first', async ({ page }) => {
  await openTrusting(page);
  await check(page, `${sample('good-attached.txt')}\n\n${sample('amount-altered.txt')}`, 'altered');
  const items = page.locator('[data-result]');
  await expect(items).toHaveCount(2);
  await expect(items.nth(1)).toHaveAttribute('aria-current', 'true');
  await items.nth(0).click();
  await settled(page, 'verified');
  await expect(page.locator('#verdict h1')).toBeFocused();
});

test('the role changes now and next steps, and is remembered', async ({ page }) => {
  await open(page);
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  const steps = (): Promise<(string | null)[]> => page.locator('[data-step]').evaluateAll((list) => list.map((step) => step.getAttribute('data-step')));
  const cardholder = await steps();
  expect(cardholder).toContain('get-certificate');
  const now = await page.locator('#verdict .now dd').textContent();
  await page.getByText('I run the till').click();
  expect(await steps()).toContain('install-chain');
  expect(await page.locator('#verdict .now dd').textContent()).not.toBe(now);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'I run the till' })).toBeChecked();
});

test('differing fields come first, with what differs underlined; equal ones fold', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('amount-altered.txt'), 'altered');
  const rows = page.locator('tr[data-field]');
  await expect(rows.first()).toHaveAttribute('data-field', 'amount');
  await expect(rows.first()).toHaveAttribute('data-match', 'false');
  await expect(rows.first().locator('.printed mark')).toHaveText('7');
  await expect(rows.first().locator('.signed mark')).toHaveText('1');
  expect(await page.locator('table.fields').first().locator('tr[data-match="true"]').count()).toBe(3);
  await expect(page.locator('[data-cause="field-altered"]')).toHaveAttribute('data-confidence', 'proven');
  await expect(page.locator('#verdict .versus')).toContainText('738.00');
});

test('verified without the print does not get the full tick', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('good-code-only.txt'), 'verified');
  await expect(page.locator('#verdict')).toHaveClass(/ticket--half/);
  await expect(page.locator('#verdict h1')).toHaveText('The code is genuine');
  await expect(page.locator('#verdict .ticket__compare .is-amount')).toContainText('318.00');
  await check(page, sample('good-attached.txt'), 'verified');
  await expect(page.locator('#verdict')).not.toHaveClass(/ticket--half/);
  await expect(page.locator('.beside')).toContainText('Not that money moved');
});

test('a detached code asks for the print, and is judged with it', async ({ page }) => {
  const [print, code] = sample('good-detached.txt').split(/\n(?=eyJ)/) as [string, string];
  await openTrusting(page);
  await check(page, code, 'unreadable');
  await expect(page.locator('#verdict .now')).toContainText('Still missing');
  const field = page.locator('#printed-text');
  await field.fill(print);
  await settled(page, 'verified');
  await expect(page.locator('#verdict')).not.toHaveClass(/ticket--half/);
  await expect(field).toHaveValue(print);
  await field.fill(print.replace(/(\d)(\.\d\d)/, (_all, digit: string, cents: string) => `${(Number(digit) + 1) % 10}${cents}`));
  await expect(page.locator('#verdict[data-verdict]')).not.toHaveAttribute('data-verdict', 'verified');
  // Another slip starts without it.
  await check(page, sample('good-code-only.txt'), 'verified');
  await expect(field).toHaveValue('');
});

test('altered under an unknown issuer names both', async ({ page }) => {
  await open(page);
  // The leaf and its issuer are at hand, and nobody vouches for them.
  await trust(page, 'demo-chain.pem');
  await check(page, sample('amount-altered.txt'), 'altered');
  await expect(page.locator('#verdict .ticket__why')).toContainText('nobody you trust vouches');
  await expect(page.locator('#verdict .versus')).toContainText('in the code');
  await expect(page.locator('[data-cause="field-altered"]')).toHaveAttribute('data-confidence', 'likely');
});

for (const entry of samples) {
  test(`the sample ${entry.id} comes out ${entry.expect}`, async ({ page }) => {
    await open(page);
    const more = page.locator('section[aria-labelledby="samples-title"] details summary');
    await more.click();
    await page.locator(`[data-sample="${entry.id}"]`).click();
    await settled(page, entry.expect);
    const picture = entry.file.endsWith('.png');
    if (entry.cause !== null && !picture) await expect(page.locator(`[data-cause="${entry.cause}"]`).first()).toBeAttached();
    // What the demonstration certificate vouches for says so.
    // A digest that does not fit needs no certificate: that sample's is at nobody's hand.
    if ((entry.expect === 'verified' || entry.expect === 'altered') && entry.cause !== 'digest-mismatch')
      await expect(page.locator('#verdict .tag--demo')).toBeVisible();
  });
}

test('the demonstration certificate counts for samples alone', async ({ page }) => {
  await open(page);
  await page.locator('[data-sample="good-attached"]').click();
  await settled(page, 'verified');
  await expect(page.locator('.beside')).toContainText('does not count');
  // The same text, given by the user: nobody vouches for it.
  await page.locator('#slip-text').fill('');
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  await expect(page.locator('#verdict .tag--demo')).toHaveCount(0);
});

test('Back leads from a result to the start', async ({ page }) => {
  await open(page);
  await page.locator('[data-sample="good-attached"]').click();
  await settled(page, 'verified');
  await page.goBack();
  await expect(page.locator('#verdict')).toHaveCount(0);
  await expect(page.locator('.hero h1')).toBeVisible();
});

test('paper is light where the screen is dark', async ({ page }) => {
  const ink = () => page.evaluate(() => getComputedStyle(document.querySelector('.batch') ?? document.body).color);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, media: 'print' });
    await open(page, '#/batch');
    await expect(page.locator('#batch')).toBeVisible();
    const [r = 255, g = 255, b = 255] = (await ink()).match(/[\d.]+/g)?.map(Number) ?? [];
    expect(Math.max(r, g, b), scheme).toBeLessThan(60);
  }
});
