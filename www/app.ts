/** The page: header, the view of the moment, the drawer; and what the browser's own events mean. */

import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { reveal } from './components/fold.ts';
import { reportNumber, reportText } from './components/report-text.ts';
import { save } from './components/save.ts';
import { icon, sign } from './components/icon.ts';
import { hasPart, LANGUAGES, LANGUAGE_NAMES, loadPart, plain, t } from './locales/text.ts';
import { isTool, TOOLS, type Tool, type Undo, type View } from './state/page.ts';
import { Session, type Late } from './state/session.ts';
import { nextTask } from './task.ts';
import { checkView, type CheckActions, type Drawn } from './views/check.ts';
import type { CertificatesActions } from './views/certificates.ts';

/** How long a typing person has to pause before the check starts, in milliseconds. */
const PAUSE = 350;
/** So many characters at once were pasted or filled in, not typed. */
const AT_ONCE = 12;
/** No keyboard writes so long a word: the clipboard of a phone's keyboard, which does not call it a paste. */
const PASTED = 40;

const NAVIGATION: View[] = ['check', 'tools', 'certificates', 'kept', 'help'];
const VIEWS: View[] = [...NAVIGATION, ...TOOLS];

/** What draws a tool; it takes the files and texts that are dropped or pasted while it is open. */
interface ToolView {
  toolView(session: Session): TemplateResult;
  /** Whether it took what was given; what it leaves goes to the check. */
  take?(given: { files: File[]; text: string }): boolean;
}

const toolViews: Record<Tool, () => Promise<ToolView>> = {
  batch: () => import('./views/batch.ts'),
  reconcile: () => import('./views/reconcile.ts'),
  audit: () => import('./views/audit.ts'),
  incidents: () => import('./views/incidents.ts'),
  terminals: () => import('./views/terminals.ts'),
  course: () => import('./views/course.ts'),
};

type Lazy = Drawn &
  Partial<Record<Tool, ToolView>> & {
    certificates?: typeof import('./views/certificates.ts');
    kept?: typeof import('./views/kept.ts');
    help?: typeof import('./views/help.ts');
    tools?: typeof import('./views/tools.ts');
    outcome?: typeof import('./components/outcome.ts');
    evidence?: typeof import('./components/evidence.ts');
  };

