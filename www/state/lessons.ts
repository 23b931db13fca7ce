/** What the course asks: its slips, the choices about each, and how answers are counted. */

import type { Role } from '../engine/report.ts';
import type { Progress } from '../storage/course.ts';

/** The right choice comes first here; on the page they stand in an order of their own. */
export interface Lesson {
  sample: string;
  choices: Record<Role, readonly string[]>;
}

const lesson = (sample: string, cardholder: readonly string[], merchant: readonly string[]): Lesson => ({ sample, choices: { cardholder, merchant } });

export const LESSONS: readonly Lesson[] = [
  lesson('good-attached', ['keep', 'pay-again', 'accuse'], ['file', 'charge-again', 'call-acquirer']),
  lesson('amount-altered', ['show-account', 'pay-again', 'ignore', 'accuse'], ['look-up', 'charge-again', 'ignore', 'file']),
  lesson('good-code-only', ['whole-slip', 'keep', 'accuse'], ['whole-slip', 'file', 'call-acquirer']),
  lesson('certificate-expired', ['show-account', 'accuse', 'trust-slip'], ['renew', 'charge-again', 'ignore', 'accuse-customer']),
  lesson('unsigned', ['statement', 'accuse', 'pay-again'], ['settlement', 'charge-again', 'accuse-customer']),
  lesson('digest-mismatch', ['show-account', 'keep', 'pay-again'], ['look-up', 'charge-again', 'ignore']),
  lesson('unknown-issuer', ['fingerprint', 'trust-slip', 'accuse'], ['fingerprint', 'trust-slip', 'charge-again']),
  lesson('code-truncated', ['whole-code', 'accuse', 'pay-again'], ['whole-code', 'charge-again', 'accuse-customer']),
  lesson('reprint', ['compare-stub', 'pay-again', 'accuse'], ['compare-stub', 'file-twice', 'charge-again']),
  lesson('certificate-revoked', ['show-account', 'trust-slip', 'keep'], ['call-acquirer', 'ignore', 'charge-again', 'trust-slip']),
  lesson('certificate-wrong-merchant', ['show-account', 'ignore', 'pay-again'], ['call-acquirer', 'ignore', 'accuse-customer']),
  lesson('tse-hour-off', ['tell-shop', 'accuse', 'pay-again'], ['fix-clock', 'accuse-customer', 'reissue']),
];

/** The steps of the guidance that a right choice consists of: what is to do says first what the answer said. */
const DOES: Readonly<Record<string, readonly string[]>> = {
  keep: ['no-action-needed'],
  file: ['no-action-needed'],
  'show-account': ['do-not-pay-twice', 'talk-to-shop'],
  'look-up': ['do-not-charge-twice', 'query-host'],
  'whole-slip': ['whole-slip-in-view'],
  renew: ['do-not-charge-twice', 'renew-certificate'],
  statement: ['keep-slip', 'check-against-statement'],
  settlement: ['three-way-match'],
  fingerprint: ['compare-fingerprint'],
  'whole-code': ['paste-whole-code', 'whole-slip-in-view'],
  'compare-stub': ['do-not-pay-twice', 'show-original'],
  'call-acquirer': ['stop-using-terminal', 'call-acquirer'],
  'tell-shop': ['keep-slip', 'talk-to-shop'],
  'fix-clock': ['set-time-zone', 'call-device-maker'],
};
/** The same for staff, where other steps stand for it. */
const STAFF: Readonly<Record<string, readonly string[]>> = { 'compare-stub': ['check-used-before', 'compare-stub'] };

/** What to do about a slip: what the right choice does, then what the report says besides; nothing of it where the code alone was compared, for that report's steps are those of a whole slip. */
export function lessonSteps(track: Role, right: string, half: boolean, reported: readonly string[]): string[] {
  const first = (track === 'merchant' ? STAFF[right] : undefined) ?? DOES[right] ?? [];
  const done = first.includes('no-action-needed');
  return [...new Set([...first, ...(half ? [] : reported.filter((step) => done || step !== 'no-action-needed'))])];
}

/** The order in which a slip's choices stand: the same at every visit, and the right one in no fixed place. */
export function ordered(at: number, choices: readonly string[]): string[] {
  const turn = (at * 2 + 1) % choices.length;
  return [...choices.slice(turn), ...choices.slice(0, turn)];
}

/** How many were answered, and how many of them right at the first attempt. */
export function score({ track, answers }: Progress): { answered: number; right: number } {
  const of = LESSONS.filter(({ sample }) => answers[sample] !== undefined);
  return { answered: of.length, right: of.filter(({ sample, choices }) => answers[sample] === choices[track][0]).length };
}
