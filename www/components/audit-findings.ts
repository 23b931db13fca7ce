/** Findings of an audit, one card for what was found: what it means, where, by what law, what to do; its evidence opens. */

import { html, nothing, type TemplateResult } from 'lit';
import type { AuditFinding } from '@all';
import type { Status } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import type { Group, Severity } from '../state/audit-report.ts';
import { count, explained, facts, meaning, remedy } from './audit-words.ts';
import { foreign } from './foreign.ts';
import { icon, sign, type Tone } from './icon.ts';

/** Places that are drawn at first, and with each press more. */
export const FIRST = 10;
export const MORE = 50;

const LOOKS: Record<Severity, [Status, Tone]> = {
  error: ['fail', 'bad'],
  unknown: ['unknown', 'info'],
  warning: ['warn', 'warn'],
  note: ['absent', 'none'],
};

export interface FindingActions {
  /** Places of each group that are drawn. */
  shown(group: Group): number;
  more(group: Group): void;
  /** A file of keys, or a part, is chosen. */
  choose(what: 'keys' | 'part'): void;
}

/** What helps where something is missing: trust on the certificates page, a file of keys, another part. */
const HELP: Record<string, 'certificates' | 'keys' | 'part'> = {
  'certificate-untrusted': 'certificates',
  'certificate-missing': 'certificates',
  'key-missing': 'certificates',
  'keys-malformed': 'keys',
  'aes-key-malformed': 'keys',
  'aes-key-mismatch': 'keys',
  'aes-key-wrong': 'keys',
  'turnover-unchecked': 'keys',
  'start-missing': 'part',
  'counter-gap': 'part',
  'transaction-gap': 'part',
  'transaction-start-missing': 'part',
  'log-missing': 'part',
};

export function help(kind: string, id: string, actions: FindingActions): TemplateResult | typeof nothing {
  const what = HELP[id];
  if (what === undefined) return nothing;
  // Only a till of Austria has a file of keys.
  if (what === 'keys' || (id === 'key-missing' && kind === 'dep'))
    return html`<button class="btn btn--small" type="button" data-help="keys" @click=${() => actions.choose('keys')}>${icon('key')}${t('audit-keys-choose')}</button>${what === 'keys' ? nothing : link()}`;
  return what === 'certificates'
    ? link()
    : html`<button class="btn btn--small" type="button" data-help="part" @click=${() => actions.choose('part')}>${icon('plus')}${t('audit-add')}</button>`;
}

function link(): TemplateResult {
  return html`<a class="btn btn--small" href="#/certificates" data-help="certificates">${icon('cert')}${t('audit-go-certificates')}</a>`;
}

export function findingGroup(kind: string, group: Group, language: string, actions: FindingActions): TemplateResult {
  const { id, severity, findings, clause } = group;
  const [status, tone] = LOOKS[severity];
  const shown = actions.shown(group);
  const rest = Math.min(findings.length, MORE + shown) - shown;
  return html`<li class="card audit__group tone-${tone}" data-group=${id} data-severity=${severity}>
    <div class="audit__said" data-status=${status}>${sign(status)}<h3>${meaning(kind, id)}</h3><p><b class="audit__grade">${t(`audit-severity-${severity}`)}</b>${group.count > 1 ? html` · ${t('audit-times', { count: count(group.count, language) })}` : nothing}</p></div>
    <p>${remedy(kind, id)}</p>
    <div class="btns audit__help">${help(kind, id, actions)}</div>
    <ul class="audit__places" aria-label=${t('audit-places-label')}>${findings.slice(0, shown).map((finding) => place(finding, language))}</ul>
    ${rest > 0 ? html`<button class="link" type="button" data-more @click=${() => actions.more(group)}>${t('audit-more', { count: count(rest, language) })}</button>` : nothing}
    ${group.count > findings.length ? html`<p class="sub">${t('audit-unlisted', { count: count(group.count - findings.length, language) })}</p>` : nothing}
    ${clause === undefined ? nothing : html`<p class="sub" data-law>${t('audit-law')}${t('colon')}${foreign(clause)}</p>`}
  </li>`;
}

function place(finding: AuditFinding, language: string): TemplateResult {
  const told = explained(finding, language);
  const evidence = facts(finding);
  const where = finding.place === '' ? t('audit-whole') : html`<span class="mono">${foreign(finding.place)}</span>`;
  return html`<li data-finding=${finding.id} data-severity=${finding.severity} data-place=${finding.place}>
    ${
      evidence.length === 0
        ? html`<p class="audit__where">${where}</p>`
        : html`<details class="more"><summary>${where}${icon('chev', 'chev')}</summary>
            <dl class="facts">${evidence.map(([name, value]) => html`<dt class="mono" translate="no">${name}</dt><dd class="mono">${foreign(value, 400)}</dd>`)}</dl>
          </details>`
    }
    ${told.map((line) => html`<p class="audit__told">${line}</p>`)}
  </li>`;
}
