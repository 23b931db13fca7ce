/** What single formats say, in plain words: a card slip's numbers and chip lines, what was found odd, a till's data. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Note, Report, Status } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import { codes } from '../state/codes.ts';
import { fold } from './fold.ts';
import { foreign, grouped, visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { noteText } from './notes.ts';
import { fieldName, note, value } from './wording.ts';

export { pageSheet } from './page-sheet.ts';
export { merchants, sealed } from './message.ts';

const CHIP = ['tvr', 'tsi', 'aip', 'cvmr', 'aid', 'cryptogram'] as const;

/** Notes that are said here at length. */
export const DECODED: ReadonlySet<string> = new Set(['merchant-number', 'feature-code', 'acquirer-licence', 'entry-mode', ...CHIP]);

/** A finding of the check `plausibility`. */
export interface Finding {
  id: string;
  status: Status;
  [name: string]: unknown;
}

export function findingsOf(report: Report): Finding[] {
  const list = report.checks.find(({ id }) => id === 'plausibility')?.evidence?.['findings'];
  return Array.isArray(list)
    ? list.filter((entry): entry is Finding => typeof entry === 'object' && entry !== null && typeof (entry as Finding).id === 'string')
    : [];
}

/** A finding's sentence, with its own members as arguments; nothing when there are no words for it. */
export function findingText(finding: Finding): string | undefined {
  const suffix = finding.status === 'pass' || finding.status === 'unknown' ? `-${finding.status}` : '';
  const id = [`finding-${finding.id}${suffix}`, `finding-${finding.id}`].find((name) => /^[a-z0-9-]+$/.test(name) && has(name));
  return id === undefined ? undefined : noteText({ ...finding, id }, id);
}

/** What needs no key: what is odd first, what holds folded away. */
export function findings(report: Report): TemplateResult | typeof nothing {
  const list = findingsOf(report).flatMap((finding) => {
    const text = findingText(finding);
    return text === undefined ? [] : [{ finding, text }];
  });
  if (list.length === 0) return nothing;
  const odd = list.filter(({ finding }) => finding.status === 'fail' || finding.status === 'warn');
  const rest = list.filter((entry) => !odd.includes(entry));
  const rows = (entries: typeof list): TemplateResult =>
    html`<ul class="checks">${entries.map(
      ({ finding, text }) =>
        html`<li data-finding=${finding.id} data-status=${finding.status}>${sign(finding.status)}<b>${typeof finding['member'] === 'string' ? fieldName(finding['member']) : t('check-plausibility')}</b><em>${t(`status-${finding.status}`)}</em><p>${text}</p></li>`,
    )}</ul>`;
  return fold(
    'findings-title',
    t('findings-title'),
    odd.length === 0 ? t('findings-none') : t('findings-odd', { count: odd.length }),
    html`
    ${odd.length === 0 ? nothing : rows(odd)}
    ${rest.length === 0 ? nothing : html`<details class="more"><summary>${icon('chev', 'chev')}${t('findings-more', { count: rest.length })}</summary>${rows(rest)}</details>`}`,
    odd.length > 0,
  );
}

/** The decoded values of a card slip or of a till's receipt. */
export function decoded(report: Report): TemplateResult | typeof nothing {
  const card = [merchantNumber(report), acquirer(report), featureCode(report), entryMode(report), chip(report)].filter((entry) => entry !== nothing);
  const till = tillData(report);
  if (card.length === 0 && till === nothing) return nothing;
  return fold(
    'decoded-title',
    t('decoded-title'),
    '',
    html`
    ${report.format === 'cn-unionpay' ? html`<p class="muted">${t('decoded-lead')}</p>` : nothing}
    ${till}${card}`,
  );
}

function part(title: string, shown: string | undefined, body: TemplateResult): TemplateResult {
  return html`<article class="card decoded"><h3>${title}${shown === undefined ? nothing : html` <span class="mono">${foreign(shown)}</span>`}</h3>${body}</article>`;
}

