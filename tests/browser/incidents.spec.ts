/** Incidents: from a verdict to closed, back from an encrypted file on a fresh profile, two tabs, storage full, deleted for good. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { check, expect, open, openTrusting, sample, samplePath, settled, test } from './page.ts';
import { LOOKS, narrow, sound, unfold } from './sound.ts';

const PHRASE = 'four words not related';

/** Everything in the databases. */
function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const all: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const kind of database.objectStoreNames)
        all.push(
          kind,
          await new Promise(
            (resolve) => (database.transaction(kind).objectStore(kind).getAll().onsuccess = (event) => resolve((event.target as IDBRequest<unknown>).result)),
          ),
        );
      database.close();
    }
    return JSON.stringify(all, (_key, value: unknown) => (value instanceof ArrayBuffer ? `bytes ${value.byteLength}` : value));
  });
}

/** One press beside the result. */
async function write(page: Page): Promise<void> {
  await page.locator('.result-actions [data-incident]').click();
  await expect(page.locator('[data-record-state]')).toBeVisible();
}

async function listed(page: Page): Promise<void> {
  await page.evaluate(() => (location.hash = '#/incidents'));
  await expect(page.locator('[data-new]')).toBeVisible();
}

async function text(page: Page, id: string, value: string): Promise<void> {
  await page.locator(`#incident-${id}`).fill(value);
  await page.locator(`#incident-${id}`).blur();
}

async function toState(page: Page, state: string): Promise<void> {
  await page.locator(`[data-next="${state}"]`).click();
  await page.locator('[data-settle]').click();
  await expect(page.locator(`[data-record-state="${state}"]`)).toBeVisible();
}

async function exported(page: Page): Promise<Buffer> {
  await page.locator('[data-export]').click();
  await page.locator('#incident-password').fill(PHRASE);
  await page.locator('#incident-password-again').fill(PHRASE);
  const download = page.waitForEvent('download');
  await page.locator('[data-seal]').click();
  return readFileSync((await (await download).path()) ?? '');
}

async function imported(page: Page, buffer: Buffer, phrase = PHRASE): Promise<void> {
  await page.locator('[data-import-file]').setInputFiles({ name: 'x.sealed', mimeType: '', buffer });
  await page.locator('#incident-password').fill(phrase);
  await page.locator('[data-unseal]').click();
}

