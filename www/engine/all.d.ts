/** The module that has everything: crate `slipcheck`, features `web,all`. What the core module has, and audits. */
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
