/** The tool incidents. */

import { html, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { footer } from './check.ts';

export function toolView(session: Session): TemplateResult {
  return html`<div class="page">
    <div class="hero"><h1 tabindex="-1">${t('nav-incidents')}</h1><p>${t('tools-incidents')}</p></div>
    ${footer(session)}
  </div>`;
}
