/** The worker that draws an OFD document: its bytes go in, steps and pictures come out. It ends with the file. */

import { expose } from 'comlink';
import allUrl from '@all-module?url';
import type { OfdPicture, OfdRequest } from '@all';
import allDigest from 'virtual:digest/all';
import { guarded, once } from './boundary.ts';
import type { Drawing, Drawn, Sheet, Step } from './drawing.ts';
import { published } from './published.ts';

const load = once(async () => {
  const module = await import('@all');
  await module.default({ module_or_path: published(allUrl, allDigest) });
  return module;
});

/** What a browser lays out and paints without holding the page: elements of a page, their characters, the length of their outlines. */
const ELEMENTS = 2_500;
const CHARACTERS = 12_000;
const OUTLINES = 400_000;

/** Whether a page can be drawn as elements; one that can't is given as text alone. */
function isDrawable(steps: Step[]): boolean {
  let [elements, characters, outlines] = [0, 0, 0];
  for (const step of steps) {
    elements += step.do === 'clip' ? 3 : 1;
    if (step.do === 'text') characters += step.text.length;
    if (step.do === 'path' || step.do === 'clip') outlines += step.d.length;
  }
  return elements <= ELEMENTS && characters <= CHARACTERS && outlines <= OUTLINES;
}

/** A picture as a browser opens it; of one that moves the first view, and nothing where that can't be had. */
async function opened({ type, bytes, moves }: OfdPicture): Promise<Blob | undefined> {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type });
  if (!moves) return blob;
  try {
    const first = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(first.width, first.height);
    canvas.getContext('2d')?.drawImage(first, 0, 0);
    first.close();
    return await canvas.convertToBlob({ type: 'image/png' });
  } catch {
    return undefined;
  }
}

const api = {
  alive: (): boolean => true,
  async warm(): Promise<void> {
    await load();
  },
  /** Draws a document; nothing when it is refused or can't be read. Throws `Thrown`. */
  async draw(request: OfdRequest): Promise<Drawn | undefined> {
    const { drawOfd } = await load();
    const drawn = guarded(() => drawOfd(request));
    if (!drawn) return undefined;
    const { sheets, ...rest } = JSON.parse(drawn.json) as Omit<Drawing, 'sheets'> & { sheets: (Sheet & { steps?: Step[] })[] };
    // A page takes in a text faster than a tree, and one sheet's at a time.
    const steps = sheets.map((sheet) => {
      const { steps: all = [] } = sheet;
      delete sheet.steps;
      if (isDrawable(all)) return JSON.stringify(all);
      sheet.textAlone = true;
      return '[]';
    });
    const pictures: (Blob | undefined)[] = [];
    for (const picture of drawn.pictures) pictures.push(await opened(picture));
    return { drawing: { ...rest, sheets }, steps, pictures };
  },
};

export type DrawingApi = typeof api;
expose(api);
