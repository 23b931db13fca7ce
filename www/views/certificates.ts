/** Certificates: whom the user trusts, on this device alone. */

import { html, nothing, type TemplateResult } from 'lit';
import { name } from '../components/certificate-facts.ts';
import { foreign, grouped, visible } from '../components/foreign.ts';
import { icon, sign } from '../components/icon.ts';
import { date } from '../components/wording.ts';
import { t } from '../locales/text.ts';
import { commonName, type Session } from '../session.ts';
import { isAnchor, isTrusted, type StoredCertificate, type StoredCrl } from '../storage/certificates.ts';
import { footer } from './check.ts';

export interface CertificatesActions {
  choose(): void;
  files(event: Event): void;
  paste(text: string): void;
}

export function certificatesView(session: Session, over: boolean, actions: CertificatesActions): TemplateResult {
  const all = session.store.certificates();
  const crls = session.store.crls();
  const anchors = all.filter((item) => isAnchor(item));
  const pinned = all.filter((item) => item.pinned && !isAnchor(item));
  const path = all.filter((item) => !isTrusted(item));
  const group = (title: string, list: StoredCertificate[], hint?: string): TemplateResult | typeof nothing =>
    list.length === 0
      ? nothing
      : html`<section class="block"><div class="head"><h2>${t(title)} <span class="count">${list.length}</span></h2></div>
          ${hint === undefined ? nothing : html`<p class="label">${t(hint)}</p>`}
          <div class="list">${list.map((item) => certificate(session, item, crls))}</div></section>`;
  return html`<div class="page">
    <div class="hero"><h1 tabindex="-1">${t('certificates-title')}</h1><p>${t('certificates-lead')}</p></div>
    <div class="block">
      <div class="intake ${over ? 'is-over' : ''}">
        <button class="btn btn--main" type="button" @click=${() => actions.choose()}>${icon('plus')}${t('certificates-import')}</button>
        <input id="certificate-file" class="file" type="file" multiple tabindex="-1" aria-label=${t('certificates-import')} @change=${(event: Event) => actions.files(event)} />
        <p class="label center">${t('certificates-import-hint')}</p>
        <details class="more"><summary>${icon('chev', 'chev')}${t('certificates-paste')}</summary>
          <label class="cap" for="certificate-text">${t('certificates-paste-label')}</label>
          <textarea id="certificate-text" rows="4" spellcheck="false" autocomplete="off" translate="no"></textarea>
          <button class="btn btn--small" type="button" @click=${(event: Event) => {
            const field = (event.target as HTMLElement).closest('details')?.querySelector('textarea');
            if (field) {
              actions.paste(field.value);
              field.value = '';
            }
          }}>${t('certificates-paste-do')}</button>
        </details>
      </div>
      ${outcome(session)}
      ${session.store.inMemory ? html`<p class="note">${icon('info')}<span>${t('certificates-memory')}</span></p>` : nothing}
      ${all.length + crls.length === 0 ? html`<p class="note" data-trust="none">${icon('info')}<span>${t('certificates-none')}</span></p>` : nothing}
    </div>
    ${group('certificates-anchors', anchors)}
    ${group('certificates-pinned', pinned)}
    ${group('certificates-path', path, 'certificates-path-hint')}
    ${crls.length === 0 ? nothing : html`<section class="block"><div class="head"><h2>${t('certificates-crls')} <span class="count">${crls.length}</span></h2></div><div class="list">${crls.map((item) => crl(session, item))}</div></section>`}
    ${session.demoRoot ? html`<section class="block"><div class="head"><h2>${t('certificates-demo')}</h2></div><div class="list">${demo(session.demoRoot)}</div></section>` : nothing}
    <p class="note">${icon('lock')}<span><b>${t('certificates-never')}</b> ${t('certificates-never.detail')}</span></p>
    ${footer(session)}
  </div>`;
}

/** What the last import or change did, and how to take it back. */
function outcome(session: Session): TemplateResult | typeof nothing {
  const { imported, undo, problem } = session;
  if (!imported && !undo && !problem) return nothing;
  return html`<div class="outcome" role="status" data-import>
    ${problem ? html`<p class="hint">${sign('warn')}<span><b>${t(`problem-${problem.id}`)}</b> ${t(`problem-${problem.id}.now`, { count: problem.count ?? 0 })}</span></p>` : nothing}
    ${imported
      ? html`${imported.added > 0 || imported.refused.length === 0 ? html`<p class="note">${sign('pass', 'i')}<span>${t('certificates-imported', { count: imported.added })}${imported.known > 0 ? ` ${t('certificates-known', { count: imported.known })}` : ''}${imported.added > 0 && session.results.length > 0 ? ` ${t('certificates-rechecked')}` : ''}</span></p>` : nothing}
        ${imported.refused.map(({ what, reason }) => html`<p class="hint" data-refused=${reason}>${sign('warn')}<span>${t(`refused-${reason}`, { what: visible(what) })}</span></p>`)}`
      : nothing}
    ${undo ? html`<p class="note">${sign('pass', 'i')}<span>${undo.text} <button class="link" type="button" @click=${() => void undo.run()}>${t('certificates-undo')}</button></span></p>` : nothing}
  </div>`;
}

