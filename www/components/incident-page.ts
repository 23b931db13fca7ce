/** The incidents: the list, one record, and the file that carries them; everything of it stays on the device. */

import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { t, unmarked } from '../locales/text.ts';
import {
  DEFAULT_DAYS,
  expired,
  fresh,
  inState,
  isDay,
  isPicture,
  keptValue,
  localDay,
  noted,
  overdue,
  RETENTIONS,
  withFields,
  withReport,
  withTyped,
} from '../state/incidents.ts';
import type { Noted } from '../state/page.ts';
import type { Session } from '../state/session.ts';
import { LIMITS, type FieldId, type Incident, type StateId } from '../storage/incident.ts';
import { dropDrafts, keepDrafts, takeDrafts, type Draft, type Typed } from '../storage/drafts.ts';
import { IncidentStore } from '../storage/incidents.ts';
import { calendar } from './ics.ts';
import { icon, sign } from './icon.ts';
import './incident-carry.ts';
import { list, ROWS } from './incident-list.ts';
import { told, type Notice } from './incident-notice.ts';
import { incidentPrint } from './incident-print.ts';
import { recordView, type RecordActions, type RecordView } from './incident-record.ts';
import { saidWord, stateName } from './incident-text.ts';
import { reportText } from './report-text.ts';
import { save } from './save.ts';
import { verdictId } from './wording.ts';

/** Largest photo that is kept, in bytes. */
const PHOTO = 20_000_000;
/** How long a typing person pauses before it is stored, in milliseconds. */
const PAUSE = 400;

/** One for all visits of the view: it listens to the other tabs. */
const store = new IncidentStore();
let opened: Promise<void> | undefined;
/** The view that is on the screen at the moment. */
let shown: SlipIncidents | undefined;

export class SlipIncidents extends LitElement {
  #session: Session | undefined;
  #footer: (session: Session) => TemplateResult = () => html``;
  #ready = false;
  #rows = ROWS;
  #search = '';
  #notices: Notice[] = [];
  #asks = true;
  /** The file that was dropped last. */
  #given: File | undefined;
  /** What was typed and waits to be stored, and what is being stored at this moment. */
  readonly #typed = new Map<FieldId, Typed>();
  #writing: Draft[] = [];
  /** Lines for the timeline that were not added yet, by record. */
  readonly #lines = new Map<string, string>();
  /** What was typed and is longer than what is stored: it stays on the screen. */
  readonly #over = new Map<FieldId, string>();
  #pause: ReturnType<typeof setTimeout> | undefined;
  #id = '';
  #view: RecordView = blank();
  /** The picture of the slip that a record was made of: in memory, until it is kept or left. */
  #picture: { id: string; file: File } | undefined;

  /** A new object each time that the page is drawn. */
  set drawn({ session, footer }: { session: Session; footer: (session: Session) => TemplateResult }) {
    this.#session = session;
    this.#footer = footer;
    if (session.detail !== this.#id) this.#leave(session.detail);
    this.requestUpdate();
  }

  /** Light DOM: one document for style sheets, assistive technology and tests. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    shown = this;
    addEventListener('pagehide', this.#hide);
    document.addEventListener('visibilitychange', this.#hide);
    opened ??= store.open(() => shown?.requestUpdate());
    void opened.then(() => this.#opened());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#hide);
    document.removeEventListener('visibilitychange', this.#hide);
    this.#flush();
    if (shown === this) shown = undefined;
    this.#forget();
  }

  /** The page goes, or is laid aside: whatever is not in the database for certain is kept beside it until it is. */
  readonly #hide = (event: Event): void => {
    // It is back: this tab has all of it.
    if (event.type === 'visibilitychange' && document.visibilityState !== 'hidden') keepDrafts([]);
    else {
      this.#flush();
      this.#keepDrafts();
    }
  };

