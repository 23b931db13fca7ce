/** One place on the paper can be read in two ways: the person who holds it is asked. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Note } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import type { Desk } from '../state/printed-text.ts';
import type { Result } from '../state/piece.ts';
import { reveal } from './fold.ts';
import { difference, foreign, marked } from './foreign.ts';
import { icon } from './icon.ts';
import { crop } from './paper-photo.ts';
import { fieldName } from './wording.ts';

/** Most readings that are shown of one place. */
const MOST = 4;

export function paperQuestions(desk: Desk, result: Result): TemplateResult | typeof nothing {
  const { report, picture } = result;
  if (!picture?.lines) return nothing;
  const asked = report.notes.filter((note) => note.id === 'confirm-reading' && typeof note['field'] === 'string');
  return asked.length === 0 ? nothing : html`${asked.map((note) => question(desk, result, note))}`;
}

function question(desk: Desk, result: Result, note: Note): TemplateResult {
  const field = String(note['field']);
  const found = result.report.fields.find(({ name }) => name === field);
  const named = Array.isArray(note['readings']) ? note['readings'].filter((entry) => typeof entry === 'string') : [];
  const readings = [...new Set(named.length > 0 ? named : [found?.printed, found?.signed].filter((entry) => entry !== undefined))].slice(0, MOST);
  const [first, second] = readings;
  const [a, b] = first !== undefined && second !== undefined ? difference(first, second) : [];
  const text = (reading: string, index: number): TemplateResult => (index === 0 && a ? marked(a) : index === 1 && b ? marked(b) : foreign(reading));
  const id = `question-${field.replace(/[^A-Za-z0-9]/g, '')}`;
  return html`<section class="card cause tone-none question" data-question=${field} aria-labelledby=${id}>
    <h2 id=${id}>${t('paper-question', { field: fieldName(field) })}</h2>
    ${found?.where ? crop(result, found.where, field) : nothing}
    <p>${t('paper-question-detail')}</p>
    <div class="question__answers">${readings.map((reading, index) => html`<button class="btn" type="button" data-reading=${reading} @click=${() => void desk.answer(result, field, reading)}><span class="mono">${text(reading, index)}</span></button>`)}
      <button class="btn btn--quiet" type="button" data-reading="" @click=${() => other(desk, field)}>${icon('edit')}${t('paper-question-other')}</button>
    </div>
  </section>`;
}

/** Neither of them: the input beside the field's crop. */
function other(desk: Desk, field: string): void {
  if (desk.active !== field) desk.show(field);
  requestAnimationFrame(() => {
    const input = document.getElementById(`paper-answer-${field.replace(/[^A-Za-z0-9]/g, '')}`);
    // It may be folded away.
    if (input) reveal(input);
  });
}
