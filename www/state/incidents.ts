/** What can be done with incidents: made from a report, changed, put in order, told to others. Nothing here draws or stores. */

import { contradiction } from '../engine/headline.ts';
import type { Report, Role } from '../engine/report.ts';
import {
  COMPARISONS,
  FIELDS,
  LIMITS,
  NEXT,
  type Choice,
  type Event,
  type FieldId,
  type Incident,
  type Retention,
  type Said,
  type StateId,
} from '../storage/incident.ts';
import type { Typed } from '../storage/drafts.ts';

export function isWaiting(state: StateId): boolean {
  return state.startsWith('waiting-');
}

export function follows(state: StateId): readonly StateId[] {
  return NEXT[state];
}

/** Cardholder and merchant are asked for what they can know. */
const MERCHANTS: readonly FieldId[] = ['trace-and-batch', 'host-code', 'goods', 'outage'];

export function fieldsOf(role: Role): FieldId[] {
  return FIELDS.filter((field) => role === 'merchant' || !MERCHANTS.includes(field));
}

/** The conversation: what to do at once, then by the customer's choice; ids of guidance steps, and of the page's own (`said`, …). Whether the money moved stands before every other way to pay. */
const TILL: Record<Role, Record<'first' | Choice, readonly string[]>> = {
  merchant: {
    first: ['said', 'do-not-charge-twice', 'query-host'],
    'sign-again': ['resign-slip', 'check-new', 'keep-both-slips'],
    'other-card': ['void-proof', 'offer-another-way', 'check-new', 'keep-both-slips'],
    cash: ['void-proof', 'cash-receipt', 'keep-stub'],
    cancel: ['void-proof', 'hold-goods', 'keep-stub'],
  },
  cardholder: {
    first: ['said', 'do-not-pay-twice', 'keep-slip'],
    'sign-again': ['ask-sign-again', 'check-new', 'keep-both-slips'],
    'other-card': ['void-proof', 'pay-another-way', 'check-new', 'check-against-statement'],
    cash: ['void-proof', 'pay-another-way', 'cash-receipt', 'check-against-statement'],
    cancel: ['void-proof', 'check-against-statement'],
  },
};

/** Steps of the conversation that the guidance has no words for. */
export const OWN_STEPS = ['said', 'check-new', 'void-proof', 'cash-receipt'] as const;

/** The steps of a record's conversation, in order. */
export function tillSteps({ role, choice }: Pick<Incident, 'role' | 'choice'>): string[] {
  return [...TILL[role].first, ...(choice === undefined ? [] : TILL[role][choice])];
}

/** Which words to say aloud: by what the check said, or that the terminal refused. */
export function sayId({ said, fields }: Pick<Incident, 'said' | 'fields'>): string {
  // A code of the host may be the account's matter, and not the terminal's.
  if (!said) return (fields['host-code'] ?? '') === '' ? 'terminal' : 'host';
  // What the paper contradicts comes before who signed it.
  if (said.verdict !== 'verified' && (said.contradicted || said.differs.length > 0 || said.causes.some(({ id }) => id === 'field-altered'))) return 'altered';
  switch (said.verdict) {
    case 'verified':
      return said.word === 'verdict-verified' ? 'fits' : 'half';
    case 'altered':
      return 'altered';
    case 'invalid':
      return 'unfit';
    case 'certificate-problem':
      return 'certificate';
    case 'unknown-issuer':
      return 'unknown';
    case 'unsigned':
    case 'unreadable':
      return 'none';
  }
}

/** Whom a text is made for, and what they need, in order. Only the card's own bank and the acquirer get the card's masked number. */
export const RECIPIENTS: Record<'acquirer' | 'bank' | 'authority', readonly (FieldId | 'verdict' | 'causes')[]> = {
  acquirer: [
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
    'verdict',
    'causes',
  ],
  bank: [
    'transaction-time',
    'shop',
    'amount',
    'reference-number',
    'authorisation-code',
    'card',
    'merchant-number',
    'terminal-number',
    'money',
    'verdict',
    'causes',
  ],
  authority: ['shop', 'merchant-number', 'terminal-number', 'transaction-time', 'amount', 'reference-number', 'receipt-number', 'verdict', 'causes'],
};
export type Recipient = keyof typeof RECIPIENTS;

// ── Card numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The first six and the last four of a card number of at least 12 digits; what is masked already stays. */
export function maskedCard(text: string): string {
  return text.replace(/\d(?:[ -]?\d){11,}/g, (run) => {
    const digits = run.replace(/\D/g, '');
    return digits.slice(0, 6) + '*'.repeat(digits.length - 10) + digits.slice(-4);
  });
}

/** ISO/IEC 7812-1, annex B. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** A text whose card numbers are masked: 16 to 19 digits, or 15 of American Express, with their check digit. Merchant and reference numbers are shorter. */
export function maskedText(text: string): string {
  return text.normalize('NFC').replace(/(?<![\w+/=])[\d\uff10-\uff19](?:[ -]?[\d\uff10-\uff19]){14,18}(?![\w+/=])/g, (run) => {
    const digits = run.normalize('NFKC').replace(/\D/g, '');
    return luhn(digits) && (digits.length > 15 || /^3[47]/.test(digits)) ? maskedCard(digits) : run;
  });
}

