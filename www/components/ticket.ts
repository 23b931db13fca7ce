/** The ticket: one word, one sentence, one thing to do. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Field, Report } from '../engine/report.ts';
import { isMessage } from '../engine/headline.ts';
import { t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import type { Session } from '../state/session.ts';
import { foreign, visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { look } from './look.ts';
import {
  contradicted,
  differing,
  fieldName,
  halfTick,
  inCode,
  meaningName,
  meant,
  now,
  readableTime,
  reference,
  typeName,
  value,
  verdictWord,
  why,
} from './wording.ts';

/** The verdict on the selected slip; while a check runs, that it runs. One element throughout: a live region is heard when it changes, not when it comes. */
export function ticket(session: Session, result: Result): TemplateResult {
  const { busy } = session;
  const { report } = result;
  const { tone, half, unpaid } = look(report);
  return html`<section id="verdict" class="ticket tone-${busy ? 'none' : tone} ${!busy && half ? 'ticket--half' : ''} ${!busy && unpaid ? 'ticket--unpaid' : ''}" data-verdict=${busy ? nothing : report.verdict} aria-live="polite" aria-busy=${busy ? 'true' : nothing} aria-atomic="true">
    ${
      busy
        ? html`<div class="ticket__head"><div class="ticket__top">${sign('run', 'm spin')}<h1 class="ticket__word" tabindex="-1">${t('status-checking')}</h1></div></div>`
        : face(session, result)
    }
  </section>`;
}

function face(session: Session, result: Result): TemplateResult {
  const { report } = result;
  const { text, detail } = now(result, session.role);
  return html`
    <div class="ticket__head">
      ${report.demo ? html`<p class="ticket__demo"><span class="tag tag--demo">${icon('flask')}${t('demo-tag')}</span></p>` : nothing}
      ${report.environment === 'test' ? html`<p class="ticket__demo"><span class="tag tag--demo">${icon('flask')}${t('test-tag')}</span></p>` : nothing}
      <div class="ticket__top">
        ${look(report).mark}
        <h1 class="ticket__word" tabindex="-1">${verdictWord(report)}</h1>
        <p class="ticket__why">${why(result)}</p>
      </div>
      ${versus(result) ?? facts(result)}
    </div>
    <div class="ticket__stub">
      <dl class="now">
        <dt>${t('verdict-now')}</dt>
        <dd>${text}${detail === undefined ? nothing : html`<small>${detail}</small>`}</dd>
      </dl>
    </div>`;
}

/** Longer values take smaller print; the longest are left to the table. */
const [LARGE, LONGEST] = [12, 20];

/** The two values side by side, when one short field differs. */
function versus({ report }: Result): TemplateResult | undefined {
  if (report.verdict !== 'altered' && report.verdict !== 'invalid' && !contradicted(report)) return undefined;
  const fields = differing(report).filter(({ name }) => name !== 'digest');
  const field = fields.find(({ name }) => name === 'amount') ?? (fields.length === 1 ? fields[0] : undefined);
  const money = isMessage(report) && field?.meaning === 'amount';
  const shown = (text: string | undefined): string | undefined => {
    if (text === undefined) return undefined;
    return field?.name === 'time' ? readableTime(text) : money && inFen(report, field) ? (yuan(text) ?? text) : text;
  };
  const [printed, signed] = [shown(field?.printed), shown(field && reference(field))];
  if (!field || printed === undefined || signed === undefined || printed === signed) return undefined;
  const length = Math.max(visible(printed).length, visible(signed).length);
  if (length > LONGEST) return undefined;
  const currency = field.name === 'amount' ? value(report, 'currency') : money && (inFen(report, field) || report.format === 'cn-alipay') ? 'CNY' : undefined;
  return html`<div class="versus ${length > LARGE ? 'versus--long' : ''}">
    <dl><dt>${t(isMessage(report) ? 'message-stands' : 'verdict-printed')}</dt><dd>${foreign(printed)}</dd></dl>
    <span class="versus__op" role="img" aria-label=${t('verdict-not-equal')}>≠</span>
    <dl><dt>${t(!isMessage(report) && (inCode(report) || field.signed === undefined) ? 'verdict-in-code' : 'verdict-signed')}</dt><dd>${foreign(signed)}${currency === undefined ? nothing : html`<small>${foreign(currency)}</small>`}</dd></dl>
  </div>`;
}

/** UnionPay and WeChat Pay count in fen, where the currency is theirs. */
function inFen(report: Report, { meant }: Field): boolean {
  return report.format !== 'cn-alipay' && meant !== undefined && !/[A-Z]/.test(meant);
}

/** Fen as yuan: digits alone. */
function yuan(fen: string): string | undefined {
  return /^\d{1,15}$/.test(fen) ? fen.padStart(3, '0').replace(/(\d\d)$/, '.$1') : undefined;
}