test('from a verdict to closed, and found again', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('amount-altered.txt'), 'altered');
  expect(await stored(page)).not.toContain('"happened"');
  await write(page);
  await expect(page.locator('[data-said="altered"]')).toContainText('Altered');
  await expect(page.locator('[data-said]')).toContainText(/printed .*738\.00.*138\.00/);
  // Retention is asked with the first record.
  await expect(page.locator('[data-retention="asked"]')).toHaveAttribute('open', '');
  await expect(page.locator('#incident-days')).toHaveValue('180');
  await page.locator('[data-retention-set]').click();
  await expect(page.locator('[data-retention="180"]')).toBeVisible();

  // The conversation: said, looked up, chosen; each with its tick.
  await page.locator('input[name="incident-role"][value="merchant"]').check({ force: true });
  await expect(page.locator('[data-say="altered"]')).toContainText('Please do not sign yet');
  await page.locator('[data-choice="other-card"]').click();
  await expect(page.locator('.incidents-till .hint')).toContainText('First find out');
  const steps = page.locator('[data-tick]');
  for (let index = 0; index < (await steps.count()); index += 1) await steps.nth(index).check();
  await expect(page.locator('[data-left="0"]')).toBeVisible();
  await expect(page.locator('.incidents-till .hint')).toHaveCount(0);

  await text(page, 'happened', 'The customer saw 738.00 on paper. Card 4111 1111 1111 1111.');
  await expect(page.locator('[data-masked]')).toBeVisible();
  await expect(page.locator('#incident-happened')).toHaveValue(/411111\*{6}1111/);
  await page.locator('#incident-note').fill('Hotline, case 4711');
  await page.locator('[data-note]').click();
  await expect(page.locator('[data-event="told"]').first()).toContainText('Hotline, case 4711');

  await page.locator('[data-next="waiting-acquirer"]').click();
  await page.locator('#incident-awaited').fill('Acquirer hotline');
  await page.locator('#incident-deadline').fill('2030-12-24');
  await page.locator('[data-settle]').click();
  await expect(page.locator('[data-record-state="waiting-acquirer"]')).toBeVisible();
  await expect(page.locator('.hero')).toContainText('2030-12-24');
  const calendar = page.waitForEvent('download');
  await page.locator('[data-calendar]').click();
  const ics = readFileSync((await (await calendar).path()) ?? '', 'utf8');
  expect(ics).toMatch(
    /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:.+\r\n[\s\S]*BEGIN:VEVENT\r\nUID:[0-9a-f]{32}@slipcheck\r\n[\s\S]*DTSTART;VALUE=DATE:20301224\r\n[\s\S]*END:VCALENDAR\r\n$/,
  );

  await toState(page, 'corrected');
  // Closing needs a cause.
  await page.locator('[data-next="closed"]').click();
  await page.locator('[data-settle]').click();
  await expect(page.locator('[data-record-state="corrected"]')).toBeVisible();
  await expect(page.locator('#incident-cause')).toBeFocused();
  await page.locator('[data-take-cause]').first().click();
  await expect(page.locator('#incident-cause')).not.toHaveValue('');
  await page.locator('[data-settle]').click();
  await expect(page.locator('[data-record-state="closed"]')).toBeVisible();

  await page.reload();
  await expect(page.locator('[data-record-state="closed"]')).toBeVisible();
  await expect(page.locator('#incident-happened')).toHaveValue(/411111\*{6}1111/);
  await expect(page.locator('[data-tick]:checked')).toHaveCount(7);
  await listed(page);
  await expect(page.locator('[data-incident-row]')).toHaveCount(1);
  expect(await stored(page)).not.toMatch(/4111 ?1111 ?1111/);
});

test('an incident never makes a slip look better', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('amount-altered.txt'), 'altered');
  await write(page);
  for (const state of ['corrected']) await toState(page, state);
  await text(page, 'cause', 'verified, all is well');
  await toState(page, 'closed');
  await expect(page.locator('[data-said="altered"]')).toContainText('Altered');
  await expect(page.locator('#incident-message')).toHaveValue(/verdict: Altered/);
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'altered');
  // The demonstration's signature says so in every text.
  await page.goBack();
  await expect(page.locator('#incident-message')).toHaveValue(/DEMONSTRATION/);
});

test('the terminal says so: a record without a slip, with the code, and back leads to where one was', async ({ page }) => {
  await open(page, '#/help');
  await page.locator('#host-code').fill('A0');
  await page.locator('[data-incident]').click();
  await expect(page.locator('[data-said="none"]')).toBeVisible();
  // The code may be the account's matter: no cause is named.
  await expect(page.locator('[data-say="host"]')).toBeVisible();
  await expect(page.locator('[data-say]')).not.toContainText(/signature|device/i);
  await expect(page.locator('#incident-message')).toHaveValue(/a terminal reports a problem[\s\S]*No slip was checked/);
  await expect(page.locator('#incident-message')).not.toHaveValue(/signature/);
  await unfold(page);
  await page.locator('input[name="incident-role"][value="merchant"]').check({ force: true });
  await expect(page.locator('#incident-host-code')).toHaveValue('A0');
  await page.goBack();
  await expect(page.locator('#host-code')).toBeVisible();
  // An address alone writes nothing down.
  await open(page, '#/incidents/new');
  await page.reload();
  await expect(page.locator('[data-incident-row]')).toHaveCount(1);
});

