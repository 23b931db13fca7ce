/** Certificates and trust: what the user imported and chose, what the host of the page gives, and which keys were seen before. */

import * as engine from '../engine/client.ts';
import type { CertificateItem, FormatId, Import, KeyItem, Recognition, Report, Trust } from '../engine/report.ts';
import { Fault } from '../engine/supervised.ts';
import { MAX_CERTIFICATE_FILE } from './input.ts';
import { loadPart, t } from '../locales/text.ts';
import { visible } from '../locales/visible.ts';
import { loadCatalogue } from './catalogue.ts';
import { Groups } from './groups.ts';
import { called, commonName } from './names.ts';
import type { Page } from './page.ts';
import { loadDemo as loadDemoFiles } from './samples.ts';
import {
  CertificateStore,
  FORMATS,
  isAuthority,
  isDemoted,
  isTrusted,
  trustedFor,
  withSlip,
  type StoredCertificate,
  type StoredCrl,
  type StoredKey,
  type StoredOcsp,
  type StoredSeen,
} from '../storage/certificates.ts';
import { merchants } from '../storage/preferences.ts';
import { hostTrust, keepOff, loadBundles, type Bundle } from '../storage/host.ts';

/** Anything that is kept on the certificates page. */
export type Kept = StoredCertificate | StoredCrl | StoredOcsp | StoredKey | StoredSeen;

export interface Imported {
  /** It came where slips are given: beside one, or in its place. */
  asSlip: boolean;
  added: number;
  known: number;
  /** Authorities in it that nobody has trusted: their fingerprints. */
  waiting: string[];
  /** Every certificate in it: their fingerprints. */
  certificates: string[];
  /** What each file was, where it was anything. */
  files: { name: string; kind: string; certificates: number; crls: number; keys: number; ocsp: number }[];
  refused: { what: string; reason: Import['refused'][number]['reason'] | 'empty' }[];
  /** Public keys that came beside a slip: not kept, and the slip is judged without them. */
  keysBeside: number;
  /** Files that were not read, because the others are large enough. */
  left: number;
}

/** A file to import, or one that is at hand already. */
type Given = { name: string; bytes: Uint8Array<ArrayBuffer> } | File;

/** Most bytes of one import. */
const MAX_IMPORT = 512_000_000;

export class Certificates {
  readonly store = new CertificateStore();
  /** Issuers by name, switched on together. */
  readonly groups: Groups;
  /** What the host of this page vouches for; empty on most. */
  bundles: Bundle[] = [];
  /** Their certificates as they read, for the list; filled when it is looked at. */
  readonly hostItems = new Map<string, CertificateItem[]>();
  /** The demonstration authority's root; only asked while a sample is open. */
  demoRoot: StoredCertificate | undefined;
  /** What the last import brought. */
  imported: Imported | undefined;
  /** The certificate whose fingerprint the user wants to compare: opened on the certificates page. */
  compared: string | undefined;

  /** What the core's catalogue of issuers says of certificates, by fingerprint. */
  readonly #told = new Map<string, Recognition>();

  /** Imports that are not at their end: until then not everything is listed. */
  importing = 0;

