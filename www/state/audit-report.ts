/** What an audit's report comes to: findings by what was found, sums by day or month, and the course of the journal. Draws nothing. */

import type { AuditFinding, AuditReport } from '@all';

export type Severity = 'error' | 'unknown' | 'warning' | 'note';
export const SEVERITIES: readonly Severity[] = ['error', 'unknown', 'warning', 'note'];

/** All findings of one id and severity, in the order in which they were found. */
export interface Group {
  id: string;
  severity: Severity;
  findings: AuditFinding[];
  /** How many there are in all; more than are listed, in an export that is wrong throughout. */
  count: number;
  /** The clause of law that it rests on. */
  clause: string | undefined;
}

type Members = Record<string, unknown>;

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Made once a report: what is drawn asks again and again. */
function once<Made>(make: (report: AuditReport) => Made): (report: AuditReport) => Made {
  const made = new WeakMap<AuditReport, { of: Made }>();
  return (report) => {
    const known = made.get(report) ?? { of: make(report) };
    made.set(report, known);
    return known.of;
  };
}

/** Findings by id, the gravest first. */
export const groups = once(grouped);

function grouped({ findings, summary }: AuditReport): Group[] {
  const counts = members(summary['counts']);
  const clauses = members(summary['clauses']);
  const found = new Map<string, Group>();
  for (const finding of findings) {
    const severity = SEVERITIES.find((known) => known === finding.severity) ?? 'error';
    const key = `${severity} ${finding.id}`;
    const group = found.get(key);
    if (group) group.findings.push(finding);
    else found.set(key, { id: finding.id, severity, findings: [finding], count: 0, clause: text(clauses[finding.id]) });
  }
  const all = [...found.values()];
  // One id has one count: where it has two severities, what is listed of the other is not counted here.
  for (const group of all) {
    const others = all.filter((other) => other !== group && other.id === group.id).reduce((sum, other) => sum + other.findings.length, 0);
    group.count = Math.max(group.findings.length, (number(counts[group.id]) ?? 0) - others);
  }
  return all.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

// ── Sums ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What was taken in one day or month. */
export interface Taken {
  /** `2026-03-30` or `2026-03`. */
  period: string;
  receipts: number;
  /** In cents; nothing where the export does not say. */
  total: bigint | undefined;
}

/** A whole number of cents; beyond 64 bits it comes as text. */
export function cents(value: unknown): bigint | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'bigint') return value;
  return typeof value === 'string' && /^-?\d{1,60}$/.test(value) ? BigInt(value) : undefined;
}

function total(period: Members): bigint | undefined {
  if ('total' in period) return cents(period['total']);
  const rates = Object.values(members(period['rates'])).map(cents);
  return rates.length === 0 ? undefined : rates.reduce<bigint>((sum, rate) => sum + (rate ?? 0n), 0n);
}

/** By day, in order; nothing where the report has none. */
export const days = once(taken);

function taken({ summary }: AuditReport): Taken[] {
  const export_ = members(summary['tseExport']);
  const own = [members(summary['sums'])['days'], summary['periods'], export_['periods']].map(members).find((found) => Object.keys(found).length > 0) ?? {};
  return Object.entries(own)
    .map(([period, found]) => ({ period, receipts: number(members(found)['receipts']) ?? 0, total: total(members(found)) }))
    .sort((a, b) => (a.period < b.period ? -1 : 1));
}

/** Days put together to months. */
export function months(list: readonly Taken[]): Taken[] {
  const found = new Map<string, Taken>();
  for (const { period, receipts, total: sum } of list) {
    const month = period.slice(0, 7);
    const before = found.get(month);
    if (!before) found.set(month, { period: month, receipts, total: sum });
    else {
      before.receipts += receipts;
      before.total = before.total === undefined || sum === undefined ? undefined : before.total + sum;
    }
  }
  return [...found.values()];
}

// ── The course of the journal ──────────────────────────────────────────────────────────────────────────────────────────

export const LANES = ['gap', 'outage', 'clock', 'signer', 'fault'] as const;
export type Lane = (typeof LANES)[number];

/** Something that happened: at a moment, or from one to another. */
export interface Mark {
  lane: Lane;
  /** Of the finding; empty where another key begins to sign. */
  id: string;
  severity: Severity;
  /** As the report writes it. */
  time: string;
  until: string | undefined;
  place: string;
  /** Where it begins and how long it is, in parts of a hundred of the whole. */
  x: number;
  width: number;
}

export interface Course {
  /** First and last moment, as the report writes them. */
  from: string;
  to: string;
  /** Receipts over time: where each bar begins, how wide and high it is, in parts of a hundred. */
  bars: { x: number; width: number; height: number; receipts: number }[];
  marks: Mark[];
}

