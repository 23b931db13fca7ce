/** The pages of an OFD document as they look, with what no seal vouches for marked on them. Comes with the first such document. */

import '../styles/ofd.css';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { draw } from '../engine/draw.ts';
import type { Drawn, Marked, Seal, Sheet, Stamped, Step } from '../engine/drawing.ts';
import { LEFT_OUT, SEAL_STATES } from '../engine/drawing.ts';
import type { Field, Trust } from '../engine/report.ts';
import { hasPart, loadPart, plain, t } from '../locales/text.ts';
import { commonName } from '../state/names.ts';
import type { Result } from '../state/piece.ts';
import { reveal } from './fold.ts';
import { foreign, visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { element, hatching, Painter, rectangle } from './ofd-svg.ts';
import { styled } from './styled.ts';
import { fieldName, reference, status } from './wording.ts';

/** Sizes of a page, in parts of the column's width. */
const SIZES = [1, 1.5, 2, 3, 4];
/** Hundredths of a millimetre a millimetre. */
const MILLIMETRE = 100;

type State = 'drawing' | 'drawn' | 'none' | 'failed';

export class OfdPage extends LitElement {
  static override properties = { result: { attribute: false }, trust: { attribute: false } };
  declare result: Result | undefined;
  /** What the check was given: signatures without a certificate are tried with those at hand. */
  declare trust: (() => Promise<Trust>) | undefined;

  #state: State = 'drawing';
  #drawn: Drawn | undefined;
  #urls: (string | undefined)[] = [];
  #at = 0;
  #size = 0;
  /** What is drawn: of which document, and what its signatures came to. */
  #of: unknown;
  #standing = '';
  /** Counts drawings of a page: those that go on end when another begins. */
  #run = 0;
  #painted: Sheet | undefined;
  #abort: AbortController | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
    this.#of = undefined;
  }

  protected override willUpdate(_: PropertyValues): void {
    const { result } = this;
    if (!result?.document || !this.isConnected) return;
    const standing = `${status(result.report, 'signature')} ${status(result.report, 'digest')}`;
    if (result.document === this.#of && standing === this.#standing) return;
    this.#of = result.document;
    this.#standing = standing;
    void this.#draw(result.document);
  }

  #forget(): void {
    this.#run += 1;
    this.#abort?.abort(new DOMException('Stopped', 'AbortError'));
    for (const url of this.#urls) if (url !== undefined) URL.revokeObjectURL(url);
    this.#urls = [];
    this.#drawn = undefined;
    this.#painted = undefined;
  }

  async #draw(file: Uint8Array): Promise<void> {
    this.#forget();
    const { signal } = (this.#abort = new AbortController());
    this.#state = 'drawing';
    this.requestUpdate();
    try {
      const [trust] = await Promise.all([this.trust?.(), loadPart('ofd')]);
      if (!trust) return;
      const drawn = await draw(file, trust, signal);
      signal.throwIfAborted();
      this.#drawn = drawn;
      this.#urls = (drawn?.pictures ?? []).map((picture) => picture && URL.createObjectURL(picture));
      this.#at = Math.min(this.#at, Math.max(0, (drawn?.drawing.sheets.length ?? 1) - 1));
      this.#state = drawn ? 'drawn' : 'none';
    } catch {
      if (signal.aborted) return;
      this.#state = 'failed';
    }
    this.requestUpdate();
  }

  // ── Drawing a page ───────────────────────────────────────────────────────────────────────────────────────────────

  protected override updated(): void {
    const sheet = this.#drawn?.drawing.sheets[this.#at];
    const paper = this.querySelector<HTMLElement>('.ofd__paper');
    paper?.querySelector('svg')?.setAttribute('aria-label', plain('ofd-sheet', { number: this.#at + 1 }));
    if (!sheet || !paper || sheet === this.#painted) return;
    this.#painted = sheet;
    void this.#paint(sheet, paper);
  }

  async #paint(sheet: Sheet, paper: HTMLElement): Promise<void> {
    const run = (this.#run += 1);
    const goes = (): boolean => run === this.#run;
    const svg = element('svg', {
      class: 'ofd__svg',
      viewBox: `0 0 ${sheet.width} ${sheet.height}`,
      role: 'img',
      'aria-label': plain('ofd-sheet', { number: this.#at + 1 }),
      'aria-busy': 'true',
    });
    paper.querySelector('svg')?.remove();
    paper.prepend(svg);
    const painter = new Painter(this.#urls);
    const steps = JSON.parse(this.#drawn?.steps[this.#at] ?? '[]') as Step[];
    const drawing = element('g', {});
    svg.append(drawing);
    await painter.paintSlowly(drawing, steps, goes);
    if (!goes()) return;
    for (const stamp of sheet.stamps) {
      const seal = this.#seal(stamp);
      if (seal) svg.append(painter.stamp(stamp, seal.face));
    }
    this.#mark(svg, sheet);
    svg.removeAttribute('aria-busy');
  }

  /** Marks what is not as it was sealed, above everything. */
  #mark(svg: SVGElement, sheet: Sheet): void {
    const marks = element('g', {});
    const { pattern, fill } = hatching();
    marks.append(pattern);
    for (const { kind, mark, boxes } of sheet.marks) {
      if (mark === 'differs' && kind === 'page') {
        const inset = MILLIMETRE;
        marks.append(rectangle([inset, inset, sheet.width - 2 * inset, sheet.height - 2 * inset], 'ofd__mark is-changed'));
      }
      for (const box of boxes) {
        if (mark === 'differs' && kind === 'page') continue;
        const made = rectangle(box, `ofd__mark ${mark === 'differs' ? 'is-changed' : 'is-open'}`);
        if (mark === 'not-covered') made.setAttribute('fill', fill);
        marks.append(made);
      }
    }
    for (const stamp of sheet.stamps) {
      if (this.#stands(stamp)) continue;
      const [x, y, width, height] = stamp.place;
      const cross = element('path', {
        d: `M${x} ${y}L${x + width} ${y + height}M${x + width} ${y}L${x} ${y + height}`,
        class: 'ofd__mark is-void',
        'vector-effect': 'non-scaling-stroke',
      });
      marks.append(rectangle(stamp.place, 'ofd__mark is-void'), cross);
    }
    for (const [number, { where }] of this.#fields(sheet).entries()) {
      if (!where) continue;
      const [x, y, width, height] = [where.x, where.y, where.width, where.height].map((length) => length * MILLIMETRE) as [number, number, number, number];
      const pin = element('text', { x: x - 220, y: y + height / 2 + 170, class: 'ofd__number', 'text-anchor': 'middle' });
      pin.textContent = String(number + 1);
      marks.append(
        rectangle([x, y, width, height], 'ofd__mark is-field'),
        element('circle', { cx: x - 220, cy: y + height / 2, r: 270, class: 'ofd__pin' }),
        pin,
      );
    }
    svg.append(marks);
  }

  #seal({ seal }: Stamped): Seal | undefined {
    return this.#drawn?.drawing.seals[seal];
  }

  /** Whether a seal vouches for the page that it stands on. */
  #stands(stamp: Stamped): boolean {
    const state = this.#seal(stamp)?.state;
    return stamp.covers && (state === 'fits' || state === 'unknown');
  }

  /** Fields of this page whose data say otherwise. */
  #fields({ document, page }: Sheet): Field[] {
    if (document !== 0) return [];
    return this.result?.report.fields.filter(({ match, where }) => match === false && where?.page === page) ?? [];
  }

  // ── What stands around it ────────────────────────────────────────────────────────────────────────────────────────

  protected override render(): TemplateResult | typeof nothing {
    if (!hasPart('ofd')) return nothing;
    if (this.#state === 'drawing') return html`<p class="note" role="status">${sign('run', 'i spin')}<span>${t('ofd-drawing')}</span></p>`;
    if (this.#state === 'none') return html`<p class="note" role="status">${icon('info')}<span>${t('ofd-not-drawn')}</span></p>`;
    if (this.#state === 'failed' || !this.#drawn)
      return html`<p class="note" role="status">${sign('warn')}<span>${t('ofd-failed')}</span></p>
        <div class="btns"><button class="btn" type="button" data-ofd="again" @click=${() => this.result?.document && void this.#draw(this.result.document)}>${t('ofd-again')}</button></div>`;
    const { drawing } = this.#drawn;
    const sheet = drawing.sheets[this.#at];
    return html`<div class="ofd" data-state="drawn">
      ${drawing.sealed || drawing.seals.length === 0 ? nothing : html`<p class="note" data-mark="unsealed">${sign('warn')}<span>${t('ofd-unsealed')}</span></p>`}
      ${sheet ? this.#sheet(sheet, drawing.sheets.length) : nothing}
      ${drawing.elsewhere.length === 0 ? nothing : this.#elsewhere(drawing.elsewhere)}
      ${sheet ? this.#seals(sheet) : nothing}
      ${sheet ? this.#text(sheet) : nothing}
      <p class="note" role="presentation">${icon('info')}<span>${t('ofd-drawn')}</span></p>
      ${this.#left()}
    </div>`;
  }

  #sheet(sheet: Sheet, count: number): TemplateResult {
    const { drawing } = this.#drawn as Drawn;
    const several = drawing.sheets.some(({ document }) => document > 0);
    const size = SIZES[this.#size] ?? 1;
    const number = this.#at + 1;
    const ratio = Math.min(6, Math.max(1 / 6, sheet.width / Math.max(1, sheet.height)));
    const paper = styled({ width: `${size * 100}%`, 'aspect-ratio': String(ratio) });
    return html`
      <div class="ofd__bar">
        ${
          drawing.pages > 1
            ? html`<div class="ofd__turn">
                <button class="btn btn--small" type="button" data-ofd="previous" aria-label=${t('ofd-previous')} ?disabled=${this.#at === 0} @click=${() => this.#turn(-1)}>${icon('chev', 'ofd__back')}</button>
                <span role="status">${t('ofd-page', { number, count: drawing.pages })}</span>
                <button class="btn btn--small" type="button" data-ofd="next" aria-label=${t('ofd-next')} ?disabled=${this.#at + 1 >= count} @click=${() => this.#turn(1)}>${icon('chev')}</button>
              </div>`
            : nothing
        }
        ${
          sheet.textAlone
            ? nothing
            : html`<div class="ofd__turn">
                <button class="btn btn--small" type="button" data-ofd="farther" aria-label=${t('ofd-farther')} ?disabled=${this.#size === 0} @click=${() => this.#zoom(-1)}>${icon('dash')}</button>
                <span>${t('ofd-size', { percent: Math.round(size * 100) })}</span>
                <button class="btn btn--small" type="button" data-ofd="closer" aria-label=${t('ofd-closer')} ?disabled=${this.#size + 1 >= SIZES.length} @click=${() => this.#zoom(1)}>${icon('plus')}</button>
              </div>`
        }
      </div>
      ${several ? html`<p class="label">${t('ofd-document', { number: sheet.document + 1 })}</p>` : nothing}
      ${
        sheet.textAlone
          ? html`<p class="note" data-ofd-alone>${sign('warn')}<span>${t('ofd-text-alone')}</span></p>`
          : html`<div class="ofd__scroll sheet" tabindex="0" role="region" aria-label=${t('ofd-region', { number })}>
              <div class="ofd__paper" ${paper}>${sheet.stamps.map((stamp) => this.#stampButton(stamp, sheet))}</div>
            </div>`
      }
      ${this.#legend(sheet)}`;
  }

  #turn(by: number): void {
    this.#at += by;
    this.requestUpdate();
  }

  #zoom(by: number): void {
    const scroll = this.querySelector('.ofd__scroll');
    const middle = scroll && [
      (scroll.scrollLeft + scroll.clientWidth / 2) / scroll.scrollWidth,
      (scroll.scrollTop + scroll.clientHeight / 2) / scroll.scrollHeight,
    ];
    this.#size += by;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      if (!scroll || !middle) return;
      // What was in the middle stays there.
      scroll.scrollLeft = (middle[0] ?? 0) * scroll.scrollWidth - scroll.clientWidth / 2;
      scroll.scrollTop = (middle[1] ?? 0) * scroll.scrollHeight - scroll.clientHeight / 2;
    });
  }

  /** What the marks on the page mean. */
  #legend(sheet: Sheet): TemplateResult | typeof nothing {
    const fields = this.#fields(sheet);
    if (fields.length === 0 && sheet.marks.length === 0) return nothing;
    const names = (marked: Marked[]): string => marked.map(({ entry }) => visible(entry, 80)).join(t('list-separator'));
    const of = (mark: Marked['mark'], page: boolean): Marked[] => sheet.marks.filter((marked) => marked.mark === mark && (marked.kind === 'page') === page);
    const line = (id: string, sample: string, marked: Marked[]): TemplateResult | typeof nothing =>
      marked.length === 0
        ? nothing
        : html`<li data-mark=${id}><span class="ofd__sample ${sample}" aria-hidden="true"></span><span>${t(`ofd-mark-${id}`, { entry: names(marked) })}</span></li>`;
    return html`<ul class="ofd__legend">
      ${fields.map(
        (field, at) =>
          html`<li data-mark="field"><span class="ofd__count" aria-hidden="true">${at + 1}</span><span>${t(
            field.signed === undefined ? 'ofd-field-differs-code' : 'ofd-field-differs',
            {
              field: fieldName(field.name),
              printed: visible(field.printed ?? ''),
              signed: visible(reference(field) ?? ''),
            },
          )}</span></li>`,
      )}
      ${line('differs-page', 'is-changed', of('differs', true))}
      ${line('differs-other', 'is-changed', of('differs', false))}
      ${line('not-covered', 'is-open', [...of('not-covered', true), ...of('not-covered', false)])}
    </ul>`;
  }

  #elsewhere(marked: Marked[]): TemplateResult {
    const line = (mark: Marked['mark']): TemplateResult | typeof nothing => {
      const entries = marked.filter((one) => one.mark === mark).map(({ entry }) => visible(entry, 80));
      return entries.length === 0
        ? nothing
        : html`<p class="note" data-mark="elsewhere">${sign('warn')}<span>${t(`ofd-mark-elsewhere-${mark}`, { entry: entries.join(t('list-separator')) })}</span></p>`;
    };
    return html`${line('differs')}${line('not-covered')}`;
  }

  // ── Seals ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #called({ name }: Seal): string {
    return name === '' ? t('ofd-seal-unnamed') : t('ofd-seal', { name: visible(name, 80) });
  }

  /** A seal on the page leads to the check of its signature. */
  #stampButton(stamp: Stamped, sheet: Sheet): TemplateResult | typeof nothing {
    const seal = this.#seal(stamp);
    if (!seal) return nothing;
    const [left, top, width, height] = stamp.clip
      ? [stamp.place[0] + stamp.clip[0], stamp.place[1] + stamp.clip[1], stamp.clip[2], stamp.clip[3]]
      : stamp.place;
    const part = (length: number, of: number): string => `${((length / Math.max(1, of)) * 100).toFixed(3)}%`;
    const place = styled({
      left: part(left + width / 2, sheet.width),
      top: part(top + height / 2, sheet.height),
      width: part(width, sheet.width),
      height: part(height, sheet.height),
    });
    return html`<button class="ofd__stamp" type="button" data-stamp=${stamp.seal} aria-label=${t('ofd-seal-on-page', { name: this.#called(seal) })} ${place} @click=${() => this.#check()}></button>`;
  }

  #check(): void {
    const target = document.getElementById('check-signature');
    if (!target) return;
    target.tabIndex = -1;
    reveal(target);
  }

  #seals(sheet: Sheet): TemplateResult | typeof nothing {
    const { seals } = (this.#drawn as Drawn).drawing;
    const verdict = this.result?.report.verdict;
    if (seals.length === 0) return nothing;
    return html`<h3>${t('ofd-seals')}</h3>
      <ul class="ofd__seals">${seals.map((seal, at) => {
        const stamps = sheet.stamps.filter((stamp) => stamp.seal === at);
        const state = SEAL_STATES.includes(seal.state) ? seal.state : 'misfit';
        const stranger = state === 'fits' && stamps.some(({ covers }) => !covers);
        // A tick is the verdict's to give, and of all seals together.
        const trusted = state === 'fits' && !stranger && verdict === 'verified';
        const failed = state === 'misfit' || state === 'differs' || stranger;
        return html`<li data-seal=${at} data-state=${state} ?data-trusted=${trusted}>
          ${sign(failed ? 'fail' : trusted ? (seal.selfMade ? 'warn' : 'pass') : state === 'unknown' || seal.selfMade ? 'warn' : 'unknown')}
          <div>
            <b>${this.#called(seal)}</b>
            ${seal.signer === '' ? nothing : html`<span>${t('ofd-seal-signer', { signer: visible(commonName(seal.signer), 120) })}</span>`}
            ${stranger ? html`<span data-stranger>${t('ofd-seal-stranger')}</span>` : html`<span>${t(`ofd-seal-${state}${trusted ? '-trusted' : ''}`)}</span>`}
            ${seal.selfMade ? html`<span>${t('ofd-seal-self-made')}</span>` : nothing}
            <button class="btn btn--small" type="button" @click=${() => this.#check()}>${t('ofd-seal-check')}</button>
          </div>
        </li>`;
      })}</ul>`;
  }

  // ── Text, and what is left out ───────────────────────────────────────────────────────────────────────────────────

  #text(sheet: Sheet): TemplateResult {
    const rows = sheet.text.map((row) => html`<li>${row.split('\t').map((part) => html`<span>${foreign(part)}</span>`)}</li>`);
    return html`<details class="more" ?open=${sheet.textAlone === true}><summary>${icon('chev', 'chev')}${t('ofd-text')}</summary>
      ${rows.length === 0 ? html`<p class="muted">${t('ofd-text-none')}</p>` : html`<div class="ofd__text-rows" tabindex="0" role="region" aria-label=${t('ofd-text')}><ol translate="no">${rows}</ol></div>`}
    </details>`;
  }

  #left(): TemplateResult | typeof nothing {
    const { left } = (this.#drawn as Drawn).drawing;
    const known = left.filter((id) => LEFT_OUT.includes(id));
    return known.length === 0
      ? nothing
      : html`<p class="note" data-ofd-left=${known.join(' ')}>${icon('info')}<span>${t('ofd-left', { list: known.map((id) => t(`ofd-left-${id}`)).join(t('list-separator')) })}</span></p>`;
  }
}

customElements.define('ofd-page', OfdPage);

declare global {
  interface HTMLElementTagNameMap {
    'ofd-page': OfdPage;
  }
}