/** What a field keeps of what was typed. */
export function keptValue(field: FieldId, typed: string): string {
  const text = typed.slice(0, LIMITS.field);
  return field === 'card' ? maskedCard(text.normalize('NFKC')) : maskedText(text);
}

// ── Making and changing ────────────────────────────────────────────────────────────────────────────────────────────────

function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A record without a slip. `others`: so that its number is the next one of its day. */
export function fresh(role: Role, others: readonly Incident[], now = new Date()): Incident {
  const at = now.toISOString();
  const day = localDay(now);
  const stem = `V-${day.replace(/-/g, '')}-`;
  const last = others.reduce((most, { number }) => (number.startsWith(stem) ? Math.max(most, Number.parseInt(number.slice(stem.length), 10) || 0) : most), 0);
  const id = random();
  return {
    id,
    // Another device counts by itself: what is the record's own tells its cases from these.
    number: `${stem}${last + 1}-${id.slice(0, 4)}`,
    opened: at,
    changed: at,
    role,
    state: 'open',
    fields: { 'noticed-at': localMoment(now) },
    ticks: {},
    events: [{ at, kind: 'opened' }],
  };
}

/** Members of a report that fill fields by themselves: the first that is there. */
const FILLED: Partial<Record<FieldId, readonly string[]>> = {
  shop: ['merchant', 'seller'],
  'merchant-number': ['mid'],
  'terminal-number': ['tid', 'registerId', 'clientId', 'serialNumber'],
  'transaction-time': ['time', 'finishTime', 'startTime'],
  'transaction-type': ['type'],
  'reference-number': ['rrn'],
  'authorisation-code': ['auth'],
  card: ['pan'],
  'receipt-number': ['receiptNumber', 'receiptId', 'invoiceNumber', 'transactionNumber'],
};

/** Fills a record from a report. `word`: the id of the verdict that was shown; `text`: the report as a text. */
export function withReport(record: Incident, report: Report, word: string, text: string): Incident {
  const member = (name: string): string | undefined => {
    const field = report.fields.find((candidate) => candidate.name === name);
    return field?.signed ?? field?.code ?? field?.printed;
  };
  const fields = { ...record.fields };
  for (const [field, names] of Object.entries(FILLED) as [FieldId, readonly string[]][]) {
    const found = names.map(member).find((value) => value !== undefined);
    if (found !== undefined) fields[field] = keptValue(field, found);
  }
  const amount = report.fields.find(({ name }) => name === 'amount');
  const known = amount?.signed ?? amount?.code;
  const values = [amount?.printed, known].filter((value) => value !== undefined);
  // Both, where they differ: nobody shall take one for the other.
  const shown = amount?.match === false ? values.join(' ≠ ') : (known ?? amount?.printed);
  if (shown !== undefined) fields.amount = keptValue('amount', `${shown} ${member('currency') ?? ''}`.trim());
  const trace = [member('stan'), member('batch')].filter((value) => value !== undefined);
  if (trace.length > 0) fields['trace-and-batch'] = keptValue('trace-and-batch', trace.join(' / '));
  const { certificate, digest } = report;
  const said: Said = {
    verdict: report.verdict,
    word,
    format: report.format,
    ...(report.country === undefined ? {} : { country: report.country }),
    ...(report.demo ? { demo: true } : {}),
    ...(report.environment === 'test' || report.outcome?.environment === 'test' ? { test: true } : {}),
    causes: report.causes.map(({ id, confidence }) => ({ id, confidence })),
    differs: report.fields
      .filter(({ match }) => match === false)
      .map(({ name, printed = '', signed, code = '' }) => ({ name, printed: maskedValue(name, printed), signed: maskedValue(name, signed ?? code) })),
    ...(digest ? { computed: digest.computed } : {}),
    ...(digest?.stated === undefined ? {} : { stated: digest.stated.slice(0, 200) }),
    ...((report.headline?.contradiction ?? contradiction(report)) === undefined ? {} : { contradicted: true as const }),
    ...(certificate
      ? {
          certificate: maskedText(
            `${certificate.subject} · ${certificate.serial} · ${certificate.notBefore.slice(0, 10)} – ${certificate.notAfter.slice(0, 10)}`,
          ).slice(0, 1000),
        }
      : {}),
    checked: record.opened,
    text: maskedText(text).slice(0, LIMITS.report),
  };
  return { ...record, fields, said };
}

/** Fills a record with what is known of it; an empty value fills nothing. `status`: what a reconciliation said. */
export function withFields(record: Incident, values: Partial<Record<FieldId, string | undefined>>, status?: string): Incident {
  const fields = { ...record.fields };
  for (const [field, value] of Object.entries(values) as [FieldId, string | undefined][]) {
    if (value !== undefined && value.trim() !== '') fields[field] = keptValue(field, value);
  }
  const known = COMPARISONS.find((one) => one === status);
  return { ...record, fields, ...(known ? { compared: { status: known, at: record.opened } } : {}) };
}

