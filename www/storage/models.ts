/**
 * The files that reading printed text takes: downloaded once and on request, kept in Cache Storage under names that hold
 * their content's hash, and checked (SHA-256) before every use. A damaged one is fetched once more.
 */

import files from 'virtual:models';
import { discard } from '../engine/boundary.ts';
import { sha256 } from '../engine/client.ts';
import type { Models } from '../engine/reader.ts';

type File = (typeof files)[number];

/** Why the files are not at hand: the network does not give them, they are damaged each time, this browser can't run them. */
export type ModelProblem = 'paper-offline' | 'paper-gone' | 'paper-damaged' | 'paper-unsupported';

export class ModelFault extends Error {
  readonly id: ModelProblem;
  constructor(id: ModelProblem, detail = '') {
    super(detail === '' ? id : `${id}: ${detail}`);
    this.name = 'ModelFault';
    this.id = id;
  }
}

const NAME = 'slipcheck-models';

/** Whether the page was built with the models. */
export const built = files.length > 0;
/** What is downloaded once, in bytes. */
export const total = files.reduce((sum, { bytes }) => sum + bytes, 0);

const address = ({ url }: File): string => new URL(url, document.baseURI).href;

/** No Cache Storage: a page that is not served securely, or a browser that keeps nothing. `look`: it need not be made. */
async function store(look = false): Promise<Cache | undefined> {
  try {
    return look && !(await caches.has(NAME)) ? undefined : await caches.open(NAME);
  } catch {
    return undefined;
  }
}

/** How many bytes are still to be downloaded. */
export async function missing(): Promise<number> {
  if (ready()) return 0;
  const cache = await store(true);
  let left = 0;
  for (const file of files) if (!(await cache?.match(address(file)))) left += file.bytes;
  return left;
}

/** Takes the files off the device. */
export async function remove(): Promise<void> {
  compiled = undefined;
  for (const name of Object.keys(checked)) delete checked[name as keyof typeof checked];
  try {
    await caches.delete(NAME);
  } catch {
    // Nothing was kept.
  }
}

/** Checked while this page is open. Blobs stay on disk where the browser can. */
const checked: { detector?: Blob; recogniser?: Blob } = {};
let compiled: WebAssembly.Module | undefined;

let expecting: Promise<void> | undefined;

/** What is kept on the device, ready for use; nothing is fetched for it. Nothing: it is not all there, or damaged. */
export async function kept(): Promise<Models | undefined> {
  expecting ??= (async () => {
    const cache = await store(true);
    for (const file of files) {
      if (file.id === 'module' ? compiled : checked[file.id]) continue;
      const blob = await cache?.match(address(file)).then((found) => found?.blob());
      if (!blob || !(await sound(blob, file))) return;
      if (file.id === 'module') compiled = await compile(blob);
      else checked[file.id] = blob;
    }
  })()
    .catch(() => undefined)
    .finally(() => (expecting = undefined));
  await expecting;
  return ready();
}

function ready(): Models | undefined {
  const { detector, recogniser } = checked;
  return compiled && detector && recogniser && { module: compiled, detector, recogniser };
}

/**
 * Gets everything ready; `progress` hears the bytes that are there, of `total`. Throws a `ModelFault`, or the signal's
 * reason.
 */
export async function load(progress: (loaded: number) => void, signal: AbortSignal): Promise<Models> {
  await expecting;
  const known = ready();
  if (known) {
    progress(total);
    return known;
  }
  const cache = await store();
  await tidy(cache);
  let before = 0;
  for (const file of files) {
    const known = file.id === 'module' ? compiled : checked[file.id];
    if (known === undefined) {
      const start = before;
      const blob = await one(file, cache, (loaded) => progress(start + loaded), signal);
      if (file.id === 'module') compiled = await compile(blob);
      else checked[file.id] = blob;
    }
    before += file.bytes;
    progress(before);
  }
  signal.throwIfAborted();
  const all = ready();
  if (!all) throw new ModelFault('paper-gone');
  return all;
}

/** One file, from the cache or the network. */
async function one(file: File, cache: Cache | undefined, progress: (loaded: number) => void, signal: AbortSignal): Promise<Blob> {
  const url = address(file);
  const kept = await cache?.match(url).catch(() => undefined);
  if (kept) {
    const blob = await kept.blob().catch(() => undefined);
    if (blob && (await sound(blob, file))) return blob;
    // Damaged on the device: it is fetched again, once.
    await cache?.delete(url);
    return keep(await fetched(file, progress, signal), file, cache);
  }
  const blob = await fetched(file, progress, signal);
  if (await sound(blob, file)) return keep(blob, file, cache, true);
  progress(0);
  return keep(await fetched(file, progress, signal), file, cache);
}

/** Keeps a file that is what it should be. */
async function keep(blob: Blob, file: File, cache: Cache | undefined, known = false): Promise<Blob> {
  if (!known && !(await sound(blob, file))) throw new ModelFault('paper-damaged', file.id);
  try {
    await cache?.put(address(file), new Response(blob, { headers: { 'content-type': 'application/octet-stream', 'content-length': String(blob.size) } }));
  } catch {
    // No room: it serves as long as the page is open.
  }
  return blob;
}

async function sound(blob: Blob, { bytes, sha256: wanted }: File): Promise<boolean> {
  if (blob.size !== bytes) return false;
  const content = new Uint8Array(await blob.arrayBuffer());
  // Without a secure context the browser has no digests of its own.
  if (!globalThis.crypto?.subtle) return (await sha256(content)) === wanted;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  discard(content);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === wanted;
}

async function fetched(file: File, progress: (loaded: number) => void, signal: AbortSignal): Promise<Blob> {
  let response: Response;
  try {
    // Kept here, not a second time among the browser's own files; and a damaged copy there is of no use.
    response = await fetch(address(file), { cache: 'no-store', credentials: 'same-origin', signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new ModelFault('paper-offline', String(error));
  }
  if (!response.ok || !response.body)
    throw new ModelFault(response.status === 404 || response.status === 410 ? 'paper-gone' : 'paper-offline', String(response.status));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  try {
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      loaded += value.length;
      // Not what was asked for: no more memory for it than for the file.
      if (loaded > file.bytes) {
        await reader.cancel();
        break;
      }
      parts.push(value);
      progress(loaded);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new ModelFault('paper-offline', String(error));
  }
  const whole = new Blob(parts);
  parts.forEach(discard);
  return whole;
}

async function compile(blob: Blob): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await blob.arrayBuffer());
  } catch (error) {
    // The bytes are right: this browser lacks what they use (SIMD).
    throw new ModelFault('paper-unsupported', String(error));
  }
}

/** Takes files of earlier versions away. */
async function tidy(cache: Cache | undefined): Promise<void> {
  try {
    const wanted = new Set(files.map(address));
    for (const request of (await cache?.keys()) ?? []) if (!wanted.has(request.url)) await cache?.delete(request);
  } catch {
    // They stay.
  }
}
