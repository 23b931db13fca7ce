/** The file that carries incidents to another device: sealed with a password, opened there and united with what stands there. */

import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import { FileProblem, isIncidentFile, seal, SHORTEST, unseal, type FileFault, type Packed } from '../state/incident-file.ts';
import { keptTexts, merged, takesPhoto, united } from '../state/incident-merge.ts';
import { localDay } from '../state/incidents.ts';
import type { IncidentStore } from '../storage/incidents.ts';
import { icon, sign } from './icon.ts';
import { told, type Notice } from './incident-notice.ts';
import { saveBlob } from './save.ts';

/** Dispatches `taken` when records came out of a file. */
export class SlipIncidentFile extends LitElement {
  #store: IncidentStore | undefined;
  /** The file that was dropped on the page, until it is looked at. */
  #given: File | undefined;
  #notices: Notice[] = [];
  #working = false;
  /** What is open below the buttons. */
  #panel: 'export' | 'import' | undefined;
  #file: { name: string; bytes: Uint8Array<ArrayBuffer> } | undefined;

  /** A new object each time that the list is drawn; a file that was dropped is opened once. */
  set drawn({ store, given }: { store: IncidentStore; given: File | undefined }) {
    this.#store = store;
    if (given !== undefined && given !== this.#given) void this.#open(given);
    this.#given = given;
    this.requestUpdate();
  }

  /** Light DOM: one document for style sheets, assistive technology and tests. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const store = this.#store;
    if (!store) return html``;
    const records = store.all();
    const password = (id: string, label: string): TemplateResult =>
      html`<div class="incidents-field"><label for=${id}>${t(label)}</label><input id=${id} type="password" autocomplete="off" /></div>`;
    return html`<section class="block" aria-labelledby="incidents-file-title"><h2 id="incidents-file-title">${t('incidents-file')}</h2>
      <div class="card">
        <p class="label">${t('incidents-file-about')}</p>
        <div class="btns">
          ${records.length === 0 ? nothing : html`<button class="btn" type="button" data-export aria-expanded=${String(this.#panel === 'export')} @click=${() => this.#toggle()}>${icon('save')}${t('incidents-export')}</button>`}
          <label class="btn incidents-file">${icon('open')}${t('incidents-import')}<input class="file" type="file" data-import-file @change=${(event: Event) => this.#chosen(event)} /></label>
        </div>
        ${
          this.#panel === 'export'
            ? html`${password('incident-password', 'incidents-password')}${password('incident-password-again', 'incidents-password-again')}
              <button class="btn btn--main" type="button" data-seal ?disabled=${this.#working} @click=${() => void this.#export()}>${t('incidents-seal', { count: records.length })}</button>
              <p class="label">${t('incidents-password-about', { count: SHORTEST })}</p>`
            : nothing
        }
        ${
          this.#panel === 'import'
            ? html`<p>${t('incidents-file-chosen', { name: this.#file?.name.slice(0, 100) ?? '' })}</p>${password('incident-password', 'incidents-password')}
              <button class="btn btn--main" type="button" data-unseal ?disabled=${this.#working} @click=${() => void this.#takeIn()}>${t('incidents-unseal')}</button>`
            : nothing
        }
        ${told(this.#notices)}
        ${this.#working ? html`<p class="note" role="status">${sign('run', 'i spin')}<span>${t('incidents-working')}</span></p>` : nothing}
      </div></section>`;
  }

  #toggle(): void {
    this.#panel = this.#panel === 'export' ? undefined : 'export';
    this.#notices = [];
    this.requestUpdate();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file) void this.#open(file);
  }

  async #open(file: File): Promise<void> {
    this.#notices = [];
    if (!isIncidentFile(new Uint8Array(await file.slice(0, 100).arrayBuffer()))) {
      this.#fault('other');
      return;
    }
    this.#file = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
    this.#panel = 'import';
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>('#incident-password')?.focus();
  }

  #password(id = 'incident-password'): string {
    return this.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';
  }

  async #export(): Promise<void> {
    const store = this.#store;
    if (!store) return;
    const password = this.#password();
    this.#notices = [];
    if ([...password].length < SHORTEST) this.#say('incidents-password-short', { count: SHORTEST }, true);
    else if (password !== this.#password('incident-password-again')) this.#say('incidents-password-differs', {}, true);
    else
      await this.#work(async () => {
        const packed: Packed[] = await Promise.all(
          store.all().map(async (record) => {
            const photo = record.photo ? await store.photo(record.id) : undefined;
            return photo ? { record, photo } : { record };
          }),
        );
        saveBlob(`slipcheck-incidents-${localDay(new Date())}.sealed`, new Blob([await seal(packed, password)], { type: 'application/octet-stream' }));
        this.#panel = undefined;
        this.#say('incidents-exported', { count: packed.length });
      });
  }

  async #takeIn(): Promise<void> {
    const file = this.#file;
    const store = this.#store;
    if (!file || !store) return;
    this.#notices = [];
    await this.#work(async () => {
      const packed = await unseal(file.bytes, this.#password());
      const at = new Date().toISOString();
      const { added, newer, kept } = merged(
        store.all(),
        packed.map(({ record }) => record),
      );
      const coming = new Map(packed.map((one) => [one.record.id, one]));
      const photoOf = (id: string): { photo?: ArrayBuffer } => {
        const photo = coming.get(id)?.photo;
        return photo ? { photo } : {};
      };
      let written = added.length === 0 ? 'saved' : await store.put(...added.map((record) => ({ record: { ...record, imported: at }, ...photoOf(record.id) })));
      let both = 0;
      for (const { id } of newer) {
        const theirs = coming.get(id)?.record;
        const mine = store.get(id);
        if (!theirs || !mine) continue;
        // As it stands at that moment: another tab may write, too.
        const change = await store.change(id, (record) => united(record, theirs), takesPhoto(mine, theirs) ? photoOf(id).photo : undefined);
        if (change === 'unsaved') written = change;
        both += keptTexts(mine, store.get(id) ?? mine);
      }
      this.#panel = undefined;
      this.#file = undefined;
      this.dispatchEvent(new Event('taken'));
      this.#say('incidents-imported-done', { added: added.length, newer: newer.length, kept: kept.length });
      if (both > 0) this.#say('incidents-imported-both', { count: both });
      if (written !== 'saved' && !store.inMemory) this.#say('incidents-import-unsaved', {}, true);
    });
  }

  async #work(work: () => Promise<void>): Promise<void> {
    this.#working = true;
    this.requestUpdate();
    try {
      await work();
    } catch (error) {
      this.#fault(error instanceof FileProblem ? error.id : 'damaged');
    } finally {
      this.#working = false;
      this.requestUpdate();
    }
  }

  #fault(id: FileFault): void {
    this.#say(`incidents-file-${id}`, {}, true);
  }

  #say(id: string, args: Record<string, string | number> = {}, bad = false): void {
    this.#notices = [...this.#notices.filter((notice) => notice.id !== id), { id, args, bad }];
    this.requestUpdate();
  }
}

customElements.define('slip-incident-file', SlipIncidentFile);
