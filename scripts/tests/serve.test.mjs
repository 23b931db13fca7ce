import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseHeaders, serve } from '../serve.mjs';

let top;
let server;

before(async () => {
  top = await mkdtemp(join(tmpdir(), 'serve-'));
  const page = join(top, 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(page, 'assets', 'module.wasm'), Buffer.from([0, 97, 115, 109]));
  await writeFile(join(page, 'a b+ü.txt'), 'spaces');
  await writeFile(
    join(page, '_headers'),
    "# comment\n/*\n  Content-Security-Policy: default-src 'self'\n  X-Both: one\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n  X-Both: two\n",
  );
  await writeFile(join(top, 'secret.txt'), 'secret');
  await symlink(join(top, 'secret.txt'), join(page, 'link.txt'));
  server = await serve({ folder: page, port: 0 });
});

after(async () => {
  server.close();
  await rm(top, { recursive: true });
});

/** One request whose path goes out exactly as written: fetch would tidy it up. */
function get(path, { method = 'GET', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: server.address().port, path, method, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject);
    call.end();
  });
}

test('serves files with their types and the headers of every rule that matches', async () => {
  const page = await get('/');
  assert.equal(page.status, 200);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(page.headers['content-security-policy'], "default-src 'self'");
  assert.equal(page.headers['cache-control'], 'no-cache');
  const module = await get('/assets/module.wasm');
  assert.equal(module.headers['content-type'], 'application/wasm');
  assert.equal(module.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(module.headers['x-both'], 'one, two');
  assert.equal((await get('/a%20b+%C3%BC.txt?query')).body, 'spaces');
});

test('answers a known entity tag without the body, and HEAD without one', async () => {
  const { headers } = await get('/');
  const again = await get('/', { headers: { 'if-none-match': headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body, '');
  const head = await get('/', { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(head.body, '');
  assert.equal(head.headers['content-length'], headers['content-length']);
});

test('never leaves its folder', async () => {
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/link.txt',
    '//secret.txt',
    '/_headers',
    '/assets/..%5c..%5csecret.txt',
    '/%00',
    '/%zz',
  ]) {
    const { status, body } = await get(path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    assert.ok(!body.includes('secret'), path);
  }
});

test('moves a folder without its slash to one of the same host, and refuses other methods', async () => {
  assert.equal((await get('/assets')).headers.location, '/assets/');
  assert.equal((await get('//assets')).headers.location, '/assets/');
  assert.equal((await get('/', { method: 'POST' })).status, 405);
});

test('a taken port is a sentence that says what to do', async () => {
  await assert.rejects(serve({ folder: join(top, 'page'), port: server.address().port }), /is in use/);
  await assert.rejects(serve({ folder: join(top, 'nothing'), port: 0 }), /npm run build/);
});

test('reads patterns with splats and placeholders', () => {
  const [first, second] = parseHeaders('/a.b/*\n  X-A: 1:2\n/:name/file\n\tX-B: 3\n');
  assert.deepEqual(first.headers, [['X-A', '1:2']]);
  assert.ok(first.matches('/a.b/c/d') && !first.matches('/axb/c'));
  assert.ok(second.matches('/x/file') && !second.matches('/x/y/file'));
});
