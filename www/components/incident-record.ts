/** One incident: what the check said, the conversation at the till, what happened, where it stands, what was done, and the texts for others. */

import { html, nothing, type TemplateResult } from 'lit';
import { has, t } from '../locales/text.ts';
import type { FieldId, Incident, StateId } from '../storage/incident.ts';
import { fieldsOf, follows, isDue, isWaiting, localDay, RECIPIENTS, type Recipient } from '../state/incidents.ts';
import { fold } from './fold.ts';
import { icon, mark, sign } from './icon.ts';
import { causesLine, differences, eventText, fieldLabel, isPast, message, reservations, saidWord, stage, stateName, whole } from './incident-text.ts';
import { till, type TillActions } from './incident-till.ts';
import { localTime } from './wording.ts';

/** What the view knows beside the record. */
export interface RecordView {
  /** The state that is about to be chosen. */
  next: StateId | undefined;
  /** Closing was asked for without a cause. */
  causeMissing: boolean;
  recipient: Recipient;
  copied: 'copied' | 'copy-failed' | undefined;
  deleting: boolean;
  /** A card number was typed, and masked. */
  masked: boolean;
  photo: string | undefined;
  /** The picture of the slip on the screen: kept only if the person says so. */
  offered: boolean;
  kind: 'told' | 'done';
}

export interface RecordActions extends TillActions {
  typed(field: FieldId, event: Event): void;
  /** What was typed into a field and is not stored yet. */
  pending(field: FieldId): string | undefined;
  /** A line for the timeline that was not added yet. */
  drafted(): string;
  draft(text: string): void;
  cause(cause: string): void;
  next(state: StateId): void;
  settle(state: StateId): void;
  note(kind: 'told' | 'done'): void;
  kind(kind: 'told' | 'done'): void;
  recipient(recipient: Recipient): void;
  copy(text: string): void;
  keepPhoto(): void;
  pickPhoto(event: Event): void;
  dropPhoto(): void;
  calendar(): void;
  print(): void;
  remove(step: 'ask' | 'back' | 'do'): void;
}

export function recordView(record: Incident, view: RecordView, actions: RecordActions): TemplateResult {
  return html`
    ${head(record)}
    ${view.masked ? html`<p class="hint" role="status" data-masked>${sign('warn')}<span>${t('incidents-masked')}</span></p>` : nothing}
    ${record.compared ? nothing : till(record, actions)}
    ${said(record)}
    ${happened(record, actions)}
    ${standing(record, view, actions)}
    ${timeline(record, view, actions)}
    ${details(record, actions)}
    ${evidence(record, view, actions)}
    ${send(record, view, actions)}
    <div class="btns">
      <button class="btn" type="button" data-print @click=${() => actions.print()}>${icon('print')}${t('incidents-print')}</button>
      ${record.deadline === undefined ? nothing : html`<button class="btn" type="button" data-calendar @click=${() => actions.calendar()}>${icon('save')}${t('incidents-calendar')}</button>`}
      ${view.deleting ? nothing : html`<button class="btn" type="button" data-delete @click=${() => actions.remove('ask')}>${icon('close')}${t('incidents-delete')}</button>`}
    </div>
    ${
      view.deleting
        ? html`<div class="card" role="alert"><p><b>${t('incidents-delete-sure')}</b></p><div class="btns">
          <button class="btn" type="button" data-delete-not @click=${() => actions.remove('back')}>${t('incidents-delete-not')}</button>
          <button class="btn btn--main" type="button" data-delete-now @click=${() => actions.remove('do')}>${t('incidents-delete-now')}</button>
        </div></div>`
        : nothing
    }`;
}

function head(record: Incident): TemplateResult {
  const due = isDue(record, localDay(new Date()));
  return html`<div class="hero">
    <p><a class="incidents-back" href="#/incidents">${t('incidents-back')}</a></p>
    <h1 tabindex="-1"><span class="mono">${record.number}</span></h1>
    <p><span class="tag incidents-tag" data-stage=${stage(record.state)} data-record-state=${record.state}>${stateName(record.state)}</span>
      ${record.deadline === undefined ? nothing : html`<span class=${due ? 'incidents-late' : ''}>${t(due ? 'incidents-overdue' : 'incidents-until', { day: record.deadline })}</span>`}</p>
  </div>`;
}

