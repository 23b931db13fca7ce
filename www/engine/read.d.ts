/** The text-reading module: crate `slipcheck-read`. Errors are thrown as plain objects `{code, message}`. */
export interface Corner {
  x: number;
  y: number;
}
/** Where a line stands: as one reads top left, top right, bottom right, bottom left. */
export interface Place {
  corners: Corner[];
  score: number;
}
export interface Character {
  text: string;
  probability: number;
  runnersUp?: { text: string; probability: number }[];
  middle: Corner;
}
export interface Line {
  text: string;
  corners: Corner[];
  probability: number;
  characters: Character[];
}
/** Rows in the order of reading. `turned`: degrees, clockwise. */
export interface Page {
  lines: Line[];
  turned: number;
}
export interface Exports {
  memory: WebAssembly.Memory;
}
export default function init(module: { module_or_path: WebAssembly.Module }): Promise<Exports>;
/** A piece of a picture, enough to read one line: three bytes a pixel. */
export interface Patch {
  pixels: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  left: number;
  top: number;
  shrunk: number;
}
export class Picture {
  constructor(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number);
  patch(place: Place): Patch;
  static fromPatch(patch: Patch): Picture;
  free(): void;
}
/** Takes a picture's rows, four bytes a pixel, as they come. */
export class PictureBuilder {
  constructor(width: number, height: number);
  push(rows: Uint8Array | Uint8ClampedArray): void;
  finish(): Picture;
  free(): void;
}
export class Detector {
  constructor(model: Uint8Array);
  /** `side`: the long side at which the picture is looked at, in pixels. */
  places(picture: Picture, side: number): Place[];
  free(): void;
}
export class Recogniser {
  constructor(model: Uint8Array);
  read(picture: Picture, places: Place[], progress?: (line: Line, index: number) => boolean | void): Line[];
  isUpsideDown(picture: Picture, places: Place[]): boolean;
  /** The same of some lines, each on its piece of the picture. */
  areUpsideDown(patches: Patch[], places: Place[]): boolean;
  free(): void;
}
/** Which places tell best whether a picture stands upside down: indices, the best first. */
export function witnesses(places: Place[]): Uint32Array;
/** The same places, read from their other ends. */
export function turned(places: Place[]): Place[];
export function arrange(lines: Line[]): Page;