  #demo: Pick<Trust, 'anchors' | 'certificates' | 'crls'> | undefined;
  #bundled: Promise<void> | undefined;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.groups = new Groups(page);
  }

  /** Reads what is kept on the device, and what the host places beside the page: no check goes before. `changed`: another tab did. */
  open(told: () => void): Promise<void> {
    const changed = (): void => {
      told();
      if (this.#told.size > 0) void this.recognise();
    };
    this.#bundled = Promise.all([loadBundles().then((bundles) => void (this.bundles = bundles)), this.groups.openHost()]).then(() => undefined);
    return Promise.all([this.store.open(changed), this.groups.open(changed)]).then(async () => {
      // What is said about them stands with the other texts about certificates.
      if (this.demoted().length > 0) await loadPart('certificates').catch(() => undefined);
    });
  }

  /** What a check is given. `demo`: with the demonstration authority. */
  async trust(demo: boolean): Promise<Trust> {
    await this.#bundled;
    const trust = this.store.trust();
    const host = hostTrust(this.bundles);
    trust.anchors.push(...host.anchors, ...this.groups.anchors());
    trust.crls.push(...host.crls);
    // A sample is nobody's.
    if (!demo) trust.merchants = merchants();
    if (demo && this.#demo) {
      trust.anchors.push(...this.#demo.anchors);
      trust.certificates.push(...this.#demo.certificates);
      trust.crls.push(...this.#demo.crls);
    }
    return trust;
  }

  /** Whether a slip's path ends at a certificate that the host gave and the user did not choose. */
  isOfHost({ certificate, checks }: Report, sample: boolean): boolean {
    const anchor = certificate?.pathSha256?.at(-1);
    const group = anchor === undefined ? undefined : this.groups.of(anchor);
    if (group && !group.host) return false;
    const given = group !== undefined || this.bundles.some(({ on, fault }) => on && fault === undefined);
    // The samples' own authority is the page's.
    if (
      !given ||
      anchor === undefined ||
      (sample && anchor === this.demoRoot?.sha256) ||
      !checks.some(({ id, status }) => id === 'certificate' && status === 'pass')
    )
      return false;
    const own = this.store.certificate(anchor);
    return !own || !isTrusted(own);
  }

  // ── The demonstration authority ──────────────────────────────────────────────────────────────────────────────────

  /** Reads the demonstration authority's files, for the samples. */
  async loadDemo(): Promise<void> {
    if (this.#demo) return;
    const [root, chain, crl] = await Promise.all((await loadDemoFiles()).map((file) => this.#inspect(file)));
    const item = root?.items[0];
    if (!item || !chain || !crl) throw new Error('The demonstration certificates are not readable.');
    this.demoRoot = { ...item, pinned: false, told: true, added: 0 };
    this.#demo = { anchors: [item.der], certificates: chain.items.map(({ der }) => der), crls: crl.crls.map(({ der }) => der) };
  }

  /** Shows the demonstration certificate among the others. */
  async showDemoRoot(): Promise<void> {
    if (this.demoRoot) return;
    try {
      await this.loadDemo();
      this.#page.changed();
    } catch {
      // Nothing to show: the samples say so themselves.
    }
  }

  // ── Import and changes ───────────────────────────────────────────────────────────────────────────────────────────

  async importFiles(files: File[]): Promise<void> {
    await this.#during(() => this.#takeIn(files, 'here'));
  }

  /** Whether an archive that was given as a slip holds anything to import, or to refuse by name. */
  async holds(file: File): Promise<boolean> {
    if (file.size > MAX_CERTIFICATE_FILE) return false;
    const found = await this.#inspect(new Uint8Array(await file.arrayBuffer())).catch(() => undefined);
    return (
      found !== undefined &&
      (found.items.length + found.crls.length + (found.keys?.length ?? 0) + (found.ocsp?.length ?? 0) > 0 ||
        found.refused.some(({ reason }) => reason === 'private-key' || reason === 'pkcs12'))
    );
  }

  /**
   * Adds what is in the files to the store, as path material, and checks the slip on the screen again. No import trusts anything, and none takes
   * trust away: what is here already stays as it is. `where`: on the certificates page, in the place of a slip, or beside one.
   */
  async importBytes(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[], where: 'here' | 'instead' | 'beside' = 'here'): Promise<void> {
    await this.#during(() => this.#takeIn(files, where));
  }

  async #during(importing: () => Promise<void>): Promise<void> {
    this.importing += 1;
    this.#page.changed();
    try {
      await importing();
    } finally {
      this.importing -= 1;
      this.#page.changed();
    }
  }

  async #takeIn(files: readonly Given[], where: 'here' | 'instead' | 'beside'): Promise<void> {
    await loadPart('certificates').catch(() => undefined);
    const asSlip = where !== 'here';
    const imported: Imported = { asSlip, added: 0, known: 0, waiting: [], certificates: [], files: [], refused: [], keysBeside: 0, left: 0 };
    this.#page.undo = undefined;
    let size = 0;
    for (const [at, file] of files.entries()) {
      const { name } = file;
      if (file instanceof File && file.size > MAX_CERTIFICATE_FILE) {
        imported.refused.push({ what: name, reason: 'too-large' });
        continue;
      }
      const bytes =
        file instanceof File
          ? await file.arrayBuffer().then(
              (buffer) => new Uint8Array(buffer),
              () => undefined,
            )
          : file.bytes;
      if (bytes === undefined) {
        imported.refused.push({ what: name, reason: 'damaged' });
        continue;
      }
      size += bytes.length;
      if (size > MAX_IMPORT) {
        imported.left = files.length - at;
        break;
      }
      if (bytes.length === 0) {
        imported.refused.push({ what: name, reason: 'empty' });
        continue;
      }
      let found: Import;
      try {
        found = await this.#inspect(bytes);
      } catch (error) {
        if (error instanceof Fault) this.#page.problem = { id: error.id };
        imported.refused.push({ what: name, reason: 'damaged' });
        continue;
      }
      const { keys = [], ocsp = [] } = found;
      const fresh = (sha256: string): number | undefined => {
        if (this.store.has(sha256)) {
          imported.known += 1;
          return undefined;
        }
        imported.added += 1;
        return Date.now() + imported.added;
      };
      for (const item of found.items) {
        const added = fresh(item.sha256);
        if (added !== undefined) await this.store.putCertificate({ ...item, pinned: false, told: true, added });
        imported.certificates.push(item.sha256);
        const stored = this.store.certificate(item.sha256);
        if (isAuthority(item) && !(stored && isTrusted(stored)) && !imported.waiting.includes(item.sha256)) imported.waiting.push(item.sha256);
      }
      for (const crl of found.crls) {
        const added = fresh(crl.sha256);
        if (added !== undefined) await this.store.putCrl({ ...crl, added });
      }
      for (const answer of ocsp) {
        const added = fresh(answer.sha256);
        if (added !== undefined) await this.store.putOcsp({ ...answer, added });
      }
      for (const key of keys) {
        // A gateway's key says of nobody whose it is: one that comes with the message that it fits is the sender's.
        if (where === 'beside' && ofGateway(key) && !this.store.has(key.sha256)) {
          imported.keysBeside += 1;
          continue;
        }
        const added = fresh(key.sha256);
        if (added !== undefined) await this.store.putKey({ ...(asSlip ? key : named(key, name, bytes, keys.length)), pinned: false, added });
      }
      if (found.recognised !== undefined)
        imported.files.push({ name, kind: found.recognised, certificates: found.items.length, crls: found.crls.length, keys: keys.length, ocsp: ocsp.length });
      for (const { what, reason } of found.refused) imported.refused.push({ what: what === '' || what === 'file' ? name : `${name}: ${what}`, reason });
      if (found.items.length + found.crls.length + keys.length + ocsp.length + found.refused.length === 0)
        imported.refused.push({ what: name, reason: 'not-a-certificate' });
    }
    this.imported = imported;
    this.#page.announcement = t('certificates-imported', { count: imported.added });
    this.#page.changed();
    if (imported.certificates.length > 0) await this.recognise();
    if (imported.added > 0) await this.#page.recheck();
  }

  /**
   * The user's press, with the fingerprint before their eyes: the only place where a certificate becomes an anchor, one of a test for this visit
   * alone. Or they take it back.
   */
  async pin(certificate: StoredCertificate, pinned: boolean): Promise<void> {
    // As it stands now, not as it was drawn: a box may have been pressed just before.
    const formats = [...this.formatsOf(this.store.certificate(certificate.sha256) ?? certificate)];
    if (this.told(certificate.sha256)?.test) await this.store.trustForVisit(certificate.sha256);
    const set = async (to: boolean): Promise<void> => {
      const stored = this.store.certificate(certificate.sha256);
      if (stored) await this.store.putCertificate({ ...stored, ...(to ? { formats } : {}), pinned: to, told: true });
    };
    await set(pinned);
    await this.#undoable(pinned ? 'certificates-pinned-done' : 'certificates-unpinned-done', called(certificate), () => set(!pinned));
  }

  /** The same press for a key without a certificate. */
  async pinKey(key: StoredKey, pinned: boolean): Promise<void> {
    const set = async (to: boolean): Promise<void> => {
      const stored = this.store.key(key.sha256);
      if (stored) await this.store.putKey({ ...stored, pinned: to });
    };
    await set(pinned);
    await this.#undoable(pinned ? 'certificates-pinned-done' : 'certificates-unpinned-done', keyName(key), () => set(!pinned));
  }

  /** Chooses what a key is trusted for. */
  async trustKeyFor(key: StoredKey, formats: FormatId[]): Promise<void> {
    const stored = this.store.key(key.sha256);
    if (!stored) return;
    await this.store.putKey({ ...stored, formats });
    await this.#undoable('certificates-formats-done', keyName(key), async () => {
      const now = this.store.key(key.sha256);
      if (now) await this.store.putKey({ ...now, formats: stored.formats ?? [] });
    });
  }

  /** Changes what the user can change about a certificate but trust; `done`: the text that says so. */
  async replace(before: StoredCertificate, after: StoredCertificate, done: string): Promise<void> {
    // Whether it is trusted may have changed meanwhile, here or in another tab: that stays as it is.
    const put = async (item: StoredCertificate): Promise<void> => {
      const stored = this.store.certificate(item.sha256);
      if (stored) await this.store.putCertificate({ ...item, pinned: isTrusted(stored) });
    };
    await put(after);
    await this.#undoable(done, called(after), () => put(before));
  }

  /** Authorities that were trusted by their import alone, and are no more. */
  demoted(): StoredCertificate[] {
    return this.store.certificates().filter(isDemoted);
  }

  /** The user knows: it is said once. */
  async acknowledge(): Promise<void> {
    for (const item of this.demoted()) await this.store.putCertificate({ ...item, told: true });
    this.#page.changed();
  }

  /** Chooses what a certificate is trusted for. */
  async trustFor(certificate: StoredCertificate, formats: FormatId[]): Promise<void> {
    const chosen = { ...certificate, formats };
    // Nothing is guessed any more.
    delete chosen.formatsGround;
    await this.replace(certificate, chosen, 'certificates-formats-done');
  }

  /** Keeps a certificate that came with a slip, as path material, so that its fingerprint can be compared; returns that. */
  async keepDer(der: Uint8Array): Promise<string | undefined> {
    const item = (await this.#inspect(der).catch(() => undefined))?.items[0];
    if (item && !this.store.has(item.sha256)) await this.store.putCertificate({ ...item, pinned: false, told: true, added: Date.now() });
    return item?.sha256;
  }

  async remove(item: Kept): Promise<void> {
    // As it stands now, not as it was drawn: trust may have been taken back in another tab.
    const [id, name, again] = this.#kept('subject' in item ? (this.store.certificate(item.sha256) ?? item) : item);
    await this.store.remove(id);
    await this.#undoable('certificates-removed', name, again);
  }

  /** What an item is kept under, what it is called, and how it is put back. */
  #kept(item: Kept): [id: string, name: string, again: () => Promise<void>] {
    if ('subject' in item) return [item.sha256, called(item), () => this.store.putCertificate(item)];
    if ('thisUpdate' in item) return [item.sha256, commonName(item.issuer), () => this.store.putCrl(item)];
    if ('producedAt' in item) return [item.sha256, 'OCSP', () => this.store.putOcsp(item)];
    if ('holder' in item) return [item.id, item.holder, () => this.store.putSeen(item)];
    const key = this.store.key(item.sha256) ?? item;
    return [item.sha256, keyName(item), () => this.store.putKey(key)];
  }

  async #undoable(done: string, name: string, back: () => Promise<void>): Promise<void> {
    await loadPart('certificates').catch(() => undefined);
    this.imported = undefined;
    this.#page.undo = {
      text: t(done, { name: visible(name) }),
      run: async () => {
        await back();
        this.#page.undo = undefined;
        await this.#page.recheck();
        this.#page.changed();
      },
    };
    this.#page.announcement = this.#page.undo.text;
    await this.#page.recheck();
    this.#page.changed();
  }

  // ── What the host gives ──────────────────────────────────────────────────────────────────────────────────────────

  async switchBundle(bundle: Bundle, on: boolean): Promise<void> {
    bundle.on = on;
    keepOff(this.bundles);
    this.#page.changed();
    await this.#page.recheck();
  }

  // ── What the catalogue of issuers says ───────────────────────────────────────────────────────────────────────────

  /** What was found out of a certificate; nothing before. */
  told(sha256: string): Recognition | undefined {
    return this.#told.get(sha256);
  }

  /** The formats that an anchor may ever be for: those of the catalogue, where that knows it. */
  allowed(sha256: string): readonly FormatId[] {
    return this.told(sha256)?.formats ?? FORMATS;
  }

  /** What a certificate is trusted for, or would be: what was chosen or guessed, as far as the catalogue lets it; of a guess, nothing but that. */
  formatsOf(certificate: StoredCertificate): readonly FormatId[] {
    const allowed = this.allowed(certificate.sha256);
    // Where the catalogue knows it, nothing is guessed.
    if (certificate.formatsGround !== undefined && !isTrusted(certificate) && this.told(certificate.sha256)?.formats) return allowed;
    return trustedFor(certificate).filter((format) => allowed.includes(format));
  }

  /** What is in a file, and what the catalogue says of its certificates, which is not kept with them. */
  async #inspect(file: Uint8Array): Promise<Import> {
    const found = await engine.inspect(file);
    for (const item of found.items) {
      if (item.catalogue) this.#told.set(item.sha256, item.catalogue);
      delete item.catalogue;
    }
    return found;
  }

  /** Finds out who the certificates at hand are. */
  async recognise(): Promise<void> {
    const fresh = this.store.certificates().filter(({ sha256 }) => !this.#told.has(sha256));
    try {
      await Promise.all([loadCatalogue(), loadPart('issuers'), loadPart('terms')]);
      const found = fresh.length === 0 ? [] : await engine.recognise(fresh.map(({ der }) => der));
      for (const [at, { sha256 }] of fresh.entries()) {
        const told = found[at];
        if (!told) continue;
        this.#told.set(sha256, told);
        // Trusted before tests were told apart: for this visit, and no longer.
        if (told.test) await this.store.trustForVisit(sha256);
      }
    } catch {
      // Nobody is trusted for being recognised: the page goes without.
    }
    this.#page.changed();
  }

  /** Reads the host's certificates, to list them. */
  async readBundles(): Promise<void> {
    void this.recognise();
    await this.#bundled;
    for (const { sha256, certificates } of this.bundles) {
      if (this.hostItems.has(sha256)) continue;
      const items: CertificateItem[] = [];
      for (const der of certificates) items.push(...((await this.#inspect(der).catch(() => undefined))?.items ?? []));
      this.hostItems.set(sha256, items);
    }
    if (this.bundles.length > 0) this.#page.changed();
  }

  // ── What was seen before ─────────────────────────────────────────────────────────────────────────────────────────

  /** Counts a slip with the key that the user has confirmed. */
  async remember(reports: Report[]): Promise<void> {
    for (const report of reports) {
      const slip = report.signature?.digest?.slice(0, 16);
      if (slip === undefined) continue;
      const seen = seenIn(report);
      const known = seen && this.store.seenKey(seen.id);
      const slips = withSlip(known?.slips, slip);
      // Nothing new is not written: other tabs would check once more.
      if (known && slips.length > known.slips.length) await this.store.putSeen({ ...known, slips });
    }
  }

  /** The user has compared: this key signs for this till or merchant. A weaker trust than a certificate's, and named so. */
  async knowKey(report: Report): Promise<void> {
    const seen = seenIn(report);
    const slip = report.signature?.digest?.slice(0, 16);
    if (!seen || slip === undefined) return;
    await this.store.putSeen({ ...seen, slips: [slip] });
    await this.#undoable('seen-done', seen.holder, () => this.store.remove(seen.id));
  }
}

/** What a key without a certificate is called. */
export function keyName({ id, sha256 }: StoredKey): string {
  return id ?? sha256.slice(0, 16).toUpperCase();
}

/** Keys that payment gateways sign with: those of closed systems of tills are on other curves, and never trusted by themselves. */
export function ofGateway({ keyAlgorithm }: KeyItem): boolean {
  return /RSA|SM2/i.test(keyAlgorithm);
}

/** Other keys at hand of the same number: one of them is not whose number that is. */
export function alike(key: StoredKey, all: readonly StoredKey[]): StoredKey[] {
  return key.id === undefined ? [] : all.filter(({ id, sha256 }) => id === key.id && sha256 !== key.sha256);
}

/** A public key of WeChat Pay with the id that stands in its file or the file's name: `PUB_KEY_ID_…`. It is for that platform then. */
function named(key: KeyItem, name: string, bytes: Uint8Array, count: number): KeyItem & { formats?: FormatId[] } {
  const text = new TextDecoder().decode(bytes.subarray(0, 65_536));
  // A message beside the key names whom it likes.
  const own = /Wechatpay-|\{/i.test(text) ? '' : text;
  const [id] = /PUB_KEY_ID_[0-9A-Za-z]{8,64}/.exec(`${name}\n${own}`) ?? [];
  return id === undefined || count !== 1 || key.id !== undefined ? key : { ...key, id, formats: ['cn-wechatpay'] };
}

/** The key and its till or merchant, where the report tells of one. */
function seenIn(report: Report): StoredSeen | undefined {
  const note = report.notes.find(({ id }) => id === 'key-seen' || id === 'key-first-seen' || id === 'key-changed');
  const holder = note?.['holder'];
  const key = note?.['key'];
  if (typeof holder !== 'string' || typeof key !== 'string') return undefined;
  return { id: `${report.format} ${holder} ${key}`, format: report.format, holder, key, since: new Date().toISOString().slice(0, 10), slips: [] };
}
