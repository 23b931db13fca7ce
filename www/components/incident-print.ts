/** An incident on paper: A4, black on white. Seen in print alone. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { Incident } from '../storage/incident.ts';
import { foreign, grouped } from './foreign.ts';
import { causesLine, differences, eventText, fieldLabel, filled, footId, isPast, reservations, saidWord, stateName, tillText, whole } from './incident-text.ts';
import { localTime } from './wording.ts';

export function incidentPrint(record: Incident): TemplateResult {
  const { said } = record;
  const rows = filled(record);
  const half = Math.ceil(rows.length / 2);
  const table = (list: typeof rows): TemplateResult =>
    html`<table><tbody>${list.map(([field, value]) => html`<tr><th scope="row">${fieldLabel(field)}</th><td class="incidents-lines"><bdi>${whole(value)}</bdi></td></tr>`)}</tbody></table>`;
  const block = (title: string, text: string | undefined): TemplateResult | typeof nothing =>
    text === undefined || text.trim() === '' ? nothing : html`<div><h2>${title}</h2><p class="incidents-lines"><bdi>${whole(text)}</bdi></p></div>`;
  return html`<div class="a4">
    <header>
      <div><h1>${t('incidents-print-title')}</h1><p>${t(`role-${record.role}`)}</p></div>
      <p class="right">${t('incidents-number')} <span class="mono">${record.number}</span><br />${t('incidents-opened')} <span class="mono">${localTime(record.opened)}</span></p>
    </header>
    ${reservations(record).map((text) => html`<p class="demo">${text}</p>`)}
    <div><h2>${t('incidents-said')}</h2>
      <p><b>${saidWord(record)}</b> ${said ? t('incidents-said-at', { time: localTime(said.checked) }) : record.compared ? t('incidents-compared-at', { time: localTime(record.compared.at) }) : nothing}</p>
      ${said && said.causes.length > 0 ? html`<p>${causesLine(record)}</p>` : nothing}
      ${differences(record).map((text) => html`<p>${text}</p>`)}
    </div>
    <div><h2>${t('incidents-state')}</h2><p><b>${stateName(record.state)}</b>${record.deadline === undefined ? nothing : html` · ${t('incidents-until', { day: record.deadline })}`}</p></div>
    ${block(t('incidents-happened'), record.fields.happened)}
    ${block(t('incidents-cause'), record.fields.cause)}
    <div class="two"><div>${table(rows.slice(0, half))}</div><div>${table(rows.slice(half))}</div></div>
    ${
      said?.computed === undefined && said?.certificate === undefined
        ? nothing
        : html`<div><h2>${t('report-evidence')}</h2><table><tbody>
          ${said.computed === undefined ? nothing : html`<tr><th scope="row">${t('evidence-digest-computed')}</th><td class="hexline">${grouped(said.computed.toUpperCase())}</td></tr>`}
          ${said.stated === undefined ? nothing : html`<tr><th scope="row">${t('evidence-digest-stated')}</th><td class="hexline">${foreign(said.stated)}</td></tr>`}
          ${said.certificate === undefined ? nothing : html`<tr><th scope="row">${t('incidents-certificate')}</th><td>${foreign(said.certificate)}</td></tr>`}
        </tbody></table></div>`
    }
    ${Object.keys(record.ticks).length === 0 ? nothing : html`<div><h2>${t('incidents-till')}</h2>${record.choice === undefined ? nothing : html`<p>${t('incidents-event-choice', { choice: t(`incidents-choice-${record.choice}`) })}</p>`}<ul>${Object.entries(record.ticks).map(([step, at]) => html`<li>${tillText(step)} <span class="mono">${localTime(at)}</span></li>`)}</ul></div>`}
    <div><h2>${t('incidents-timeline')}</h2><table><tbody>${record.events.map((event) => html`<tr><th scope="row" class="mono">${localTime(event.at)}</th><td>${eventText(event)}${isPast(record, event) ? html` ${t('incidents-past')}` : nothing}</td></tr>`)}</tbody></table></div>
    <div class="lines">${said ? html`<p>${t('report-sign-cardholder')}</p><p>${t('report-sign-merchant')}</p>` : html`<p>${t(`report-sign-${record.role}`)}</p>`}</div>
    <footer><span>${t(said ? 'report-foot' : footId(record))}</span><span class="mono">${location.host}<br />${__VERSION__} (${__BUILD__})</span></footer>
  </div>`;
}
