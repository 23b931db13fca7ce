/** What a report says in words: which of the catalogue's sentences apply. Used by the page, the printed and the saved report alike. */

import { genuineUnpaid, halfTick, isMessage, status } from '../engine/headline.ts';
import type { Field, OutcomeStatus, Report, Role, Verdict } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import { visible } from './foreign.ts';

/** A member's name in the reader's language; the member itself when the catalogue does not know it. */
export function fieldName(name: string): string {
  const id = `field-${name}`;
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name) && has(id) ? t(id) : visible(name);
}

export { genuineUnpaid, halfTick, status };

/** What a genuine message of a payment gateway reports: genuine is not paid. */
const MESSAGES: Record<OutcomeStatus, string> = {
  paid: 'verdict-message-paid',
  accepted: 'verdict-message-accepted',
  pending: 'verdict-message-pending',
  failed: 'verdict-message-failed',
  closed: 'verdict-message-closed',
  refunded: 'verdict-message-refunded',
  sealed: 'verdict-message-sealed',
  'not-a-payment': 'verdict-message-not-a-payment',
  unknown: 'verdict-message-unknown',
};

/** `altered`, and nobody vouches for the key. */
export function alteredUnvouched(report: Report): boolean {
  return report.verdict === 'altered' && status(report, 'certificate') !== 'pass' && status(report, 'certificate') !== 'warn';
}

/** The signature was held against its key, and fits. */
function fits(report: Report): boolean {
  return ['pass', 'warn'].includes(status(report, 'signature') ?? '');
}

/** What the code says is not known to be what was signed by someone who is vouched for: it is called so. */
export function inCode(report: Report): boolean {
  return alteredUnvouched(report) || !fits(report);
}

/** The print contradicts the code, and nothing tells yet which of them was signed. */
export function contradicted(report: Report): boolean {
  return report.verdict === 'unknown-issuer' && differing(report).length > 0;
}

/** The stated digest is not that of the slip's own content, and no signature says that the content is right. */
function digestMisfit(report: Report): boolean {
  const proven = report.causes.find(({ confidence }) => confidence === 'proven');
  return (report.verdict === 'altered' || report.verdict === 'invalid') && proven?.id === 'digest-mismatch' && !fits(report);
}

/** Only the printed digest differs. */
function digestAlone(report: Report): boolean {
  const fields = differing(report);
  return (
    fits(report) && report.verdict === 'altered' && (fields.length === 0 ? status(report, 'digest') === 'fail' : fields.every(({ name }) => name === 'digest'))
  );
}

/** Whole, and seen before or marked as a reprint. */
function again(report: Report): boolean {
  return report.verdict === 'verified' && report.causes.some(({ id }) => id === 'duplicate-slip');
}

/** Of a till, not of a card terminal: other records, other certificates. */
function ofTill({ format }: Report): boolean {
  return format === 'de-tse' || format === 'at-rksv' || format === 'sa-zatca';
}

/** What to do with a file, by itself: nobody signs it by hand, and it is claimed or paid by. */
const FILES: Record<'cn-ofd' | 'pdf-signature', Record<Verdict, string>> = {
  'cn-ofd': {
    verified: 'invoice-now-verified',
    altered: 'invoice-now-wrong',
    invalid: 'invoice-now-wrong',
    'certificate-problem': 'invoice-now-unvouched',
    'unknown-issuer': 'invoice-now-unvouched',
    unsigned: 'invoice-now-unsigned',
    unreadable: 'invoice-now-unreadable',
  },
  'pdf-signature': {
    verified: 'file-now-verified',
    altered: 'file-now-wrong',
    invalid: 'file-now-wrong',
    'certificate-problem': 'file-now-unvouched',
    'unknown-issuer': 'file-now-unvouched',
    unsigned: 'file-now-unsigned',
    unreadable: 'file-now-unreadable',
  },
};

/** The id of what to do with a file; undefined for slips, and where a slip's own words fit. */
function fileNow(report: Report): string | undefined {
  const { format, verdict } = report;
  if ((format !== 'cn-ofd' && format !== 'pdf-signature') || halfTick(report) || again(report)) return undefined;
  if (verdict === 'verified' && report.environment === 'test') return undefined;
  const id = FILES[format][contradicted(report) ? 'altered' : verdict];
  return has(id) ? id : undefined;
}

/** What a field is held against: the signed value, or what the code says where nothing is signed. */
export function reference(field: Field): string | undefined {
  return field.signed ?? field.code;
}

export function differing(report: Report): Field[] {
  return report.fields.filter(({ match }) => match === false);
}

