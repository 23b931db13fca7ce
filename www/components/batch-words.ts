/** How a row of a batch is called and marked, and the words and colours of its groups: what the slip has by itself, and never more. */

import { html, svg, type TemplateResult } from 'lit';
import { BUCKETS, type BatchRow, type Bucket } from '../engine/batch-rows.ts';
import { contradiction } from '../engine/headline.ts';
import { has, t } from '../locales/text.ts';
import { sign, tone, type Tone } from './icon.ts';
import { look } from './look.ts';
import { localTime, readableTime } from './wording.ts';

export function bucketTone(bucket: Bucket): Tone {
  if (bucket === 'failed') return 'bad';
  if (bucket === 'contradicted') return 'warn';
  if (bucket === 'incomplete' || bucket === 'half') return 'info';
  return bucket === 'passed' ? 'ok' : tone(bucket);
}

const OWN: ReadonlySet<Bucket> = new Set(['half', 'passed', 'failed', 'incomplete', 'contradicted'] as const);

/** The id of the word for an audit's result, or for a verdict: never a promise that money moved. */
export function bucketId(bucket: Bucket): string {
  return OWN.has(bucket) ? `batch-${bucket}` : `verdict-${bucket}`;
}

export function bucketWord(bucket: Bucket): string {
  return t(bucketId(bucket));
}

/** What a row is called: the headline that the slip has by itself, as the core put it into the row. */
export function rowWord({ told, headline = '', result }: BatchRow): string {
  if (result !== undefined) return bucketWord(result as Bucket);
  // In a line what the gateway says of the payment comes first: the end is cut off.
  if (headline.startsWith('message-')) return t(`batch-${headline}`);
  const title = headline === 'code-only' || headline === 'test' ? `verified-${headline}` : headline.replace(/-contradicted$/, '');
  return told && title !== '' ? t(`verdict-${title}`) : '';
}

export function rowTone({ told, half, result }: BatchRow): Tone {
  if (result !== undefined) return bucketTone(result as Bucket);
  if (!told) return 'none';
  if (contradiction(told) !== undefined) return 'warn';
  const { tone: own, unpaid } = look(told);
  return half === true && !unpaid ? 'info' : own;
}

export function rowMark({ told, result }: BatchRow): TemplateResult {
  if (result !== undefined || !told) return sign(result === 'passed' ? 'pass' : result === 'failed' ? 'fail' : 'warn', 'm');
  return contradiction(told) === undefined ? look(told).mark : sign('warn', 'm');
}

/** A moment in the device's own zone, where the slip says in which it was; else as it stands. */
export function spanTime(time: string): string {
  return /(?:Z|[+-]\d\d:\d\d)$/.test(time) ? localTime(time) : readableTime(time);
}

/** The device's zone: `UTC+8`. */
export function zone(moment: string): string {
  const minutes = -new Date(moment).getTimezoneOffset();
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

export function causeName(cause: string): string {
  if (cause === 'print') return t('batch-contradicted');
  if (cause.startsWith('audit-')) return bucketWord(cause.slice(6) as Bucket);
  return has(`cause-${cause}`) ? t(`cause-${cause}`) : cause;
}

/** Shares of verdicts, as a bar. */
export function bar(buckets: Partial<Record<Bucket, number>>): TemplateResult {
  const all = Object.values(buckets).reduce((sum, count) => sum + count, 0);
  let at = 0;
  const parts = BUCKETS.flatMap((bucket) => {
    const count = buckets[bucket] ?? 0;
    if (count === 0) return [];
    const width = (count / all) * 100;
    const part = svg`<rect class="batch__part tone-${bucketTone(bucket)} ${bucket === 'half' ? 'batch__part--half' : ''}" x=${at} y="0" width=${width} height="8"></rect>`;
    at += width;
    return [part];
  });
  return html`<svg class="batch__bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}
