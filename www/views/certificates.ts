/** Certificates: whom the user trusts, on this device alone. */

import { html, nothing, type TemplateResult } from 'lit';
import { bar, facts, ticked, tree, until } from '../components/certificate-row.ts';
import { calendar, daysTo, flat, forest, pem, SOON, type Node } from '../components/certificate-tree.ts';
import { foreign, grouped, visible } from '../components/foreign.ts';
import { groups } from '../components/groups.ts';
import { icon, sign } from '../components/icon.ts';
import { remarkList } from '../components/issuer-note.ts';
import { issuerSearch } from '../components/issuer-search.ts';
import { areMany, byPurpose, filter, filtered } from '../components/many.ts';
import { outcome } from '../components/outcome.ts';
import { save } from '../components/save.ts';
import { date } from '../components/wording.ts';
import type { CertificateItem, Note } from '../engine/report.ts';
import { hasPart, plain, t } from '../locales/text.ts';
import { alike, keyName, ofGateway, type Kept } from '../state/certificates.ts';
import { called, commonName } from '../state/names.ts';
import type { Session } from '../state/session.ts';
import {
  isAuthority,
  isTrusted,
  isTrustedKey,
  KEY_FORMATS,
  type StoredCertificate,
  type StoredCrl,
  type StoredKey,
  type StoredOcsp,
  type StoredSeen,
} from '../storage/certificates.ts';
import type { Bundle } from '../storage/host.ts';
import { footer } from './check.ts';

export interface CertificatesActions {
  choose(): void;
  paste(text: string): void;
}

export function certificatesView(session: Session, over: boolean, actions: CertificatesActions): TemplateResult {
  const { store } = session.certificates;
  const all = store.certificates();
  const [crls, ocsp, keys, seen] = [store.crls(), store.ocsp(), store.keys(), store.seen()];
  const trees = filtered(session, forest(all));
  const of = (authority: boolean, trusted: boolean): Node[] => trees.filter(({ item }) => isAuthority(item) === authority && isTrusted(item) === trusted);
  const listed = (item: CertificateItem): boolean => crls.some((list) => list.issuer === item.subject);
  const group = (title: string, list: Node[], hint?: string): TemplateResult | typeof nothing =>
    list.length === 0
      ? nothing
      : html`<section class="block" aria-label=${t(title)}><div class="head"><h2>${t(title)} <span class="count">${hint === undefined ? list.length : list.reduce((sum, node) => sum + flat(node).length, 0)}</span></h2></div>
          ${hint === undefined ? nothing : html`<p class="label">${t(hint)}</p>`}
          <ul class="list">${byPurpose(session, list, (node) => html`${node.item.selfSigned ? nothing : missing(session, node.item, lacking)}${tree(session, node, listed)}`)}</ul></section>`;
  const lacking = new Set<string>();
  const kept = all.length + crls.length + ocsp.length + keys.length;
  return html`<div class="page" data-listed aria-busy=${String(session.certificates.importing > 0)}>
    <div class="hero"><h1 tabindex="-1">${t('certificates-title')}</h1><p>${t('certificates-lead')}</p></div>
    <div class="block">
      <div class="intake ${over ? 'is-over' : ''}">
        <button class="btn btn--main" type="button" @click=${() => actions.choose()}>${icon('plus')}${t('certificates-import')}</button>
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
      ${store.inMemory ? html`<p class="note">${icon('info')}<span>${t('certificates-memory')}</span></p>` : nothing}
      ${kept === 0 ? html`<p class="note" data-trust="none">${icon('info')}<span>${t('certificates-none')}</span></p>` : nothing}
    </div>
    ${reminders(all)}
    ${groups(session)}
    ${issuerSearch(session)}
    ${filter(session, all.length)}
    ${all.length > 0 && trees.length === 0 ? html`<p class="note">${icon('info')}<span>${t('many-none')}</span></p>` : nothing}
    ${group('certificates-waiting', of(true, false))}
    ${group('certificates-anchors', of(true, true))}
    ${group('certificates-pinned', of(false, true))}
    ${group('certificates-path', of(false, false), 'certificates-path-hint')}
    ${plainList(session, 'certificates-keys', keys, keyRow)}
    ${plainList(session, 'certificates-crls', crls, crlRow)}
    ${plainList(session, 'certificates-ocsp', ocsp, ocspRow)}
    ${plainList(session, 'certificates-seen', seen, seenRow, 'certificates-seen-hint')}
    ${session.certificates.bundles.length === 0 ? nothing : html`<section class="block" aria-labelledby="host-title"><div class="head"><h2 id="host-title">${t('certificates-host')}</h2></div><p class="label">${t('certificates-host-hint', { host: location.host })}</p><div class="list">${session.certificates.bundles.map((bundle) => hostBundle(session, bundle))}</div></section>`}
    ${session.certificates.demoRoot ? html`<section class="block" aria-labelledby="demo-title"><div class="head"><h2 id="demo-title">${t('certificates-demo')}</h2></div><div class="list">${demo(session.certificates.demoRoot)}</div></section>` : nothing}
    <p class="note">${icon('lock')}<span><b>${t('certificates-never')}</b> ${t('certificates-never.detail')}</span></p>
    ${kept === 0 ? nothing : html`<div class="btns"><button class="btn" type="button" data-export @click=${() => exportAll(session)}>${icon('save')}${t('certificates-export')}</button></div>`}
    ${footer(session)}
  </div>`;
}

