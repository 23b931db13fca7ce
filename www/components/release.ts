/**
 * Which release this page is: SHA-256 of release.json, the build's list of files, beside the version, and how to compare it. In the foot
 * and, `brief`, on the printed report. Nothing is said when the list is not there, or is that of another build.
 */

import { LitElement, html, nothing, type TemplateResult } from 'lit';
import '../styles/release.css';
import { sha256 } from '../engine/client.ts';
import { hasPart, loadPart, t, type Language } from '../locales/text.ts';
import { grouped } from './foreign.ts';

interface Release {
  /** Lower-case hex. */
  digest: string;
  commit: string;
  /** Whether the scripts and styles of this page are in the list. */
  own: boolean;
}

const LIST = 'release.json';
/** No list is longer, in bytes. */
const LIMIT = 1_000_000;

let release: Release | undefined;
let reading: Promise<void> | undefined;

async function hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Without a secure context the browser has no digests of its own.
  if (!globalThis.crypto?.subtle) return sha256(bytes);
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Digests of what this page was started with, as its own index.html says them: hex by path. */
function started(): [string, string][] {
  return [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('head [integrity]')].map((element) => {
    const address = element instanceof HTMLScriptElement ? element.src : element.href;
    const digest = [...atob(element.integrity.slice('sha256-'.length))].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    return [address.slice(new URL('./', document.baseURI).href.length), digest];
  });
}

async function read(): Promise<void> {
  const response = await fetch(LIST, { cache: 'no-cache', credentials: 'same-origin' });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.ok || bytes.length > LIMIT) return;
  const list = JSON.parse(new TextDecoder().decode(bytes)) as { commit?: unknown; files?: Record<string, { sha256?: unknown }> };
  const { files = {} } = list;
  const own = started().every(([path, digest]) => files[path]?.sha256 === digest);
  release = { digest: await hex(bytes), commit: String(list.commit), own };
}

class SlipRelease extends LitElement {
  static override properties = { language: { attribute: false }, brief: { type: Boolean } };
  declare language: Language | undefined;
  declare brief: boolean;

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    reading ??= read().catch(() => undefined);
    void Promise.all([reading, loadPart('release')]).then(
      () => this.requestUpdate(),
      () => undefined,
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!hasPart('release')) return nothing;
    const link = (file: string, text: string): TemplateResult => html`<a href="./${file}" target="_blank" rel="noopener">${t(text)}</a>`;
    const licences = link('licences.txt', 'release-licences');
    if (!release) return this.brief ? nothing : licences;
    const { digest, commit, own } = release;
    const whole = grouped(digest.toUpperCase());
    if (this.brief) return own ? html`<br />${t('release-short', { digest: whole })}` : nothing;
    if (!own) return html`<p class="release__other">${t('release-other')}</p>${licences}`;
    return html`<details class="release" data-release=${digest}>
      <summary>${t('release-short', { digest: digest.slice(0, 12).toUpperCase() })}</summary>
      <p>${t('release-whole')}</p>
      <p class="release__digest" translate="no">${whole}</p>
      <p>${t('release-how', { commit })}</p>
      <p class="release__command" translate="no"><code>node scripts/verify-release.mjs ${location.origin}${location.pathname}</code></p>
      <p>${t('release-doubt')}</p>
      <p>${link(LIST, 'release-list')} ${licences}</p>
    </details>`;
  }
}

customElements.define('slip-release', SlipRelease);
