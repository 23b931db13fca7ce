/** What the parts that draw a photo's print share. */

import type { Field, Report } from '../engine/report.ts';

/** Numbers of the differing fields: the same ones as in the table. */
export function numbered(report: Report): Map<string, number> {
  const order = ['amount', 'currency', 'time', 'merchant', 'type', 'rrn', 'mid', 'tid', 'pan'];
  const weight = ({ name }: Field): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const differing = report.fields.filter(({ match }) => match === false).sort((a, b) => weight(a) - weight(b));
  return new Map(differing.map(({ name }, index) => [name, index + 1]));
}