function text(entry: Note, name: string): string {
  const found = entry[name];
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

function merchantNumber(report: Report): TemplateResult | typeof nothing {
  const found = note(report, 'merchant-number');
  if (!found) return nothing;
  const code = text(found, 'acquirer');
  const category = text(found, 'mcc');
  const regions = Array.isArray(found['regions']) ? (found['regions'] as { system?: string; code?: string; exact?: boolean }[]) : [];
  const region = ({ system, code: number = '', exact }: (typeof regions)[number]): TemplateResult | typeof nothing => {
    const table = system === 'unionpay' ? codes().unionpay : codes().gb2260;
    const name = table[number];
    if (name === undefined) return nothing;
    return html`<li>${exact === false ? t('merchant-number-region-near', { name }) : name} <span class="muted">${t(`merchant-number-region-${system === 'unionpay' ? 'unionpay' : 'gb2260'}`)}</span></li>`;
  };
  return part(
    fieldName('mid'),
    text(found, 'value'),
    html`
    <dl class="facts">
      <dt>${t('merchant-number-acquirer')}</dt><dd><span class="mono">${code}</span> ${codes().acquirers[code] ?? nothing}</dd>
      <dt>${t('merchant-number-region')}</dt><dd><span class="mono">${text(found, 'region')}</span><ul class="plain">${regions.map(region)}</ul></dd>
      <dt>${t('merchant-number-mcc')}</dt><dd><span class="mono">${category}</span> ${codes().categories[category] ?? t('merchant-number-mcc-unknown')}</dd>
      <dt>${t('merchant-number-serial')}</dt><dd class="mono">${text(found, 'serial')}</dd>
    </dl>
    <p class="label">${t('merchant-number-about')}</p>`,
  );
}

/** Who took the payment, and where to look the institution up. */
function acquirer(report: Report): TemplateResult | typeof nothing {
  const found = note(report, 'acquirer-licence');
  if (!found) return nothing;
  const printed = text(found, 'name');
  const listed = codes().acquirers[text(found, 'code')];
  return part(
    fieldName('acquirer'),
    undefined,
    html`
    ${
      printed !== '' || listed !== undefined
        ? html`<dl class="facts">
          ${printed === '' ? nothing : html`<dt>${t('fields-printed')}</dt><dd>${foreign(printed)}</dd>`}
          ${listed === undefined ? nothing : html`<dt>${t('decoded-by-number')}</dt><dd>${listed}</dd>`}
        </dl>`
        : nothing
    }
    <p>${noteText(found)}</p>`,
  );
}

function featureCode(report: Report): TemplateResult | typeof nothing {
  const found = note(report, 'feature-code');
  if (!found) return nothing;
  const computed = Array.isArray(found['computed']) ? (found['computed'] as { rule?: string; code?: string; settlementDate?: string }[]) : [];
  const printed = text(found, 'printed');
  return part(
    fieldName('featureCode'),
    printed === '' ? undefined : printed,
    html`
    <p>${noteText(found)}</p>
    ${
      computed.length === 0
        ? nothing
        : html`<details class="more" ?open=${found['fits'] === false}><summary>${icon('chev', 'chev')}${t('decoded-computed')}</summary><dl class="facts">${computed.map(
            ({ rule = '', code = '', settlementDate }) =>
              html`<dt>${has(`feature-code-${rule}`) ? t(`feature-code-${rule}`) : rule}${settlementDate === undefined ? nothing : ` (${settlementDate})`}</dt><dd><span class="mono">${code}</span>${code === printed ? html` ${icon('tick')}` : nothing}</dd>`,
          )}</dl></details>`
    }`,
  );
}

function entryMode(report: Report): TemplateResult | typeof nothing {
  const found = note(report, 'entry-mode');
  return found ? part(fieldName('entryMode'), text(found, 'value'), html`<p>${noteText(found)}</p>`) : nothing;
}

/** The chip's lines bit by bit, folded: a great deal for few. */
function chip(report: Report): TemplateResult | typeof nothing {
  const list = CHIP.flatMap((id) => note(report, id) ?? []);
  if (list.length === 0) return nothing;
  return html`<details class="more"><summary>${icon('chev', 'chev')}${t('decoded-chip')}</summary><div class="block">${list.map((entry) => part(chipName(entry), entry.id === 'cryptogram' ? value(report, text(entry, 'kind')) : text(entry, 'value'), html`<p>${noteText(entry)}</p>${chipDetail(entry)}`))}</div></details>`;
}

function chipName(entry: Note): string {
  return fieldName(entry.id === 'cryptogram' ? text(entry, 'kind') || 'tc' : entry.id);
}

function chipDetail(entry: Note): TemplateResult | typeof nothing {
  const bits = Array.isArray(entry['bits']) ? (entry['bits'] as { id?: string; byte?: number; bit?: number }[]) : undefined;
  if (bits) {
    if (bits.length === 0) return html`<p class="muted">${t('decoded-no-bit')}</p>`;
    return html`<ul class="bits">${bits.map(({ id = '', byte, bit }) => html`<li data-bit=${id}><span>${has(`${entry.id}-${id}`) ? t(`${entry.id}-${id}`) : t('bit-reserved')}</span> <span class="mono muted">${t('decoded-bit', { byte: byte ?? 0, bit: bit ?? 0 })}</span></li>`)}</ul>`;
  }
  if (entry.id === 'cvmr') {
    const of = (prefix: string, name: string): string => t(`${prefix}-${has(`${prefix}-${text(entry, name)}`) ? text(entry, name) : 'other'}`);
    return html`<ul class="bits"><li>${of('cvm', 'method')}</li><li>${of('cvm-condition', 'condition')}</li><li>${t('decoded-cvm-result', { result: of('cvm-result', 'result') })}</li>${entry['next'] === true ? html`<li>${t('decoded-cvm-next')}</li>` : nothing}</ul>`;
  }
  if (entry.id === 'aid') {
    const words = [
      ['aid-scheme', text(entry, 'scheme')],
      ['aid-product', text(entry, 'product')],
    ].flatMap(([prefix = '', name = '']) => (name !== '' && has(`${prefix}-${name}`) ? [t(`${prefix}-${name}`)] : []));
    return html`<p>${words.length === 0 ? t('decoded-aid-unknown') : words.join(t('list-separator'))}</p>`;
  }
  return nothing;
}

/** A till's data: who supplies the certificate (RKSV), how it was paid (DSFinV-K), what the numbers count. */
function tillData(report: Report): TemplateResult | typeof nothing {
  const rows: [string, TemplateResult | string][] = [];
  const service = value(report, 'trustService');
  if (report.format === 'at-rksv' && service !== undefined && has(`trust-service-${service}`))
    rows.push([fieldName('trustService'), html`<span class="mono">${foreign(service)}</span> ${t(`trust-service-${service}`)}`]);
  const data = report.format === 'de-tse' ? value(report, 'tseProcessData') : undefined;
  const receipt = data === undefined ? undefined : processData(data);
  if (receipt) {
    rows.push([fieldName('receiptKind'), has(`receipt-kind-${receipt.kind}`) ? t(`receipt-kind-${receipt.kind}`) : foreign(receipt.kind)]);
    for (const { amount, kind, currency } of receipt.payments)
      rows.push([t(kind === 'Bar' ? 'payment-cash' : 'payment-other'), html`<span class="mono">${foreign(amount)}</span> ${foreign(currency)}`]);
  }
  const counter = report.format === 'de-tse' ? value(report, 'tseCounter') : undefined;
  if (counter !== undefined) rows.push([fieldName('tseCounter'), t('decoded-counter', { count: visible(counter) })]);
  const serial = report.format === 'de-tse' ? value(report, 'tseSerial') : undefined;
  if (serial !== undefined)
    rows.push([fieldName('tseSerial'), html`<span class="mono">${foreign(grouped(serial, 8))}</span> <span class="muted">${t('decoded-serial')}</span>`]);
  return rows.length === 0
    ? nothing
    : html`<article class="card decoded"><dl class="facts">${rows.map(([name, body]) => html`<dt>${name}</dt><dd>${body}</dd>`)}</dl></article>`;
}

/** `Beleg^5.60_15.80_0.00_0.00_0.00^21.40:Unbar` (DSFinV-K annex I) taken apart; nothing for any other process's data. */
export function processData(data: string): { kind: string; payments: { amount: string; kind: string; currency: string }[] } | undefined {
  const [kind, gross, paid, ...more] = data.split('^');
  if (kind === undefined || gross === undefined || paid === undefined || more.length > 0 || !/^[A-Za-z]{1,40}$/.test(kind)) return undefined;
  const payments = paid
    .split('_')
    .slice(0, 20)
    .map((entry) => {
      const [amount = '', way = '', currency = 'EUR'] = entry.split(':');
      return { amount, kind: way, currency };
    });
  return payments.every(({ amount, kind: way }) => /^-?[\d.,']+$/.test(amount) && (way === 'Bar' || way === 'Unbar')) ? { kind, payments } : undefined;
}
