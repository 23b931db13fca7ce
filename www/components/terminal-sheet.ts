/** One terminal: what the user wrote down, its certificates, what was seen on its slips, and its check-up. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import { causesOf, expiries, type Terminals } from '../state/terminals.ts';
import type { StoredTerminal } from '../storage/terminals.ts';
import { foreign } from './foreign.ts';
import { icon, mark, sign } from './icon.ts';
import { checkup } from './terminal-checkup.ts';
import { terminalPlot } from './terminal-plot.ts';
import { localTime, nameParts } from './wording.ts';

const MEMBERS = ['name', 'vendor', 'acquirer', 'phone', 'software', 'maintenance'] as const;
/** How many of the last checks are listed. */
const LAST = 8;
const HOUR = 3600;

export function terminalSheet(session: Session, terminals: Terminals, terminal: StoredTerminal, remove: TemplateResult): TemplateResult {
  const { number, seen } = terminal;
  return html`<article class="terminals" data-terminal=${number}>
    <p><a class="terminals__back" href="#/terminals">${t('terminals-back')}</a></p>
    <h2 class="terminals__title"><span class="mono">${foreign(number)}</span>${terminal.name === '' ? nothing : html` ${foreign(terminal.name)}`}</h2>
    <section class="card" aria-label=${t('terminals-about')}>${MEMBERS.map(
      (member) =>
        html`<label class="terminals__field"><span>${t(`terminals-${member}`)}</span><input type=${member === 'maintenance' ? 'date' : member === 'phone' ? 'tel' : 'text'} maxlength="120" autocomplete="off" data-member=${member} .value=${terminal[member]} @change=${(event: Event) => void terminals.set(number, member, (event.target as HTMLInputElement).value)} /></label>`,
    )}${terminal.phone === '' ? nothing : html`<a class="btn btn--small" href="tel:${terminal.phone.replace(/[^0-9+]/g, '')}">${icon('phone')}${t('terminals-call')}</a>`}</section>
    ${certificates(session, terminal)}
    <section class="block" aria-labelledby="seen-title">
      <h2 id="seen-title">${t('terminals-seen')}</h2>
      ${seen.length === 0 ? html`<p class="note" data-seen-none>${icon('info')}<span>${t(terminals.remembers ? 'terminals-seen-none' : 'terminals-seen-off')}</span></p>` : history(terminals, terminal)}
    </section>
    ${checkup(terminals, terminal, () => session.changed())}
    ${remove}
  </article>`;
}

function certificates(session: Session, terminal: StoredTerminal): TemplateResult {
  const list = expiries(terminal, session.certificates.store.certificates());
  const today = new Date().toISOString();
  return html`<section class="block" aria-labelledby="terminal-certificates">
    <h2 id="terminal-certificates">${t('terminals-certificates')}</h2>
    ${
      list.length === 0
        ? html`<p class="note">${icon('info')}<span>${t('terminals-certificates-none')} <a class="terminals__back" href="#/certificates">${t('nav-certificates')}</a></span></p>`
        : html`<ul class="list terminals__past">${list.map(
            ({ sha256, subject, notAfter, from }) =>
              html`<li data-expiry=${sha256}><p>${sign(notAfter < today ? 'fail' : 'pass')} <b>${foreign(nameParts(subject).common)}</b></p><p>${t(notAfter < today ? 'terminals-expired' : 'terminals-expires', { date: notAfter.slice(0, 10) })} · ${t(`terminals-from-${from}`)}</p></li>`,
          )}</ul>`
    }
  </section>`;
}

function history(terminals: Terminals, { number, seen }: StoredTerminal): TemplateResult {
  const causes = causesOf(seen);
  const faults = causes.filter(({ id }) => id === 'printer-fault' || id === 'camera-fault');
  const clock = seen.findLast(({ offset }) => offset !== undefined);
  return html`<div class="card">${terminalPlot(seen)}
      <dl class="facts">
        <dt>${t('terminals-count')}</dt><dd data-count>${seen.length}</dd>
        ${faults.length === 0 ? html`<dt>${t('terminals-faults')}</dt><dd>${t('terminals-faults-none')}</dd>` : faults.map(({ id, count, last }) => html`<dt>${t(`cause-${id}`)}</dt><dd data-fault=${id}>${t('terminals-times', { count, last: localTime(last) })}</dd>`)}
        <dt>${t('terminals-clock')}</dt><dd data-clock>${clock?.offset === undefined ? t('terminals-clock-none') : offsetText(clock.offset, clock.at)}</dd>
      </dl></div>
    ${causes.length === 0 ? nothing : html`<h3>${t('terminals-causes')}</h3><ul class="list terminals__past">${causes.map(({ id, count, last }) => html`<li data-cause-seen=${id}><p><b>${t(`cause-${id}`)}</b></p><p>${t('terminals-times', { count, last: localTime(last) })}</p></li>`)}</ul>`}
    <h3>${t('terminals-last')}</h3>
    <ul class="list terminals__past">${seen
      .slice(-LAST)
      .reverse()
      .map(
        ({ at, verdict }) =>
          html`<li class="terminals__verdict" data-seen=${verdict}>${mark(verdict)}<span>${t(`verdict-${verdict}`)} · ${localTime(at)}</span></li>`,
      )}</ul>
    <div class="btns"><button class="btn" type="button" data-forget @click=${() => void terminals.forget(number)}>${icon('close')}${t('terminals-forget')}</button></div>`;
}

function offsetText(offset: number, at: string): string {
  const hours = offset % HOUR === 0;
  return t(hours ? 'terminals-clock-hours' : 'terminals-clock-seconds', { count: Math.abs(hours ? offset / HOUR : offset), date: localTime(at) });
}
