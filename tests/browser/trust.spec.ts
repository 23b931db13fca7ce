/** Trust comes from a press alone: no link, text, file, picture, tab or older store makes an anchor. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { codeOfAddress, withoutPem } from '../../www/state/input.ts';
import { check, dist, expect, fold, open, openTrusting, press, root, sample, samplePath, settled, test, trust } from './page.ts';
import { sound } from './sound.ts';

const ROOT = sample('demo-root.pem');
const SLIP = sample('good-attached.txt');
const CODE = sample('good-code-only.txt').trim();
const PEM_PICTURE = join(root, 'tests/browser/fixture/pem.png');

const link = (text: string): string => `#slip=${encodeURIComponent(text)}`;

/** Nothing is trusted, and the root's own slip says so. */
async function untrusted(page: Page): Promise<void> {
  await page.locator('.nav a[href="#/"]').click();
  await page.locator('#slip-text').fill('');
  await check(page, SLIP, 'unknown-issuer');
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page.locator('[data-trust="none"], [data-certificate]').first()).toBeVisible();
  await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
}

async function dropText(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, text);
}

async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.querySelector('main')?.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
  }, text);
}

test('of a link only the code of a slip is taken', () => {
  const RKSV =
    sample('rksv-good.txt')
      .split('\n')
      .find((line) => line.startsWith('_R1-')) ?? '';
  const TSE =
    sample('tse-good.txt')
      .split('\n')
      .find((line) => line.startsWith('V0;')) ?? '';
  const good = [CODE, RKSV, TSE, TSE.replace(/^V0;[^;]*/, 'V0;Kasse Nord 3 (Müller)'), `https://slipcheck.example.net/check#slip=${CODE}`];
  for (const code of good) {
    expect(codeOfAddress(code), code).toBe(code);
    expect(codeOfAddress(encodeURIComponent(code)), code).toBe(code);
  }
  const bad = [
    ROOT,
    ROOT.replace(/\s/g, ''),
    ROOT.replace(/\s/g, '_'),
    `${CODE}\n${ROOT}`,
    `AMOUNT: RMB 138.00\n${CODE}`,
    `金额:138.00${CODE}`,
    `${TSE}\n${ROOT}`,
    '{"a":1}',
    '',
    ' ',
    `${CODE} ${CODE}`,
    'V0;a\u202eb;c',
    'x'.repeat(8193),
    '%20'.repeat(9000),
    `<b>${CODE}`,
  ];
  for (const text of bad) {
    expect(codeOfAddress(encodeURIComponent(text)), text.slice(0, 60)).toBeUndefined();
    expect(codeOfAddress(text.replace(/%20/g, ' ')), text.slice(0, 60)).toBeUndefined();
  }
});

test('PEM is told from what stands around it, in one pass', () => {
  expect(withoutPem(`before\n${ROOT}between\n${ROOT}behind`)).toEqual({ rest: 'before\n\nbetween\n\nbehind', pem: true });
  expect(withoutPem(SLIP)).toEqual({ rest: SLIP, pem: false });
  const message = `signPubKeyCert\n${ROOT}merId\n1`;
  expect(withoutPem(message)).toEqual({ rest: message, pem: false });
  // A block without its end stays, and the next one is found.
  expect(withoutPem(`-----BEGIN CERTIFICATE-----\nMII\n${ROOT}x`)).toEqual({ rest: '-----BEGIN CERTIFICATE-----\nMII\n\nx', pem: true });
  const began = Date.now();
  withoutPem('-----BEGIN A-----'.repeat(60_000));
  // Looked at twice, it would take minutes.
  expect(Date.now() - began).toBeLessThan(20_000);
});

test('a link with a certificate imports nothing, and the next link with its slip is not verified', async ({ page }) => {
  await open(page, link(ROOT));
  await expect(page.locator('#intake-problem')).toContainText('does not hold the code of a slip');
  expect(page.url()).not.toContain('slip=');
  await open(page, link(CODE));
  await page.reload();
  await open(page, link(CODE));
  await settled(page, 'unknown-issuer');
  // With the page open already.
  for (const text of [ROOT, `${ROOT}\n${SLIP}`, SLIP]) {
    await page.evaluate((hash) => void (location.hash = hash), link(text));
    await expect(page.locator('#intake-problem')).toBeVisible();
    expect(page.url()).not.toContain('slip=');
  }
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page.locator('[data-trust="none"]')).toBeVisible();
  await expect(page.locator('[data-certificate]')).toHaveCount(0);
  await untrusted(page);
});

