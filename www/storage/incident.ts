/** The record of an incident: what happened with one slip or terminal, who was told, what was done. Fields and states are those of specs/next-steps.json. */

import type { CauseId, Confidence, Role, Verdict } from '../engine/report.ts';

/** What a person fills in or looks up, by the ids of `incident.fields`. The others come from the report or are kept apart. */
export const FIELDS = [
  'noticed-at',
  'reported-by',
  'shop',
  'merchant-number',
  'terminal-number',
  'transaction-time',
  'transaction-type',
  'amount',
  'reference-number',
  'trace-and-batch',
  'authorisation-code',
  'card',
  'receipt-number',
  'host-code',
  'money',
  'goods',
  'outage',
  'outcome',
] as const;
export type FieldId = (typeof FIELDS)[number] | 'happened' | 'cause';

/** `incident.states`, and which may follow which. */
export const NEXT = {
  open: ['waiting-shop', 'waiting-acquirer', 'waiting-bank', 'waiting-authority', 'corrected', 'no-fault'],
  'waiting-shop': ['waiting-bank', 'waiting-authority', 'corrected', 'refunded', 'no-fault', 'unresolved'],
  'waiting-acquirer': ['waiting-bank', 'corrected', 'no-fault', 'unresolved'],
  'waiting-bank': ['refunded', 'no-fault', 'unresolved'],
  'waiting-authority': ['corrected', 'refunded', 'no-fault', 'unresolved'],
  corrected: ['closed'],
  refunded: ['closed'],
  'no-fault': ['closed'],
  unresolved: ['waiting-authority', 'closed'],
  closed: ['open'],
} as const satisfies Record<string, readonly string[]>;
export type StateId = keyof typeof NEXT;
export const STATES = Object.keys(NEXT) as StateId[];

/** What the customer chooses at the till. */
export const CHOICES = ['sign-again', 'other-card', 'cash', 'cancel'] as const;
export type Choice = (typeof CHOICES)[number];

/** What the check said at that moment: never changed afterwards. */
export interface Said {
  verdict: Verdict;
  /** The ids of the texts that were shown as the verdict, such as `verdict-verified-code-only`. */
  word: string;
  format: string;
  country?: string;
  demo?: boolean;
  test?: boolean;
  causes: { id: CauseId; confidence: Confidence }[];
  /** What the paper says other than the signature or the code. */
  differs: { name: string; printed: string; signed: string }[];
  computed?: string;
  stated?: string;
  /** Subject, serial number, first and last day. */
  certificate?: string;
  /** The print or the content says something else than the code, whoever vouches for the key. */
  contradicted?: true;
  checked: string;
  /** The report as a text, in the language it was written down in. */
  text: string;
}

/** What a reconciliation says of a transaction, by the ids of specs/reconcile-steps.json, in the order of its table: what differs first. */
export const COMPARISONS = [
  'ambiguous',
  'duplicated',
  'amount-differs',
  'missing-in-acquirer',
  'missing-in-slip',
  'missing-in-bank',
  'merchant-differs',
  'fee-unexplained',
  'date-differs',
  'not-covered',
  'reversed',
  'agrees',
] as const;

/** What came of holding three documents against each other, at that moment: never changed afterwards. */
export interface Compared {
  status: (typeof COMPARISONS)[number];
  at: string;
}

export type EventKind = 'opened' | 'state' | 'told' | 'done' | 'tick' | 'untick' | 'choice' | 'deadline' | 'photo' | 'imported' | 'replaced';

/** One line of what was done. `what`: an id or a date; `text`: a person's words. `replaced`: what another tab or device had written into a field; `untick` of a choice, and `photo` with `removed`: taken back. */
export interface Event {
  at: string;
  kind: EventKind;
  what?: string;
  text?: string;
}

export interface Incident {
  id: string;
  /** The case number. */
  number: string;
  opened: string;
  changed: string;
  role: Role;
  state: StateId;
  /** `YYYY-MM-DD`: until when an answer is due. */
  deadline?: string;
  closed?: string;
  fields: Partial<Record<FieldId, string>>;
  /** When a field was written, the latest last: tells which of two devices' texts came of the other. */
  written?: Partial<Record<FieldId, string[]>>;
  said?: Said;
  /** It comes of a reconciliation, and not of a check. */
  compared?: Compared;
  /** What is ticked of the conversation at the till, and when. */
  ticks: Record<string, string>;
  choice?: Choice;
  events: Event[];
  photo?: { name: string; type: string; size: number };
  /** It came from a file, at this moment: what it says was not checked here. */
  imported?: string;
}

/** Most characters of one field, of a report's text; most events of a record, and records of a file. */
export const LIMITS = { field: 4000, report: 60_000, events: 500, records: 10_000, written: 20 };

/** How long closed records are kept, in days; 0: until they are deleted by hand. */
export interface Retention {
  days: number;
  /** Deletes what is over it by itself. */
  auto: boolean;
}