  #keepDrafts(): void {
    const notes = [...this.#lines].map(([id, note]): Draft => ({ id, fields: {}, note }));
    keepDrafts([...this.#writing, ...notes]);
  }

  /** What was typed when the page went last. */
  async #takeDrafts(): Promise<void> {
    for (const { id, fields, note } of takeDrafts()) {
      if (!store.get(id)) continue;
      if (note !== undefined && note.trim() !== '') this.#lines.set(id, note);
      const typed = Object.entries(fields) as [FieldId, Typed][];
      if (typed.length > 0) await store.change(id, (record) => withTyped(record, typed));
    }
    this.requestUpdate();
  }

  /** Takes a file that was dropped. */
  takeFile(file: File): void {
    this.#given = file;
    this.requestUpdate();
  }

  async #opened(): Promise<void> {
    this.#ready = true;
    await this.#takeDrafts();
    const { retention } = store;
    if (retention?.auto) {
      const { due, offered } = overdue(expired(store.all(), retention), store.offered);
      if (due.length > 0 && (await store.remove(...due.map(({ id }) => id)))) this.#say('incidents-deleted-old', { count: due.length });
      await store.offer(offered);
    }
    if (retention) this.#asks = false;
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    const wish = this.#session?.noted;
    if (!this.#ready || !this.#session || !wish) return;
    this.#session.noted = undefined;
    void this.#write(this.#session, wish);
  }

  /** One press: a record of the result on the screen, or of what the terminal says. */
  async #write(session: Session, { code, fields, role, status, made }: Noted): Promise<void> {
    const { result } = session;
    let record = fresh(role ?? session.role, store.all());
    if (fields) record = withFields(record, fields, status);
    else if (code !== undefined) {
      if (code !== '') record.fields['host-code'] = keptValue('host-code', code);
    } else if (result) {
      const decoded = session.terms ? await import('./decoded.ts') : undefined;
      record = withReport(record, result.report, verdictId(result.report), reportText(session, result, decoded));
      if (isPicture(result.file?.type) && result.file) this.#picture = { id: record.id, file: result.file };
    }
    await store.put({ record });
    made?.({ id: record.id, number: record.number });
    // Back leads to the result, not to another record of it.
    history.replaceState(history.state, '', `#/incidents/${record.id}`);
    session.detail = record.id;
    session.changed();
  }

  /** What was dropped has been handed to the file's part, once. */
  protected override updated(): void {
    if (this.querySelector('slip-incident-file')) this.#given = undefined;
  }

