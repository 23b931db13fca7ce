/** What a report says in words: which of the catalogue's sentences apply. Used by the page, the printed and the saved report alike. */

import { genuineUnpaid, halfTick, isOne, status } from '../engine/headline.ts';
import { TILL_FORMATS, type Field, type Headline, type Report, type Role } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import { visible } from './foreign.ts';

/** A member's name in the reader's language; the member itself when the catalogue does not know it. */
export function fieldName(name: string): string {
  const id = `field-${name}`;
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name) && has(id) ? t(id) : visible(name);
}

export { genuineUnpaid, halfTick, status };

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

/** Of a till, not of a card terminal: other records, other certificates. */
function ofTill({ format }: Report): boolean {
  return isOne(TILL_FORMATS, format);
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

/** What stands above everything else: as the core decided it. Of a record that an earlier version of the page made, the verdict and no more. */
export function headlineOf(report: Report): Headline {
  if (report.headline) return report.headline;
  const half = halfTick(report);
  const title = half ? 'verified-code-only' : report.verdict;
  return { title, half, unpaid: genuineUnpaid(report), why: [{ id: `verdict-${title}-why` }], now: { id: `verdict-${title}-now` } };
}

/** The id of the verdict's texts. */
export function verdictId(report: Report): string {
  return `verdict-${headlineOf(report).title}`;
}

export function verdictWord(report: Report): string {
  return t(verdictId(report));
}

/** What belongs into a sentence, in words; nothing where a word of it is not there. */
function values(given: Record<string, unknown> = {}): Record<string, string | number> | undefined {
  const found: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === 'members' || name === 'fields') found[name] = members(value);
    else if (name === 'field') found[name] = typeof value === 'string' ? fieldName(value) : t('fields-name');
    else if (name === 'cause' || name === 'kind') {
      const id = `${name === 'kind' ? 'change' : 'cause'}-${String(value)}`;
      if (!has(id)) return undefined;
      found[name] = t(id);
    } else found[name] = Number(value);
  }
  return found;
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

/** Why: a sentence, or a few. Texts of larger catalogues come a moment later. */
export function why({ report, problem }: Pick<Result, 'report' | 'problem'>): string {
  if (problem !== undefined && report.verdict === 'unreadable') return t(`problem-${problem}`);
  const { title, why: sentences } = headlineOf(report);
  return sentences
    .map(({ id, values: given }) => {
      const words = has(id) ? values(given) : undefined;
      return words === undefined ? t(`verdict-${title}-why`) : t(id, words);
    })
    .join(' ');
}

/** One thing to do, and a line about it. */
export function now({ report, problem, paper }: Result, role: Role): { text: string; detail?: string } {
  if (problem !== undefined && report.verdict === 'unreadable') return { text: t(`problem-${problem}.now`) };
  const headline = headlineOf(report);
  const id = has(headline.now.id) ? headline.now.id : `verdict-${headline.title}-now`;
  if (headline.now.values?.['members'] !== undefined) {
    const missing = members(headline.now.values['members']);
    // A photo's printed text can be read.
    const paperNow = paper !== undefined && paper.stage !== 'done' && has('paper-now');
    return { text: t(paperNow ? 'paper-now' : id), ...(missing === '' ? {} : { detail: t(`${id}.detail`, { members: missing }) }) };
  }
  if (headline.detail !== undefined) return { text: t(id), detail: t(headline.detail) };
  // The most particular text first: of a till's receipt, then of any slip; the role's own, then anybody's.
  const who = role === 'merchant' ? 'merchant' : '';
  const till = ofTill(report) ? [`${id}.till${who === '' ? '' : `-${who}`}`] : [];
  const text = [...till, ...(who === '' ? [] : [`${id}.${who}`]), id].find((name) => has(name)) ?? id;
  const detail = text === id ? `${id}.detail` : `${text}-detail`;
  return { text: t(text), ...(has(detail) ? { detail: t(detail) } : {}) };
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
