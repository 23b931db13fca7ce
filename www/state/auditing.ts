/** An audit on its way: what was given, how it is to be judged, what came of it. The till's keys are read for one audit, and kept nowhere. */

import { audit, type AuditProgress, type AuditReport, type AuditRequest } from '../engine/audits.ts';
import { Fault } from '../engine/supervised.ts';
import { isCertificateFile } from './bytes.ts';
import { course, days, groups } from './audit-report.ts';
import type { Certificates } from './certificates.ts';

/** Largest file of keys, and largest state of a part before. */
const MAX_KEYS = 4_000_000;
const MAX_STATE = 256_000_000;
/** Findings of one id that are listed; all are counted. */
const LISTED = 200;
/** So much of a file tells what it is. */
const HEAD = 65_536;

/** Why there is no report. */
export type AuditProblem = 'nothing-readable' | 'mixed' | 'other-state' | 'no-state' | 'unreadable' | 'keys-too-large' | 'trap' | 'hang' | 'unavailable';

const PROBLEMS: readonly string[] = [
  'nothing-readable',
  'mixed',
  'other-state',
  'no-state',
  'unreadable',
  'trap',
  'hang',
  'unavailable',
] satisfies AuditProblem[];

export interface AuditOptions {
  filtered: boolean;
  strict: boolean;
  keyCheck: string;
  /** What the next part needs is made, to be saved. */
  keepState: boolean;
}

const PLAIN: AuditOptions = { filtered: false, strict: false, keyCheck: '', keepState: false };

/** What a file is, as its name and its beginning tell. */
export type Sort = 'export' | 'keys' | 'state' | 'certificate';

export function sortOf(name: string, head: Uint8Array): Sort {
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith('{')) {
    if (/^\{\s*"schema"\s*:\s*1\s*,\s*"kind"\s*:\s*"(?:dep|tse-export)"\s*,\s*"(?:registers|devices)"/.test(text)) return 'state';
    if (/"(?:base64AESKey|certificateOrPublicKeyMap)"/.test(text) && !/"Belege-Gruppe"/.test(text)) return 'keys';
    return 'export';
  }
  return isCertificateFile(name, head) ? 'certificate' : 'export';
}

/** Whether a text that was pasted is an export. */
export function isExport(text: string): boolean {
  return text.trimStart().startsWith('{') && text.slice(0, HEAD).includes('"Belege-Gruppe"');
}

export class Audit {
  exports: File[] = [];
  keys: File[] = [];
  after: File | undefined;
  options: AuditOptions = { ...PLAIN };
  /** What is being judged, how far it is, and since when. */
  running: { progress: AuditProgress | undefined; begun: number } | undefined;
  report: AuditReport | undefined;
  /** The moment that it was judged for. */
  at = '';
  /** What the module held, in bytes. */
  held = 0;
  problem: AuditProblem | undefined;
  cancelled = false;
  /** Certificates were given with the export: they are kept with the others, and trusted by nobody yet. */
  certificates = 0;
  /** Something that the report does not know of has changed since. */
  stale = false;
  /** Told when anything here has changed. */
  changed: () => void = () => undefined;

  #stop: AbortController | undefined;
  readonly #certificates: Certificates;

  constructor(certificates: Certificates) {
    this.#certificates = certificates;
  }

  /** Sorts files: exports in the place of those before or beside them, keys and state to what is there; then audits. */
  async give(files: File[], beside = false): Promise<void> {
    const sorted: Record<Sort, File[]> = { export: [], keys: [], state: [], certificate: [] };
    for (const file of files) {
      const head = await file
        .slice(0, HEAD)
        .arrayBuffer()
        .catch(() => new ArrayBuffer(0));
      sorted[sortOf(file.name, new Uint8Array(head))].push(file);
    }
    if (sorted.export.length > 0) {
      const collator = new Intl.Collator('en', { numeric: true });
      const named = sorted.export.sort((a, b) => collator.compare(a.name, b.name));
      // Another export is another till's: what belonged to the one before goes with it, unless it was given anew.
      if (!beside && this.exports.length > 0 && this.report) {
        this.keys = [];
        this.after = undefined;
      }
      this.exports = beside ? [...this.exports, ...named] : named;
    }
    this.keys.push(...sorted.keys);
    this.after = sorted.state.at(-1) ?? this.after;
    if (sorted.certificate.length > 0) {
      await this.#certificates.importFiles(sorted.certificate);
      this.certificates = this.#certificates.imported?.added ?? 0;
    }
    await this.run();
  }

