/** Next steps for the chosen role, in order; the first few open, the rest folded. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Report, Role } from '../engine/report.ts';
import { stepPhase, stepText, type Phase } from '../state/guidance.ts';
import { t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { wide } from './fold.ts';
import { foreign } from './foreign.ts';
import { icon } from './icon.ts';
import { fieldName, readableTime, value } from './wording.ts';

/** What a step can start by itself, besides reading it. */
export interface StepActions {
  print(): void;
  save(): void;
  addCertificate(): void;
  showKey(): void;
  photo(): void;
  paste(): void;
}

type Contact = { phone: string; sure: boolean } | { site: string; url: string };

/** Numbers and offices that a step names (specs/next-steps.md, part B). `sure`: confirmed in more than weak sources. */
const CONTACTS: Record<string, Contact[]> = {
  'call-unionpay': [{ phone: '95516', sure: false }],
  'complain-12315': [
    { phone: '12315', sure: true },
    { site: 'www.12315.cn', url: 'https://www.12315.cn/' },
  ],
  'complain-pboc': [{ phone: '12363', sure: true }],
  'call-12366': [{ phone: '12366', sure: true }],
  'verify-on-tax-platform': [{ site: 'inv-veri.chinatax.gov.cn', url: 'https://inv-veri.chinatax.gov.cn/' }],
  'check-acquirer-licence': [{ site: 'www.pbc.gov.cn', url: 'http://www.pbc.gov.cn/' }],
  'notify-tse-change': [{ site: 'www.elster.de', url: 'https://www.elster.de/' }],
  'report-finanzonline-48h': [{ site: 'finanzonline.bmf.gv.at', url: 'https://finanzonline.bmf.gv.at/' }],
  'report-finanzonline-end': [{ site: 'finanzonline.bmf.gv.at', url: 'https://finanzonline.bmf.gv.at/' }],
  'report-finanzonline-loss': [{ site: 'finanzonline.bmf.gv.at', url: 'https://finanzonline.bmf.gv.at/' }],
  'register-new-certificate': [{ site: 'finanzonline.bmf.gv.at', url: 'https://finanzonline.bmf.gv.at/' }],
};

/** Members that a person is asked for, or has to look at, in a step. */
const QUOTES: Record<string, string[]> = {
  'call-card-bank': ['rrn', 'time'],
  'file-dispute': ['rrn', 'time', 'amount'],
  'call-unionpay': ['rrn', 'time'],
  'call-acquirer': ['mid', 'tid', 'rrn'],
  'query-host': ['rrn', 'stan'],
  'do-not-charge-twice': ['rrn'],
  'compare-stub': ['stan', 'rrn', 'amount'],
  'void-and-redo': ['stan'],
  'match-merchant-number': ['mid'],
  'write-down': ['time', 'amount', 'merchant', 'mid', 'tid', 'rrn'],
  'compare-with-purchase': ['amount', 'time', 'merchant'],
};

const REPORT = new Set(['save-report', 'talk-to-shop', 'call-device-maker', 'log-incident', 'call-tax-adviser']);
const CERTIFICATE = new Set(['get-certificate', 'ask-certificate-file']);
const PHOTO = new Set(['retake-photo', 'whole-slip-in-view', 'clean-camera', 'clean-scanner', 'add-second-receipt']);
const PASTE = new Set(['paste-whole-code', 'paste-plain-text', 'type-fields']);

/** How many are open at once; two on a phone, where reading the photo is on offer. */
const OPEN = 4;

