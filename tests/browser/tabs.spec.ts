/** Two tabs of the page share what is kept; the keyboard stays where the person was. */

import { check, expect, open, openTrusting, sample, settled, test, trust } from './page.ts';

test('a certificate that one tab no longer trusts vouches for nothing in the other', async ({ page, context }) => {
  await openTrusting(page);
  await check(page, sample('good-attached.txt'), 'verified');
  const other = await context.newPage();
  await open(other, '#/certificates');
  const root = other.locator('[data-certificate][data-trusted="true"]').first();
  await root.locator('summary').first().click();
  await root
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  await settled(page, 'unknown-issuer');
  await other.locator('[data-undo]').click();
  await settled(page, 'verified');
  // A kept slip is known there, too.
  await page.locator('[data-keep]').click();
  await other.locator('.nav a[href="#/kept"]').click();
  await expect(other.locator('[data-slip]')).toHaveCount(1);
});

test('two tabs with the same known key come to rest', async ({ page, context }) => {
  await open(page);
  await trust(page, 'demo-chain.pem');
  await check(page, sample('unknown-issuer.txt'), 'unknown-issuer');
  await page.getByRole('button', { name: /I know this till/ }).click();
  await expect(page.locator('#verdict[data-verdict]')).toBeVisible();
  const other = await context.newPage();
  await open(other);
  await check(other, sample('unknown-issuer.txt'), 'unknown-issuer');
  const checks = await page.evaluate(async () => {
    let count = 0;
    new MutationObserver((records) => (count += records.filter(({ target }) => (target as Element).id === 'verdict').length)).observe(document.body, {
      attributes: true,
      attributeFilter: ['data-verdict', 'aria-busy'],
      childList: true,
      subtree: true,
    });
    const tickets = new Set<Element | null>();
    for (let step = 0; step < 40; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      tickets.add(document.querySelector('#verdict'));
    }
    return count + tickets.size;
  });
  expect(checks).toBeLessThan(6);
});

test('the focus stays with what was pressed, or goes to where it can be taken back', async ({ page }) => {
  await open(page);
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  await page.locator('[data-keep]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-unkeep]')).toBeFocused();
  await page.locator('.nav a[href="#/kept"]').click();
  await page.locator('[data-remove]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-undo]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-slip]')).toHaveCount(1);
  await expect(page.locator('main h1')).toBeFocused();
});

test('each page has its own title, and a copy is announced in the drawer', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await expect(page).toHaveTitle('Slipcheck 验单');
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page).toHaveTitle('Certificates · Slipcheck 验单');
  await page.locator('[data-language="de"]').click();
  await expect(page).toHaveTitle('Zertifikate · Slipcheck 验单');
  await page.locator('[data-language="en"]').click();
  await page.locator('.nav a[href="#/"]').click();
  await check(page, sample('good-attached.txt'), 'unknown-issuer');
  await page.getByRole('button', { name: 'Show the evidence' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toHaveText('');
  await dialog.getByRole('button', { name: 'Copy as text' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Copied');
});
