/**
 * The service worker: keeps the build's files for use without a network, and serves nothing but them, each held to its digest whenever it
 * is served. A file that was changed on the device is fetched anew; one that was changed on the host as well is refused, and the page says so.
 */

/** SHA-256 in base64 of every file that is kept, by path. */
declare const __KEPT__: Record<string, string>;
/** Files of the build that the page itself fetches, checks and keeps. */
declare const __PASSED__: string[];

interface Extendable extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  readonly clientId: string;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { includeUncontrolled: boolean }): Promise<{ postMessage(message: unknown): void }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void;
  addEventListener(type: 'message', listen: (event: MessageEvent) => void): void;
}
const worker = self as unknown as Worker;

const KEPT = new Map(Object.entries(__KEPT__));
const PASSED = __PASSED__;
const PAGE = 'index.html';
/** Lists all files but itself: what is kept of it has to say of them what is known here. */
const MANIFEST = 'release.json';
/** Caches of this worker, and of the one that earlier versions had. */
const OWN = /^(?:slipcheck-files-|workbox-precache-)/;
/** Requests at a time while everything is fetched. */
const AT_ONCE = 6;

const { scope } = worker.registration;
const address = (path: string): string => new URL(path, scope).href;
/** Another build has another list, and so another cache. */
const cacheName: Promise<string> = digestOf(new TextEncoder().encode(JSON.stringify([...KEPT]))).then((digest) => `slipcheck-files-${digest}`);

/** Opened once: every file of the page waits for it. */
let opened: Promise<Cache> | undefined;

async function digestOf(bytes: BufferSource): Promise<string> {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
}

/** The answer again, when its bytes are the published ones. */
async function sound(path: string, response: Response | undefined): Promise<Response | undefined> {
  if (!response?.ok) return undefined;
  const bytes = await response.arrayBuffer();
  if (path === MANIFEST ? !tells(bytes) : (await digestOf(bytes)) !== KEPT.get(path)) return undefined;
  const headers = new Headers(response.headers);
  // The bytes are unpacked.
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(bytes, { headers });
}

/** Whether a manifest is that of this worker's build. */
function tells(bytes: ArrayBuffer): boolean {
  try {
    const { files } = JSON.parse(new TextDecoder().decode(bytes)) as { files: Record<string, { sha256: string }> };
    const hex = (digest: string): string => [...atob(digest)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    return [...KEPT].every(([path, digest]) => files[path]?.sha256 === hex(digest));
  } catch {
    return false;
  }
}

/** What the host has, past every cache between when `anew`. */
async function fetched(path: string, anew: boolean): Promise<{ response?: Response | undefined; reached: boolean }> {
  try {
    const response = await fetch(address(path), { cache: anew ? 'reload' : 'default', credentials: 'same-origin' });
    return { response: await sound(path, response), reached: response.ok };
  } catch {
    return { reached: false };
  }
}

/** One file into the new cache: from an older one where it is the same, else from the network. Throws when neither has it. */
async function keep(path: string, cache: Cache, older: Cache[]): Promise<void> {
  for (const other of [cache, ...older]) {
    const found = await sound(path, await other.match(address(path)));
    if (found) return cache.put(address(path), found);
  }
  // What has a digest in its name is the same in every cache; a copy that is not is asked for anew.
  const { response } = path.startsWith('assets/') ? await fetched(path, false) : {};
  const { response: other = undefined, reached } = response ? { response, reached: true } : await fetched(path, true);
  if (!other) {
    // Other names stay when a new build replaces an old one: the next visit finds all of one build.
    if (reached && path.startsWith('assets/')) await refuse(path);
    throw new Error(`${path} is not the published file.`);
  }
  await cache.put(address(path), other);
}

async function install(): Promise<void> {
  const name = await cacheName;
  const cache = await caches.open(name);
  const older = await Promise.all((await caches.keys()).filter((other) => OWN.test(other) && other !== name).map((other) => caches.open(other)));
  const queue = [...KEPT.keys(), MANIFEST];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) await keep(path, cache, older);
    }),
  );
}

async function activate(): Promise<void> {
  const name = await cacheName;
  for (const other of await caches.keys()) if (OWN.test(other) && other !== name) await caches.delete(other);
  await worker.clients.claim();
}

/** Tells every open page which file was refused. */
async function refuse(path: string): Promise<void> {
  for (const client of await worker.clients.matchAll({ includeUncontrolled: true })) client.postMessage({ refused: address(path) });
}

/** A page in place of one that was refused, in the three languages. */
function instead(): Response {
  const text = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Slipcheck</title>
<p lang="zh-CN">本页的文件与发布的不一致，已拒绝使用，没有核验任何单据。请联网后重新打开；若仍如此，请勿相信本页。</p>
<p lang="en">A file of this page is not the published one. It was refused, and nothing was checked. Open the page again with a network; if this stays, do not rely on it.</p>
<p lang="de">Eine Datei dieser Seite ist nicht die veröffentlichte. Sie wurde nicht verwendet, und nichts wurde geprüft. Öffnen Sie die Seite mit Netz neu; bleibt es so, verlassen Sie sich nicht auf sie.</p>`;
  return new Response(text, { status: 502, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" } });
}

async function serve(path: string, navigates: boolean): Promise<Response> {
  opened ??= cacheName.then((name) => caches.open(name));
  const cache = await opened;
  const stored = await cache.match(address(path)).catch(() => undefined);
  const known = await sound(path, stored);
  if (known) return known;
  const { response, reached } = await fetched(path, true);
  if (response) {
    await cache.put(address(path), response.clone()).catch(() => undefined);
    return response;
  }
  // What was changed is told; what is only out of reach is not.
  if (stored || reached) {
    await refuse(path);
    if (navigates) return instead();
  }
  return Response.error();
}

/** A path in its own letters; what is damaged names no file. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', ({ data }: MessageEvent<{ type?: string } | null>) => {
  if (data?.type === 'SKIP_WAITING') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(scope)) return;
  const path = decoded(url.href.slice(scope.length).replace(/[?#].*$/, ''));
  const navigates = request.mode === 'navigate';
  if (KEPT.has(path) || path === MANIFEST) event.respondWith(serve(path, navigates));
  else if (navigates) event.respondWith(serve(PAGE, true));
  // No file of the build: the page asks for none.
  else if (!PASSED.includes(path)) event.respondWith(Promise.resolve(new Response(null, { status: 404 })));
});