function maskedValue(name: string, value: string): string {
  return (name === 'pan' ? maskedCard(value) : maskedText(value)).slice(0, 500);
}

/** A record with one line more of what was done. */
export function noted(record: Incident, event: Omit<Event, 'at'>, now = new Date()): Incident {
  const at = now.toISOString();
  const text = event.text === undefined ? {} : { text: maskedText(event.text.slice(0, LIMITS.field)) };
  // The opening stays; of the rest the latest.
  const events = [...record.events, { at, ...event, ...text }];
  return { ...record, changed: at, events: events.length > LIMITS.events ? [...events.slice(0, 1), ...events.slice(1 - LIMITS.events)] : events };
}

/** When a field was written, the latest last; of a record whose writing was never timed, its last change. */
export function stamps(record: Incident, field: FieldId): readonly string[] {
  return record.written?.[field] ?? [record.written || record.changed === record.opened ? record.opened : record.changed];
}

/** A record with fields as they were typed. What another tab wrote into one of them meanwhile goes into the timeline: nothing is lost. */
export function withTyped(record: Incident, typed: readonly (readonly [FieldId, Typed])[], now = new Date()): Incident {
  let next: Incident = { ...record, changed: now.toISOString() };
  for (const [field, { value, base }] of typed) {
    const [kept, there] = [keptValue(field, value), record.fields[field] ?? ''];
    if (there !== base && there !== kept && there.trim() !== '') next = noted(next, { kind: 'replaced', what: field, text: there }, now);
    const written = { ...next.written, [field]: [...stamps(record, field), now.toISOString()].slice(-LIMITS.written) };
    next = { ...next, fields: { ...next.fields, [field]: kept }, written };
  }
  return next;
}

/** A record in another state; the same one when that state can't follow, or closing lacks its cause. */
export function inState(record: Incident, state: StateId, deadline: string | undefined, now = new Date()): Incident {
  if (!follows(record.state).includes(state)) return record;
  if (state === 'closed' && (record.fields.cause ?? '').trim() === '') return record;
  const { deadline: _, closed: __, ...rest } = record;
  const due = isWaiting(state) && deadline !== undefined && isDay(deadline) ? { deadline } : {};
  return noted({ ...rest, state, ...due, ...(state === 'closed' ? { closed: now.toISOString() } : {}) }, { kind: 'state', what: state }, now);
}

// ── What is due, what is old ───────────────────────────────────────────────────────────────────────────────────────────

/** Whether an answer should have come by today. */
export function isDue({ state, deadline }: Incident, today: string): boolean {
  return state !== 'closed' && deadline !== undefined && deadline <= today;
}

/** What is due first, then what waits longest, then what is open, then closed ones, latest first. */
export function sorted(records: readonly Incident[]): Incident[] {
  const rank = ({ state, deadline }: Incident): number => (state === 'closed' ? 2 : deadline === undefined ? 1 : 0);
  return [...records].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (rank(a) === 0 ? compare(a.deadline ?? '', b.deadline ?? '') : 0) ||
      compare(b.closed ?? b.opened, a.closed ?? a.opened) ||
      compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How long closed records may be kept, in days, as it is offered. */
export const RETENTIONS = [90, 180, 365, 3650, 0] as const;
export const DEFAULT_DAYS = 180;

/** Closed records that are kept longer than was chosen. */
export function expired(records: readonly Incident[], { days }: Retention, now = new Date()): Incident[] {
  if (days <= 0) return [];
  const before = new Date(now.getTime() - days * 86_400_000).toISOString();
  return records.filter(({ state, closed }) => state === 'closed' && closed !== undefined && closed < before);
}

/** Closed records that may be deleted unasked: found over their time a day ago or longer, for a clock may be wrong; and since when each of the others is. */
export function overdue(
  old: readonly Incident[],
  offered: Readonly<Record<string, string>>,
  now = new Date(),
): { due: Incident[]; offered: Record<string, string> } {
  const at = now.toISOString();
  const before = new Date(now.getTime() - 86_400_000).toISOString();
  const due = old.filter(({ id }) => (offered[id] ?? at) <= before);
  const rest = old.filter((record) => !due.includes(record));
  return { due, offered: Object.fromEntries(rest.map(({ id }) => [id, (offered[id] ?? at) < at ? (offered[id] ?? at) : at])) };
}

// ── Days ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

const two = (number: number): string => String(Math.trunc(Math.abs(number))).padStart(2, '0');

/** `YYYY-MM-DD` in the device's own zone, some days later. */
export function localDay(moment: Date, later = 0): string {
  const day = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + later);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Date, time and zone, as the contract asks for it. */
export function localMoment(moment: Date): string {
  const offset = -moment.getTimezoneOffset();
  return `${localDay(moment)} ${two(moment.getHours())}:${two(moment.getMinutes())} ${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** Whether a file's type is that of a picture without a life of its own: no SVG. */
export function isPicture(type: unknown): type is string {
  return typeof type === 'string' && /^image\/(?!svg)[\w.+-]{1,40}$/.test(type);
}
