/** The tool audit: one export of a till goes in, and one result comes out, with everything that was found. */

import '../styles/audit.css';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import type { AuditReport } from '@all';
import { auditCourse } from '../components/audit-course.ts';
import { FIRST, findingGroup, help, MORE, type FindingActions } from '../components/audit-findings.ts';
import { auditText, clock, count, meaning, money, remedy } from '../components/audit-words.ts';
import { foreign, visible } from '../components/foreign.ts';
import { icon, mark, sign, type Tone } from '../components/icon.ts';
import { save } from '../components/save.ts';
import type { FormatId, Verdict } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import { Audit, isExport } from '../state/auditing.ts';
import { days, groups, months, type Group } from '../state/audit-report.ts';
import { called } from '../state/names.ts';
import type { Session } from '../state/session.ts';
import { isTrusted, trustedFor } from '../storage/certificates.ts';
import { footer } from './check.ts';

/** More days than this are shown as months at first. */
const MANY_DAYS = 40;
/** Rows of sums that are drawn at first, and with each press more. */
const ROWS = 62;

/** It lives as long as the page: who goes to the certificates and comes back finds the report. Kept nowhere. */
let audit: Audit | undefined;

export function toolView(session: Session): TemplateResult {
  audit ??= new Audit(session.certificates);
  return html`<slip-audit .session=${session} .audit=${audit} .language=${session.language}></slip-audit>`;
}

/** Files are exports, keys or certificates; a text is taken when it is a journal. */
export function take({ files, text }: { files: File[]; text: string }): boolean {
  if (!audit) return false;
  if (files.length > 0) void audit.give(files);
  else if (isExport(text)) void audit.give([new File([text], 'dep.json', { type: 'application/json' })]);
  else return false;
  return true;
}

/** The marks and tones of a slip's verdict: the same picture means the same. */
const LOOKS: Record<string, [Verdict, Tone]> = { passed: ['verified', 'ok'], failed: ['altered', 'bad'], incomplete: ['unknown-issuer', 'info'] };

class SlipAudit extends LitElement {
  static override properties = { session: { attribute: false }, audit: { attribute: false }, language: { attribute: false } };

  declare session: Session;
  declare audit: Audit;
  declare language: string;

  /** Places of each group that are drawn beyond the first. */
  #shown = new Map<string, number>();
  #report: AuditReport | undefined;
  #adding = false;
  #byMonth: boolean | undefined;
  #rows = ROWS;

