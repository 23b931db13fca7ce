/** What else to know about this slip. */

import { html, nothing, type TemplateResult } from 'lit';
import type { FluentVariable } from '@fluent/bundle';
import type { Note, Report } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import { visible } from './foreign.ts';
import { icon } from './icon.ts';
import { members } from './wording.ts';

/** Said elsewhere on the page, in their own form. */
const ELSEWHERE = new Set(['code-in-address', 'printed-text-needed']);

export function notes(report: Report): TemplateResult | typeof nothing {
  const list = report.notes.filter(({ id }) => !ELSEWHERE.has(id));
  if (list.length === 0) return nothing;
  return html`<section class="block" aria-labelledby="notes-title">
    <h2 id="notes-title">${t('notes-title')}</h2>
    <div class="card">${list.map((note) => html`<p class="note" data-note=${note.id}>${icon('info')}<span>${noteText(note)}</span></p>`)}</div>
  </section>`;
}

/** A note's sentence, with its own members as arguments. */
export function noteText(note: Note): string {
  const args: Record<string, FluentVariable> = {};
  for (const [name, value] of Object.entries(note)) {
    if (typeof value === 'number') args[name] = value;
    else if (name === 'field' || name === 'fields' || name === 'member' || name === 'members') args[name] = members(value);
    else args[name] = visible(Array.isArray(value) ? value.map(String).join(t('list-separator')) : String(value));
  }
  const id = /^[a-z0-9-]+$/.test(note.id) && has(`note-${note.id}`) ? `note-${note.id}` : undefined;
  return id === undefined ? visible(note.id) : t(id, args);
}
