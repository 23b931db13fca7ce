/** Printed against signed, field by field: differing first, equal ones beyond three folded away. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Field, Report } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import { fold, wide } from './fold.ts';
import { difference, foreign, marked, visible } from './foreign.ts';
import { icon, tone } from './icon.ts';
import type { FieldExtras } from './paper-fields.ts';
import { fieldName, inCode, meaningName, reference, typeName } from './wording.ts';

/** How many equal ones stay open beside differing ones, where there is room. */
const OPEN = 3;

type Match = 'false' | 'null' | 'true' | 'unsigned' | 'absent';

/** What `data-match` says: `absent` is signed and not seen on the paper, `unsigned` is printed and not signed. */
function match(field: Field): Match {
  if (field.match === true) return 'true';
  if (field.match === false) return 'false';
  if (field.match === null) return 'null';
  return field.signed === undefined && field.length === undefined ? 'unsigned' : 'absent';
}

/** What a person looks for first; the rest as it comes. */
const FIRST = ['amount', 'currency', 'result', 'time', 'merchant', 'type', 'orderId', 'rrn', 'mid', 'transactionId', 'tid', 'pan'];

function weight({ name, meaning }: Field): number {
  const index = FIRST.indexOf(meaning ?? name);
  return index < 0 ? FIRST.length : index;
}

const ORDER: Match[] = ['false', 'null', 'true', 'absent', 'unsigned'];

/** `extras`: what a photo of the slip adds. */
export function fields(report: Report, extras?: FieldExtras): TemplateResult | typeof nothing {
  if (report.fields.length === 0) return nothing;
  const list = report.fields.map((field) => ({ field, match: match(field) }));
  list.sort((a, b) => ORDER.indexOf(a.match) - ORDER.indexOf(b.match) || weight(a.field) - weight(b.field));
  const count = (wanted: Match): number => list.filter((entry) => entry.match === wanted).length;
  const differs = count('false') + count('null');
  const same = count('true');
  const compared = differs + same > 0;
  const anySigned = list.some(({ field }) => field.signed !== undefined);
  // What nobody signed must not look signed.
  const onlyCode = !anySigned && list.some(({ field }) => field.code !== undefined);
  // One column, where no field has two values: only the code was seen, or only the print.
  const one = !compared && list.every(({ field }) => field.printed === undefined || reference(field) === undefined);
  const code = onlyCode || (anySigned && inCode(report));
  const title =
    compared || !one
      ? code
        ? 'fields-title-code'
        : 'fields-title'
      : anySigned
        ? code
          ? 'fields-title-in-code'
          : 'fields-title-signed'
        : onlyCode
          ? 'fields-code-only'
          : 'fields-title-printed';
  // Equal ones fold behind three; what could not be compared folds only where it would hide nothing that differs.
  const open = differs > 0 ? differs + (wide.matches ? OPEN : 0) : compared ? 6 : 8;
  const shown = list.length <= open + 1 ? list : list.slice(0, open);
  const rest = list.slice(shown.length);
  let number = 0;
  const labels = { signed: t(onlyCode ? 'fields-code-only' : code ? 'fields-in-code' : 'fields-signed') };
  const mixed = one && (anySigned || onlyCode);
  const body = (entries: typeof list): TemplateResult =>
    html`<tbody role="rowgroup">${entries.map((entry) => html`${row(entry.field, entry.match, one, mixed, labels, entry.match === 'false' ? (number += 1) : 0, extras)}${extras?.below(entry.field, one ? 2 : 4) ?? nothing}`)}</tbody>`;
  // The folded part repeats the head for those who hear the table.
  const table = (
    entries: typeof list,
    hidden: boolean,
  ): TemplateResult => html`<table class="fields ${one ? 'fields--one' : 'fields--two'} tone-${tone(report.verdict)}" role="table" aria-label=${t(title)}>
    <thead class=${hidden ? 'vh' : ''} role="rowgroup">${headRow(one, anySigned || onlyCode, labels)}</thead>
    ${body(entries)}
  </table>`;
  const summary = compared
    ? count('null') > 0
      ? t('fields-summary-unsure', { different: count('false'), unsure: count('null'), same })
      : t('fields-summary', { different: differs, same })
    : t('fields-count', { count: list.length });
  return fold(
    'fields-title',
    t(title),
    summary,
    html`
    ${table(shown, false)}
    ${rest.length > 0 ? html`<details class="more"><summary>${icon('chev', 'chev')}${t(compared && rest.every((entry) => entry.match === 'true') ? 'fields-more' : 'fields-more-signed', { count: rest.length })}</summary>${table(rest, true)}</details>` : nothing}`,
    differs > 0,
  );
}

