/** The reconciling module: crate `slipcheck-reconcile`, feature `web`. */
export default function init(module: { module_or_path: Promise<Response> }): Promise<unknown>;

export type Leg = 'slip' | 'acquirer' | 'bank';
export type Party = 'cardholder' | 'merchant';
export type State = 'present' | 'missing' | 'not-given' | 'not-covered' | 'ambiguous' | 'not-expected';

/** What a person put right of a file, as `slipcheck reconcile --columns` takes it. */
export interface Correction {
  file: string;
  headerRow?: number;
  /** By column, from 0; nothing takes the role away. */
  roles?: Record<string, string | null>;
  encoding?: string;
  delimiter?: string;
  dateOrder?: 'dmy' | 'mdy';
  decimal?: '.' | ',';
  year?: number;
}
export interface Choices {
  role?: Party;
  days: number;
  corrections: Correction[];
}
/** A file as it was read. */
export interface FileView {
  leg: Leg;
  /** `0`, or `0.1` for the second file of an archive. */
  number: string;
  name: string;
  format: string | null;
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  /** 0: none was found. */
  headerRow: number;
  columns: { index: number; label: string; role: string | null }[];
  preview: [line: number, cells: string[]][];
  dateOrder: 'dmy' | 'mdy';
  decimal: '.' | ',';
  rows: number;
  period: [from: string, to: string] | null;
  problem: string | null;
  notes: string[];
  /** By reason: how many rows, and the lines of the first ones. */
  ignored: Record<string, [count: number, lines: number[]]>;
}
export interface Summary {
  role: Party;
  roleBy: 'given' | 'detected';
  transactions: number;
  counts: Record<string, number>;
  days: { day: string; counts: Record<string, number> }[];
  notes: Record<string, number>;
  unrelated: Record<Leg, number>;
  periods: Partial<Record<Leg, [from: string, to: string]>>;
  files: FileView[];
}
export type Sort = 'status' | 'date' | 'amount' | 'key';
export interface Query {
  statuses: string[];
  search: string;
  day: string;
  sort: Sort;
  descending: boolean;
  from: number;
  most: number;
}
export interface Brief {
  /** From 0. */
  number: number;
  key: string;
  status: string;
  date: string;
  kind: string;
  currency: string;
  /** Slip, acquirer, bank. */
  legs: [state: State, amount: string | null][];
  difference: string | null;
  /** What the bank's one sum for several lacks: of all of them. */
  ofSum: string | null;
  parts: string[];
  together: number;
  /** The number of that sum, from 1. */
  settlement: number | null;
  /** By leg: file and line of its first row. */
  places: string[];
  notes: string[];
}
export interface Part {
  total: number;
  entries: Brief[];
}
/** A row of a file: amounts in minor units. */
export interface Row {
  leg: Leg;
  file: string;
  line: number;
  sheet?: string;
  kind: string;
  amount: number;
  currency?: string;
  [name: string]: unknown;
}
export interface Detail {
  transaction: {
    key: string;
    status: string;
    currency: string | null;
    findings: { id: string; evidence: Record<string, unknown> }[];
    legs: Record<Leg, { state: State; rows: string[] }>;
    links: { from: string; to: string; by: string; settlement?: string }[];
    candidates: string[];
    nextSteps: Record<Party, string[]>;
    notes: string[];
  };
  rows: Record<string, Row>;
  settlement: {
    rows: number;
    amount: number;
    fee: number;
    net: number;
    credit: number;
    difference: number;
    from: string | null;
    to: string | null;
    notes: string[];
  } | null;
}
export interface Slip {
  line: number;
  members: [name: string, value: string][];
}
export class Desk {
  add(leg: Leg, name: string, bytes: Uint8Array): void;
  run(choices: Choices, slips: (name: string, bytes: Uint8Array) => Slip[] | undefined, progress: (done: number, all: number) => void): void;
  summary(): Summary | undefined;
  part(query: Query): Part | undefined;
  detail(number: number): Detail | undefined;
  /** `words`: what is said of an id, by `kind:id`. */
  csv(words: Record<string, string>): string;
  free(): void;
}
export function roles(): string[];
