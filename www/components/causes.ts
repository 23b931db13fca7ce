/** Why it does not fit: the surest cause open, with its evidence; others folded. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Cause, Evidence, Report } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import { difference, foreign, marked, visible } from './foreign.ts';
import { fold } from './fold.ts';
import { icon, sign, type Tone } from './icon.ts';
import { look } from './look.ts';
import { timeline } from './timeline.ts';
import { fieldName, localTime, members, nameParts, status } from './wording.ts';

export function causes(report: Report): TemplateResult | typeof nothing {
  const [main] = report.causes;
  if (!main) return nothing;
  const sure = report.causes.filter(({ confidence }) => confidence !== 'possible');
  const open = sure.length > 0 ? sure : report.causes.slice(0, 1);
  const rest = report.causes.filter((cause) => !open.includes(cause));
  const colour = look(report).tone;
  const body = html`
    ${open.map((cause, index) => card(report, cause, colour, open.findIndex(({ id }) => id === cause.id) === index))}
    ${rest.length > 0 ? html`<details class="more"><summary>${icon('chev', 'chev')}${t('causes-more')}</summary><div class="block">${rest.map((cause) => card(report, cause, 'none', true))}</div></details>` : nothing}`;
  return fold('causes-title', t('causes-title'), t(`cause-${(open[0] ?? main).id}`), body);
}

/** `first`: the first of its kind; the explanation is not said twice. */
function card(report: Report, cause: Cause, colour: Tone, first: boolean): TemplateResult {
  const dates = timeline(report, cause);
  return html`<article class="card cause tone-${colour}" data-cause=${cause.id} data-confidence=${cause.confidence}>
    <div class="head"><h3>${t(`cause-${cause.id}`)}</h3><span class="tag">${cause.confidence === 'proven' ? icon('tick') : nothing}${t(`confidence-${cause.confidence}`)}</span></div>
    ${dates}
    ${fits(report, cause)}
    ${first ? html`<p>${t(`cause-${cause.id}-why`)}</p>` : nothing}
    ${rest(cause, cause.id === 'digest-mismatch' ? ['stated', 'computed'] : dates === nothing ? [] : ['notBefore', 'notAfter', 'at', 'time'])}
    ${howToGet(cause)}
  </article>`;
}

const SHOWN = ['printed', 'read', 'code', 'shown', 'declared'];
const SHOWN_AS: Record<string, string> = { read: 'cause-read', shown: 'evidence-name-shown', code: 'evidence-name-code', declared: 'evidence-name-declared' };
const FITTING = ['signed', 'fits'];

function text(evidence: Evidence, names: string[]): [string, string] | undefined {
  for (const name of names) {
    const value = evidence[name];
    if (typeof value === 'string' || typeof value === 'number') return [name, String(value)];
  }
  return undefined;
}

/** The stated digest and the recomputed one, what differs marked: neither is known to be the right one. */
function digests({ evidence }: Cause): TemplateResult {
  const names = ['stated', 'computed'];
  const [stated, computed] = names.map((name) => String(evidence[name] ?? '')) as [string, string];
  const both = difference(stated, computed);
  return html`<dl class="fits">${names.map((name, index) => html`<div><dt>${t(`evidence-name-${name}`)}</dt><dd class="t">${marked(both[index] ?? [])}</dd></div>`)}</dl>`;
}

/** The value as it stands and the value that fits, one above the other. */
function fits(report: Report, cause: Cause): TemplateResult | typeof nothing {
  if (cause.id === 'digest-mismatch') return digests(cause);
  const shown = text(cause.evidence, SHOWN);
  const fitting = text(cause.evidence, FITTING);
  if (!shown || !fitting) return nothing;
  // Names of schemes differ as a whole.
  const [a, b] =
    shown[0] === 'declared'
      ? [[{ text: visible(shown[1]), differs: false }], [{ text: visible(fitting[1]), differs: false }]]
      : difference(shown[1], fitting[1]);
  const field = typeof cause.evidence['field'] === 'string' ? `${fieldName(cause.evidence['field'])}${t('colon')}` : '';
  // Without a signature that fits, neither value is known to be the one that was signed.
  if (fitting[0] === 'signed' && status(report, 'signature') !== 'pass' && status(report, 'signature') !== 'warn') {
    return html`<dl class="fits">
      <div><dt>${field}${t('cause-shown')}</dt><dd class="t">${marked(a)}</dd></div>
      <div><dt>${field}${t('fields-in-code')}</dt><dd class="t">${marked(b)}</dd></div>
    </dl>`;
  }
  return html`<dl class="fits">
    <div class="no"><dt>${field}${t(SHOWN_AS[shown[0]] ?? 'cause-shown')}</dt><dd class="t">${marked(a)}</dd><dd class="r">${sign('fail')}${t('cause-fits-not')}</dd></div>
    <div class="yes"><dt>${field}${t('cause-fits-as')}</dt><dd class="t">${marked(b)}</dd><dd class="r">${sign('pass')}${t('cause-fits')}</dd></div>
  </dl>`;
}

