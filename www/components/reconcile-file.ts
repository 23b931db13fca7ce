/** One file of a pile: what it was read as, what was left out, and the preview by which that is put right. */

import type { Correction, FileView } from '@reconcile';
import { html, nothing, type TemplateResult } from 'lit';
import type { Given } from '../engine/reconcile.worker.ts';
import { t } from '../locales/text.ts';
import { stepText } from '../state/guidance.ts';
import { LEGS, type Reconciling, type Words } from '../state/reconcile.ts';
import { foreign, visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { looked } from './reconcile-look.ts';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'];
const DELIMITERS = [',', '\t', ';', '|', '│'];

export function mapping(
  work: Reconciling,
  given: Given,
  words: Words | undefined,
  roles: readonly string[],
  open: boolean,
  toggle: (name: string) => void,
  full: (given: Given) => void,
): TemplateResult {
  const read = work.phase === 'reading' ? [] : (work.summary?.files ?? []).filter(({ leg }) => leg === given.leg);
  const place = work.given.filter(({ leg }) => leg === given.leg).indexOf(given);
  const own = read.filter(({ number }) => number === String(place) || number.startsWith(`${place}.`));
  const tables = own.filter(({ preview, columns }) => preview.length > 0 || columns.length > 0);
  const look = work.looks.get(given.name);
  return html`<li class="reconcile__file" data-file=${given.name}>
    <p class="reconcile__name">${foreign(given.name, 80)}</p>
    ${look ? looked(work, given, look, full) : nothing}
    ${look?.problem === undefined ? own.map((file) => facts(file, own.length > 1, words)) : nothing}
    ${work.corrections.some(({ file }) => file === given.name) ? html`<p class="label" data-corrected>${t('reconcile-corrected')}</p>` : nothing}
    ${own.map((file) => offer(work, file))}
    ${own.map((file) => dateOrder(work, file))}
    <div class="reconcile__acts">
      ${tables.length > 0 ? html`<button class="btn btn--small btn--quiet" type="button" data-mapping aria-expanded=${open} @click=${() => toggle(given.name)}>${icon('edit')}${t('reconcile-columns')}</button>` : nothing}
      <label class="reconcile__move"><span class="vh">${t('reconcile-move')}</span><select data-move @change=${(event: Event) => work.move(given.name, (event.target as HTMLSelectElement).value as Given['leg'])}>${LEGS.map((leg) => html`<option value=${leg} ?selected=${leg === given.leg}>${words?.legs[leg] ?? leg}</option>`)}</select></label>
      <button class="btn btn--small btn--quiet" type="button" data-remove-file aria-label="${t('reconcile-remove')}: ${given.name}" @click=${() => work.remove(given.name)}>${icon('close')}</button>
    </div>
    ${open ? tables.map((file) => preview(work, file, roles)) : nothing}
  </li>`;
}

/** What a file was read as, how many rows count, what was left out and why. */
function facts(file: FileView, several: boolean, words: Words | undefined): TemplateResult {
  const ignored = Object.entries(file.ignored);
  // Of an archive: by itself it would have been looked at.
  const packed = file.problem === 'nothing-found' && /\.(?:jpe?g|png|webp|heic|avif|gif|bmp)$/i.test(file.name);
  return html`<div class="reconcile__facts" data-problem=${file.problem ?? nothing}>
    ${several ? html`<p class="label">${foreign(file.sheet === null ? file.name : `${file.name} · ${file.sheet}`, 80)}</p>` : nothing}
    ${
      file.problem === null
        ? html`<p>${t(`reconcile-format-${file.format ?? 'table'}`)} · ${t('reconcile-rows', { count: file.rows })}</p>`
        : html`<p class="hint">${sign('warn')}<span>${packed ? t('reconcile-picture-packed', { name: visible(file.name) }) : html`${t(`reconcile-${file.problem}`)} ${step(file.problem, words)}`}</span></p>`
    }
    ${file.notes.filter((note) => note !== 'date-order-open').map((note) => html`<p class="hint">${sign('warn')}<span>${t(`reconcile-${note}`)} ${step(note, words)}</span></p>`)}
    ${
      ignored.length > 0
        ? html`<details class="more" data-left-out><summary>${icon('chev', 'chev')}${t('reconcile-left-out')}: ${ignored.reduce((sum, [, [count]]) => sum + count, 0)}</summary>
          <ul>${ignored.map(([why, [count, lines]]) => html`<li>${t(`reconcile-why-${why}`)}: ${count} <span class="label">(${t('reconcile-lines')} ${lines.join(', ')}${count > lines.length ? ' …' : ''})</span></li>`)}</ul></details>`
        : nothing
    }
  </div>`;
}

/** Dates with two readings: an example of how they were read, and the other reading a press away. */
function dateOrder(work: Reconciling, file: FileView): TemplateResult | typeof nothing {
  if (!file.notes.includes('date-order-open')) return nothing;
  const cells = file.preview.flatMap(([, row]) => row);
  const [written = '', a = '', b = '', year = ''] =
    cells.map((cell) => /^\s*(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?!\d)/.exec(cell)).find((found) => found && Number(found[1]) !== Number(found[2])) ?? [];
  const full = Number(year) + (year.length === 2 ? 2000 : 0);
  const named = (day: string, month: string): string => dayName(full, Number(month), Number(day));
  const say = (order: 'dmy' | 'mdy'): void => work.correct(file.name, { dateOrder: order });
  return html`<div class="note" data-date-order>${icon('info')}<div><p>${t('reconcile-date-order-open')} ${written === '' ? nothing : t('reconcile-date-example', { written: written.trim(), read: named(a, b) })}</p>
    <div class="btns"><button class="btn btn--small" type="button" data-date-right @click=${() => say('dmy')}>${t('reconcile-date-right')}</button>
    <button class="btn btn--small" type="button" data-date-turn @click=${() => say('mdy')}>${written === '' ? t('reconcile-month-first') : t('reconcile-date-turn', { date: named(b, a) })}</button></div></div></div>`;
}

/** A day in words of the page's language, so that nobody takes the month for the day. */
function dayName(year: number, month: number, day: number): string {
  const date = new Date(Date.UTC(year, month - 1, day));
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** Columns that were kept of files like this one: offered, and never taken unasked. */
function offer(work: Reconciling, file: FileView): TemplateResult | typeof nothing {
  const found = work.offered(file);
  if (!found) return nothing;
  return html`<div class="note" data-offer-layout>${icon('save')}<div><p>${t('reconcile-offer-layout', { date: found.layout.kept.slice(0, 10) })}</p>
    <div class="btns"><button class="btn btn--small" type="button" data-use-layout @click=${() => work.useLayout(file)}>${t('reconcile-use-layout')}</button>
    <button class="btn btn--small btn--quiet" type="button" data-decline-layout @click=${() => work.decline(file)}>${t('reconcile-decline-layout')}</button></div></div></div>`;
}

/** Whether what was put right is kept for the next file with these labels. */
function keeping(work: Reconciling, file: FileView): TemplateResult | typeof nothing {
  if (file.columns.length === 0) return nothing;
  const { headerRow: _, year: __, file: ___, ...now } = work.correction(file.name);
  const kept = work.keptLayout(file);
  const same = kept !== undefined && JSON.stringify(Object.entries(kept.correction).sort()) === JSON.stringify(Object.entries(now).sort());
  return html`${
    same
      ? html`<p class="note" role="status" data-layout-kept>${sign('pass', 'i')}<span>${t('reconcile-layout-kept')} <button class="link" type="button" data-forget-layout @click=${() => void work.forgetLayout(kept.id)}>${t('reconcile-forget-layout')}</button></span></p>`
      : html`<button class="btn btn--small" type="button" data-keep-layout @click=${() => void work.keepLayout(file)}>${icon('save')}${t('reconcile-keep-layout')}</button>`
  }${work.refused ? html`<p class="hint" role="alert" data-layout-refused>${sign('warn')}<span>${t('reconcile-layout-refused')}</span></p>` : nothing}`;
}

function step(problem: string, words: Words | undefined): string {
  const id = words?.files[problem];
  return id === undefined ? '' : (words?.steps[id] ?? stepText(id));
}

function preview(work: Reconciling, file: FileView, roles: readonly string[]): TemplateResult {
  const correct = (change: Partial<Correction>): void => work.correct(file.name, change);
  const width = Math.max(file.columns.length, ...file.preview.map(([, cells]) => cells.length));
  const columns = Array.from({ length: Math.min(width, 60) }, (_, index) => file.columns[index] ?? { index, label: '', role: null });
  const select = (name: string, label: string, now: string, choices: readonly [value: string, text: string][], use: (value: string) => void): TemplateResult =>
    html`<label class="reconcile__field"><span>${label}</span><select data-correct=${name} @change=${(event: Event) => use((event.target as HTMLSelectElement).value)}>${choices.map(([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}</select></label>`;
  const row = (value: string): void => {
    const line = Number(value);
    if (Number.isInteger(line) && line > 0) correct({ headerRow: line, ...(file.delimiter === null ? {} : { delimiter: file.delimiter }) });
  };
  return html`<div class="reconcile__mapping" data-preview=${file.name}>
    <div class="reconcile__settings">
      <label class="reconcile__field"><span>${t('reconcile-header-row')}</span><input data-correct="headerRow" type="number" inputmode="numeric" min="1" .value=${file.headerRow > 0 ? String(file.headerRow) : ''} @change=${(event: Event) => row((event.target as HTMLInputElement).value)} /></label>
      ${
        file.encoding === null
          ? nothing
          : select(
              'encoding',
              t('reconcile-encoding'),
              file.encoding,
              ENCODINGS.map((id) => [id, id.toUpperCase()]),
              (encoding) => correct({ encoding }),
            )
      }
      ${
        file.delimiter === null
          ? nothing
          : select(
              'delimiter',
              t('reconcile-delimiter'),
              file.delimiter,
              DELIMITERS.map((mark) => [mark, mark === '\t' ? 'TAB' : mark]),
              (delimiter) => correct({ delimiter }),
            )
      }
      ${select(
        'dateOrder',
        t('reconcile-date-order'),
        file.dateOrder,
        [
          ['dmy', t('reconcile-day-first')],
          ['mdy', t('reconcile-month-first')],
        ],
        (order) => correct({ dateOrder: order === 'mdy' ? 'mdy' : 'dmy' }),
      )}
      ${select(
        'decimal',
        t('reconcile-decimal'),
        file.decimal,
        [
          ['.', '1.00'],
          [',', '1,00'],
        ],
        (mark) => correct({ decimal: mark === ',' ? ',' : '.' }),
      )}
      <label class="reconcile__field"><span>${t('reconcile-year')}</span><input data-correct="year" type="number" inputmode="numeric" min="2000" max="2100" .value=${String(work.correction(file.name).year ?? '')} @change=${(
        event: Event,
      ) => {
        const year = Number((event.target as HTMLInputElement).value);
        if (Number.isInteger(year) && year >= 1990 && year <= 2100) correct({ year });
      }} /></label>
    </div>
    ${file.headerRow === 0 ? html`<p class="note">${icon('info')}<span>${t('reconcile-say-header')}</span></p>` : nothing}
    <div class="reconcile__scroll" tabindex="0" role="group" aria-label=${t('reconcile-preview')}>
      <table>
        <thead>
          <tr>${
            file.headerRow === 0
              ? html`<th scope="col">${t('reconcile-lines')}</th>`
              : columns.map(
                  (column) => html`<th scope="col" data-column=${column.index} data-role=${column.role ?? ''}>
              <select aria-label=${t('reconcile-role-of', { label: column.label === '' ? column.index + 1 : column.label })} @change=${(event: Event) => {
                const role = (event.target as HTMLSelectElement).value;
                correct({
                  headerRow: file.headerRow,
                  roles: { [column.index]: role === '' ? null : role },
                  ...(file.delimiter === null ? {} : { delimiter: file.delimiter }),
                });
              }}>
                <option value="" ?selected=${column.role === null}>–</option>
                ${roles.map((role) => html`<option value=${role} ?selected=${role === column.role}>${t(`reconcile-role-${role}`)}</option>`)}
              </select><span class="label">${foreign(column.label, 40)}</span></th>`,
                )
          }</tr>
        </thead>
        <tbody>${file.preview.map(
          ([line, cells]) =>
            html`<tr>${file.headerRow === 0 ? html`<td><button class="btn btn--small" type="button" data-header-line=${line} @click=${() => row(String(line))}>${t('reconcile-is-header', { line })}</button></td>` : nothing}${columns.map(({ index }) => html`<td>${foreign(cells[index] ?? '', 60)}</td>`)}</tr>`,
        )}</tbody>
      </table>
    </div>
    ${work.corrections.some(({ file: name }) => name === file.name) ? html`${keeping(work, file)}<button class="btn btn--small" type="button" data-uncorrect @click=${() => work.uncorrect(file.name)}>${t('reconcile-as-found')}</button>` : nothing}
  </div>`;
}
