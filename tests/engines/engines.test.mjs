// The built page in Firefox and WebKit: the road from a slip to its verdict, with pictures, certificates and the service worker.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../scripts/command.mjs';
import { serve } from '../../scripts/serve.mjs';
import { ENGINES, open, until } from './webdriver.mjs';

const SAMPLES = join(root, 'www/public/samples');
/** Verdicts with the demonstration's certificates imported. */
const SLIPS = {
  'good-attached.txt': 'verified',
  'good-rsa.txt': 'verified',
  'payload-altered.txt': 'invalid',
  'amount-altered.txt': 'altered',
  'algorithm-none.txt': 'invalid',
  'unsigned.txt': 'unsigned',
};
let server;
let address;

before(async () => {
  server = await serve({ folder: join(root, 'dist'), host: '127.0.0.1', port: 0 });
  address = `http://localhost:${server.address().port}/`;
});
after(() => server.close());

const WATCH = `
  window.bad = [];
  document.addEventListener('securitypolicyviolation', (event) => bad.push(event.violatedDirective + ' ' + event.blockedURI));
  addEventListener('error', (event) => bad.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => bad.push(String(event.reason)));`;
const PASTE = `
  const field = document.querySelector('#slip-text');
  field.value = arguments[0];
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));`;
const VERDICT = `return document.querySelector('#verdict')?.dataset.verdict`;

for (const [name, find] of Object.entries(ENGINES)) {
  test(`the page in ${name}`, { timeout: 300_000 }, async (context) => {
    const engine = await find();
    if (typeof engine === 'string') {
      console.error(`NOT RUN: the page in ${name}: ${engine}`);
      context.skip(engine);
      return;
    }
    const page = await open(engine);
    try {
      console.error(`${name} ${page.version}`);
      await page.go(address);
      await page.run(WATCH);
      await until(() => page.run(`return Boolean(document.querySelector('#slip-text'))`), 'the page stands');
      // Out of the box nobody is trusted.
      await page.run(PASTE, await readFile(join(SAMPLES, 'good-attached.txt'), 'utf8'));
      assert.equal(await until(() => page.run(VERDICT), 'a verdict'), 'unknown-issuer');
      for (const file of ['demo-root.pem', 'demo-chain.pem']) await page.choose('#certificate-file', join(SAMPLES, file));
      // Imported is not trusted: that takes the press beside the fingerprint.
      const press = async (css) => {
        await until(() => page.run(`return Boolean(document.querySelector('${css}'))`), css);
        await page.run(`document.querySelector('${css}').click()`);
      };
      for (const css of ['.nav a[href="#/certificates"]', '[data-waiting] [data-press]']) await press(css);
      await until(() => page.run(`return Boolean(document.querySelector('[data-trusted="true"]'))`), 'the authority is trusted');
      await press('.nav a[href="#/"]');
      await until(async () => (await page.run(VERDICT)) === 'verified', 'the certificates count');
      for (const [file, verdict] of Object.entries(SLIPS)) {
        await page.run(PASTE, '');
        await until(() => page.run(`return !document.querySelector('#verdict')`), 'the old verdict is gone');
        await page.run(PASTE, await readFile(join(SAMPLES, file), 'utf8'));
        assert.equal(await until(() => page.run(VERDICT), `a verdict on ${file}`), verdict, file);
        assert.ok(await page.run(`return document.querySelectorAll('[data-step]').length`), file);
      }
      await page.choose('#slip-file', join(SAMPLES, 'good-print.png'));
      await until(
        () => page.run(`return document.querySelector('#verdict')?.dataset.verdict === 'verified' && Boolean(document.querySelector('main img, main canvas'))`),
        'a verdict on a picture',
      );
      const active = `return navigator.serviceWorker?.controller?.state ?? 'none'`;
      await page.go(`${address}?again`);
      await until(async () => (await page.run(active)) === 'activated', 'the service worker answers');
      await page.run(WATCH);
      await until(() => page.run(`return Boolean(document.querySelector('#slip-text'))`), 'the page stands again');
      assert.equal(await page.run(`return Boolean(document.querySelector('.update'))`), false);
      assert.deepEqual(await page.run('return bad'), []);
    } finally {
      await page.end();
    }
  });
}
