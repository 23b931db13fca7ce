/** What is due at the user's terminals: said on the page, and as events for a calendar. */

import { html, nothing, type TemplateResult } from 'lit';
import { plain, t } from '../locales/text.ts';
import type { Due } from '../state/terminals.ts';
import { visible } from './foreign.ts';
import type { CalendarEvent } from './ics.ts';
import { sign } from './icon.ts';
import { nameParts } from './wording.ts';

/** So many days before a certificate's last day a calendar says so. */
const BEFORE = [30, 7, 0];

export function dueList(list: readonly Due[]): TemplateResult | typeof nothing {
  return list.length === 0
    ? nothing
    : html`<section class="block" aria-labelledby="due-title"><h2 id="due-title">${t('terminals-due')}</h2><ul class="terminals__due">${list.map(
        (due) =>
          html`<li class="note" data-due=${due.kind}>${sign(due.days < 0 ? 'fail' : 'warn', 'i')}<span>${dueText(due, t)} <a href="#/terminals/${encodeURIComponent(due.number)}">${t('terminals-open')}</a></span></li>`,
      )}</ul></section>`;
}

function dueText({ number, kind, date, days, subject = '' }: Due, say: typeof t): string {
  return say(`terminals-due-${kind}`, {
    number: visible(number),
    date,
    days: Math.abs(days),
    past: days < 0 ? 'yes' : 'no',
    name: visible(nameParts(subject).common),
  });
}

/** Dates to come, with reminders some time before a certificate ends. */
export function events(list: readonly Due[], today = new Date().toISOString().slice(0, 10)): CalendarEvent[] {
  return list.flatMap((due) => {
    const { number, kind, date, subject = '' } = due;
    const text = plain(`terminals-calendar-${kind}`, { number: visible(number), date, name: visible(nameParts(subject).common) });
    return (kind === 'certificate' ? BEFORE : [0])
      .map(
        (days): CalendarEvent => ({
          uid: `${kind}-${number}-${date}-${days}@slipcheck`,
          date: earlier(date, days),
          title: text,
          text: plain('terminals-calendar-text'),
        }),
      )
      .filter((event) => event.date >= today);
  });
}

function earlier(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}
