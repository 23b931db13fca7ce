/** A photo of a terminal's screen: its print is read, and the host codes on it are offered. Nothing of the photo is kept. */

import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { t, type Language } from '../locales/text.ts';
import { guidance } from '../state/guidance.ts';
import { printOf, readsUnasked, type PrintStep } from '../state/photo-print.ts';
import { codesOn } from '../state/screen-codes.ts';
import * as models from '../storage/models.ts';
import { icon, sign } from './icon.ts';

type Phase = 'idle' | 'asks' | 'reads' | 'read' | 'failed';

export class SlipScreenPhoto extends LitElement {
  static override properties = { language: { attribute: false }, use: { attribute: false }, now: { attribute: false } };
  /** Redraws in another language. */
  declare language: Language;
  /** Takes a code. */
  declare use: (code: string) => void;
  /** The code that is looked up at the moment. */
  declare now: string;

  #phase: Phase = 'idle';
  #file: File | undefined;
  #abort: AbortController | undefined;
  #step: { step: PrintStep; done: number; all: number } | undefined;
  #found: string[] = [];
  #left = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort(new DOMException('Stopped', 'AbortError'));
  }

  protected override render(): TemplateResult {
    return html`<div class="card" data-screen-photo=${this.#phase}>
      <p>${t('terminals-photo-about')}</p>
      <div class="btns">
        <label class="btn terminals__photo">${icon('camera')}${t('terminals-photo')}<input id="screen-photo" class="file" type="file" accept="image/*" @change=${(event: Event) => this.#chosen(event)} /></label>
        ${this.#phase === 'reads' ? html`<button class="btn" type="button" data-photo-cancel @click=${() => this.#cancel()}>${icon('close')}${t('terminals-photo-cancel')}</button>` : nothing}
      </div>
      <div role="status">${this.#said()}</div>
    </div>`;
  }

  #said(): TemplateResult | typeof nothing {
    const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
    switch (this.#phase) {
      case 'idle':
        return nothing;
      case 'asks':
        return this.#left < 0
          ? html`<p class="hint">${sign('warn')}<span>${t('terminals-photo-unbuilt')}</span></p>`
          : html`<p>${this.#left > 0 ? t('terminals-photo-asks', { size: megabytes(this.#left) }) : t('terminals-photo-ready')}</p>
            <div class="btns"><button class="btn" type="button" data-photo-read @click=${() => void this.#read()}>${t('terminals-photo-read')}</button></div>`;
      case 'reads': {
        const { step, done, all } = this.#step ?? { step: 'load', done: 0, all: 0 };
        return html`<p>${t(`terminals-photo-${step}`, step === 'load' ? { done: megabytes(done), all: megabytes(all) } : { done, all })}</p>
          <progress class="track" aria-label=${t('terminals-photo')} max=${Math.max(all, 1)} value=${done}></progress>`;
      }
      case 'failed':
        return html`<p class="hint">${sign('warn')}<span>${t('terminals-photo-failed')}</span></p>`;
      case 'read':
        return this.#found.length === 0
          ? html`<p class="hint" data-photo-none>${sign('warn')}<span>${t('terminals-photo-none')}</span></p>`
          : html`<p>${t('terminals-photo-found', { count: this.#found.length })}</p>
            <div class="chips" role="group" aria-label=${t('terminals-photo')}>${this.#found.map((code) => html`<button class="chip" type="button" data-photo-code=${code} aria-pressed=${String(code === this.now)} @click=${() => this.use(code)}><span class="mono">${code}</span> ${guidance().codes[code]?.[0] ?? ''}</button>`)}</div>`;
    }
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same photo may be chosen again.
    input.value = '';
    if (!file) return;
    this.#cancel();
    this.#file = file;
    void this.#begin();
  }

  async #begin(): Promise<void> {
    if (await readsUnasked()) {
      await this.#read();
      return;
    }
    this.#left = models.built ? await models.missing() : -1;
    this.#set('asks');
  }

  async #read(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    const abort = (this.#abort = new AbortController());
    this.#step = undefined;
    this.#set('reads');
    let drawn = 0;
    try {
      const lines = await printOf(
        file,
        (step, done, all) => {
          this.#step = { step, done, all };
          if (performance.now() - drawn < 100 || this.#abort !== abort) return;
          drawn = performance.now();
          this.requestUpdate();
        },
        abort.signal,
      );
      if (this.#abort !== abort) return;
      const { codes } = guidance();
      this.#found = codesOn(
        lines.map(({ text }) => text),
        (code) => codes[code] !== undefined,
      );
      this.#abort = undefined;
      this.#file = undefined;
      this.#set('read');
      // One alone is looked up at once; the person still compares it with the screen.
      const [only, ...others] = this.#found;
      if (only !== undefined && others.length === 0) this.use(only);
    } catch {
      if (this.#abort === abort) this.#set(abort.signal.aborted ? 'idle' : 'failed');
    }
  }

  #cancel(): void {
    const abort = this.#abort;
    this.#abort = undefined;
    abort?.abort(new DOMException('Stopped', 'AbortError'));
    this.#set('idle');
  }

  #set(phase: Phase): void {
    this.#phase = phase;
    this.requestUpdate();
  }
}

customElements.define('slip-screen-photo', SlipScreenPhoto);
