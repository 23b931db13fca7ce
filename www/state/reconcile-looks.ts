/**
 * Photos and documents among the piles: codes, print, signatures and seals are looked at as on the check page, one after the other, before
 * rows are read. What a look took long for is kept as long as its file; what the core says of it is asked anew each time.
 */

import * as engine from '../engine/client.ts';
import { head, sniff } from '../engine/picture.ts';
import type { Given } from '../engine/reconcile.worker.ts';
import type { Picture, Report, SeenPages } from '../engine/report.ts';
import { Fault } from '../engine/supervised.ts';
import * as models from '../storage/models.ts';
import { isOfd, MAX_DOCUMENT } from './bytes.ts';
import type { Certificates } from './certificates.ts';
import { tableOf } from './page-table.ts';
import { printOf, readsUnasked, type PrintStep } from './photo-print.ts';

export type Kind = 'picture' | 'document';

/** How far the print of a photo is. `needless`: its codes say all that a pile needs. */
export type Print = 'needless' | 'read' | 'offered' | 'failed' | 'none';

/** What a photo or a document turned out to be. */
export interface Look {
  kind: Kind;
  reports: Report[];
  print: Print;
  /** Why nothing of it stands in the pile, or not all. */
  problem?: string;
  /** What the pile takes of it. */
  content?: string;
}

/** `code`: its codes or pages are looked at; then its print, where that is wanted. */
export type Step = 'code' | PrintStep;
export type ToldLook = (step: Step, done: number, all: number) => void;

/** Whether print is read: not now, where that was chosen for all photos and costs no download, or because somebody asked for it. */
export type Wanted = 'no' | 'may' | 'yes';

/** What was seen of a file: takes long, and stays as long as the file. */
interface Seen {
  kind?: Kind | undefined;
  picture?: Picture;
  print?: Print;
  pages?: SeenPages | undefined;
  problem?: string;
}

const seen = new WeakMap<Blob, Seen>();

/** What a row of slips needs. */
const NEEDED = ['amount', 'time'];

/** Looks at a file that is a photo or a document; nothing where it is neither. Throws the signal's reason and what a part that can't be loaded throws. */
export async function look(given: Given, certificates: Certificates, wanted: Wanted, told: ToldLook, signal: AbortSignal): Promise<Look | undefined> {
  let known = seen.get(given.file);
  if (!known) {
    known = { kind: await kindOf(given.file) };
    seen.set(given.file, known);
  }
  if (known.kind === 'picture') return lookAtPhoto(given, known, certificates, wanted, told, signal);
  if (known.kind === 'document') return lookAtDocument(given, known, certificates, told, signal);
  return undefined;
}

async function kindOf(file: Blob): Promise<Kind | undefined> {
  const bytes = await head(file);
  const { kind } = sniff(bytes);
  if (kind === 'pdf') return 'document';
  if (kind !== 'unknown') return 'picture';
  return (await isOfd(file, bytes)) ? 'document' : undefined;
}

async function judged(request: Partial<Parameters<typeof engine.check>[0]>, certificates: Certificates, signal: AbortSignal): Promise<Report[]> {
  const trust = await certificates.trust(false);
  return engine.check({ ...request, trust, kept: [], at: new Date().toISOString() }, signal);
}

// ── Photos ───────────────────────────────────────────────────────────────────────────────────────────────────────────

async function lookAtPhoto(given: Given, known: Seen, certificates: Certificates, wanted: Wanted, told: ToldLook, signal: AbortSignal): Promise<Look> {
  // A photo of a statement would be a table, and is none that can be told apart safely.
  if (given.leg !== 'slip') return { kind: 'picture', reports: [], print: 'none', problem: 'statement' };
  try {
    if (!known.picture && known.problem === undefined) {
      told('code', 0, 1);
      known.picture = await engine.scan(given.file, signal);
    }
    if (!known.picture) return { kind: 'picture', reports: [], print: 'none', problem: known.problem ?? 'trap' };
    let reports = await judged({ picture: known.picture }, certificates, signal);
    if (known.print !== 'read' && !reports.some(isComplete)) {
      known.print = await print(given.file, known, wanted, told, signal);
      if (known.print === 'read') reports = await judged({ picture: known.picture }, certificates, signal);
    }
    return { kind: 'picture', reports, print: known.print ?? 'needless', ...taken(reports, known.picture) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Fault && error.id === 'unavailable') throw error;
    const problem = problemOf(error);
    // What is wrong with the picture itself stays wrong.
    if (!(error instanceof Fault)) known.problem = problem;
    return { kind: 'picture', reports: [], print: known.print ?? 'none', problem };
  }
}