/** The verdict as it was, without its colour: a record is no check. */
function said(record: Incident): TemplateResult {
  const { said: was, compared } = record;
  return html`<section class="block" aria-labelledby="incidents-said-title"><h2 id="incidents-said-title">${t('incidents-said')}</h2>
    <div class="card incidents-said" data-said=${was?.verdict ?? compared?.status ?? 'none'}>
      <p class="incidents-word">${was ? mark(was.word === 'verdict-verified' || was.verdict !== 'verified' ? was.verdict : 'code-only') : icon(compared ? 'list' : 'question')}<b>${saidWord(record)}</b></p>
      ${compared ? html`<p class="sub">${t('incidents-compared-at', { time: localTime(compared.at) })}</p>` : nothing}
      ${was ? html`<p class="sub">${t('incidents-said-at', { time: localTime(was.checked) })}</p>` : nothing}
      ${was && was.causes.length > 0 ? html`<p>${causesLine(record)}</p>` : nothing}
      ${differences(record).map((text) => html`<p>${text}</p>`)}
      ${reservations(record).map((text) => html`<p class="note">${icon('info')}<span>${text}</span></p>`)}
    </div></section>`;
}

function text(record: Incident, field: FieldId, actions: RecordActions, rows = 1): TemplateResult {
  // What another tab writes meanwhile does not come between a person's words.
  const value = actions.pending(field) ?? record.fields[field] ?? '';
  const hint = `incidents-hint-${field}`;
  const id = `incident-${field}`;
  const about = has(hint) ? html`<small class="sub" id="${id}-hint">${t(hint)}</small>` : nothing;
  const described = has(hint) ? `${id}-hint` : nothing;
  return html`<div class="incidents-field"><label for=${id}>${fieldLabel(field)}</label>
    ${
      rows > 1
        ? html`<textarea id=${id} rows=${rows} autocomplete="off" aria-describedby=${described} .value=${value} @input=${(event: Event) => actions.typed(field, event)} @change=${(event: Event) => actions.typed(field, event)}></textarea>`
        : html`<input id=${id} type="text" autocomplete="off" aria-describedby=${described} .value=${value} @input=${(event: Event) => actions.typed(field, event)} @change=${(event: Event) => actions.typed(field, event)} />`
    }${about}</div>`;
}

function happened(record: Incident, actions: RecordActions): TemplateResult {
  const causes = (record.said?.causes ?? []).slice(0, 3);
  return html`<section class="block" aria-labelledby="incidents-what-title"><h2 id="incidents-what-title">${t('incidents-what')}</h2>
    <div class="card">
      ${text(record, 'happened', actions, record.compared ? 8 : 3)}
      ${text(record, 'cause', actions, 2)}
      ${
        causes.length > 0 && (record.fields.cause ?? '') === ''
          ? html`<div class="chips">${causes.map(
              ({ id }) =>
                html`<button class="chip" type="button" data-take-cause=${id} @click=${() => actions.cause(t(`cause-${id}`))}>${t(`cause-${id}`)}</button>`,
            )}</div>`
          : nothing
      }
      ${text(record, 'money', actions)}
    </div></section>`;
}

function standing(record: Incident, view: RecordView, actions: RecordActions): TemplateResult {
  const states = follows(record.state);
  const next = view.next !== undefined && states.includes(view.next) ? view.next : undefined;
  return html`<section class="block" aria-labelledby="incidents-state-title"><h2 id="incidents-state-title">${t('incidents-state')}</h2>
    <div class="card">
      <p><b>${stateName(record.state)}</b>${record.deadline === undefined ? nothing : html` · ${t('incidents-until', { day: record.deadline })}`}</p>
      <p class="label">${t('incidents-next')}</p>
      <div class="chips">${states.map((state) => html`<button class="chip" type="button" data-next=${state} aria-pressed=${String(state === next)} @click=${() => actions.next(state)}>${stateName(state)}</button>`)}</div>
      ${
        next === undefined
          ? nothing
          : html`<div class="incidents-settle">
            ${
              isWaiting(next)
                ? html`<div class="incidents-field"><label for="incident-awaited">${t('incidents-awaited')}</label><input id="incident-awaited" type="text" autocomplete="off" /><small class="sub">${t('incidents-hint-awaited')}</small></div>
                <div class="incidents-field"><label for="incident-deadline">${t('incidents-field-deadline')}</label><input id="incident-deadline" type="date" .value=${localDay(new Date(), 7)} /></div>`
                : nothing
            }
            ${view.causeMissing ? html`<p class="hint" role="alert">${sign('warn')}<span>${t('incidents-cause-missing')}</span></p>` : nothing}
            <button class="btn btn--main" type="button" data-settle @click=${() => actions.settle(next)}>${t('incidents-settle', { state: stateName(next) })}</button>
          </div>`
      }
    </div></section>`;
}

