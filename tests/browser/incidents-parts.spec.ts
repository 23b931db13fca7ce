/** Incidents without a page: calendar files, the sealed file, masks, order, states; and their words against the specification. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { calendar } from '../../www/components/ics.ts';
import type { Report } from '../../www/engine/report.ts';
import { FileProblem, incident, seal, unseal } from '../../www/state/incident-file.ts';
import { keptTexts, merged, takesPhoto, united } from '../../www/state/incident-merge.ts';
import {
  expired,
  fresh,
  inState,
  isDue,
  keptValue,
  maskedText,
  noted,
  overdue,
  sayId,
  sorted,
  tillSteps,
  withFields,
  withReport,
  withTyped,
} from '../../www/state/incidents.ts';
import { CHOICES, COMPARISONS, FIELDS, NEXT, type Incident } from '../../www/storage/incident.ts';

const root = join(import.meta.dirname, '../..');
const spec = JSON.parse(readFileSync(join(root, 'specs/next-steps.json'), 'utf8')) as {
  steps: Record<string, unknown>;
  incident: {
    fields: { id: string; zh: string; en: string; de: string; for: string }[];
    states: { id: string; zh: string; en: string; de: string; next: string[] }[];
  };
};
const PHRASE = 'four words not related';

function record(day: string, change: Partial<Incident> = {}): Incident {
  return { ...fresh('merchant', [], new Date(`${day}T10:00:00Z`)), ...change };
}

/** A whole report's shape, as far as a record is made of it. */
const REPORT = {
  schema: 1,
  verdict: 'altered',
  format: 'signed-slip',
  checks: [],
  fields: [
    { name: 'merchant', signed: '云栖面馆', printed: '云栖面馆', match: true },
    { name: 'amount', signed: '138.00', printed: '188.00', match: false },
    { name: 'currency', signed: 'CNY' },
    { name: 'mid', signed: '898440158120037' },
    { name: 'tid', signed: '34285249' },
    { name: 'rrn', signed: '112018420731' },
    { name: 'stan', signed: '213542' },
    { name: 'batch', signed: '000123' },
    { name: 'pan', signed: '6217001234567890128' },
  ],
  causes: [{ id: 'field-altered', confidence: 'proven', evidence: {} }],
  nextSteps: { cardholder: [], merchant: [] },
  notes: [],
} satisfies Report;

test('fields and states are those of the specification, in its words, and no others', () => {
  expect(spec.incident.fields.map(({ id }) => id)).toEqual(expect.arrayContaining([...FIELDS]));
  expect(Object.fromEntries(spec.incident.states.map(({ id, next }) => [id, next]))).toEqual(NEXT);
  for (const [file, language] of [
    ['zh-CN', 'zh'],
    ['en', 'en'],
    ['de', 'de'],
  ] as const) {
    const texts = readFileSync(join(root, `www/locales/incidents.${file}.ftl`), 'utf8');
    for (const field of spec.incident.fields.filter(({ id }) => (FIELDS as readonly string[]).includes(id)))
      expect(texts).toContain(`\nincidents-field-${field.id} = ${field[language]}\n`);
    for (const state of spec.incident.states) expect(texts).toContain(`\nincidents-state-${state.id} = ${state[language]}\n`);
    // Each step of the conversation has words: its own, or the guidance's.
    for (const role of ['merchant', 'cardholder'] as const)
      for (const choice of CHOICES)
        for (const step of tillSteps({ role, choice }))
          expect(spec.steps[step] !== undefined || texts.includes(`\nincidents-step-${step} = `), step).toBe(true);
  }
});

test('whether the first payment was taken is asked before every other way to pay', () => {
  for (const choice of CHOICES) {
    expect(tillSteps({ role: 'merchant', choice }).slice(0, 3)).toEqual(['said', 'do-not-charge-twice', 'query-host']);
    expect(tillSteps({ role: 'cardholder', choice }).slice(0, 2)).toEqual(['said', 'do-not-pay-twice']);
  }
});

test('a record of a report says what the check said, and masks the card', () => {
  const made = withReport(record('2026-11-20'), REPORT, 'verdict-altered', 'card 6217 0012 3456 7890 128\nmid 898440158120037');
  expect(made.said).toMatchObject({ verdict: 'altered', word: 'verdict-altered', differs: [{ name: 'amount', printed: '188.00', signed: '138.00' }] });
  expect(made.fields).toMatchObject({
    shop: '云栖面馆',
    amount: '188.00 ≠ 138.00 CNY',
    'merchant-number': '898440158120037',
    'terminal-number': '34285249',
    'reference-number': '112018420731',
    'trace-and-batch': '213542 / 000123',
    card: '621700*********0128',
  });
  expect(JSON.stringify(made)).not.toContain('1234567890');
});