/** What the slip is about, at a glance; large and complete when the reader has to compare it with the paper. */
function facts({ report }: Result): TemplateResult | typeof nothing {
  if (report.verdict === 'unreadable' || report.verdict === 'invalid') return nothing;
  if (report.outcome !== undefined) return message(report);
  const amount = value(report, 'amount');
  if (amount === undefined) return nothing;
  const currency = value(report, 'currency');
  const type = value(report, 'type');
  const time = value(report, 'time');
  const merchant = value(report, 'merchant') ?? value(report, 'mid');
  if (halfTick(report)) {
    const rows = [
      ['time', time === undefined ? undefined : readableTime(time)],
      ...['merchant', 'mid', 'rrn', 'pan', 'sellerTaxId', 'invoiceNumber', 'issueDate'].map((name) => [name, value(report, name)]),
    ] as [string, string | undefined][];
    return html`<dl class="ticket__compare">
      <div class="is-amount"><dt>${fieldName('amount')}</dt><dd>${foreign(amount)} ${currency === undefined ? nothing : html`<small>${foreign(currency)}${type === undefined ? nothing : html`${t('list-separator')}${foreign(typeName(type) ?? type)}`}</small>`}</dd></div>
      ${rows.map(([name, text]) => (text === undefined ? nothing : html`<div><dt>${fieldName(name)}</dt><dd>${foreign(text)}</dd></div>`))}
    </dl>`;
  }
  const about = [currency, type === undefined ? undefined : (typeName(type) ?? type)].filter((part) => part !== undefined);
  // What nobody signed, or what is not known to be signed, says so beside the number.
  const field = report.fields.find(({ name }) => name === 'amount');
  if (field?.signed === undefined && field?.code !== undefined) about.push(t('fields-code-only'));
  else if (field?.signed !== undefined && inCode(report)) about.push(t('verdict-in-code'));
  const line = [merchant, time === undefined ? undefined : readableTime(time)].filter((part) => part !== undefined);
  return html`<div class="ticket__facts">
    <b>${foreign(amount)}<small> ${about.map((part, index) => html`${index > 0 ? t('list-separator') : ''}${foreign(part)}`)}</small></b>
    <span>${line.map((part, index) => html`${index > 0 ? ' · ' : ''}${foreign(part)}`)}</span>
  </div>`;
}

/** What a gateway's message is about, in words of the trade: to be compared with one's own order. */
function message(report: Report): TemplateResult | typeof nothing {
  const amount = meant(report, 'amount');
  const own = report.outcome?.merchant === 'own';
  const rows = ['orderId', 'mid', 'time', 'transactionId'].flatMap((meaning) => {
    const field = meant(report, meaning);
    const text = field && reference(field);
    if (field === undefined || text === undefined || text === '') return [];
    const shown = meaning === 'time' ? readableTime(text) : text;
    return html`<div data-meaning=${meaning}><dt>${meaningName(field)}</dt><dd>${foreign(shown)}${meaning === 'mid' && own ? html` <small>${t('message-own-merchant')}</small>` : nothing}</dd></div>`;
  });
  const sum = amount && (amount.meant ?? reference(amount));
  if (sum === undefined && rows.length === 0) return nothing;
  return html`<dl class="ticket__compare">
    ${amount === undefined || sum === undefined ? nothing : html`<div class="is-amount" data-meaning="amount"><dt>${meaningName(amount)}</dt><dd>${foreign(sum)}${/[A-Z]/.test(sum) ? nothing : html` <small>CNY</small>`}</dd></div>`}
    ${rows}
  </dl>`;
}

/** What stands beside the verdict on every result: the page's own address, what a verdict says and what it does not. */
export function beside({ report, problem }: Result): TemplateResult {
  const other = report.notes.find((entry) => entry.id === 'code-in-address');
  const host = typeof other?.['host'] === 'string' ? other['host'] : undefined;
  const own = location.host + location.pathname.replace(/index\.html$/, '');
  return html`
    ${
      host !== undefined && host.toLowerCase() !== location.host.toLowerCase()
        ? html`<div class="card cause tone-bad" role="note"><h2 class="warning">${sign('warn')}<span>${t('address-warning', { host: visible(host) })}</span></h2><p>${t('address-warning-detail', { own })}</p></div>`
        : nothing
    }
    <div class="beside">
      ${report.demo ? html`<p><b>${t('demo-note')}</b></p>` : nothing}
      ${report.environment === 'test' ? html`<p><b>${t('test-note')}</b></p>` : nothing}
      ${problem === 'animated' ? html`<p>${t('problem-animated')} ${t('problem-animated.now')}</p>` : nothing}
      ${report.verdict === 'verified' ? html`<p>${t('verdict-about')}</p>` : nothing}
      <p><span title=${t('page-address-why')}>${t('page-address', { address: own, version: __VERSION__, build: __BUILD__ })}</span></p>
    </div>`;
}
