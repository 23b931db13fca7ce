/** Fields that stand fully read while other lines are still being read. What they say is provisional: no verdict comes of it. */

import type { Line, Page, Patch } from '@read';
import * as engine from '../engine/client.ts';
import type { CheckRequest, Field, Picture, Report } from '../engine/report.ts';
import { UNREAD } from '../engine/rows.ts';

/** One field, as far as it is known. */
export interface Early {
  name: string;
  printed: string;
  /** What was signed, where the comparison says something for sure. */
  signed?: string;
  match?: boolean;
  where: NonNullable<Field['where']>;
  /** The line that it stands on, and the piece of the picture that holds it. */
  strip?: Strip;
}

export interface Strip {
  corners: Line['corners'];
  patch: Patch;
}

/** Members of which a slip has one: what later lines say changes nothing about them. An amount may still turn out to be another one. */
const SINGLE = ['mid', 'tid', 'rrn', 'stan', 'auth', 'batch', 'pan'];
/** Members that are recognised by where they stand: everything above has to be read. */
const PLACED = ['merchant', 'type', 'currency'];

const NOTHING: CheckRequest['trust'] = { anchors: [], certificates: [], crls: [], ocsp: [], keys: [], seen: [] };

/** What is asked of the core: with the code, where its signature fits; else the print alone, so that no explanation is searched for. */
function request(picture: Picture, reports: Report[], lines: Line[]): CheckRequest | undefined {
  const fits = reports.every(({ checks }) => checks.some(({ id, status }) => id === 'signature' && status === 'pass'));
  if (!fits && reports.length > 1) return undefined;
  return {
    picture: { ...picture, ...(fits ? {} : { codes: [], finding: 'no-code' as const }), faults: [], lines },
    trust: NOTHING,
    kept: [],
    at: new Date().toISOString(),
  };
}

/** A coordinate across the rows, downwards as one reads. */
function across(turned: number): (x: number, y: number) => number {
  const angle = (turned * Math.PI) / 180;
  return (x, y) => y * Math.cos(angle) - x * Math.sin(angle);
}

/** Whether the rows that a field takes, and those above and below them, are read: nothing is added to it any more. */
export function settled({ lines, turned }: Page, { name, where }: Field): boolean {
  if (!where) return false;
  const down = across(turned);
  const corners = [
    [where.x, where.y],
    [where.x + where.width, where.y],
    [where.x, where.y + where.height],
    [where.x + where.width, where.y + where.height],
  ] as const;
  // The upright box around slanted text is higher than the text.
  const middle = down(where.x + where.width / 2, where.y + where.height / 2);
  const reach = Math.max(...corners.map(([x, y]) => down(x, y))) - middle;
  const rows = lines.map(({ corners: list }) => list.reduce((sum, { x, y }) => sum + down(x, y), 0) / Math.max(1, list.length));
  const taken = rows.flatMap((at, index) => (Math.abs(at - middle) <= reach ? [index] : []));
  const nearest = rows.reduce((best, at, index) => (Math.abs(at - middle) < Math.abs((rows[best] ?? Infinity) - middle) ? index : best), 0);
  const first = PLACED.includes(name) ? 0 : Math.min(nearest, ...taken) - 1;
  const last = Math.max(nearest, ...taken) + 1;
  return lines.slice(Math.max(0, first), last + 1).every(({ text }) => !text.includes(UNREAD));
}

function early(field: Field, strips: Strip[]): Early {
  const { name, printed = '', signed, match } = field;
  const where = field.where as NonNullable<Field['where']>;
  const [x, y] = [where.x + where.width / 2, where.y + where.height / 2];
  const strip = strips.find(({ corners }) => inside(corners, x, y));
  const sure = SINGLE.includes(name) && typeof match === 'boolean' && signed !== undefined;
  return { name, printed, where, ...(sure ? { signed, match } : {}), ...(strip ? { strip } : {}) };
}

function inside(corners: Line['corners'], x: number, y: number): boolean {
  const sides = corners.map((a, index) => {
    const b = corners[(index + 1) % corners.length] ?? a;
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

/**
 * What stands on the picture so far, for each of its slips, in the order of their reports. `page`: rows, with `UNREAD` for
 * each line that is not read. Nothing when it can't be told cheaply. Throws `Fault`.
 */
export async function earlyFields(picture: Picture, reports: Report[], page: Page, strips: Strip[]): Promise<Early[][] | undefined> {
  const asked = request(picture, reports, page.lines);
  if (!asked) return undefined;
  const found = await engine.check(asked);
  return found.map(({ fields }) =>
    fields.filter((field) => field.printed !== undefined && !field.printed.includes(UNREAD) && settled(page, field)).map((field) => early(field, strips)),
  );
}
