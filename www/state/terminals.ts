/** The user's terminals: what is known of each, what is due, and what is remembered of checks where that was switched on. */

import type { Report, Verdict } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import type { StoredCertificate } from '../storage/certificates.ts';
import * as preferences from '../storage/preferences.ts';
import { TerminalStore, type Answer, type Seen, type StoredTerminal } from '../storage/terminals.ts';
import { luhn, maskedCard, maskedText } from './incidents.ts';
import type { Page } from './page.ts';

/** What a check-up asks, in order. */
export const QUESTIONS = ['sign-in', 'network', 'paper', 'print-head', 'clock', 'certificate', 'software', 'duplicates', 'settlement', 'emergency'] as const;

/** Days before the last day of a certificate, and before maintenance, from which on it is said. */
const SOON = { certificate: 45, maintenance: 14 };
const DAY = 86_400_000;
/** Longest number of a terminal, in characters. */
export const NUMBER = 64;

export interface Expiry {
  sha256: string;
  subject: string;
  notAfter: string;
  /** Seen on a slip, or imported. */
  from: 'slip' | 'file';
}

export interface Due {
  number: string;
  kind: 'certificate' | 'maintenance';
  /** `YYYY-MM-DD`. */
  date: string;
  /** Negative when it is past. */
  days: number;
  subject?: string;
}

/** Counts of one week: it begins with this Monday, `YYYY-MM-DD`. */
export interface Week {
  from: string;
  good: number;
  /** The certificate: expired, unknown, of another. */
  certificate: number;
  bad: number;
  /** Unsigned, unreadable. */
  open: number;
}

const GROUPS: Record<Verdict, Exclude<keyof Week, 'from'>> = {
  verified: 'good',
  altered: 'bad',
  invalid: 'bad',
  'certificate-problem': 'certificate',
  'unknown-issuer': 'certificate',
  unsigned: 'open',
  unreadable: 'open',
};

/** A terminal's number as it is known: full-width forms folded, blanks around it dropped. What may be a card's number is never kept in full. */
export function terminalNumber(text: string): string {
  const number = text.normalize('NFKC').trim();
  const digits = number.replace(/[ -]/g, '');
  return /^\d{13,19}$/.test(digits) && luhn(digits) ? maskedCard(digits) : number;
}

export class Terminals {
  readonly store = new TerminalStore();
  /** What was counted in this visit: the same slip judged again is not another one. */
  readonly #counted = new Map<string, string>();
  /** The last moment that was given: each check has one of its own. */
  #last = 0;
  readonly #opened: Promise<void>;
  readonly #page: Page;
  ready = false;

  constructor(page: Page) {
    this.#page = page;
    this.#opened = this.store
      .open(() => page.changed())
      .then(() => this.#fold())
      .then(() => {
        this.ready = true;
        page.changed();
      });
  }

  /** Numbers that were kept before they were folded: together with what is known of the same terminal. */
  async #fold(): Promise<void> {
    for (const old of this.store.terminals()) {
      const number = terminalNumber(old.number);
      if (number === old.number || number === '') continue;
      const known = this.store.get(number);
      const all = known ? { ...known, checkups: [...old.checkups, ...known.checkups], seen: [...old.seen, ...known.seen] } : { ...old, number };
      await this.store.put(all);
      await this.store.remove(old.number);
    }
  }

  get remembers(): boolean {
    return preferences.remembersTerminals();
  }

  /** The user's choice alone. */
  remember(on: boolean): void {
    preferences.keepRemembersTerminals(on);
    this.#page.changed();
  }

  /** Counts what was judged, where that was switched on, for terminals of the list alone. */
  async judged(reports: readonly Report[]): Promise<void> {
    await this.#opened;
    // Asked again: another tab may have switched it off meanwhile.
    if (!this.remembers) return;
    for (const report of reports) {
      const number = terminalOf(report);
      if (number === undefined || !this.store.get(number)) continue;
      const id = `${number} ${report.identity ?? report.code ?? JSON.stringify(report.fields)}`;
      this.#last = Math.max(Date.now(), this.#last + 1);
      const at = this.#counted.get(id) ?? new Date(this.#last).toISOString();
      this.#counted.set(id, at);
      const entry = seen(report, at);
      await this.store.update(number, (terminal) => {
        const rest = terminal.seen.filter((one) => one.at !== at);
        return { ...terminal, seen: [...rest, entry] };
      });
    }
    this.#page.changed();
  }

  /** Returns whether it was masked: it may have been a card's number. */
  async add(text: string): Promise<boolean> {
    const number = terminalNumber(text);
    if (!this.store.get(number))
      await this.store.put({ number, name: '', vendor: '', acquirer: '', phone: '', software: '', maintenance: '', checkups: [], seen: [] });
    this.#page.changed();
    return number.includes('*') && !text.includes('*');
  }

  async set(number: string, member: 'name' | 'vendor' | 'acquirer' | 'phone' | 'software' | 'maintenance', value: string): Promise<void> {
    await this.store.update(number, (terminal) => ({ ...terminal, [member]: maskedText(value) }));
    this.#page.changed();
  }

  async checkUp(number: string, answers: Record<string, Answer>): Promise<void> {
    const at = new Date().toISOString();
    await this.store.update(number, (terminal) => ({ ...terminal, checkups: [...terminal.checkups, { at, answers }] }));
    this.#page.announcement = t('terminals-checkup-kept');
    this.#page.changed();
  }