test('the texts to send have the numbers that each one needs, and the card masked', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('good-attached.txt'), 'verified');
  await write(page);
  const words = page.locator('#incident-message');
  await expect(words).toHaveValue(/merchant number: \d{15}[\s\S]*terminal number: \d{8}[\s\S]*reference number: \d{12}/);
  await expect(words).toHaveValue(/card \(first 6, last 4 only\): \d{6}\*+\d{4}/);
  await page.locator('input[name="incident-recipient"][value="authority"]').check({ force: true });
  await expect(words).not.toHaveValue(/card/);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('[data-copy]').click();
  await expect(page.locator('[data-copy]')).toContainText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await words.inputValue());
});

test('the photo is kept only if the person says so, and deleting is really deleting', async ({ page }) => {
  await openTrusting(page);
  await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
  await settled(page, 'verified');
  await write(page);
  expect(await stored(page)).not.toContain('bytes ');
  await page.locator('[data-photo-keep]').click();
  await expect(page.locator('.incidents-photo')).toBeVisible();
  expect(await stored(page)).toMatch(/"photos",\[\{"id":"[0-9a-f]{32}","bytes":"bytes \d+"/);
  await page.locator('[data-photo-remove]').click();
  await expect(page.locator('.incidents-photo')).toHaveCount(0);
  await expect.poll(() => stored(page)).not.toContain('bytes ');
  await page.locator('[data-photo-file]').setInputFiles({ name: 'x.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await expect(page.locator('[data-notice="incidents-photo-refused"]')).toBeVisible();
  await page.locator('[data-photo-file]').setInputFiles(samplePath('good-print.png'));
  await expect(page.locator('.incidents-photo')).toBeVisible();
  await text(page, 'happened', 'nobody shall read this');
  await expect.poll(() => stored(page)).toContain('nobody shall read this');

  await page.locator('[data-delete]').click();
  await page.locator('[data-delete-not]').click();
  await expect(page.locator('[data-record-state]')).toBeVisible();
  await page.locator('[data-delete]').click();
  await page.locator('[data-delete-now]').click();
  await expect(page.locator('[data-notice="incidents-deleted"]')).toBeVisible();
  await expect(page.locator('[data-none]')).toBeVisible();
  expect(await stored(page)).not.toContain('nobody shall read this');
  expect(await stored(page)).not.toContain('bytes ');
});

test('two devices change one record: the file unites them, and a text that differs stands on both', async ({ page, browser, baseURL }) => {
  await open(page, '#/incidents');
  await page.locator('[data-new]').click();
  await text(page, 'happened', 'first text');
  await listed(page);
  const context = await browser.newContext({ locale: 'en', ...(baseURL === undefined ? {} : { baseURL }), serviceWorkers: 'block' });
  const other = await context.newPage();
  await open(other, '#/incidents');
  await imported(other, await exported(page));
  await page.locator('[data-incident-row]').click();
  await text(page, 'cause', 'CAUSE OF ONE');
  await page.locator('#incident-note').fill('called hotline 1');
  await page.locator('[data-note]').click();
  await text(page, 'happened', 'told by one');
  await other.locator('[data-incident-row]').click();
  await text(other, 'money', 'MONEY OF TWO');
  await text(other, 'happened', 'told by two');
  await listed(other);
  await listed(page);
  await imported(page, await exported(other));
  await expect(page.locator('[data-notice="incidents-imported-done"]')).toContainText(/United with what stands here: \W?1\W?\./);
  await expect(page.locator('[data-notice="incidents-imported-both"]')).toBeVisible();
  await page.locator('[data-incident-row]').click();
  await expect(page.locator('#incident-cause')).toHaveValue('CAUSE OF ONE');
  await expect(page.locator('#incident-money')).toHaveValue('MONEY OF TWO');
  await expect(page.locator('#incident-happened')).toHaveValue('told by two');
  await expect(page.locator('[data-event="told"]')).toContainText('called hotline 1');
  await expect(page.locator('[data-event="replaced"]')).toContainText('told by one');
  // It was written here: it did not come from a file.
  await expect(page.locator('[data-said]')).not.toContainText('From a file');
  await context.close();
});

test('a line that is too long stays in its field, and says so; a choice is taken back, and the last one is told from the others', async ({ page }) => {
  await open(page, '#/incidents');
  await page.locator('[data-new]').click();
  await page.locator('#incident-note').fill('x'.repeat(4001));
  await page.locator('[data-note]').click();
  await expect(page.locator('[data-notice="incidents-note-long"]')).toBeVisible();
  await expect(page.locator('#incident-note')).toHaveValue('x'.repeat(4001));
  await expect(page.locator('[data-event="told"]')).toHaveCount(0);
  await text(page, 'happened', 'y'.repeat(4100));
  await expect(page.locator('[data-notice="incidents-too-long"]')).toBeVisible();
  await expect(page.locator('#incident-happened')).toHaveValue('y'.repeat(4100));
  await text(page, 'happened', 'short');
  await expect(page.locator('[data-notice="incidents-too-long"]')).toHaveCount(0);
  await page.locator('[data-choice="cash"]').click();
  await page.locator('[data-choice="cancel"]').click();
  await expect(page.locator('[data-event="choice"][data-past]')).toHaveCount(1);
  await expect(page.locator('[data-event="choice"]:not([data-past])')).toContainText('Cancel');
  await page.locator('[data-choice="cancel"]').click();
  await expect(page.locator('[data-choice][aria-pressed="true"]')).toHaveCount(0);
  await expect(page.locator('[data-event="choice"][data-past]')).toHaveCount(2);
  await expect(page.locator('[data-event="untick"]')).toContainText('Choice taken back');
});

test('the words for the customer stand on a phone’s first screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await check(page, sample('amount-altered.txt'), 'unknown-issuer');
  await write(page);
  await expect(page.locator('[data-say="altered"]')).toContainText(/would rather not sign/);
  const place = await page.locator('[data-say]').boundingBox();
  expect((place?.y ?? 1000) + (place?.height ?? 0)).toBeLessThan(740);
});

test('an encrypted file brings records to a fresh profile; a wrong passphrase and a damaged file change nothing', async ({ page, browser, baseURL }) => {
  await openTrusting(page);
  await page.locator('#slip-file').setInputFiles(samplePath('good-print.png'));
  await settled(page, 'verified');
  await write(page);
  await page.locator('[data-photo-keep]').click();
  await expect(page.locator('.incidents-photo')).toBeVisible();
  await text(page, 'happened', 'carried over');
  await page.locator('[data-choice="cash"]').click();
  await page.locator('[data-tick="said"]').check();
  await listed(page);
  const file = await exported(page);
  await expect(page.locator('[data-notice="incidents-exported"]')).toBeVisible();
  expect(file.includes('carried over')).toBe(false);
  // The same file again: nothing is older here.
  await imported(page, file);
  await expect(page.locator('[data-notice="incidents-imported-done"]')).toContainText(/Added: \W?0\W?\. United with what stands here: \W?0\W?\. .*: \W?1\W?\./);

  const context = await browser.newContext({ locale: 'en', ...(baseURL === undefined ? {} : { baseURL }), serviceWorkers: 'block' });
  const other = await context.newPage();
  await open(other, '#/incidents');
  await expect(other.locator('[data-none]')).toBeVisible();
  for (const [bytes, phrase, fault] of [
    [file, 'four words not relatet', 'wrong-password'],
    [file.subarray(0, file.length - 40), PHRASE, 'truncated'],
    [Buffer.concat([file.subarray(0, 900), Buffer.from([(file[900] ?? 0) ^ 1]), file.subarray(901)]), PHRASE, 'damaged'],
    [Buffer.from(file.toString('latin1').replace('"version":1', '"version":7'), 'latin1'), PHRASE, 'too-new'],
    [Buffer.from(file.toString('latin1').replace('"rounds":600000', '"rounds":9e14'), 'latin1'), PHRASE, 'too-much-work'],
  ] as const) {
    await imported(other, bytes, phrase);
    await expect(other.locator(`[data-notice="incidents-file-${fault}"]`)).toContainText('Nothing was changed');
    await expect(other.locator('[data-none]')).toBeVisible();
  }
  await other.locator('[data-import-file]').setInputFiles({ name: 'x.sealed', mimeType: '', buffer: Buffer.from('no such file') });
  await expect(other.locator('[data-notice="incidents-file-other"]')).toBeVisible();
  await imported(other, file);
  await expect(other.locator('[data-notice="incidents-imported-done"]')).toContainText(/Added: \W?1\W?\./);
  await other.locator('[data-incident-row]').click();
  await expect(other.locator('#incident-happened')).toHaveValue('carried over');
  await expect(other.locator('[data-tick="said"]')).toBeChecked();
  await expect(other.locator('.incidents-photo')).toBeVisible();
  // What a file says of a verdict was not checked here.
  await expect(other.locator('[data-said="verified"]')).toContainText('not checked on this device');
  await context.close();
});

test('two tabs: what one writes the other shows, neither overwrites the other’s fields, and what is gone is told', async ({ page, context }) => {
  await open(page, '#/incidents');
  await page.locator('[data-new]').click();
  await expect(page.locator('[data-record-state="open"]')).toBeVisible();
  const other = await context.newPage();
  await open(other, new URL(page.url()).hash);
  await expect(other.locator('[data-record-state="open"]')).toBeVisible();
  await text(page, 'happened', 'by the first tab');
  await text(other, 'cause', 'by the second tab');
  await expect(other.locator('#incident-happened')).toHaveValue('by the first tab');
  await expect(page.locator('#incident-cause')).toHaveValue('by the second tab');
  await toState(page, 'no-fault');
  await expect(other.locator('[data-record-state="no-fault"]')).toBeVisible();
  await page.locator('[data-delete]').click();
  await page.locator('[data-delete-now]').click();
  await expect(page.locator('[data-none]')).toBeVisible();
  await expect(other.locator('[data-gone]')).toBeVisible();
  expect(await stored(page)).not.toContain('by the first tab');
});

test('what was typed is there again when the page went at once, and so is a line that was not added yet', async ({ page }) => {
  await open(page, '#/incidents');
  await page.locator('[data-new]').click();
  await expect(page.locator('[data-record-state]')).toBeVisible();
  await page.locator('#incident-happened').pressSequentially('the printer stopped');
  await page.locator('#incident-note').pressSequentially('called the acquirer');
  await page.reload();
  await expect(page.locator('#incident-happened')).toHaveValue('the printer stopped');
  await expect(page.locator('#incident-note')).toHaveValue('called the acquirer');
  await page.locator('[data-note]').click();
  await expect(page.locator('[data-event="told"]')).toContainText('called the acquirer');
  await page.reload();
  await expect(page.locator('#incident-note')).toHaveValue('');
  expect(await stored(page)).toContain('the printer stopped');
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('slipcheck.incident.')))).toEqual([]);
});

