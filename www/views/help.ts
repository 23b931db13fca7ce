/** Help at the till, and what the page can and cannot do. */

import { html, type TemplateResult } from 'lit';
import { hostCodes, tillSteps } from '../components/host-codes.ts';
import { roleSwitch } from '../components/steps.ts';
import { t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { footer } from './check.ts';

export function helpView(session: Session, typed: string, type: (text: string) => void): TemplateResult {
  return html`<div class="page">
    <div class="hero"><h1 tabindex="-1">${t('help-title')}</h1><p>${t('help-lead')}</p></div>
    ${roleSwitch(session, 'help')}
    <section class="block" aria-labelledby="till-title"><h2 id="till-title">${t('help-steps')}</h2><div class="card">${tillSteps(session, 8)}</div></section>
    ${hostCodes(session, typed, type)}
    <section class="block" aria-labelledby="about-title"><h2 id="about-title">${t('help-about')}</h2>
      <ul class="card about">${[1, 2, 3, 4, 5].map((number) => html`<li>${t(`help-about-${number}`)}</li>`)}</ul>
    </section>
    ${footer(session)}
  </div>`;
}