export function note(report: Report, id: string) {
  return report.notes.find((entry) => entry.id === id);
}

/** The same of a message about a refund that is not done: the payment stands as it was. */
const REFUNDS: Partial<Record<OutcomeStatus, string>> = {
  accepted: 'verdict-message-refund-accepted',
  pending: 'verdict-message-refund-pending',
  failed: 'verdict-message-refund-failed',
  closed: 'verdict-message-refund-closed',
  unknown: 'verdict-message-refund-unknown',
};

/** The id of the text that says what a genuine message says of the payment, or of a refund. */
function messageId({ status, environment, about }: NonNullable<Report['outcome']>): string {
  if (environment === 'test') return 'verdict-message-test';
  if (about === 'part' && status === 'refunded') return 'verdict-message-refunded-part';
  return (about === 'refund' ? REFUNDS[status] : undefined) ?? MESSAGES[status];
}

/** What a genuine message says of the payment. */
export function messageWord(outcome: NonNullable<Report['outcome']>): string {
  return t(messageId(outcome));
}

/** The id of the verdict's texts. */
export function verdictId(report: Report): string {
  if (report.verdict === 'verified' && report.outcome !== undefined) {
    const { status, merchant, environment } = report.outcome;
    if (environment === 'test') return 'verdict-message-test';
    return status === 'paid' && merchant === 'other' ? 'verdict-message-paid-to-other' : messageId(report.outcome);
  }
  if (report.verdict === 'verified' && report.environment === 'test') return 'verdict-verified-test';
  return halfTick(report) ? 'verdict-verified-code-only' : `verdict-${report.verdict}${digestMisfit(report) ? '-digest' : ''}`;
}

export function verdictWord(report: Report): string {
  return t(verdictId(report));
}

/** What the members of a gateway's message mean, and the texts that name it. */
const MEANINGS: Record<string, string> = {
  amount: 'field-amount',
  currency: 'field-currency',
  orderId: 'field-orderNo',
  transactionId: 'field-payOrderNo',
  mid: 'field-mid',
  time: 'field-time',
  settleDate: 'field-settlementDate',
  result: 'field-status',
};

/** What a member means, in words; nothing where its own name has to do. */
export function meaningName({ meaning }: Field): string | undefined {
  const id = meaning === undefined ? undefined : MEANINGS[meaning];
  return id === undefined ? undefined : t(id);
}

/** Which of several amounts a message is about. */
const AMOUNTS = ['txnAmt', 'total_amount', 'amount.total', 'refund_amount', 'refund_fee', 'amount.refund'];

/** The member of a message that means this. */
export function meant(report: Report, meaning: string): Field | undefined {
  const all = report.fields.filter((field) => field.meaning === meaning);
  if (meaning !== 'amount') return all[0];
  const order = report.outcome?.status === 'refunded' ? [...AMOUNTS].reverse() : AMOUNTS;
  return order.map((name) => all.find((field) => field.name === name)).find((field) => field !== undefined) ?? all[0];
}

/** Member names of a note or of evidence, joined for reading. */
export function members(value: unknown): string {
  const names = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(/[,\s]+/) : [];
  return names
    .filter((name) => name !== '')
    .map(fieldName)
    .join(t('list-separator'));
}

/** What is wrong with a gateway's message, where a slip's words would mislead: the texts that say why and what now. Nothing for a genuine one. */
export function messageKind(report: Report): string | undefined {
  if (!isMessage(report) || report.verdict === 'verified') return undefined;
  const of = (id: string) => report.causes.find((cause) => cause.id === id);
  const proven = (id: string): boolean => of(id)?.confidence === 'proven';
  switch (report.verdict) {
    case 'unknown-issuer':
      return 'unknown';
    case 'unsigned':
      return note(report, 'own-request') ? 'request' : note(report, 'keyed-mac') ? 'keyed' : 'unsigned';
    case 'certificate-problem':
      return of('certificate-wrong-usage')?.evidence['role'] === 'merchant' ? 'forged' : of('certificate-wrong-key') ? 'wrong-key' : 'certificate';
    case 'invalid':
      if (of('header-refused')?.evidence['probe'] !== undefined) return 'probe';
      if (proven('field-altered')) {
        const change = of('field-altered')?.evidence['change'];
        return change === 'added' ? 'added' : change === 'removed' ? 'left-out' : 'altered';
      }
      if (proven('algorithm-conflict')) return 'algorithm';
      if (proven('time-zone')) return 'time';
      if (proven('encoding-conflict')) return 'rewritten';
      return of('certificate-wrong-key') ? 'wrong-key' : 'text';
    default:
      return note(report, 'confirm-reading') ? 'two-ways' : 'text';
  }
}