/** The user's own terminals first, then what they trust and what ends soon. */
function reminders(all: StoredCertificate[]): TemplateResult | typeof nothing {
  const own = all.filter(({ own: mine }) => mine);
  const soon = all.filter((item) => !item.own && isTrusted(item) && !item.isCa && daysTo(item.notAfter) <= SOON && daysTo(item.notAfter) > 0);
  const list = [...own, ...soon].sort((a, b) => (a.notAfter < b.notAfter ? -1 : 1));
  if (list.length === 0) return nothing;
  const due = list.some((item) => daysTo(item.notAfter) <= SOON);
  return html`<section class="block" aria-labelledby="reminders-title" data-reminders>
    <div class="head"><h2 id="reminders-title">${t('reminders-title')}</h2></div>
    <div class="card">
      ${due ? html`<p class="hint">${sign('warn')}<span>${t('reminders-due')}</span></p>` : nothing}
      <ul class="reminders">${list.map((item) => html`<li data-reminder=${item.sha256}><b>${foreign(called(item))}</b><span>${until(item)}</span>${bar(item)}</li>`)}</ul>
      <div class="btns"><button class="btn btn--small" type="button" @click=${() =>
        save(
          'slipcheck-reminders.ics',
          'text/calendar;charset=utf-8',
          calendar(
            list.map((item) => ({ name: called(item), notAfter: item.notAfter, sha256: item.sha256 })),
            (name) => plain('reminders-event', { name }),
          ),
        )}>${icon('save')}${t('reminders-calendar')}</button></div>
    </div>
  </section>`;
}

/** Above a certificate whose issuer is not here: which one would be needed, and from whom, where the catalogue knows. */
function missing(session: Session, item: StoredCertificate, lacking: Set<string>): TemplateResult | typeof nothing {
  const known = session.certificates.told(item.sha256)?.missing;
  const lead = t('certificates-missing', { issuer: visible(commonName(item.issuer)) });
  const which = `${item.issuer} ${item.issuerKeyId ?? ''}`;
  if (areMany(session)) {
    // Said once, and short until somebody asks: many have the same issuer.
    if (lacking.has(which)) return nothing;
    lacking.add(which);
    return html`<li class="missing" data-missing><details class="more"><summary>${icon('chev', 'chev')}${lead}</summary>${lacks(item, known, html`${t('certificates-missing-detail')}`)}</details></li>`;
  }
  return html`<li class="missing" data-missing>${lacks(item, known, html`<b>${lead}</b> ${t('certificates-missing-detail')}`)}</li>`;
}

function lacks(item: StoredCertificate, known: Note | undefined, lead: TemplateResult): TemplateResult {
  return html`<p class="note">${icon('question')}<span>${lead}</span></p>
    ${known && hasPart('terms') ? remarkList([known]) : nothing}
    <dl class="facts"><dt>${t('certificate-subject')}</dt><dd>${foreign(item.issuer)}</dd>${item.issuerKeyId === undefined ? nothing : html`<dt>${t('evidence-name-keyId')}</dt><dd class="mono">${grouped(item.issuerKeyId.toUpperCase(), 4)}</dd>`}</dl>`;
}

