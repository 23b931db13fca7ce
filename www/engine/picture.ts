/**
 * Picture files before anything decodes them: what they are, how large, whether they move. Only headers are read, with
 * every offset checked, so that a file that lies about itself costs nothing.
 */

import { discard } from './boundary.ts';
import type { Thrown } from './supervised.ts';

/** At most this many pixels are decoded. */
export const MAX_PIXELS = 50_000_000;
/** At most this many bytes are read of a picture file. */
export const MAX_PICTURE_BYTES = 60_000_000;

export type PictureProblem = 'empty' | 'type' | 'heic' | 'damaged' | 'too-large' | 'file-too-large';

export type Kind = 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic' | 'pdf' | 'unknown';

export interface Header {
  kind: Kind;
  /** In pixels, where the header says so. */
  width?: number;
  height?: number;
  animated: boolean;
}

export interface Pixels {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

const ascii = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

/** What a file is, from at most its first 256 KiB. */
export function sniff(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (at: number, length: number): boolean => at >= 0 && at + length <= bytes.length;
  if (has(0, 3) && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { kind: 'jpeg', animated: false, ...jpegSize(view) };
  if (has(0, 24) && ascii(bytes, 1, 3) === 'PNG') return png(bytes, view);
  if (has(0, 10) && ascii(bytes, 0, 4) === 'GIF8') {
    return { kind: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true), animated: gifFrames(bytes) > 1 };
  }
  if (has(0, 16) && ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return webp(bytes, view);
  if (has(0, 26) && ascii(bytes, 0, 2) === 'BM')
    return { kind: 'bmp', width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)), animated: false };
  if (has(0, 12) && ascii(bytes, 4, 4) === 'ftyp') {
    const brand = ascii(bytes, 8, 4);
    if (/^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/.test(brand)) {
      // mif1 is the common brand of both families: AVIF names itself among the compatible ones.
      const compatible = ascii(bytes, 16, Math.max(0, Math.min(view.getUint32(0), 64, bytes.length) - 16));
      return compatible.includes('avif') ? { kind: 'avif', animated: false } : { kind: 'heic', animated: false };
    }
    if (/^(avif|avis)$/.test(brand)) return { kind: 'avif', animated: brand === 'avis' };
  }
  // Within its first 1024 bytes (ISO 32000-2 §7.5.2).
  if (ascii(bytes, 0, 1029).includes('%PDF-')) return { kind: 'pdf', animated: false };
  return { kind: 'unknown', animated: false };
}

function jpegSize(view: DataView): { width?: number; height?: number } {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return {};
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // SOF0 to SOF15, without DHT (C4), JPG (C8) and DAC (CC).
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return {};
}

function png(bytes: Uint8Array, view: DataView): Header {
  // Its first chunk has to be the one that says how large it is (PNG §5.6).
  if (ascii(bytes, 12, 4) !== 'IHDR') return { kind: 'png', width: 0, height: 0, animated: false };
  const header: Header = { kind: 'png', width: view.getUint32(16), height: view.getUint32(20), animated: false };
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const chunk = ascii(bytes, at + 4, 4);
    if (chunk === 'acTL') header.animated = true;
    if (chunk === 'IDAT' || chunk === 'acTL') break;
  }
  return header;
}

function webp(bytes: Uint8Array, view: DataView): Header {
  const header: Header = { kind: 'webp', animated: false };
  const chunk = ascii(bytes, 12, 4);
  const u24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (chunk === 'VP8X' && bytes.length >= 30) {
    header.animated = (view.getUint8(20) & 2) !== 0;
    header.width = u24(24) + 1;
    header.height = u24(27) + 1;
  } else if (chunk === 'VP8L' && bytes.length >= 25) {
    const bits = view.getUint32(21, true);
    header.width = (bits & 0x3fff) + 1;
    header.height = ((bits >> 14) & 0x3fff) + 1;
  } else if (chunk === 'VP8 ' && bytes.length >= 30) {
    header.width = view.getUint16(26, true) & 0x3fff;
    header.height = view.getUint16(28, true) & 0x3fff;
  }
  return header;
}