/** One sentence: why. */
export function why({ report, problem }: Result): string {
  if (report.verdict === 'verified' && report.outcome !== undefined) {
    const first = [
      ...(report.outcome.merchant === 'other' ? [t('message-other-merchant')] : []),
      ...(note(report, 'merchant-not-named') ? [t('message-nobody-named')] : []),
      ...(again(report) ? [t('message-again')] : []),
    ];
    return [...first, t('verdict-message-why')].join(' ');
  }
  const kind = messageKind(report);
  if (kind === 'altered' || kind === 'added' || kind === 'left-out' || kind === 'time') {
    const name = report.causes.find(({ id }) => id === (kind === 'time' ? 'time-zone' : 'field-altered'))?.evidence['field'];
    return t(`message-why-${kind}`, { field: typeof name === 'string' ? fieldName(name) : t('fields-name') });
  }
  if (kind !== undefined && has(`message-why-${kind}`)) return t(`message-why-${kind}`);
  const bare = note(report, 'not-covered');
  if (report.verdict === 'verified' && bare && !halfTick(report) && !again(report))
    return t('verdict-verified-why-not-covered', { members: members(bare['members']) });
  const filled = note(report, 'filled-in-after-signing');
  if (report.verdict === 'verified' && filled && !again(report) && has('verdict-verified-why-filled'))
    return t('verdict-verified-why-filled', { fields: members(filled['fields']) });
  if (problem !== undefined && report.verdict === 'unreadable') return t(`problem-${problem}`);
  const id = verdictId(report);
  const proven = report.causes.find(({ confidence }) => confidence === 'proven');
  if (digestMisfit(report)) return t(`${id}-why`);
  switch (report.verdict) {
    case 'altered': {
      if (alteredUnvouched(report)) return t(`${id}-why-unknown`);
      const fields = differing(report);
      const only = fields[0];
      if (fields.length === 1 && only) return only.name === 'digest' ? t(`${id}-why-digest`) : t(`${id}-why-field`, { field: fieldName(only.name) });
      if (fields.length > 1) return t(`${id}-why-fields`, { count: fields.length });
      const kind = report.causes.find((cause) => cause.id === 'changed-after-signing')?.evidence['kind'];
      if (typeof kind === 'string' && /^[a-z-]+$/.test(kind) && has(`change-${kind}`)) return t('verdict-altered-why-changed', { kind: t(`change-${kind}`) });
      if (status(report, 'digest') === 'fail') return t(`${id}-why-digest`);
      return t(`${id}-why`);
    }
    case 'invalid':
      return proven ? t(`${id}-why-cause`, { cause: t(`cause-${proven.id}`) }) : t(`${id}-why`);
    case 'certificate-problem':
      return proven ? t(`${id}-why-cause`, { cause: t(`cause-${proven.id}`) }) : t(`${id}-why`);
    case 'unknown-issuer':
      if (contradicted(report)) return t(fits(report) ? 'verdict-altered-why-unknown' : `${id}-why-differs`);
      if (status(report, 'signature') !== 'pass') return t(`${id}-why-no-key`);
      return t(note(report, 'amounts-not-bound') ? `${id}-why-not-bound` : `${id}-why`);
    case 'unreadable':
      if (note(report, 'printed-text-needed')) return t(`${id}-why-printed`);
      if (note(report, 'confirm-reading')) return t(`${id}-why-confirm`);
      if (note(report, 'invoice-needed')) return t(`${id}-why-invoice`);
      if (note(report, 'format-not-supported')) return t(`${id}-why-unsupported`);
      // Of a document its own note says why.
      for (const said of ['file-not-readable', 'password-needed', 'archive-damaged', 'encrypted', 'codes-not-looked-for', 'pages-not-read', 'too-large']) {
        if (note(report, said) && has(`note-${said}`)) return t(`note-${said}`);
      }
      return t(`${id}-why`);
    default:
      return t(again(report) && report.environment === undefined ? `${id}-why-again` : `${id}-why`);
  }
}