test('card numbers are masked in any text; merchant numbers, reference numbers and times are not', () => {
  expect(maskedText('paid with 4111 1111 1111 1111 today')).toBe('paid with 411111******1111 today');
  expect(maskedText('４１１１１１１１１１１１１１１１')).toBe('411111******1111');
  expect(maskedText('378282246310005')).toBe('378282*****0005');
  for (const kept of ['898440158120037', '112018420731', '4111111111111112', '2026-11-20 18:42:07', 'a4111111111111111']) expect(maskedText(kept)).toBe(kept);
  expect(keptValue('card', '4111111111111112')).toBe('411111******1112');
  expect(keptValue('card', '6217********1234')).toBe('6217********1234');
});

test('states follow one another as the specification says; closing needs a cause', () => {
  const open = record('2026-11-20');
  expect(inState(open, 'closed', undefined)).toBe(open);
  const waiting = inState(open, 'waiting-acquirer', '2026-11-27');
  expect(waiting).toMatchObject({ state: 'waiting-acquirer', deadline: '2026-11-27' });
  expect(isDue(waiting, '2026-11-26')).toBe(false);
  expect(isDue(waiting, '2026-11-27')).toBe(true);
  const mended = inState(waiting, 'corrected', undefined);
  expect(mended.deadline).toBeUndefined();
  expect(inState(mended, 'closed', undefined)).toBe(mended);
  const closed = inState({ ...mended, fields: { cause: 'worn print head' } }, 'closed', undefined);
  expect(closed.state).toBe('closed');
  expect(closed.closed).toBeDefined();
  const again = inState(closed, 'open', undefined);
  expect(again.closed).toBeUndefined();
  // Every change stays in the history.
  expect(again.events.map(({ what }) => what)).toEqual([undefined, 'waiting-acquirer', 'corrected', 'closed', 'open']);
});

test('what is due first comes first; closed ones come last', () => {
  const [a, b, c, d] = [
    record('2026-11-01', { state: 'waiting-bank', deadline: '2026-12-24' }),
    record('2026-11-02', { state: 'waiting-shop', deadline: '2026-11-10' }),
    record('2026-11-03'),
    record('2026-11-04', { state: 'closed', closed: '2026-11-05T10:00:00.000Z' }),
  ];
  expect(sorted([d, c, a, b].map((one) => one as Incident))).toEqual([b, a, c, d]);
  expect(expired([a, b, c, d] as Incident[], { days: 90, auto: false }, new Date('2027-02-04T10:00:00Z'))).toEqual([d]);
  expect(expired([d as Incident], { days: 90, auto: false }, new Date('2027-02-03T09:00:00Z'))).toEqual([]);
  expect(expired([d as Incident], { days: 0, auto: true }, new Date('2099-01-01'))).toEqual([]);
});

test('numbers run within their day', () => {
  const now = new Date(2026, 10, 20, 12);
  const first = fresh('merchant', [], now);
  expect(first.number).toMatch(/^V-20261120-1-[0-9a-f]{4}$/);
  expect(fresh('merchant', [first, { ...first, number: 'V-20261120-9' }], now).number).toMatch(/^V-20261120-10-/);
  expect(fresh('merchant', [{ ...first, number: 'V-20261120-12-00ff' }], now).number).toMatch(/^V-20261120-13-/);
});

test('two devices that begin at the same count give no case the other one’s number', () => {
  const now = new Date(2026, 10, 20, 12);
  expect(fresh('merchant', [], now).number).not.toBe(fresh('merchant', [], now).number);
  // Records of before, whose number was the count alone.
  const [mine, theirs] = [record('2026-11-20', { number: 'V-20261120-1' }), record('2026-11-20', { number: 'V-20261120-1' })];
  const [added] = merged([mine], [theirs]).added;
  expect(added?.number).toBe(`V-20261120-1-${theirs.id.slice(0, 4)}`);
  expect(theirs.number).toBe('V-20261120-1');
});

test('a record over its time is deleted unasked only a day after it was found so, and a clock that was wrong for a while deletes nothing', () => {
  const old = record('2026-01-01', { state: 'closed', closed: '2026-01-02T10:00:00.000Z' });
  const at = (day: string): Date => new Date(`${day}T10:00:00Z`);
  const first = overdue([old], {}, at('2027-01-01'));
  expect(first.due).toEqual([]);
  expect(overdue([old], first.offered, at('2027-01-01')).due).toEqual([]);
  expect(overdue([old], first.offered, at('2027-01-03')).due).toEqual([old]);
  // The clock is right again: nothing is over its time, and nothing of it is remembered.
  expect(overdue([], first.offered, at('2026-01-03'))).toEqual({ due: [], offered: {} });
  // What was offered by a clock that ran ahead is offered anew.
  expect(overdue([old], { [old.id]: '2030-01-01T00:00:00.000Z' }, at('2027-01-01')).offered[old.id]).toBe('2027-01-01T10:00:00.000Z');
});