function certificate(session: Session, item: StoredCertificate, crls: StoredCrl[]): TemplateResult {
  const today = new Date().toISOString();
  const expired = item.notAfter < today;
  const early = item.notBefore > today;
  const common = visible(commonName(item.subject));
  const listed = crls.some((list) => list.issuer === item.subject);
  return html`<article class="cert ${item.demo ? 'cert--demo' : ''}" data-certificate=${item.sha256} data-trusted=${String(isTrusted(item))}>
    ${icon(item.demo ? 'flask' : item.pinned ? 'pin' : 'cert')}
    <h3>${foreign(commonName(item.subject))}</h3>
    <p>${expired ? t('certificates-expired-on', { date: date(item.notAfter) }) : early ? t('certificates-valid-from', { date: date(item.notBefore) }) : t('certificates-valid-until', { date: date(item.notAfter) })}</p>
    <p>${item.selfSigned ? t('certificates-self-signed') : t('certificates-issuer', { issuer: visible(commonName(item.issuer)) })}</p>
    <p class="mono">${grouped(item.sha256.slice(0, 16).toUpperCase(), 4)} …</p>
    <div class="tags">
      ${item.demo ? html`<span class="tag tag--demo">${icon('flask')}${t('demo-tag')}</span>` : nothing}
      ${isAnchor(item) ? html`<span class="tag tone-ok">${icon('tick')}${t('certificates-anchor-tag')}</span>` : item.pinned ? html`<span class="tag tone-ok">${icon('pin')}${t('certificates-pinned-tag')}</span>` : nothing}
      ${expired ? html`<span class="tag tone-warn">${t('certificates-expired')}</span>` : early ? html`<span class="tag tone-warn">${t('certificates-not-yet')}</span>` : nothing}
      ${item.isCa && !listed ? html`<span class="tag tone-none">${t('certificates-no-crl')}</span>` : nothing}
    </div>
    <details class="more"><summary>${icon('chev', 'chev')}${t('certificates-details')}<span class="vh">: ${common}</span></summary>
      <dl class="facts">
        <dt>${t('certificate-subject')}</dt><dd>${name(item.subject)}</dd>
        <dt>${t('certificate-issuer')}</dt><dd>${name(item.issuer)}</dd>
        <dt>${t('certificate-valid')}</dt><dd>${t('certificate-valid-range', { from: date(item.notBefore), until: date(item.notAfter) })}</dd>
        <dt>${t('certificate-serial')}</dt><dd class="mono">${foreign(grouped(item.serial, 2))}</dd>
        <dt>${t('certificate-key')}</dt><dd>${foreign(item.keyAlgorithm)}</dd>
        <dt>${t('certificate-usage')}</dt><dd>${item.isCa ? t('use-ca') : item.usage.length === 0 ? t('use-any') : item.usage.map((use, index) => html`${index > 0 ? t('list-separator') : nothing}${foreign(use)}`)}</dd>
        ${item.isCa ? nothing : html`<dt>${t('certificate-merchants')}</dt><dd>${item.merchants.length === 0 ? t('certificates-all-merchants') : item.merchants.map((mid) => html`<span class="mono">${foreign(mid)}</span> `)}</dd>`}
        <dt>${t('certificate-fingerprint')}</dt><dd class="mono">${grouped(item.sha256.toUpperCase(), 4)}</dd>
      </dl>
      <div class="acts">
        ${isAnchor(item)
          ? nothing
          : item.pinned
            ? html`<button class="btn btn--small" type="button" aria-label=${t('certificates-unpin-label', { name: common })} @click=${() => void session.pin(item, false)}>${icon('pin')}${t('certificates-unpin')}</button>`
            : html`<button class="btn btn--small" type="button" aria-label=${t('certificates-pin-label', { name: common })} @click=${() => void session.pin(item, true)}>${icon('pin')}${t('certificates-pin')}</button>`}
        <button class="btn btn--small" type="button" aria-label=${t('certificates-remove-label', { name: common })} @click=${() => void session.remove(item)}>${icon('close')}${t('certificates-remove')}</button>
      </div>
    </details>
  </article>`;
}

function crl(session: Session, item: StoredCrl): TemplateResult {
  const stale = item.nextUpdate !== undefined && item.nextUpdate < new Date().toISOString();
  const common = visible(commonName(item.issuer));
  return html`<article class="cert" data-crl=${item.sha256}>
    ${icon('list')}
    <h3>${foreign(commonName(item.issuer))}</h3>
    <p>${item.nextUpdate === undefined ? t('certificates-crl-from', { from: date(item.thisUpdate) }) : t('certificates-crl-dates', { from: date(item.thisUpdate), until: date(item.nextUpdate) })}</p>
    <p>${t('certificates-crl-entries', { count: item.entries })}</p>
    <p class="mono">${grouped(item.sha256.slice(0, 16).toUpperCase(), 4)} …</p>
    <div class="tags">${stale ? html`<span class="tag tone-warn">${t('certificates-crl-stale')}</span>` : nothing}</div>
    <div class="acts"><button class="btn btn--small" type="button" aria-label=${t('certificates-remove-label', { name: common })} @click=${() => void session.remove(item)}>${icon('close')}${t('certificates-remove')}</button></div>
  </article>`;
}

function demo(item: StoredCertificate): TemplateResult {
  return html`<article class="cert cert--demo" data-demo>
    ${icon('flask')}
    <h3>${foreign(commonName(item.subject))}</h3>
    <p>${t('certificates-demo-detail')}</p>
    <p class="mono">${grouped(item.sha256.slice(0, 16).toUpperCase(), 4)} …</p>
    <div class="tags"><span class="tag tag--demo">${icon('flask')}${t('demo-tag')}</span></div>
  </article>`;
}
