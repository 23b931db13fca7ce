/** Steps of a page as SVG, element by element: numbers and plain text become attributes and text, and nothing is ever read as markup. */

import type { Box, Face, Map, Stamped, Step, TextStep } from '../engine/drawing.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';
/** In one frame: milliseconds of making elements, and characters that have to be laid out. */
const SLICE = 8;
const LAID_OUT = 1200;

/** The letters of this device that stand for those of the file: the style sheet names them. */
const LETTERS: Record<TextStep['letters'], string> = {
  song: 'ofd__text--song',
  hei: 'ofd__text--hei',
  kai: 'ofd__text--kai',
  fang: 'ofd__text--fang',
  mono: 'ofd__text--mono',
};

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Counts what has to have a name of its own. */
let named = 0;

export function element(name: string, attributes: Record<string, string | number | undefined>, ...children: Node[]): SVGElement {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(attribute, String(value));
  made.append(...children);
  return made;
}

export function rectangle([x, y, width, height]: Box, name: string): SVGElement {
  return element('rect', { x, y, width, height, class: name, 'vector-effect': 'non-scaling-stroke' });
}

function colour(value: number | undefined): string {
  return value === undefined ? 'none' : `#${(value & 0xffffff).toString(16).padStart(6, '0')}`;
}

function transform(map: Map | undefined): string | undefined {
  if (!map) return undefined;
  const [linear, from] = map;
  return `matrix(${[...linear.map((part) => part / 10_000), ...from].join(' ')})`;
}

const opacity = (alpha: number | undefined): string | undefined => (alpha === undefined ? undefined : (alpha / 255).toFixed(3));

/** Points are one a character; an attribute counts those beyond the first plane twice. */
function doubled(points: number[], text: string): string {
  const characters = [...text];
  if (characters.length === text.length || points.length === 1) return points.join(' ');
  return points.flatMap((point, at) => ((characters[at]?.length ?? 1) > 1 ? [point, point] : [point])).join(' ');
}

/** Makes elements of steps. `pictures`: addresses of pictures by their place. */
export class Painter {
  readonly #pictures: (string | undefined)[];

  constructor(pictures: (string | undefined)[]) {
    this.#pictures = pictures;
  }

  /** Draws all steps at once: few of them. */
  paint(root: SVGElement, steps: Step[]): void {
    let into = root;
    for (const step of steps) into = this.#step(root, into, step);
  }

  /** Draws steps in slices, so that the page stays responsive; ends when `goes` says so. */
  async paintSlowly(root: SVGElement, steps: Step[], goes: () => boolean): Promise<void> {
    let into = root;
    let [until, characters] = [performance.now() + SLICE, 0];
    for (const step of steps) {
      into = this.#step(root, into, step);
      characters += step.do === 'text' ? step.text.length : step.do === 'path' ? step.d.length / 20 : 1;
      if (performance.now() < until && characters < LAID_OUT) continue;
      await nextFrame();
      if (!goes()) return;
      [until, characters] = [performance.now() + SLICE, 0];
    }
  }

  /** Draws one step into an element; returns where the next one goes. */
  #step(root: SVGElement, into: SVGElement, step: Step): SVGElement {
    switch (step.do) {
      case 'clip': {
        if (step.d === '') return root;
        const id = `ofd-clip-${(named += 1)}`;
        const group = element('g', { 'clip-path': `url(#${id})` });
        root.append(element('clipPath', { id }, element('path', { d: step.d })), group);
        return group;
      }
      case 'text': {
        const { text, x, y, size, letters, weight, italic, fill, alpha, map } = step;
        const made = element('text', {
          class: `ofd__text ${LETTERS[letters]}`,
          x: doubled(x, text),
          y: doubled(y, text),
          'font-size': size,
          'font-weight': weight,
          'font-style': italic ? 'italic' : undefined,
          fill: colour(fill),
          'fill-opacity': opacity(alpha),
          transform: transform(map),
        });
        made.textContent = text;
        into.append(made);
        return into;
      }
      case 'path':
        into.append(
          element('path', {
            d: step.d,
            fill: colour(step.fill),
            'fill-rule': step.evenOdd ? 'evenodd' : undefined,
            stroke: colour(step.stroke),
            'stroke-width': step.stroke === undefined ? undefined : step.width,
            opacity: opacity(step.alpha),
            transform: transform(step.map),
          }),
        );
        return into;
      case 'image': {
        const href = this.#pictures[step.picture];
        if (href !== undefined)
          into.append(
            element('image', {
              href,
              width: 1,
              height: 1,
              preserveAspectRatio: 'none',
              transform: `matrix(${step.place.join(' ')})`,
              opacity: opacity(step.alpha),
            }),
          );
        return into;
      }
      case 'blank':
        into.append(rectangle(step.place, 'ofd__blank'));
        return into;
      default:
        return into;
    }
  }

  /** A seal where it is shown: over the page, through which the page is seen. */
  stamp({ place: [x, y, width, height], clip = [0, 0, width, height] }: Stamped, face: Face): SVGElement {
    const [left, top, wide, high] = clip;
    const frame = element('svg', {
      x: x + left,
      y: y + top,
      width: wide,
      height: high,
      viewBox: `${left} ${top} ${wide} ${high}`,
      preserveAspectRatio: 'none',
    });
    if (face.is === 'picture') {
      const href = this.#pictures[face.picture];
      if (href !== undefined) frame.append(element('image', { href, width, height, preserveAspectRatio: 'none' }));
    } else if (face.is === 'steps') {
      const inner = element('svg', { width, height, viewBox: `0 0 ${face.width} ${face.height}`, preserveAspectRatio: 'none' });
      this.paint(inner, face.steps);
      frame.append(inner);
    } else {
      frame.append(rectangle([0, 0, width, height], 'ofd__blank'));
    }
    return element('g', { class: 'ofd__seal' }, frame);
  }
}

/** A pattern of slanting lines, and the address that fills a box with it. */
export function hatching(): { pattern: SVGElement; fill: string } {
  const id = `ofd-hatch-${(named += 1)}`;
  const line = element('path', { d: 'M0 0V250', class: 'ofd__hatch' });
  const pattern = element('pattern', { id, width: 250, height: 250, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, line);
  return { pattern, fill: `url(#${id})` };
}