test('what the paper contradicts is said first, whoever vouches for the key', () => {
  const words = (change: Partial<Report>): string => sayId(withReport(record('2026-11-20'), { ...REPORT, ...change } as Report, 'verdict-altered', ''));
  for (const verdict of ['altered', 'unknown-issuer', 'certificate-problem', 'unsigned', 'invalid'] as const)
    expect(words({ verdict }), verdict).toBe('altered');
  const plain = { fields: [], causes: [] };
  expect(words({ ...plain, verdict: 'unknown-issuer' })).toBe('unknown');
  expect(words({ ...plain, verdict: 'certificate-problem' })).toBe('certificate');
  // Nothing printed differs, and the content does not fit its digest.
  const digest = { fields: [], causes: [{ id: 'digest-mismatch' as const, confidence: 'proven' as const, evidence: {} }] };
  expect(words({ ...digest, verdict: 'unknown-issuer' })).toBe('altered');
  // A guess at such a cause alone alarms nobody.
  expect(words({ ...digest, causes: digest.causes.map((cause) => ({ ...cause, confidence: 'possible' as const })), verdict: 'unknown-issuer' })).toBe(
    'unknown',
  );
  // It goes through a file.
  const made = withReport(record('2026-11-20'), { ...REPORT, ...digest, verdict: 'unknown-issuer' } as Report, 'verdict-unknown-issuer', '');
  expect(incident(JSON.parse(JSON.stringify(made)))).toEqual(made);
});

test('events are bounded: the opening and the latest stay', () => {
  let long = record('2026-11-20');
  for (let index = 0; index < 700; index += 1) long = noted(long, { kind: 'done', text: String(index) });
  expect(long.events.length).toBe(500);
  expect(long.events[0]?.kind).toBe('opened');
  expect(long.events.at(-1)?.text).toBe('699');
});

test('a calendar file holds to RFC 5545: lines, escapes, folds, days', () => {
  const text = calendar(
    [{ uid: 'x@y', date: '2026-12-31', title: 'Follow up; a, b\\c', text: `one\nBEGIN:VEVENT\r\n${'跟进'.repeat(60)}` }],
    new Date('2026-11-29T08:00:00Z'),
  );
  const lines = text.split('\r\n');
  expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  const unfolded = text.replace(/\r\n /g, '').split('\r\n');
  expect(unfolded.filter((line) => line === 'BEGIN:VEVENT').length).toBe(1);
  expect(unfolded).toEqual(
    expect.arrayContaining([
      'DTSTAMP:20261129T080000Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:Follow up\\; a\\, b\\\\c',
      `DESCRIPTION:one\\nBEGIN:VEVENT\\n${'跟进'.repeat(60)}`,
    ]),
  );
  expect(lines.every((line) => !line.includes('\ufffd'))).toBe(true);
});

async function fault(bytes: Uint8Array<ArrayBuffer>, phrase = PHRASE): Promise<string> {
  try {
    await unseal(bytes, phrase);
    return 'opened';
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return error.id;
  }
}

