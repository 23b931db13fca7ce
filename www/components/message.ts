/** A gateway's message: its signed text as it stands and as it must be, and the field for the key that opens its sealed part. */

import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { isMessage } from '../engine/headline.ts';
import type { Cause, Report } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { merchants as own } from '../storage/preferences.ts';
import { foreign, visible } from './foreign.ts';
import { icon } from './icon.ts';
import { change, DRAWN } from './signed-bytes.ts';
import { fieldName } from './wording.ts';

export { isMessage };

/** Bytes as the text that they are, every character kept; GB 18030 where they are no UTF-8. Nothing when they are neither. */
export function exactText(bytes: Uint8Array): string | undefined {
  for (const charset of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  return undefined;
}

/** The signed text as it must be: the bytes with the proven change made. */
export function fitting(report: Report, signed: Uint8Array): Uint8Array | undefined {
  const changed = change(report);
  if (!changed || changed.end > signed.length || !/^(?:[0-9a-f]{2})*$/.test(changed.after)) return undefined;
  const put = Uint8Array.from(changed.after.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return Uint8Array.from([...signed.subarray(0, changed.start), ...put, ...signed.subarray(changed.end)]);
}

type Copy = (name: string, value: string) => TemplateResult;

/** The signed text, what differs in it marked; and, where a change is proven, as it must be, and what to change in the program. */
export function signedText(session: Session, report: Report, signed: Uint8Array, button: Copy): TemplateResult | typeof nothing {
  const text = exactText(signed);
  if (!isMessage(report) || text === undefined) return nothing;
  const fits = fitting(report, signed);
  const right = fits && exactText(fits);
  const cause = report.causes.find(({ confidence }) => confidence === 'proven');
  const [here, there] = right === undefined ? [undefined, undefined] : between(text, right);
  return html`<section class="block" aria-labelledby="ev-message" data-message>
    <div class="head"><h3 id="ev-message">${t('message-text')}</h3></div>
    <p class="label">${t('message-text-lead')}</p>
    ${right === undefined ? nothing : html`<h4>${t('message-as-given')}</h4>`}
    ${shown(text, here, t('message-as-given'), 'given')}
    <div class="btns">${button(t(right === undefined ? 'message-text' : 'message-as-given'), text)}</div>
    ${
      right === undefined
        ? nothing
        : html`<h4>${t('message-as-signed')}</h4>
          ${shown(right, there, t('message-as-signed'), 'signed')}
          <div class="btns">${button(t('message-as-signed'), right)}</div>`
    }
    ${cause && session.role === 'merchant' ? program(cause, right === undefined ? undefined : here) : nothing}
  </section>`;
}

/** Characters `from` to `to` of a text. */
interface Span {
  from: number;
  to: number;
}

/** What two texts do not share, in each. */
function between(a: string, b: string): [Span, Span] {
  const most = Math.min(a.length, b.length);
  let from = 0;
  while (from < most && a[from] === b[from]) from += 1;
  let back = 0;
  while (back < most - from && a[a.length - 1 - back] === b[b.length - 1 - back]) back += 1;
  return [
    { from, to: a.length - back },
    { from, to: b.length - back },
  ];
}

/** Scrolls what differs into sight, once it is drawn. */
function inSight(mark: Element | undefined): void {
  if (!mark) return;
  requestAnimationFrame(() => {
    const box = mark.closest('pre');
    if (box) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
  });
}

/** A long text is cut around what differs; copies take all of it. */
function shown(text: string, span: Span | undefined, label: string, name: string): TemplateResult {
  const first = span && span.from > DRAWN / 2 ? span.from - DRAWN / 2 : 0;
  const last = Math.min(text.length, first + DRAWN);
  const part = (from: number, to: number): string => visible(text.slice(from, to), DRAWN);
  const body = span
    ? html`${part(first, span.from)}<mark class="is-bad" ${ref(inSight)}>${span.to > span.from ? part(span.from, Math.min(span.to, last)) : '‸'}</mark>${part(Math.min(span.to, last), last)}`
    : part(first, last);
  return html`<pre class="hex" tabindex="0" role="group" aria-label=${label} translate="no" data-text=${name}>${first > 0 ? '… ' : ''}${body}${last < text.length ? ' …' : ''}</pre>`;
}

/** What to change in a program that checks this text. */
function program({ id, evidence }: Cause, span: Span | undefined): TemplateResult {
  const { repair, field } = evidence;
  const known = typeof repair === 'string' && /^[a-z-]+$/.test(repair) && has(`program-${repair}`) ? `program-${repair}` : undefined;
  const altered = id === 'field-altered' ? 'program-altered' : 'program-other';
  return html`<div class="card" data-program=${typeof repair === 'string' ? repair : id}><h4>${icon('key')}${t('program-title')}</h4>
    ${typeof field === 'string' ? html`<p>${t('program-place', { field: fieldName(field), position: (span?.from ?? 0) + 1 })}</p>` : nothing}
    <p>${t(known ?? altered)}</p>
  </div>`;
}

/** Asks for the APIv3 key where a message is sealed: for one check, and gone from the field at once. */
export function sealed(session: Session, report: Report): TemplateResult | typeof nothing {
  const failed = report.notes.some(({ id }) => id === 'resource-not-opened');
  if (report.format !== 'cn-wechatpay' || report.outcome?.status !== 'sealed' || session.busy) return nothing;
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector('input');
    const key = input?.value ?? '';
    if (input) input.value = '';
    if (key !== '') void session.openSealed(key);
  };
  return html`<form class="card" autocomplete="off" data-sealed @submit=${open}>
    <h2>${t('sealed-title')}</h2>
    <p>${t('sealed-why')}</p>
    ${failed ? html`<p class="hint" role="alert">${icon('info')}<span>${t('note-resource-not-opened')}</span></p>` : nothing}
    <label class="rename"><span>${t('sealed-key')}</span><input type="password" autocomplete="off" maxlength="64" spellcheck="false" /></label>
    <div class="btns"><button class="btn" type="submit">${icon('key')}${t('sealed-open')}</button></div>
    <p class="note">${icon('lock')}<span>${t('sealed-never')}</span></p>
  </form>`;
}

/** What became of the last number that was typed. */
let told: 'kept' | 'here' | 'wrong' | undefined;

/** Asks for the merchant's own number, keeps it when asked, and compares: the card of a merchant who was sent a message. */
export function merchants(session: Session, report: Report): TemplateResult | typeof nothing {
  const kept = own();
  // A sample is nobody's.
  if (!isMessage(report) || report.outcome === undefined || session.sample !== undefined || (session.role !== 'merchant' && kept.length === 0)) return nothing;
  const keep = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector('input');
    if (!input || input.value.trim() === '') return;
    void session.keepMerchant(input.value).then((result) => {
      told = result;
      if (result !== 'wrong') input.value = '';
      session.changed();
    });
  };
  return html`<details class="card merchants" data-merchants ?open=${kept.length > 0 && report.outcome.merchant !== 'own'}>
    <summary>${icon('chev', 'chev')}<span>${t('merchants-title')}</span></summary>
    <p>${t('merchants-why')}</p>
    ${kept.length === 0 ? nothing : html`<ul>${kept.map((number) => html`<li><b>${foreign(number)}</b> <button class="btn btn--small" type="button" data-forget=${number} @click=${() => void session.forgetMerchant(number)}>${icon('close')}${t('merchants-forget')}</button></li>`)}</ul>`}
    <form autocomplete="off" @submit=${keep}>
      <label class="rename"><span>${t('merchants-number')}</span><input inputmode="text" autocomplete="off" maxlength="40" spellcheck="false" /></label>
      <p class="hint" role="status" ?hidden=${told !== 'wrong' && told !== 'here'}>${told === 'wrong' ? t('merchants-wrong') : told === 'here' ? t('merchants-here') : ''}</p>
      <div class="btns"><button class="btn" type="submit">${icon('save')}${t('merchants-keep')}</button></div>
    </form>
    <p class="note">${icon('lock')}<span>${t('merchants-never')}</span></p>
  </details>`;
}
