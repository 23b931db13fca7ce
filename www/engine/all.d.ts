/** The module that has everything: crate `slipcheck`, features `web,all`. What the core module has, and audits. */
import type { BatchItem, BatchRequest, BatchSummary } from './batch-rows.ts';
import type { Trust } from './report.ts';
export * from './core.d.ts';
export { default } from './core.d.ts';

export interface AuditRequest {
  files: { name: string; blob: Blob }[];
  /** RFC 3339. */
  at: string;
  trust: Trust;
  /** Key containers of the till, for this audit alone. */
  keys?: { name: string; bytes: Uint8Array }[];
  keyCheck?: string;
  filtered?: boolean;
  strict?: boolean;
  by?: 'day' | 'month';
  maxFindings?: number;
  /** The state of the part before. */
  after?: Uint8Array;
  keepState?: boolean;
  filter?: { client?: string; from?: string; to?: string; firstTransaction?: number; lastTransaction?: number; device?: string };
}

/** Bytes, receipts, findings. */
export interface AuditProgress {
  done: number;
  total: number;
  receipts: number;
  findings: number;
}

export interface AuditFinding {
  id: string;
  severity: string;
  place: string;
  evidence?: Record<string, unknown>;
}

/** What `slipcheck audit --json` prints. */
export interface AuditReport {
  schema: 1;
  kind: string;
  result: string;
  accepted: boolean;
  findings: AuditFinding[];
  summary: Record<string, unknown>;
  state?: Uint8Array;
}

/** In a worker alone: files are read synchronously. Throws `{code, message}`. */
export function audit(request: AuditRequest, progress?: (progress: AuditProgress) => void): AuditReport;

export interface OfdRequest {
  file: Uint8Array;
  trust: Trust;
}

/** A picture of a document: PNG, JPEG, GIF or BMP by its bytes. */
export interface OfdPicture {
  type: string;
  bytes: Uint8Array;
  /** It may move: its first view is what is printed. */
  moves: boolean;
}

/** Draws an OFD document (`json`: a `Drawing` whose sheets have `steps`); nothing when it is refused or can't be read. */
export function drawOfd(request: OfdRequest): { json: string; pictures: OfdPicture[] } | undefined;

/** A batch. `unpack` reads files synchronously: in a worker alone. */
export class Batch {
  constructor(request: BatchRequest);
  name(source: string): string;
  unpack(name: string, blob: Blob, sink: (item: BatchItem) => boolean): string;
  judge(item: BatchItem): string[];
  takeUp(row: string): void;
  summary(): BatchSummary;
}
export function batchCsv(rows: string, comma: boolean, head: boolean): string;