test('a sealed file comes back whole, and every fault of it has its own word', async () => {
  const made = withReport(record('2026-11-20'), REPORT, 'verdict-altered', 'report');
  const photo = crypto.getRandomValues(new Uint8Array(50_000)).buffer;
  const packed = [{ record: { ...made, photo: { name: 'a.jpg', type: 'image/jpeg', size: 50_000 } }, photo }, { record: record('2026-11-21') }];
  const file = await seal(packed, PHRASE);
  expect(Buffer.from(file).includes('云栖面馆')).toBe(false);
  const back = await unseal(file, PHRASE);
  expect(back.map(({ record: one }) => one)).toEqual(packed.map(({ record: one }) => one));
  expect(Buffer.from(back[0]?.photo ?? new ArrayBuffer(0)).equals(Buffer.from(photo))).toBe(true);
  expect(back[1]?.photo).toBeUndefined();

  expect(await fault(file, 'four words not relateD')).toBe('wrong-password');
  for (const end of [30, 150, file.length - 1]) expect(await fault(file.slice(0, end)), `cut at ${end}`).toBe('truncated');
  for (const at of [file.length - 5, 400, file.length >> 1]) {
    const damaged = file.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    expect(await fault(damaged), `damaged at ${at}`).toBe('damaged');
  }
  const longer = new Uint8Array(file.length + 1);
  longer.set(file);
  expect(await fault(longer)).toBe('damaged');
  expect(await fault(new TextEncoder().encode('age-encryption.org/v1\n'))).toBe('other');
  const head = (change: object): Uint8Array<ArrayBuffer> =>
    new TextEncoder().encode(
      `slipcheck-incidents\n${JSON.stringify({ version: 1, rounds: 600_000, salt: '0'.repeat(32), iv: '0'.repeat(24), length: 40, ...change })}\n${'x'.repeat(72)}`,
    );
  expect(await fault(head({ version: 2 }))).toBe('too-new');
  // No work is done before this is refused.
  const before = performance.now();
  expect(await fault(head({ rounds: 1e15 }))).toBe('too-much-work');
  expect(await fault(head({ rounds: 5_000_001 }))).toBe('too-much-work');
  expect(performance.now() - before).toBeLessThan(500);
  for (const change of [{ rounds: 1000 }, { rounds: '600000' }, { salt: 'zz' }, { iv: '' }, { length: -1 }, { length: 1.5 }])
    expect(await fault(head(change)), JSON.stringify(change)).toBe('damaged');
});

test('records from a file are taken member by member: a verdict keeps its own word, what is no record is refused', async () => {
  const good = withReport(record('2026-11-20'), REPORT, 'verdict-altered', 'report');
  expect(incident(JSON.parse(JSON.stringify({ ...good, more: '<b>' })))).toEqual(good);
  const wrong: object[] = [
    { said: { ...good.said, word: 'verdict-verified' } },
    { said: { ...good.said, word: 'verdict-message-paid' } },
    { said: { ...good.said, verdict: 'perfect' } },
    { id: '../x' },
    { state: 'constructor' },
    { deadline: '2026-13-45' },
    { changed: 'tomorrow' },
    { fields: { shop: 5 } },
    { fields: [] },
    { ticks: { said: 'x' } },
    { events: [{ at: good.opened, kind: 'x' }] },
    { events: Array.from({ length: 501 }, () => good.events[0]) },
    { state: 'closed' },
    { choice: 'gift' },
  ];
  for (const change of wrong) expect(incident({ ...good, ...change }), JSON.stringify(change).slice(0, 80)).toBeUndefined();
  expect(await fault(await seal([{ record: { ...good, id: 'x' } }], PHRASE))).toBe('damaged');
});

/** A record as a device changes it later. */
function typed(record: Incident, field: 'cause' | 'money' | 'happened', value: string, at: string): Incident {
  return withTyped(record, [[field, { value, base: record.fields[field] ?? '' }]], new Date(`2026-11-25T${at}:00Z`));
}

test('two devices wrote into one record: both timelines, all fields, and of a text that differs both', () => {
  const base = typed(record('2026-11-25'), 'happened', 'first text', '10:01');
  let one = typed(base, 'cause', 'CAUSE OF ONE', '10:02');
  one = noted(one, { kind: 'told', text: 'called hotline 1' }, new Date('2026-11-25T10:03:00Z'));
  one = typed(one, 'happened', 'first text, and more', '10:04');
  let two = typed(base, 'money', 'MONEY OF TWO', '10:05');
  two = inState(two, 'waiting-acquirer', '2026-12-01', new Date('2026-11-25T10:06:00Z'));
  for (const both of [united(one, two), united(two, one)]) {
    expect(both.fields).toMatchObject({ happened: 'first text, and more', cause: 'CAUSE OF ONE', money: 'MONEY OF TWO' });
    expect(both.events.map(({ kind }) => kind)).toEqual(['opened', 'told', 'state']);
    expect([both.state, both.deadline, both.changed]).toEqual(['waiting-acquirer', '2026-12-01', '2026-11-25T10:06:00.000Z']);
    // What came of the other's text is no second text.
    expect(keptTexts(one, both)).toBe(0);
    expect(incident(JSON.parse(JSON.stringify(both)))).toEqual(both);
    // Nothing new comes of it a second time.
    expect(united(both, one)).toEqual(both);
    expect(united(both, two)).toEqual(both);
  }

  // The same field, by two persons.
  const [left, right] = [typed(one, 'cause', 'paper jam', '11:00'), typed(two, 'cause', 'wrong layout', '11:01')];
  const [a, b] = [united(left, right), united(right, left)];
  expect(a).toEqual(b);
  expect(a.fields.cause).toBe('wrong layout');
  expect(a.events.filter(({ kind }) => kind === 'replaced')).toEqual([{ at: '2026-11-25T11:00:00.000Z', kind: 'replaced', what: 'cause', text: 'paper jam' }]);
  expect(keptTexts(left, a)).toBe(1);
  expect(united(a, right)).toEqual(a);
  // Written on after that, nothing of it is told again.
  const on = typed(a, 'cause', 'wrong layout, mended', '12:00');
  expect(united(b, on).fields.cause).toBe('wrong layout, mended');
  expect(keptTexts(b, united(b, on))).toBe(0);
});

