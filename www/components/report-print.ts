/** The verification record on paper: A4, black on white, with blanks for what only people can add. Seen in print alone. */

import { html, nothing, type TemplateResult } from 'lit';
import { stepText } from '../state/guidance.ts';
import { t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import type { Session } from '../state/session.ts';
import { ordered, summary } from './checks.ts';
import { foreign, grouped } from './foreign.ts';
import { sign } from './icon.ts';
import { look } from './look.ts';
import { noteText } from './notes.ts';
import { reportNumber } from './report-text.ts';
import { differing, fieldName, inCode, nameParts, now, typeName, value, verdictWord, why } from './wording.ts';

const TRANSACTION = ['merchant', 'mid', 'tid', 'type', 'pan', 'batch', 'stan', 'rrn'];
/** These stand in the comparison, where there is one. */
const COMPARED = ['amount', 'currency', 'time'];
/** Equal fields beyond this many are left to the saved report: one page. */
const ROWS = 3;

export function reportPrint(session: Session, result: Result): TemplateResult {
  const { report } = result;
  const blank = '＿＿＿＿＿＿';
  const differs = differing(report);
  const amount = differs.find(({ name }) => name === 'amount');
  const compared = report.fields.some(({ match }) => match !== undefined);
  const order = [...COMPARED, 'merchant', 'rrn', 'mid'];
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const list = [...report.fields]
    .sort((a, b) => Number(b.match === false) - Number(a.match === false) || rank(a.name) - rank(b.name))
    .slice(0, Math.min(ROWS + differs.length, 10));
  const merchant = session.role === 'merchant';
  const { text, detail } = now(result, session.role);
  return html`<div class="a4">
    <header>
      <div><h1>${t('report-title')}</h1><p lang=${session.language === 'zh-CN' ? 'en' : 'zh-CN'}>${t('report-title-other')}</p></div>
      <p class="right">${t('report-number')} <span class="mono">${reportNumber(result)}</span><br />${t('report-checked')} <span class="mono">${localMoment(new Date())}</span></p>
    </header>
    ${report.demo ? html`<p class="demo">${t('report-demo')}</p>` : nothing}
    ${report.environment === 'test' ? html`<p class="demo">${t('test-note')}</p>` : nothing}
    <div class="v">${look(report).mark}<div><strong>${verdictWord(report)}</strong><p>${why(result)}</p></div>
      ${
        amount?.printed !== undefined && amount.signed !== undefined
          ? html`<div class="amt"><span>${t('verdict-printed')}</span><span>${t(inCode(report) ? 'verdict-in-code' : 'verdict-signed')}</span><b>${foreign(amount.printed)}</b><b>${foreign(amount.signed)}</b></div>`
          : nothing
      }</div>
    <p><b>${t('verdict-now')}${t('colon')}</b>${text} ${detail ?? nothing}</p>
    <div class="two">
      <div><h2>${t('report-transaction')}</h2><table><tbody>${[...TRANSACTION, ...(compared ? [] : COMPARED)].map((name) => {
        const found = value(report, name);
        return found === undefined
          ? nothing
          : html`<tr><th scope="row">${fieldName(name)}</th><td class="mono">${foreign(name === 'type' ? (typeName(found) ?? found) : found)}</td></tr>`;
      })}</tbody></table></div>
      <div><h2>${t('checks-title')} ${summary(report) === '' ? nothing : html`<small>${summary(report)}</small>`}</h2><ul class="cl">${ordered(report).map((check) => html`<li>${sign(check.status)}<span>${t(`check-${check.id}`)}</span><span>${check.status === 'fail' ? html`<b>${t(`status-${check.status}`)}</b>` : t(`status-${check.status}`)}</span></li>`)}</ul></div>
    </div>
    ${report.causes.length > 0 ? html`<div><h2>${t('report-cause')}</h2>${report.causes.slice(0, 2).map((cause) => html`<p><b>${t('report-cause-line', { cause: t(`cause-${cause.id}`), confidence: t(`confidence-${cause.confidence}`) })}</b> ${t(`cause-${cause.id}-why`)}</p>`)}</div>` : nothing}
    ${
      compared
        ? html`<div><h2>${t('report-fields')}</h2><table><thead><tr><th scope="col">${t('report-field')}</th><th scope="col">${t('fields-printed')}</th><th scope="col">${t(inCode(report) ? 'fields-in-code' : 'fields-signed')}</th><th scope="col">${t('report-result')}</th></tr></thead><tbody>
          ${list.map((field) => html`<tr class=${field.match === false ? 'bad' : ''}><th scope="row">${fieldName(field.name)}</th><td class="mono">${field.printed === undefined ? '–' : foreign(field.printed)}</td><td class="mono">${field.signed !== undefined ? foreign(field.signed) : field.code !== undefined ? html`${foreign(field.code)} (${t('fields-code-only')})` : '–'}</td><td>${field.match === true ? `= ${t('fields-same')}` : field.match === false ? `≠ ${t('fields-different')}` : field.match === null ? `? ${t('fields-unsure')}` : '–'}</td></tr>`)}
        </tbody></table></div>`
        : nothing
    }
    ${report.notes.filter(({ id }) => id === 'read-by-machine' || id === 'corrected-by-hand').map((note) => html`<p>${noteText(note)}</p>`)}
    <div><h2>${t('report-evidence')}</h2><table><tbody>
      ${report.signature?.digest === undefined ? nothing : html`<tr><th scope="row">${t('report-digest')}</th><td class="hexline">${grouped(report.signature.digest.toUpperCase())}</td></tr>`}
      ${report.signature?.keySha256 === undefined ? nothing : html`<tr><th scope="row">${t('report-key')}</th><td class="hexline">${grouped(report.signature.keySha256.toUpperCase())}</td></tr>`}
      ${report.certificate ? html`<tr><th scope="row">${t('report-path')}</th><td>${report.certificate.path.map((subject, index) => html`${index > 0 ? ' ← ' : ''}${foreign(nameParts(subject).common)}`)}</td></tr>` : nothing}
    </tbody></table></div>
    <div><h2>${t('report-steps')}</h2><ol class="plain">${(report.nextSteps[session.role] ?? []).slice(0, 3).map((step) => html`<li>${stepText(step)}</li>`)}</ol></div>
    <div class="two">
      <div><h2>${t('report-done')}</h2>${[1, 2, 3, 4].map((number) => html`<p class="tick"><i></i><span>${t(merchant ? `report-done-merchant-${number}` : `report-done-${number}`, { blank })}</span></p>`)}</div>
      <div><h2>${t('report-contacts')}</h2><table><tbody>${contacts(report.country, merchant).map(([who, how]) => html`<tr><th scope="row">${who}</th><td>${how}</td></tr>`)}</tbody></table></div>
    </div>
    <div class="lines"><p>${t('report-sign-cardholder')}</p><p>${t('report-sign-merchant')}</p></div>
    <footer><span>${t('report-foot')}</span><span class="mono">${location.host}<br />${__VERSION__} (${__BUILD__})<slip-release brief .language=${session.language}></slip-release></span></footer>
  </div>`;
}

/** Whom to ask, by the slip's country. */
function contacts(country: string | undefined, merchant: boolean): [string, string][] {
  const first: [string, string] = merchant
    ? [t('report-contact-acquirer'), t('report-contact-acquirer-detail')]
    : [t('report-contact-bank'), t('report-contact-bank-detail')];
  switch (country) {
    case 'CN':
      return [first, [t('report-contact-unionpay'), '95516'], [t('report-contact-12315'), '12315'], [t('report-contact-12363'), '12363']];
    case 'DE':
      return [first, [t('report-contact-tax-de'), t('report-contact-tax-detail')]];
    case 'AT':
      return [first, [t('report-contact-tax-at'), t('report-contact-tax-detail')]];
    default:
      return [first];
  }
}

/** `2026-11-20 18:55:13 +08:00`, in the device's own zone. */
function localMoment(moment: Date): string {
  const two = (number: number): string => String(Math.abs(number)).padStart(2, '0');
  const offset = -moment.getTimezoneOffset();
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())} ${offset < 0 ? '-' : '+'}${two(Math.trunc(offset / 60))}:${two(offset % 60)}`;
}
