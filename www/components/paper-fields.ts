/** What a photo adds to the table of fields: the number on the photo, the crop of the paper, looking closely, correcting by hand. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Field, Report } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import type { Desk } from '../state/printed-text.ts';
import type { Result } from '../state/piece.ts';
import { icon } from './icon.ts';
import { crop } from './paper-photo.ts';
import { fieldName } from './wording.ts';

export interface FieldExtras {
  /** The field's name in the table: a button where the photo can show it. */
  name(field: Field, name: string): TemplateResult | string;
  /** Below what is printed. */
  printed(field: Field): TemplateResult | typeof nothing;
  /** A row of its own below the field's. `columns`: of the table. */
  below(field: Field, columns: number): TemplateResult | typeof nothing;
}

/** Whether a person, not the machine, said what the paper shows here. */
function byHand(report: Report, name: string): boolean {
  return report.notes.some((note) => note.id === 'corrected-by-hand' && note['field'] === name);
}

export function paperFields(desk: Desk, result: Result): FieldExtras | undefined {
  const { paper, report, picture } = result;
  if (!paper || !picture?.lines) return undefined;
  return {
    name: (field, name) =>
      field.where === undefined && field.printed !== undefined
        ? name
        : html`<button class="field-name" type="button" aria-expanded=${desk.active === field.name ? 'true' : 'false'} data-paper-show=${field.name} @click=${() => look(desk, field.name)}>${name}</button>`,
    printed: (field) =>
      html`${byHand(report, field.name) ? html`<span class="tag tag--hand">${icon('edit')}${t('paper-by-hand')}</span>` : nothing}${field.where && (field.match === false || field.match === null) && desk.active !== field.name ? crop(result, field.where, field.name) : nothing}`,
    below: (field, columns) => (desk.active === field.name ? closely(desk, result, field, columns) : nothing),
  };
}

function look(desk: Desk, name: string): void {
  desk.show(name);
  if (desk.active === undefined) return;
  requestAnimationFrame(() => {
    const photo = document.querySelector('#paper-photo');
    photo?.closest('details')?.setAttribute('open', '');
    const box = photo?.getBoundingClientRect();
    if (!photo || !box) return;
    const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    if (seen < Math.min(box.height, innerHeight) * 0.5)
      photo.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  });
}

/** The crop beside an input: what does the paper show? */
function closely(desk: Desk, result: Result, field: Field, columns: number): TemplateResult {
  const name = fieldName(field.name);
  const answer = desk.answered(result, field.name);
  const id = `paper-answer-${field.name.replace(/[^A-Za-z0-9]/g, '')}`;
  return html`<tr role="row" class="closely"><td role="cell" colspan=${columns}>
    <div class="closely__body">
      ${field.where ? crop(result, field.where, field.name) : html`<p class="muted">${t('paper-not-found')}</p>`}
      <form class="closely__form" @submit=${(event: SubmitEvent) => submit(desk, result, field.name, event)}>
        <label for=${id}>${t('paper-correct', { field: name })}</label>
        <div class="closely__row">
          <input id=${id} name="value" autocomplete="off" autocapitalize="off" spellcheck="false" translate="no" maxlength="240" .value=${desk.draft ?? field.printed ?? ''} @input=${(event: InputEvent) => desk.edit((event.target as HTMLInputElement).value)} />
          <button class="btn btn--small" type="submit" ?disabled=${(desk.draft ?? '').trim() === '' || desk.draft === field.printed}>${icon('tick')}${t('paper-apply')}</button>
        </div>
        ${answer === undefined ? nothing : html`<button class="btn btn--small btn--quiet" type="button" data-paper-action="undo" @click=${() => void desk.answer(result, field.name, undefined)}>${t('paper-undo')}</button>`}
      </form>
    </div>
  </td></tr>`;
}

function submit(desk: Desk, result: Result, field: string, event: SubmitEvent): void {
  event.preventDefault();
  const value = new FormData(event.target as HTMLFormElement).get('value');
  if (typeof value === 'string' && value.trim() !== '') void desk.answer(result, field, value);
}
