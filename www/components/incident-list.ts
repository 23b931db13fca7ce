/** The list of incidents: what is due first; and the file that carries them to another device. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { Incident } from '../storage/incident.ts';
import { isDue, localDay, sorted } from '../state/incidents.ts';
import { foreign } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { saidWord, stage, stateName } from './incident-text.ts';
import { localTime } from './wording.ts';

/** How many rows are drawn at once. */
export const ROWS = 50;

export function list(records: readonly Incident[], rows: number, more: () => void): TemplateResult {
  const today = localDay(new Date());
  const order = sorted(records);
  const due = order.filter((record) => isDue(record, today)).length;
  return html`
    ${due > 0 ? html`<p class="hint" role="status" data-due=${due}>${sign('warn')}<span>${t('incidents-due', { count: due })}</span></p>` : nothing}
    <ul class="list incidents-list">${order.slice(0, rows).map((record) => row(record, today))}</ul>
    ${order.length > rows ? html`<button class="btn" type="button" data-more @click=${more}>${t('incidents-more', { count: order.length - rows })}</button>` : nothing}`;
}

function row(record: Incident, today: string): TemplateResult {
  const { fields, deadline, state } = record;
  const due = isDue(record, today);
  const what = [fields.shop, fields.amount, fields['reference-number'], state === 'closed' ? fields.cause : undefined].filter(
    (value) => value !== undefined && value !== '',
  );
  return html`<li><a class="incidents-row" href="#/incidents/${record.id}" data-incident-row=${record.id} data-state=${state}>
    <span class="incidents-row__top"><b class="mono">${record.number}</b> <span class="tag incidents-tag" data-stage=${stage(state)}>${stateName(state)}</span></span>
    <span class="incidents-row__what">${what.length === 0 ? saidWord(record) : what.map((value, index) => html`${index > 0 ? ' · ' : ''}${foreign(value ?? '')}`)}</span>
    <small class="sub">${deadline === undefined ? t('incidents-since', { time: localTime(record.opened) }) : html`${due ? sign('warn') : nothing}${t(due ? 'incidents-overdue' : 'incidents-until', { day: deadline })}`}</small>
    ${icon('chev', 'chev')}
  </a></li>`;
}