/** One thing to do, and a line about it. */
export function now({ report, problem, paper }: Result, role: Role): { text: string; detail?: string } {
  if (problem !== undefined && report.verdict === 'unreadable') return { text: t(`problem-${problem}.now`) };
  const needed = note(report, 'printed-text-needed');
  if (needed) {
    const missing = members(needed['members'] ?? needed['fields']);
    // A photo's printed text can be read.
    return {
      text: t(paper !== undefined && paper.stage !== 'done' && has('paper-now') ? 'paper-now' : 'verdict-unreadable-now-printed'),
      ...(missing === '' ? {} : { detail: t('verdict-unreadable-now-printed.detail', { members: missing }) }),
    };
  }
  const kind = messageKind(report);
  if (kind !== undefined) {
    const like = kind === 'time' || kind === 'algorithm' ? 'rewritten' : kind === 'added' || kind === 'left-out' ? 'text' : kind;
    return { text: t(`message-now-${like}`), detail: t(kind === 'probe' ? 'message-now-probe-detail' : 'message-now-detail') };
  }
  for (const kind of ['confirm-reading', 'invoice-needed', 'format-not-supported', 'pages-not-read', 'codes-not-looked-for', 'password-needed', 'encrypted']) {
    if (report.verdict === 'unreadable' && note(report, kind) && has(`verdict-unreadable-now-${kind}`)) return { text: t(`verdict-unreadable-now-${kind}`) };
  }
  if (report.outcome !== undefined && again(report) && !genuineUnpaid(report)) return { text: t('message-now-again'), detail: t('verdict-message-now.detail') };
  const id = fileNow(report) ?? nowId(report);
  // The most particular text first: of a till's receipt, then of any slip; the role's own, then anybody's.
  const first = (names: string[]): string | undefined => names.find((name) => has(name));
  const who = role === 'merchant' ? 'merchant' : '';
  const till = ofTill(report) ? [`${id}.till${who === '' ? '' : `-${who}`}`] : [];
  const text = first([...till, ...(who === '' ? [] : [`${id}.${who}`]), id]) ?? id;
  const detail = text === id ? `${id}.detail` : `${text}-detail`;
  return { text: t(text), ...(has(detail) ? { detail: t(detail) } : {}) };
}

/** The id of the texts that say what to do. */
function nowId(report: Report): string {
  if (report.verdict === 'verified' && report.outcome !== undefined) {
    const { status, merchant, about } = report.outcome;
    if (merchant === 'other') return 'verdict-message-now-other';
    if (about === 'refund') return 'verdict-message-now-refund';
    return genuineUnpaid(report)
      ? 'verdict-message-now-unpaid'
      : status === 'refunded' && about !== 'part'
        ? 'verdict-message-now-refunded'
        : 'verdict-message-now';
  }
  if (digestAlone(report)) return 'verdict-altered-now-digest';
  if (contradicted(report) && !ofTill(report)) return 'verdict-altered-now';
  return `${verdictId(report)}-now${again(report) && !halfTick(report) ? '-again' : ''}`;
}

/** A value of a member: the signed one where it is known, else the code's, else the printed one. */
export function value(report: Report, name: string): string | undefined {
  const field = report.fields.find((candidate) => candidate.name === name);
  return field?.signed ?? field?.code ?? field?.printed;
}

/** A moment in the device's own zone: `2026-11-20 18:55`. */
export function localTime(moment: string): string {
  const at = new Date(moment);
  const two = (number: number): string => String(number).padStart(2, '0');
  return Number.isNaN(at.getTime())
    ? moment
    : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A time as slips print it: no `T`, no offset. */
export function readableTime(time: string): string {
  // As UnionPay writes it.
  const [, day, hour] = /^(\d{8})(\d{6})$/.exec(time) ?? [];
  if (day !== undefined && hour !== undefined) return `${day.replace(/(....)(..)(..)/, '$1-$2-$3')} ${hour.replace(/(..)(..)(..)/, '$1:$2:$3')}`;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time) ? time.replace('T', ' ').replace(/(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/, '') : time;
}

/** The date of an RFC 3339 moment. */
export function date(moment: string): string {
  return moment.slice(0, 10);
}

/** A transaction type in words, when it is one of the profile's. */
export function typeName(type: string): string | undefined {
  return /^[a-z-]+$/.test(type) && has(`type-${type}`) ? t(`type-${type}`) : undefined;
}

/** A distinguished name with what people look for first. */
export function nameParts(name: string): { common: string; rest: string } {
  const parts = name.match(/(?:\\.|[^,\\])+/g)?.map((part) => part.trim()) ?? [name];
  const plainValue = (part: string): string => part.slice(part.indexOf('=') + 1).replace(/\\(.)/g, '$1');
  const common = parts.find((part) => /^CN=/i.test(part)) ?? parts[0] ?? name;
  return {
    common: plainValue(common),
    rest: parts
      .filter((part) => part !== common)
      .map(plainValue)
      .join(' · '),
  };
}
