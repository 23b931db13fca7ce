/** Two devices' versions of one record become one: both timelines, the later text of each field, and the other text beside it. Nothing that a person wrote is lost. */

import { CHOICES, LIMITS, type Event, type FieldId, type Incident } from '../storage/incident.ts';
import { stamps } from './incidents.ts';

/** What an import does: records that are new here, those that bring something, as they are with what stands here, and those that bring nothing. */
export function merged(here: readonly Incident[], coming: readonly Incident[]): { added: Incident[]; newer: Incident[]; kept: Incident[] } {
  const known = new Map(here.map((record) => [record.id, record]));
  const numbers = new Set(here.map(({ number }) => number));
  const result = { added: [] as Incident[], newer: [] as Incident[], kept: [] as Incident[] };
  for (const record of coming) {
    const mine = known.get(record.id);
    if (mine) {
      const both = united(mine, record);
      (same(both, mine) ? result.kept : result.newer).push(same(both, mine) ? record : both);
      continue;
    }
    // A number stands for one case.
    const number = numbers.has(record.number) ? `${record.number}-${record.id.slice(0, 4)}`.slice(0, 60) : record.number;
    numbers.add(number);
    result.added.push({ ...record, number });
  }
  return result;
}

/** One record of two. What the check said, the number and where it came from stay this device's. */
export function united(mine: Incident, theirs: Incident): Incident {
  const newer = later(mine.changed, theirs.changed, JSON.stringify(sortedKeys(mine.fields)), JSON.stringify(sortedKeys(theirs.fields))) ? theirs : mine;
  const side = (is: (event: Event) => boolean): Incident => {
    const [a = '', b = ''] = [mine, theirs].map(({ events }) => events.findLast(is)?.at);
    return a === b ? newer : a > b ? mine : theirs;
  };
  const { fields, written, lines } = texts(mine, theirs);
  const events = joined(mine.events, theirs.events, lines);
  const { state, deadline, closed } = side(({ kind }) => kind === 'state');
  const { choice } = side(isChoice);
  const { photo } = takesPhoto(mine, theirs) ? theirs : mine;
  const { deadline: _, closed: __, choice: ___, photo: ____, ...rest } = mine;
  return {
    ...rest,
    changed: mine.changed > theirs.changed ? mine.changed : theirs.changed,
    role: newer.role,
    state,
    ...(deadline === undefined ? {} : { deadline }),
    ...(closed === undefined ? {} : { closed }),
    fields,
    ...(Object.keys(written).length > 0 ? { written } : {}),
    ticks: ticks(mine, theirs, events),
    ...(choice === undefined ? {} : { choice }),
    events,
    ...(photo === undefined ? {} : { photo }),
  };
}

/** Whether the other device's photo counts, or that it took it away: by what was done last. */
export function takesPhoto(mine: Incident, theirs: Incident): boolean {
  const at = ({ events }: Incident): string => events.findLast(({ kind }) => kind === 'photo')?.at ?? '';
  return at(theirs) > at(mine) || (at(theirs) === at(mine) && !mine.photo && theirs.photo !== undefined);
}

/** How many texts of the other one stand in its timeline that did not before. */
export function keptTexts(before: Incident, after: Incident): number {
  const count = ({ events }: Incident): number => events.filter(({ kind }) => kind === 'replaced').length;
  return Math.max(0, count(after) - count(before));
}

/** Whether `b` comes after `a`; of two equal moments by what they hold, so that both devices decide alike. */
function later(a: string, b: string, ofA: string, ofB: string): boolean {
  return a === b ? ofB > ofA : b > a;
}

/** The fields: the text written last. One that it did not come of goes into the timeline, or stands where the later one is empty. */
function texts(mine: Incident, theirs: Incident): { fields: Incident['fields']; written: NonNullable<Incident['written']>; lines: Event[] } {
  const fields: Incident['fields'] = {};
  const written: NonNullable<Incident['written']> = {};
  const lines: Event[] = [];
  for (const field of new Set([...Object.keys(mine.fields), ...Object.keys(theirs.fields)]) as Set<FieldId>) {
    const [a, b] = [mine, theirs].map((record) => {
      const all = stamps(record, field);
      return { text: record.fields[field] ?? '', all, at: all.at(-1) ?? '', timed: record.written?.[field] !== undefined };
    }) as [Version, Version];
    const [last, other] = later(a.at, b.at, a.text, b.text) ? [b, a] : [a, b];
    const came = last.at !== other.at && last.all.includes(other.at);
    const lost = other.text.trim() !== '' && other.text !== last.text && !came;
    const value = lost && last.text.trim() === '' ? other.text : last.text;
    if (value !== '' || field in mine.fields || field in theirs.fields) fields[field] = value;
    if (lost && value !== other.text) lines.push({ at: other.at, kind: 'replaced', what: field, text: other.text });
    const all = [...new Set([...a.all, ...b.all])].sort().slice(-LIMITS.written);
    if (a.timed || b.timed) written[field] = all;
  }
  return { fields, written, lines };
}

interface Version {
  text: string;
  all: readonly string[];
  at: string;
  timed: boolean;
}

/** The lines of both, each once, in their order; of too many the first and the latest. */
function joined(mine: readonly Event[], theirs: readonly Event[], lines: readonly Event[]): Event[] {
  const all = new Map<string, Event>();
  const key = ({ at, kind, what = '', text = '' }: Event): string => JSON.stringify([at, kind, what, text]);
  for (const event of [...mine, ...theirs]) if (!all.has(key(event))) all.set(key(event), event);
  const said = new Set([...all.values()].flatMap(({ kind, what, text }) => (kind === 'replaced' ? [JSON.stringify([what, text])] : [])));
  const events = [...all.values(), ...lines.filter(({ what, text }) => !said.has(JSON.stringify([what, text])))].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  );
  return events.length > LIMITS.events ? [...events.slice(0, 1), ...events.slice(1 - LIMITS.events)] : events;
}

function isChoice({ kind, what = '' }: Event): boolean {
  return kind === 'choice' || (kind === 'untick' && (CHOICES as readonly string[]).includes(what));
}

/** What is ticked: as the last line about each step says. */
function ticks(mine: Incident, theirs: Incident, events: readonly Event[]): Incident['ticks'] {
  const all = { ...theirs.ticks, ...mine.ticks };
  return Object.fromEntries(
    Object.entries(all).flatMap(([step, at]) => {
      const last = events.findLast(({ kind, what }) => (kind === 'tick' || kind === 'untick') && what === step);
      return last === undefined ? [[step, at]] : last.kind === 'tick' ? [[step, last.at]] : [];
    }),
  );
}

function sortedKeys(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether two records say the same, in whatever order their members stand. */
function same(a: Incident, b: Incident): boolean {
  const text = (value: unknown): string =>
    JSON.stringify(value, (_key, member: unknown) =>
      typeof member === 'object' && member !== null && !Array.isArray(member) ? Object.fromEntries(sortedKeys(member)) : member,
    );
  return text(a) === text(b);
}
