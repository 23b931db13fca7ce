/** What came out: counts, days, the table in parts, one transaction with its three originals side by side, and all of it on paper. */

import type { Brief, Detail, FileView, Leg, Row, Sort } from '@reconcile';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t, type Language } from '../locales/text.ts';
import { stepText } from '../state/guidance.ts';
import type { Noted } from '../state/page.ts';
import { LEGS, ON_PAPER, PAGE, type Reconciling, type Words } from '../state/reconcile.ts';
import { COMPARISONS } from '../storage/incident.ts';
import { foreign, visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { incidentOf } from './reconcile-incident.ts';
import { contradicts, money, SHOWN, valueOf } from './reconcile-row.ts';
import { saveBlob } from './save.ts';
import { saveSheet, type SheetCell } from './sheet.ts';
import { localTime } from './wording.ts';

/** How a status is drawn: nothing here accuses. */
const tone = (status: string): string => (status === 'agrees' ? 'ok' : status === 'reversed' ? 'info' : status === 'not-covered' ? 'none' : 'warn');
/** Rows of a sheet, and of them at once: the page stays responsive; the CSV has all. */
const IN_SHEET = 20_000;
const AT_ONCE = 2000;
/** Days that the small bars show. */
const MOST_DAYS = 62;

export function result(work: Reconciling, words: Words, language: Language, print: () => void, write: (noted: Noted) => void): TemplateResult {
  const { summary, part } = work;
  if (!summary || !part) return html``;
  return html`<section class="block reconcile__result" aria-labelledby="reconcile-result">
    <div class="head"><h2 id="reconcile-result" tabindex="-1">${t('reconcile-result', { count: summary.transactions })}</h2></div>
    ${summary.transactions === 0 ? html`<p class="note">${icon('info')}<span>${t('reconcile-nothing')}</span></p>` : html`${counts(work, words)}${days(work)}`}
    <p class="note">${icon('info')}<span>${words.never}</span></p>
    ${remarks(work, words)}
    <div class="btns">
      <button class="btn" type="button" data-export="csv" @click=${() => void work.csv(tableWords(words)).then((table) => saveBlob('slipcheck-reconcile.csv', table))}>${icon('save')}${t('reconcile-csv')}</button>
      <button class="btn" type="button" data-export="xlsx" @click=${() => void sheet(work, words)}>${icon('save')}${t('reconcile-xlsx')}</button>
      <button class="btn" type="button" data-export="print" @click=${print}>${icon('print')}${t('reconcile-print')}</button>
    </div>
    ${summary.transactions > IN_SHEET ? html`<p class="sub">${t('reconcile-xlsx-part', { count: IN_SHEET })}</p>` : nothing}
    ${summary.transactions === 0 ? nothing : table(work, words, language, write)}
  </section>`;
}

function counts(work: Reconciling, words: Words): TemplateResult {
  const all: Record<string, number> = work.summary?.counts ?? {};
  const transactions = work.summary?.transactions ?? 1;
  const pressed = work.query.statuses;
  const toggle = (status: string): void =>
    void work.ask({ statuses: pressed.includes(status) ? pressed.filter((one) => one !== status) : [...pressed, status] });
  return html`<ul class="reconcile__counts" aria-label=${t('reconcile-by-status')}>${COMPARISONS.filter((status) => (all[status] ?? 0) > 0).map(
    (
      status,
    ) => html`<li><button class="reconcile__count tone-${tone(status)}" type="button" data-count=${status} aria-pressed=${pressed.includes(status)} @click=${() => toggle(status)}>
      <span>${words.statuses[status]?.[0] ?? status}</span><b>${all[status] ?? 0}</b>
      <svg class="reconcile__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="100" height="6" class="reconcile__rail"></rect><rect width=${Math.max(1, ((all[status] ?? 0) / transactions) * 100)} height="6"></rect></svg>
    </button></li>`,
  )}</ul>`;
}

/** A bar a day: what agrees below, what does not above it. A press shows that day alone. */
function days(work: Reconciling): TemplateResult | typeof nothing {
  const all = (work.summary?.days ?? []).slice(-MOST_DAYS);
  if (all.length < 2) return nothing;
  const sum = (counts: Record<string, number>, of: (status: string) => boolean): number =>
    Object.entries(counts).reduce((total, [status, count]) => total + (of(status) ? count : 0), 0);
  const fine = (status: string): boolean => status === 'agrees' || status === 'reversed';
  const most = Math.max(...all.map(({ counts }) => sum(counts, () => true)));
  return html`<details class="more" data-days>
    <summary>${icon('chev', 'chev')}${t('reconcile-by-day')}${work.query.day === '' ? nothing : html`: ${work.query.day}`}</summary>
    <svg class="reconcile__days" viewBox="0 0 ${all.length * 10} 60" preserveAspectRatio="none" role="img" aria-label=${t('reconcile-by-day')}>${all.map(
      ({ counts }, at) => {
        const good = (sum(counts, fine) / most) * 60;
        const other = (sum(counts, (status) => !fine(status)) / most) * 60;
        return svg`<rect class="reconcile__fine" x=${at * 10 + 1} width="8" y=${60 - good} height=${good}></rect><rect class="reconcile__other" x=${at * 10 + 1} width="8" y=${60 - good - other} height=${other}></rect>`;
      },
    )}</svg>
    <label class="reconcile__field"><span>${t('reconcile-day')}</span><select data-day @change=${(event: Event) => void work.ask({ day: (event.target as HTMLSelectElement).value })}>
      <option value="" ?selected=${work.query.day === ''}>${t('reconcile-all-days')}</option>
      ${all.map(({ day, counts }) => html`<option value=${day} ?selected=${day === work.query.day}>${t('reconcile-day-counts', { day, count: sum(counts, () => true), open: sum(counts, (status) => !fine(status)) })}</option>`)}
    </select></label>
  </details>`;
}

/** What concerns more than one row. */
function remarks({ summary }: Reconciling, words: Words): TemplateResult | typeof nothing {
  const notes = Object.entries(summary?.notes ?? {});
  const aside = LEGS.filter((leg) => (summary?.unrelated[leg] ?? 0) > 0);
  if (notes.length + aside.length === 0) return nothing;
  return html`<ul class="reconcile__remarks">
    ${notes.map(([note, count]) => html`<li class="note" data-note=${note}>${icon('info')}<span>${words.notes[note] ?? t(`reconcile-${note}`)} (${count})</span></li>`)}
    ${aside.map((leg) => html`<li class="note">${icon('info')}<span>${t('reconcile-unrelated', { leg: words.legs[leg] ?? leg, count: summary?.unrelated[leg] ?? 0 })}</span></li>`)}
  </ul>`;
}

function table(work: Reconciling, words: Words, language: Language, write: (noted: Noted) => void): TemplateResult {
  const { part, query } = work;
  const total = part?.total ?? 0;
  const orders: readonly Sort[] = ['status', 'date', 'amount', 'key'];
  const last = Math.min(query.from + PAGE, total);
  let pause: ReturnType<typeof setTimeout> | undefined;
  return html`<div class="reconcile__tools">
      <label class="reconcile__field"><span>${t('reconcile-search')}</span><input type="search" data-search spellcheck="false" autocomplete="off" .value=${query.search} @input=${(
        event: Event,
      ) => {
        clearTimeout(pause);
        pause = setTimeout(() => void work.ask({ search: (event.target as HTMLInputElement).value }), 200);
      }} /></label>
      <label class="reconcile__field"><span>${t('reconcile-order')}</span><select data-sort @change=${(event: Event) => {
        const [sort, descending] = (event.target as HTMLSelectElement).value.split(' ');
        void work.ask({ sort: sort as Sort, descending: descending === 'down' });
      }}>${orders.flatMap((sort) => [false, true].map((down) => html`<option value="${sort}${down ? ' down' : ''}" ?selected=${sort === query.sort && down === query.descending}>${t(`reconcile-order-${sort}`)}${down ? ' ↓' : ''}</option>`))}</select></label>
    </div>
    <p class="label" role="status" data-shown=${total}>${t('reconcile-shown', { from: total === 0 ? 0 : query.from + 1, to: last, total })}</p>
    <ul class="reconcile__rows">${repeat(
      part?.entries ?? [],
      ({ number }) => number,
      (entry) => line(work, entry, words, language, write),
    )}</ul>
    ${
      total > PAGE
        ? html`<div class="reconcile__pager">
          <button class="btn btn--small" type="button" data-page="back" ?disabled=${query.from === 0} @click=${() => void work.ask({ from: Math.max(0, query.from - PAGE) })}>${t('reconcile-before')}</button>
          <button class="btn btn--small" type="button" data-page="on" ?disabled=${last >= total} @click=${() => void work.ask({ from: query.from + PAGE })}>${t('reconcile-on')}</button>
        </div>`
        : nothing
    }`;
}

function legText(entry: Brief, at: number): string {
  const [state, amount] = entry.legs[at] ?? ['not-given', null];
  if (state === 'present' && amount !== null) return amount;
  return state === 'not-given' || state === 'not-expected' ? '–' : t(`reconcile-state-${state}`);
}

/** Notes that a row is marked by, although its status stays: documents agree, and something speaks against it. */
const MARKED = ['differs-currency', 'differs-card', 'differs-terminal', 'credit-returned', 'charged-back'];

/** What a month taken for a day can be the reason of. */
const ORDER_TELLS = new Set(['date-differs', 'missing-in-acquirer', 'missing-in-slip', 'missing-in-bank', 'not-covered']);

/** Notes of what is not the same although a number links the documents begin so. */
const AGAINST = 'differs-';

function againstOf(notes: readonly string[]): string[] {
  return notes.filter((note) => note.startsWith(AGAINST)).map((note) => note.slice(AGAINST.length));
}

function names(fields: readonly string[]): string {
  return fields.map((name) => t(`reconcile-role-${name}`)).join(t('list-separator'));
}

/** Why: what differs, by how much. */
function reason(entry: Brief, words: Words): string {
  const parts = entry.parts.map((part) => words.parts[part] ?? part);
  const against = againstOf(entry.notes);
  if (against.length > 0) parts.unshift(t('reconcile-not-same', { what: names(against) }));
  for (const note of ['credit-returned', 'charged-back']) if (entry.notes.includes(note)) parts.unshift(t(`reconcile-${note}`));
  if (entry.ofSum !== null) parts.unshift(t('reconcile-difference-together', { count: entry.together, amount: entry.ofSum }));
  if (entry.difference !== null && entry.difference !== '0.00') parts.unshift(`${t('reconcile-difference')} ${entry.difference}`);
  return parts.join(t('list-separator'));
}

function line(work: Reconciling, entry: Brief, words: Words, language: Language, write: (noted: Noted) => void): TemplateResult {
  const detail = work.details.get(entry.number);
  const why = reason(entry, words);
  const marked = entry.notes.some((note) => MARKED.includes(note));
  return html`<li class="reconcile__row tone-${marked ? 'warn' : tone(entry.status)}" data-transaction=${entry.key} data-status=${entry.status} data-marked=${marked ? '' : nothing}>
    <button class="reconcile__open" type="button" aria-expanded=${detail !== undefined} @click=${() => void work.open(entry.number)}>
      <span class="reconcile__status">${sign(entry.status === 'agrees' && !marked ? 'pass' : entry.status === 'reversed' || entry.status === 'not-covered' ? 'unknown' : 'warn')}<b>${words.statuses[entry.status]?.[0] ?? entry.status}</b></span>
      <span class="reconcile__key"><span class="mono">${foreign(entry.key.replace(/^[a-z]+:/, ''), 60)}</span> <span class="label nowrap">${entry.date}</span></span>
      <span class="reconcile__legs">${LEGS.map((leg, at) => html`<span data-leg=${leg} data-state=${entry.legs[at]?.[0] ?? 'not-given'}><span class="label">${words.legs[leg] ?? leg}</span> <span class="reconcile__amount">${legText(entry, at)}${leg === 'bank' && entry.together > 1 && entry.legs[at]?.[0] === 'present' ? html` <span class="label">${t('reconcile-together', { count: entry.together })}</span>` : nothing}</span></span>`)}</span>
      ${why === '' ? nothing : html`<span class="reconcile__why">${why}</span>`}
      ${work.chosen.has(entry.key) ? html`<span class="tag">${t('reconcile-chosen')}</span>` : nothing}
      ${icon('chev', 'chev')}
    </button>
    ${detail ? opened(work, entry, detail, words, language, write) : nothing}
  </li>`;
}

function opened(work: Reconciling, entry: Brief, detail: Detail, words: Words, language: Language, write: (noted: Noted) => void): TemplateResult {
  const { transaction, rows, settlement } = detail;
  const currency = transaction.currency ?? '';
  const first = (leg: Leg): Row | undefined => rows[transaction.legs[leg].rows[0] ?? ''];
  // One entry at the bank for many sales: its amount and day are the sum's, not this sale's.
  const compared: Leg[] = settlement && settlement.rows > 1 ? ['slip', 'acquirer'] : [...LEGS];
  const role = work.summary?.role ?? 'merchant';
  const steps = transaction.nextSteps[role];
  const written = work.written.get(entry.key);
  // A number that both name links them; what else they say may still be of two payments.
  const against = againstOf(transaction.notes);
  // Fee, coupon and the day of payment explain what is no finding.
  const found = (id: string, evidence?: string): boolean =>
    transaction.findings.some((finding) => finding.id === id && (evidence === undefined || evidence in finding.evidence));
  const explained = (name: string, bank: boolean): boolean =>
    name === 'amount'
      ? !(bank ? found('fee-unexplained') || found('amount-differs', 'bank') : found('amount-differs', 'acquirer'))
      : name === 'date' && !found('date-differs', bank ? 'bank' : 'acquirer');
  const joined = [...new Set(transaction.links.map(({ by }) => by))].filter((by) => JOINED.includes(by));
  const failed = transaction.findings.map(({ evidence }) => evidence['failedAtAcquirer']).find((id) => typeof id === 'string');
  return html`<div class="reconcile__detail">
    ${
      against.length > 0
        ? html`<p class="hint" data-against=${against.join(' ')}>${sign('warn')}<span>${t('reconcile-agrees-but', { what: names(against) })}</span></p>`
        : html`<p>${words.statuses[entry.status]?.[1] ?? ''}</p>`
    }
    ${
      ORDER_TELLS.has(entry.status) && work.openDates.length > 0
        ? html`<p class="hint" data-date-row>${sign('warn')}<span>${t('reconcile-date-row', { name: work.openDates.map(({ name }) => visible(name)).join(t('list-separator')) })}</span></p>`
        : nothing
    }
    ${entry.status === 'merchant-differs' || transaction.findings.some(({ id }) => id === 'merchant-differs') ? merchants(entry, first('slip'), first('acquirer'), words) : nothing}
    ${
      transaction.findings.length > 1
        ? html`<p class="sub">${t('reconcile-also')}: ${transaction.findings
            .slice(1)
            .map(({ id }) => words.statuses[id]?.[0] ?? id)
            .join(t('list-separator'))}</p>`
        : nothing
    }
    <div class="reconcile__originals">${LEGS.map((leg) => {
      const { state, rows: ids } = transaction.legs[leg];
      return html`<section data-leg=${leg} data-state=${state}>
        <h3>${words.legs[leg] ?? leg}</h3>
        ${ids.length === 0 ? html`<p class="sub">${t(`reconcile-state-${state}`)}</p>` : nothing}
        ${ids.slice(0, 8).map((id) => {
          const row = rows[id];
          const others = compared.includes(leg) ? compared.filter((other) => other !== leg).map(first) : [];
          return row ? original(work, row, currency, others, explained) : nothing;
        })}
        ${leg === 'acquirer' && typeof failed === 'string' && rows[failed] ? html`<p class="sub">${t('reconcile-failed-there')}</p>${original(work, rows[failed], currency, [])}` : nothing}
      </section>`;
    })}</div>
    ${joined.length > 0 ? html`<p class="sub" data-joined>${t('reconcile-head-by')}${t('colon')}${joined.map((by) => t(`reconcile-by-${by}`)).join(t('list-separator'))}</p>` : nothing}
    ${settlement && settlement.rows > 1 ? sum(settlement, currency) : nothing}
    ${
      transaction.candidates.length > 0
        ? html`<fieldset class="reconcile__candidates"><legend>${t('reconcile-candidates')}</legend>${transaction.candidates.slice(0, 20).map((id) => {
            const row = rows[id];
            if (!row) return nothing;
            const pressed = work.chosen.get(entry.key) === id;
            return html`<div>${original(work, row, currency, [])}<button class="btn btn--small" type="button" data-candidate=${id} aria-pressed=${pressed} @click=${() => work.pick(entry.key, id)}>${pressed ? t('reconcile-chosen') : t('reconcile-choose')}</button></div>`;
          })}</fieldset>`
        : nothing
    }
    ${transaction.notes.filter((note) => !note.startsWith(AGAINST)).map((note) => html`<p class=${MARKED.includes(note) ? 'hint' : 'note'}>${MARKED.includes(note) ? sign('warn') : icon('info')}<span>${words.notes[note] ?? t(`reconcile-${note}`)}</span></p>`)}
    <h3 lang=${language}>${t('steps-title')} <span class="label">${t(`role-${role}`)}</span></h3>
    <ol class="reconcile__steps">${steps.map((id) => html`<li data-step=${id}>${words.steps[id] ?? stepText(id)}</li>`)}</ol>
    <div class="btns">
      <button class="btn" type="button" data-incident @click=${() => write(incidentOf(work, detail, words))}>${icon('edit')}${t('incident-write')}</button>
      ${written ? html`<a class="btn btn--quiet" href="#/incidents/${written.id}" data-written=${written.number}>${icon('open')}${t('reconcile-incident-open', { number: written.number })}</a>` : nothing}
    </div>
  </div>`;
}

/** 跳码, told plainly: both numbers, which part differs, what it can mean and what not. */
function merchants(entry: Brief, slip: Row | undefined, acquirer: Row | undefined, words: Words): TemplateResult {
  const parts = entry.parts.map((part) => words.parts[part] ?? part);
  const one = (row: Row | undefined): string => [row?.['merchant'], row?.['mcc']].filter((value) => typeof value === 'string').join(' · ');
  return html`<div class="note" data-merchant-differs>${icon('info')}<div>
    <p>${t('reconcile-merchant-parts', { parts: parts.join(t('list-separator')) })}</p>
    <dl class="facts"><dt>${words.legs['slip']}</dt><dd class="mono">${foreign(one(slip))}</dd><dt>${words.legs['acquirer']}</dt><dd class="mono">${foreign(one(acquirer))}</dd></dl>
    <p>${t('reconcile-merchant-can')}</p><p>${t('reconcile-merchant-not')}</p></div></div>`;
}

/** One row as its file has it. */
function original(
  work: Reconciling,
  row: Row,
  currency: string,
  others: readonly (Row | undefined)[],
  explained: (name: string, bank: boolean) => boolean = () => false,
): TemplateResult {
  const file = work.summary?.files.find(({ leg, number }) => leg === row.leg && number === row.file);
  const role = work.summary?.role ?? 'merchant';
  return html`<p class="label">${foreign(file?.name ?? '', 60)} · ${t('reconcile-line', { line: row.line })}</p>
    <dl class="facts reconcile__original">${SHOWN.map((name) => {
      const value = valueOf(row, name, currency);
      if (value === undefined) return nothing;
      const rest = others.filter((one) => !explained(name, row.leg === 'bank' || one?.leg === 'bank'));
      const other = contradicts(name, row, rest, currency, role);
      return html`<dt>${t(`reconcile-role-${name}`)}</dt><dd data-differs=${other ? name : nothing}>${other ? html`<mark>${foreign(value)}</mark> <span class="vh">${t('reconcile-differs')}</span>` : foreign(value)}</dd>`;
    })}</dl>`;
}

/** The sum that the bank paid for several rows. */
function sum(settlement: NonNullable<Detail['settlement']>, currency: string): TemplateResult {
  const lines: [string, number][] = [
    ['amount', settlement.amount],
    ['fee', settlement.fee],
    ['net', settlement.net],
    ['credit', settlement.credit],
    ['difference', settlement.difference],
  ];
  return html`<section class="reconcile__sum" data-settlement><h3>${t('reconcile-settlement', { count: settlement.rows, from: settlement.from ?? '', to: settlement.to ?? '' })}</h3>
    <dl class="facts">${lines.map(([name, units]) => html`<dt>${t(`reconcile-sum-${name}`)}</dt><dd>${name === 'difference' && units !== 0 ? html`<mark>${money(units, currency)}</mark>` : money(units, currency)}</dd>`)}</dl></section>`;
}

/** How two rows were joined, by the ids of the core. */
const JOINED = [
  'rrn-amount',
  'order-amount',
  'trace-amount',
  'auth-amount',
  'rrn',
  'order',
  'trace',
  'rrn-amount-far',
  'same-values',
  'scored',
  'interchangeable',
  'narration',
  'group',
  'cut',
  'days',
  'single',
  'all-but',
  'some',
  'near',
  'id',
];

/** What a person reads in the CSV beside the ids. */
function tableWords(words: Words): Record<string, string> {
  const own = [
    ...MARKED,
    'payer-unclear',
    'row-unread',
    'row-announced',
    'fee-high',
    'fee-negative',
    'credit-open',
    'discount-high',
    'sum-of-some',
    'paid-gross',
    'interchangeable',
  ];
  const plainly = (id: string): string => t(id);
  return Object.fromEntries([
    ...Object.entries(words.statuses).map(([id, [name]]) => [`status:${id}`, name]),
    ...Object.entries(words.notes).map(([id, text]) => [`note:${id}`, text]),
    ...own.map((id) => [`note:${id}`, plainly(`reconcile-${id}`)]),
    ...JOINED.map((id) => [`by:${id}`, plainly(`reconcile-by-${id}`)]),
    ...['status', 'note', 'by'].map((id) => [`head:${id}`, plainly(`reconcile-head-${id}`)]),
    ...LEGS.map((leg) => [`head:${leg}`, words.legs[leg] ?? leg]),
  ]) as Record<string, string>;
}

/** The table as a sheet, in the order on the screen: amounts as numbers, everything else as text. */
async function sheet(work: Reconciling, words: Words): Promise<void> {
  const rows: SheetCell[][] = [];
  const told = new Set<number>();
  for (let from = 0; from < IN_SHEET; ) {
    const part = await work.rows(from, AT_ONCE);
    for (const entry of part?.entries ?? []) {
      const amounts = LEGS.map((_, at) => (entry.legs[at]?.[0] === 'present' ? Number(entry.legs[at][1] ?? NaN) : null));
      rows.push([
        visible(entry.key),
        entry.date,
        words.statuses[entry.status]?.[0] ?? entry.status,
        entry.currency,
        ...amounts,
        entry.difference === null ? null : Number(entry.difference),
        reason(entry, words),
        entry.settlement === null ? '' : `s${entry.settlement}`,
        // Once a sum: whoever adds the column gets what is lacking.
        entry.settlement === null || entry.ofSum === null || told.has(entry.settlement) ? null : Number(entry.ofSum),
        ...entry.places.map((place) => visible(place, Infinity)),
      ]);
      if (entry.settlement !== null) told.add(entry.settlement);
    }
    from += AT_ONCE;
    if (!part || from >= part.total) break;
  }
  const head = [
    t('reconcile-key'),
    t('reconcile-role-date'),
    t('reconcile-role-status'),
    t('reconcile-role-currency'),
    ...LEGS.map((leg) => words.legs[leg] ?? leg),
    t('reconcile-difference'),
    t('reconcile-why'),
    t('reconcile-head-settlement'),
    t('reconcile-head-lacks'),
    ...LEGS.map((leg) => t('reconcile-head-place', { leg: words.legs[leg] ?? leg })),
  ];
  await saveSheet('slipcheck-reconcile.xlsx', [{ name: 'Slipcheck', head, rows, widths: [28, 12, 24, 8, 14, 14, 14, 12, 40, 8, 14, 28, 28, 28] }]);
}

function leftOut({ ignored, notes }: FileView): TemplateResult {
  const count = Object.values(ignored).reduce((sum, [of]) => sum + of, 0);
  return html`${count === 0 ? nothing : html` · ${t('reconcile-left-out')}: ${count}`}${notes.map((note) => html` · ${t(`reconcile-${note}`)}`)}`;
}

/** The report on paper: what it is made of, counts, every row as far as paper goes. */
export function paper(work: Reconciling, words: Words): TemplateResult {
  const { summary } = work;
  const entries = work.paper?.entries ?? [];
  if (!summary) return html``;
  return html`<div class="reconcile__paper" data-paper>
    <h1>${t('nav-reconcile')}</h1>
    <p>${t(`role-${summary.role}`)} · ${words.never}</p>
    <p>${t('reconcile-made', { time: localTime(new Date().toISOString()) })}</p>
    <ul>${LEGS.filter((leg) => !work.given.some((one) => one.leg === leg)).map((leg) => html`<li>${words.legs[leg] ?? leg}: ${t('reconcile-state-not-given')}</li>`)}${summary.files.map((file) => html`<li>${words.legs[file.leg] ?? file.leg}: ${foreign(file.name)} · ${t('reconcile-rows', { count: file.rows })}${file.problem === null ? nothing : html` · ${t(`reconcile-${file.problem}`)}`}${leftOut(file)}${work.corrections.some((one) => one.file === file.name) ? html` · ${t('reconcile-corrected')}` : nothing}</li>`)}</ul>
    <p>${Object.entries(summary.counts).map(([status, count]) => html`<span class="nowrap">${words.statuses[status]?.[0] ?? status}: ${count}</span> `)}</p>
    <table><thead><tr><th>${t('reconcile-key')}</th><th>${t('reconcile-role-date')}</th>${LEGS.map((leg) => html`<th>${words.legs[leg] ?? leg}</th>`)}<th>${t('reconcile-role-status')}</th></tr></thead>
      <tbody>${entries.map((entry) => html`<tr><td>${foreign(entry.key)}</td><td>${entry.date}</td>${LEGS.map((_, at) => html`<td>${legText(entry, at)}</td>`)}<td>${words.statuses[entry.status]?.[0] ?? entry.status} ${reason(entry, words)}${work.chosen.has(entry.key) ? html` (${t('reconcile-chosen')})` : nothing}</td></tr>`)}</tbody></table>
    ${(work.paper?.total ?? 0) > ON_PAPER ? html`<p>${t('reconcile-more', { count: (work.paper?.total ?? 0) - ON_PAPER })}</p>` : nothing}
  </div>`;
}
