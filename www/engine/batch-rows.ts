/** What a batch takes and gives: the shapes that the page, its worker and the core share. */

import type { Told } from './headline.ts';
import type { Cause, Field, KeptSlip, Picture, SeenPages, Trust, Verdict } from './report.ts';

export interface BatchRequest {
  trust: Trust;
  kept: KeptSlip[];
  /** RFC 3339. */
  at: string;
}

/** Why a source gives no row. */
export const UNREAD = ['not-found', 'damaged', 'too-deep', 'key-material'] as const;
export type Unread = (typeof UNREAD)[number];

/** What is to be judged, and where it stood. Without bytes it is the file of that source itself. */
export interface BatchItem {
  source: string;
  /** The number of its first row in the source. */
  first: number;
  /** The number of its line, from 1. */
  line?: number;
  kind: 'record' | 'broken' | 'large' | 'text' | 'picture' | 'document' | 'export' | 'nothing' | 'unread' | 'ended';
  text?: string;
  printed?: string;
  bytes?: Uint8Array<ArrayBuffer>;
  blob?: Blob;
  why?: string;
  reason?: string;
  picture?: Picture;
  pages?: SeenPages;
}

/** What the page found out about an item that the worker cannot look at by itself. */
export type Looked = Pick<BatchItem, 'picture' | 'pages' | 'bytes'> & { ended?: string; nothing?: boolean };

export const SUMS = ['verified', 'half', 'test', 'other'] as const;
export type Sum = (typeof SUMS)[number];

export interface BatchSummary {
  rows: number;
  verdicts: Record<string, number>;
  causes: Record<string, number>;
  /** By currency: full ticks, half ticks, tests, all else; each slip once. */
  sums: Partial<Record<Sum, Record<string, string>>>;
  duplicates: number;
  unread: { source: string; why: Unread }[];
  from?: string;
  to?: string;
  wouldNowFit?: number;
  unreadUnnamed?: number;
}

/** A row as it is drawn: the row of the report, and as much of the report as its headline needs. */
export interface BatchRow {
  index: number;
  key: string | null;
  source: string;
  line?: number;
  kind?: string;
  result?: string;
  findings?: Record<string, number>;
  verdict?: Verdict;
  format?: string;
  causes?: string[];
  amount?: string;
  currency?: string;
  time?: string;
  merchant?: string;
  terminal?: string;
  number?: string;
  signer?: string;
  certificate?: string;
  checks?: string;
  duplicateOf?: string;
  /** What its headline says, what a message says of the payment, and which sum takes which amount of it. */
  headline?: string;
  outcome?: string;
  sum?: string;
  sumAmount?: string;
  /** The cause that it is told by: what contradicts comes before whose key it is. */
  main?: string;
  /** For its headline. */
  told?: Told & { causes: Pick<Cause, 'id' | 'confidence'>[]; fields: Pick<Field, 'name' | 'match'>[]; notes: { id: string }[] };
  /** The half tick. */
  half?: boolean;
}

/** What bars and filters count: a verdict, the half tick and what contradicts itself apart, or an audit's result. */
export const BUCKETS = [
  'altered',
  'invalid',
  'failed',
  'contradicted',
  'certificate-problem',
  'unknown-issuer',
  'incomplete',
  'unreadable',
  'unsigned',
  'half',
  'passed',
  'verified',
] as const;
export type Bucket = (typeof BUCKETS)[number];

export const GROUPINGS = ['none', 'cause', 'terminal', 'day'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Filter {
  bucket?: Bucket;
  search: string;
  /** Problems first; else in the order of the inputs. */
  worst: boolean;
  by: Grouping;
  /** A group alone. */
  group?: string;
}

export interface Group {
  /** A cause's id, a terminal, a day; empty: none. */
  name: string;
  count: number;
  buckets: Partial<Record<Bucket, number>>;
  /** The terminal that all of them have. */
  terminal?: string;
}

export interface Step {
  done: number;
  total: number;
  /** New rows, as JSON lines. */
  chunk?: Blob;
  rows: number;
  buckets: Partial<Record<Bucket, number>>;
  unread: { source: string; why: Unread }[];
  /** The last new row. */
  last?: BatchRow;
  /** The next items that somebody has to look at first. */
  looks: { index: number; kind: 'picture' | 'document' | 'export'; blob: Blob }[];
}

/** One input: a file, or a code that was scanned. */
export type Given = { name: string; file: Blob } | { code: string };

/** What a row was made of. Neither text nor blob: its line holds nothing to check. */
export interface Origin {
  text?: string;
  blob?: Blob;
  name: string;
  /** Which of the slips in it, of how many. */
  number: number;
  count: number;
  row: BatchRow;
}
