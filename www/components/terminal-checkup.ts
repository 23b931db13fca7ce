/** The check-up of a terminal: ten questions, what to do for each "no", and the results that were kept. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import { QUESTIONS, type Terminals } from '../state/terminals.ts';
import { ANSWERS, type Answer, type Checkup, type StoredTerminal } from '../storage/terminals.ts';
import { icon, sign } from './icon.ts';
import { localTime } from './wording.ts';

/** What is ticked and not kept yet, by terminal. */
const drafts = new Map<string, Record<string, Answer>>();

export function checkup(terminals: Terminals, { number, checkups, phone }: StoredTerminal, changed: () => void): TemplateResult {
  const draft = drafts.get(number) ?? {};
  // "Written here" is seen here.
  const unwritten = (answer: Answer | undefined): boolean => answer === 'yes' && phone.trim() === '';
  const choose = (question: string, answer: Answer): void => {
    drafts.set(number, { ...draft, [question]: answer });
    changed();
  };
  const keep = (): void => {
    drafts.delete(number);
    void terminals.checkUp(number, unwritten(draft['emergency']) ? { ...draft, emergency: 'no' } : draft);
  };
  return html`<section class="block" aria-labelledby="checkup-title">
    <h2 id="checkup-title">${t('terminals-checkup')}</h2>
    <p class="muted">${t('terminals-checkup-lead')}</p>
    <ol class="terminals__questions">${QUESTIONS.map((id) => question(id, draft[id], id === 'emergency' && unwritten(draft[id]), (answer) => choose(id, answer)))}</ol>
    <div class="btns"><button class="btn btn--main" type="button" data-checkup-keep ?disabled=${Object.keys(draft).length === 0} @click=${keep}>${icon('save')}${t('terminals-checkup-keep')}</button></div>
    ${checkups.length === 0 ? nothing : html`<h3>${t('terminals-checkup-past')}</h3><ul class="list terminals__past">${[...checkups].reverse().map((one) => past(terminals, number, one))}</ul>`}
  </section>`;
}

function question(id: string, answer: Answer | undefined, unwritten: boolean, choose: (answer: Answer) => void): TemplateResult {
  return html`<li class="card" data-question=${id}>
    <p id="checkup-${id}"><b>${t(`terminals-ask-${id}`)}</b></p>
    <div class="seg" role="radiogroup" aria-labelledby="checkup-${id}">${ANSWERS.map(
      (one) =>
        html`<label><input type="radio" name="checkup-${id}" value=${one} .checked=${answer === one} @change=${() => choose(one)} /><span>${icon('tick', 'tick')}${t(`terminals-answer-${one}`)}</span></label>`,
    )}</div>
    <div aria-live="polite">${unwritten ? html`<p class="hint" data-unwritten>${sign('warn')}<span>${t('terminals-emergency-empty')}</span></p>` : answer === 'no' ? html`<p class="note" data-do=${id}>${icon('info')}<span>${t(`terminals-do-${id}`)}</span></p>` : nothing}</div>
  </li>`;
}

function past(terminals: Terminals, number: string, { at, answers }: Checkup): TemplateResult {
  const no = QUESTIONS.filter((id) => answers[id] === 'no');
  const open = QUESTIONS.filter((id) => answers[id] === undefined || answers[id] === 'later').length;
  return html`<li data-checkup=${at}>
    <p><b>${localTime(at)}</b> ${t('terminals-checkup-result', { yes: QUESTIONS.length - no.length - open, no: no.length, open })}</p>
    ${no.length === 0 ? nothing : html`<ul>${no.map((id) => html`<li>${t(`terminals-ask-${id}`)} ${t('terminals-answer-no')}${t('stop')}${t(`terminals-do-${id}`)}</li>`)}</ul>`}
    <button class="btn btn--small btn--quiet" type="button" data-checkup-remove @click=${() => void terminals.removeCheckup(number, at)}>${icon('close')}${t('terminals-delete')}</button>
  </li>`;
}