function timeline(record: Incident, view: RecordView, actions: RecordActions): TemplateResult {
  const radio = (kind: 'told' | 'done'): TemplateResult =>
    html`<label><input type="radio" name="incident-kind" value=${kind} .checked=${view.kind === kind} @change=${() => actions.kind(kind)} /><span>${icon('tick', 'tick')}${t(`incidents-${kind}`)}</span></label>`;
  return html`<section class="block" aria-labelledby="incidents-time-title"><h2 id="incidents-time-title">${t('incidents-timeline')}</h2>
    <div class="card">
      <fieldset class="seg"><legend class="vh">${t('incidents-line')}</legend>${radio('told')}${radio('done')}</fieldset>
      <div class="incidents-field"><label for="incident-note">${t(`incidents-note-${view.kind}`)}</label><textarea id="incident-note" rows="2" autocomplete="off" .value=${actions.drafted()} @input=${(event: Event) => actions.draft((event.target as HTMLTextAreaElement).value)}></textarea></div>
      <button class="btn" type="button" data-note @click=${() => actions.note(view.kind)}>${icon('plus')}${t('incidents-note')}</button>
      <ol class="incidents-time">${[...record.events].reverse().map((event) => html`<li data-event=${event.kind} ?data-past=${isPast(record, event)}><time class="mono" datetime=${event.at}>${localTime(event.at)}</time> <span>${eventText(event)}${isPast(record, event) ? html` <small class="sub">${t('incidents-past')}</small>` : nothing}</span></li>`)}</ol>
    </div></section>`;
}

function details(record: Incident, actions: RecordActions): TemplateResult {
  const fields = fieldsOf(record.role).filter((field) => field !== 'money');
  const count = fields.filter((field) => (record.fields[field] ?? '') !== '').length;
  return html`<div class="folds">${fold(
    'incidents-fields-title',
    t('incidents-fields'),
    t('incidents-filled', { count, all: fields.length }),
    html`<div class="card">
      ${fields.map((field) => text(record, field, actions, field === 'outcome' || field === 'outage' ? 2 : 1))}
      <p class="note">${icon('lock')}<span>${t('incidents-never')}</span></p>
    </div>`,
  )}</div>`;
}

function evidence(record: Incident, view: RecordView, actions: RecordActions): TemplateResult {
  return html`<section class="block" aria-labelledby="incidents-evidence-title"><h2 id="incidents-evidence-title">${t('incidents-field-attachments')}</h2>
    <div class="card">
      ${record.said ? html`<details class="more"><summary>${icon('chev', 'chev')}${t('incidents-report')}</summary><pre class="incidents-report" tabindex="0" role="region" aria-label=${t('incidents-report')}>${whole(record.said.text)}</pre></details>` : record.compared ? nothing : html`<p>${t('incidents-no-report')}</p>`}
      ${
        record.photo
          ? html`${view.photo === undefined ? nothing : html`<img class="incidents-photo" src=${view.photo} alt=${t('incidents-photo')} />`}
            <button class="btn btn--small" type="button" data-photo-remove @click=${() => actions.dropPhoto()}>${icon('close')}${t('incidents-photo-remove')}</button>`
          : html`${view.offered ? html`<button class="btn" type="button" data-photo-keep @click=${() => actions.keepPhoto()}>${icon('image')}${t('incidents-photo-keep')}</button>` : nothing}
            <label class="btn incidents-file">${icon('image')}${t('incidents-photo-add')}<input class="file" type="file" accept="image/*" data-photo-file @change=${(event: Event) => actions.pickPhoto(event)} /></label>
            <p class="label">${t('incidents-photo-about')}</p>`
      }
    </div></section>`;
}

function send(record: Incident, view: RecordView, actions: RecordActions): TemplateResult {
  const words = message(record, view.recipient);
  const radio = (recipient: Recipient): TemplateResult =>
    html`<label><input type="radio" name="incident-recipient" value=${recipient} .checked=${view.recipient === recipient} @change=${() => actions.recipient(recipient)} /><span>${t(`incidents-to-${recipient}`)}</span></label>`;
  return html`<section class="block" aria-labelledby="incidents-send-title"><h2 id="incidents-send-title">${t('incidents-send')}</h2>
    <div class="card">
      <fieldset class="seg incidents-to"><legend class="vh">${t('incidents-to')}</legend>${(Object.keys(RECIPIENTS) as Recipient[]).map(radio)}</fieldset>
      <textarea id="incident-message" class="incidents-message" readonly rows="12" aria-label=${t(`incidents-to-${view.recipient}`)} .value=${words}></textarea>
      <button class="btn" type="button" data-copy @click=${() => actions.copy(words)}>${icon('copy')}${t(view.copied === 'copied' ? 'copied' : 'copy')}</button>
      ${view.copied === 'copy-failed' ? html`<p class="hint" role="status">${sign('warn')}<span>${t('copy-failed')}</span></p>` : nothing}
      <p class="label">${t('incidents-send-about')}</p>
    </div></section>`;
}
