/**
 * A worker that finds printed text on a picture file, or reads it: places of text and pieces of the picture come out, pieces
 * go in and lines come out.
 */

import { expose, transfer } from 'comlink';
import init, {
  Detector,
  Picture,
  PictureBuilder,
  Recogniser,
  arrange,
  turned,
  witnesses,
  type Exports,
  type Line,
  type Page,
  type Patch,
  type Place,
} from '@read';
import { discard, guarded } from './boundary.ts';
import { decodeRows, type Pixels } from './picture.ts';
import type { Thrown } from './supervised.ts';

let module: Exports | undefined;
let detector: Detector | undefined;
let recogniser: Recogniser | undefined;
let picture: Picture | undefined;
/** Which one is open or being opened: the page's number of it. */
let opening: { number: number; done: Promise<void> } | undefined;

function needed<Part>(part: Part | undefined): Part {
  if (part === undefined) throw { code: 'request', message: 'This worker was not prepared for that.' } satisfies Thrown;
  return part;
}

async function bytes(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** Side of the picture on which a model runs once before it counts, in pixels: the browser then makes its code fast. */
const WARM_UP = 128;

function warmUp(use: (empty: Picture) => void): void {
  const empty = guarded(() => new Picture(new Uint8ClampedArray(WARM_UP * WARM_UP * 4).fill(255), WARM_UP, WARM_UP));
  try {
    guarded(() => use(empty));
  } finally {
    empty.free();
  }
}

/** A line of that picture, six times as long as it is high. */
const EMPTY: Place = {
  corners: [
    { x: 0, y: 0 },
    { x: WARM_UP, y: 0 },
    { x: WARM_UP, y: WARM_UP / 6 },
    { x: 0, y: WARM_UP / 6 },
  ],
  score: 1,
};

async function openNow(file: Blob): Promise<void> {
  picture?.free();
  picture = undefined;
  const builder = await decodeRows(
    file,
    (width, height) => guarded(() => new PictureBuilder(width, height)),
    (into, rows) => guarded(() => into.push(rows)),
  );
  picture = guarded(() => builder.finish());
}

/** A line to read: its place, and its piece of the picture. */
export interface Task {
  place: Place;
  patch: Patch;
}

/** Bytes of pieces of a picture that are cut out at a time: more than all lines of a slip. */
const MOST_PATCHES = 24_000_000;

const api = {
  alive: (): boolean => true,
  /** The module comes with `start`: the page has checked it before. */
  warm: (): Promise<void> => Promise.resolve(),
  /** Makes the module ready. What is there already stays. */
  async start(compiled: WebAssembly.Module): Promise<void> {
    module ??= await init({ module_or_path: compiled });
  },
  /** Loads a model, once. Throws `{code: 'model'}` when it is none. */
  async detector(model: Blob): Promise<void> {
    const file = detector === undefined ? await bytes(model) : undefined;
    if (file && !detector) {
      const made = guarded(() => new Detector(file));
      warmUp((empty) => made.places(empty, WARM_UP));
      detector = made;
    }
    if (file) discard(file);
  },
  async recogniser(model: Blob): Promise<void> {
    const file = recogniser === undefined ? await bytes(model) : undefined;
    if (file) {
      if (!recogniser) {
        const made = guarded(() => new Recogniser(file));
        warmUp((empty) => made.read(empty, [EMPTY]));
        recogniser = made;
      }
      discard(file);
    }
  },
  /** Opens a picture file, unless it is open already; `number` is the page's own of it. Throws `{code: PictureProblem}`. */
  async open(file: Blob, number: number): Promise<void> {
    if (opening?.number !== number) {
      const before = opening?.done.catch(() => undefined);
      opening = { number, done: Promise.resolve(before).then(() => openNow(file)) };
    }
    const { done } = opening;
    try {
      await done;
    } catch (error) {
      if (opening?.done === done) opening = undefined;
      throw error;
    }
  },
  /** Opens pixels that the page has decoded itself (a browser without OffscreenCanvas). */
  pixels({ data, width, height }: Pixels): void {
    picture?.free();
    picture = undefined;
    opening = undefined;
    picture = guarded(() => {
      const builder = new PictureBuilder(width, height);
      builder.push(data);
      return builder.finish();
    });
  },
  /** Where text stands, and which places tell whether it stands upside down. `side`: the long side at which the picture is looked at. */
  find(side: number): { places: Place[]; witnesses: number[] } {
    const [finder, seen] = [needed(detector), needed(picture)];
    return guarded(() => {
      const places = finder.places(seen, side);
      return { places, witnesses: [...witnesses(places)] };
    });
  },
  /** The pieces of the picture that hold these places, from the first on, as many as go at a time. */
  patches(places: Place[]): Patch[] {
    const seen = needed(picture);
    const list: Patch[] = [];
    let bytes = 0;
    guarded(() => {
      for (const place of places) {
        if (bytes > MOST_PATCHES) break;
        const patch = seen.patch(place);
        bytes += patch.pixels.length;
        list.push(patch);
      }
    });
    return transfer(
      list,
      list.map(({ pixels }) => pixels.buffer),
    );
  },
  /** The places as they read the right way up, when they stand upside down. `some`: of the witnesses, their pieces of the picture. */
  upsideDown(places: Place[], some: Task[]): Place[] | undefined {
    const reader = needed(recogniser);
    const upside = guarded(() =>
      reader.areUpsideDown(
        some.map(({ patch }) => patch),
        some.map(({ place }) => place),
      ),
    );
    for (const { patch } of some) discard(patch.pixels);
    return upside ? guarded(() => turned(places)) : undefined;
  },
  line({ place, patch }: Task): Line | undefined {
    const reader = needed(recogniser);
    return guarded(() => {
      const seen = Picture.fromPatch(patch);
      try {
        discard(patch.pixels);
        return reader.read(seen, [place], () => true)[0];
      } finally {
        seen.free();
      }
    });
  },
  arrange(lines: Line[]): Page {
    return guarded(() => arrange(lines));
  },
  /** The bytes that the module holds for good. */
  held: (): number => module?.memory.buffer.byteLength ?? 0,
};

export type ReadApi = typeof api;
expose(api);
