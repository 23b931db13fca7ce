/** Whether a report is a full tick: the parts of it that more than one place asks for. */

import type { Report } from './report.ts';

/** What of a report tells. */
export type Told = Pick<Report, 'verdict' | 'checks' | 'outcome' | 'environment'>;

const MESSAGES: ReadonlySet<string> = new Set(['cn-acp', 'cn-wechatpay', 'cn-alipay']);

/** A payment gateway's message: it has no paper. */
export function isMessage({ format }: Pick<Report, 'format'>): boolean {
  return MESSAGES.has(format);
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

/** `verified`, but the print was not seen, or not all of it could be compared, or a message reports no payment, or it is a test: not the full tick. */
export function halfTick(report: Told): boolean {
  if (report.verdict !== 'verified') return false;
  if (report.environment === 'test') return true;
  if (report.outcome !== undefined) return genuineUnpaid(report) || status(report, 'plausibility') !== 'pass';
  return !['pass', 'warn'].includes(status(report, 'printed') ?? '');
}
