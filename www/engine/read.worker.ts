/** A worker that reads printed text: a picture file goes in, places of text and the lines at them come out. */

import { expose } from 'comlink';
import init, { Detector, Picture, Recogniser, arrange, turned, type Exports, type Line, type Page, type Place } from '@read';
import { guarded } from './boundary.ts';
import { decode, type Pixels } from './picture.ts';
import type { Thrown } from './supervised.ts';

let module: Exports | undefined;
let detector: Detector | undefined;
let recogniser: Recogniser | undefined;
let picture: Picture | undefined;

function needed<Part>(part: Part | undefined): Part {
  if (part === undefined) throw { code: 'request', message: 'This worker was not prepared for that.' } satisfies Thrown;
  return part;
}

async function bytes(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

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
    if (file) detector ??= guarded(() => new Detector(file));
  },
  async recogniser(model: Blob): Promise<void> {
    const file = recogniser === undefined ? await bytes(model) : undefined;
    if (file) recogniser ??= guarded(() => new Recogniser(file));
  },
  /** Opens a picture file. Throws `{code: PictureProblem}`. */
  async open(file: Blob): Promise<void> {
    api.pixels(await decode(file));
  },
  /** Opens pixels that the page has decoded itself (a browser without OffscreenCanvas). */
  pixels({ data, width, height }: Pixels): void {
    picture?.free();
    picture = undefined;
    picture = guarded(() => new Picture(data, width, height));
  },
  /** Where text stands; `side`: the long side at which the picture is looked at. */
  places(side: number): Place[] {
    const [finder, seen] = [needed(detector), needed(picture)];
    return guarded(() => finder.places(seen, side));
  },
  /** Makes room: what finds text takes more memory than what reads it. */
  freeDetector(): void {
    detector?.free();
    detector = undefined;
  },
  /** The places as they read the right way up, when they stand upside down. */
  upsideDown(places: Place[]): Place[] | undefined {
    const [reader, seen] = [needed(recogniser), needed(picture)];
    return guarded(() => (reader.isUpsideDown(seen, places) ? turned(places) : undefined));
  },
  line(place: Place): Line | undefined {
    const [reader, seen] = [needed(recogniser), needed(picture)];
    return guarded(() => reader.read(seen, [place], () => true)[0]);
  },
  arrange(lines: Line[]): Page {
    return guarded(() => arrange(lines));
  },
  /** Lets the picture go. Returns the bytes that the module holds for good. */
  close(): number {
    picture?.free();
    picture = undefined;
    return module?.memory.buffer.byteLength ?? 0;
  },
};

export type ReadApi = typeof api;
expose(api);
