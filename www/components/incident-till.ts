/** The conversation at the till: words to say aloud, the customer's choice, and steps with a tick each, for one hand. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Role } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import { CHOICES, type Choice, type Incident } from '../storage/incident.ts';
import { sayId, tillSteps } from '../state/incidents.ts';
import { icon, sign } from './icon.ts';
import { tillText } from './incident-text.ts';
import { localTime } from './wording.ts';

export interface TillActions {
  role(role: Role): void;
  tick(step: string, on: boolean): void;
  choose(choice: Choice): void;
}

export function till(record: Incident, actions: TillActions): TemplateResult {
  const { tick, choose } = actions;
  const { role, choice, ticks } = record;
  const radio = (one: Role): TemplateResult =>
    html`<label><input type="radio" name="incident-role" value=${one} .checked=${one === role} @change=${() => actions.role(one)} /><span>${icon('tick', 'tick')}${t(`role-${one}`)}</span></label>`;
  const steps = tillSteps(record);
  const first = tillSteps({ role });
  const after = steps.slice(first.length);
  const left = steps.filter((step) => ticks[step] === undefined).length;
  const item = (step: string): TemplateResult => {
    const at = ticks[step];
    return html`<li><label class="choice incidents-tick"><input type="checkbox" data-tick=${step} .checked=${at !== undefined} @change=${(event: Event) => tick(step, (event.target as HTMLInputElement).checked)} /><span>${tillText(step)}${at === undefined ? nothing : html` <small class="sub">${localTime(at)}</small>`}</span></label></li>`;
  };
  // Money first: another way to pay before it is known whether the first one went through may be a second payment.
  const unsure = after.length > 0 && ticks[role === 'merchant' ? 'query-host' : 'do-not-pay-twice'] === undefined;
  return html`<section class="block" aria-labelledby="incidents-till-title" data-till>
    <h2 id="incidents-till-title">${t('incidents-till')}</h2>
    <div class="card incidents-till">
      <fieldset class="seg"><legend class="vh">${t('role-legend')}</legend>${radio('cardholder')}${radio('merchant')}</fieldset>
      <p class="label">${t(`incidents-aloud-${role}`)}</p>
      <blockquote class="incidents-say" data-say=${sayId(record)}>${t(`incidents-say-${role}-${sayId(record)}`)}</blockquote>
      <ol class="incidents-steps">${first.map(item)}</ol>
      <fieldset class="incidents-choices"><legend>${t(`incidents-choose-${role}`)}</legend>${CHOICES.map(
        (one) =>
          html`<button class="chip" type="button" data-choice=${one} aria-pressed=${String(one === choice)} @click=${() => choose(one)}>${t(`incidents-choice-${one}`)}</button>`,
      )}</fieldset>
      ${unsure ? html`<p class="hint">${sign('warn')}<span>${t(`incidents-unsure-${role}`)}</span></p>` : nothing}
      ${after.length === 0 ? nothing : html`<ol class="incidents-steps" start=${first.length + 1}>${after.map(item)}</ol>`}
      ${choice === undefined ? nothing : html`<p class="note" role="status" data-left=${left}>${left === 0 ? sign('pass', 'i') : icon('list')}<span>${t('incidents-left', { count: left })}</span></p>`}
    </div>
  </section>`;
}