/** Which lane a finding belongs to, where it is not a fault like any other. */
const LANE: Record<string, Lane> = {
  'chain-broken': 'gap',
  'chain-fork': 'gap',
  'order-differs': 'gap',
  'start-missing': 'gap',
  'start-repeated': 'gap',
  'number-gap': 'gap',
  'counter-gap': 'gap',
  'counter-start': 'gap',
  'transaction-gap': 'gap',
  'gap-filtered': 'gap',
  'log-missing': 'gap',
  'data-deleted': 'gap',
  'monthly-missing': 'gap',
  'yearly-missing': 'gap',
  'device-failed': 'outage',
  'outage-open': 'outage',
  'collective-missing': 'outage',
  'tse-error': 'outage',
  'self-test-failed': 'outage',
  'device-disabled': 'outage',
  'use-after-disable': 'outage',
  'time-backwards': 'clock',
  'clock-change': 'clock',
  'time-future': 'clock',
  'clock-set': 'clock',
  'log-time-backwards': 'clock',
  'certificate-expired': 'signer',
  'certificate-not-yet-valid': 'signer',
  'certificate-revoked': 'signer',
  'key-missing': 'signer',
};

const DAY = 86_400_000;
/** Most bars: a picture is no finer. */
const BARS = 90;

/** A moment as a number; times of a till, which have no offset, are read alike. */
function moment(time: string): number {
  return Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`);
}

/** Of everything that has a time; nothing where the report does not say from when to when it goes. */
export const course = once(coursed);

function coursed(report: AuditReport): Course | undefined {
  const { summary } = report;
  const [from, to] = [text(summary['from']), text(summary['to'])];
  if (from === undefined || to === undefined) return undefined;
  const [first, last] = [moment(from), moment(to)];
  if (Number.isNaN(first) || Number.isNaN(last)) return undefined;
  // Whole days: bars are days, or several.
  const begin = Math.floor(first / DAY) * DAY;
  const end = (Math.floor(last / DAY) + 1) * DAY;
  const share = (at: number): number => Math.min(100, Math.max(0, ((at - begin) / (end - begin)) * 100));
  const marks: Mark[] = [];
  const add = (mark: Omit<Mark, 'x' | 'width'>): void => {
    const x = share(moment(mark.time));
    if (Number.isNaN(x)) return;
    const ends = mark.until === undefined ? x : share(moment(mark.until));
    marks.push({ ...mark, x, width: Math.max(0, ends - x) || 0 });
  };
  for (const { id, place, severity: said, evidence } of report.findings) {
    const time = text(evidence?.['time']);
    const severity = SEVERITIES.find((known) => known === said) ?? 'error';
    const lane = LANE[id] ?? (severity === 'note' ? undefined : 'fault');
    if (time !== undefined && lane) add({ lane, id, severity, time, until: text(evidence?.['until']), place });
  }
  for (const { name, time } of signers(report).slice(1)) add({ lane: 'signer', id: '', severity: 'note', time, until: undefined, place: name });
  marks.sort((a, b) => a.x - b.x);
  return { from, to, bars: bars(days(report), begin, end), marks };
}

/** Who signed, each from its first receipt on, in that order. */
function signers({ summary }: AuditReport): { name: string; time: string }[] {
  const list = (value: unknown): Members[] => (Array.isArray(value) ? value.map(members) : []);
  const all = [...list(summary['signers']), ...list(summary['devices']), ...list(members(summary['tseExport'])['devices'])];
  return all
    .flatMap((signer) => {
      const [name, time] = [text(signer['serial']), text(signer['from'])];
      return name === undefined || time === undefined ? [] : [{ name, time }];
    })
    .sort((a, b) => (a.time < b.time ? -1 : 1));
}

function bars(list: readonly Taken[], begin: number, end: number): Course['bars'] {
  const width = Math.ceil((end - begin) / DAY / BARS) * DAY;
  const counts = new Map<number, number>();
  for (const { period, receipts } of list) {
    const at = Math.floor((moment(`${period}T00:00:00`) - begin) / width);
    if (at >= 0 && begin + at * width < end) counts.set(at, (counts.get(at) ?? 0) + receipts);
  }
  const most = Math.max(1, ...counts.values());
  const part = (width / (end - begin)) * 100;
  return [...counts].map(([at, receipts]) => ({
    x: at * part,
    width: Math.min(part, 100 - at * part),
    // What was there at all is seen.
    height: Math.max(4, (receipts / most) * 100),
    receipts,
  }));
}
