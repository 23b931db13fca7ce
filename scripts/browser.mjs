// Finds a Chromium for the browser tests and benchmarks: the one the machine has, else Playwright's own, else Debian's.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Problem, exists, isMain, main, root, run, which } from './command.mjs';

/** What Chromium needs in a container: no sandbox as root, no graphics card, no talk of its own with the network. */
export const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];

const HOW = 'No Chromium was found: install Chromium or Chrome, or set CHROMIUM to its program file.';

/** The path of a Chromium or Chrome, or undefined. */
export async function findBrowser() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (await exists(named)) return named;
    throw new Problem(`CHROMIUM is set to ${named}, and there is no such file.`);
  }
  const onPath = await which('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (onPath) return onPath;
  for (const path of [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]) {
    if (await exists(path)) return path;
  }
  return playwrightBrowser();
}

/** The Chromium that Playwright downloaded, or undefined. */
async function playwrightBrowser() {
  try {
    const { chromium } = createRequire(join(root, 'package.json'))('@playwright/test');
    const path = chromium.executablePath();
    return (await exists(path)) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A Chromium, installed if need be. Rejects with a `Problem` that says how to install one.
 * @returns {Promise<string>} the path of its program file
 */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  if (await exists(join(root, 'node_modules', '@playwright', 'test'))) {
    console.log('No Chromium found; asking Playwright for one …');
    await run('npx', ['playwright', 'install', 'chromium']).catch(() => {});
    const installed = await findBrowser();
    if (installed) return installed;
  }
  if (process.getuid?.() === 0 && (await which('apt-get'))) {
    console.log('Installing Debian’s chromium and a font with Chinese characters …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env, quiet: true }).catch(() => {});
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { env, quiet: true }).catch(() => {});
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new Problem(HOW);
}

if (isMain(import.meta)) await main(async () => console.log(await ensureBrowser()));