/** Frames of a GIF as far as its bytes are here; counting stops at two. */
function gifFrames(bytes: Uint8Array): number {
  const flags = bytes[10] ?? 0;
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let frames = 0;
  const skipBlocks = (): void => {
    while (at < bytes.length && bytes[at] !== 0) at += (bytes[at] ?? 0) + 1;
    at += 1;
  };
  while (at < bytes.length && frames < 2) {
    if (bytes[at] === 0x21) {
      at += 2;
      skipBlocks();
    } else if (bytes[at] === 0x2c) {
      frames += 1;
      const local = bytes[at + 9] ?? 0;
      at += 10 + (local & 0x80 ? 3 * 2 ** ((local & 7) + 1) : 0) + 1;
      skipBlocks();
    } else break;
  }
  return frames;
}

function problem(code: PictureProblem): Thrown {
  return { code, message: code };
}

/** What speaks against decoding a picture file, from its size and header. */
export function objection(size: number, header: Header): PictureProblem | undefined {
  if (size === 0) return 'empty';
  if (header.kind === 'pdf' || header.kind === 'unknown') return 'type';
  if (size > MAX_PICTURE_BYTES) return 'file-too-large';
  if (header.width === 0 || header.height === 0) return 'damaged';
  if (header.width !== undefined && header.height !== undefined && header.width * header.height > MAX_PIXELS) return 'too-large';
  return undefined;
}

/** The first bytes of a file: enough for every header above, an EXIF thumbnail before a JPEG's size included. */
export async function head(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(0, 262_144).arrayBuffer());
}

/** Decodes a picture file, with the orientation that it names applied. Throws `{code: PictureProblem}`. */
async function opened(file: Blob): Promise<ImageBitmap> {
  const header = sniff(await head(file));
  const against = objection(file.size, header);
  if (against) throw problem(against);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image', premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
  } catch {
    throw problem(header.kind === 'heic' ? 'heic' : 'damaged');
  }
  if (bitmap.width * bitmap.height <= MAX_PIXELS) return bitmap;
  bitmap.close();
  throw problem('too-large');
}

/** Some rows of a picture; transparent ones are seen on white, as people see them. */
function* rows(bitmap: ImageBitmap, count: number): Generator<Uint8ClampedArray<ArrayBuffer>> {
  const { width, height } = bitmap;
  const canvas =
    typeof OffscreenCanvas === 'undefined' ? Object.assign(document.createElement('canvas'), { width, height: count }) : new OffscreenCanvas(width, count);
  const context = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null;
  if (!context) throw problem('too-large');
  context.fillStyle = '#fff';
  try {
    for (let top = 0; top < height; top += count) {
      context.fillRect(0, 0, width, count);
      context.drawImage(bitmap, 0, -top);
      yield context.getImageData(0, 0, width, Math.min(count, height - top)).data as Uint8ClampedArray<ArrayBuffer>;
    }
  } finally {
    // Its pixels would stay until it is collected.
    canvas.width = canvas.height = 0;
  }
}

/**
 * Decodes a picture file to RGBA. Works in a worker and on the page. Throws `{code: PictureProblem}`.
 */
export async function decode(file: Blob): Promise<Pixels> {
  const bitmap = await opened(file);
  try {
    const { width, height } = bitmap;
    for (const data of rows(bitmap, height)) return { data, width, height };
    throw problem('damaged');
  } finally {
    bitmap.close();
  }
}

/**
 * Decodes a picture file to RGBA, some rows at a time, so that all of them need not be there at once; `begin` makes what
 * takes them. Throws `{code: PictureProblem}`.
 */
export async function decodeRows<Into>(
  file: Blob,
  begin: (width: number, height: number) => Into,
  push: (into: Into, rows: Uint8ClampedArray<ArrayBuffer>) => void,
): Promise<Into> {
  const bitmap = await opened(file);
  try {
    const into = begin(bitmap.width, bitmap.height);
    for (const some of rows(bitmap, 256)) {
      push(into, some);
      discard(some);
    }
    return into;
  } finally {
    bitmap.close();
  }
}