test('two tabs in one field: the later one is told, and what the other wrote stands in the timeline', async ({ page, context }) => {
  await open(page, '#/incidents');
  await page.locator('[data-new]').click();
  await expect(page.locator('[data-record-state]')).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator('#incident-happened')).toBeVisible();
  // Both type before either is stored.
  await page.locator('#incident-happened').pressSequentially('mine');
  await other.locator('#incident-happened').pressSequentially('theirs');
  await page.locator('#incident-happened').blur();
  await other.locator('#incident-happened').blur();
  await expect
    .poll(async () => (await page.locator('[data-notice="incidents-replaced"]').count()) + (await other.locator('[data-notice="incidents-replaced"]').count()))
    .toBe(1);
  const all = await stored(page);
  expect(all).toContain('mine');
  expect(all).toContain('theirs');
  expect(all).toContain('"replaced"');
});

test('storage full: told, nothing lost, and saved when there is room again', async ({ page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if ((window as { full?: boolean }).full) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  await open(page, '#/incidents');
  await page.locator('[data-new]').click();
  await text(page, 'happened', 'before');
  await expect.poll(() => stored(page)).toContain('before');
  await page.evaluate(() => ((window as { full?: boolean }).full = true));
  await text(page, 'happened', 'after');
  await expect(page.locator('[data-full]')).toBeVisible();
  await sound(page, 'storage full');
  await expect(page.locator('#incident-happened')).toHaveValue('after');
  expect(await stored(page)).toContain('before');
  // Deleting makes room also while it is full.
  await listed(page);
  await page.locator('[data-new]').click();
  await expect(page.locator('[data-record-state]')).toBeVisible();
  await page.locator('[data-delete]').click();
  await page.locator('[data-delete-now]').click();
  await expect(page.locator('[data-incident-row]')).toHaveCount(1);
  const file = await exported(page);
  expect(file.length).toBeGreaterThan(300);
  await page.evaluate(() => ((window as { full?: boolean }).full = false));
  await page.locator('[data-retry]').click();
  await expect(page.locator('[data-full]')).toHaveCount(0);
  expect(await stored(page)).toContain('after');
});

test.describe('a browser that keeps nothing', () => {
  test('says so, and the records last as long as the page', async ({ page }) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('blocked', 'SecurityError');
      };
    });
    await open(page, '#/incidents');
    await page.locator('[data-new]').click();
    await expect(page.locator('[data-memory]')).toBeVisible();
    await text(page, 'happened', 'in memory');
    await listed(page);
    await page.locator('[data-incident-row]').click();
    await expect(page.locator('#incident-happened')).toHaveValue('in memory');
  });
});

