import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import chromium from './playwright.config.ts';

/** The same suite in Firefox, by WebDriver BiDi: `npm run test:firefox`. */
export default defineConfig({
  ...chromium,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/firefox.json' }]],
  use: {
    baseURL: chromium.use?.baseURL,
    locale: 'en',
    serviceWorkers: 'block',
    browserName: 'firefox',
    channel: 'moz-firefox',
    launchOptions: { executablePath: fileURLToPath(new URL('tests/engines/firefox-bidi.mjs', import.meta.url)) },
  },
});