  async removeCheckup(number: string, at: string): Promise<void> {
    await this.store.update(number, (terminal) => ({ ...terminal, checkups: terminal.checkups.filter((one) => one.at !== at) }));
    this.#page.changed();
  }

  /** Forgets what was remembered of checks; what the user wrote down stays. */
  async forget(...numbers: string[]): Promise<void> {
    this.#counted.clear();
    for (const number of numbers) await this.store.update(number, (terminal) => ({ ...terminal, seen: [] }));
    this.#page.announcement = t('terminals-forgotten');
    this.#page.changed();
  }

  /** Deletes terminals with all that is known of them. */
  async remove(...numbers: string[]): Promise<void> {
    await this.store.remove(...numbers);
    this.#page.announcement = t('terminals-removed', { count: numbers.length });
    this.#page.changed();
  }

  /** What expires or has to be done soon, the earliest first. */
  due(certificates: readonly StoredCertificate[], now = Date.now()): Due[] {
    return this.store
      .terminals()
      .flatMap((terminal) => dates(terminal, certificates, now))
      .filter(({ kind, days }) => days <= SOON[kind])
      .sort((a, b) => a.days - b.days);
  }
}

/** The dates of one terminal to be reminded of. */
export function dates(terminal: StoredTerminal, certificates: readonly StoredCertificate[], now = Date.now()): Due[] {
  const days = (date: string): number => Math.floor((Date.parse(date) - now) / DAY);
  const { number, maintenance } = terminal;
  return [
    ...expiries(terminal, certificates).map(
      ({ subject, notAfter }): Due => ({ number, kind: 'certificate', date: notAfter.slice(0, 10), days: days(notAfter), subject }),
    ),
    // The day itself is not past.
    ...(maintenance === '' ? [] : [{ number, kind: 'maintenance' as const, date: maintenance, days: days(`${maintenance}T23:59:59Z`) }]),
  ].filter(({ days: left }) => !Number.isNaN(left));
}

/** Certificates that name the terminal: imported ones, and those that vouched for its slips. */
export function expiries({ number, seen: checks }: StoredTerminal, certificates: readonly StoredCertificate[]): Expiry[] {
  const found = new Map<string, Expiry>();
  for (const { certificate } of checks) if (certificate) found.set(certificate.sha256, { ...certificate, from: 'slip' });
  for (const { sha256, subject, notAfter, name = '' } of certificates)
    if (names(subject, number) || names(name, number)) found.set(sha256, { sha256, subject, notAfter, from: 'file' });
  return [...found.values()].sort((a, b) => (a.notAfter < b.notAfter ? 1 : -1));
}

/** Whether a text holds the number as a word of its own. */
function names(text: string, number: string): boolean {
  for (let at = text.indexOf(number); number !== '' && at >= 0; at = text.indexOf(number, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + number.length] ?? ' '}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}

/** The terminal or till that a slip names: by its own word. */
export function terminalOf({ fields }: Report): string | undefined {
  for (const wanted of ['tid', 'registerId']) {
    const field = fields.find(({ name }) => name === wanted);
    const number = terminalNumber(field?.signed ?? field?.code ?? field?.printed ?? '');
    if (number !== '' && number.length <= NUMBER) return number;
  }
  return undefined;
}

/** What is remembered of a report. A certificate only when it is vouched for, an offset only when it is proven: a slip's own word is not enough. */
function seen({ verdict, causes, certificate, checks }: Report, at: string): Seen {
  const vouched = ['pass', 'warn'].includes(checks.find(({ id }) => id === 'certificate')?.status ?? '');
  const shift = causes.find(({ id, confidence }) => (id === 'clock-wrong' || id === 'time-zone') && confidence === 'proven')?.evidence;
  const offset = typeof shift?.['seconds'] === 'number' ? shift['seconds'] : typeof shift?.['hours'] === 'number' ? shift['hours'] * 3600 : undefined;
  return {
    at,
    verdict,
    causes: [...new Set(causes.map(({ id }) => id))],
    ...(offset === undefined ? {} : { offset }),
    ...(vouched && certificate ? { certificate: { sha256: certificate.sha256, subject: certificate.subject, notAfter: certificate.notAfter } } : {}),
  };
}

/** Counts by week, the last `count` weeks up to now, oldest first. */
export function weeks(checks: readonly Seen[], count: number, now = new Date()): Week[] {
  const list = Array.from({ length: count }, (_, back): Week => ({ from: monday(now, count - 1 - back), good: 0, certificate: 0, bad: 0, open: 0 }));
  for (const { at, verdict } of checks) {
    const week = list.find(({ from }) => from === monday(new Date(at), 0));
    if (week) week[GROUPS[verdict]] += 1;
  }
  return list;
}

/** The Monday of a moment's week, or of one so many weeks before, in the device's own zone. */
function monday(moment: Date, before: number): string {
  const day = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() - ((moment.getDay() + 6) % 7) - 7 * before);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** How often each cause was met, and when last; the most frequent first. */
export function causesOf(checks: readonly Seen[]): { id: Seen['causes'][number]; count: number; last: string }[] {
  const found = new Map<Seen['causes'][number], { count: number; last: string }>();
  for (const { at, causes } of checks)
    for (const id of causes) {
      const known = found.get(id);
      found.set(id, { count: (known?.count ?? 0) + 1, last: known && known.last > at ? known.last : at });
    }
  return [...found].map(([id, rest]) => ({ id, ...rest })).sort((a, b) => b.count - a.count);
}
