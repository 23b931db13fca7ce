/** "The terminal says: signature digest error": first steps by role, and the code on the screen looked up. */

import { html, nothing, type TemplateResult } from 'lit';
import { guidance, stepText } from '../state/guidance.ts';
import { t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { visible } from './foreign.ts';
import { icon } from './icon.ts';

/** The first things to do at the till, for the chosen role. */
export function tillSteps(session: Session, count: number): TemplateResult {
  return html`<ol class="till">${guidance()
    .till[session.role].slice(0, count)
    .map((id) => html`<li>${stepText(id)}</li>`)}</ol>`;
}

/** What a person typed, as a code: letters and digits, capitals, full-width forms as ASCII. */
export function normalisedCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
    .slice(0, 4);
}

export function hostCodes(session: Session, typed: string, type: (text: string) => void): TemplateResult {
  const { codes } = guidance();
  const code = normalisedCode(typed);
  const found = codes[code];
  const common = ['A0', '97', '98', '99', '96'].filter((known) => codes[known]);
  return html`<section class="block" aria-labelledby="codes-title">
    <h2 id="codes-title">${t('help-codes')}</h2>
    <p class="muted">${t('help-codes-lead')}</p>
    <div class="card">
      <label class="lookup"><span>${t('help-codes-label')}</span><input id="host-code" type="text" inputmode="text" maxlength="6" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder=${t('help-codes-hint')} .value=${typed} @input=${(event: Event) => type((event.target as HTMLInputElement).value)} /></label>
      <div class="chips" role="group" aria-label=${t('help-codes')}>${common.map((known) => html`<button class="chip" type="button" aria-pressed=${String(known === code)} @click=${() => type(known)}><span class="mono">${known}</span></button>`)}</div>
      <div aria-live="polite">
        ${found ? answer(session, code, found) : code.length >= 2 ? html`<p class="note">${icon('info')}<span>${t('help-codes-none', { code: visible(code) })}</span></p>` : nothing}
      </div>
      <button class="btn" type="button" data-incident @click=${() => session.writeDown(code)}>${icon('edit')}${t('incident-write')}</button>
    </div>
    <details class="more"><summary>${icon('chev', 'chev')}${t('help-codes-all')}</summary>
      <dl class="card codes">${Object.entries(codes)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([known, [text]]) => html`<dt class="mono"><button type="button" @click=${() => type(known)}>${known}</button></dt><dd>${text}</dd>`)}</dl>
    </details>
  </section>`;
}

function answer(session: Session, code: string, [text, kind, steps]: [string, string, string[]]): TemplateResult {
  return html`<div class="answer" data-code=${code}>
    <div class="head"><h3><span class="mono">${code}</span> ${text}</h3><span class="tag">${t(`code-class-${kind}`)}</span></div>
    ${
      session.role === 'cardholder'
        ? html`<p>${t('help-codes-cardholder')}</p>`
        : html`<ol class="steps">${steps.map((id, index) => html`<li data-step=${id} data-number=${index + 1}><b>${stepText(id)}</b></li>`)}</ol>`
    }
    ${code === 'A0' || code === '89' ? html`<p class="note">${icon('info')}<span>${t('help-codes-mac')}</span></p>` : nothing}
  </div>`;
}
