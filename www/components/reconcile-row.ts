/** Values of one row, as they are shown and compared. */

import type { Party, Row } from '@reconcile';
import { t } from '../locales/text.ts';

/** What of a row is shown, in this order; what should be the same everywhere is marked where it is not. */
export const SHOWN = [
  'amount',
  'originalAmount',
  'currency',
  'fee',
  'net',
  'date',
  'time',
  'settleDate',
  'kind',
  'card',
  'terminal',
  'merchant',
  'merchantName',
  'mcc',
  'batch',
  'trace',
  'rrn',
  'auth',
  'orderId',
  'channelId',
  'refundId',
  'payoutId',
  'channel',
  'text',
];
const SAME = new Set(['amount', 'currency', 'date', 'card', 'terminal', 'merchant', 'mcc', 'batch', 'trace', 'rrn', 'auth', 'orderId', 'channelId']);
const MONEY = new Set(['amount', 'originalAmount', 'fee', 'net']);
/** An amount of minor units in its currency. */
export function money(units: number, currency: string): string {
  const exponent = ['JPY', 'KRW', 'VND'].includes(currency) ? 0 : 2;
  const sign = units < 0 ? '-' : '';
  const digits = String(Math.abs(units)).padStart(exponent + 1, '0');
  return exponent === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function valueOf(row: Row, name: string, currency: string): string | undefined {
  const value = row[name];
  if (typeof value === 'number') return MONEY.has(name) ? money(value, currency) : String(value);
  if (name === 'kind') return t(`reconcile-kind-${String(value)}`);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A row's amount as the other documents would have it: what a cardholder pays leaves the account. */
export function amountOf(row: Row, role: Party): number {
  return role === 'cardholder' && row.leg === 'bank' ? -row.amount : row.amount;
}

/** A value of a row as it is compared. */
export function comparable(row: Row, name: string, currency: string, role: Party): string | undefined {
  return name === 'amount' ? money(amountOf(row, role), currency) : valueOf(row, name, currency);
}

/** Numbers that are compared only at the length that a scheme gives them: others are a party's own. */
const LENGTHS: Record<string, number> = { merchant: 15, terminal: 8 };
/** At a merchant's bank these are the account's. */
const OF_ACCOUNT = new Set(['card', 'terminal', 'merchant', 'batch', 'trace']);

/** Whether a value of a row contradicts that of another pile's; card numbers by their last four digits. */
export function contradicts(name: string, row: Row, others: readonly (Row | undefined)[], currency: string, role: Party): boolean {
  const value = SAME.has(name) ? comparable(row, name, currency, role) : undefined;
  if (value === undefined) return false;
  const bare = (text: string): string => (name === 'card' ? text.slice(-4) : text);
  const length = LENGTHS[name];
  return others.some((other) => {
    if (!other || other === row) return false;
    if (role === 'merchant' && OF_ACCOUNT.has(name) && (row.leg === 'bank' || other.leg === 'bank')) return false;
    const there = comparable(other, name, currency, role);
    if (there === undefined || (length !== undefined && (value.length !== length || there.length !== length))) return false;
    return bare(there) !== bare(value);
  });
}