  protected override render(): TemplateResult {
    const session = this.#session;
    if (!session || !this.#ready)
      return html`<div class="page"><p class="note" role="presentation">${sign('run', 'i spin')}<span>${t('incidents-opening')}</span></p></div>`;
    const record = this.#id === '' || this.#id === 'new' ? undefined : store.get(this.#id);
    return html`<div class="page">
        ${record ? this.#notes() : nothing}
        ${record ? recordView(record, this.#view, this.#actions) : this.#listed(session)}
        ${record ? this.#retention() : nothing}
        <p class="note">${icon('lock')}<span>${t('incidents-about')}</span></p>
        ${this.#footer(session)}
      </div>
      ${record ? incidentPrint(record) : nothing}`;
  }

  #notes(): TemplateResult {
    return html`${
      store.inMemory
        ? html`<p class="hint" role="status" data-memory>${sign('warn')}<span>${t('incidents-memory')}</span></p>`
        : store.full
          ? html`<div class="card" role="alert" data-full><p class="hint">${sign('warn')}<span>${t('incidents-full')}</span></p><div class="btns"><button class="btn" type="button" data-retry @click=${() => void this.#retry()}>${t('incidents-retry')}</button></div></div>`
          : nothing
    }
    ${told(this.#notices)}`;
  }

  #listed(session: Session): TemplateResult {
    const records = store.all();
    const dated = records.filter(({ deadline, state }) => deadline !== undefined && state !== 'closed');
    return html`
      <div class="hero"><h1 tabindex="-1">${t('nav-incidents')}</h1><p>${t('tools-incidents')}</p></div>
      ${this.#id === '' || this.#id === 'new' ? nothing : html`<p class="hint" data-gone>${sign('warn')}<span>${t('incidents-gone')}</span></p>`}
      ${this.#notes()}
      ${this.#old(records)}
      ${records.length === 0 ? html`<p class="note" data-none>${icon('info')}<span>${t('incidents-none')}</span></p>` : this.#found(records)}
      <div class="btns">
        <button class="btn btn--main" type="button" data-new @click=${() => session.writeDown('')}>${icon('plus')}${t('incidents-new')}</button>
        ${dated.length === 0 ? nothing : html`<button class="btn" type="button" data-calendar-all @click=${() => this.#calendar(dated)}>${icon('save')}${t('incidents-calendar-all')}</button>`}
      </div>
      <slip-incident-file .drawn=${{ store, given: this.#given }} @taken=${() => this.requestUpdate()}></slip-incident-file>
      ${records.length > 0 || store.retention ? this.#retention() : nothing}`;
  }

  /** The list, and above a longer one the way to find one again: by any number or word of it. */
  #found(records: Incident[]): TemplateResult {
    const wanted = this.#search.normalize('NFKC').trim().toLowerCase();
    const has = ({ number, fields, events }: Incident): boolean =>
      [number, ...Object.values(fields), ...events.map(({ text = '' }) => text)].some((text) => text.normalize('NFKC').toLowerCase().includes(wanted));
    const found = wanted === '' ? records : records.filter(has);
    return html`${
      records.length > 1
        ? html`<div class="incidents-field"><label for="incident-search">${t('incidents-search')}</label><input id="incident-search" type="search" autocomplete="off" spellcheck="false" .value=${this.#search} @input=${(
            event: Event,
          ) => {
            this.#search = (event.target as HTMLInputElement).value;
            this.requestUpdate();
          }} /></div>`
        : nothing
    }
    ${found.length === 0 ? html`<p class="note" role="status" data-found="0">${icon('info')}<span>${t('incidents-found-none')}</span></p>` : list(found, this.#rows, () => this.#more())}`;
  }

  /** Closed records that are over what was chosen: offered, never taken unasked. */
  #old(records: Incident[]): TemplateResult | typeof nothing {
    const { retention } = store;
    const old = retention ? expired(records, retention) : [];
    if (!retention || old.length === 0) return nothing;
    return html`<div class="card" data-old=${old.length}><p>${t('incidents-old', { count: old.length })} ${retention.auto ? t('incidents-old-auto') : nothing}</p><div class="btns"><button class="btn" type="button" data-delete-old @click=${() => void this.#remove(old)}>${icon('close')}${t('incidents-delete-old')}</button></div></div>`;
  }

  // ── How long records are kept ──────────────────────────────────────────────────────────────────────────────────────

  #retention(): TemplateResult {
    const { days, auto } = store.retention ?? { days: DEFAULT_DAYS, auto: false };
    return html`<details class="card incidents-retention" ?open=${this.#asks} data-retention=${store.retention ? days : 'asked'}>
      <summary>${icon('chev', 'chev')}<span>${t('incidents-retention')}${store.retention ? html` · ${t('incidents-days', { days })}` : nothing}</span></summary>
      <div class="incidents-field"><label for="incident-days">${t('incidents-retention-label')}</label>
        <select id="incident-days">${RETENTIONS.map((one) => html`<option value=${one} ?selected=${one === days}>${t('incidents-days', { days: one })}</option>`)}</select></div>
      <label class="choice"><input id="incident-auto" type="checkbox" .checked=${auto} /><span>${t('incidents-auto')}</span></label>
      <button class="btn" type="button" data-retention-set @click=${() => void this.#keepFor()}>${t('incidents-retention-set')}</button>
    </details>`;
  }

  async #keepFor(): Promise<void> {
    const days = Number(this.querySelector<HTMLSelectElement>('#incident-days')?.value ?? DEFAULT_DAYS);
    const auto = this.querySelector<HTMLInputElement>('#incident-auto')?.checked ?? false;
    const kept = await store.keepFor({ days, auto });
    // Choosing it is no deletion yet: what is over the time from now on waits a day.
    if (auto) await store.offer(overdue(expired(store.all(), { days, auto }), store.offered).offered);
    this.#asks = false;
    this.#notices = [];
    if (!kept && !store.inMemory) {
      this.#say('incidents-retention-unsaved', {}, true);
      return;
    }
    this.#say('incidents-retention-done', { days });
  }

  // ── One record ─────────────────────────────────────────────────────────────────────────────────────────────────────

