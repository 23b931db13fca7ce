/** The tools for shops: what each is for, and where it is. */

import '../styles/tools.css';
import { html, type TemplateResult } from 'lit';
import { icon } from '../components/icon.ts';
import { t } from '../locales/text.ts';
import { TOOLS } from '../state/page.ts';
import type { Session } from '../state/session.ts';
import { footer } from './check.ts';

export function toolsView(session: Session): TemplateResult {
  return html`<div class="page">
    <div class="hero"><h1 tabindex="-1">${t('tools-title')}</h1><p>${t('tools-lead')}</p></div>
    <ul class="tools">${TOOLS.map(
      (tool) =>
        html`<li><a class="card tools__item" href="#/${tool}" data-tool=${tool}><h2>${t(`nav-${tool}`)}</h2><p>${t(`tools-${tool}`)}</p>${icon('chev', 'chev')}</a></li>`,
    )}</ul>
    ${footer(session)}
  </div>`;
}