  readonly #actions: FindingActions = {
    shown: ({ id, severity }) => this.#shown.get(`${severity} ${id}`) ?? FIRST,
    more: (group) => this.#more(group),
    choose: (what) => this.#choose(what),
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.audit.changed = () => this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.audit.changed = () => undefined;
  }

  protected override willUpdate(): void {
    const { report } = this.audit;
    if (report === this.#report) return;
    this.#report = report;
    this.#shown = new Map();
    this.#byMonth = undefined;
    this.#rows = ROWS;
    if (!report) return;
    this.session.announcement = t('audit-announced', { result: t(`audit-word-${report.result}`), count: groups(report).length });
    this.session.changed();
    // Scrolling asks for the layout: not in the task that has drawn.
    setTimeout(() => {
      const word = this.querySelector<HTMLElement>('#audit h2');
      word?.scrollIntoView({ block: 'nearest' });
      word?.focus({ preventScroll: true });
    });
  }

  protected override render(): TemplateResult {
    const { session, audit: on } = this;
    const { report, running, problem } = on;
    return html`<div class="page audit">
      <div class="hero"><h1 tabindex="-1">${t('nav-audit')}</h1><p>${t('tools-audit')}</p></div>
      ${this.#intake()}
      ${running ? this.#progress() : nothing}
      ${on.cancelled ? html`<p class="note" role="status" data-cancelled>${icon('info')}<span>${t('audit-cancelled')}</span></p>` : nothing}
      ${problem ? html`<p class="hint" role="alert" data-problem=${problem}>${sign('warn')}<span><b>${t(`audit-problem-${problem}`)}</b> ${t(`audit-problem-${problem}-step`)}</span></p>` : nothing}
      ${on.stale && !running ? html`<p class="note" role="status" data-stale>${icon('info')}<span>${t('audit-stale')}</span></p>` : nothing}
      ${report && !running ? this.#result(report) : nothing}
      ${footer(session)}
    </div>`;
  }

  // ── What is given ────────────────────────────────────────────────────────────────────────────────────────────────

  #intake(): TemplateResult {
    const { audit: on } = this;
    const some = on.exports.length > 0;
    return html`<section class="block audit__intake" aria-label=${t('audit-intake-label')}>
      <div class="intake">
        ${
          some
            ? html`<ol class="audit__files">${on.exports.map((file, at) => this.#file(file, at))}</ol>
              <div class="row">
                <button class="btn" type="button" data-choose="part" @click=${() => this.#choose('part')}>${icon('plus')}${t('audit-add')}</button>
                <button class="btn" type="button" data-clear @click=${() => on.clear()}>${icon('close')}${t('audit-clear')}</button>
              </div>`
            : html`<button class="btn btn--main" type="button" data-choose="export" @click=${() => this.#choose('export')}>${icon('open')}${t('audit-choose')}</button>
              <p class="sub">${t('audit-what')}</p>`
        }
        <input id="audit-file" class="file" type="file" multiple tabindex="-1" aria-label=${t('audit-choose')} @change=${(event: Event) => this.#chosen(event)} />
        <input id="audit-keys" class="file" type="file" multiple tabindex="-1" accept=".json,application/json" aria-label=${t('audit-keys-choose')} @change=${(event: Event) => this.#chosen(event)} />
      </div>
      <div class="card audit__keys">
        <p class="note">${icon('key')}<span><b>${t('audit-keys')}</b> ${t('audit-keys-about')}</span></p>
        ${on.keys.map((file) => html`<p class="audit__file" data-keys><span>${foreign(file.name, 80)}</span>${this.#remove(file, () => (on.keys = on.keys.filter((other) => other !== file)))}</p>`)}
        <div class="btns"><button class="btn btn--small" type="button" data-choose="keys" @click=${() => this.#choose('keys')}>${icon('key')}${t('audit-keys-choose')}</button></div>
      </div>
      ${on.certificates > 0 ? html`<p class="note" data-certificates=${on.certificates}>${icon('cert')}<span>${t('audit-certificates', { count: on.certificates })} <a href="#/certificates">${t('audit-go-certificates')}</a></span></p>` : nothing}
      ${this.#options()}
      ${some ? html`<div class="btns"><button class="btn ${on.report && !on.stale ? '' : 'btn--main'}" type="button" data-run ?disabled=${on.running !== undefined} @click=${() => void on.run()}>${t(on.report ? 'audit-again' : 'audit-run')}</button></div>` : nothing}
    </section>`;
  }

  #file(file: File, at: number): TemplateResult {
    const { audit: on } = this;
    const swap = (): void => {
      const list = [...on.exports];
      list.splice(at - 1, 2, file, ...on.exports.slice(at - 1, at));
      on.exports = list;
      on.arranged();
    };
    return html`<li class="audit__file" data-file=${file.name}><span>${foreign(file.name, 80)} <small class="label">${megabytes(file.size, this.language)}</small></span>
      ${at > 0 ? html`<button class="btn btn--quiet btn--small" type="button" data-earlier aria-label=${t('audit-earlier', { name: visible(file.name, 80) })} @click=${swap}>↑</button>` : nothing}
      ${this.#remove(file, () => (on.exports = on.exports.filter((other) => other !== file)))}
    </li>`;
  }

  #remove(file: File, remove: () => void): TemplateResult {
    const label = t('audit-remove', { name: visible(file.name, 80) });
    return html`<button class="btn btn--quiet btn--small" type="button" data-remove aria-label=${label} @click=${() => {
      remove();
      this.audit.arranged();
    }}>${icon('close')}</button>`;
  }

  #options(): TemplateResult {
    const { audit: on } = this;
    const { options } = on;
    const choice = (name: 'filtered' | 'strict' | 'keepState'): TemplateResult =>
      html`<label class="choice"><input type="checkbox" name=${name} .checked=${options[name]} @change=${(event: Event) => {
        options[name] = (event.target as HTMLInputElement).checked;
        on.arranged();
      }} /><span>${t(`audit-option-${name}`)}<span class="sub">${t(`audit-option-${name}-about`)}</span></span></label>`;
    return html`<details class="more audit__options" data-options>
      <summary>${t('audit-options')}${icon('chev', 'chev')}</summary>
      ${choice('filtered')}${choice('strict')}${choice('keepState')}
      <label class="audit__check"><span>${t('audit-key-check')}<span class="sub" id="audit-key-check-about">${t('audit-key-check-about')}</span></span><input class="mono" name="keyCheck" maxlength="64" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="audit-key-check-about" .value=${options.keyCheck} @input=${(
        event: Event,
      ) => {
        options.keyCheck = (event.target as HTMLInputElement).value;
        on.arranged();
      }} /></label>
      <p class="note">${icon('info')}<span>${t('audit-after-about')}</span></p>
      ${on.after ? html`<p class="audit__file" data-after><span>${foreign(on.after.name, 80)}</span>${this.#remove(on.after, () => (on.after = undefined))}</p>` : nothing}
    </details>`;
  }

  #choose(what: 'export' | 'keys' | 'part'): void {
    this.#adding = what === 'part';
    this.querySelector<HTMLInputElement>(what === 'keys' ? '#audit-keys' : '#audit-file')?.click();
  }

  #chosen({ target }: Event): void {
    const input = target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file may be chosen again.
    input.value = '';
    if (files.length > 0) void this.audit.give(files, this.#adding);
    this.#adding = false;
  }

  #progress(): TemplateResult {
    const { progress, begun } = this.audit.running ?? { progress: undefined, begun: 0 };
    const { done = 0, total = 0, receipts = 0, findings = 0 } = progress ?? {};
    const rate = Math.round(receipts / Math.max(0.1, (performance.now() - begun) / 1000));
    const told = (value: number): string => count(value, this.language);
    return html`<section class="card" data-running aria-label=${t('audit-running')}>
      <p class="note">${sign('run', 'i spin')}<span><b>${t('audit-running')}</b></span></p>
      <progress class="track" max=${Math.max(1, total)} .value=${Math.min(done, total)} aria-label=${t('audit-running')}></progress>
      <p class="audit__rate">${t('audit-progress', { done: megabytes(done, this.language), total: megabytes(total, this.language), receipts: told(receipts), rate: told(rate), findings: told(findings) })}</p>
      <div class="btns"><button class="btn" type="button" id="audit-cancel" @click=${() => this.audit.cancel()}>${icon('close')}${t('audit-cancel')}</button></div>
    </section>`;
  }

  // ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────────

  #result(report: AuditReport): TemplateResult {
    const all = groups(report);
    const [look, tone] = LOOKS[report.result] ?? ['unreadable', 'none'];
    const missing = all.filter(({ severity }) => severity === 'unknown');
    const notes = all.filter(({ severity }) => severity === 'note');
    const graver = all.filter(({ severity }) => severity !== 'note');
    return html`<div class="audit__report" id="audit" data-result=${report.result} data-kind=${report.kind} data-held=${this.audit.held}>
      <section class="ticket tone-${tone}" aria-labelledby="audit-word">
        <div class="ticket__head">
          <div class="ticket__top">${mark(look)}<h2 class="ticket__word" id="audit-word" tabindex="-1">${t(`audit-word-${report.result}`)}</h2><p class="ticket__why">${t(`audit-says-${report.result}`)}</p></div>
          <div class="ticket__facts"><b class="audit__kind">${t(`audit-kind-${report.kind}`)}</b><span>${this.#span(report)}</span></div>
        </div>
        <div class="ticket__stub"><dl class="now"><dt>${t('verdict-now')}</dt><dd>${t(`audit-${report.result}-why`)}<small>${this.#counted(all)}</small></dd></dl></div>
      </section>
      ${
        missing.length === 0
          ? nothing
          : html`<section class="block" data-missing aria-labelledby="audit-missing"><h2 id="audit-missing">${t('audit-missing-title')}</h2><ul class="checks">${missing.map(
              ({ id }) =>
                html`<li data-status="unknown">${sign('unknown')}<b>${meaning(report.kind, id)}</b><p>${remedy(report.kind, id)}</p><div class="btns audit__help">${help(report.kind, id, this.#actions)}</div></li>`,
            )}</ul>${this.#scope(report, missing)}</section>`
      }
      ${this.#saving(report)}
      <section class="block" aria-labelledby="audit-findings"><h2 id="audit-findings">${t('audit-findings-title')}</h2>
        ${graver.length === 0 ? html`<p class="note">${sign('pass', 'i')}<span>${t('audit-findings-none')}</span></p>` : html`<ul class="audit__groups">${graver.map((group) => findingGroup(report.kind, group, this.language, this.#actions))}</ul>`}
      </section>
      ${auditCourse(report)}
      ${this.#sums(report)}
      ${this.#holds(report)}
      ${notes.length === 0 ? nothing : html`<section class="block" data-notes aria-labelledby="audit-notes"><h2 id="audit-notes">${t('audit-notes-title')}</h2><ul class="audit__groups">${notes.map((group) => findingGroup(report.kind, group, this.language, this.#actions))}</ul></section>`}
      <section class="block" data-limits aria-labelledby="audit-limits"><h2 id="audit-limits">${t('audit-limits-title')}</h2>
        <p class="note">${icon('info')}<span>${t('audit-passed-why')}</span></p>
        <p class="note">${icon('info')}<span>${t('audit-never')}</span></p>
        ${report.kind === 'dsfinvk' ? html`<p class="note">${icon('info')}<span>${t('audit-not-checked')}</span></p>` : nothing}
        <p class="sub">${t('audit-at', { time: clock(this.audit.at) })} · ${this.audit.exports.map(({ name }, at) => html`${at > 0 ? t('list-separator') : ''}${foreign(name, 80)}`)}</p>
      </section>
    </div>`;
  }

  /** Trust may be there, and not be meant for this: then a tick is missing, not a certificate. */
  #scope({ kind }: AuditReport, missing: readonly Group[]): TemplateResult | typeof nothing {
    const format: FormatId = kind === 'dep' ? 'at-rksv' : 'de-tse';
    const others = this.session.certificates.store.certificates().filter((one) => isTrusted(one) && !trustedFor(one).includes(format));
    if (others.length === 0 || !missing.some(({ id }) => id === 'certificate-untrusted')) return nothing;
    return html`<p class="note" data-scope>${icon('info')}<span>${t('audit-scope', { format: t(`format-${format}`) })}${t('colon')}${others.slice(0, 5).map((one, at) => html`${at > 0 ? t('list-separator') : ''}${foreign(called(one), 80)}`)}</span></p>`;
  }

  #span({ summary }: AuditReport): TemplateResult {
    const { from, to, receipts } = summary as Record<string, unknown>;
    const parts: string[] = [];
    if (typeof receipts === 'number') parts.push(t('audit-receipts', { count: count(receipts, this.language) }));
    if (typeof from === 'string' && typeof to === 'string') parts.push(t('audit-span', { from: clock(from), to: clock(to) }));
    return html`${parts.map((part, at) => html`${at > 0 ? ' · ' : ''}${part}`)}`;
  }

  /** How many of each severity. */
  #counted(all: readonly Group[]): string {
    return (['error', 'unknown', 'warning', 'note'] as const)
      .map((severity) => [severity, all.filter((group) => group.severity === severity).reduce((sum, group) => sum + group.count, 0)] as const)
      .filter(([, number]) => number > 0)
      .map(([severity, number]) => `${t(`audit-severity-${severity}`)}${t('colon')}${count(number, this.language)}`)
      .join(' · ');
  }

  #saving(report: AuditReport): TemplateResult {
    const { exports: files, at } = this.audit;
    const { state, ...bare } = report;
    const name = `audit-${at.slice(0, 10)}`;
    return html`<div class="btns audit__actions">
      <button class="btn" type="button" data-print @click=${() => print()}>${icon('print')}${t('audit-print')}</button>
      <button class="btn" type="button" data-save="text" @click=${() =>
        save(
          `${name}.txt`,
          'text/plain;charset=utf-8',
          auditText(
            this.session,
            report,
            files.map((file) => file.name),
            at,
          ),
        )}>${icon('save')}${t('audit-save-text')}</button>
      <button class="btn" type="button" data-save="json" @click=${() => save(`${name}.json`, 'application/json', `${JSON.stringify(bare, null, 2)}\n`)}>${icon('save')}${t('audit-save-json')}</button>
      ${state ? html`<button class="btn" type="button" data-save="state" @click=${() => save(`${name}.state.json`, 'application/json', new TextDecoder().decode(Uint8Array.from(state)))}>${icon('save')}${t('audit-save-state')}</button>` : nothing}
    </div>`;
  }

  #sums(report: AuditReport): TemplateResult | typeof nothing {
    const list = days(report);
    if (list.length === 0) return nothing;
    const byMonth = this.#byMonth ?? list.length > MANY_DAYS;
    const rows = byMonth ? months(list) : list;
    const most = rows.reduce((largest, { total, receipts }) => Math.max(largest, Math.abs(Number(total ?? receipts))), 1);
    const hasTotals = rows.some(({ total }) => total !== undefined);
    const choice = (month: boolean): TemplateResult =>
      html`<label><input type="radio" name="audit-by" .checked=${byMonth === month} @change=${() => {
        this.#byMonth = month;
        this.#rows = ROWS;
        this.requestUpdate();
      }} /><span>${icon('tick', 'tick')}${t(month ? 'audit-by-month' : 'audit-by-day')}</span></label>`;
    return html`<section class="block" data-sums aria-labelledby="audit-sums"><h2 id="audit-sums">${t('audit-sums-title')}</h2>
      <fieldset class="seg"><legend class="vh">${t('audit-sums-title')}</legend>${choice(false)}${choice(true)}</fieldset>
      <div class="card"><table class="audit__sums">
        <thead><tr><th scope="col">${t(byMonth ? 'audit-by-month' : 'audit-by-day')}</th><th scope="col" class="audit__number">${t('audit-column-receipts')}</th>${hasTotals ? html`<th scope="col" class="audit__number">${t('audit-column-total')}</th>` : nothing}</tr></thead>
        <tbody>${rows.slice(0, this.#rows).map(
          ({ period, receipts, total }) => html`<tr>
            <th scope="row"><span class="nowrap">${foreign(period)}</span><svg class="audit__bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 6"><rect width=${Math.max(0.5, (Math.abs(Number(total ?? receipts)) / most) * 100)} height="6"></rect></svg></th>
            <td class="audit__number">${count(receipts, this.language)}</td>${hasTotals ? html`<td class="audit__number">${total === undefined ? '–' : money(total, this.language)}</td>` : nothing}
          </tr>`,
        )}</tbody>
      </table></div>
      ${
        rows.length > this.#rows
          ? html`<button class="link" type="button" data-more-sums @click=${() => {
              this.#rows += ROWS;
              this.requestUpdate();
            }}>${t('audit-more', { count: count(Math.min(ROWS, rows.length - this.#rows), this.language) })}</button>`
          : nothing
      }
    </section>`;
  }

  /** What the journal says of itself, up to where it goes: what to hold against the till. */
  #holds({ summary }: AuditReport): TemplateResult {
    const told = summary as {
      registers?: { id?: unknown; to?: unknown; lastNumber?: unknown; lastTurnover?: unknown }[];
      devices?: { serial?: unknown; to?: unknown; lastCounter?: unknown }[];
      checked?: Record<string, unknown>;
      trust?: unknown;
    };
    const rows: [string, unknown][] = [];
    for (const { id, to, lastNumber, lastTurnover } of (told.registers ?? []).slice(0, 20)) {
      const last = [
        typeof to === 'string' ? clock(to) : '',
        typeof lastNumber === 'string' ? visible(lastNumber, 40) : '',
        typeof lastTurnover === 'number' && Number.isSafeInteger(lastTurnover) ? money(BigInt(lastTurnover), this.language) : '',
      ];
      rows.push([t('audit-last', { name: visible(String(id), 40) }), last.filter((part) => part !== '').join(' · ')]);
    }
    for (const { serial, to, lastCounter } of (told.devices ?? []).slice(0, 20)) {
      const last = [typeof to === 'string' ? clock(to) : '', typeof lastCounter === 'number' ? count(lastCounter, this.language) : ''];
      rows.push([t('audit-last', { name: visible(String(serial).slice(0, 8), 40) }), last.filter((part) => part !== '').join(' · ')]);
    }
    const { signature, turnover } = told.checked ?? {};
    if (typeof signature === 'number') rows.push([t('audit-checked-signatures'), count(signature, this.language)]);
    if (typeof turnover === 'number') rows.push([t('audit-checked-turnover'), count(turnover, this.language)]);
    if (told.trust === 'anchor' || told.trust === 'container' || told.trust === 'none') rows.push([t('audit-trust'), t(`audit-trust-${told.trust}`)]);
    return html`<section class="block" aria-labelledby="audit-holds"><h2 id="audit-holds">${t('audit-holds-title')}</h2><dl class="card facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`;
  }

  #more(group: Group): void {
    this.#shown.set(`${group.severity} ${group.id}`, this.#actions.shown(group) + MORE);
    this.requestUpdate();
  }
}

function megabytes(bytes: number, language: string): string {
  const digits = bytes < 10_000_000 ? 2 : 0;
  return `${new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(bytes / 1e6)} MB`;
}

customElements.define('slip-audit', SlipAudit);
