/** The code-reading module: crate `slipcheck-scan`. Errors are thrown as plain objects `{code, message}`. */
import type { Picture } from './report.ts';
export default function init(module: { module_or_path: Promise<Response> }): Promise<unknown>;
/** RGBA, 4 bytes a pixel. */
export function scan(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Picture;
/** One byte a pixel, 0 black. */
export function scanGrey(luma: Uint8Array, width: number, height: number): Picture;
/** Takes a picture's rows, four bytes a pixel, as they come; `finish` ends it. */
export class Scanner {
  constructor(width: number, height: number);
  push(rows: Uint8Array | Uint8ClampedArray): void;
  finish(): Picture;
  free(): void;
}