/** A part of an address; nothing when it is damaged. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

export class SlipApp extends LitElement {
  readonly session = new Session(
    () => this.requestUpdate(),
    (late) => this.#draws(late),
  );

  #lazy: Lazy = {};
  readonly #loading = new Set<keyof Lazy>();
  #over = false;
  #drawer = false;
  #paper = false;
  #copied: string | undefined;
  #code = '';
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #undo: Undo | undefined;

  readonly #actions: CheckActions & CertificatesActions = {
    camera: () => this.#input('slip-camera')?.click(),
    photo: () => this.#input('slip-camera')?.click(),
    live: () => void this.#live(),
    choose: () => (this.session.view === 'certificates' ? this.#input('certificate-file') : this.#input('slip-file'))?.click(),
    clipboard: () => void this.#clipboard(),
    typed: (event) => this.#typed(event),
    files: (event) => {
      const input = event.target as HTMLInputElement;
      const files = [...(input.files ?? [])];
      // The same file may be chosen again.
      input.value = '';
      if (input.id === 'certificate-file') void this.session.certificates.importFiles(files);
      else void this.session.intake.checkFiles(files);
    },
    printed: (event) => {
      const { session } = this;
      const { value } = event.target as HTMLTextAreaElement;
      if (value === session.printed) return;
      this.querySelector('#verdict')?.removeAttribute('data-verdict');
      session.intake.printedChanged(value);
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => void session.intake.checkPrinted(), PAUSE);
    },
    showResult: () => this.#showResult(),
    paste: (text?: string) => {
      if (typeof text === 'string') {
        if (text.trim() !== '') void this.session.certificates.importBytes([{ name: 'PEM', bytes: new TextEncoder().encode(text) }]);
        return;
      }
      const field = this.#text();
      field?.scrollIntoView({ block: 'center' });
      field?.focus();
    },
    print: () => this.#print(),
    save: () => {
      const { result } = this.session;
      if (result) save(`${reportNumber(result)}.txt`, 'text/plain;charset=utf-8', reportText(this.session, result, this.#drawn.decoded));
    },
    addCertificate: () => this.#input('certificate-file')?.click(),
    showKey: () => {
      const key = this.querySelector<HTMLElement>('#key-title');
      if (key) reveal(key);
      else this.#openEvidence();
    },
    evidence: () => this.#openEvidence(),
  };

  /** Light DOM: one document for style sheets, assistive technology and tests. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#route();
    addEventListener('hashchange', () => this.#route());
    addEventListener('popstate', (event) => this.#back(event));
    // The record is drawn only for paper: by the page's own button, the browser's menu, or a preview.
    addEventListener('beforeprint', () => this.#setPaper(true));
    addEventListener('afterprint', () => this.#setPaper(false));
    matchMedia('print').addEventListener('change', ({ matches }) => this.#setPaper(matches));
    // Choosing a picture takes a person seconds: time enough to get everything ready for it.
    document.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file' && target.id !== 'certificate-file') this.session.expectPicture();
    });
    // Script moves the focus too: only who steers by keyboard is shown where it went.
    for (const type of ['keydown', 'pointerdown']) {
      addEventListener(
        type,
        (event) => {
          if (event instanceof KeyboardEvent && event.key !== 'Tab' && event.target instanceof HTMLTextAreaElement) return;
          document.documentElement.classList.toggle('keys', type === 'keydown');
        },
        true,
      );
    }
    document.addEventListener('paste', (event) => this.#pasted(event));
    document.addEventListener('dragover', (event) => this.#dragged(event));
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) this.#setOver(false);
    });
    document.addEventListener('drop', (event) => this.#dropped(event));
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const english = session.language !== 'zh-CN';
    return html`
      <a class="skip" href="#main" @click=${(event: Event) => this.#skip(event)}>${t('skip-to-content')}</a>
      <header class="bar">
        <a class="brand" href="#/" @click=${(event: Event) => this.#home(event)}>${icon('brand')}<span>${t('app-name')} <small lang=${english ? 'zh-CN' : 'en'}>${t('app-name-other')}</small></span></a>
        <nav class="nav" aria-label=${t('nav-label')}>${NAVIGATION.map((view) => html`<a href="#/${view === 'check' ? '' : view}" aria-current=${session.view === view || (view === 'tools' && isTool(session.view)) ? 'page' : nothing}>${t(`nav-${view}`)}</a>`)}</nav>
        <nav class="lang" aria-label=${t('nav-language')}>${LANGUAGES.map(
          (language) =>
            html`<button type="button" lang=${language} title=${LANGUAGE_NAMES[language].long} aria-current=${session.language === language ? 'true' : nothing} data-language=${language} @click=${() => void session.chooseLanguage(language)}>${LANGUAGE_NAMES[language].short}</button>`,
        )}</nav>
      </header>
      ${session.update ? html`<p class="update" role="status"><span>${t('update-ready')}</span> <button class="btn btn--small" type="button" @click=${() => session.update?.()}>${t('update-now')}</button></p>` : nothing}
      ${this.#demoted()}
      <p class="vh" role="status">${session.announcement}</p>
      <main id="main" tabindex="-1" class=${this.#over ? 'is-over' : ''}>${this.#view()}${this.#certificateInput()}</main>
      <dialog class="drawer" aria-labelledby="evidence-title" @close=${() => this.#closed()} @click=${(event: Event) => this.#scrim(event)}>${this.#drawerBody()}</dialog>`;
  }

  protected override updated(): void {
    const { session } = this;
    if (session.view === 'certificates' && !this.#lazy.certificates && !this.#loading.has('certificates')) {
      void this.#load(
        'certificates',
        async () => (await Promise.all([import('./views/certificates.ts'), loadPart('certificates'), loadPart('kept'), loadPart('issuers')]))[0],
      );
      void session.certificates.showDemoRoot();
      void session.certificates.readBundles();
    }
    if (session.certificates.imported && session.view === 'check' && !this.#lazy.outcome && !this.#loading.has('outcome'))
      void this.#load('outcome', () => import('./components/outcome.ts'));
    if (session.view === 'kept' && !this.#lazy.kept && !this.#loading.has('kept'))
      void this.#load('kept', async () => (await Promise.all([import('./views/kept.ts'), loadPart('kept')]))[0]);
    if (session.view === 'tools' && !this.#lazy.tools && !this.#loading.has('tools'))
      void this.#load('tools', async () => (await Promise.all([import('./views/tools.ts'), loadPart('tools')]))[0]);
    if (isTool(session.view) && !this.#lazy[session.view] && !this.#loading.has(session.view)) {
      const tool = session.view;
      void this.#load(tool, async () => (await Promise.all([toolViews[tool](), loadPart('tools'), loadPart(tool)]))[0]);
    }
    if (session.view === 'help' && !this.#lazy.help && !this.#loading.has('help')) void this.#load('help', () => import('./views/help.ts'));
    if (session.view === 'certificates' && session.certificates.compared !== undefined) {
      const panel = this.querySelector<HTMLDetailsElement>(`[data-certificate="${session.certificates.compared}"] > details`);
      if (panel) {
        session.certificates.compared = undefined;
        for (let at: HTMLDetailsElement | null | undefined = panel; at; at = at.parentElement?.closest('details')) at.open = true;
        // Scrolling asks for the layout: not in the task that has drawn.
        void nextTask().then(() => {
          panel.scrollIntoView({ block: 'center' });
          panel.querySelector('summary')?.focus({ preventScroll: true });
        });
      }
    }
    document.title = session.view === 'check' ? plain('app-title') : `${plain(`nav-${session.view}`)} · ${plain('app-title')}`;
    if (session.undo !== this.#undo) {
      this.#undo = session.undo;
      // What was pressed went away: who used it goes on from where it can be taken back, or from the heading.
      if (document.activeElement === document.body)
        (this.querySelector<HTMLElement>('[data-undo]') ?? this.querySelector<HTMLElement>('main h1[tabindex]'))?.focus({ preventScroll: !session.undo });
    }
    if (session.asked !== this.#asked) {
      this.#asked = session.asked;
      // Scrolling asks for the layout: not in the task that has drawn.
      void nextTask().then(() => this.#showResult());
    }
  }

  /** Said once: what was trusted by its import alone waits for its owner's press. */
  #demoted(): TemplateResult | typeof nothing {
    const { certificates } = this.session;
    const count = certificates.demoted().length;
    if (count === 0 || !hasPart('certificates')) return nothing;
    return html`<p class="update" role="status" data-demoted=${count}>${sign('warn')}<span>${t('demoted', { count })}</span> <a class="btn btn--small" href="#/certificates">${t('trust-go')}</a> <button class="btn btn--small" type="button" @click=${() => void certificates.acknowledge()}>${t('demoted-known')}</button></p>`;
  }

  /** At hand on every page: certificates can be added beside a slip. */
  #certificateInput(): TemplateResult {
    return html`<input id="certificate-file" class="file" type="file" multiple tabindex="-1" aria-label=${t('action-add-certificate')} @change=${(event: Event) => this.#actions.files(event)} />`;
  }

  #view(): TemplateResult {
    const { session } = this;
    switch (session.view) {
      case 'certificates':
        return this.#lazy.certificates?.certificatesView(session, this.#over, this.#actions) ?? html``;
      case 'kept':
        return this.#lazy.kept?.keptView(session) ?? html``;
      case 'help':
        return (
          this.#lazy.help?.helpView(session, this.#code, (text) => {
            this.#code = text;
            this.requestUpdate();
          }) ?? html``
        );
      case 'tools':
        return this.#lazy.tools?.toolsView(session) ?? html``;
      case 'batch':
      case 'reconcile':
      case 'audit':
      case 'incidents':
      case 'terminals':
      case 'course':
        return this.#lazy[session.view]?.toolView(session) ?? html``;
      case 'check':
        return html`${session.certificates.imported && this.#lazy.outcome ? html`<div class="page page--outcome">${this.#lazy.outcome.outcome(session)}</div>` : nothing}${checkView(session, this.#drawn, this.#over, this.#paper, this.#actions)}`;
    }
  }

  /** Of what comes late, what is there with its texts. */
  get #drawn(): Drawn {
    const { decoded, paper } = this.#lazy;
    return { decoded: this.session.terms ? decoded : undefined, paper };
  }

  async #draws(late: Late): Promise<void> {
    if (late === 'decoded') this.#lazy.decoded ??= await import('./components/decoded.ts');
    else this.#lazy.paper ??= await import('./components/paper.ts');
  }

  // ── Addresses ────────────────────────────────────────────────────────────────────────────────────────────────────

  #route(): void {
    if (location.hash.startsWith('#slip=')) {
      const code = location.hash.slice('#slip='.length);
      history.replaceState(history.state, '', location.pathname + location.search);
      this.session.view = 'check';
      void this.session.intake.checkCode(code);
      return;
    }
    const [, name, detail = ''] = /^#\/([a-z]+)(?:\/(.*))?$/.exec(location.hash) ?? [];
    const view = VIEWS.find((known) => known === name) ?? 'check';
    const before = this.session.view;
    this.session.view = view;
    this.session.detail = decoded(detail);
    this.requestUpdate();
    if (before !== view) this.session.certificates.imported = undefined;
    if (before !== view && this.hasUpdated) {
      scrollTo(0, 0);
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('main h1[tabindex]')?.focus({ preventScroll: true }));
    }
  }

  async #load<Name extends keyof Lazy>(name: Name, load: () => Promise<NonNullable<Lazy[Name]>>): Promise<void> {
    this.#loading.add(name);
    try {
      this.#lazy[name] = await load();
    } catch {
      this.session.view = 'check';
      this.session.say('unavailable');
    } finally {
      this.#loading.delete(name);
    }
    this.requestUpdate();
  }

  /** Back from a result leads to the start screen, not out of the page. */
  #back(event: PopStateEvent): void {
    const state = event.state as { result?: boolean } | null;
    if (location.hash === '' && !state?.result && this.session.view === 'check' && this.session.results.length > 0) this.session.restart();
  }

  #home(event: Event): void {
    event.preventDefault();
    this.session.restart();
    if (location.hash !== '') history.pushState(null, '', location.pathname + location.search);
    this.#route();
    scrollTo(0, 0);
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>('main')?.focus();
  }

  // ── Input ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #typed(event: InputEvent): void {
    const field = event.target as HTMLTextAreaElement;
    const { session } = this;
    if (field.value === session.text) return;
    const grown = field.value.length - session.text.length;
    const pasted =
      ['insertFromPaste', 'insertFromDrop', 'insertReplacementText'].includes(event.inputType) || (event.inputType === 'insertText' && grown >= PASTED);
    // Another slip takes the sample's place: the demonstration certificate is no longer asked.
    if (pasted && grown > session.text.length / 2) session.sample = undefined;
    // At once, not with the next drawing: whatever comes next must not find the old verdict.
    this.querySelector('#verdict')?.removeAttribute('data-verdict');
    session.intake.textChanged(field.value);
    clearTimeout(this.#pause);
    if (field.value.trim() === '') return;
    if (pasted || grown >= AT_ONCE) void session.intake.checkText(pasted);
    else this.#pause = setTimeout(() => void session.intake.checkText(false), PAUSE);
  }

  /** Pasting anywhere but into a field. */
  #pasted(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data) return;
    const files = [...data.files];
    const inField = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
    if (files.length > 0) {
      event.preventDefault();
      this.#take(files);
      return;
    }
    if (inField) return;
    const text = data.getData('text/plain');
    if (text.trim() === '') return;
    event.preventDefault();
    if (this.#toTool([], text)) return;
    if (this.session.view === 'certificates') void this.session.certificates.importBytes([{ name: 'PEM', bytes: new TextEncoder().encode(text) }]);
    else {
      this.#toCheck();
      void this.session.intake.give(text);
    }
  }

  #dragged(event: DragEvent): void {
    const types = event.dataTransfer?.types ?? [];
    if (!types.includes('Files') && !types.includes('text/plain')) return;
    event.preventDefault();
    if (!this.#over && types.includes('Files')) this.session.expectPicture();
    this.#setOver(true);
  }

  #dropped(event: DragEvent): void {
    this.#setOver(false);
    const data = event.dataTransfer;
    if (!data) return;
    event.preventDefault();
    const files = [...data.files];
    if (files.length > 0) {
      this.#take(files);
      return;
    }
    const text = data.getData('text/plain');
    if (text.trim() === '' || this.#toTool([], text)) return;
    this.#toCheck();
    void this.session.intake.give(text);
  }

  /** Whether the tool that is open took what was given. */
  #toTool(files: File[], text: string): boolean {
    const { view } = this.session;
    return isTool(view) && this.#lazy[view]?.take?.({ files, text }) === true;
  }

  #take(files: File[]): void {
    if (this.#toTool(files, '')) return;
    if (this.session.view === 'certificates') void this.session.certificates.importFiles(files);
    else {
      this.#toCheck();
      void this.session.intake.checkFiles(files);
    }
  }

  #toCheck(): void {
    if (this.session.view !== 'check') this.session.go('check');
  }

  #setOver(over: boolean): void {
    if (this.#over === over) return;
    this.#over = over;
    this.requestUpdate();
  }

  async #clipboard(): Promise<void> {
    const { session } = this;
    try {
      const files: File[] = [];
      let text = '';
      if ('read' in navigator.clipboard) {
        for (const item of await navigator.clipboard.read()) {
          const image = item.types.find((type) => type.startsWith('image/'));
          if (image !== undefined) files.push(new File([await item.getType(image)], 'clipboard', { type: image }));
          else if (item.types.includes('text/plain')) text = await (await item.getType('text/plain')).text();
        }
      } else text = await (navigator.clipboard as Clipboard).readText();
      if (files.length > 0) await session.intake.checkFiles(files);
      else if (text.trim() !== '') await session.intake.give(text);
      else session.say('clipboard-empty');
    } catch {
      session.say('clipboard');
      this.#text()?.focus();
    }
  }

  /** The live camera: a code is taken as soon as it can be read. */
  async #live(): Promise<void> {
    this.session.expectPicture();
    try {
      const [{ Camera }] = await Promise.all([import('./components/camera.ts'), loadPart('paper')]);
      // Pressed twice, or gone elsewhere, while it was loading.
      if (this.session.view !== 'check' || this.querySelector('dialog.live')) return;
      new Camera(
        this,
        (photo) => this.#take([photo]),
        () => this.#input('slip-camera')?.click(),
      );
    } catch {
      this.session.say('unavailable');
    }
  }

  #input(id: string): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`#${id}`);
  }

  #text(): HTMLTextAreaElement | null {
    return this.querySelector<HTMLTextAreaElement>('#slip-text');
  }

  // ── Result ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #showResult(): void {
    const ticket = this.querySelector<HTMLElement>('#verdict');
    const top = ticket ? ticket.getBoundingClientRect().top + scrollY : 0;
    // Below a long list of slips the ticket comes first.
    scrollTo({ top: top > innerHeight / 3 ? top - 16 : 0 });
    ticket?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  #setPaper(paper: boolean): void {
    if (this.#paper === paper) return;
    this.#paper = paper;
    this.requestUpdate();
    // The browser draws the paper as soon as this returns.
    if (paper) this.performUpdate();
  }

  #print(): void {
    this.#setPaper(true);
    print();
  }

  #drawerBody(): TemplateResult | typeof nothing {
    const { result } = this.session;
    const drawn = this.#lazy.evidence;
    if (!this.#drawer || !result || !drawn) return nothing;
    return drawn.evidence(this.session, result, this.#drawn.decoded, this.#copied, {
      copy: (name, text) => void this.#copy(name, text),
      print: () => this.#print(),
      close: () => this.#dialog()?.close(),
    });
  }

  #dialog(): HTMLDialogElement | null {
    return this.querySelector('dialog');
  }

  #openEvidence(): void {
    void (async () => {
      if (!this.#lazy.evidence) await this.#load('evidence', async () => (await Promise.all([import('./components/evidence.ts'), loadPart('terms')]))[0]);
      if (!this.#lazy.evidence) return;
      void this.session.certificates.readBundles();
      this.#drawer = true;
      this.#copied = undefined;
      this.requestUpdate();
      await this.updateComplete;
      this.#dialog()?.showModal();
      this.querySelector<HTMLElement>('#evidence-title')?.focus();
    })();
  }

  #closed(): void {
    this.#drawer = false;
    this.requestUpdate();
  }

  #scrim(event: Event): void {
    if (event.target === event.currentTarget) this.#dialog()?.close();
  }

  async #copy(name: string, text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#copied = name;
    } catch {
      this.#copied = 'failed';
    }
    this.requestUpdate();
  }
}

customElements.define('slip-app', SlipApp);