function plainList<Item extends Kept>(
  session: Session,
  title: string,
  items: readonly Item[],
  row: (session: Session, item: Item) => TemplateResult,
  hint?: string,
): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  return html`<section class="block" aria-label=${t(title)}><div class="head"><h2>${t(title)} <span class="count">${items.length}</span></h2></div>${hint === undefined ? nothing : html`<p class="label">${t(hint)}</p>`}<div class="list">${items.map((item) => row(session, item))}</div></section>`;
}

function removal(session: Session, item: Kept, label: string): TemplateResult {
  return html`<div class="acts"><button class="btn btn--small" type="button" aria-label=${t('certificates-remove-label', { name: visible(label) })} @click=${() => void session.certificates.remove(item)}>${icon('close')}${t('certificates-remove')}</button></div>`;
}

function crlRow(session: Session, item: StoredCrl): TemplateResult {
  const stale = item.nextUpdate !== undefined && item.nextUpdate < new Date().toISOString();
  const common = commonName(item.issuer);
  return html`<article class="cert" data-crl=${item.sha256}>
    ${icon('list')}
    <h3>${foreign(common)}</h3>
    <p>${item.nextUpdate === undefined ? t('certificates-crl-from', { from: date(item.thisUpdate) }) : t('certificates-crl-dates', { from: date(item.thisUpdate), until: date(item.nextUpdate) })}</p>
    <p>${t('certificates-crl-entries', { count: item.entries })}</p>
    <p class="mono">${grouped(item.sha256.slice(0, 16).toUpperCase(), 4)} …</p>
    <div class="tags">${stale ? html`<span class="tag tone-warn">${t('certificates-crl-stale')}</span>` : nothing}</div>
    ${removal(session, item, common)}
  </article>`;
}

function ocspRow(session: Session, item: StoredOcsp): TemplateResult {
  return html`<article class="cert" data-ocsp=${item.sha256}>
    ${icon('list')}
    <h3>${t('certificates-ocsp-one')}</h3>
    <p>${t('certificates-ocsp-detail', { date: date(item.producedAt), count: item.entries })}</p>
    <p class="mono">${grouped(item.sha256.slice(0, 16).toUpperCase(), 4)} …</p>
    ${removal(session, item, 'OCSP')}
  </article>`;
}

/** A key without a certificate, of a closed system. */
function keyRow(session: Session, item: StoredKey): TemplateResult {
  const label = keyName(item);
  const trusted = isTrustedKey(item);
  return html`<article class="cert" data-key=${item.sha256} data-trusted=${String(trusted)}>
    ${icon('key')}
    <h3>${foreign(label)}</h3>
    <p>${foreign(item.keyAlgorithm)}</p>
    <p class="mono">${grouped(item.sha256.slice(0, 16).toUpperCase(), 4)} …</p>
    <div class="tags">${trusted ? html`<span class="tag tone-ok">${icon('tick')}${t('certificates-anchor-tag')}</span>` : html`<span class="tag tone-warn">${t('certificates-untrusted-tag')}</span>`}</div>
    ${alike(item, session.certificates.store.keys()).length > 0 ? html`<p class="hint" data-alike>${sign('warn')}<span>${t('trust-key-alike')}</span></p>` : nothing}
    ${pressKey(session, item, trusted)}
    <div class="acts">
      ${trusted ? html`<button class="btn btn--small" type="button" aria-label=${t('certificates-unpin-label', { name: visible(label) })} @click=${() => void session.certificates.pinKey(item, false)}>${icon('pin')}${t('certificates-unpin')}</button>` : nothing}
    </div>
    ${removal(session, item, label)}
  </article>`;
}

