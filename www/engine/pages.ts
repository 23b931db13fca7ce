/**
 * Pages of a PDF file: drawn one after another by a worker of their own, and looked at for codes by the one that looks at photos. A file
 * may be made to take for ever: the worker is ended after some seconds, and what was not seen by then is said not to have been seen.
 */

import { transfer } from 'comlink';
import pagesUrl from './pages.worker.ts?worker&url';
import { scanGrey } from './client.ts';
import type { Page, PagesApi, Shown } from './pages.worker.ts';
import type { Picture, SeenPages } from './report.ts';
import { Fault, LOAD_LIMIT, Supervised } from './supervised.ts';

/** What drawing a file's pages may take, and looking at all of them, in milliseconds. */
const DRAWING = 5_000;
const LOOKING = 20_000;
/** Most pages that are shown. */
const SHEETS = 8;

/** A page to show: what it looks like, and the codes on it. */
export interface Sheet {
  /** Counted from 1. */
  page: number;
  /** Pixels a point of the page. */
  scale: number;
  /** Pixels that were cut off at the left and the top: nothing is printed there. */
  left: number;
  top: number;
  picture: Picture;
  image: Blob;
}

export interface Looked {
  pages: SeenPages;
  sheets: Sheet[];
}

/** A page is looked at: which, of how many; the first one, once it can be shown. */
export type Progress = (at: number, count: number, first?: Sheet) => void;

/**
 * Looks at the pages of a file. Nothing when that can't be done here at all: then nobody has looked for codes. Throws the signal's
 * reason.
 */
export async function look(file: Uint8Array, progress: Progress, signal: AbortSignal): Promise<Looked | undefined> {
  const drawer = new Supervised<PagesApi>(pagesUrl, 'pages');
  const pages: SeenPages = { pages: [], more: false, exceeded: false, cut: true };
  const sheets: Sheet[] = [];
  let left = DRAWING;
  const draw = async <Result>(use: Parameters<typeof drawer.call<Result>>[0]): Promise<Result> => {
    const began = performance.now();
    return drawer.call(use, Math.max(left, 1), signal).finally(() => (left -= performance.now() - began));
  };
  try {
    await drawer.call((api) => api.warm(), LOAD_LIMIT, signal);
    const copy = file.slice();
    const { count, more } = await draw((api) => api.open(transfer(copy, [copy.buffer])));
    pages.more = more;
    const until = performance.now() + LOOKING;
    for (let number = 0; number < count; number += 1) {
      progress(number + 1, count, sheets[0]);
      const page = (await draw((api) => api.draw(number))) as Page;
      // The first page is shown in any case: while it is looked at.
      let showing = number === 0 ? draw((api) => api.sheet()) : undefined;
      showing?.catch(() => undefined);
      const picture = await codes(page, until, signal);
      const found = picture?.codes.map(({ text }) => text) ?? [];
      if (found.length > 0 && sheets.length < SHEETS) showing ??= draw((api) => api.sheet());
      const { lines, invisible, unread, stopped, onePicture } = page;
      pages.pages.push({ lines, codes: found, invisible, unread, stopped, onePicture });
      const shown = (await showing) as Shown | undefined;
      if (shown) sheets.push(sheet(number + 1, page.scale, shown, picture));
    }
    pages.exceeded = await draw((api) => api.exceeded());
    pages.cut = false;
  } catch (error) {
    signal.throwIfAborted();
    // A part that can't be loaded has looked at nothing; whatever else ended it, what there is was seen.
    if (error instanceof Fault && error.id === 'unavailable') return undefined;
  } finally {
    drawer.stop();
  }
  return { pages, sheets };
}

/** What the first picture of a page that shows codes shows, in the page's own pixels; nothing where none does. */
async function codes({ looks }: Page, until: number, signal: AbortSignal): Promise<Picture | undefined> {
  for (const { whole, ...look } of looks) {
    const picture = await scanGrey(look, Math.max(until - performance.now(), 1), signal);
    if (picture.codes.length === 0) continue;
    const top = ({ corners }: Picture['codes'][number]): number => Math.min(...corners.map(({ y }) => y));
    picture.codes.sort((a, b) => top(a) - top(b));
    return whole ? picture : { ...picture, codes: picture.codes.map((code) => ({ ...code, corners: [] })) };
  }
  return undefined;
}

/** A page as it is shown, with its codes where they are on what is left of it. */
function sheet(page: number, scale: number, { image, left, top, width, height }: Shown, seen?: Picture): Sheet {
  const codes = (seen?.codes ?? []).map((code) => ({ ...code, corners: code.corners.map(({ x, y }) => ({ x: x - left, y: y - top })) }));
  const none: Picture = { width, height, codes: [], finding: 'no-code', quality: { brightness: 0, contrast: 0, sharpness: 0 } };
  return { page, scale, left, top, image, picture: { ...none, ...seen, width, height, codes } };
}
