/** The page-drawing module: crate `slipcheck-pages`. */
import type { SeenLine } from './report.ts';
export default function init(module: { module_or_path: Promise<Response> }): Promise<unknown>;
/** One byte a pixel, 0 black. */
export interface Grey {
  width: number;
  height: number;
  grey: Uint8Array<ArrayBuffer>;
}
/** A page, drawn: letters are not. */
export interface Drawn {
  /** Points. */
  width: number;
  height: number;
  /** Pixels a point. */
  scale: number;
  lines: SeenLine[];
  invisible: boolean;
  unread: boolean;
  stopped: boolean;
  onePicture: boolean;
  picture: Grey;
  /** What may show a code, in the order of looking; `picture`: the page itself. */
  looks: ('picture' | Grey)[];
}
/** The first pages of a file; one that cannot be read has none. */
export class Book {
  constructor(file: Uint8Array);
  readonly count: number;
  readonly more: boolean;
  readonly exceeded: boolean;
  draw(number: number): Drawn | undefined;
}