  readonly #actions: RecordActions = {
    typed: (field, event) => {
      const { value } = event.target as HTMLInputElement;
      const stands = store.get(this.#id)?.fields[field] ?? '';
      const before = this.#typed.get(field);
      // Leaving a field says once more what stands there.
      if (!before && (value === stands || value === this.#over.get(field))) return;
      this.#over.delete(field);
      this.#typed.set(field, { value, base: before?.base ?? stands });
      clearTimeout(this.#pause);
      if (event.type === 'change') this.#flush();
      else this.#pause = setTimeout(() => this.#flush(), PAUSE);
    },
    pending: (field) => this.#typed.get(field)?.value ?? this.#over.get(field),
    drafted: () => this.#lines.get(this.#id) ?? '',
    draft: (text) => {
      if (text === '') this.#lines.delete(this.#id);
      else this.#lines.set(this.#id, text);
    },
    cause: (cause) => void this.#change((record) => withTyped(record, [['cause', { value: cause, base: record.fields.cause ?? '' }]])),
    role: (role) => void this.#change((record) => ({ ...record, role, changed: new Date().toISOString() })),
    tick: (step, on) =>
      void this.#change((record) => {
        const next = noted(record, { kind: on ? 'tick' : 'untick', what: step });
        const { [step]: _, ...others } = record.ticks;
        return { ...next, ticks: on ? { ...others, [step]: next.changed } : others };
      }),
    // Pressed once more, a choice is taken back.
    choose: (choice) =>
      void this.#change((record) => {
        if (record.choice !== choice) return { ...noted(record, { kind: 'choice', what: choice }), choice };
        const { choice: _, ...rest } = noted(record, { kind: 'untick', what: choice });
        return rest;
      }),
    next: (state) => this.#set({ next: state, causeMissing: false }),
    settle: (state) => void this.#settle(state),
    kind: (kind) => this.#set({ kind }),
    note: (kind) => {
      const field = this.querySelector<HTMLTextAreaElement>('#incident-note');
      const text = field?.value.trim() ?? '';
      if (!field || text === '') {
        field?.focus();
        return;
      }
      // It stays in its field, whole: a line that is cut says something else.
      if (text.length > LIMITS.field) {
        this.#say('incidents-note-long', { count: LIMITS.field, length: text.length }, true);
        field.focus();
        return;
      }
      field.value = '';
      this.#notices = this.#notices.filter(({ id }) => id !== 'incidents-note-long');
      this.#lines.delete(this.#id);
      void this.#change((record) => noted(record, { kind, text }));
    },
    recipient: (recipient) => this.#set({ recipient, copied: undefined }),
    copy: (text) => void this.#copy(text),
    keepPhoto: () => {
      if (this.#picture?.id === this.#id) void this.#keepPhoto(this.#picture.file);
    },
    pickPhoto: (event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      if (file) void this.#keepPhoto(file).then(() => (input.value = ''));
    },
    dropPhoto: () => {
      this.#forget();
      void this.#change((record) => {
        const { photo: _, ...rest } = noted(record, { kind: 'photo', what: 'removed' });
        return rest;
      });
    },
    calendar: () => {
      const record = store.get(this.#id);
      if (record) this.#calendar([record]);
    },
    print: () => {
      this.#flush();
      print();
    },
    remove: (step) => {
      if (step !== 'do') this.#set({ deleting: step === 'ask' });
      else {
        const record = store.get(this.#id);
        if (record) void this.#remove([record]);
      }
    },
  };

  #set(change: Partial<RecordView>): void {
    Object.assign(this.#view, change);
    this.requestUpdate();
  }

  /** Another record, or the list. */
  #leave(to: string): void {
    this.#flush();
    this.#forget();
    this.#over.clear();
    this.#id = to;
    this.#notices = [];
    this.#view = blank();
    this.#view.offered = this.#picture?.id === to;
    if (to !== '' && to !== 'new') void opened?.then(() => this.#showPhoto(to));
  }

  /** Stores what was typed. */
  #flush(): void {
    clearTimeout(this.#pause);
    if (this.#typed.size === 0) return;
    const typed = [...this.#typed];
    this.#typed.clear();
    if (typed.some(([field, { value }]) => isMasked(value, keptValue(field, value)))) this.#view.masked = true;
    const over = typed.filter(([, { value }]) => value.length > LIMITS.field);
    for (const [field, { value }] of over) this.#over.set(field, value);
    if (this.#over.size > 0) this.#say('incidents-too-long', { count: LIMITS.field }, true);
    else this.#notices = this.#notices.filter(({ id }) => id !== 'incidents-too-long');
    const draft: Draft = { id: this.#id, fields: Object.fromEntries(typed) };
    this.#writing.push(draft);
    let replaced = false;
    const change = (record: Incident): Incident => {
      const next = withTyped(record, typed);
      replaced ||= next.events.length !== record.events.length;
      return next;
    };
    void this.#change(change).then(() => {
      this.#writing = this.#writing.filter((one) => one !== draft);
      this.#keepDrafts();
      // The later one is told; what the other wrote is in the timeline.
      if (replaced && draft.id === this.#id) this.#say('incidents-replaced', {}, true);
    });
  }

  async #change(change: (record: Incident) => Incident, photo?: ArrayBuffer): Promise<void> {
    const written = store.change(this.#id, change, photo);
    this.requestUpdate();
    if ((await written) === 'gone') this.#say('incidents-gone', {}, true);
    this.requestUpdate();
  }

  async #settle(state: StateId): Promise<void> {
    this.#flush();
    const record = store.get(this.#id);
    if (!record) return;
    if (state === 'closed' && (record.fields.cause ?? '').trim() === '') {
      this.#set({ causeMissing: true });
      this.querySelector<HTMLElement>('#incident-cause')?.focus();
      return;
    }
    const day = this.querySelector<HTMLInputElement>('#incident-deadline')?.value;
    const awaited = this.querySelector<HTMLInputElement>('#incident-awaited')?.value.trim() ?? '';
    this.#set({ next: undefined, causeMissing: false });
    await this.#change((stored) => {
      const next = inState(stored, state, day !== undefined && isDay(day) ? day : undefined);
      if (next === stored) return stored;
      const told = awaited === '' ? next : noted(next, { kind: 'told', text: awaited.slice(0, LIMITS.field) });
      return next.deadline === undefined ? told : noted(told, { kind: 'deadline', what: next.deadline });
    });
    if (this.#session) this.#session.announcement = stateName(state);
    this.#session?.changed();
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#set({ copied: 'copied' });
    } catch {
      this.querySelector<HTMLTextAreaElement>('#incident-message')?.select();
      this.#set({ copied: 'copy-failed' });
    }
  }

  async #keepPhoto(file: File): Promise<void> {
    if (!isPicture(file.type) || file.size > PHOTO) {
      this.#say('incidents-photo-refused', {}, true);
      return;
    }
    const id = this.#id;
    const bytes = await file.arrayBuffer();
    await this.#change(
      (record) => ({ ...noted(record, { kind: 'photo' }), photo: { name: file.name.slice(0, 300), type: file.type, size: bytes.byteLength } }),
      bytes,
    );
    if (this.#picture?.id === id) this.#picture = undefined;
    this.#view.offered = false;
    await this.#showPhoto(id);
  }

  async #showPhoto(id: string): Promise<void> {
    const record = store.get(id);
    if (!record?.photo) return;
    const bytes = await store.photo(id);
    if (!bytes || id !== this.#id) return;
    this.#forget();
    this.#set({ photo: URL.createObjectURL(new Blob([bytes], { type: record.photo.type })) });
  }

  /** Gives back the memory of the photo that is drawn. */
  #forget(): void {
    if (this.#view.photo !== undefined) URL.revokeObjectURL(this.#view.photo);
    this.#view.photo = undefined;
  }

  async #remove(records: Incident[]): Promise<void> {
    this.#typed.clear();
    for (const { id } of records) this.#lines.delete(id);
    this.#writing = this.#writing.filter(({ id }) => !records.some((record) => record.id === id));
    const done = await store.remove(...records.map(({ id }) => id));
    if (!done) {
      this.#say('incidents-delete-failed', {}, true);
      return;
    }
    dropDrafts(records.map(({ id }) => id));
    if (records.some(({ id }) => id === this.#picture?.id)) this.#picture = undefined;
    if (this.#id !== '') this.#session?.go('incidents');
    // After the list has come: that clears what was said before.
    await this.updateComplete;
    this.#leave('');
    this.#say('incidents-deleted', { count: records.length });
    this.querySelector<HTMLElement>('h1')?.focus();
  }

  #calendar(records: Incident[]): void {
    const events = records.flatMap((record) =>
      record.deadline === undefined
        ? []
        : [
            {
              uid: `${record.id}@slipcheck`,
              date: record.deadline,
              title: unmarked(t('incidents-calendar-title', { number: record.number, state: stateName(record.state) })),
              text: unmarked([record.fields.shop, record.fields.amount, saidWord(record)].filter((part) => part !== undefined && part !== '').join('\n')),
            },
          ],
    );
    save(`slipcheck-${localDay(new Date())}.ics`, 'text/calendar;charset=utf-8', calendar(events));
  }

  async #retry(): Promise<void> {
    await store.retry();
    this.requestUpdate();
  }

  #more(): void {
    this.#rows += ROWS;
    this.requestUpdate();
  }

  #say(id: string, args: Record<string, string | number> = {}, bad = false): void {
    this.#notices = [...this.#notices.filter((notice) => notice.id !== id), { id, args, bad }];
    this.requestUpdate();
  }
}

function blank(): RecordView {
  return {
    next: undefined,
    causeMissing: false,
    recipient: 'acquirer',
    copied: undefined,
    deleting: false,
    masked: false,
    photo: undefined,
    offered: false,
    kind: 'told',
  };
}

/** Whether a card number was masked in what was typed. */
function isMasked(typed: string, kept: string): boolean {
  return kept.includes('*') && kept.normalize('NFKC') !== typed.normalize('NFKC');
}

customElements.define('slip-incidents', SlipIncidents);