test('closed records over their time are offered, and deleted by themselves only where that was chosen', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-01-05T10:00:00Z') });
  await open(page, '#/incidents');
  await page.locator('[data-new]').click();
  await page.locator('#incident-days').selectOption('90');
  await page.locator('[data-retention-set]').click();
  await expect(page.locator('[data-notice="incidents-retention-done"]')).toBeVisible();
  await text(page, 'cause', 'found');
  await toState(page, 'no-fault');
  await toState(page, 'closed');
  await page.clock.setSystemTime(new Date('2026-04-20T10:00:00Z'));
  await open(page, '#/incidents');
  await page.reload();
  await expect(page.locator('[data-old="1"]')).toBeVisible();
  await expect(page.locator('[data-incident-row]')).toHaveCount(1);
  await page.locator('.incidents-retention summary').click();
  await page.locator('#incident-auto').check();
  await page.locator('[data-retention-set]').click();
  // Until it says so it is not kept.
  await expect(page.locator('[data-notice="incidents-retention-done"]')).toBeVisible();
  await page.reload();
  // It was offered this moment: a clock that is wrong would take it otherwise.
  await expect(page.locator('[data-old="1"]')).toContainText('after a day');
  await page.clock.setSystemTime(new Date('2026-01-06T10:00:00Z'));
  await page.reload();
  await expect(page.locator('[data-incident-row]')).toHaveCount(1);
  await expect(page.locator('[data-old]')).toHaveCount(0);
  await page.clock.setSystemTime(new Date('2026-04-20T10:00:00Z'));
  await page.reload();
  await expect(page.locator('[data-old="1"]')).toBeVisible();
  await page.clock.setSystemTime(new Date('2026-04-22T10:00:00Z'));
  await page.reload();
  await expect(page.locator('[data-notice="incidents-deleted-old"]')).toBeVisible();
  await expect(page.locator('[data-incident-row]')).toHaveCount(0);
  expect(await stored(page)).not.toContain('"found"');
});

