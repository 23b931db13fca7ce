/** The worker that draws the pages of one PDF file. It ends with the file: whoever starts it ends it, whatever the file makes it do. */

import { expose, transfer } from 'comlink';
import init, { Book, type Drawn, type Grey } from '@pages';
import moduleUrl from '@pages-module?url';
import digest from 'virtual:digest/pages';
import { guarded, once } from './boundary.ts';
import { published } from './published.ts';
import type { SeenLine } from './report.ts';

const load = once(() => init({ module_or_path: published(moduleUrl, digest) }));

/** Longest side of a sheet, in pixels. */
const SIDE = 1600;
/** Most lines on a sheet, and characters of each. */
const LINES = 2000;
const CHARACTERS = 400;
/** A letter's height of its size: lines are as high as their capitals. */
const CAPITAL = 0.75;

/** Brightness from which paper is blank, and the room around what is printed, in points. */
const PAPER = 250;
const ROOM = 18;

/** A part of a page, in its pixels. */
interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A page as a person sees it, without what is blank around it. */
export interface Shown extends Frame {
  image: Blob;
}

/** What a page shows, and what of it may hold a code. */
export interface Page extends Omit<Drawn, 'picture' | 'looks'> {
  looks: (Grey & { whole: boolean })[];
}

let book: Book | undefined;
let last: Drawn | undefined;

const api = {
  alive: (): boolean => true,
  async warm(): Promise<void> {
    await load();
  },
  async open(file: Uint8Array): Promise<{ count: number; more: boolean }> {
    await load();
    const opened = (book = guarded(() => new Book(file)));
    return { count: opened.count, more: opened.more };
  },
  /** Draws a page, counted from 0. */
  draw(number: number): Page | undefined {
    const drawn = (last = guarded(() => book?.draw(number)));
    if (!drawn) return undefined;
    const { picture, looks, ...rest } = drawn;
    // The page itself stays for its sheet.
    const copies = looks.map((look) => (look === 'picture' ? { ...picture, grey: picture.grey.slice(), whole: true } : { ...look, whole: false }));
    return transfer(
      { ...rest, looks: copies },
      copies.map(({ grey }) => grey.buffer),
    );
  },
  /** Whether a bound of the file was passed on the way. */
  exceeded: (): boolean => guarded(() => book?.exceeded ?? false),
  /** The page drawn last as a person sees it, smaller, its lines in letters of this device; nothing where the browser can't. */
  async sheet(): Promise<Shown | undefined> {
    if (!last || typeof OffscreenCanvas === 'undefined') return undefined;
    const { picture, lines, scale } = last;
    const frame = printed(picture, lines, scale);
    const { left, top, width, height } = frame;
    const shrunk = Math.min(1, SIDE / Math.max(width, height));
    const canvas = new OffscreenCanvas(Math.ceil(width * shrunk), Math.ceil(height * shrunk));
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    const whole = painted(picture, frame);
    context.drawImage(whole, 0, 0, canvas.width, canvas.height);
    whole.width = whole.height = 0;
    for (const line of lines.slice(0, LINES)) {
      const moved = { ...line, x: line.x - left / scale, y: line.y - top / scale };
      write(context, moved, scale * shrunk, isDark(picture, line, scale));
    }
    return { image: await canvas.convertToBlob({ type: 'image/png' }), ...frame };
  },
};

/** The part of a page that something is printed on, with some room around it. */
function printed({ width, height, grey }: Grey, lines: SeenLine[], scale: number): Frame {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += 1) {
    const row = grey.subarray(y * width, (y + 1) * width);
    const first = row.findIndex((pixel) => pixel < PAPER);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.findLastIndex((pixel) => pixel < PAPER) + 1);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  for (const line of lines) {
    left = Math.min(left, line.x * scale);
    top = Math.min(top, line.y * scale);
    right = Math.max(right, (line.x + line.width) * scale);
    bottom = Math.max(bottom, (line.y + line.height) * scale);
  }
  const room = ROOM * scale;
  [left, top] = [left - room, top - room].map((value) => Math.max(0, Math.floor(value))) as [number, number];
  [right, bottom] = [Math.min(width, Math.ceil(right + room)), Math.min(height, Math.ceil(bottom + room))];
  // A blank page is shown whole.
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : { left: 0, top: 0, width, height };
}

function painted({ width, grey }: Grey, frame: Frame): OffscreenCanvas {
  const canvas = new OffscreenCanvas(frame.width, frame.height);
  const pixels = new Uint32Array(frame.width * frame.height);
  for (let y = 0; y < frame.height; y += 1) {
    const from = (frame.top + y) * width + frame.left;
    // Opaque, and the same of red, green and blue: the order of bytes does not matter.
    for (let x = 0; x < frame.width; x += 1) pixels[y * frame.width + x] = 0xff000000 | ((grey[from + x] ?? 255) * 0x10101);
  }
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), frame.width, frame.height), 0, 0);
  return canvas;
}

/** Whether a line stands on what is rather black than white. */
function isDark({ width, height, grey }: Grey, line: SeenLine, scale: number): boolean {
  const row = Math.min(height - 1, Math.max(0, Math.round((line.y + line.height / 2) * scale)));
  let sum = 0;
  const samples = 24;
  for (let sample = 0; sample < samples; sample += 1) {
    const column = Math.round((line.x + (line.width * (sample + 0.5)) / samples) * scale);
    sum += grey[row * width + Math.min(width - 1, Math.max(0, column))] ?? 255;
  }
  return sum < samples * 110;
}

/** Writes a line where it stands, as wide as it is there; one that does not lie is left out. */
function write(context: OffscreenCanvasRenderingContext2D, { text, x, y, width, height }: SeenLine, scale: number, onDark: boolean): void {
  const parts = text.slice(0, CHARACTERS).split('   ');
  if (height <= 0 || width <= 0 || (text.length > 2 && height > width)) return;
  const size = (height * scale) / CAPITAL;
  if (size > SIDE) return;
  context.font = `${size}px sans-serif`;
  context.fillStyle = onDark ? '#fff' : '#000';
  const widths = parts.map((part) => context.measureText(part).width);
  const letters = widths.reduce((sum, part) => sum + part, 0);
  const room = width * scale;
  // What stands in columns keeps them; else letters are as wide as those of the file.
  const stretch = parts.length > 1 ? Math.min(1, (room * 0.9) / letters) : room / Math.max(letters, 1);
  const gap = parts.length > 1 ? (room - letters * stretch) / (parts.length - 1) : 0;
  let left = x * scale;
  for (const [at, part] of parts.entries()) {
    context.setTransform(stretch, 0, 0, 1, left, (y + height) * scale);
    context.fillText(part, 0, 0);
    left += (widths[at] ?? 0) * stretch + gap;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
}

export type PagesApi = typeof api;
expose(api);
