/** One area for camera, file, clipboard and text. It stays the same element from the start screen to every result. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { icon, sign } from './icon.ts';
import { look } from './look.ts';
import { verdictWord } from './wording.ts';

export interface IntakeActions {
  camera(): void;
  live(): void;
  choose(): void;
  clipboard(): void;
  typed(event: InputEvent): void;
  files(event: Event): void;
  showResult(): void;
}

export function intake(session: Session, over: boolean, actions: IntakeActions): TemplateResult {
  const { problem, result } = session;
  const again = session.results.length > 0 || session.busy;
  return html`<section class="block" id="intake" aria-label=${t('intake-label')}>
    ${again ? html`<h2>${t('intake-again')}</h2>` : nothing}
    <div class="intake ${over ? 'is-over' : ''} ${problem ? 'is-error' : ''}">
      <p class="intake__drop" aria-hidden="true">${t('intake-drop')}</p>
      <button class="btn ${again ? '' : 'btn--main'}" type="button" @click=${() => actions.camera()}>${icon('camera')}${t('intake-camera')}</button>
      <div class="row">
        ${session.camera ? html`<button class="btn" type="button" data-intake="live" @click=${() => actions.live()}>${icon('live')}${t('intake-live')}</button>` : nothing}
        <button class="btn" type="button" @click=${() => actions.choose()}>${icon('image')}${t('intake-file')}</button>
        <button class="btn" type="button" @click=${() => actions.clipboard()}>${icon('paste')}${t('intake-clipboard')}</button>
      </div>
      <input id="slip-file" class="file" type="file" multiple tabindex="-1" aria-label=${t('intake-file')} @change=${(event: Event) => actions.files(event)} />
      <input id="slip-camera" class="file" type="file" accept="image/*" capture="environment" tabindex="-1" aria-label=${t('intake-camera')} @change=${(event: Event) => actions.files(event)} />
      <label class="cap" for="slip-text">${t('intake-text')}</label>
      <textarea id="slip-text" rows="3" placeholder=${t('intake-placeholder')} spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off" translate="no" aria-describedby=${problem ? 'intake-problem' : nothing} .value=${session.text} @input=${(event: InputEvent) => actions.typed(event)}></textarea>
      ${
        problem
          ? html`<p class="hint" id="intake-problem" role="alert">${sign('warn')}<span><b>${t(`problem-${problem.id}`)}</b> ${t(`problem-${problem.id}.now`, { count: problem.count ?? 0 })}</span></p>`
          : nothing
      }
      ${
        result && !session.busy && session.text !== ''
          ? html`<p class="intake__result tone-${look(result.report).tone}"><a href="#verdict" @click=${(event: Event) => {
              event.preventDefault();
              actions.showResult();
            }}>${t('intake-result', { verdict: verdictWord(result.report) })}</a></p>`
          : nothing
      }
    </div>
  </section>`;
}
