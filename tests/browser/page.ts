/** What every browser test needs: the page under watch, ways to put slips in, and the files shared between projects. */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import type { Verdict } from '../../www/engine/report.ts';
import type { Sample } from '../../www/state/samples.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const dist = join(root, process.env['SLIPCHECK_DIST'] ?? 'dist');
const samplesFolder = join(root, 'www/public/samples');
export const samples = JSON.parse(readFileSync(join(samplesFolder, 'index.json'), 'utf8')) as Sample[];

/** A file of the samples, as text. */
export function sample(name: string): string {
  return readFileSync(join(samplesFolder, name), 'utf8');
}

export function samplePath(name: string): string {
  return join(samplesFolder, name);
}

/** The folder of photos that several projects share, or undefined, said loudly. */
export function photos(): string | undefined {
  const vectors = process.env['SLIPCHECK_VECTORS'];
  const folder = vectors === undefined ? join(root, '../shared/photos') : join(dirname(vectors), 'photos');
  if (existsSync(join(folder, 'photos.jsonl'))) return folder;
  console.error(`NOT RUN: the shared photos are not in ${folder}`);
  return undefined;
}

/** Every file of the build, as a path from the page's address. */
function built(folder = dist, prefix = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? built(join(folder, entry.name), `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
  );
}

/** What the page did that it must not do. */
export interface Watch {
  violations: string[];
  errors: string[];
  requests: string[];
}

declare global {
  interface Window {
    reportViolation?: (text: string) => void;
  }
}

export const test = base.extend<{ watch: Watch; quiet: boolean; extra: string[] }>({
  /** Set to false where a test provokes failures itself. */
  quiet: [true, { option: true }],
  /** Files that a test places beside the build's own. */
  extra: [[], { option: true }],
  watch: [
    async ({ page, context, baseURL, quiet, extra }, use) => {
      const watch: Watch = { violations: [], errors: [], requests: [] };
      await context.exposeBinding('reportViolation', (_source, text: string) => void watch.violations.push(text));
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          window.reportViolation?.(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.lineNumber} ${event.sample}`);
        });
      });
      context.on('request', (request) => watch.requests.push(request.url()));
      page.on('pageerror', (error) => watch.errors.push(`${error.name}: ${error.message}`));
      page.on('console', (message) => {
        const expected = 'Service Worker registration blocked by Playwright';
        if ((message.type() === 'error' || message.type() === 'warning') && message.text() !== expected) watch.errors.push(message.text());
      });
      await use(watch);
      expect(watch.violations, 'violations of the content security policy').toEqual([]);
      const files = new Set(['', ...built(), ...extra]);
      const foreign = watch.requests.filter(
        (url) => !/^(?:blob|data):/.test(url) && !(url.startsWith(baseURL ?? '') && files.has(decodeURIComponent(new URL(url).pathname.slice(1)))),
      );
      expect(foreign, 'requests for anything but the build’s own files').toEqual([]);
      if (quiet) expect(watch.errors, 'errors').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the page; `hash` with its sign. */
export async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`);
  await expect(page.locator('slip-app main')).toBeVisible();
}

/** Fills the field as a person who pastes does, and waits for the verdict. */
export async function check(page: Page, text: string, verdict?: Verdict): Promise<void> {
  await page.locator('#slip-text').fill(text);
  await settled(page, verdict);
}

export async function settled(page: Page, verdict?: Verdict): Promise<void> {
  await expect(page.locator(verdict === undefined ? '#verdict[data-verdict]' : `#verdict[data-verdict="${verdict}"]`)).toBeVisible();
}

/** Waits until the certificates page lists everything: before that its rows are not there to be counted. */
export async function listed(page: Page): Promise<void> {
  await expect(page.locator('[data-listed][aria-busy="false"]')).toBeVisible();
}

/** On the certificates page: presses "trust" for every authority that waits for it, as a person does who has compared the fingerprint. */
export async function pressTrust(page: Page): Promise<void> {
  const waiting = page.locator('[data-certificate][data-waiting]');
  await listed(page);
  for (let left = await waiting.count(); left > 0; left -= 1) {
    await press(waiting.first());
    await expect(waiting).toHaveCount(left - 1);
  }
}

/** Presses "trust" in one certificate's row. */
export async function press(row: Locator): Promise<void> {
  // Where there are many, each is a line that opens.
  await row.evaluate((element) => {
    for (let at = element.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
  });
  const panel = row.locator('> .press');
  if (!(await panel.evaluate((details: HTMLDetailsElement) => details.open))) await panel.locator('summary').click();
  await panel.locator('[data-press]').click();
}

/** The fold of a certificate's details. */
export function fold(row: Locator): Locator {
  return row.locator('> details:not(.press) > summary');
}

/** Imports files on the certificates page, presses "trust" for the authorities among them, and returns to the check. */
export async function trust(page: Page, ...names: string[]): Promise<void> {
  await page.locator('.nav a[href="#/certificates"]').click();
  await page.locator('#certificate-file').setInputFiles(names.map((name) => (name.startsWith('/') ? name : samplePath(name))));
  await expect(page.locator('[data-import]')).toBeVisible();
  await pressTrust(page);
  await page.locator('.nav a[href="#/"]').click();
  await expect(page.locator('#slip-text')).toBeVisible();
}

/** Waits until the service worker serves the page. */
export async function served(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** Opens the page, with the authority of the samples trusted and its list of revoked certificates at hand. */
export async function openTrusting(page: Page): Promise<void> {
  await open(page);
  await trust(page, 'demo-root.pem', 'demo-chain.pem', 'demo.crl');
}

/** Opens a topic below the verdict by its heading's id, as a finger does; nothing where it is open already. */
export async function unfolded(page: Page, id: string): Promise<Locator> {
  const topic = page.locator(`section[aria-labelledby="${id}"]`);
  await expect(topic).toBeAttached();
  const line = topic.locator('> details:not([open]) > summary');
  if ((await line.count()) > 0) await line.click();
  return topic;
}

/** Statuses by check. */
export async function statuses(page: Page): Promise<Record<string, string>> {
  await expect(page.locator('[data-check]').first()).toBeAttached();
  return page
    .locator('[data-check]')
    .evaluateAll((rows) => Object.fromEntries(rows.map((row) => [row.getAttribute('data-check') ?? '', row.getAttribute('data-status') ?? ''])));
}
