/** The engine as the page sees it: typed calls into two workers, each started when first needed. */

import { transfer } from 'comlink';
import type { Grey } from '@pages';
import scanUrl from './scan.worker.ts?worker&url';
import verifyUrl from './verify.worker.ts?worker&url';
import type { CheckRequest, Import, Picture, Recognition, Report } from './report.ts';
import type { ScanApi } from './scan.worker.ts';
import { LOAD_LIMIT, Supervised } from './supervised.ts';
import type { Larger, VerifyApi } from './verify.worker.ts';

/** Longer than any check within its bounds takes on a slow phone; after that it hangs. */
const CHECK_LIMIT = 20_000;
const SCAN_LIMIT = 45_000;

const verifier = new Supervised<VerifyApi>(verifyUrl, 'verify');
const scanner = new Supervised<ScanApi>(scanUrl, 'scan');

/** Starts the verify worker and loads its module. Returns the core's version. */
export function warm(): Promise<string> {
  return verifier.call((api) => api.warm(), LOAD_LIMIT);
}

/** Loads the whole core, for what the first module leaves to it. Says whether it is there: no fault when not. */
export async function warmWhole(): Promise<boolean> {
  await verifier.checkAll();
  return verifier.call((api) => api.warmWhole(), LOAD_LIMIT);
}

async function load(module: Larger, signal?: AbortSignal): Promise<void> {
  await verifier.checkAll();
  await verifier.call((api) => api.load(module), LOAD_LIMIT, signal);
}

/** One report a code; throws `Fault`. */
export async function check(request: CheckRequest, signal?: AbortSignal): Promise<Report[]> {
  let module: Larger | undefined;
  for (;;) {
    const asked = module;
    const reports: Report[] | Larger = await verifier.call((api) => api.check(request, asked) as Promise<Report[] | Larger>, CHECK_LIMIT, signal);
    if (typeof reports !== 'string') return reports;
    await load(reports, signal);
    module = reports;
  }
}

/** What is in a certificate or CRL file; throws `Fault`. */
export async function inspect(file: Uint8Array): Promise<Import> {
  await load('whole');
  return verifier.call((api) => api.inspect(file) as Promise<Import>, CHECK_LIMIT);
}

/** What the catalogue of issuers says of certificates at hand; `null`: it is none. Throws `Fault`. */
export async function recognise(certificates: Uint8Array[]): Promise<(Recognition | null)[]> {
  await load('whole');
  return verifier.call((api) => api.recognise(certificates) as Promise<(Recognition | null)[]>, CHECK_LIMIT);
}

/** Looks for a code in a frame of a live picture; returns the frame as a photo when there is one. Throws `Fault`. */
export function scanFrame(frame: ImageBitmap): Promise<Blob | undefined> {
  return scanning(() => scanFrameNow(frame));
}

async function scanFrameNow(frame: ImageBitmap): Promise<Blob | undefined> {
  if (typeof OffscreenCanvas !== 'undefined') return scanner.call((api) => api.frame(transfer(frame, [frame])) as Promise<Blob | undefined>, SCAN_LIMIT);
  // A browser without it decodes on the page, so a smaller frame has to do.
  const canvas = document.createElement('canvas');
  const scale = Math.min(1, 1000 / Math.max(frame.width, frame.height));
  canvas.width = Math.round(frame.width * scale);
  canvas.height = Math.round(frame.height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(frame, 0, 0, canvas.width, canvas.height);
  frame.close();
  const pixels = context?.getImageData(0, 0, canvas.width, canvas.height);
  if (!pixels) return undefined;
  const { width, height } = pixels;
  const data = pixels.data as Uint8ClampedArray<ArrayBuffer>;
  const { codes } = (await scanner.call((api) => api.pixels(transfer({ data, width, height }, [data.buffer])), SCAN_LIMIT)) as Picture;
  if (codes.length === 0) return undefined;
  return new Promise((resolve) => canvas.toBlob((photo) => resolve(photo ?? undefined), 'image/jpeg', 0.95));
}

/** Lower-case hex of SHA-256, where the browser itself has none; throws `Fault`. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return verifier.call((api) => api.sha256(bytes), CHECK_LIMIT);
}

/** A worker that looked for codes and was not needed for so long is ended: it holds memory, and is back in a moment. Milliseconds. */
const SCANNER_IDLE = 30_000;
let resting: ReturnType<typeof setTimeout> | undefined;
/** Pictures that are being looked at for codes. */
let scans = 0;

export function isScanning(): boolean {
  return scans > 0;
}

function scanning<Result>(use: () => Promise<Result>): Promise<Result> {
  scans += 1;
  clearTimeout(resting);
  return use().finally(() => {
    scans -= 1;
    clearTimeout(resting);
    resting = setTimeout(restScanner, SCANNER_IDLE);
  });
}

/** Starts the worker that looks for codes, for a picture that is being chosen. Never fails: what went wrong shows with the picture. */
export function warmScanner(): void {
  void scanning(() => scanner.call((api) => api.warm(), LOAD_LIMIT)).catch(() => undefined);
}

/** Ends the worker that looks for codes, when it has nothing to do: it holds memory. The next picture starts it again. */
export function restScanner(): void {
  if (scans === 0) scanner.stop();
}

/** Finds codes in a picture file; throws `Fault` or `{code: PictureProblem}`. */
export function scan(file: Blob, signal?: AbortSignal): Promise<Picture> {
  return scanning(() => scanNow(file, signal));
}

/** Finds codes in a picture of one byte a pixel, within some milliseconds; throws `Fault`. */
export function scanGrey({ grey, width, height }: Grey, limit: number, signal: AbortSignal): Promise<Picture> {
  return scanning(() => scanner.call((api) => api.grey(transfer(grey, [grey.buffer]), width, height) as Promise<Picture>, limit, signal));
}

async function scanNow(file: Blob, signal?: AbortSignal): Promise<Picture> {
  if (typeof OffscreenCanvas !== 'undefined') return scanner.call((api) => api.file(file) as Promise<Picture>, SCAN_LIMIT, signal);
  const { decode } = await import('./picture.ts');
  const pixels = await decode(file);
  return scanner.call((api) => api.pixels(transfer(pixels, [pixels.data.buffer])) as Promise<Picture>, SCAN_LIMIT, signal);
}