test('what a link says is printed counts for nothing', async ({ page }) => {
  await openTrusting(page);
  for (const [text, verdict] of [
    [CODE, 'verified'],
    [`https://slipcheck.example.net/AMOUNT=138.00&x#slip=${CODE}`, 'verified'],
  ] as const) {
    await page.evaluate((hash) => void (location.hash = hash), link(text));
    await settled(page, verdict);
    await expect(page.locator('#verdict')).toHaveClass(/ticket--half/);
    await expect(page.locator('#slip-text')).toHaveValue('');
    await page.locator('.brand').click();
  }
  // Two codes are no code.
  await page.evaluate((hash) => void (location.hash = hash), link(`${CODE},${CODE}`));
  await expect(page.locator('#intake-problem')).toBeVisible();
});

test('the links and the text of the attack', async ({ page }) => {
  const folder = join(root, '../shared/vectors/attack');
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();
  if (!existsSync(join(folder, 'page-1-fragment-imports-root.txt'))) {
    console.error(`NOT RUN: the attacks are not in ${folder}`);
    return;
  }
  await open(page, file('page-1-fragment-imports-root.txt'));
  await expect(page.locator('#intake-problem')).toBeVisible();
  for (const name of ['page-2-then-slip.txt', 'page-3-fragment-brings-its-own-print.txt']) {
    await page.evaluate((hash) => void (location.hash = hash), file(name));
    await expect(page.locator('#intake-problem')).toBeVisible();
    await expect(page.locator('#verdict')).toHaveCount(0);
  }
  await check(page, file('page-4-pem-and-slip-in-one-text.txt'), 'unknown-issuer');
  await expect(page.locator('[data-import]')).toContainText('came with the slip');
});

for (const [how, give] of [
  ['typed or pasted into the field', (page: Page, text: string) => page.locator('#slip-text').fill(text)],
  ['pasted beside the field', pasteText],
  ['dropped', dropText],
  [
    'a text file',
    (page: Page, text: string) => page.locator('#slip-file').setInputFiles({ name: 'slip.txt', mimeType: 'text/plain', buffer: Buffer.from(text) }),
  ],
  [
    'a certificate’s file',
    (page: Page, text: string) => page.locator('#slip-file').setInputFiles({ name: 'root.pem', mimeType: '', buffer: Buffer.from(text) }),
  ],
] as const) {
  test(`PEM ${how}, then its slip: unknown issuer, and the way to trust it is shown`, async ({ page }) => {
    await open(page);
    await give(page, ROOT);
    await expect(page.locator('[data-import]')).toContainText('not a slip');
    await expect(page.locator('[data-import]')).toContainText('not trusted yet');
    await give(page, ROOT);
    await expect(page.locator('[data-import]')).toContainText('here already');
    await untrusted(page);
    await expect(page.locator('[data-certificate][data-waiting]')).toHaveCount(1);
    await page.reload();
    await expect(page.locator('[data-certificate][data-waiting]')).toHaveCount(1);
    await untrusted(page);
  });

  test(`PEM and slip in one, ${how}: the slip is judged without it, and neither is lost`, async ({ page }) => {
    await open(page);
    for (const text of [`${ROOT}\n${SLIP}`, `${SLIP}\n${ROOT}`]) {
      await give(page, text);
      await settled(page, 'unknown-issuer');
      await expect(page.locator('[data-import]')).toContainText('came with the slip');
      await expect(page.locator('[data-result]')).toHaveCount(0);
      // Its print is compared all the same.
      await expect(page.locator('[data-check="printed"]')).toHaveAttribute('data-status', 'pass');
    }
    await untrusted(page);
    await expect(page.locator('[data-certificate][data-waiting]')).toHaveCount(1);
  });
}