  /** Something was taken away or put elsewhere: the report is no longer about what is listed. */
  arranged(): void {
    this.#stop?.abort();
    this.running = undefined;
    this.stale = this.report !== undefined;
    this.changed();
  }

  /** Audits what is there. */
  async run(): Promise<void> {
    this.#stop?.abort();
    this.problem = undefined;
    this.cancelled = false;
    if (this.exports.length === 0) {
      this.running = undefined;
      this.changed();
      return;
    }
    const stop = (this.#stop = new AbortController());
    const running: NonNullable<Audit['running']> = (this.running = { progress: undefined, begun: performance.now() });
    this.changed();
    try {
      const request = await this.#request();
      const { json, state, held } = await audit(
        request,
        (progress) => {
          running.progress = progress;
          if (this.running === running) this.changed();
        },
        stop.signal,
      );
      if (stop.signal.aborted) return;
      const report = JSON.parse(json) as AuditReport;
      if (state) report.state = state;
      // Each step is a task of its own, and so is the drawing: the page is never held.
      for (const step of [() => undefined, days, groups, course]) {
        await new Promise((resolve) => setTimeout(resolve));
        step(report);
      }
      await new Promise((resolve) => setTimeout(resolve));
      if (stop.signal.aborted) return;
      this.report = report;
      this.at = request.at;
      this.held = held;
      this.stale = false;
    } catch (error) {
      if (stop.signal.aborted) return;
      this.report = undefined;
      this.problem = problemOf(error);
    }
    this.running = undefined;
    this.changed();
  }

  /** Ends the audit that runs; what there was before stays. */
  cancel(): void {
    this.#stop?.abort();
    this.running = undefined;
    this.cancelled = true;
    this.stale = this.report !== undefined;
    this.changed();
  }

  /** Forgets everything, the keys first. */
  clear(): void {
    this.#stop?.abort();
    this.keys = [];
    this.exports = [];
    this.after = undefined;
    this.options = { ...PLAIN };
    this.running = this.report = this.problem = undefined;
    this.cancelled = this.stale = false;
    this.certificates = 0;
    this.changed();
  }

  async #request(): Promise<AuditRequest> {
    const bytes = async (file: File, most: number, problem: AuditProblem): Promise<Uint8Array> => {
      if (file.size > most) throw { code: problem };
      return new Uint8Array(
        await file.arrayBuffer().catch(() => {
          throw { code: 'unreadable' };
        }),
      );
    };
    const keys = [];
    for (const file of this.keys) keys.push({ name: file.name, bytes: await bytes(file, MAX_KEYS, 'keys-too-large') });
    const { filtered, strict, keyCheck, keepState } = this.options;
    return {
      files: this.exports.map((file) => ({ name: file.name, blob: file })),
      at: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      trust: await this.#certificates.trust(false),
      keys,
      filtered,
      strict,
      by: 'day',
      maxFindings: LISTED,
      keepState,
      ...(keyCheck.trim() === '' ? {} : { keyCheck: keyCheck.trim() }),
      ...(this.after ? { after: await bytes(this.after, MAX_STATE, 'no-state') } : {}),
    };
  }
}

function problemOf(error: unknown): AuditProblem {
  if (error instanceof Fault) return error.id;
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown };
  if (code === 'keys-too-large') return code;
  return typeof code === 'string' && PROBLEMS.includes(code) ? (code as AuditProblem) : 'trap';
}