/** How a person gets the certificate that is missing. */
function howToGet({ id, evidence }: Cause): TemplateResult | typeof nothing {
  const kind = evidence['kind'];
  if (id !== 'certificate-unknown-issuer' || typeof kind !== 'string' || !/^[a-z-]+$/.test(kind) || !has(`missing-${kind}`)) return nothing;
  return html`<p class="note" data-missing=${kind}>${icon('info')}<span>${t(`missing-${kind}`)}</span></p>`;
}

/** Bytes are for the evidence drawer. */
const DRAWER = new Set(['range', 'before', 'after']);

/** What the fits do not show. */
function rest(cause: Cause, said: string[]): TemplateResult | typeof nothing {
  const taken = new Set([text(cause.evidence, SHOWN)?.[0], text(cause.evidence, FITTING)?.[0]]);
  const both = taken.size === 2 && !taken.has(undefined);
  const entries = Object.entries(cause.evidence)
    .filter(([name]) => !said.includes(name) && !DRAWER.has(name) && !(name === 'digest' && cause.evidence['after'] !== undefined))
    .filter(([name]) => !both || !(taken.has(name) || name === 'field'))
    // Of an entry of a package the page is told from 0, people count from 1.
    .map(([name, value]): [string, unknown] => [name, name === 'page' && 'entry' in cause.evidence ? Number(value) + 1 : value]);
  return evidenceList(entries);
}

/** Evidence as names and values; the saved report has it whole. */
export function evidenceList(entries: [string, unknown][]): TemplateResult | typeof nothing {
  const rows = entries.flatMap(([name, value]) => {
    const shown = evidenceText(name, value);
    return shown === '' ? [] : [html`<dt>${evidenceName(name)}</dt><dd class="mono">${foreign(shown)}</dd>`];
  });
  return rows.length === 0 ? nothing : html`<dl class="facts">${rows}</dl>`;
}

export function evidenceName(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9]*$/.test(name) && has(`evidence-name-${name}`)) return t(`evidence-name-${name}`);
  // The plausibility check names members.
  return fieldName(name);
}

export function evidenceText(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (name === 'field' || name === 'fields' || name === 'member' || name === 'members') return members(value);
  if (name === 'formats' && Array.isArray(value))
    return value.map((entry) => (has(`format-${String(entry)}`) ? t(`format-${String(entry)}`) : String(entry))).join(t('list-separator'));
  if (Array.isArray(value)) return value.map((entry) => (typeof entry === 'object' ? JSON.stringify(entry) : String(entry))).join(t('list-separator'));
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (name === 'kept') return localTime(text);
  if (NAMES.has(name)) return nameParts(text).common;
  if (name === 'kind' && /^[a-z-]+$/.test(text) && has(`change-${text}`)) return t(`change-${text}`);
  // What the engine says in ids is said in words; what came with the slip stays as it is.
  return VALUES.has(name) && /^[A-Za-z0-9-]+$/.test(text) && has(`value-${text}`) ? t(`value-${text}`) : text;
}

/** Evidence that is a distinguished name: what people look for first; the saved report has it whole. */
const NAMES = new Set(['certificate', 'subject', 'issuer', 'signer']);

/** Evidence whose values are the engine's own ids. */
const VALUES = new Set([
  'kind',
  'which',
  'authority',
  'needs',
  'reason',
  'rule',
  'what',
  'where',
  'part',
  'mark',
  'by',
  'digest',
  'mid',
  'tid',
  'amount',
  'currency',
  'time',
  'rrn',
  'stan',
  'auth',
  'batch',
  'tip',
  'type',
  'repair',
  'change',
  'role',
  'status',
  'outcome',
]);
