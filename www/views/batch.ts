/** The tool batch: many slips in one go, problems first. */

import '../styles/batch.css';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Camera } from '../components/camera.ts';
import { foreign } from '../components/foreign.ts';
import { bar, bucketTone, bucketWord, causeName, rowMark, rowTone, rowWord, spanTime, zone } from '../components/batch-words.ts';
import { icon, sign } from '../components/icon.ts';
import { saveBlob } from '../components/save.ts';
import { styled } from '../components/styled.ts';
import { localTime, readableTime } from '../components/wording.ts';
import * as engine from '../engine/batch.ts';
import { BUCKETS, GROUPINGS, SUMS, type BatchRow, type BatchSummary, type Filter, type Group, type Grouping } from '../engine/batch-rows.ts';
import { loadPart, t } from '../locales/text.ts';
import { batchesOf, sorted, unfiltered, type Batches, type Named } from '../state/batch.ts';
import type { Session } from '../state/session.ts';
import type { StoredBatch } from '../storage/batches.ts';
import { footer } from './check.ts';

/** Height of a row, in pixels: the style sheet says the same. */
const ROW = 84;
/** Rows beyond what is seen that are asked for, in each direction. */
const BESIDE = 20;
/** Between two drawings while rows come, in milliseconds. */
const PAUSE = 200;
/** Most rows of a printed list. */
const PRINTED = 400;
/** So few files without rows are named at once. */
const FEW = 5;
/** Folders among what was dropped: to be read at once, before the event is over. */
let dropped: FileSystemEntry[] = [];