test('what is due stands first, and a long list is drawn in parts', async ({ page }) => {
  await open(page, '#/incidents');
  await page.locator('[data-new]').click();
  await page.locator('[data-next="waiting-bank"]').click();
  await page.locator('#incident-deadline').fill('2020-01-01');
  await page.locator('[data-settle]').click();
  const id = page.url().split('/').at(-1) ?? '';
  await expect(page.locator('[data-record-state="waiting-bank"]')).toBeVisible();
  // Many more, written as another tab would.
  await page.evaluate(async (first) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('slipcheck-incidents');
      request.onsuccess = () => resolve(request.result);
    });
    const writing = database.transaction('incidents', 'readwrite');
    const store = writing.objectStore('incidents');
    const record = await new Promise<{ number: string; opened: string; state: string; deadline?: string }>(
      (resolve) => (store.get(first).onsuccess = (event) => resolve((event.target as IDBRequest<never>).result)),
    );
    for (let index = 0; index < 400; index += 1) {
      const { deadline: _, ...open } = record;
      store.put({ ...open, state: 'open', id: index.toString(16).padStart(32, '0'), number: `V-${index}` });
    }
    // What is not written when the page goes is lost.
    await new Promise((resolve) => (writing.oncomplete = resolve));
    database.close();
  }, id);
  await page.goto('./#/incidents');
  await page.reload();
  await expect(page.locator('[data-due="1"]')).toBeVisible();
  await expect(page.locator('[data-incident-row]')).toHaveCount(50);
  await expect(page.locator('[data-incident-row]').first()).toHaveAttribute('data-incident-row', id);
  await page.locator('[data-more]').click();
  await expect(page.locator('[data-incident-row]')).toHaveCount(100);
});

