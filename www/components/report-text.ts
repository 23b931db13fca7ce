/** The report as a plain text, in the reader's language: to copy, to save, to send. */

import { stepText } from '../state/guidance.ts';
import { plain, unmarked } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import type { Session } from '../state/session.ts';
import { evidenceName, evidenceText } from './causes.ts';
import { line, ordered } from './checks.ts';
import { visible as drawn } from './foreign.ts';
import { knowledge } from './knows.ts';
import { noteText } from './notes.ts';
import { fieldName, inCode, now, verdictWord, why } from './wording.ts';

/** Values whole, with their hidden characters shown. */
const visible = (value: string): string => drawn(value, Infinity);

/** What draws the findings of single formats, where it is there. */
export type Decoded = typeof import('./decoded.ts');

/** Made from the report alone; every value with its hidden characters shown. */
export function reportText(session: Session, result: Result, decoded: Decoded | undefined): string {
  const { report } = result;
  const out: string[] = [];
  const colon = plain('colon');
  const section = (title: string, lines: string[]): void => {
    if (lines.length > 0) out.push('', title, ...lines.map((entry) => `  ${entry}`));
  };
  const { text, detail } = now(result, session.role);
  out.push(`${plain('report-title')} · ${plain('app-title')}`, `${plain('report-checked')}${colon}${new Date().toISOString()}`, '');
  if (report.demo) out.push(plain('report-demo'), '');
  if (report.environment === 'test') out.push(plain('test-note'), '');
  out.push(verdictWord(report), why(result), `${plain('verdict-now')}${colon}${text}${detail === undefined ? '' : ` ${detail}`}`);
  if (report.verdict === 'verified') out.push(plain('verdict-about'));
  section(
    plain('causes-title'),
    report.causes.flatMap((cause) => [
      `${plain(`cause-${cause.id}`)} (${plain(`confidence-${cause.confidence}`)})`,
      plain(`cause-${cause.id}-why`),
      ...Object.entries(cause.evidence).map(([name, value]) => `${evidenceName(name)}${colon}${visible(evidenceText(name, value))}`),
    ]),
  );
  section(
    plain('fields-title'),
    report.fields.map((field) => {
      const values = [
        ...(field.printed === undefined ? [] : [`${plain('fields-printed')} ${visible(field.printed)}`]),
        ...(field.signed === undefined ? [] : [`${plain(inCode(report) ? 'fields-in-code' : 'fields-signed')} ${visible(field.signed)}`]),
        ...(field.code === undefined ? [] : [`${plain('fields-code-only')}${colon}${visible(field.code)}`]),
      ];
      const sign = field.match === true ? '=' : field.match === false ? '≠' : field.match === null ? '?' : '–';
      return `${sign} ${fieldName(field.name)}${colon}${values.join(' · ')}`;
    }),
  );
  section(
    plain('checks-title'),
    ordered(report).map(
      (check) => `${plain(`check-${check.id}`)}${colon}${plain(`status-${check.status}`)}${plain('stop')}${line(report, check, result.byHost)}`,
    ),
  );
  const known = knowledge(report, result.byHost);
  if (known) {
    section(plain('knows-certain'), known.certain);
    section(plain('knows-not-certain'), known.not);
  }
  if (decoded)
    section(
      plain('findings-title'),
      decoded.findingsOf(report).flatMap((finding) => decoded.findingText(finding) ?? []),
    );
  section(
    plain('notes-title'),
    report.notes.map((note) => noteText(note)),
  );
  section(
    plain('steps-title'),
    (report.nextSteps[session.role] ?? []).map((step, index) => `${index + 1}. ${stepText(step)}`),
  );
  const { signature, digest, certificate } = report;
  section(plain('evidence-title'), [
    ...(signature?.algorithm === undefined
      ? []
      : [`${plain('evidence-algorithm')}${colon}${visible(signature.algorithm)}${signature.curve === undefined ? '' : `, ${signature.curve}`}`]),
    ...(signature?.digest === undefined ? [] : [`${plain('evidence-digest-signed')}${colon}${signature.digest}`]),
    ...(digest ? [`${plain('evidence-digest-computed')} (${digest.algorithm}): ${digest.computed}`] : []),
    ...(digest?.stated === undefined ? [] : [`${plain('evidence-digest-stated')}${colon}${visible(digest.stated)}`]),
    ...(signature?.keySha256 === undefined ? [] : [`${plain('evidence-key')}${colon}${signature.keySha256}`]),
    ...(certificate
      ? [
          `${plain('certificate-subject')}${colon}${visible(certificate.subject)}`,
          `${plain('certificate-issuer')}${colon}${visible(certificate.issuer)}`,
          `${plain('certificate-serial')}${colon}${certificate.serial}`,
          `${plain('certificate-fingerprint')}${colon}${certificate.sha256}`,
          `${plain('certificate-path')}${colon}${certificate.path.map(visible).join(' < ')}`,
        ]
      : []),
    ...(report.code === undefined ? [] : [`${plain('evidence-code')}${colon}${report.code}`]),
  ]);
  out.push('', plain('report-foot'), plain('page-address', { address: location.host + location.pathname, version: __VERSION__, build: __BUILD__ }), '');
  return unmarked(out.join('\n'));
}

/** The report as it came, for other tools. */
export function reportJson(result: Result): string {
  return `${JSON.stringify(result.report, null, 2)}\n`;
}

/** A short number for a record: the day of checking and the first digits of the digest. */
export function reportNumber(result: Result): string {
  const digest = result.report.signature?.digest ?? result.report.digest?.computed ?? '';
  return `SC-${new Date().toISOString().slice(0, 10).replace(/-/g, '')}${digest === '' ? '' : `-${digest.slice(0, 8).toUpperCase()}`}`;
}