/** The press that makes a key count: its fingerprint to compare, and what it would be trusted for. A key says of nobody whose it is. */
function pressKey(session: Session, item: StoredKey, trusted: boolean): TemplateResult | typeof nothing {
  // Keys of closed systems of tills are on a curve, and never trusted by themselves.
  if (!trusted && !ofGateway(item)) return nothing;
  const formats = item.formats ?? [];
  const choose = (event: Event): void => void session.certificates.trustKeyFor(item, ticked(event, KEY_FORMATS));
  return html`<details class="more press"><summary>${icon('chev', 'chev')}${t(trusted ? 'certificates-details' : 'trust-open')}<span class="vh">: ${visible(keyName(item))}</span></summary>
    <p>${t('trust-key-why')}</p>
    <h4>${t('trust-fingerprint')}</h4>
    <div class="fp" data-fingerprint>${(item.sha256.toUpperCase().match(/.{1,4}/g) ?? []).map((group) => html`<span>${group}</span> `)}</div>
    ${trusted ? nothing : html`<p>${t('trust-key-compare')}</p>`}
    <fieldset class="scope"><legend>${t(trusted ? 'certificates-scope' : 'trust-scope')}</legend>
      ${KEY_FORMATS.map((format) => html`<label class="choice"><input type="checkbox" data-format=${format} .checked=${formats.includes(format)} @change=${choose} /><span>${t(`format-${format}`)}</span></label>`)}
      ${formats.length === 0 ? html`<p class="hint">${t('certificates-scope-none')}</p>` : nothing}
    </fieldset>
    ${trusted ? nothing : html`<button class="btn btn--main" type="button" data-press ?disabled=${formats.length === 0} @click=${() => void session.certificates.pinKey(item, true)}>${icon('tick')}<span>${t('trust-press')}<span class="vh">: ${visible(keyName(item))}</span></span></button>`}
  </details>`;
}

/** A key that the user knows from earlier slips. */
function seenRow(session: Session, item: StoredSeen): TemplateResult {
  return html`<article class="cert" data-seen=${item.id}>
    ${icon('key')}
    <h3>${foreign(item.holder)}</h3>
    <p>${t(`format-${item.format}`)} · ${t('certificates-seen-times', { count: Math.max(item.slips.length, 1), since: item.since })}</p>
    <p class="mono">${grouped(item.key.slice(0, 32).toUpperCase(), 4)} …</p>
    ${removal(session, item, item.holder)}
  </article>`;
}

/** Given by the host, not chosen by the user: shown so, and off at a touch. */
function hostBundle(session: Session, bundle: Bundle): TemplateResult {
  const name = bundle.name[session.language] ?? bundle.name['en'] ?? bundle.file;
  const items = session.certificates.hostItems.get(bundle.sha256) ?? [];
  return html`<article class="cert" data-bundle=${bundle.file} data-on=${String(bundle.on)}>
    ${icon('cert')}
    <h3>${foreign(name)}</h3>
    <p>${t('certificates-host-count', { count: bundle.certificates.length })}${bundle.formats === undefined ? nothing : html` · ${bundle.formats.map((format, index) => html`${index > 0 ? t('list-separator') : nothing}${t(`format-${format}`)}`)}`}</p>
    <p class="mono">${grouped(bundle.sha256.slice(0, 16).toUpperCase(), 4)} …</p>
    <div class="tags"><span class="tag tone-info">${t('certificates-host-tag')}</span></div>
    ${
      bundle.fault === undefined
        ? html`<label class="choice"><input type="checkbox" role="switch" .checked=${bundle.on} @change=${(event: Event) => void session.certificates.switchBundle(bundle, (event.target as HTMLInputElement).checked)} /><span>${t('certificates-host-use')}</span></label>`
        : html`<p class="hint">${sign('warn')}<span>${t(`certificates-host-${bundle.fault}`)}</span></p>`
    }
    ${items.length === 0 ? nothing : html`<details class="more"><summary>${icon('chev', 'chev')}${t('certificates-details')}<span class="vh">: ${visible(name)}</span></summary>${items.map((item) => html`<h4>${foreign(commonName(item.subject))}</h4><p>${until(item)}</p>${bar(item)}${facts(item)}`)}</details>`}
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

/** One PEM file that another device can import. */
function exportAll({ certificates: { store } }: Session): void {
  save(
    'slipcheck-trust.pem',
    'application/x-pem-file',
    pem([
      ...store.certificates().map((item) => ({
        label: 'CERTIFICATE',
        about: `${item.subject} ${date(item.notBefore)}–${date(item.notAfter)} SHA-256 ${item.sha256}`,
        der: item.der,
      })),
      ...store.keys().map((item) => ({ label: 'PUBLIC KEY', about: `${item.id ?? ''} ${item.keyAlgorithm} SHA-256 ${item.sha256}`, der: item.der })),
      ...store.crls().map((item) => ({ label: 'X509 CRL', about: `${item.issuer} ${date(item.thisUpdate)}`, der: item.der })),
      ...store.ocsp().map((item) => ({ label: 'OCSP RESPONSE', about: date(item.producedAt), der: item.der })),
    ]),
  );
}