document.addEventListener(
  'drop',
  ({ dataTransfer }) => {
    dropped = [...(dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  },
  true,
);

async function files(entry: FileSystemEntry, path: string): Promise<Named[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)).catch(() => new File([], entry.name));
    return [{ name: path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Named[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return found;
    for (const inner of some) found.push(...(await files(inner, path === '' ? inner.name : `${path}/${inner.name}`)));
  }
}

/** What was dropped or chosen, what is in folders in its order there. */
async function named(entries: FileSystemEntry[]): Promise<Named[]> {
  const found: Named[] = [];
  for (const entry of entries) found.push(...sorted(await files(entry, entry.isDirectory ? '' : entry.name)));
  return found;
}

let element: SlipBatch | undefined;

export function take({ files: given, text }: { files: File[]; text: string }): boolean {
  if (!element) return false;
  const entries = dropped;
  dropped = [];
  if (entries.some(({ isDirectory }) => isDirectory)) void named(entries).then((found) => element?.batch.give(found));
  else if (given.length > 0) void element.batch.give(given.map((file) => ({ name: file.name, file })));
  else void element.batch.giveText(text);
  return true;
}

export function toolView(session: Session): TemplateResult {
  return html`<slip-batch .session=${session} .language=${session.language}></slip-batch>`;
}

export class SlipBatch extends LitElement {
  declare session: Session;
  declare language: string;
  batch!: Batches;

  #list: { from: number; total: number; rows: BatchRow[] } = { from: 0, total: 0, rows: [] };
  #groups: Group[] = [];
  #summary: BatchSummary | undefined;
  #printed: BatchRow[] = [];
  #unwatch: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #again = false;
  #scanning = false;
  #camera: Camera | undefined;
  #exporting = false;
  /** A kept batch that another tab has open. */
  #elsewhere: { id: string; remove: boolean } | undefined;
  /** The row that was pressed holds nothing to open. */
  #nothing = false;
  #mark = 0;
  readonly #moved = (): void => this.#look();
  #printing = false;
  /** The table for paper is drawn for paper alone: it is long. */
  readonly #beforePrint = (): void => {
    this.#printing = true;
    this.requestUpdate();
    this.performUpdate();
  };
  readonly #afterPrint = (): void => {
    this.#printing = false;
    this.requestUpdate();
  };

  static override properties = { session: { attribute: false }, language: { attribute: false } };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    element = this;
    this.batch = batchesOf(this.session);
    this.#unwatch = this.batch.watch(() => this.#soon());
    addEventListener('scroll', this.#moved, { passive: true });
    addEventListener('resize', this.#moved, { passive: true });
    addEventListener('beforeprint', this.#beforePrint);
    addEventListener('afterprint', this.#afterPrint);
    void this.batch.openStore();
    void loadPart('terms').then(
      () => this.requestUpdate(),
      () => undefined,
    );
    if (this.batch.state !== 'empty') void this.#ask().then(() => this.#restore());
  }

  /** Back from a row: the list stands where it was. */
  async #restore(): Promise<void> {
    const { place } = this.batch;
    if (!place) return;
    this.batch.place = undefined;
    await this.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    scrollTo(0, place.top);
    await this.#ask(false);
    this.querySelector<HTMLElement>(`[data-row="${place.row}"] button`)?.focus({ preventScroll: true });
  }

  get #filter(): Filter {
    return this.batch.filter;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (element === this) element = undefined;
    this.#unwatch?.();
    this.#camera?.close();
    clearTimeout(this.#timer);
    removeEventListener('scroll', this.#moved);
    removeEventListener('resize', this.#moved);
    removeEventListener('beforeprint', this.#beforePrint);
    removeEventListener('afterprint', this.#afterPrint);
  }

  /** Draws a little later: rows come faster than anybody reads. What has ended is shown at once. */
  #soon(): void {
    if (['done', 'paused', 'cancelled', 'empty', 'failed'].includes(this.batch.state)) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      void this.#ask();
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#ask();
    }, PAUSE);
  }

  /** Which rows are seen now. */
  #window(): { from: number; count: number } {
    const list = this.querySelector<HTMLElement>('.batch__rows');
    const top = list ? Math.max(0, -list.getBoundingClientRect().top) : 0;
    const first = Math.floor(top / ROW);
    return { from: Math.max(0, first - BESIDE), count: Math.ceil(innerHeight / ROW) + 2 * BESIDE };
  }

  #look(): void {
    if (this.#list.total === 0) return;
    const { from, count } = this.#window();
    const { from: have, rows, total } = this.#list;
    const first = Math.min(from + BESIDE / 2, total);
    const last = Math.min(from + count - BESIDE / 2, total);
    if (from > 0 && first < have + 1 ? true : first < have || last > have + rows.length) void this.#ask(false);
  }

  /** Asks the worker for what is seen; once more, when something has changed meanwhile. */
  async #ask(all = true): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#again = false;
        const { batch } = this;
        if (batch.state !== 'empty' && batch.state !== 'failed' && batch.rows > 0) {
          const { from, count } = this.#window();
          this.#list = { from, ...(await engine.rows(this.#filter, from, count)) };
          if (all && this.#filter.by !== 'none') this.#groups = await engine.groups(this.#filter.by);
          if (all && ['done', 'paused', 'cancelled'].includes(batch.state)) {
            this.#summary = await engine.summary();
            if (this.#mark !== batch.rows) {
              this.#mark = batch.rows;
              this.#printed = (await engine.rows({ search: '', worst: true, by: 'none' }, 0, PRINTED)).rows;
            }
          }
        } else {
          this.#list = { from: 0, total: 0, rows: [] };
          this.#summary = undefined;
          this.#groups = [];
          this.#printed = [];
        }
        this.requestUpdate();
        await this.updateComplete;
      } while (this.#again);
    } catch {
      // The worker was ended: what comes next asks again.
    } finally {
      this.#asking = false;
    }
  }

  #set(change: Partial<Filter> & { none?: 'bucket' | 'group' }): void {
    const { none, ...rest } = change;
    const next = { ...this.#filter, ...rest };
    if (none) delete next[none];
    this.batch.filter = next;
    this.#nothing = false;
    this.requestUpdate();
    void this.#ask();
  }

  protected override render(): TemplateResult {
    const { batch } = this;
    const { state } = batch;
    return html`<div class="page batch" id="batch" data-state=${state} data-done=${batch.done} data-total=${batch.total}>
      <div class="hero"><h1 tabindex="-1">${t('nav-batch')}</h1><p>${t('tools-batch')}</p></div>
      ${state === 'empty' ? nothing : this.#progress()}
      ${this.#intake()}
      ${state === 'empty' && batch.canUndo ? html`<p class="note" role="status">${sign('pass', 'i')}<span>${t('batch-cleared')} <button class="link" type="button" data-batch="undo" @click=${() => void batch.undoClear()}>${t('batch-undo')}</button></span></p>` : nothing}
      ${this.#scanner()}
      ${state === 'empty' ? this.#keptOnes() : nothing}
      ${batch.rows > 0 ? html`${this.#overview()}${this.#tools()}${this.#grouped()}${this.#rows()}${this.#printing ? this.#print() : nothing}` : nothing}
      ${this.#unread()}
      ${footer(this.session)}
    </div>`;
  }

  // ── What is given ────────────────────────────────────────────────────────────────────────────────────────────────

  #intake(): TemplateResult {
    const more = this.batch.state !== 'empty';
    return html`<section class="card batch__intake" aria-label=${t('batch-intake')}>
      ${more ? nothing : html`<p>${t('batch-lead')}</p>`}
      <div class="btns">
        <button class="btn ${more ? '' : 'btn--main'}" type="button" data-batch="files" @click=${() => this.#input('batch-files')?.click()}>${icon('image')}${t(more ? 'batch-more-files' : 'batch-files')}</button>
        <button class="btn" type="button" data-batch="folder" @click=${() => this.#input('batch-folder')?.click()}>${icon('list')}${t('batch-folder')}</button>
        <button class="btn" type="button" aria-pressed=${this.#scanning ? 'true' : 'false'} data-batch="scan" @click=${() => this.#toggleScan()}>${icon('live')}${t('batch-scan')}</button>
      </div>
      <input id="batch-files" class="file" type="file" multiple tabindex="-1" aria-label=${t('batch-files')} @change=${(event: Event) => this.#chosen(event, false)} />
      <input id="batch-folder" class="file" type="file" multiple tabindex="-1" aria-label=${t('batch-folder')} webkitdirectory @change=${(event: Event) => this.#chosen(event, true)} />
      ${more ? nothing : html`<p class="note">${icon('lock')}<span>${t('batch-about')}</span></p>`}
    </section>`;
  }

  #input(id: string): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`#${id}`);
  }

  #chosen(event: Event, folder: boolean): void {
    const input = event.target as HTMLInputElement;
    const list = [...(input.files ?? [])].map((file) => ({
      name: folder ? file.webkitRelativePath.split('/').slice(1).join('/') || file.name : file.name,
      file,
    }));
    input.value = '';
    void this.batch.give(folder ? sorted(list) : list);
  }

  // ── One slip after another ───────────────────────────────────────────────────────────────────────────────────────

  #toggleScan(): void {
    this.#scanning = !this.#scanning;
    this.requestUpdate();
    if (this.#scanning) void this.updateComplete.then(() => this.querySelector<HTMLElement>('#batch-code')?.focus());
  }

  #scanner(): TemplateResult | typeof nothing {
    if (!this.#scanning) return nothing;
    const { batch, session } = this;
    const last = batch.scanned > 0 && batch.done >= batch.total ? batch.last : undefined;
    return html`<section class="card batch__scan" aria-labelledby="batch-scan-title">
      <h2 id="batch-scan-title">${t('batch-scan')}</h2>
      <label class="cap" for="batch-code">${t('batch-scan-label')}</label>
      <input id="batch-code" class="batch__code" type="text" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" translate="no" enterkeyhint="done" @keydown=${(event: KeyboardEvent) => this.#typed(event)} @paste=${(event: ClipboardEvent) => this.#pasted(event)} />
      ${session.camera ? html`<div class="btns"><button class="btn" type="button" data-batch="camera" @click=${() => void this.#live()}>${icon('camera')}${t(batch.scanned > 0 ? 'batch-camera-next' : 'batch-camera')}</button></div>` : nothing}
      <div class="batch__last ${last ? `tone-${rowTone(last)}` : ''}" role="status" data-last=${last?.verdict ?? last?.result ?? nothing}>${
        last
          ? html`${rowMark(last)}<b>${rowWord(last)}</b><span>${this.#about(last)}</span>${last.duplicateOf === undefined ? nothing : html`<span>${t('batch-duplicate', { key: last.duplicateOf })}</span>`}`
          : html`<span>${t(batch.scanned > 0 ? 'status-checking' : 'batch-scan-wait')}</span>`
      }</div>
    </section>`;
  }

  #typed(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const field = event.target as HTMLInputElement;
    const code = field.value.trim();
    field.value = '';
    if (code !== '') void this.batch.giveCode(code);
  }

  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const lines = text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (lines.length < 2) return;
    event.preventDefault();
    for (const line of lines) void this.batch.giveCode(line);
  }

  async #live(): Promise<void> {
    this.session.expectPicture();
    try {
      const [{ Camera: Live }] = await Promise.all([import('../components/camera.ts'), loadPart('paper')]);
      this.#camera = new Live(
        this,
        (photo) => {
          this.batch.scanned += 1;
          void this.batch.give([{ name: photo.name, file: photo }]);
        },
        () => this.#input('batch-files')?.click(),
      );
    } catch {
      this.session.say('unavailable');
    }
  }

  // ── How far it is ────────────────────────────────────────────────────────────────────────────────────────────────

  #progress(): TemplateResult {
    const { batch } = this;
    const { state, done, total, rate, full } = batch;
    const runs = state === 'running' || state === 'unpacking';
    const left = rate > 0 && state === 'running' ? Math.ceil((total - done) / rate) : 0;
    return html`<section class="card batch__progress" aria-label=${t('batch-progress')}>
      <h2><span role="status">${t(`batch-state-${state}`, { done, total })}</span></h2>
      ${
        runs || state === 'paused' || state === 'cancelled'
          ? html`<progress class="batch__far" max=${Math.max(total, 1)} .value=${done} aria-label=${t('batch-progress')}></progress>
            <p class="label">${state === 'running' && rate > 0 ? t('batch-rate', { rate: Math.round(rate), seconds: left }) : nothing}</p>`
          : nothing
      }
      ${full ? html`<p class="note" role="alert">${sign('warn', 'i')}<span>${t('batch-full')}</span></p>` : nothing}
      <div class="btns">
        ${runs ? html`<button class="btn" type="button" data-batch="pause" @click=${() => batch.pause()}>${t('batch-pause')}</button>` : nothing}
        ${runs || state === 'paused' ? html`<button class="btn" type="button" id="batch-cancel" @click=${() => batch.cancel()}>${icon('close')}${t('batch-cancel')}</button>` : nothing}
        ${state === 'paused' || (state === 'cancelled' && done < total) ? html`<button class="btn btn--main" type="button" data-batch="go-on" @click=${() => batch.goOn()}>${t('batch-go-on')}</button>` : nothing}
        ${runs ? nothing : html`<button class="btn" type="button" data-batch="again" @click=${() => void this.#anew()}>${t('batch-again')}</button><button class="btn" type="button" data-batch="clear" @click=${() => this.#clear()}>${icon('close')}${t('batch-clear')}</button>`}
      </div>
      <label class="batch__keep"><input type="checkbox" data-batch="keep" .checked=${live(batch.keeping)} @change=${(event: Event) => void batch.keep((event.target as HTMLInputElement).checked)} /><span>${t('batch-keep')}<small>${t('batch-keep.detail')}</small></span></label>
      ${batch.refused || batch.takenAway ? html`<p class="note" role="alert" data-not-kept>${sign('warn', 'i')}<span>${t(batch.refused ? 'batch-keep-refused' : 'batch-keep-gone')}</span></p>` : nothing}
    </section>`;
  }

  async #anew(): Promise<void> {
    this.batch.filter = unfiltered();
    await this.batch.again();
  }

  #clear(): void {
    this.batch.clear();
  }

  #keptOnes(): TemplateResult | typeof nothing {
    const kept = this.batch.kept();
    if (kept.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="batch-kept-title">
      <h2 id="batch-kept-title">${t('batch-kept')}</h2>
      <ul class="list">${kept.map(
        (stored) =>
          html`<li class="batch__kept" data-kept-batch=${stored.id}><p>${t('batch-kept-one', { time: localTime(stored.at), done: stored.done, total: stored.total })}</p>
            <div class="btns"><button class="btn btn--main" type="button" data-batch="resume" @click=${() =>
              void this.batch.resume(stored).then((could) => {
                this.#elsewhere = could ? undefined : { id: stored.id, remove: false };
                this.requestUpdate();
              })}>${t('batch-go-on')}</button><button class="btn" type="button" data-batch="forget" @click=${() => void this.#forget(stored)}>${icon('close')}${t('batch-forget')}</button></div>
            ${
              this.#elsewhere?.id === stored.id
                ? html`<p class="note" role="alert" data-elsewhere>${sign('warn', 'i')}<span>${t(this.#elsewhere.remove ? 'batch-forget-elsewhere' : 'batch-kept-elsewhere')}</span></p>
                  ${this.#elsewhere.remove ? html`<div class="btns"><button class="btn" type="button" data-batch="forget-sure" @click=${() => void this.batch.forget(stored, true)}>${icon('close')}${t('batch-forget-sure')}</button></div>` : nothing}`
                : nothing
            }</li>`,
      )}</ul>
    </section>`;
  }

  async #forget(stored: StoredBatch): Promise<void> {
    this.#elsewhere = (await this.batch.forget(stored)) ? undefined : { id: stored.id, remove: true };
    this.requestUpdate();
  }

  // ── What came out ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The worst first, each with its number: never one tick for all. */
  #overview(): TemplateResult {
    const { buckets, rows } = this.batch;
    const summary = this.#summary;
    const sums = (own: Record<string, string> | undefined): string =>
      Object.entries(own ?? {})
        .map(([currency, sum]) => `${sum} ${currency === 'XXX' ? '' : currency}`.trim())
        .join(', ');
    return html`<section class="card batch__overview" aria-labelledby="batch-overview-title">
      <h2 id="batch-overview-title">${t('batch-rows', { count: rows })}</h2>
      ${bar(buckets)}
      <ul class="batch__buckets">${BUCKETS.filter((bucket) => (buckets[bucket] ?? 0) > 0).map((bucket) => {
        const pressed = this.#filter.bucket === bucket;
        return html`<li><button class="batch__bucket tone-${bucketTone(bucket)}" type="button" data-bucket=${bucket} data-count=${buckets[bucket] ?? 0} aria-pressed=${pressed ? 'true' : 'false'} @click=${() => this.#set(pressed ? { none: 'bucket' } : { bucket })}><b>${buckets[bucket] ?? 0}</b> <span>${bucketWord(bucket)}</span></button></li>`;
      })}</ul>
      ${
        summary
          ? html`<dl class="facts batch__sums">
            ${SUMS.map((kind) => (sums(summary.sums[kind]) === '' ? nothing : html`<dt>${t(`batch-sum-${kind}`)}</dt><dd data-sum=${kind}>${sums(summary.sums[kind])}</dd>`))}
            ${summary.from === undefined ? nothing : html`<dt>${t('batch-span')} (${zone(summary.from)})</dt><dd data-span>${foreign(spanTime(summary.from))} – ${foreign(spanTime(summary.to ?? summary.from))}</dd>`}
            ${summary.duplicates > 0 ? html`<dt>${t('cause-duplicate-slip')}</dt><dd>${summary.duplicates}</dd>` : nothing}
          </dl>
          ${summary.wouldNowFit ? html`<p class="note">${icon('info')}<span>${t('batch-would-now-fit', { count: summary.wouldNowFit })}</span></p>` : nothing}`
          : nothing
      }
      <p class="note">${icon('info')}<span>${t('batch-not-paid')} ${t('verdict-about')}</span></p>
    </section>`;
  }

  #tools(): TemplateResult {
    const { by, search, worst, group } = this.#filter;
    const ready = !this.#exporting && ['done', 'paused', 'cancelled'].includes(this.batch.state);
    return html`<section class="batch__tools" aria-label=${t('batch-tools')}>
      <label class="batch__search"><span class="cap">${t('batch-search')}</span><input id="batch-search" type="search" autocomplete="off" spellcheck="false" .value=${search} @input=${(event: Event) => this.#set({ search: (event.target as HTMLInputElement).value.trim() })} /></label>
      <label class="batch__pick"><span class="cap">${t('batch-group')}</span><select id="batch-group" @change=${(event: Event) => this.#set({ by: (event.target as HTMLSelectElement).value as Grouping, none: 'group' })}>${GROUPINGS.map((grouping) => html`<option value=${grouping} ?selected=${grouping === by}>${t(`batch-group-${grouping}`)}</option>`)}</select></label>
      <label class="batch__pick"><span class="cap">${t('batch-order')}</span><select id="batch-order" @change=${(event: Event) => this.#set({ worst: (event.target as HTMLSelectElement).value === 'worst' })}><option value="worst" ?selected=${worst}>${t('batch-order-worst')}</option><option value="given" ?selected=${!worst}>${t('batch-order-given')}</option></select></label>
      ${group === undefined ? nothing : html`<button class="btn btn--small" type="button" data-batch="ungroup" @click=${() => this.#set({ none: 'group' })}>${icon('close')}${t('batch-group-all')}</button>`}
      <div class="btns batch__export" id="batch-export">
        <button class="btn btn--small" type="button" data-export="csv" ?disabled=${!ready} @click=${() => void this.#export('csv')}>${icon('save')}CSV</button>
        <button class="btn btn--small" type="button" data-export="xlsx" ?disabled=${!ready} @click=${() => void this.#export('xlsx')}>${icon('save')}XLSX</button>
        <button class="btn btn--small" type="button" data-export="jsonl" ?disabled=${!ready} @click=${() => void this.#export('jsonl')}>${icon('save')}JSON Lines</button>
        <button class="btn btn--small" type="button" data-export="print" ?disabled=${!ready} @click=${() => print()}>${icon('print')}${t('batch-print')}</button>
      </div>
    </section>`;
  }

  #groupName(name: string, by: Grouping): TemplateResult | string {
    if (name === '') return t(`batch-group-${by}-none`);
    return by === 'cause' ? causeName(name) : by === 'terminal' ? html`${t('batch-terminal')} ${foreign(name)}` : foreign(name);
  }

  #grouped(): TemplateResult | typeof nothing {
    const { by, group } = this.#filter;
    if (by === 'none' || group !== undefined) return group === undefined ? nothing : html`<h2 class="batch__chosen">${this.#groupName(group, by)}</h2>`;
    return html`<ul class="batch__groups">${this.#groups.map(
      (one) =>
        html`<li><button class="batch__group" type="button" data-group=${one.name} data-cause=${by === 'cause' ? one.name : nothing} data-count=${one.count} @click=${() => this.#set({ group: one.name })}><b>${this.#groupName(one.name, by)}${by === 'cause' && one.terminal !== undefined && one.count > 1 ? html` · ${t('batch-terminal')} ${foreign(one.terminal)}` : nothing}</b><span>${t('batch-rows', { count: one.count })}</span>${bar(one.buckets)}</button></li>`,
    )}</ul>`;
  }

  /** Amount, time, terminal: what tells a slip from another at a glance. */
  #about({ amount, currency, time, terminal, number }: BatchRow): TemplateResult {
    const parts = [
      ...(amount === undefined ? [] : [foreign(currency === undefined ? amount : `${amount} ${currency}`, 40)]),
      ...(time === undefined ? [] : [foreign(readableTime(time), 40)]),
      ...(terminal === undefined ? [] : [foreign(terminal, 40)]),
      ...(number === undefined || terminal !== undefined ? [] : [foreign(number, 40)]),
    ];
    return html`${parts.map((part, at) => (at === 0 ? part : html` · ${part}`))}`;
  }

  #rows(): TemplateResult {
    const { from, total, rows } = this.#list;
    return html`${this.#nothing ? html`<p class="note" role="alert" data-nothing>${sign('warn', 'i')}<span>${t('batch-nothing-to-open')}</span></p>` : nothing}<p class="label batch__count" role="status">${t('batch-shown', { count: total })}</p>
      <ul class="batch__rows" aria-label=${t('batch-list')} ${styled({ height: `${total * ROW}px` })}>${rows.map((row, at) => this.#row(row, from + at, total))}</ul>`;
  }

  #row(row: BatchRow, at: number, total: number): TemplateResult {
    const { verdict, key, line, causes = [], duplicateOf, result, findings, main } = row;
    const cause = main !== undefined && main !== 'duplicate-slip' ? main : causes.find((id) => id !== 'duplicate-slip');
    const found = Object.values(findings ?? {}).reduce((sum, count) => sum + count, 0);
    return html`<li class="batch__row tone-${rowTone(row)}" aria-setsize=${total} aria-posinset=${at + 1} data-row=${row.index} data-key=${key ?? ''} data-verdict=${verdict ?? result ?? ''} data-headline=${row.headline ?? nothing} ${styled({ transform: `translateY(${at * ROW}px)` })}>
      <button type="button" @click=${() => void this.#open(row)}>
        ${rowMark(row)}
        <span class="batch__what"><b>${rowWord(row)}</b>${duplicateOf === undefined ? nothing : html` <em>${t('batch-duplicate-tag')}</em>`}</span>
        <span class="batch__why">${cause === undefined ? (result === undefined ? this.#about(row) : t('batch-findings', { count: found })) : causeName(cause)}</span>
        <span class="batch__key">${key === null ? t('batch-line', { line: line ?? 0 }) : foreign(key, 80)}</span>
      </button>
    </li>`;
  }

  async #open({ index, result }: BatchRow): Promise<void> {
    if (result !== undefined) {
      this.session.go('audit');
      return;
    }
    this.batch.place = { top: scrollY, row: index };
    if (await this.batch.openRow(index)) return;
    [this.batch.place, this.#nothing] = [undefined, true];
    this.requestUpdate();
  }

  #unread(): TemplateResult | typeof nothing {
    const { unread } = this.batch;
    if (unread.length === 0) return nothing;
    return html`<details class="card batch__unread" ?open=${unread.length <= FEW}><summary>${t('batch-unread', { count: unread.length })}</summary><ul>${unread.slice(0, 200).map(({ source, why }) => html`<li data-unread=${source} data-why=${why}>${foreign(source, 120)}${t('colon')}${t(`batch-why-${why}`)}</li>`)}</ul></details>`;
  }

  // ── Taken along ──────────────────────────────────────────────────────────────────────────────────────────────────

  async #export(form: 'csv' | 'xlsx' | 'jsonl'): Promise<void> {
    const name = `slipcheck-${new Date().toISOString().slice(0, 10)}`;
    this.#exporting = true;
    this.requestUpdate();
    try {
      if (form === 'jsonl') saveBlob(`${name}.jsonl`, this.batch.jsonLines());
      else if (form === 'csv') saveBlob(`${name}.csv`, await engine.csv(this.session.language === 'de'));
      else await (await import('../components/batch-sheet.ts')).saveBatch(`${name}.xlsx`, this.batch, this.#summary);
    } catch {
      this.session.say('unavailable');
    } finally {
      this.#exporting = false;
      this.requestUpdate();
    }
  }

  /** On paper alone: the worst rows as a table. */
  #print(): TemplateResult {
    const { rows } = this.batch;
    return html`<table class="batch__paper"><caption>${t('batch-paper', { count: Math.min(rows, PRINTED), all: rows, time: localTime(new Date().toISOString()) })}</caption><tbody>${this.#printed.map(
      (row) =>
        html`<tr><td>${rowWord(row)}</td><td>${foreign(row.key ?? String(row.line ?? ''), 80)}</td><td>${this.#about(row)}</td><td>${(row.causes ?? []).map((cause, at) => html`${at > 0 ? t('list-separator') : nothing}${causeName(cause)}`)}</td></tr>`,
    )}</tbody></table>`;
  }
}

customElements.define('slip-batch', SlipBatch);
