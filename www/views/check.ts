/** Checking: the start screen, the reading of photos, and the result. The intake is one element in all of them. */

import { html, nothing, type TemplateResult } from 'lit';
import { causes } from '../components/causes.ts';
import { certificateFacts, keyHistory, unknownKey } from '../components/certificate-facts.ts';
import { checks } from '../components/checks.ts';
import { fields } from '../components/fields.ts';
import { visible } from '../components/foreign.ts';
import { tillSteps } from '../components/host-codes.ts';
import { icon, sign } from '../components/icon.ts';
import { intake, type IntakeActions } from '../components/intake.ts';
import { missingIssuer } from '../components/issuer-note.ts';
import { keep } from '../components/keep.ts';
import { knows } from '../components/knows.ts';
import { look } from '../components/look.ts';
import { notes } from '../components/notes.ts';
import { figure, photo } from '../components/photo.ts';
import { reportPrint } from '../components/report-print.ts';
import { samples } from '../components/samples.ts';
import { roleSwitch, steps, type StepActions } from '../components/steps.ts';
import { beside, ticket } from '../components/ticket.ts';
import { verdictWord } from '../components/wording.ts';
import { has, t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import type { Session } from '../state/session.ts';
import { isTrusted } from '../storage/certificates.ts';

/** What is drawn only after some verdicts, once it is there. */
export interface Drawn {
  decoded?: typeof import('../components/decoded.ts') | undefined;
  paper?: typeof import('../components/paper.ts') | undefined;
}

export interface CheckActions extends IntakeActions, StepActions {
  printed(event: InputEvent): void;
  evidence(): void;
}

/** `over`: something is dragged over the page. `paper`: it is being printed. */
export function checkView(session: Session, drawn: Drawn, over: boolean, paper: boolean, actions: CheckActions): TemplateResult {
  const { result } = session;
  const start = !result && !session.reading && !session.busy;
  return html`
    ${session.reading ? reading(session) : result ? resultView(session, drawn, result, actions) : session.busy ? checking() : nothing}
    <div class="page ${start ? '' : 'page--after'}">
      ${start ? html`<div class="hero"><h1>${t('start-title')}</h1><p>${t('start-lead')}</p></div>${roleSwitch(session, 'start')}` : nothing}
      ${intake(session, over, actions)}
      ${start ? startRest(session) : nothing}
      ${footer(session)}
    </div>
    ${result && paper && !session.busy ? reportPrint(session, result) : nothing}`;
}

/** The first check runs: no verdict yet, and never an empty one. */
function checking(): TemplateResult {
  return html`<div class="page page--checking"><p class="note" role="presentation">${sign('run', 'i spin')}<span>${t('status-checking')}</span></p></div>`;
}

function startRest(session: Session): TemplateResult {
  const trusted = session.certificates.store.certificates().some(isTrusted) || session.certificates.groups.anyOn;
  return html`
    <div class="block">
      <details class="help">
        <summary><span>${t('help-digest')}<small>${t('help-digest.detail')}</small></span>${icon('chev')}</summary>
        ${tillSteps(session, 5)}
        <p class="help__more"><a href="#/help">${t('help-digest-more')}</a></p>
      </details>
      <ul class="promise">
        <li>${icon('lock')}<span><b>${t('promise-upload')}</b> ${t('promise-upload.detail')}</span></li>
        <li>${icon('offline')}<span><b>${t('promise-offline')}</b> ${t('promise-offline.detail')}</span></li>
        ${trusted ? nothing : html`<li data-trust="none">${icon('cert')}<span><b>${t('trust-none')}</b> ${t('trust-none.detail')} <a href="#/certificates">${t('trust-none.action')}</a></span></li>`}
      </ul>
    </div>
    ${samples(session)}`;
}

function reading(session: Session): TemplateResult {
  const { stage, number, count, name, url, pages } = session.reading ?? { stage: 'open', number: 1, count: 1, name: '' };
  const said = (id: string): string => t(pages && has('reading-file-title') ? `reading-file-${id}` : `reading-${id}`);
  const row = (step: 'open' | 'code' | 'check'): TemplateResult => {
    const order = ['open', 'code', 'check'];
    const done = order.indexOf(step) < order.indexOf(stage);
    const running = step === stage;
    return html`<li class=${done ? 'is-done' : running ? '' : 'is-waiting'}>${done ? sign('pass') : running ? sign('run', 'spin') : sign('absent')}<b>${step === 'check' ? t('reading-check') : said(step)}</b>${step === 'code' && running && pages ? html`<em>${pages.at} / ${pages.count}</em>` : nothing}</li>`;
  };
  return html`<div class="page page--reading">
    <div class="hero"><h1 tabindex="-1">${said('title')}</h1><p>${said('lead')}${count > 1 ? html` ${t('reading-of', { number, count, name: visible(name) })}` : nothing}</p></div>
    ${url === undefined ? nothing : figure({ url })}
    <ol class="prog">${row('open')}${row('code')}${row('check')}</ol>
    <div class="btns"><button class="btn" type="button" @click=${() => session.cancel()}>${icon('close')}${t('reading-cancel')}</button></div>
  </div>`;
}

function resultView(session: Session, { decoded, paper }: Drawn, result: Result, actions: CheckActions): TemplateResult {
  const { report } = result;
  const { desk } = session;
  return html`<div class="page page--wide page--result ${session.busy ? 'is-stale' : ''}">
    <div class="col">
      ${session.back === undefined ? nothing : html`<p><a class="btn btn--small" href="#/${session.back}" data-back=${session.back}>${t(`${session.back}-back`)}</a></p>`}
      ${session.results.length > 1 ? several(session) : nothing}
      ${ticket(session, result)}
      ${desk && paper ? paper.paperQuestions(desk, result) : nothing}
      ${beside(result)}
      ${desk && paper ? paper.paperCard(session, desk, result) : nothing}
      ${keyHistory(report)}
      ${session.lacksPrint || (session.busy && session.printed !== '') ? print(session, result, actions) : nothing}
      ${decoded?.sealed(session, report) ?? nothing}
      ${decoded?.merchants(session, report) ?? nothing}
      ${missingIssuer(report, () => actions.addCertificate())}
      ${steps(session, report, actions)}
      <div class="folds">${causes(report)}${knows(report, result.byHost)}</div>
    </div>
    <div class="col">
      <div class="folds">
        ${(desk && paper?.paperPhoto(desk, result)) ?? decoded?.pageSheet(result, session) ?? photo(result)}
        ${fields(report, desk && paper?.paperFields(desk, result))}
        ${desk && paper ? paper.paperQuality(session, result) : nothing}
        ${unknownKey(session, report)}
        ${decoded?.findings(report) ?? nothing}
        ${decoded?.decoded(report) ?? nothing}
        ${checks(result)}
        ${report.verdict === 'unknown-issuer' ? nothing : certificateFacts(report)}
        ${notes(report, decoded?.DECODED)}
      </div>
      <div class="btns result-actions">
        <button class="btn btn--main" type="button" @click=${() => actions.evidence()}>${icon('key')}${t('evidence-show')}</button>
        ${keep(session, result)}
        <button class="btn" type="button" @click=${() => actions.print()}>${icon('print')}${t('print-report')}</button>
        <button class="btn" type="button" data-incident @click=${() => session.writeDown()}>${icon('edit')}${t('incident-write')}</button>
        <button class="btn" type="button" @click=${() => actions.save()}>${icon('save')}${t('save-text')}</button>
      </div>
    </div>
  </div>`;
}

/** The print beside the code, typed in: compared field by field, and what a detached slip's signature is over. */
function print(session: Session, result: Result, actions: CheckActions): TemplateResult {
  // Reading the photo is less work than typing.
  const needed = !session.desk?.offers(result) && result.report.notes.some(({ id }) => id === 'printed-text-needed');
  return html`<details class="card print" ?open=${needed || session.printed !== ''}>
    <summary>${icon('chev', 'chev')}<span>${t('print-title')}</span></summary>
    <label class="cap" for="printed-text">${t('print-label')}</label>
    <textarea id="printed-text" rows="5" placeholder=${t('print-placeholder')} spellcheck="false" autocomplete="off" translate="no" .value=${session.printed} @input=${(event: InputEvent) => actions.printed(event)}></textarea>
  </details>`;
}

/** Several codes in one input: each with its verdict, the most urgent one chosen. */
function several(session: Session): TemplateResult {
  return html`<nav class="several" aria-labelledby="results-title">
    <h2 id="results-title">${t('results-title', { count: session.results.length })}</h2>
    <ol>${session.results.map(
      ({ report, name }, index) =>
        html`<li><button type="button" class="chip tone-${look(report).tone}" data-result=${index} aria-current=${index === session.selected ? 'true' : nothing} @click=${() => session.choose(index)}>${look(report).mark}<span>${t('results-item', { number: index + 1 })}${t('colon')}${verdictWord(report)}${name === undefined ? nothing : html` <small>${visible(name)}</small>`}</span></button></li>`,
    )}</ol>
  </nav>`;
}

export function footer(session: Session): TemplateResult {
  const theme = (value: 'auto' | 'light' | 'dark'): TemplateResult =>
    html`<option value=${value} ?selected=${session.theme === value}>${t(`theme-${value}`)}</option>`;
  return html`<footer class="foot">
    <span class="foot__all">${t('foot-formats')}</span>
    <a href="#/certificates">${t('nav-certificates')}</a><a href="#/kept">${t('nav-kept')}</a><a href="#/help">${t('nav-help')}</a>
    <label class="theme">${t('nav-theme')} <select @change=${(event: Event) => session.chooseTheme((event.target as HTMLSelectElement).value as 'auto' | 'light' | 'dark')}>${theme('auto')}${theme('light')}${theme('dark')}</select></label>
    <span>${t('foot-source', { version: __VERSION__, build: __BUILD__ })}</span>
    <slip-release .language=${session.language}></slip-release>
  </footer>`;
}