export function steps(session: Session, report: Report, actions: StepActions): TemplateResult | typeof nothing {
  const list = report.nextSteps[session.role] ?? [];
  const unique = [...new Set(list)];
  // One more is no reason to fold.
  const offered = session.result?.paper && !wide.matches;
  const open = offered ? Math.min(2, unique.length) : unique.length <= OPEN + 1 ? unique.length : OPEN;
  const used = new Set<string>();
  const item = (id: string): TemplateResult => step(report, id, unique.indexOf(id) + 1, actions, used);
  return html`<section class="block" aria-labelledby="steps-title">
    <h2 id="steps-title">${t('steps-title')}</h2>
    ${roleSwitch(session, 'steps')}
    ${unique.length === 0 ? nothing : html`<ol class="steps">${unique.slice(0, open).map(item)}</ol>`}
    ${
      open < unique.length
        ? html`<details class="more">
          <summary>${icon('chev', 'chev')}${t('steps-more', { count: unique.length - open })}</summary>
          ${phases(unique.slice(open)).map(
            ([phase, ids]) =>
              html`<h3 class="steps__phase">${t(`phase-${phase}`)}</h3><ol class="steps" start=${unique.indexOf(ids[0] ?? '') + 1}>${ids.map(item)}</ol>`,
          )}
        </details>`
        : nothing
    }
  </section>`;
}

/** Steps in runs of one phase. */
function phases(ids: string[]): [Phase, string[]][] {
  const runs: [Phase, string[]][] = [];
  for (const id of ids) {
    const phase = stepPhase(id);
    const last = runs.at(-1);
    if (last && last[0] === phase) last[1].push(id);
    else runs.push([phase, [id]]);
  }
  return runs;
}

function step(report: Report, id: string, number: number, actions: StepActions, used: Set<string>): TemplateResult {
  const once = (group: string): boolean => !used.has(group) && Boolean(used.add(group));
  const quotes = (QUOTES[id] ?? []).flatMap((name) => {
    const text = value(report, name);
    return text === undefined ? [] : [[name, name === 'time' ? readableTime(text) : text] as const];
  });
  const contacts = CONTACTS[id] ?? [];
  const buttons = [
    ...contacts.map(contact),
    REPORT.has(id) && once('report') ? button('print', t('action-report'), () => actions.print()) : nothing,
    id === 'save-report' ? button('save', t('action-save'), () => actions.save()) : nothing,
    CERTIFICATE.has(id) && once('certificate') ? button('plus', t('action-add-certificate'), () => actions.addCertificate()) : nothing,
    id === 'compare-fingerprint' && report.signature?.keySha256 !== undefined ? button('key', t('action-show-key'), () => actions.showKey()) : nothing,
    PHOTO.has(id) && once('photo') ? button('camera', t('action-photo'), () => actions.photo()) : nothing,
    PASTE.has(id) && once('paste') ? button('paste', t('action-paste'), () => actions.paste()) : nothing,
  ].filter((entry) => entry !== nothing);
  return html`<li data-step=${id} data-number=${number} data-phase=${stepPhase(id)}>
    <b>${stepText(id)}</b>
    ${quotes.length > 0 ? html`<p class="quotes"><span class="vh">${t('steps-quote')}: </span>${quotes.map(([name, text]) => html`<span>${fieldName(name)} <span class="mono">${foreign(text)}</span></span> `)}</p>` : nothing}
    ${contacts.some((entry) => 'phone' in entry && !entry.sure) ? html`<p>${t('action-check-number')}</p>` : nothing}
    ${buttons.length > 0 ? html`<div class="acts">${buttons}</div>` : nothing}
  </li>`;
}

function contact(entry: Contact): TemplateResult {
  return 'phone' in entry
    ? html`<a class="btn btn--small" href="tel:${entry.phone}">${icon('phone')}${t('action-call', { number: entry.phone })}</a>`
    : html`<a class="btn btn--small" href=${entry.url} target="_blank" rel="noopener noreferrer external">${icon('open')}${t('action-open', { site: entry.site })}</a>`;
}

function button(name: string, label: string, run: () => void): TemplateResult {
  return html`<button class="btn btn--small" type="button" @click=${run}>${icon(name)}${label}</button>`;
}

/** Whose steps are shown. `place` keeps the names of two switches apart. */
export function roleSwitch(session: Session, place: string): TemplateResult {
  const radio = (role: Role): TemplateResult =>
    html`<label><input type="radio" name="role-${place}" value=${role} .checked=${session.role === role} @change=${() => session.chooseRole(role)} /><span>${icon('tick', 'tick')}${t(`role-${role}`)}</span></label>`;
  return html`<fieldset class="seg"><legend class="vh">${t('role-legend')}</legend>${radio('cardholder')}${radio('merchant')}</fieldset>`;
}
