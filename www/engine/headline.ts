/** Whether a row of a batch, or a record of an earlier version, is a full tick: of a report its headline says it (`src/report/headline.rs`). */

import { MESSAGE_FORMATS, type CauseId, type Cause, type Check, type Report, type Verdict } from './report.ts';

/** What of a report tells. */
export type Told = Pick<Report, 'verdict' | 'checks' | 'outcome' | 'environment'>;

/** Whether a format is one of these. */
export function isOne(formats: readonly string[], format: string): boolean {
  return formats.includes(format);
}

/** A payment gateway's message: it has no paper. */
export function isMessage({ format }: Pick<Report, 'format'>): boolean {
  return isOne(MESSAGE_FORMATS, format);
}

export function status(report: Pick<Report, 'checks'>, check: string): string | undefined {
  return report.checks.find(({ id }) => id === check)?.status;
}

/** A genuine message that no money is known to have moved for, to the reader at least. */
export function genuineUnpaid(report: Told): boolean {
  const { verdict, outcome } = report;
  return (
    verdict === 'verified' &&
    outcome !== undefined &&
    ((outcome.status !== 'paid' && outcome.status !== 'refunded') || outcome.environment === 'test' || outcome.merchant === 'other')
  );
}

/** What proves that a slip contradicts itself or its paper, whoever vouches for its key. */
const CONTRADICTING: readonly CauseId[] = ['field-altered', 'digest-mismatch', 'changed-after-signing', 'data-corrupted'];

/** The verdict speaks of the key alone, while the paper or the content says something else than the code. The cause that says so, where one does. */
export function contradiction(report: {
  verdict: Verdict;
  checks: readonly Pick<Check, 'id' | 'status'>[];
  causes: readonly Pick<Cause, 'id' | 'confidence'>[];
}): CauseId | 'print' | undefined {
  if (report.verdict !== 'unknown-issuer' && report.verdict !== 'certificate-problem' && report.verdict !== 'unsigned') return undefined;
  const fails = report.checks.some(({ id, status }) => (id === 'printed' || id === 'digest') && status === 'fail');
  const causes = report.causes.filter(({ id }) => CONTRADICTING.includes(id));
  if (fails) return causes[0]?.id ?? 'print';
  return causes.find(({ confidence }) => confidence === 'proven')?.id;
}

/** The cause that a report is told by in one line: what was changed comes before whose key it is. */
export function toldBy(report: Parameters<typeof contradiction>[0]): CauseId | 'print' | undefined {
  const changed = report.verdict === 'altered' ? report.causes.find(({ id }) => CONTRADICTING.includes(id))?.id : contradiction(report);
  return changed ?? report.causes[0]?.id;
}

/** `verified`, but the print was not seen, or not all of it could be compared, or a message reports no payment, or it is a test: not the full tick. */
export function halfTick(report: Told): boolean {
  if (report.verdict !== 'verified') return false;
  if (report.environment === 'test') return true;
  if (report.outcome !== undefined) return genuineUnpaid(report) || status(report, 'plausibility') !== 'pass';
  return !['pass', 'warn'].includes(status(report, 'printed') ?? '');
}
