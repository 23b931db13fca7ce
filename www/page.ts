/** What the parts of a session share: the page that they speak to. */

import type { Problem } from './input.ts';

/** The last change, and how to take it back. */
export interface Undo {
  text: string;
  run: () => Promise<void>;
}

export interface Page {
  /** What stands in the way, said where things are put in. */
  problem: { id: Problem; count?: number } | undefined;
  /** Read aloud by assistive technology. */
  announcement: string;
  undo: Undo | undefined;
  /** Draws the page once more. */
  changed(): void;
  /** The slip on the screen once more, after what a check rests on has changed. */
  recheck(): Promise<void>;
}
