/** The user's terminals: the list with what is due, and each by itself. */

import '../styles/terminals.css';
import { html, nothing, type TemplateResult } from 'lit';
import { foreign } from '../components/foreign.ts';
import { hostCodes } from '../components/host-codes.ts';
import { calendar } from '../components/ics.ts';
import { icon, mark, sign } from '../components/icon.ts';
import { save } from '../components/save.ts';
import { dueList, events } from '../components/terminal-reminders.ts';
import '../components/screen-photo.ts';
import { terminalSheet } from '../components/terminal-sheet.ts';
import { localTime } from '../components/wording.ts';
import { loadPart, t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { dates, expiries, NUMBER, terminalOf, type Terminals } from '../state/terminals.ts';
import type { StoredTerminal } from '../storage/terminals.ts';
import { footer } from './check.ts';

let opened = false;
/** The number that is being typed, the host code, and what waits for a second press before it is deleted. */
let [typed, code, doomed] = ['', '', ''];
/** The number that was added last may be a card's, and was masked. */
let masked = false;

export function toolView(session: Session): TemplateResult {
  if (!opened) {
    opened = true;
    // Causes of tills' receipts stand with the other formats' terms.
    void Promise.all([session.openTerminals(), loadPart('terms').catch(() => undefined)]).then(() => session.changed());
  }
  const { terminals } = session;
  if (!terminals?.ready) return html`<div class="page"><div class="hero"><h1 tabindex="-1">${t('nav-terminals')}</h1></div></div>`;
  const one = session.detail === '' ? undefined : terminals.store.get(session.detail);
  return html`<div class="page">
    <div class="hero"><h1 tabindex="-1">${t('nav-terminals')}</h1><p>${t('tools-terminals')}</p></div>
    ${terminals.store.inMemory ? html`<p class="note" data-terminals-memory>${icon('info')}<span>${t('terminals-memory')}</span></p>` : nothing}
    ${
      one
        ? terminalSheet(
            session,
            terminals,
            one,
            deletion(session, one.number, 'terminals-remove', () => gone(session, terminals, one.number)),
          )
        : list(session, terminals)
    }
    ${footer(session)}
  </div>`;
}

async function gone(session: Session, terminals: Terminals, number: string): Promise<void> {
  await terminals.remove(number);
  session.go('terminals');
}

function list(session: Session, terminals: Terminals): TemplateResult {
  const all = terminals.store.terminals();
  const certificates = session.certificates.store.certificates();
  const numbers = all.map(({ number }) => number);
  const recorded = all.some(({ seen }) => seen.length > 0);
  const reminders = events(all.flatMap((terminal) => dates(terminal, certificates)));
  return html`${session.detail === '' ? nothing : html`<p class="note" data-terminal-unknown>${icon('info')}<span>${t('terminals-unknown')}</span></p>`}
    ${dueList(terminals.due(certificates))}
    ${all.length === 0 ? html`<p class="note" data-terminals-none>${icon('info')}<span>${t('terminals-none')}</span></p>` : html`<ul class="terminals__list">${all.map((terminal) => row(session, terminal))}</ul>`}
    ${adding(session, terminals, numbers)}
    <section class="card" aria-label=${t('terminals-seen')}>
      <label class="choice"><input id="terminals-remember" type="checkbox" .checked=${terminals.remembers} @change=${(event: Event) => terminals.remember((event.target as HTMLInputElement).checked)} /><span><b>${t('terminals-remember')}</b><br />${t('terminals-remember-detail')}</span></label>
      ${recorded ? html`<div class="btns"><button class="btn" type="button" data-forget-all @click=${() => void terminals.forget(...numbers)}>${icon('close')}${t('terminals-forget-all')}</button></div>` : nothing}
    </section>
    ${
      all.length === 0
        ? nothing
        : html`<div class="btns">${reminders.length === 0 ? nothing : html`<button class="btn" type="button" data-calendar @click=${() => save('slipcheck-terminals.ics', 'text/calendar;charset=utf-8', calendar(reminders))}>${icon('save')}${t('terminals-calendar')}</button>`}</div>
          ${deletion(session, '*', 'terminals-remove-all', () => terminals.remove(...numbers))}`
    }
    ${hostCodes(session, code, (text) => {
      code = text;
      session.changed();
    })}
    <slip-screen-photo .language=${session.language} .now=${code} .use=${(found: string) => {
      code = found;
      session.changed();
      // What it says stands above, and may be out of view.
      requestAnimationFrame(() => document.querySelector('#host-code')?.scrollIntoView({ block: 'center' }));
    }}></slip-screen-photo>
    <p class="note">${icon('lock')}<span>${t('terminals-lock')}</span></p>`;
}

function row(session: Session, terminal: StoredTerminal): TemplateResult {
  const { number, name, seen } = terminal;
  const last = seen.at(-1);
  const [expiry] = expiries(terminal, session.certificates.store.certificates());
  return html`<li><a class="card terminals__item" href="#/terminals/${encodeURIComponent(number)}" data-terminal-row=${number}>
    <h2><span class="mono">${foreign(number)}</span>${name === '' ? nothing : html` ${foreign(name)}`}</h2>
    ${last ? html`<p class="terminals__verdict">${mark(last.verdict)}<span>${t(`verdict-${last.verdict}`)} · ${localTime(last.at)}</span></p>` : nothing}
    ${expiry ? html`<p>${t('terminals-row-certificate', { date: expiry.notAfter.slice(0, 10) })}</p>` : nothing}
  </a></li>`;
}

function adding(session: Session, terminals: Terminals, numbers: readonly string[]): TemplateResult {
  const seen = session.results.map(({ report }) => terminalOf(report)).filter((number) => number !== undefined && !numbers.includes(number));
  const add = (number: string): void => {
    if (number === '') return;
    typed = '';
    // The field is emptied at once, and drawn again when it is kept.
    void terminals.add(number).then((hidden) => {
      masked = hidden;
      session.changed();
    });
    session.changed();
  };
  return html`<form class="card" data-add @submit=${(event: Event) => {
    event.preventDefault();
    add(typed.trim());
    // What is drawn has not changed since: the field itself is emptied.
    (event.target as HTMLFormElement).reset();
  }}>
    <label class="terminals__field"><span>${t('terminals-number')}</span><input id="terminal-number" type="text" maxlength=${NUMBER} autocomplete="off" spellcheck="false" .value=${typed} @input=${(
      event: Event,
    ) => {
      typed = (event.target as HTMLInputElement).value;
    }} /></label>
    ${masked ? html`<p class="hint" role="alert" data-terminal-masked>${sign('warn')}<span>${t('terminals-masked')}</span></p>` : nothing}
    <div class="btns"><button class="btn" type="submit">${icon('plus')}${t('terminals-add')}</button>
    ${[...new Set(seen)].map((number = '') => html`<button class="btn" type="button" data-offer=${number} @click=${() => add(number)}>${icon('plus')}${t('terminals-offer')} <span class="mono">${foreign(number)}</span></button>`)}</div>
  </form>`;
}

/** Deleting is asked for twice, and cannot be taken back. */
function deletion(session: Session, what: string, text: string, remove: () => Promise<void>): TemplateResult {
  const set = (value: string): void => {
    doomed = value;
    session.changed();
  };
  return doomed === what
    ? html`<div class="card" role="group" aria-label=${t(text)}><p>${t('terminals-really')}</p><div class="btns">
        <button class="btn btn--main" type="button" data-delete-now @click=${() => {
          doomed = '';
          void remove();
        }}>${t('terminals-delete')}</button>
        <button class="btn" type="button" @click=${() => set('')}>${t('terminals-keep')}</button>
      </div></div>`
    : html`<div class="btns"><button class="btn btn--quiet" type="button" data-delete @click=${() => set(what)}>${icon('close')}${t(text)}</button></div>`;
}
