/** What an incident says in words: its fields, its verdict, and the texts for those who must know. */

import { has, plain, t, unmarked } from '../locales/text.ts';
import { CHOICES, FIELDS, type FieldId, type Incident, type StateId } from '../storage/incident.ts';
import { RECIPIENTS, type Recipient } from '../state/incidents.ts';
import { stepText } from '../state/guidance.ts';
import { visible } from './foreign.ts';
import { fieldName, localTime, typeName } from './wording.ts';

/** A text of several lines, whole, with its hidden characters shown. */
export function whole(value: string): string {
  return value
    .split(/\r?\n/)
    .map((line) => visible(line, Infinity))
    .join('\n');
}

export function stateName(state: string): string {
  return t(`incidents-state-${state}`);
}

export function fieldLabel(field: FieldId | 'verdict' | 'causes'): string {
  return t(`incidents-field-${field}`);
}

/** A field's value for reading. */
export function shown(record: Incident, field: FieldId): string {
  const value = record.fields[field] ?? '';
  return field === 'transaction-type' ? (typeName(value) ?? value) : value;
}

/** What the check said then, in the words that it had: nothing a person writes down changes it. */
export function saidWord({ said, compared }: Incident): string {
  if (compared && !said) return t('incidents-compared', { status: t(`incidents-compared-${compared.status}`) });
  if (!said) return t('incidents-no-slip');
  return has(said.word) ? t(said.word) : t(`verdict-${said.verdict}`);
}

/** Its causes with their confidence, in one line. */
export function causesLine({ said }: Incident): string {
  return (said?.causes ?? [])
    .map(({ id, confidence }) => t('report-cause-line', { cause: t(`cause-${id}`), confidence: t(`confidence-${confidence}`) }))
    .join(' ');
}

/** Where printed and signed differ, one line a field. */
export function differences({ said }: Incident): string[] {
  return (said?.differs ?? []).map(({ name, printed, signed }) =>
    t('incidents-differs', { field: fieldName(name), printed: whole(printed), signed: whole(signed) }),
  );
}

/** What stands beside a verdict that does not count in earnest. */
export function reservations({ said, imported }: Incident): string[] {
  return [
    ...(said?.demo ? [t('report-demo')] : []),
    ...(said?.test ? [t('test-note')] : []),
    ...(imported === undefined ? [] : [t('incidents-imported', { time: localTime(imported) })]),
  ];
}

/** A step of the conversation: the page's own, else the guidance's. */
export function tillText(step: string): string {
  const own = `incidents-step-${step}`;
  return has(own) ? t(own) : stepText(step);
}

/** A choice that a later line changed or took back. */
export function isPast({ events }: Incident, event: Incident['events'][number]): boolean {
  if (event.kind !== 'choice') return false;
  return events.findLast(({ kind, what = '' }) => kind === 'choice' || (kind === 'untick' && isChoice(what))) !== event;
}

function isChoice(what: string): boolean {
  return (CHOICES as readonly string[]).includes(what);
}

/** What one line of the timeline says. */
export function eventText({ kind, what = '', text = '' }: Incident['events'][number]): string {
  const said = whole(text);
  switch (kind) {
    case 'state':
      return t('incidents-event-state', { state: stateName(what) });
    case 'tick':
    case 'untick':
      if (isChoice(what)) return t('incidents-event-choice-back', { choice: t(`incidents-choice-${what}`) });
      return t(`incidents-event-${kind}`, { step: tillText(what) });
    case 'choice':
      return t('incidents-event-choice', { choice: t(`incidents-choice-${what}`) });
    case 'deadline':
      return t('incidents-event-deadline', { day: what });
    case 'told':
    case 'done':
      return t(`incidents-event-${kind}`, { text: said });
    case 'replaced':
      return t('incidents-event-replaced', { field: has(`incidents-field-${what}`) ? t(`incidents-field-${what}`) : what, text: said });
    case 'photo':
      return t(what === 'removed' ? 'incidents-event-photo-removed' : 'incidents-event-photo');
    case 'opened':
    case 'imported':
      return t(`incidents-event-${kind}`);
  }
}

/** What the words to others are about: a signature, three documents, three that agree, or what a terminal says of itself. */
export function matter({ said, compared }: Incident): '' | 'compared-' | 'agrees-' | 'terminal-' {
  if (said) return '';
  if (!compared) return 'terminal-';
  return compared.status === 'agrees' ? 'agrees-' : 'compared-';
}

/** A text to send, with the numbers that this one needs and no others. Never sent by the page. */
export function message(record: Incident, recipient: Recipient): string {
  const colon = plain('colon');
  const line = (label: string, value: string): string[] => (value.trim() === '' ? [] : [`${label}${colon}${whole(value)}`]);
  const body = RECIPIENTS[recipient].flatMap((field) => {
    if (field === 'verdict') return record.said || record.compared ? line(fieldLabel(field), unmarked(saidWord(record))) : [];
    if (field === 'causes') return [...line(fieldLabel(field), unmarked(causesLine(record)) || (record.fields.cause ?? '')), ...differences(record)];
    return line(fieldLabel(field), shown(record, field));
  });
  const about = matter(record);
  const text = [
    plain(`incidents-message-${about}${recipient}`, { number: record.number }),
    '',
    ...line(plain('incidents-number'), record.number),
    ...body,
    ...reservations(record),
    ...(record.fields.happened === undefined || record.fields.happened.trim() === ''
      ? []
      : ['', plain('incidents-happened') + colon, whole(record.fields.happened)]),
    '',
    plain(`incidents-message-${about}${recipient}-ask`),
    ...(record.deadline === undefined ? [] : [plain('incidents-message-by', { day: record.deadline })]),
    '',
    plain(footId(record)),
  ];
  return unmarked(`${text.join('\n')}\n`);
}

/** What was looked at, and what that says and does not. */
export function footId(record: Incident): string {
  return `incidents-message-${matter(record).replace('agrees-', 'compared-')}foot`;
}

/** The fields that say something, in the order of the specification. */
export function filled(record: Incident): [FieldId, string][] {
  return FIELDS.flatMap((field) => ((record.fields[field] ?? '').trim() === '' ? [] : [[field, shown(record, field)] as [FieldId, string]]));
}

/** Of four kinds, which decide the tone: open, waiting, mended, closed. */
export function stage(state: StateId): 'open' | 'waiting' | 'mended' | 'closed' {
  if (state === 'closed' || state === 'open') return state;
  if (state.startsWith('waiting-')) return 'waiting';
  return state === 'unresolved' ? 'open' : 'mended';
}
