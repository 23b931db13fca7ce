/** A line of the paper, cut out of the photo and laid upright: drawn on a canvas, once. */

import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import type { Strip } from '../state/early-fields.ts';

/** Rows of the drawing, and most columns: enough to be read on a sharp screen. */
const HEIGHT = 56;
const WIDEST = 1200;

class Drawn extends Directive {
  #strip: Strip | undefined;

  render(_strip: Strip): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [strip]: [Strip]): unknown {
    if (this.#strip !== strip) draw(element as HTMLCanvasElement, strip);
    this.#strip = strip;
    return noChange;
  }
}

/** `<canvas ${drawn(strip)}>` */
export const drawn = directive(Drawn);

function draw(canvas: HTMLCanvasElement, { corners: [a, b, , d], patch }: Strip): void {
  const { pixels, width, height, left, top, shrunk } = patch;
  if (!a || !b || !d || pixels.length !== width * height * 3) return;
  const long = Math.hypot(b.x - a.x, b.y - a.y);
  const high = Math.hypot(d.x - a.x, d.y - a.y);
  canvas.height = HEIGHT;
  canvas.width = Math.round(Math.min(WIDEST, Math.max(HEIGHT, (HEIGHT * long) / Math.max(high, 1))));
  const piece = new ImageData(width, height);
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    piece.data[to] = pixels[from] ?? 0;
    piece.data[to + 1] = pixels[from + 1] ?? 0;
    piece.data[to + 2] = pixels[from + 2] ?? 0;
    piece.data[to + 3] = 255;
  }
  const source = Object.assign(document.createElement('canvas'), { width, height });
  source.getContext('2d')?.putImageData(piece, 0, 0);
  // From the drawing to the piece, and back.
  const x = (value: number): number => value / shrunk - left;
  const y = (value: number): number => value / shrunk - top;
  const matrix = new DOMMatrix([
    (x(b.x) - x(a.x)) / canvas.width,
    (y(b.y) - y(a.y)) / canvas.width,
    (x(d.x) - x(a.x)) / canvas.height,
    (y(d.y) - y(a.y)) / canvas.height,
    x(a.x),
    y(a.y),
  ]).inverse();
  const context = canvas.getContext('2d');
  context?.setTransform(matrix);
  context?.drawImage(source, 0, 0);
}