function headRow(one: boolean, anyCode: boolean, labels: { signed: string }): TemplateResult {
  const column = (text: string): TemplateResult => html`<th scope="col" role="columnheader">${text}</th>`;
  if (one) return html`<tr role="row">${column(t('fields-name'))}${column(anyCode ? labels.signed : t('fields-printed'))}</tr>`;
  return html`<tr role="row">
    ${column(t('fields-name'))}${column(t('fields-printed'))}
    <th class="eq" scope="col" role="columnheader"><span class="vh">${t('report-result')}</span></th>
    ${column(labels.signed)}
  </tr>`;
}

function row(
  field: Field,
  matched: Match,
  one: boolean,
  mixed: boolean,
  labels: { signed: string },
  number: number,
  extras: FieldExtras | undefined,
): TemplateResult {
  const { printed } = field;
  const signed = reference(field);
  let left = printed === undefined ? html`<span class="none">${t('fields-not-printed')}</span>` : cell(field, printed);
  let right =
    signed !== undefined
      ? cell(field, signed)
      : html`<span class="none">${field.length === undefined ? t('fields-unsigned') : t('evidence-bytes', { count: field.length })}</span>`;
  if ((matched === 'false' || matched === 'null') && printed !== undefined && signed !== undefined) {
    const [a, b] = difference(printed, signed);
    left = marked(a);
    right = marked(b);
  }
  const sign =
    matched === 'true'
      ? ['eq', 'fields-same']
      : matched === 'false'
        ? ['ne', 'fields-different']
        : matched === 'null'
          ? ['question', 'fields-unsure']
          : ['dash', ''];
  return html`<tr role="row" id="field-${field.name}" data-field=${field.name} data-match=${matched} class=${matched === 'true' ? 'is-same' : ''}>
    <th scope="row" role="rowheader">${extras?.name(field, fieldName(field.name)) ?? named(field)}${number > 0 ? html`&nbsp;<span class="ref" aria-hidden="true">${number}</span>` : nothing}</th>
    ${
      one
        ? html`<td role="cell">${signed !== undefined || field.length !== undefined ? right : mixed ? html`${left} <span class="none">${t('fields-unsigned')}</span>` : left}${extras?.printed(field) ?? nothing}</td>`
        : html`<td role="cell" class="printed" data-label=${t('fields-printed')}>${left}${extras?.printed(field) ?? nothing}</td>
          <td role="cell" class="eq">${icon(sign[0] as string)}${sign[1] === '' ? nothing : html`<span class="vh">${t(sign[1] as string)}</span>`}</td>
          <td role="cell" class="signed" data-label=${labels.signed}>${right}</td>`
    }
  </tr>`;
}

/** A member's name; of a gateway's message what it means, and its own name. */
function named(field: Field): TemplateResult | string {
  const meaning = meaningName(field);
  return meaning === undefined ? fieldName(field.name) : html`${meaning} <span class="gloss" translate="no">${visible(field.name)}</span>`;
}

/** A value; a transaction type with its name in the reader's language, an amount of a message in yuan. */
function cell(field: Field, text: string): TemplateResult {
  if (field.meant !== undefined && field.meant !== text && text === reference(field))
    return html`${foreign(field.meant)} <span class="gloss">${foreign(text)}</span>`;
  const name = field.name === 'type' ? typeName(text) : undefined;
  return name === undefined || name === text ? foreign(text) : html`${foreign(text)} <span class="gloss">${name}</span>`;
}