test('from the clipboard’s button', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${ROOT}\n${SLIP}`);
  await page.locator('#intake .row button').last().click();
  await settled(page, 'unknown-issuer');
  await expect(page.locator('[data-import]')).toContainText('came with the slip');
  await untrusted(page);
});

test('a code on a picture that holds a certificate is no code of a slip, and is not kept', async ({ page }) => {
  await open(page);
  await page.locator('#slip-file').setInputFiles([
    { name: 'pem.png', mimeType: 'image/png', buffer: readFileSync(PEM_PICTURE) },
    { name: 'slip.txt', mimeType: 'text/plain', buffer: Buffer.from(SLIP) },
  ]);
  await settled(page);
  await expect(page.locator('[data-result]')).toHaveCount(2);
  for (const item of await page.locator('[data-result]').all()) {
    await item.click();
    expect(await page.locator('#verdict').getAttribute('data-verdict')).not.toBe('verified');
  }
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page.locator('[data-trust="none"]')).toBeVisible();
  await expect(page.locator('[data-certificate]')).toHaveCount(0);
});

test('two files at once, a certificate and a slip: path material', async ({ page }) => {
  await open(page);
  await page.locator('#slip-file').setInputFiles([samplePath('demo-root.pem'), samplePath('demo-chain.pem'), samplePath('good-attached.txt')]);
  await settled(page, 'unknown-issuer');
  await expect(page.locator('[data-import]')).toContainText('came with the slip');
  await untrusted(page);
});

test('a certificate given in a slip’s place leaves the slip on the screen, judged again', async ({ page }) => {
  await open(page);
  await check(page, SLIP, 'unknown-issuer');
  await page.locator('#slip-file').setInputFiles(samplePath('demo-chain.pem'));
  await expect(page.locator('[data-recognised]')).toContainText('demo-chain.pem');
  await settled(page, 'unknown-issuer');
  await expect(page.locator('#slip-text')).toHaveValue(SLIP);
});

test('no other program can share into the page', () => {
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.webmanifest'), 'utf8')) as Record<string, unknown>;
  for (const way of ['share_target', 'file_handlers', 'protocol_handlers', 'launch_handler']) expect(manifest).not.toHaveProperty(way);
});

test('what one tab imports is trusted in none; what one trusts counts in both', async ({ page, context }) => {
  await open(page);
  await check(page, SLIP, 'unknown-issuer');
  const other = await context.newPage();
  await open(other, '#/certificates');
  await other.locator('#certificate-file').setInputFiles([samplePath('demo-root.pem'), samplePath('demo-chain.pem')]);
  await expect(other.locator('[data-waiting]')).toHaveCount(1);
  await page.waitForTimeout(300);
  await settled(page, 'unknown-issuer');
  await press(other.locator('[data-waiting]'));
  await settled(page, 'verified');
  // Renamed here; trust taken back there; undoing the name here brings no trust back.
  await page.locator('.nav a[href="#/certificates"]').click();
  const row = page.locator('[data-certificate][data-trusted="true"]');
  await fold(row).click();
  await row.getByLabel('Your own name for it').fill('Head office');
  await row.getByLabel('Your own name for it').press('Enter');
  await expect(other.locator('[data-certificate]', { hasText: 'Head office' }).first()).toBeVisible();
  const there = other.locator('[data-certificate][data-trusted="true"]');
  await fold(there).click();
  await there.getByRole('button', { name: /^Stop trusting/ }).click();
  await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
  await page.locator('[data-undo]').click();
  await expect(page.locator('[data-certificate]', { hasText: 'Head office' })).toHaveCount(0);
  await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
  await expect(other.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
});

/** Rewrites the stored certificates as the page kept them before trust took a press. */
async function asBefore(page: Page, pinned: boolean): Promise<void> {
  await page.evaluate(async (pinned) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('slipcheck');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await new Promise<void>((resolve, reject) => {
      const change = database.transaction('certificates', 'readwrite');
      const store = change.objectStore('certificates');
      const all = store.getAll();
      all.onsuccess = () => {
        for (const item of all.result as { told?: boolean; pinned: boolean }[]) {
          delete item.told;
          item.pinned = pinned;
          store.put(item);
        }
      };
      change.oncomplete = () => resolve();
      change.onerror = () => reject(change.error);
    });
    database.close();
  }, pinned);
}

test('what was an anchor by its import alone waits for the press, and its owner is told once', async ({ page }) => {
  await open(page, '#/certificates');
  await page.locator('#certificate-file').setInputFiles([samplePath('demo-root.pem'), samplePath('demo-chain.pem')]);
  await expect(page.locator('[data-waiting]')).toHaveCount(1);
  await asBefore(page, false);
  await page.goto('./');
  await page.reload();
  const told = page.locator('[data-demoted]');
  await expect(told).toContainText('not trusted any more');
  await sound(page, 'told');
  await check(page, SLIP, 'unknown-issuer');
  await told.getByRole('button').click();
  await expect(told).toHaveCount(0);
  await page.reload();
  await check(page, SLIP, 'unknown-issuer');
  await expect(told).toHaveCount(0);
  await page.locator('.nav a[href="#/certificates"]').click();
  await press(page.locator('[data-waiting]'));
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'verified');
});

test('what was pinned by hand before stays trusted', async ({ page }) => {
  await open(page, '#/certificates');
  await page.locator('#certificate-file').setInputFiles(samplePath('demo-root.pem'));
  await expect(page.locator('[data-waiting]')).toHaveCount(1);
  await asBefore(page, true);
  await page.reload();
  await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(1);
  await expect(page.locator('[data-demoted]')).toHaveCount(0);
});

test('the press shows name, whole fingerprint and purpose, and asks to compare; nothing chosen, nothing to press', async ({ page }) => {
  await open(page, '#/certificates');
  await page.locator('#certificate-file').setInputFiles(samplePath('demo-root.pem'));
  const panel = page.locator('[data-waiting] > .press');
  // One authority: no searching for it.
  await expect(panel).toHaveAttribute('open');
  await expect(panel).toContainText('Slipcheck Demo Root CA');
  expect((await panel.locator('[data-fingerprint]').innerText()).replace(/\s/g, '')).toMatch(/^[0-9A-F]{64}$/);
  expect(await panel.locator('[data-fingerprint] span').count()).toBe(16);
  await expect(panel).toContainText('Compare every group with what the publisher shows');
  await expect(page.locator('[data-waiting]')).toContainText('not trusted yet');
  await expect(panel.locator('[data-format]').first()).toBeVisible();
  // All at once, as quick as nobody is: each press counts, whatever was drawn meanwhile.
  await panel.evaluate((node) => {
    for (const box of node.querySelectorAll<HTMLInputElement>('[data-format]:checked')) box.click();
  });
  await expect(panel.locator('[data-press]')).toBeDisabled();
  await panel.locator('[data-format="signed-slip"]').check();
  // By the keyboard alone.
  await panel.locator('[data-press]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(1);
  await expect(page.locator('[data-undo]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-waiting]')).toHaveCount(1);
});

test('a look-alike: the same name with another fingerprint is said, waits, and vouches for nothing', async ({ page }) => {
  await openTrusting(page);
  await check(page, SLIP, 'verified');
  await page.locator('.nav a[href="#/certificates"]').click();
  await page.locator('#certificate-file').setInputFiles(join(root, 'tests/browser/fixture/ocsp/demo-root.pem'));
  await expect(page.locator('[data-import]')).toContainText('not trusted yet');
  const row = page.locator('[data-waiting]');
  await expect(row).toHaveCount(1);
  await expect(row.locator('[data-alike]')).toHaveCount(1);
  await page.locator('.nav a[href="#/"]').click();
  await check(page, readFileSync(join(root, 'tests/browser/fixture/ocsp/slip.txt'), 'utf8'), 'unknown-issuer');
  await check(page, SLIP, 'verified');
});

test('importing what is trusted again changes nothing, and neither does importing what was removed', async ({ page }) => {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem');
  await check(page, SLIP, 'verified');
  await page.locator('#slip-file').setInputFiles(samplePath('demo-root.pem'));
  await expect(page.locator('[data-import]')).toContainText('here already');
  await settled(page, 'verified');
  await page.locator('.nav a[href="#/certificates"]').click();
  const row = page.locator('[data-certificate][data-trusted="true"]');
  await fold(row).click();
  await row.getByRole('button', { name: /^Remove/ }).click();
  await expect(row).toHaveCount(0);
  await page.locator('#certificate-file').setInputFiles(samplePath('demo-root.pem'));
  await expect(page.locator('[data-waiting]')).toHaveCount(1);
  await expect(row).toHaveCount(0);
});

test('the samples’ authority vouches for the sample alone, not for what is put in its place', async ({ page }) => {
  await open(page);
  await page.locator('[data-sample="good-attached"]').click();
  await settled(page, 'verified');
  // As long as the sample and signed by the same authority: the field cannot tell it from a correction.
  const other = sample('good-pasted.txt');
  await page.locator('#slip-text').evaluate((field: HTMLTextAreaElement, text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
  }, other.padEnd(SLIP.length));
  await settled(page, 'unknown-issuer');
  await expect(page.locator('#verdict .tag--demo')).toHaveCount(0);
  await page.locator('.nav a[href="#/certificates"]').click();
  await expect(page.locator('[data-demo]')).toBeVisible();
  await expect(page.locator('[data-certificate]')).toHaveCount(0);
});
