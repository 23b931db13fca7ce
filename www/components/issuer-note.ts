/** What the catalogue of issuers says, where a person decides: of a certificate at hand, and of one that is missing. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Note, Report } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import { grouped } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { noteText } from './notes.ts';

/** Reasons not to trust; said before anything else. */
const WARNINGS = ['test-certificate', 'sample-key', 'issuer-other-key'];
const MISSING = ['issuer-missing', 'issuer-missing-candidate', 'issuer-missing-wanted', 'issuer-missing-other-key'];
/** Most sentences about one import; each certificate's own row has them all. */
const MOST = 20;

const isWarning = ({ id }: Note): boolean => WARNINGS.includes(id);

/** Sentences about certificates, warnings first. */
export function remarkList(notes: readonly Note[], which: 'all' | 'warnings' | 'others' = 'all'): TemplateResult[] {
  const shown = [...notes.filter((note) => which !== 'others' && isWarning(note)), ...notes.filter((note) => which !== 'warnings' && !isWarning(note))];
  return shown
    .filter(({ id }) => has(`note-${id}`))
    .slice(0, MOST)
    .map((note) =>
      isWarning(note)
        ? html`<p class="hint" data-remark=${note.id}>${sign('warn')}<span>${noteText(note)}</span></p>`
        : html`<p class="note" data-remark=${note.id}>${icon('info')}<span>${noteText(note)}</span></p>`,
    );
}

/** Which certificate a result lacks, from whom, and where it is offered: told, never fetched. A look-alike at hand is warned of by name. */
export function missingIssuer(report: Report, add: () => void): TemplateResult | typeof nothing {
  const missing = report.notes.find(({ id }) => MISSING.includes(id));
  const alike = report.notes.filter(({ id }) => id === 'issuer-other-key');
  if (report.verdict === 'verified' || (!missing && alike.length === 0) || !has('note-issuer-missing')) return nothing;
  const prints = missing?.['sha256'];
  return html`<section class="card" aria-labelledby="issuer-title" data-issuer=${missing?.id ?? 'issuer-other-key'}>
    <h2 id="issuer-title">${t(missing ? 'issuer-title' : 'issuer-title-alike')}</h2>
    ${remarkList(alike)}
    ${missing ? html`<p>${noteText(missing)}</p>` : nothing}
    ${Array.isArray(prints) ? html`<dl class="facts"><dt>SHA-256</dt><dd class="mono">${prints.map((print, at) => html`${at > 0 ? html`<br />` : nothing}${grouped(String(print).toUpperCase(), 4)}`)}</dd></dl>` : nothing}
    ${missing ? html`<p class="label">${t('issuer-compare')}</p>` : nothing}
    <button class="btn" type="button" data-add-issuer @click=${add}>${icon('plus')}${t('action-add-certificate')}</button>
  </section>`;
}
