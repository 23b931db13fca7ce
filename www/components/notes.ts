/** What else to know about this slip. */

import { html, nothing, type TemplateResult } from 'lit';
import type { FluentVariable } from '@fluent/bundle';
import type { Note, Report } from '../engine/report.ts';
import { has, hasPart, t } from '../locales/text.ts';
import { fold } from './fold.ts';
import { visible } from './foreign.ts';
import { icon } from './icon.ts';
import { members } from './wording.ts';

/** Said elsewhere on the page, in their own form. */
const ELSEWHERE = new Set([
  'code-in-address',
  'printed-text-needed',
  'key-seen',
  'key-changed',
  'issuer-missing',
  'issuer-missing-candidate',
  'issuer-missing-wanted',
  'issuer-missing-other-key',
]);

/** `decoded`: ids of notes that the decoded values say at length. */
export function notes(report: Report, decoded?: ReadonlySet<string>): TemplateResult | typeof nothing {
  // What has no words yet gets them in a moment.
  const list = report.notes.filter(({ id }) => !ELSEWHERE.has(id) && !decoded?.has(id) && (has(`note-${id}`) || hasPart('terms')));
  if (list.length === 0) return nothing;
  return fold(
    'notes-title',
    t('notes-title'),
    '',
    html`<div class="card">${list.map((note) => html`<p class="note" data-note=${note.id}>${icon('info')}<span>${noteText(note)}</span></p>`)}</div>`,
  );
}

/** A note's sentence, with its own members as arguments. `text`: the id of another sentence for them. */
export function noteText(
  note: Note,
  text = note.id === 'corrected-by-hand' && (note['read'] ?? undefined) === undefined ? 'note-corrected-by-hand-new' : `note-${note.id}`,
): string {
  const foreign = note.id === 'format-not-supported' && typeof note['format'] === 'string' ? `foreign-${note['format']}` : '';
  if (foreign !== '' && has(foreign)) return `${t('note-recognised', { format: t(foreign) })} ${t(`${foreign}-why`)}`;
  const args: Record<string, FluentVariable> = {};
  for (const [name, value] of Object.entries(note)) {
    if (typeof value === 'number') args[name] = value;
    else if (name === 'field' || name === 'fields' || name === 'member' || name === 'members') args[name] = members(value);
    else args[name] = visible(Array.isArray(value) ? value.map(String).join(t('list-separator')) : String(value));
  }
  return /^[a-z0-9-]+$/.test(text) && has(text) ? t(text, args) : visible(note.id);
}
