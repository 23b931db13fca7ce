/** Three documents (三单核对): slips, the acquirer's statement and the bank's, held against each other on the device. */

import '../styles/reconcile.css';
import type { Leg } from '@reconcile';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { foreign, visible } from '../components/foreign.ts';
import { icon, sign } from '../components/icon.ts';
import { mapping } from '../components/reconcile-file.ts';
import { printOffer } from '../components/reconcile-look.ts';
import { paper, result } from '../components/reconcile-result.ts';
import { sniff } from '../engine/picture.ts';
import type { Given } from '../engine/reconcile.worker.ts';
import { loadPart, plain, t, type Language } from '../locales/text.ts';
import { LEGS, ON_PAPER, Reconciling, loadWords, type Words } from '../state/reconcile.ts';
import type { Session } from '../state/session.ts';
import type { StoredLayout } from '../storage/layouts.ts';
import { footer } from './check.ts';

/** What is worked on stays while the page is open: other views come and go. */
let element: SlipReconcile | undefined;
const work = new Reconciling(() => {
  element?.requestUpdate();
  guard();
});
/** The browser asks before the page goes: on whatever view, for as long as something would be lost. */
let guarded = false;
/** The pile that something was dropped on. */
let over: Leg | undefined;

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);

/** Progress is shown from here on, in milliseconds. */
const PATIENCE = 200;

export function toolView(session: Session): TemplateResult {
  return html`<div class="page reconcile">
    <slip-reconcile .session=${session} .language=${session.language}></slip-reconcile>
    ${footer(session)}
  </div>`;
}

