/** The page claims no more than is proven, and says what matters where it is looked for first. */

import { check, expect, open, openTrusting, sample, test } from './page.ts';

const GOOD = sample('good-attached.txt');

test('under a signature that does not fit, nothing is called signed', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('payload-altered.txt'), 'invalid');
  const table = page.locator('section[aria-labelledby="fields-title"]');
  await expect(table.getByRole('heading')).toHaveText('Printed and in the code');
  await expect(table.getByRole('columnheader', { name: 'In the code' }).first()).toBeAttached();
  await expect(table.getByRole('columnheader', { name: 'Signed' })).toHaveCount(0);
  await expect(page.locator('[data-check="printed"] p')).toContainText('the signature does not confirm it');
  // A code alone, the same.
  await check(page, sample('tse-hour-off.txt'), 'invalid');
  await expect(table.getByRole('heading')).toHaveText('What is in the code');
  // Where it fits, it is called signed.
  await check(page, GOOD, 'verified');
  await expect(table.getByRole('columnheader', { name: 'Signed' }).first()).toBeAttached();
});

test('a print that contradicts a code without a key stands at the ticket, and neither value is called signed', async ({ page }) => {
  await open(page);
  await check(page, sample('amount-altered.txt'), 'unknown-issuer');
  const ticket = page.locator('#verdict');
  await expect(ticket.locator('.versus')).toContainText('738.00');
  await expect(ticket.locator('.versus')).toContainText('138.00');
  await expect(ticket.locator('.versus')).toContainText('in the code');
  await expect(ticket.locator('.ticket__why')).toContainText('What is printed differs from what is in the code');
  await expect(ticket.locator('.now')).toContainText('do not pay again');
  const cause = page.locator('[data-cause="field-altered"]');
  await expect(cause).toContainText('In the code');
  // Nothing was found to fit.
  await expect(cause.locator('.yes, .no')).toHaveCount(0);
  await expect(page.locator('[data-check="printed"] p')).toContainText(/in the code .?138\.00/);
  // What agrees says where its amount comes from.
  await check(page, GOOD, 'unknown-issuer');
  await expect(ticket.locator('.versus')).toHaveCount(0);
  await expect(ticket.locator('.ticket__facts')).toContainText('in the code');
});

test('a slip that was seen before does not say that there is nothing to do', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('reprint.txt'), 'verified');
  await expect(page.locator('#verdict .ticket__why')).toContainText('reprint');
  await expect(page.locator('#verdict .now')).toContainText('do not pay for it again');
  await page.getByText('I run the till').click();
  await expect(page.locator('#verdict .now')).toContainText('used already');
  await check(page, GOOD, 'verified');
  await expect(page.locator('#verdict .now')).toContainText('Nothing to do');
});

test('a print that could not be compared whole has no full tick', async ({ page }) => {
  await openTrusting(page);
  for (const time of ['2026-11-20 18:20:5?', '2026-11-20 ?8:20:54', '2026-1x-20 18:20:54']) {
    expect(GOOD).toContain('2026-11-20 18:20:54');
    await check(page, GOOD.replace('2026-11-20 18:20:54', time), 'verified');
    await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'unknown');
    await expect(page.locator('[data-check="printed"] p')).toContainText('Not all that is printed could be compared');
    await expect(page.locator('#verdict')).toHaveClass(/ticket--half/);
    await expect(page.locator('#verdict h1')).toHaveText('The code is genuine');
    await expect(page.locator('#verdict .now')).toContainText('Compare these values with the paper');
  }
  await check(page, GOOD, 'verified');
  await expect(page.locator('#verdict')).not.toHaveClass(/ticket--half/);
});

test('a wrong digest line asks for a new print, not for what was charged', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('digest-line-wrong.txt'), 'altered');
  await expect(page.locator('#verdict .now')).toContainText('Ask for a new print');
  await expect(page.locator('#verdict .now')).not.toContainText('charged');
});

