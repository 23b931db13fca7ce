import { defineConfig } from '@playwright/test';
import { browserFlags, findBrowser } from './scripts/browser.mjs';

const port = Number(process.env['SLIPCHECK_TEST_PORT'] ?? 4187);
const executablePath = await findBrowser();

/** The built page, served with its headers, in a real Chromium. */
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // One unsteady test shall not stop all others from being told; `npm test` names it loudly.
  retries: process.env['CI'] ? 1 : 0,
  reporter: 'list',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  webServer: {
    command: `node scripts/serve.mjs ${process.env['SLIPCHECK_DIST'] ?? 'dist'}`,
    url: `http://localhost:${port}/`,
    env: { PORT: String(port), HOST: '127.0.0.1' },
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://localhost:${port}/`,
    locale: 'en',
    serviceWorkers: 'block',
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: browserFlags },
  },
});
