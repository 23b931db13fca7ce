/** One thing that was given to be judged, what became of it, and why not: the shapes that the parts of the page share. */

import type { Line, Place } from '@read';
import type { PictureProblem } from '../engine/picture.ts';
import type { Finding, Picture, Report, SeenPages } from '../engine/report.ts';
import type { FaultId } from '../engine/supervised.ts';
import type { ModelProblem } from '../storage/models.ts';
import type { Early } from './early-fields.ts';

/** Why there is nothing to judge, or not all: ids of `problem-…` texts. */
export type Problem =
  | PictureProblem
  | FaultId
  | Exclude<Finding, 'codes'>
  | 'text-too-large'
  | 'too-many'
  | 'animated'
  | 'clipboard'
  | 'clipboard-empty'
  | 'address';

/** A picture as it is drawn beside the result. */
export interface Shown {
  url: string;
  picture?: Picture;
  /** Of a document: the page, counted from 1, its pixels a point, and how many of them were cut off at the left and the top. */
  page?: { number: number; scale: number; left: number; top: number };
}

/** One thing to judge: a text or what was seen in one picture. */
export interface Piece {
  name?: string;
  /** The picture's file, and what is printed on it. */
  file?: File;
  paper?: Paper;
  text?: string;
  /** A document's bytes: OFD or PDF. */
  document?: Uint8Array<ArrayBuffer>;
  /** What was seen on its pages, and those that can be shown. */
  pages?: SeenPages;
  sheets?: Shown[];
  /** A code from the page's own address: only what is located in it counts. */
  code?: string;
  /** A text or file that held certificates too, without them: where nothing of it is a slip, it is left out. */
  beside?: boolean;
  picture?: Picture;
  problem?: Problem;
  shown?: Shown;
  /** What of it the user has kept: ids of records. */
  records?: string[];
}

/** One slip of a piece, judged. */
export interface Result extends Piece {
  report: Report;
  /** The certificate that vouches for it was given by the host of this page, not chosen by the user. */
  byHost?: boolean;
}

/** How far the reading of one picture is. `check`: all lines are there, and the core looks at them. */
export type Stage = 'offer' | 'download' | 'find' | 'lines' | 'check' | 'done' | 'failed';

export type PaperProblem = ModelProblem | PictureProblem | FaultId;

/** One picture and its printed text. */
export interface Paper {
  stage: Stage;
  /** Bytes that are there, while they are downloaded. */
  loaded: number;
  places: Place[];
  lines: Line[];
  /** Degrees by which the text is turned in the picture, clockwise. */
  turned: number;
  /** Fields that stand fully read while the rest is being read, of each slip in the order of its reports: provisional. */
  early: Early[][];
  problem?: PaperProblem;
  /** It is looked at once more, closer: something was missing. */
  closer: boolean;
  /** Seconds that reading took, without downloads. */
  seconds?: number;
}

/** Gives back the memory of pictures that are drawn no more. */
export function release(pieces: Piece[]): void {
  for (const { shown, sheets = shown ? [shown] : [] } of pieces) for (const { url } of sheets) URL.revokeObjectURL(url);
}

/** Whether a picture is being read at the moment. */
export function isRunning({ stage }: Paper): boolean {
  return stage === 'download' || stage === 'find' || stage === 'lines' || stage === 'check';
}
