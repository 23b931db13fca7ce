/** Rows of a picture while its lines are still being read: put together now and then, with a mark for each line that is missing. */

import type { Line, Page, Place } from '@read';

/**
 * Rows are put together at most so often: it takes the time of reading a short line. While the first lines are read, more often:
 * somebody waits for a first field. Milliseconds.
 */
const PAUSE = 200;
const FIRST_PAUSE = 50;
const FIRST = 12;
/** Stands for a line that is not read yet: in no alphabet, and no part of any value. */
export const UNREAD = '\uFFFC';

export class Rows<Worker> {
  readonly #arrange: (lines: Line[], worker?: Worker) => Promise<Page>;
  readonly #show: (page: Page) => void;
  /** In the order of reading. */
  #places: Place[] = [];
  #lines = new Map<Place, Line | undefined>();
  /** How many lines stood there with the lines around them, when they were last put together. */
  #told = 0;
  #due = 0;
  #later: ReturnType<typeof setTimeout> | undefined;
  /** Nothing is put together before it is known which way up the picture is. */
  #upright = false;
  #busy = false;
  #over = false;

  /** `arrange` puts lines in rows, by the worker that has just read one, if any; `show` gets them, with `UNREAD` for each line that is not read. */
  constructor(arrange: (lines: Line[], worker?: Worker) => Promise<Page>, show: (page: Page) => void) {
    this.#arrange = arrange;
    this.#show = show;
  }

  /** These are to be read, in the order of reading; what was read before does not count. */
  begin(places: Place[]): void {
    this.#places = places;
    this.#lines = new Map();
    this.#told = 0;
  }

  /** It is known which way up the picture is. */
  upright(): void {
    this.#upright = true;
    this.#gather();
  }

  add(place: Place, line: Line | undefined, worker: Worker): void {
    this.#lines.set(place, line);
    this.#gather(worker);
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#later);
  }

  #gather(worker?: Worker): void {
    clearTimeout(this.#later);
    const places = this.#places;
    if (this.#over || this.#busy || !this.#upright || this.#lines.size >= places.length) return;
    // Something new stands there whole, with the lines around it.
    const whole = places.filter((place, at) => [places[at - 1], place, places[at + 1]].every((near) => near === undefined || this.#lines.has(near))).length;
    if (whole <= this.#told) return;
    const now = performance.now();
    if (now < this.#due) {
      this.#later = setTimeout(() => this.#gather(), this.#due - now);
      return;
    }
    this.#told = whole;
    this.#due = now + (this.#lines.size <= FIRST ? FIRST_PAUSE : PAUSE);
    this.#busy = true;
    this.#arrange(
      places.flatMap((place) => (this.#lines.has(place) ? (this.#lines.get(place) ?? []) : blank(place))),
      worker,
    )
      .then((page) => {
        if (!this.#over && places === this.#places && this.#lines.size < places.length) this.#show(page);
      })
      // Whoever reads lines says what is wrong with the worker.
      .catch(() => undefined)
      .finally(() => {
        this.#busy = false;
        this.#gather();
      });
  }
}

function blank({ corners }: Place): Line {
  const [a = { x: 0, y: 0 }, , c = a] = corners;
  return { text: UNREAD, corners, probability: 1, characters: [{ text: UNREAD, probability: 1, middle: { x: (a.x + c.x) / 2, y: (a.y + c.y) / 2 } }] };
}