test('on paper stands the record, in the reader’s language', async ({ page }) => {
  await openTrusting(page);
  await check(page, sample('amount-altered.txt'), 'altered');
  await write(page);
  await text(page, 'happened', 'seen on paper');
  await page.emulateMedia({ media: 'print' });
  for (const [language, title] of [
    ['zh-CN', '事件记录'],
    ['de', 'Vorgangsprotokoll'],
    ['en', 'Incident record'],
  ] as const) {
    await page.locator(`[data-language="${language}"]`).dispatchEvent('click');
    await expect(page.locator('.a4 h1')).toHaveText(title);
  }
  await expect(page.locator('.a4')).toBeVisible();
  await expect(page.locator('.a4')).toContainText('seen on paper');
  await expect(page.locator('.a4')).toContainText('Altered');
  await expect(page.locator('slip-incidents > .page')).toBeHidden();
});

for (const [locale, colorScheme] of LOOKS) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });

    test('sound in every state, on narrow phones, too', async ({ page }) => {
      test.slow();
      await openTrusting(page);
      await check(page, sample('amount-altered.txt'), 'altered');
      await write(page);
      const looked = async (state: string): Promise<void> => {
        await sound(page, state);
        await narrow(page, state);
        const folder = process.env['SLIPCHECK_LOOK'];
        if (folder === undefined) return;
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await page.screenshot({ path: `${folder}/${state}-${locale}-${colorScheme}-${width}.png`, fullPage: true });
        }
      };
      await looked('record');
      await page.locator('[data-retention-set]').click();
      await page.locator('[data-choice="sign-again"]').click();
      await page.locator('[data-tick="said"]').check();
      await unfold(page);
      await page.locator('[data-next="waiting-acquirer"]').click();
      await looked('waiting');
      await page.locator('#incident-deadline').fill('2020-01-01');
      await page.locator('[data-settle]').click();
      await expect(page.locator('[data-record-state="waiting-acquirer"]')).toBeVisible();
      await toState(page, 'corrected');
      await page.locator('[data-next="closed"]').click();
      await page.locator('[data-settle]').click();
      await page.locator('[data-delete]').click();
      await looked('closing');
      // A finger's size.
      await page.setViewportSize({ width: 360, height: 740 });
      const small = await page
        .locator(
          'slip-incidents :is(button, summary, select, textarea, input:not([type="radio"], [type="checkbox"], [type="file"]), .incidents-tick, .incidents-file)',
        )
        .evaluateAll((all) =>
          all.filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 100)),
        );
      expect(small).toEqual([]);
      await listed(page);
      await page.locator('[data-new]').click();
      await page.locator('[data-next="waiting-bank"]').click();
      await page.locator('#incident-deadline').fill('2020-01-01');
      await page.locator('[data-settle]').click();
      await listed(page);
      await page.locator('[data-export]').click();
      await page.locator('[data-seal]').click();
      await looked('list');
    });
  });
}
