/** A row of the table as a record of an incident: what the three documents say, and what differs. */

import type { Detail, Leg, Row } from '@reconcile';
import { plain } from '../locales/text.ts';
import type { Noted } from '../state/page.ts';
import { LEGS, type Reconciling, type Words } from '../state/reconcile.ts';
import { visible } from './foreign.ts';
import { amountOf, money, SHOWN, valueOf } from './reconcile-row.ts';

/** Rows of one pile that are written out. */
const ROWS = 4;

/** What a record is filled with. */
export function incidentOf(work: Reconciling, detail: Detail, words: Words): Noted {
  const { transaction, rows } = detail;
  const currency = transaction.currency ?? '';
  const of = (leg: Leg): Row[] => transaction.legs[leg].rows.flatMap((id) => rows[id] ?? []);
  const [slip, acquirer, bank] = LEGS.map((leg) => of(leg)[0]);
  const settled = (detail.settlement?.rows ?? 1) > 1;
  // Many sales in one entry: its amount is not this one's.
  const known = [slip, acquirer, settled ? undefined : bank].filter((row) => row !== undefined);
  const value = (name: string): string | undefined => known.map((row) => row[name]).find((one): one is string => typeof one === 'string' && one !== '');
  const amounts = [...new Set(known.map((row) => money(amountOf(row, work.summary?.role ?? 'merchant'), currency)))];
  const day = [value('date'), value('time')].filter((part) => part !== undefined).join(' ');
  const trace = [value('trace'), value('batch')].filter((part) => part !== undefined).join(' / ');
  const kind = slip?.kind ?? acquirer?.kind ?? bank?.kind;
  const fields: Noted['fields'] = {
    shop: value('merchantName'),
    'merchant-number': value('merchant'),
    'terminal-number': value('terminal'),
    'transaction-time': day,
    'transaction-type': kind === undefined ? undefined : plain(`reconcile-kind-${kind}`),
    amount: amounts.length === 0 ? undefined : `${amounts.join(' ≠ ')} ${currency}`.trim(),
    // The acquirer's own number of the payment is no receipt's.
    'reference-number': value('rrn') ?? value('channelId'),
    'trace-and-batch': trace,
    'authorisation-code': value('auth'),
    card: value('card'),
    'receipt-number': value('orderId'),
    happened: happened(work, detail, words),
  };
  return {
    role: work.summary?.role,
    status: transaction.status,
    fields,
    made: (made) => void work.written.set(transaction.key, made),
  };
}

/** What is shown of it, as sentences: the status and its meaning, what else was found, and each pile. */
function happened(work: Reconciling, detail: Detail, words: Words): string {
  const { transaction, rows, settlement } = detail;
  const currency = transaction.currency ?? '';
  const [name, meaning] = words.statuses[transaction.status] ?? [transaction.status, ''];
  const also = transaction.findings.slice(1).map(({ id }) => words.statuses[id]?.[0] ?? id);
  const chosen = work.chosen.get(transaction.key);
  const lines = [
    `${plain('reconcile-incident-from')} ${name}${plain('stop')}`,
    meaning,
    ...(also.length > 0 ? [`${plain('reconcile-also')}${plain('colon')}${also.join(plain('list-separator'))}`] : []),
  ];
  // What a number links and other values contradict.
  lines.push(
    ...transaction.notes
      .filter((note) => note.startsWith('differs-') || note === 'credit-returned' || note === 'charged-back')
      .map((note) => plain(`reconcile-${note}`)),
  );
  for (const leg of LEGS) {
    const { state, rows: ids } = transaction.legs[leg];
    const title = words.legs[leg] ?? leg;
    if (ids.length === 0) lines.push(`${title}${plain('colon')}${plain(`reconcile-state-${state}`)}${covered(work, leg)}`);
    for (const id of ids.slice(0, ROWS)) {
      const row = rows[id];
      if (row) lines.push(`${title}${plain('colon')}${written(work, row, currency)}`);
    }
  }
  const picked = chosen === undefined ? undefined : rows[chosen];
  if (picked) lines.push(`${plain('reconcile-chosen')}${plain('colon')}${written(work, picked, currency)}`);
  if (settlement && settlement.difference !== 0) lines.push(`${plain('reconcile-sum-difference')}${plain('colon')}${money(settlement.difference, currency)}`);
  return lines.filter((line) => line !== '').join('\n');
}

function covered({ summary }: Reconciling, leg: Leg): string {
  const period = summary?.periods[leg];
  return period ? ` (${plain('reconcile-period', { from: period[0], to: period[1] })})` : '';
}

function written(work: Reconciling, row: Row, currency: string): string {
  const file = work.summary?.files.find(({ leg, number }) => leg === row.leg && number === row.file);
  const values = SHOWN.flatMap((name) => {
    const value = valueOf(row, name, currency);
    return value === undefined ? [] : [`${plain(`reconcile-role-${name}`)} ${visible(value)}`];
  });
  return `${visible(file?.name ?? '')}, ${plain('reconcile-line', { line: row.line })}: ${values.join('; ')}`;
}
