/** The evidence drawer: everything another tool needs to reach the same result. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Report } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import type { Session } from '../state/session.ts';
import { evidenceList } from './causes.ts';
import { isTrusted } from '../storage/certificates.ts';
import { bytes } from './certificate-facts.ts';
import { foreign, grouped, visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { isMessage, signedText } from './message.ts';
import { DRAWN, signedBytes } from './signed-bytes.ts';
import { reportJson, reportNumber, reportText, type Decoded } from './report-text.ts';
import { save } from './save.ts';
import { nameParts } from './wording.ts';

export interface EvidenceActions {
  copy(name: string, text: string): void;
  print(): void;
  close(): void;
}

/** `copied`: the name of what was copied last, or `failed`. */
export function evidence(
  session: Session,
  result: Result,
  decoded: Decoded | undefined,
  copied: string | undefined,
  { copy, print, close }: EvidenceActions,
): TemplateResult {
  const { report } = result;
  const { signature, digest, certificate } = report;
  const signed = signature?.signedBytes === undefined ? undefined : decode(signature.signedBytes);
  const row = (label: string, value: string | undefined, options: { copy?: string; mono?: boolean; own?: boolean } = {}): TemplateResult | typeof nothing =>
    value === undefined
      ? nothing
      : html`<dt>${label}</dt><dd class=${options.mono === false ? '' : 'mono hx'}>${options.own ? value : foreign(value, DRAWN)}</dd><dd>${options.copy === undefined ? nothing : copyButton(label, options.copy, copied, copy)}</dd>`;
  const name = reportNumber(result);
  return html`
    <header>
      <div><h2 id="evidence-title" tabindex="-1" autofocus>${t('evidence-title')}</h2><p class="label">${report.format === 'none' ? nothing : html`${t(`format-${report.format}`)} · `}${t('evidence-lead')}</p></div>
      <button class="btn btn--small btn--quiet" type="button" aria-label=${t('evidence-close')} @click=${close}>${icon('close')}</button>
    </header>
    <div class="drawer__body">
      <div class="btns">
        <button class="btn btn--small" type="button" @click=${() => save(`${name}.json`, 'application/json', reportJson(result))}>${icon('save')}${t('save-json')}</button>
        <button class="btn btn--small" type="button" @click=${() => save(`${name}.txt`, 'text/plain;charset=utf-8', reportText(session, result, decoded))}>${icon('save')}${t('save-text')}</button>
        <button class="btn btn--small" type="button" @click=${() => copy('json', reportJson(result))}>${icon(copied === 'json' ? 'tick' : 'copy')}${t(copied === 'json' ? 'copied' : 'copy-json')}</button>
        <button class="btn btn--small" type="button" @click=${() => copy('text', reportText(session, result, decoded))}>${icon(copied === 'text' ? 'tick' : 'copy')}${t(copied === 'text' ? 'copied' : 'copy-text')}</button>
        <button class="btn btn--small" type="button" @click=${() => print()}>${icon('print')}${t('print-report')}</button>
      </div>
      <p class="vh" role="status">${copied === undefined || copied === 'failed' ? '' : t('copied')}</p>
      ${copied === 'failed' ? html`<p class="note" role="alert">${sign('warn', 'i')}<span>${t('copy-failed')}</span></p>` : nothing}
      ${
        signed
          ? html`<section class="block" aria-labelledby="ev-bytes">
            <div class="head"><h3 id="ev-bytes">${t('evidence-signed-bytes')}</h3><span class="label">${t('evidence-bytes', { count: signed.length })}</span></div>
            ${signedBytes(report, signed)}
            ${isMessage(report) ? nothing : asText(signed)}
            <dl class="card kv">${row(t('evidence-signed-bytes'), signature?.signedBytes, { copy: signature?.signedBytes ?? '' })}</dl>
          </section>
          ${signedText(session, report, signed, (label, value) => copyButton(label, value, copied, copy))}`
          : nothing
      }
      ${
        signature?.digest !== undefined || digest
          ? html`<section class="block" aria-labelledby="ev-digest"><h3 id="ev-digest">${t('evidence-digest')}</h3><dl class="card kv">
            ${row(t('evidence-digest-signed'), signature?.digest && grouped(signature.digest), { copy: signature?.digest ?? '' })}
            ${digest ? html`${row(t('evidence-digest-algorithm'), digest.algorithm, { mono: false })}${row(t('evidence-digest-computed'), grouped(digest.computed), { copy: digest.computed })}${row(t('evidence-digest-stated'), digest.stated && grouped(digest.stated), { copy: digest.stated ?? '' })}` : nothing}
          </dl></section>`
          : nothing
      }
      ${
        signature
          ? html`<section class="block" aria-labelledby="ev-key"><h3 id="ev-key">${t('evidence-signature')}</h3><dl class="card kv">
            ${row(t('evidence-algorithm'), signature.algorithm, { mono: false })}
            ${row(t('evidence-curve'), signature.curve, { mono: false })}
            ${row(t('evidence-key'), signature.keySha256 && grouped(signature.keySha256), { copy: signature.keySha256 ?? '' })}
            ${row(t('evidence-repaired'), signature.repaired ? t('evidence-repaired-yes') : t('evidence-repaired-no'), { mono: false })}
            ${row(t('evidence-tried'), signature.tried === undefined ? undefined : tried(report, session.language === 'zh-CN' ? '' : ' '), { mono: false, own: true })}
          </dl></section>`
          : nothing
      }
      <section class="block" aria-labelledby="ev-path"><h3 id="ev-path">${t('evidence-path')}</h3>
        <div class="card">${certificate ? path(session, result) : html`<p>${t('evidence-path-none')}</p>`}</div>
        ${
          certificate
            ? html`<dl class="card kv">
              ${row(t('certificate-subject'), certificate.subject, { mono: false })}${row(t('certificate-issuer'), certificate.issuer, { mono: false })}
              ${row(t('certificate-serial'), grouped(certificate.serial, 2), { copy: certificate.serial })}
              ${row(t('certificate-valid'), t('certificate-valid-range', { from: certificate.notBefore, until: certificate.notAfter }), { mono: false, own: true })}
              ${row(t('certificate-fingerprint'), grouped(certificate.sha256), { copy: certificate.sha256 })}
            </dl>`
            : nothing
        }
      </section>
      <section class="block" aria-labelledby="ev-checks"><h3 id="ev-checks">${t('evidence-checks')}</h3><div class="card">
        <dl class="facts"><dt>${t('evidence-reading')}</dt><dd>${t(`format-${report.format}`)}</dd></dl>
        ${report.checks.map((check) => {
          const list = evidenceList(Object.entries(check.evidence ?? {}));
          return list === nothing ? nothing : html`<h4>${t(`check-${check.id}`)}: ${t(`status-${check.status}`)}</h4>${list}`;
        })}
      </div></section>
      ${
        report.code === undefined
          ? nothing
          : html`<section class="block" aria-labelledby="ev-code"><h3 id="ev-code">${t('evidence-code')}</h3><dl class="card kv">${row(t('evidence-code'), report.code, { copy: report.code })}</dl></section>`
      }
    </div>`;
}

