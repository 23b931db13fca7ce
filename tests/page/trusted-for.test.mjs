// What a press on "trust" reaches: never a format that came after it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';
import { sources } from './sources.mjs';

// The source itself, without its types, and without the database: what is asked here keeps nothing.
const source = sources('.ts', 'www/storage').get('www/storage/certificates.ts');
const lists = sources('.ts', 'www/engine')
  .get('www/engine/types.ts')
  .replace(/^export (?=const)/gm, '');
const whole = source.replace(/^import .*database\.ts.*$/m, 'class Database {}').replace(/^import .*types\.ts.*$/m, lists);
const { code } = await transformWithOxc(whole, 'certificates.ts');
const { anchor, isTrustedKey, trustedFor } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

const der = new Uint8Array([1]);

test('an anchor that was kept before formats were limited counts for those that there were', () => {
  const earlier = ['signed-slip', 'de-tse', 'at-rksv', 'cn-ofd', 'sa-zatca'];
  assert.deepEqual(trustedFor({ der }), earlier);
  assert.deepEqual(anchor({ der }), { der, formats: earlier });
  assert.deepEqual(anchor({ der, formats: ['cn-acp'] }), { der, formats: ['cn-acp'] });
});

test('a key counts by a press and for what was chosen alone', () => {
  assert.equal(isTrustedKey({ der }), false);
  assert.equal(isTrustedKey({ der, formats: ['cn-alipay'] }), false);
  assert.equal(isTrustedKey({ der, pinned: true }), false);
  assert.equal(isTrustedKey({ der, pinned: true, formats: ['cn-alipay'] }), true);
});
