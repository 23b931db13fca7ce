/**
 * What was typed into an incident and is not written yet when the page goes: the database may not answer any more then. It stands here
 * until the page comes again, or is written after all.
 */

import type { FieldId } from './incident.ts';

/** A field as it was typed, and as it stood before. */
export interface Typed {
  value: string;
  base: string;
}

export interface Draft {
  /** The record. */
  id: string;
  fields: Partial<Record<FieldId, Typed>>;
  /** A line for the timeline that was not added yet. */
  note?: string;
}

const PREFIX = 'slipcheck.incident.';
/** Tabs do not overwrite each other. */
const tab = crypto.randomUUID();

/** Keeps drafts of this tab, or forgets them when there are none. Never fails. */
export function keepDrafts(drafts: readonly Draft[]): void {
  try {
    if (drafts.length === 0) localStorage.removeItem(PREFIX + tab);
    else localStorage.setItem(PREFIX + tab, JSON.stringify(drafts));
  } catch {
    // The browser keeps nothing, or is full: what was typed is on its way to the database all the same.
  }
}

/** The drafts of every tab; they are gone from here afterwards. */
export function takeDrafts(): Draft[] {
  const found: Draft[] = [];
  try {
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      found.push(...readable(localStorage.getItem(name)));
      localStorage.removeItem(name);
    }
  } catch {
    // Nothing was kept.
  }
  return found;
}

/** Forgets what was typed into records that are deleted. */
export function dropDrafts(ids: readonly string[]): void {
  const rest = takeDrafts().filter(({ id }) => !ids.includes(id));
  keepDrafts(rest);
}

function readable(text: string | null): Draft[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list.filter(isDraft) : [];
  } catch {
    return [];
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, fields, note } = value as Record<string, unknown>;
  const typed = (one: unknown): boolean =>
    typeof one === 'object' && one !== null && typeof (one as Typed).value === 'string' && typeof (one as Typed).base === 'string';
  return (
    typeof id === 'string' &&
    typeof fields === 'object' &&
    fields !== null &&
    Object.values(fields).every(typed) &&
    (note === undefined || typeof note === 'string')
  );
}
