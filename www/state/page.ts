/** What the parts of a session share: the page that they speak to. */

import type { Role } from '../engine/report.ts';
import type { FieldId } from '../storage/incident.ts';
import type { Piece, Problem, Result } from './piece.ts';

/** What a shop does with more than one slip: each a view of its own, loaded when it is opened. */
export const TOOLS = ['batch', 'reconcile', 'audit', 'incidents', 'terminals', 'course'] as const;
export type Tool = (typeof TOOLS)[number];

export type View = 'check' | 'certificates' | 'kept' | 'tools' | 'help' | Tool;

export function isTool(view: View): view is Tool {
  return (TOOLS as readonly View[]).includes(view);
}

/** The last change, and how to take it back. */
export interface Undo {
  text: string;
  run: () => Promise<void>;
}

/** An incident that is to be written down: the code that the terminal shows, or what fills its fields. Nothing: of the result on the screen. */
export interface Noted {
  code?: string;
  fields?: Partial<Record<FieldId, string | undefined>>;
  role?: Role | undefined;
  /** What a reconciliation said of it. */
  status?: string;
  /** Is told which record it became. */
  made?: (record: { id: string; number: string }) => void;
}

/** A picture on its way to its codes. */
export interface Reading {
  stage: 'open' | 'code' | 'check';
  number: number;
  count: number;
  name: string;
  url?: string;
  /** The page of a file that is looked at, of how many; 0: it is being opened. */
  pages?: { at: number; count: number };
}

/** What certificates and kept slips know of the page. */
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

/** What judging and what was given know of it: the slips on the screen, too. */
export interface Screen extends Page {
  text: string;
  /** What is printed beside the code on the screen, typed in by the reader. */
  printed: string;
  /** The sample that the present input comes from. */
  sample: string | undefined;
  results: Result[];
  selected: number;
  /** A check is running, or the text has changed since the last one. */
  busy: boolean;
  reading: Reading | undefined;
  /** Counts up when the reader asked for a result: its heading then takes the focus. */
  asked: number;
  go(view: View, detail?: string): void;
  /** Slips were judged: what follows a verdict. */
  judged(pieces: Piece[]): void;
  /** Other input has come: what was going on with the slips on the screen ends. */
  leave(): void;
  /** A picture's codes are being looked for: what reads its print gets ready, where that was chosen. */
  expectPrint(picture: File | 'given'): Promise<void>;
}

/** What the reading of printed text knows of it. */
export interface Slips extends Pick<Page, 'announcement' | 'changed'> {
  readonly results: readonly Result[];
  asked: number;
  /** Pieces know more than when they were judged: so do the results. */
  refresh(pieces: Piece[]): void;
  /** Judges once more what is on the screen, with what has become known about it. */
  checkAgain(): Promise<void>;
}