function guard(): void {
  if (work.atStake === guarded) return;
  guarded = work.atStake;
  if (guarded) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Takes what is dropped or pasted: for the pile that it fell on, else where its content fits. */
export function take({ files, text }: { files: File[]; text: string }): boolean {
  const given = files.length > 0 ? files.map((file) => ({ name: file.name, file: file as Blob })) : [pasted(text)];
  const pile = over;
  over = undefined;
  if (pile !== undefined) work.add(pile, given);
  else
    void Promise.all(given.map(async (one) => ({ one, leg: await fitting(one.file, one.name) }))).then((found) =>
      LEGS.forEach((leg) => {
        const own = found.filter((each) => each.leg === leg).map(({ one }) => one);
        if (own.length > 0) work.add(leg, own);
      }),
    );
  return true;
}

function pasted(text: string): { name: string; file: Blob } {
  return { name: `${plain('reconcile-pasted')}.txt`, file: new Blob([text]) };
}

/** Kinds of files that are pictures: of slips. */
const PICTURES = new Set(['jpeg', 'png', 'webp', 'gif', 'bmp', 'heic', 'avif', 'tiff']);

/** The pile that a file's name and beginning speak for; one that says nothing goes where nothing is yet. */
async function fitting(file: Blob, name: string): Promise<Leg> {
  const bytes = new Uint8Array(await file.slice(0, 8000).arrayBuffer());
  if (PICTURES.has(sniff(bytes).kind)) return 'slip';
  const text = new TextDecoder('utf-8').decode(bytes) + new TextDecoder('gb18030').decode(bytes) + name;
  if (/camt\.05|:60F:|:61:/i.test(text)) return 'bank';
  if (/签购单|SALES SLIP|K-U-N-D-E-N|Kundenbeleg|Händlerbeleg|"fields"\s*:/i.test(text)) return 'slip';
  // What an acquirer keeps back stands in no bank's statement, and a balance in none of an acquirer's.
  if (/^PK\x03\x04/.test(String.fromCharCode(...bytes.subarray(0, 4))) && !/\.xls[xm]$/i.test(name))
    return /流水|slip|小票|Beleg/i.test(name) ? 'slip' : 'acquirer';
  if (
    /信用卡|银行|网银|bank|Konto|余额|对方户名|balance|Saldo|贷方|借方|记账日|入账日|Buchungstag|statement of account/i.test(text) &&
    !/手续费|Entgelt|Disagio/i.test(text)
  )
    return 'bank';
  if (/手续费|清算|结算|应结|公众账号|支付宝|云闪付|对账单|settle|\bfee|Entgelt|Gebühr|Abrechnung|Disagio/i.test(text)) return 'acquirer';
  if (/流水|终端|收银|小票|terminal|till|Kasse/i.test(text)) return 'slip';
  return LEGS.find((leg) => !work.given.some((other) => other.leg === leg)) ?? 'acquirer';
}

/** Many files are one line until they are asked for. */
const FILES = 6;

function many(count: number, list: TemplateResult): TemplateResult {
  return count <= FILES
    ? list
    : html`<details class="more" data-files=${count}><summary>${icon('chev', 'chev')}${t('reconcile-files', { count })}</summary>${list}</details>`;
}

class SlipReconcile extends LitElement {
  static override properties = { session: { attribute: false }, language: { attribute: false } };
  declare session: Session;
  declare language: Language;

  #words: Words | undefined;
  #wordsOf: Language | undefined;
  #roles: string[] = [];
  #open = new Set<string>();
  /** What is still to be downloaded before print can be read; asked for with the first photo that lacks it. */
  #megabytes = 0;
  #lacks = false;
  #slow: ReturnType<typeof setTimeout> | undefined;
  #patient = false;
  #spoken = '';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    element = this;
    void work.openLayouts();
    // Trust may have changed on another page.
    void work.judgeAgain();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    work.certificates = this.session.certificates;
    if (this.#wordsOf !== this.language) {
      this.#wordsOf = this.language;
      const { language } = this;
      void loadWords(language).then(
        (words) => {
          if (this.language === language) this.#words = words;
          this.requestUpdate();
        },
        () => this.session.say('unavailable'),
      );
    }
    // A run that is over in a moment shows no progress.
    if (work.phase === 'reading' && this.#slow === undefined) {
      this.#slow = setTimeout(() => {
        this.#patient = true;
        this.requestUpdate();
      }, PATIENCE);
    } else if (work.phase !== 'reading') {
      clearTimeout(this.#slow);
      this.#slow = undefined;
      this.#patient = false;
    }
    if (work.phase === 'done' && work.summary) this.#spoken = t('reconcile-said', { count: work.summary.transactions });
    else if (work.phase === 'reading') this.#spoken = '';
    if (work.phase !== 'reading' && work.looks.size > 0) void this.#asked();
    // A table that was not understood opens by itself.
    if (work.phase !== 'reading')
      for (const file of work.summary?.files ?? [])
        if ((file.problem === 'nothing-found' || (file.rows === 0 && file.notes.includes('rows-unread'))) && file.preview.length > 0) this.#open.add(file.name);
    if (this.#roles.length === 0 && work.summary)
      void work.roles().then((roles) => {
        this.#roles = roles;
        this.requestUpdate();
      });
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    return html`<div id="reconcile" class="reconcile__all" data-state=${work.phase} aria-busy=${work.phase === 'reading'} data-took=${Math.round(work.took)}>
      <div class="reconcile__screen">
        <div class="hero"><h1 tabindex="-1">${t('nav-reconcile')}</h1><p>${t('tools-reconcile')}</p></div>
        ${this.#about(words)}
        ${this.#see()}
        <section class="block" aria-label=${t('reconcile-piles')}>
          <div class="reconcile__piles">${LEGS.map((leg) => this.#pile(leg, words))}</div>
          ${work.given.length > 0 ? this.#choices() : html`<p class="note">${icon('lock')}<span>${t('reconcile-stays')}</span></p>`}
          ${this.#layouts(work.layouts.all())}
        </section>
        ${this.#off()}
        <p class="vh" role="status">${this.#spoken}</p>
        ${this.#progress()}
        ${work.fault === undefined ? nothing : html`<p class="hint" role="alert" data-fault=${work.fault}>${sign('warn')}<span>${t(`reconcile-fault-${work.fault}`)} <button class="link" type="button" data-again @click=${() => void work.run()}>${t('reconcile-again')}</button></span></p>`}
        ${work.twice.map(([name, other]) => html`<p class="hint" role="alert" data-twice>${sign('warn')}<span>${t('reconcile-twice', { name: visible(name), other: visible(other) })}</span></p>`)}
        ${work.phase === 'mapping' && work.fault === undefined && work.piles < 2 ? html`<p class="note" data-one-pile>${icon('info')}<span>${t('reconcile-two-needed')}</span></p>` : nothing}
        ${
          (work.phase === 'done' || work.drawing) && words
            ? result(
                work,
                words,
                this.language,
                () => void this.#print(),
                (noted) => this.session.writeDown(noted),
              )
            : nothing
        }
      </div>
      ${work.paper && words ? paper(work, words) : nothing}
    </div>`;
  }

  /** On a phone the piles fill more than a screen: the way to what came out stands before them. */
  #see(): TemplateResult | typeof nothing {
    if (work.phase !== 'done' || !work.summary) return nothing;
    return html`<p class="note" data-see>${sign('pass', 'i')}<span>${this.#spoken} <button class="link" type="button" @click=${() => this.#toResult()}>${t('reconcile-see')}</button></span></p>`;
  }

  /** What was taken off last can be put back. */
  #off(): TemplateResult | typeof nothing {
    const { off } = work;
    if (!off) return nothing;
    return html`<p class="note" role="status" data-off>${sign('pass', 'i')}<span>${off.name === undefined ? t('reconcile-cleared') : t('reconcile-removed', { name: visible(off.name) })} <button class="link" type="button" data-undo @click=${() => work.undo()}>${t('reconcile-undo')}</button></span></p>`;
  }

  /** What photos and documents need to be spoken of: words of single formats, and the size of what reads print. */
  async #asked(): Promise<void> {
    if (this.#lacks) return;
    this.#lacks = true;
    const [models] = await Promise.all([import('../storage/models.ts'), loadPart('terms').catch(() => undefined)]);
    this.#megabytes = megabytes(await models.missing());
    this.requestUpdate();
  }

  #toResult(): void {
    const heading = this.querySelector<HTMLElement>('#reconcile-result');
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }

  #about(words: Words | undefined): TemplateResult {
    return html`<details class="more reconcile__about" ?open=${work.phase === 'empty'}>
      <summary>${icon('chev', 'chev')}${t('reconcile-about-title')}</summary>
      <div class="block"><p>${t('reconcile-about')}</p><p>${t('reconcile-about-how')}</p><p>${t('reconcile-about-not')} ${words?.never ?? ''}</p></div>
    </details>`;
  }

  #pile(leg: Leg, words: Words | undefined): TemplateResult {
    const id = leg === 'slip' ? 'reconcile-slips' : `reconcile-${leg}`;
    const files = work.given.filter((file) => file.leg === leg);
    const kept = leg === 'slip' ? this.session.kept.store.slips() : [];
    const period = work.phase === 'reading' ? undefined : work.summary?.periods[leg];
    return html`<section class="card reconcile__pile" data-pile=${leg} aria-labelledby="${id}-title" @drop=${() => (over = leg)}>
      <h2 id="${id}-title">${words?.legs[leg] ?? ''}</h2>
      <p class="sub">${t(`reconcile-pile-${leg}`)}</p>
      <div class="btns">
        <button class="btn btn--small" type="button" @click=${() => this.querySelector<HTMLInputElement>(`#${id}`)?.click()}>${icon('plus')}${t('intake-file')}</button>
        <button class="btn btn--small" type="button" data-paste=${leg} @click=${() => void this.#paste(leg)}>${icon('paste')}${t('intake-clipboard')}</button>
        ${kept.length > 0 ? html`<button class="btn btn--small" type="button" data-kept @click=${() => this.#kept()}>${icon('save')}${t('reconcile-kept', { count: kept.length })}</button>` : nothing}
      </div>
      <input id=${id} class="file" type="file" multiple tabindex="-1" aria-label="${words?.legs[leg] ?? leg}: ${t('intake-file')}" @change=${(event: Event) => this.#chosen(leg, event)} />
      ${
        files.length > 0
          ? many(
              files.length,
              html`<ul class="reconcile__files">${files.map((file) =>
                mapping(
                  work,
                  file,
                  words,
                  this.#roles,
                  this.#open.has(file.name),
                  (name) => this.#toggle(name),
                  (one) => void this.#full(one),
                ),
              )}</ul>`,
            )
          : nothing
      }
      ${leg === 'slip' ? printOffer(work, this.#megabytes) : nothing}
      ${period ? html`<p class="label">${t('reconcile-period', { from: period[0], to: period[1] })}</p>` : nothing}
    </section>`;
  }

  #choices(): TemplateResult {
    const found = work.summary?.roleBy === 'detected' ? work.summary.role : undefined;
    return html`<div class="reconcile__choices">
      <label class="reconcile__field"><span>${t('reconcile-whose')}</span>
        <select data-role-choice .value=${work.role ?? ''} @change=${(event: Event) => this.#party((event.target as HTMLSelectElement).value)}>
          <option value="" ?selected=${work.role === undefined}>${found === undefined ? t('reconcile-by-documents') : t('reconcile-by-documents-found', { role: t(`role-${found}`) })}</option>
          <option value="merchant" ?selected=${work.role === 'merchant'}>${t('role-merchant')}</option>
          <option value="cardholder" ?selected=${work.role === 'cardholder'}>${t('role-cardholder')}</option>
        </select></label>
      <button class="btn btn--small" type="button" data-clear @click=${() => this.#clear()}>${icon('close')}${t('reconcile-clear')}</button>
    </div>`;
  }

  /** Columns that are kept on the device, each with the way to be rid of it. */
  #layouts(layouts: readonly StoredLayout[]): TemplateResult | typeof nothing {
    if (layouts.length === 0) return nothing;
    return html`<details class="more" data-layouts=${layouts.length}><summary>${icon('chev', 'chev')}${t('reconcile-layouts', { count: layouts.length })}</summary>
      <p class="sub">${t('reconcile-layouts-about')}</p>
      <ul class="reconcile__layouts">${layouts.map(({ id, name, kept }) => html`<li><span>${foreign(name, 60)} <span class="label nowrap">${kept.slice(0, 10)}</span></span><button class="btn btn--small btn--quiet" type="button" data-remove-layout aria-label="${t('reconcile-forget-layout')}: ${visible(name)}" @click=${() => void work.forgetLayout(id)}>${icon('close')}</button></li>`)}</ul></details>`;
  }

  #progress(): TemplateResult | typeof nothing {
    if (work.phase !== 'reading' || work.drawing || !this.#patient) return nothing;
    const { stage, done, all, name = '' }: NonNullable<typeof work.stage> = work.stage ?? { stage: 'open', done: 0, all: work.given.length };
    const [now, of] = stage === 'load' ? [megabytes(done), megabytes(all)] : [stage === 'print' ? done : Math.min(done + 1, all), all];
    return html`<div class="card reconcile__progress" data-progress=${stage}>
      <p>${t(`reconcile-stage-${stage}`, { done: now, all: of, name: visible(name) })}</p>
      <progress class="track" aria-label=${t('reconcile-working')} max=${all + 1} value=${stage === 'match' ? all : done}></progress>
      <button class="btn btn--small" type="button" data-cancel @click=${() => work.cancel()}>${icon('close')}${t('reconcile-cancel')}</button>
    </div>`;
  }

  #chosen(leg: Leg, event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])].map((file) => ({ name: file.name, file }));
    // The same file may be chosen again.
    input.value = '';
    if (files.length === 0) return;
    // At once, not with the next drawing: whoever waits for a result must not find the old one.
    this.querySelector('#reconcile')?.setAttribute('data-state', 'reading');
    work.add(leg, files);
  }

  async #paste(leg: Leg): Promise<void> {
    try {
      const text = await navigator.clipboard.readText();
      if (text.trim() !== '') work.add(leg, [pasted(text)]);
      else this.session.announcement = t('problem-clipboard-empty');
    } catch {
      // What is pasted by the keyboard while this pile has the focus comes here.
      over = leg;
      this.session.announcement = t('reconcile-paste-now');
    }
    this.session.changed();
  }

  #kept(): void {
    const lines = this.session.kept.store.slips().map(({ report }) => JSON.stringify({ fields: report.fields }));
    work.add('slip', [{ name: `${t('nav-kept')}.jsonl`, file: new Blob([lines.join('\n')]) }]);
  }

  /** Opens a photo or a document where single slips are checked. */
  async #full({ name, file }: Given): Promise<void> {
    const { session } = this;
    session.go('check');
    session.back = 'reconcile';
    await session.intake.checkFiles([new File([file], name, { type: file.type })]);
  }

  #toggle(name: string): void {
    if (!this.#open.delete(name)) this.#open.add(name);
    this.requestUpdate();
  }

  #party(value: string): void {
    work.choose(value === 'merchant' || value === 'cardholder' ? value : undefined);
  }

  #clear(): void {
    this.#open.clear();
    work.clear();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('[data-undo]')?.focus());
  }

  /** The report: what does not agree comes first, then the rest as far as paper goes. */
  async #print(): Promise<void> {
    work.paper = await work.rows(0, ON_PAPER);
    this.requestUpdate();
    await this.updateComplete;
    print();
    work.paper = undefined;
    this.requestUpdate();
  }
}

customElements.define('slip-reconcile', SlipReconcile);
