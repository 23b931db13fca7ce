/** A document's pages as the core gives them: steps that draw them. Lengths in hundredths of a millimetre, from the page's top left. */

/** Linear part in ten-thousandths (a b c d), and where it starts. */
export type Map = [linear: [number, number, number, number], from: [number, number]];

/** Left, top, width and height. */
export type Box = [x: number, y: number, width: number, height: number];

export interface TextStep {
  do: 'text';
  text: string;
  x: number[];
  /** One for all of them, or one each. */
  y: number[];
  size: number;
  letters: 'song' | 'hei' | 'kai' | 'fang' | 'mono';
  weight?: number;
  italic?: boolean;
  fill: number;
  alpha?: number;
  map?: Map;
}

export interface PathStep {
  do: 'path';
  d: string;
  fill?: number;
  evenOdd?: boolean;
  stroke?: number;
  width: number;
  alpha?: number;
  map?: Map;
}

/** `place`: a b c d e f of the picture's unit square. */
export interface ImageStep {
  do: 'image';
  picture: number;
  place: [number, number, number, number, number, number];
  alpha?: number;
}

/** `blank`: something that is there and not drawn. `clip`: what follows is seen within this outline; without one when it is empty. */
export type Step = TextStep | PathStep | ImageStep | { do: 'blank'; place: Box } | { do: 'clip'; d: string };

/** An entry that is shown and not as a seal vouches for it. */
export interface Marked {
  entry: string;
  kind: string;
  mark: 'differs' | 'not-covered';
  boxes: Box[];
}

export interface Stamped {
  /** Its place among the seals. */
  seal: number;
  place: Box;
  clip?: Box;
  /** Whether its signature covers this page as it is. */
  covers: boolean;
}

export interface Sheet {
  /** From 0: the first one is what readers open. */
  document: number;
  page: number;
  width: number;
  height: number;
  textAlone?: boolean;
  stamps: Stamped[];
  marks: Marked[];
  /** Rows; a tab between columns. */
  text: string[];
}

export type Face = { is: 'picture'; picture: number } | { is: 'steps'; width: number; height: number; steps: Step[] } | { is: 'blank' };

export const SEAL_STATES = ['fits', 'unknown', 'differs', 'misfit'] as const;

export interface Seal {
  entry: string;
  /** What its maker called it. */
  name: string;
  /** Subject of the signer's certificate; empty when it is not at hand. */
  signer: string;
  state: (typeof SEAL_STATES)[number];
  selfMade?: boolean;
  face: Face;
}

export const LEFT_OUT = ['picture', 'drawing', 'font', 'clip', 'colour', 'direction', 'path', 'seal', 'pages', 'text', 'file'] as const;

export interface Drawing {
  sheets: Sheet[];
  /** Pages that the file has. */
  pages: number;
  seals: Seal[];
  /** Whether a seal holds. */
  sealed: boolean;
  /** What no seal vouches for and is not seen by itself. */
  elsewhere: Marked[];
  left: (typeof LEFT_OUT)[number][];
}

/** A drawing with what is heavy apart: the steps of each page as JSON, and the pictures. */
export interface Drawn {
  drawing: Drawing;
  steps: string[];
  pictures: (Blob | undefined)[];
}
