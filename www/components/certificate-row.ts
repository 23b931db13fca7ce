/** One certificate on its page: who it is, how long it counts, what it is trusted for, and what can be done with it. */

import { html, nothing, type TemplateResult } from 'lit';
import type { CertificateItem, FormatId } from '../engine/report.ts';
import { plain, t } from '../locales/text.ts';
import { called, commonName } from '../state/names.ts';
import type { Session } from '../state/session.ts';
import { isAuthority, isTrusted, type StoredCertificate } from '../storage/certificates.ts';
import type { StoredSlip } from '../storage/slips.ts';
import { name } from './certificate-facts.ts';
import { daysTo, SOON, type Node } from './certificate-tree.ts';
import { foreign, grouped, visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { remarkList } from './issuer-note.ts';
import { brief } from './many.ts';
import { slipName } from './slip-name.ts';
import { date, verdictWord } from './wording.ts';

/** How long a certificate counts, as words. */
export function until(item: CertificateItem): string {
  const today = new Date().toISOString();
  if (item.notBefore > today) return t('certificates-valid-from', { date: date(item.notBefore) });
  const days = daysTo(item.notAfter);
  if (days <= 0) return t('certificates-expired-on', { date: date(item.notAfter) });
  return days <= SOON ? t('certificates-expires-in', { days, date: date(item.notAfter) }) : t('certificates-valid-until', { date: date(item.notAfter) });
}

/** The validity drawn to scale, with today in it. */
export function bar(item: CertificateItem): TemplateResult {
  const [from, end, now] = [Date.parse(item.notBefore), Date.parse(item.notAfter), Date.now()];
  const span = Math.max(end - from, 1);
  const share = Math.min(Math.max((now - from) / span, 0), 1);
  const state = now > end ? 'is-over' : now < from ? 'is-early' : daysTo(item.notAfter) <= SOON ? 'is-soon' : '';
  const x = 4 + share * 292;
  return html`<svg class="validity ${state}" viewBox="0 0 300 22" role="img" aria-label=${plain('certificates-bar', { from: date(item.notBefore), until: date(item.notAfter), state: until(item) })}>
    <rect x="4" y="9" width="292" height="6" rx="3" class="all"></rect>
    <rect x="4" y="9" width=${(share * 292).toFixed(1)} height="6" rx="3" class="gone"></rect>
    <path d="M${x.toFixed(1)} 4v16" class="today"></path>
  </svg>`;
}

/** A certificate and those that it vouches for. */
export function tree(session: Session, node: Node, listed: (item: CertificateItem) => boolean): TemplateResult {
  return html`<li>${brief(session, node.item, until(node.item), row(session, node.item, listed))}${node.children.length === 0 ? nothing : html`<ul class="tree" aria-label=${t('certificates-vouches', { name: visible(called(node.item)) })}>${node.children.map((child) => tree(session, child, listed))}</ul>`}</li>`;
}

/** The kept slips whose path it is part of. */
function used(session: Session, slips: StoredSlip[]): TemplateResult {
  return html`<h4>${t('certificates-used', { count: slips.length })}</h4>
    <ul class="used" data-used=${slips.length}>${slips.map((slip) => html`<li><button class="link" type="button" data-slip=${slip.id} @click=${() => void session.intake.reopen(slip)}>${slipName(slip)}</button> <span class="muted">${verdictWord(slip.report)}, ${date(slip.kept)}</span></li>`)}</ul>`;
}

function row(session: Session, item: StoredCertificate, listed: (item: CertificateItem) => boolean): TemplateResult {
  const today = new Date().toISOString();
  const expired = item.notAfter < today;
  const early = item.notBefore > today;
  const soon = !expired && !early && daysTo(item.notAfter) <= SOON;
  const common = visible(called(item));
  const label = (id: string): string => t(id, { name: common });
  const slips = session.kept.of(item.sha256);
  const trusted = isTrusted(item);
  const waiting = isAuthority(item) && !trusted;
  const told = session.certificates.told(item.sha256);
  return html`<article class="cert ${item.demo ? 'cert--demo' : ''}" data-certificate=${item.sha256} data-trusted=${String(trusted)} data-waiting=${waiting ? 'true' : nothing} data-known-as=${told?.status ?? nothing}>
    ${icon(item.demo ? 'flask' : trusted && !isAuthority(item) ? 'pin' : 'cert')}
    <h3>${foreign(called(item))}</h3>
    ${item.name === undefined ? nothing : html`<p class="muted">${foreign(commonName(item.subject))}</p>`}
    <p>${until(item)}</p>
    ${bar(item)}
    <p>${item.selfSigned ? t('certificates-self-signed') : t('certificates-issuer', { issuer: visible(commonName(item.issuer)) })}</p>
    <p class="mono">${grouped(item.sha256.slice(0, 16).toUpperCase(), 4)} …</p>
    <div class="tags">
      ${item.demo ? html`<span class="tag tag--demo">${icon('flask')}${t('demo-tag')}</span>` : nothing}
      ${trusted ? html`<span class="tag tone-ok">${icon('tick')}${t('certificates-anchor-tag')}</span>` : waiting ? html`<span class="tag tone-warn">${t('certificates-untrusted-tag')}</span>` : nothing}
      ${item.own ? html`<span class="tag tone-info">${t('certificates-own-tag')}</span>` : nothing}
      ${expired ? html`<span class="tag tone-warn">${t('certificates-expired')}</span>` : early ? html`<span class="tag tone-warn">${t('certificates-not-yet')}</span>` : soon ? html`<span class="tag tone-warn">${t('certificates-soon')}</span>` : nothing}
      ${item.isCa && !listed(item) ? html`<span class="tag tone-none">${t('certificates-no-crl')}</span>` : nothing}
    </div>
    ${remarkList(told?.notes ?? [], 'warnings')}
    ${trusted && told?.test ? visit() : nothing}
    ${trusted ? nothing : press(session, item, waiting)}
    <details class="more"><summary>${icon('chev', 'chev')}${t('certificates-details')}<span class="vh">: ${common}</span></summary>
      ${facts(item)}
      ${slips.length === 0 ? nothing : used(session, slips)}
      ${trusted ? html`${remarkList(told?.notes ?? [], 'others')}${scope(session, item, 'certificates-scope')}` : nothing}
      <label class="rename"><span>${t('certificates-rename')}</span><input type="text" maxlength="80" autocomplete="off" .value=${item.name ?? ''} placeholder=${visible(commonName(item.subject))} @change=${(event: Event) => rename(session, item, (event.target as HTMLInputElement).value)} /></label>
      ${item.isCa ? nothing : html`<label class="choice"><input type="checkbox" .checked=${item.own === true} @change=${(event: Event) => own(session, item, (event.target as HTMLInputElement).checked)} /><span>${t('certificates-own')}</span></label>`}
      <div class="acts">
        ${trusted ? html`<button class="btn btn--small" type="button" aria-label=${label('certificates-unpin-label')} @click=${() => void session.certificates.pin(item, false)}>${icon('pin')}${t('certificates-unpin')}</button>` : nothing}
        <button class="btn btn--small" type="button" aria-label=${label('certificates-remove-label')} @click=${() => void session.certificates.remove(item)}>${icon('close')}${t('certificates-remove')}</button>
      </div>
    </details>
  </article>`;
}

/** A test is trusted for a test run: said where it would be, and where it is. */
function visit(): TemplateResult {
  return html`<p class="note" data-visit>${icon('flask')}<span>${t('trust-test')}</span></p>`;
}

/** Few enough authorities that their fingerprints are shown at once. */
const FEW = 3;

/** The press that makes an anchor: whose certificate it says it is, its fingerprint to compare, and what it would be trusted for. */
function press(session: Session, item: StoredCertificate, waiting: boolean): TemplateResult {
  const { store, hostItems } = session.certificates;
  const shown = visible(called(item));
  const others = [...store.certificates(), ...[...hostItems.values()].flat()];
  const alike = others.some((other) => other.sha256 !== item.sha256 && other.subject === item.subject);
  const few = waiting && others.filter((other) => isAuthority(other)).length <= FEW;
  const told = session.certificates.told(item.sha256);
  const formats = session.certificates.formatsOf(item);
  return html`<details class="more press" ?open=${few}><summary>${icon('chev', 'chev')}${t('trust-open')}<span class="vh">: ${shown}</span></summary>
    <p>${t('trust-why')}</p>
    <dl class="facts"><dt>${t('trust-says')}</dt><dd>${name(item.subject)}</dd><dt>${t('certificate-valid')}</dt><dd>${t('certificate-valid-range', { from: date(item.notBefore), until: date(item.notAfter) })}</dd></dl>
    ${alike ? html`<p class="hint" data-alike>${sign('warn')}<span>${t('trust-alike')}</span></p>` : nothing}
    ${item.demo ? html`<p class="hint">${sign('warn')}<span>${t('certificates-demo-detail')}</span></p>` : nothing}
    ${remarkList(told?.notes ?? [], 'others')}
    ${told?.test ? visit() : nothing}
    <h4>${t('trust-fingerprint')}</h4>
    <div class="fp" data-fingerprint>${(item.sha256.toUpperCase().match(/.{1,4}/g) ?? []).map((group) => html`<span>${group}</span> `)}</div>
    <p>${t('trust-compare')}</p>
    ${scope(session, item, 'trust-scope')}
    <button class="btn btn--main" type="button" data-press ?disabled=${formats.length === 0} @click=${() => void session.certificates.pin(item, true)}>${icon('tick')}<span>${t('trust-press')}<span class="vh">: ${shown}</span></span></button>
  </details>`;
}

export function facts(item: CertificateItem): TemplateResult {
  return html`<dl class="facts">
    <dt>${t('certificate-subject')}</dt><dd>${name(item.subject)}</dd>
    <dt>${t('certificate-issuer')}</dt><dd>${name(item.issuer)}</dd>
    <dt>${t('certificate-valid')}</dt><dd>${t('certificate-valid-range', { from: date(item.notBefore), until: date(item.notAfter) })}</dd>
    <dt>${t('certificate-serial')}</dt><dd class="mono">${foreign(grouped(item.serial, 2))}</dd>
    <dt>${t('certificate-key')}</dt><dd>${foreign(item.keyAlgorithm)}</dd>
    <dt>${t('certificate-usage')}</dt><dd>${item.isCa ? t('use-ca') : item.usage.length === 0 ? t('use-any') : item.usage.map((use, index) => html`${index > 0 ? t('list-separator') : nothing}${foreign(use)}`)}</dd>
    ${item.isCa ? nothing : html`<dt>${t('certificate-merchants')}</dt><dd>${item.merchants.length === 0 ? t('certificates-all-merchants') : item.merchants.map((mid) => html`<span class="mono">${foreign(mid)}</span> `)}</dd>`}
    <dt>${t('certificate-fingerprint')}</dt><dd class="mono">${grouped(item.sha256.toUpperCase(), 4)}</dd>
  </dl>`;
}

/** What the boxes around a change say now: the list that they were drawn from may be older than a second quick press. */
export function ticked<Id extends FormatId>(event: Event, of: readonly Id[]): Id[] {
  const boxes = (event.target as HTMLElement).closest('fieldset')?.querySelectorAll<HTMLInputElement>('[data-format]:checked') ?? [];
  const on = new Set([...boxes].map(({ dataset }) => dataset['format']));
  return of.filter((format) => on.has(format));
}

/** What it is trusted for: a till vendor's authority vouches for no acquirer. */
function scope(session: Session, item: StoredCertificate, legend: string): TemplateResult {
  const { certificates } = session;
  const formats = certificates.formatsOf(item);
  const allowed = certificates.allowed(item.sha256);
  const ground = certificates.told(item.sha256)?.formats ? 'catalogue' : item.formatsGround;
  const choose = (event: Event): void => void certificates.trustFor(item, ticked(event, allowed));
  return html`<fieldset class="scope"><legend>${t(legend)}</legend>
    ${allowed.map((format) => html`<label class="choice"><input type="checkbox" data-format=${format} .checked=${formats.includes(format)} @change=${choose} /><span>${t(`format-${format}`)}</span></label>`)}
    ${formats.length === 0 ? html`<p class="hint">${t('certificates-scope-none')}</p>` : nothing}
    ${ground === undefined ? nothing : html`<p class="label">${t(`certificates-ground-${ground}`)}</p>`}
  </fieldset>`;
}

function rename(session: Session, item: StoredCertificate, typed: string): void {
  const text = typed.trim();
  if (text === (item.name ?? '')) return;
  const bare = { ...item };
  delete bare.name;
  void session.certificates.replace(item, text === '' ? bare : { ...bare, name: text }, 'certificates-renamed');
}

function own(session: Session, item: StoredCertificate, mine: boolean): void {
  void session.certificates.replace(item, { ...item, own: mine }, mine ? 'certificates-own-done' : 'certificates-own-undone');
}
