/** Finds an issuer by name: what the catalogue and the trusted lists know of it. Nothing found here is trusted for it. */

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import { known, loadLists, search, type Lists, type Listed } from '../state/catalogue.ts';
import type { Session } from '../state/session.ts';
import { foreign, grouped } from './foreign.ts';
import { about } from './groups.ts';
import { icon } from './icon.ts';
import { date } from './wording.ts';

class IssuerSearch extends LitElement {
  static override properties = { session: { attribute: false }, language: { attribute: false } };
  declare session: Session;
  declare language: string;
  #typed = '';
  #lists: Lists | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #type(event: Event): void {
    this.#typed = (event.target as HTMLInputElement).value.slice(0, 100);
    this.requestUpdate();
    if (this.#lists) return;
    loadLists().then(
      (lists) => {
        this.#lists = lists;
        this.requestUpdate();
      },
      () => undefined,
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const all = known();
    if (!all) return nothing;
    const found = search(this.#typed, all, this.#lists);
    const none = found?.entries.length === 0 && found.listed.length === 0;
    return html`<section class="block" aria-labelledby="issuer-search-title">
      <div class="head"><h2 id="issuer-search-title">${t('search-title')}</h2></div>
      <label class="rename"><span>${t('search-label')}</span><input id="issuer-search" type="search" autocomplete="off" spellcheck="false" maxlength="100" @input=${(event: Event) => this.#type(event)} /></label>
      <div role="status" class="issuers__found">
        ${found === undefined ? nothing : html`<p class="note">${icon('info')}<span>${t(none ? 'search-none' : 'search-known')}</span></p>`}
        ${found?.more ? html`<p class="label">${t('search-more')}</p>` : nothing}
      </div>
      ${
        found === undefined || none
          ? nothing
          : html`<ul class="issuers__list" data-found>${found.entries.map((issuer) => html`<li data-entry=${issuer.id}>${about(this.session, issuer)}</li>`)}${found.listed.map((row) => this.#listed(row))}</ul>`
      }
    </section>`;
  }

  #listed([territory, sha256, common, organisation, until]: Listed): TemplateResult {
    const issued = this.#lists?.issued[territory] ?? '';
    return html`<li data-listed-eu=${sha256}><b>${foreign(common)}</b>
      <dl class="facts"><dt>${t('groups-publisher')}</dt><dd>${foreign(organisation)}</dd>
        <dt>${t('certificate-valid')}</dt><dd>${t('certificates-valid-until', { date: date(until) })}</dd>
        <dt>${t('certificate-fingerprint')}</dt><dd class="mono">${grouped(sha256.toUpperCase(), 4)}</dd>
        <dt>${t('groups-source')}</dt><dd>${t('search-listed', { territory, issued: date(issued) })}</dd></dl></li>`;
  }
}

customElements.define('issuer-search', IssuerSearch);

export function issuerSearch(session: Session): TemplateResult | typeof nothing {
  // The element is drawn when it comes: not before the catalogue.
  return known() === undefined ? nothing : html`<issuer-search .session=${session} .language=${session.language}></issuer-search>`;
}
