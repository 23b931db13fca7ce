/** The certificate behind the signature, and the key that an unknown issuer used: to compare, and to pin. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Report } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { fold } from './fold.ts';
import { foreign, grouped } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { noteText } from './notes.ts';
import { date, nameParts, note } from './wording.ts';

/** A distinguished name: what people look for first, the rest beside it. */
export function name(text: string): TemplateResult {
  const { common, rest } = nameParts(text);
  return html`${foreign(common)}${rest === '' ? nothing : html` <span class="sub">${foreign(rest)}</span>`}`;
}

export function certificateFacts(report: Report): TemplateResult | typeof nothing {
  const { certificate } = report;
  if (!certificate) return nothing;
  return fold(
    'certificate-title',
    t('certificate-title'),
    '',
    html`<div class="card"><dl class="facts">
      <dt>${t('certificate-subject')}</dt><dd>${name(certificate.subject)}</dd>
      <dt>${t('certificate-issuer')}</dt><dd>${name(certificate.issuer)}</dd>
      <dt>${t('certificate-valid')}</dt><dd>${t('certificate-valid-range', { from: date(certificate.notBefore), until: date(certificate.notAfter) })}</dd>
      <dt>${t('certificate-serial')}</dt><dd class="mono">${foreign(grouped(certificate.serial, 2))}</dd>
      <dt>${t('certificate-fingerprint')}</dt><dd class="mono">${grouped(certificate.sha256.slice(0, 32), 4)} …</dd>
    </dl></div>`,
  );
}

/** The key nobody vouches for. */
export function unknownKey(session: Session, report: Report): TemplateResult | typeof nothing {
  const fingerprint = report.signature?.keySha256;
  if (report.verdict !== 'unknown-issuer' || fingerprint === undefined) return nothing;
  const stored = report.certificate && session.certificates.store.certificate(report.certificate.sha256);
  const own = stored ? undefined : leafInCode(report.code);
  const compared = stored?.sha256 ?? own;
  const pin = compared === undefined ? undefined : () => session.compareCertificate(compared);
  return fold(
    'key-title',
    t('key-title'),
    'SHA-256',
    html`<div class="card">
      <div class="fp">${(fingerprint.match(/.{1,4}/g) ?? []).map((group) => html`<span>${group}</span> `)}</div>
      ${
        report.certificate
          ? html`<dl class="facts">
            <dt>${t('key-names')}</dt><dd>${name(report.certificate.subject)}</dd>
            <dt>${t('key-issued-by')}</dt><dd>${name(report.certificate.issuer)} <span class="muted">${t('key-not-in-list')}</span></dd>
          </dl>`
          : nothing
      }
      ${
        pin
          ? html`<p class="muted">${t('key-compare')}</p>
            <button class="btn" type="button" @click=${() => void pin()}>${icon('pin')}${t('key-pin')}</button>
            <p class="label">${t('key-pin-detail')}</p>`
          : html`<p class="note">${icon('info')}<span>${t('key-missing')}</span></p>`
      }
      ${
        note(report, 'key-first-seen') || note(report, 'key-changed')
          ? html`<button class="btn" type="button" data-know @click=${() => void session.certificates.knowKey(report)}>${icon('key')}${t('key-know')}</button><p class="label">${t('key-know-detail')}</p>`
          : nothing
      }
      ${session.undo && session.view === 'check' ? html`<p class="note" role="status">${icon('tick')}<span>${session.undo.text} <button class="link" type="button" @click=${() => void session.undo?.run()}>${t('certificates-undo')}</button></span></p>` : nothing}
    </div>`,
  );
}

/** A key that the user knows, or another one in its place: said where nobody can miss it. */
export function keyHistory(report: Report): TemplateResult | typeof nothing {
  const changed = note(report, 'key-changed');
  if (changed && has('note-key-changed'))
    return html`<div class="card cause tone-bad" role="note" data-key-changed><h2 class="warning">${sign('warn')}<span>${t('key-changed-title')}</span></h2><p>${noteText(changed)}</p></div>`;
  const seen = note(report, 'key-seen');
  return seen && has('note-key-seen') ? html`<div class="card" data-key-seen><p class="note">${icon('key')}<span>${noteText(seen)}</span></p></div>` : nothing;
}

/** The leaf certificate that a signed slip's own header carries (`x5c`), DER. Only offered to be compared: it vouches for nothing. */
export function leafInCode(code: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  const header = code?.split('.', 1)[0];
  if (header === undefined || header.length > 12_000 || !/^[A-Za-z0-9_-]+$/.test(header)) return undefined;
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes(header.replace(/-/g, '+').replace(/_/g, '/'))));
    const chain = (parsed as { x5c?: unknown } | null)?.x5c;
    const leaf: unknown = Array.isArray(chain) ? chain[0] : undefined;
    return typeof leaf === 'string' ? bytes(leaf) : undefined;
  } catch {
    return undefined;
  }
}

/** Base64 to bytes; throws when it is none. */
export function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