/** Whether a report says of a slip what a row needs. */
function isComplete({ fields }: Report): boolean {
  return NEEDED.every((name) => fields.some((field) => field.name === name && valueOf(field) !== undefined));
}

function valueOf({ signed, code, printed }: Report['fields'][number]): string | undefined {
  return signed ?? code ?? printed;
}

/** Slips for the pile, one a line: what is signed before what is printed. */
function taken(reports: readonly Report[], { finding }: Picture): { content?: string; problem?: string } {
  const lines = lined(reports);
  if (lines.length > 0) return { content: lines.join('\n') };
  return { problem: finding === 'codes' ? 'nothing' : finding };
}

function lined(reports: readonly Report[]): string[] {
  return reports
    .map(({ fields }) => fields.flatMap((field) => (valueOf(field) === undefined ? [] : [{ name: field.name, value: valueOf(field) }])))
    .filter((fields) => fields.length > 0)
    .map((fields) => JSON.stringify({ fields }));
}

/** Reads what is printed on a photo, where that is possible and wanted: nothing is fetched unasked. */
async function print(file: Blob, known: Seen, wanted: Wanted, told: ToldLook, signal: AbortSignal): Promise<Print> {
  if (!models.built) return 'none';
  if (wanted === 'no' || (wanted === 'may' && !(await readsUnasked()))) return 'offered';
  try {
    const lines = await printOf(file, told, signal);
    if (known.picture) known.picture = { ...known.picture, lines };
    return 'read';
  } catch {
    signal.throwIfAborted();
    return 'failed';
  }
}

function problemOf(error: unknown): string {
  const code = error instanceof Fault ? error.id : typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'trap';
  return ['empty', 'type', 'heic', 'damaged', 'too-large', 'file-too-large', 'hang'].includes(code) ? code : 'trap';
}

// ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function lookAtDocument(given: Given, known: Seen, certificates: Certificates, told: ToldLook, signal: AbortSignal): Promise<Look> {
  const nothing = { kind: 'document' as const, reports: [], print: 'none' as const };
  if (given.file.size > MAX_DOCUMENT) return { ...nothing, problem: 'too-large' };
  try {
    const file = new Uint8Array(await given.file.arrayBuffer());
    const pdf = sniff(file.subarray(0, 2000)).kind === 'pdf';
    if (pdf && !known.pages) {
      told('code', 0, 1);
      const pages = await import('../engine/pages.ts');
      known.pages = (await pages.look(file, (at, count) => told('code', at - 1, count), signal))?.pages;
    }
    const { pages } = known;
    const reports = await judged({ file, ...(pages ? { pages } : {}) }, certificates, signal);
    return { ...nothing, reports, ...(pdf ? ofPages(given, pages, reports) : ofFields(given, reports)) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Fault && error.id === 'unavailable') throw error;
    return { ...nothing, problem: error instanceof Fault && error.id === 'hang' ? 'hang' : 'damaged' };
  }
}

/** An electronic receipt is a slip by its members; its table, as a statement, is not read. */
function ofFields({ leg }: Given, reports: readonly Report[]): { content?: string; problem?: string } {
  const lines = leg === 'slip' ? lined(reports.filter(isComplete)) : [];
  return lines.length > 0 ? { content: lines.join('\n') } : { problem: leg === 'slip' ? 'nothing' : 'not-read' };
}

function ofPages({ leg }: Given, pages: SeenPages | undefined, reports: readonly Report[]): { content?: string; problem?: string } {
  if (leg === 'slip' && reports.some(isComplete)) return { content: lined(reports.filter(isComplete)).join('\n') };
  if (!pages) return { problem: 'not-read' };
  // Half a statement would make what it lacks look missing.
  if (pages.more || pages.exceeded || pages.cut || pages.pages.some(({ unread, stopped }) => unread || stopped)) return { problem: 'part' };
  const texts = pages.pages.map(({ lines }) => lines.map(({ text }) => text));
  const content = leg === 'slip' ? texts.map((lines) => lines.join('\n')).join('\n\f') : tableOf(texts.flat());
  return content === undefined || content.trim() === '' ? { problem: 'columns' } : { content };
}
