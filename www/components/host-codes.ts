/** "The terminal says: signature digest error": first steps by role, and the code on the screen looked up. */

import { html, nothing, type TemplateResult } from 'lit';
import { guidance, stepText } from '../state/guidance.ts';
import { codesByWords, isAboutSignature, typedCodes } from '../state/screen-codes.ts';
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

export function hostCodes(session: Session, typed: string, type: (text: string) => void): TemplateResult {
  const { codes } = guidance();
  const meant = typedCodes(typed, (known) => codes[known] !== undefined);
  const [code = ''] = meant.length === 1 ? meant : [];
  const found = codes[code];
  const signature = found === undefined && isAboutSignature(typed);
  const offered = found || signature || code !== '' ? [] : meant.length > 1 ? meant : codesByWords(typed, codes);
  const common = ['A0', '97', '98', '99', '96'].filter((known) => codes[known]);
  return html`<section class="block" aria-labelledby="codes-title">
    <h2 id="codes-title">${t('help-codes')}</h2>
    <p class="muted">${t('help-codes-lead')}</p>
    <div class="card">
      <label class="lookup"><span>${t('help-codes-label')}</span><input id="host-code" type="text" inputmode="text"  maxlength="60" autocomplete="off" spellcheck="false" placeholder=${t('help-codes-hint')} .value=${typed} @input=${(event: Event) => type((event.target as HTMLInputElement).value)} /></label>
      <div class="chips" role="group" aria-label=${t('help-codes')}>${common.map((known) => html`<button class="chip" type="button" aria-pressed=${String(known === code)} @click=${() => type(known)}><span class="mono">${known}</span></button>`)}</div>
      <div aria-live="polite">
        ${
          found
            ? answer(session, code, found)
            : signature
              ? html`<div class="answer" data-code="signature"><p><b>${t('help-codes-signature')}</b></p>${tillSteps(session, 4)}</div>`
              : offered.length > 0
                ? html`<p>${t('help-codes-offered')}</p><div class="chips">${offered.map((known) => html`<button class="chip" type="button" data-offered=${known} @click=${() => type(known)}><span class="mono">${known}</span> ${codes[known]?.[0] ?? ''}</button>`)}</div>`
                : code.length >= 2
                  ? html`<p class="note" data-unknown-code>${icon('info')}<span>${t('help-codes-none', { code: visible(code) })}</span></p>`
                  : typed.trim().length >= 2
                    ? html`<p class="note" data-unknown-words>${icon('info')}<span>${t('help-codes-words-none')}</span></p>`
                    : nothing
        }
      </div>
      <button class="btn" type="button" data-incident @click=${() => session.writeDown(code === '' ? typed.trim() : code)}>${icon('edit')}${t('incident-write')}</button>
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