test('a digest that does not fit is told without any key, by role, and the issuer stays unknown', async ({ page }) => {
  await open(page);
  await check(page, sample('digest-mismatch.txt'), 'altered');
  const verdict = page.locator('#verdict');
  await expect(verdict.locator('h1')).toHaveText('Digest does not fit');
  await expect(verdict).toContainText('does not mean that anyone cheated');
  await expect(verdict).toContainText('key is not at hand');
  await expect(page.locator('[data-check="digest"]')).toHaveAttribute('data-status', 'fail');
  const cause = page.locator('[data-cause="digest-mismatch"]');
  await expect(cause).toHaveAttribute('data-confidence', 'proven');
  await expect(cause.locator('.fits dd')).toHaveCount(2);
  await expect(page.locator('[data-cause="certificate-unknown-issuer"]')).toHaveCount(1);
  await expect(page.locator('section[aria-labelledby="fields-title"]').getByRole('columnheader', { name: 'Signed' })).toHaveCount(0);
  await expect(verdict.locator('.now')).toContainText('do not pay again');
  await page.getByText('I run the till').click();
  await expect(verdict.locator('.now')).toContainText('before you charge again');
  await expect(page.locator('[data-step="query-host"]').first()).toBeAttached();
});

test('a digest that does not fit beside a signature that does not: both are named', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('payload-altered.txt'), 'invalid');
  await expect(page.locator('#verdict h1')).toHaveText('Digest and signature do not fit');
  await expect(page.locator('[data-cause="digest-mismatch"]')).toHaveAttribute('data-confidence', 'proven');
  await expect(page.locator('[data-cause="data-corrupted"]')).toHaveCount(0);
});

test('a certificate that is there is not said to be missing', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('detached-code-only.txt'), 'unreadable');
  await expect(page.locator('[data-check="certificate"]')).toHaveAttribute('data-status', 'pass');
  await expect(page.locator('[data-check="validity"] p')).not.toContainText('without a certificate');
  await expect(page.locator('[data-check="validity"] p')).toContainText('before the signature is checked');
});

test('what to do about a till’s receipt speaks of the till, not of a card terminal', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('tse-amount-altered.txt'), 'altered');
  const now = page.locator('#verdict .now');
  await expect(now).toContainText('Ask the shop');
  await page.getByText('I run the till').click();
  await expect(now).toContainText('till’s own records');
  await check(page, sample('rksv-decimal-point.txt'), 'invalid');
  await expect(now).toContainText('signing device');
  await check(page, sample('zatca-unknown-issuer.txt'), 'unknown-issuer');
  await expect(now).not.toContainText('acquirer');
  // A card slip keeps its own.
  await check(page, sample('amount-altered.txt'), 'altered');
  await expect(now).toContainText('host record');
});

test('two times stand side by side like two amounts', async ({ page }) => {
  await openTrusting(page);
  const time = /18:20:54/;
  expect(GOOD).toMatch(time);
  await check(page, GOOD.replace(time, '11:20:54'), 'altered');
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    await expect(page.locator('#verdict .versus')).toContainText('2026-11-20 11:20:54');
    await expect(page.locator('#verdict .versus')).toContainText('2026-11-20 18:20:54');
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('#verdict .versus dd *')].some(
        (part) => part.getBoundingClientRect().right > (document.querySelector('#verdict')?.getBoundingClientRect().right ?? 0) - 8,
      ),
    );
    expect(cut, `at ${width}`).toBe(false);
  }
});

test.describe('Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('values that stand above are not sought below, and colons are full-width', async ({ page }) => {
    await openTrusting(page);
    await check(page, sample('good-code-only.txt'), 'verified');
    await expect(page.locator('#verdict .now')).toContainText('把上面这些值');
    await check(page, `${GOOD}\n\n${sample('amount-altered.txt')}`, 'altered');
    await expect(page.locator('[data-result="1"]')).toHaveText(/单据 .?2.?：内容被改动/);
    await expect(page.locator('[data-cause="field-altered"] dt').first()).toHaveText('金额：纸上印的');
  });
});

test.describe('far from Greenwich', () => {
  test.use({ timezoneId: 'Asia/Shanghai' });

  test('when a slip was kept is said in the time of the place', async ({ page }) => {
    await page.clock.setFixedTime('2026-11-20T20:30:00Z');
    await open(page);
    await check(page, GOOD, 'unknown-issuer');
    await page.locator('[data-keep]').click();
    await expect(page.locator('[data-kept]')).toContainText('2026-11-21 04:30');
    await check(page, `${GOOD}\n`, 'unknown-issuer');
    await expect(page.locator('[data-cause="duplicate-slip"]')).toContainText('2026-11-21 04:30');
    await page.locator('.nav a[href="#/kept"]').click();
    await expect(page.locator('[data-slip]')).toContainText('2026-11-21 04:30');
  });
});

test('what was written in another way is said in words', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('rksv-decimal-point.txt'), 'invalid');
  await expect(page.locator('[data-cause="encoding-conflict"]')).toContainText('comma and point exchanged');
  await expect(page.locator('[data-cause="encoding-conflict"]')).not.toContainText('decimal-mark');
});