test('of two versions without the times of their texts nothing is lost either', () => {
  const base = record('2026-11-25');
  const one: Incident = { ...base, changed: '2026-11-25T11:00:00.000Z', fields: { cause: 'one', money: 'yes' } };
  const two: Incident = { ...base, changed: '2026-11-25T12:00:00.000Z', fields: { cause: 'two', money: '' } };
  for (const both of [united(one, two), united(two, one)]) {
    expect(both.fields).toMatchObject({ cause: 'two', money: 'yes' });
    expect(both.events.map(({ text }) => text)).toContain('one');
  }
});

test('ticks, choice and photo are those of the last press, and a verdict is never another device’s', () => {
  const base = record('2026-11-25');
  const later = (at: string): Date => new Date(`2026-11-25T${at}:00Z`);
  const one: Incident = { ...noted(base, { kind: 'choice', what: 'cash' }, later('10:01')), choice: 'cash', ticks: {} };
  const photo = { name: 'x.png', type: 'image/png', size: 3 };
  let two: Incident = { ...noted(base, { kind: 'tick', what: 'said' }, later('10:02')), ticks: { said: '2026-11-25T10:02:00.000Z' } };
  two = { ...noted(two, { kind: 'photo' }, later('10:03')), photo };
  const both = united(one, two);
  expect([both.choice, both.ticks, both.photo, takesPhoto(one, two)]).toEqual(['cash', { said: '2026-11-25T10:02:00.000Z' }, photo, true]);
  // Taken back there, and taken away here.
  const {
    photo: _,
    choice: __,
    ...none
  } = noted(noted(both, { kind: 'untick', what: 'cash' }, later('10:04')), { kind: 'photo', what: 'removed' }, later('10:05'));
  const after = united(both, none);
  expect([after.choice, after.photo]).toEqual([undefined, undefined]);
  expect(united(none, both).photo).toBeUndefined();
  const good = withReport(base, { ...REPORT, verdict: 'verified' } as Report, 'verdict-verified', '');
  expect(united(withReport(base, REPORT, 'verdict-altered', ''), good).said?.verdict).toBe('altered');
  expect(united(base, good).said).toBeUndefined();
});

test('a merge keeps the newer one of each record', () => {
  const [a, b, c] = [record('2026-11-20'), record('2026-11-21'), record('2026-11-22')];
  const newer = { ...a, changed: '2026-11-25T10:00:00.000Z' };
  const older = { ...b, changed: '2026-11-01T10:00:00.000Z' };
  expect(merged([a, b], [newer, older, c])).toEqual({ added: [c], newer: [newer], kept: [older] });
});

test('what a reconciliation said goes through a file, and nothing else is taken for it', () => {
  const made = withFields(record('2026-11-10'), { amount: '20.00 ≠ 25.00', shop: ' ', 'reference-number': undefined }, 'amount-differs');
  expect(made.fields.amount).toBe('20.00 ≠ 25.00');
  expect(made.fields.shop).toBeUndefined();
  expect(made.compared?.status).toBe('amount-differs');
  expect(incident(JSON.parse(JSON.stringify(made)))).toEqual(made);
  expect(incident({ ...made, compared: { status: 'verified', at: made.opened } })).toBeUndefined();
  expect(withFields(record('2026-11-10'), {}, 'verified').compared).toBeUndefined();
});

test('the words of a reconciliation are those of the specification', () => {
  const { statuses } = JSON.parse(readFileSync(join(root, 'specs/reconcile-steps.json'), 'utf8')) as {
    statuses: Record<string, { name: Record<string, string> }>;
  };
  expect([...COMPARISONS].sort()).toEqual(Object.keys(statuses).sort());
  for (const [key, language] of [
    ['zh', 'zh-CN'],
    ['en', 'en'],
    ['de', 'de'],
  ] as const) {
    const texts = readFileSync(join(root, `www/locales/incidents.${language}.ftl`), 'utf8');
    for (const [id, { name }] of Object.entries(statuses)) expect(texts).toContain(`incidents-compared-${id} = ${name[key]}\n`);
  }
});