/** What was tried, what came of it, and the bound. */
function tried({ signature, causes }: Report, gap: string): string {
  const fits = causes.some(({ confidence, evidence: found }) => confidence === 'proven' && found['digest'] !== undefined);
  return [
    t('evidence-tried-count', { count: signature?.tried ?? 0 }),
    t(fits || signature?.repaired === true ? 'evidence-tried-fits' : 'evidence-tried-none'),
    ...(signature?.limit === undefined ? [] : [t('evidence-tried-limit', { limit: signature.limit })]),
  ].join(gap);
}

function copyButton(label: string, value: string, copied: string | undefined, copy: (name: string, text: string) => void): TemplateResult {
  const done = copied === label;
  return html`<button class="btn" type="button" aria-label="${t(done ? 'copied' : 'copy')}: ${label}" @click=${() => copy(label, value)}>${icon(done ? 'tick' : 'copy')}${t(done ? 'copied' : 'copy')}</button>`;
}

/** The path, anchor first. */
function path(session: Session, { report }: Result): TemplateResult {
  const subjects = [...(report.certificate?.path ?? [])].reverse();
  const trusted = report.checks.some(({ id, status }) => id === 'certificate' && (status === 'pass' || status === 'warn'));
  const given = (subject: string): boolean =>
    [...session.certificates.hostItems.values()].flat().some((item) => item.subject === subject) &&
    !session.certificates.store.certificates().some((item) => item.subject === subject && isTrusted(item));
  const list = subjects.length > 0 ? subjects : [report.certificate?.subject ?? ''];
  return html`<ol class="path">${list.map((subject, index) => {
    const { common, rest } = nameParts(subject);
    const anchor = index === 0 && trusted;
    return html`<li>${sign(trusted ? 'pass' : 'unknown')}<b>${foreign(common)}</b>${
      anchor
        ? html`<span class="tag ${report.demo ? 'tag--demo' : ''}">${icon(report.demo ? 'flask' : 'cert')}${t(report.demo && session.sample !== undefined ? 'evidence-path-demo' : given(subject) ? 'evidence-path-host' : 'evidence-path-trusted')}</span>`
        : html`<span></span>`
    }${rest === '' ? nothing : html`<p>${foreign(rest)}</p>`}</li>`;
  })}</ol>`;
}

function decode(base64: string): Uint8Array | undefined {
  try {
    return bytes(base64);
  } catch {
    return undefined;
  }
}

/** The bytes as text, when they are text: of a compact JWS, what its two parts say. */
function asText(signed: Uint8Array): TemplateResult | typeof nothing {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(signed.subarray(0, DRAWN));
    const parts = /^[\w-]+\.[\w-]+$/.test(text)
      ? text.split('.').map((part) => new TextDecoder('utf-8', { fatal: true }).decode(bytes(part.replace(/-/g, '+').replace(/_/g, '/'))))
      : [text];
    return html`<details class="more"><summary>${icon('chev', 'chev')}${t('evidence-as-text')}</summary>${parts.map((part) => html`<pre class="hex">${visible(part, DRAWN)}</pre>`)}</details>`;
  } catch {
    return nothing;
  }
}
