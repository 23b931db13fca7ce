// Serves a built page as a static host does: the rules of its `_headers` file (Cloudflare Pages and Netlify form) included.
// `node scripts/serve.mjs [FOLDER]`; PORT and HOST as for `npm start`.

import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { Problem, isMain, main, root } from './command.mjs';

const TYPES = {
  '.crl': 'application/pkix-crl',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.der': 'application/pkix-cert',
  '.ftl': 'text/plain; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pem': 'application/x-pem-file',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'text/xml; charset=utf-8',
};

/** Files that configure a host; they are no part of the page. */
const PRIVATE = new Set(['/_headers', '/_redirects']);

/**
 * Reads a `_headers` file: a path pattern at the start of a line (`*` matches anything, `:name` one segment), its headers indented below it.
 * @param {string} text
 * @returns {{matches: (path: string) => boolean, headers: [string, string][]}[]} in the order of the file
 */
export function parseHeaders(text) {
  const rules = [];
  for (const line of text.split(/\r?\n/)) {
    const content = line.trim();
    if (!content || content.startsWith('#')) continue;
    if (!/^\s/.test(line)) {
      const pattern = content
        .replace(/^https?:\/\/[^/]*/, '')
        .split(/(\*|:[A-Za-z]\w*)/)
        .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
        .join('');
      const expression = new RegExp(`^${pattern}$`);
      rules.push({ matches: (path) => expression.test(path), headers: [] });
      continue;
    }
    const colon = content.indexOf(':');
    if (colon > 0) rules.at(-1)?.headers.push([content.slice(0, colon).trim(), content.slice(colon + 1).trim()]);
  }
  return rules;
}

/** The headers of a path: values of several rules for one name are joined, as hosts do it. */
function headersFor(rules, path) {
  const headers = new Map();
  for (const rule of rules) {
    if (!rule.matches(path)) continue;
    for (const [name, value] of rule.headers) {
      const key = name.toLowerCase();
      headers.set(key, headers.has(key) ? `${headers.get(key)}, ${value}` : value);
    }
  }
  return headers;
}

/** The file a request's path names, inside `folder` also after every symbolic link, or undefined. */
async function locate(folder, path) {
  const inside = (full) => full === folder || full.startsWith(folder + sep);
  let full = join(folder, path);
  if (!inside(full)) return undefined;
  try {
    if ((await stat(full)).isDirectory()) {
      if (!path.endsWith('/')) return { redirect: `${path}/` };
      full = join(full, 'index.html');
    } else if (path.endsWith('/')) return undefined;
    full = await realpath(full);
    return inside(full) && (await stat(full)).isFile() ? { full } : undefined;
  } catch {
    return undefined;
  }
}

/** What a request gets: a status, headers and a body. */
async function answer(folder, rules, request) {
  const plain = (status, text, extra = {}) => ({
    status,
    headers: new Map(Object.entries({ 'content-type': 'text/plain; charset=utf-8', ...extra })),
    body: `${text}\n`,
  });
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Method not allowed', { allow: 'GET, HEAD' });
  let path;
  try {
    path = decodeURIComponent((request.url ?? '/').split(/[?#]/, 1)[0]);
  } catch {
    return plain(400, 'Bad request');
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return plain(400, 'Bad request');
  const found = PRIVATE.has(path) ? undefined : await locate(folder, path);
  if (found?.redirect) {
    // One slash only: `//host/` would send the browser elsewhere.
    return plain(301, 'Moved', { location: encodeURI(found.redirect.replace(/^\/+/, '/')) });
  }
  if (!found) return plain(404, 'Not found');
  const body = await readFile(found.full);
  const headers = headersFor(rules, path);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  headers.set('content-type', headers.get('content-type') ?? TYPES[extname(found.full).toLowerCase()] ?? 'application/octet-stream');
  headers.set('etag', etag);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache');
  if (!headers.has('x-content-type-options')) headers.set('x-content-type-options', 'nosniff');
  const known = (request.headers['if-none-match'] ?? '').split(/,\s*/).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
  return known ? { status: 304, headers, body: '' } : { status: 200, headers, body };
}

/**
 * Serves a folder until the server is closed. Rejects with a `Problem` when the port is taken.
 * @param {{folder: string, host?: string, port?: number}} options `port` 0: any free one
 * @returns {Promise<import('node:http').Server>} listening
 */
export async function serve({ folder, host = '127.0.0.1', port = 4173 }) {
  const top = await realpath(folder).catch(() => {
    throw new Problem(`There is no built page in ${folder}: run \`npm run build\` first.`);
  });
  const rules = parseHeaders(await readFile(join(top, '_headers'), 'utf8').catch(() => ''));
  const server = createServer((request, response) => {
    answer(top, rules, request)
      .catch(() => ({ status: 500, headers: new Map(), body: 'Internal error\n' }))
      .then(({ status, headers, body }) => {
        headers.set('content-length', Buffer.byteLength(body));
        if (status === 304) headers.delete('content-length');
        response.writeHead(status, Object.fromEntries(headers));
        response.end(request.method === 'HEAD' ? undefined : body);
      });
  });
  await new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new Problem(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is in use: end the program that uses it, or choose another, as in \`PORT=4174 npm start\`.`
            : `The page cannot be served on ${host}:${port}: ${error.message}`,
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  return server;
}

/** PORT and HOST of the environment. */
export function place() {
  const port = Number(process.env.PORT || 4173);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Problem(`PORT is ${process.env.PORT}: it must be a number from 0 to 65535.`);
  return { port, host: process.env.HOST || '127.0.0.1' };
}

if (isMain(import.meta)) {
  await main(async () => {
    const server = await serve({ folder: process.argv[2] ?? join(root, 'dist'), ...place() });
    console.log(`http://localhost:${server.address().port}/`);
  });
}
