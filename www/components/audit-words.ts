/** An audit's report in words: on the screen, on paper, and as a text to save. */

import type { AuditFinding, AuditReport } from '@all';
import { has, plain, t, unmarked } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { days, groups, months, type Group } from '../state/audit-report.ts';
import { visible } from './foreign.ts';

/** Places of one id in the saved text. */
const PLACES = 50;
/** Longest value of evidence that is shown. */
const LONG = 300;

function said(kind: string, id: string, what: '' | '-step'): string {
  const own = `audit-${kind}-${id}${what}`;
  return has(own) ? own : `audit-${id}${what}`;
}

/** What a finding means, of this kind of export or of any. */
export function meaning(kind: string, id: string): string {
  return t(said(kind, id, ''));
}

/** What to do about it. */
export function remedy(kind: string, id: string): string {
  return t(said(kind, id, '-step'));
}

let numbers: { language: string; format: Intl.NumberFormat; point: string } | undefined;

/** How a language writes numbers: made once, since it is slow to make. */
function written(language: string): NonNullable<typeof numbers> {
  if (numbers?.language === language) return numbers;
  const format = new Intl.NumberFormat(language);
  const point = format.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  return (numbers = { language, format, point });
}

/** Cents with two decimals, as the language writes them. */
export function money(cents: bigint, language: string): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  const { format, point } = written(language);
  return `${cents < 0n ? '−' : ''}${format.format(BigInt(digits.slice(0, -2)))}${point}${digits.slice(-2)}`;
}

/** A number of things, as the language writes it. */
export function count(value: number, language: string): string {
  return written(language).format.format(value);
}

/** A time as the report writes it, for reading; without an offset it is the till's own. */
export function clock(time: string): string {
  return visible(time.replace('T', ' ').replace(/\.\d+/, ''));
}

interface Cause {
  id?: unknown;
  evidence?: Record<string, unknown>;
}

/** What a finding's evidence tells in words: turnover that is missing, and what would make a signature fit. */
export function explained({ evidence = {} }: AuditFinding, language: string): string[] {
  const told: string[] = [];
  const missing = evidence['missingTurnover'];
  if (typeof missing === 'number' && Number.isSafeInteger(missing)) told.push(t('audit-missing-turnover', { amount: money(BigInt(missing), language) }));
  const { causes } = evidence as { causes?: unknown };
  for (const cause of Array.isArray(causes) ? (causes as Cause[]) : []) {
    const [field, signed] = [cause?.evidence?.['field'], cause?.evidence?.['signed']];
    if (typeof field === 'string' && typeof signed === 'string') {
      const name = `field-${field}`;
      told.push(t('audit-fits', { field: has(name) ? t(name) : visible(field), value: visible(signed) }));
    } else if (typeof cause?.id === 'string' && has(`cause-${cause.id}`)) told.push(t(`cause-${cause.id}`));
  }
  return told;
}

/** The evidence, name by name; lists and tables of values as JSON writes them. */
export function facts({ evidence = {} }: AuditFinding): [string, string][] {
  return Object.entries(evidence)
    .filter(([name]) => name !== 'causes' && name !== 'missingTurnover')
    .map(([name, value]) => [name, visible(typeof value === 'string' ? value : JSON.stringify(value), LONG)]);
}

/** The report as a text, in the page's language. */
export function auditText(session: Session, report: AuditReport, names: readonly string[], at: string): string {
  const { language } = session;
  const { kind, result, summary } = report;
  const out: string[] = [];
  const heading = (title: string): void => void out.push('', title, '-'.repeat(Math.min(60, [...title].length * (language === 'zh-CN' ? 2 : 1))));
  out.push(plain(`audit-${result}`), plain(`audit-${result}-why`), '', plain(`audit-kind-${kind}`), ...names.map((name) => visible(name)));
  const [from, to, receipts] = [summary['from'], summary['to'], summary['receipts']];
  if (typeof from === 'string' && typeof to === 'string') out.push(plain('audit-span', { from: clock(from), to: clock(to) }));
  if (typeof receipts === 'number') out.push(plain('audit-receipts', { count: count(receipts, language) }));
  out.push(plain('audit-at', { time: clock(at) }));
  for (const group of groups(report)) textOf(group, kind, language, out, heading);
  const taken = days(report);
  if (taken.length > 0) heading(plain('audit-sums-title'));
  for (const { period, receipts: number, total } of taken.length > 40 ? months(taken) : taken)
    out.push([period, plain('audit-receipts', { count: count(number, language) }), ...(total === undefined ? [] : [money(total, language)])].join('  '));
  heading(plain('audit-limits-title'));
  out.push(plain('audit-passed-why'), plain('audit-never'), '');
  out.push(plain('page-address', { address: location.host + location.pathname, version: __VERSION__, build: __BUILD__ }), '');
  return unmarked(out.join('\n'));
}

function textOf(group: Group, kind: string, language: string, out: string[], heading: (title: string) => void): void {
  const { id, severity, findings, clause } = group;
  heading(`${plain(`audit-severity-${severity}`)}${plain('colon')}${meaning(kind, id)}`);
  if (clause !== undefined) out.push(`${plain('audit-law')}${plain('colon')}${visible(clause)}`);
  out.push(remedy(kind, id));
  for (const finding of findings.slice(0, PLACES)) {
    const told = [...explained(finding, language), ...facts(finding).map(([name, value]) => `${name} ${value}`)];
    out.push(`  ${[finding.place === '' ? plain('audit-whole') : visible(finding.place), ...told].join('; ')}`);
  }
  const more = group.count - Math.min(findings.length, PLACES);
  if (more > 0) out.push(`  ${plain('audit-unlisted', { count: more })}`);
}
