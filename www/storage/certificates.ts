/** What the user trusts, in IndexedDB: certificates, lists, responses, keys, and keys that were seen; in memory where the browser keeps nothing. */

import type { DBSchema } from 'idb';
import type { CertificateItem, CrlItem, FormatId, KeyItem, OcspItem, SeenKey, Trust } from '../engine/report.ts';
import { CERTIFIED_FORMATS, KEY_FORMATS } from '../engine/types.ts';
import { Database } from './database.ts';

/** The formats that an anchor can be trusted for: those whose signatures come with certificates. */
export const FORMATS: readonly FormatId[] = CERTIFIED_FORMATS;

/** What an anchor was trusted for that was kept before its formats were: an old press reaches no format that came after it. */
const EARLIER: readonly FormatId[] = ['signed-slip', 'de-tse', 'at-rksv', 'cn-ofd', 'sa-zatca'];

export { KEY_FORMATS };

export interface StoredCertificate extends CertificateItem {
  /** Trusted: the user pressed "trust" beside its fingerprint. Nothing else makes an anchor, whatever the certificate says of itself. */
  pinned: boolean;
  /** Imported since that press is needed, or its owner knows. Without it, a self-signed authority was trusted by its import once. */
  told?: boolean;
  /** Milliseconds since 1970. */
  added: number;
  /** What the user calls it. */
  name?: string;
  /** One of the user's own terminals or tills: its expiry is watched. */
  own?: boolean;
}

export interface StoredCrl extends CrlItem {
  added: number;
}

export interface StoredOcsp extends OcspItem {
  added: number;
}

export interface StoredKey extends KeyItem {
  added: number;
  /** Trusted: the user pressed "trust" beside its fingerprint. */
  pinned?: boolean;
  /** What it is to be trusted for; nothing, unless chosen. */
  formats?: FormatId[];
}

/** A key that the user has confirmed for a till or merchant, and the slips that it signed since. */
export interface StoredSeen extends Omit<SeenKey, 'times'> {
  /** Format, holder and key in one. */
  id: string;
  slips: string[];
}

interface Schema extends DBSchema {
  certificates: { key: string; value: StoredCertificate };
  crls: { key: string; value: StoredCrl };
  ocsp: { key: string; value: StoredOcsp };
  keys: { key: string; value: StoredKey };
  seen: { key: string; value: StoredSeen };
}

type Kind = 'certificates' | 'crls' | 'ocsp' | 'keys' | 'seen';
const KINDS: readonly Kind[] = ['certificates', 'crls', 'ocsp', 'keys', 'seen'];

/** Most slips that are remembered with one key: after that the count stands. */
const MAX_SLIPS = 2000;

/** A self-signed certificate authority: what people mean to trust when they import one. Until they press, it is path material too. */
export function isAuthority(certificate: CertificateItem): boolean {
  return certificate.selfSigned && certificate.isCa;
}

/** Whether it is an anchor: by the user's press alone. */
export function isTrusted(certificate: StoredCertificate): boolean {
  return certificate.pinned === true;
}

/** Whether a key without a certificate is trusted: by the user's press alone. */
export function isTrustedKey(key: StoredKey): boolean {
  return key.pinned === true && (key.formats ?? []).length > 0;
}

/** Whether it counted as an anchor by its import alone, as the page had it before, and its owner does not know yet that it counts no more. */
export function isDemoted(certificate: StoredCertificate): boolean {
  return isAuthority(certificate) && !isTrusted(certificate) && certificate.told !== true;
}

/** What an anchor is trusted for: what was guessed or chosen; what there was then, where it was kept before that. */
export function trustedFor(certificate: CertificateItem): readonly FormatId[] {
  return certificate.formats ?? EARLIER;
}

/** An anchor as the core takes it: bytes alone when it is trusted for every format. */
export function anchor(certificate: CertificateItem): Trust['anchors'][number] {
  const formats = trustedFor(certificate);
  return FORMATS.every((format) => formats.includes(format)) ? certificate.der : { der: certificate.der, formats: [...formats] };
}

/** A list of slips with one more, as far as there is room. */
export function withSlip(slips: readonly string[] | undefined, slip: string): string[] {
  const list = [...(slips ?? [])];
  if (!list.includes(slip) && list.length < MAX_SLIPS) list.push(slip);
  return list;
}

export class CertificateStore {
  readonly #database = new Database<Schema>('slipcheck', 2, (fresh) => {
    for (const kind of KINDS) if (!fresh.objectStoreNames.contains(kind)) fresh.createObjectStore(kind, { keyPath: kind === 'seen' ? 'id' : 'sha256' });
  });
  readonly #certificates = new Map<string, StoredCertificate>();
  readonly #crls = new Map<string, StoredCrl>();
  readonly #ocsp = new Map<string, StoredOcsp>();
  readonly #keys = new Map<string, StoredKey>();
  readonly #seen = new Map<string, StoredSeen>();
  /** Fingerprints of certificates whose trust ends with this visit, while there is any: nothing of it is kept. */
  readonly #visiting = new Set<string>();

  /** Whether the browser refuses to keep anything. */
  get inMemory(): boolean {
    return this.#database.inMemory;
  }

  /** Opens the database and reads everything, again after another tab has written. Never fails: without a database the store lives in memory. */
  open(changed: () => void): Promise<void> {
    return this.#database.open(async (database) => {
      const [certificates, crls, ocsp, keys, seen] = await Promise.all([
        database.getAll('certificates'),
        database.getAll('crls'),
        database.getAll('ocsp'),
        database.getAll('keys'),
        database.getAll('seen'),
      ]);
      const visiting = new Set(this.certificates().flatMap((item) => (isTrusted(item) && this.#visiting.has(item.sha256) ? [item.sha256] : [])));
      for (const map of [this.#certificates, this.#crls, this.#ocsp, this.#keys, this.#seen]) map.clear();
      for (const item of certificates) this.#certificates.set(item.sha256, visiting.has(item.sha256) ? { ...item, pinned: true } : item);
      for (const item of crls) this.#crls.set(item.sha256, item);
      for (const item of ocsp) this.#ocsp.set(item.sha256, item);
      for (const item of keys) this.#keys.set(item.sha256, item);
      for (const item of seen) this.#seen.set(item.id, item);
    }, changed);
  }

  /** Oldest first. */
  certificates(): StoredCertificate[] {
    return sorted(this.#certificates);
  }

  crls(): StoredCrl[] {
    return sorted(this.#crls);
  }

  ocsp(): StoredOcsp[] {
    return sorted(this.#ocsp);
  }

  keys(): StoredKey[] {
    return sorted(this.#keys);
  }

  seen(): StoredSeen[] {
    return [...this.#seen.values()].sort((a, b) => (a.since < b.since ? -1 : 1));
  }

  certificate(sha256: string): StoredCertificate | undefined {
    return this.#certificates.get(sha256);
  }

  /** Whether something with this fingerprint is here already. */
  has(sha256: string): boolean {
    return [this.#certificates, this.#crls, this.#ocsp, this.#keys].some((map) => map.has(sha256));
  }

  key(sha256: string): StoredKey | undefined {
    return this.#keys.get(sha256);
  }

  seenKey(id: string): StoredSeen | undefined {
    return this.#seen.get(id);
  }

  /** Adds or replaces. */
  async putCertificate(item: StoredCertificate): Promise<void> {
    this.#certificates.set(item.sha256, item);
    const kept = this.#visiting.has(item.sha256) ? { ...item, pinned: false } : item;
    await this.#database.write((database) => database.put('certificates', kept));
  }

  /** From now on a certificate is trusted for this visit alone, when it is: what the database holds trusts it no more. */
  async trustForVisit(sha256: string): Promise<void> {
    if (this.#visiting.has(sha256)) return;
    this.#visiting.add(sha256);
    const item = this.#certificates.get(sha256);
    if (item && isTrusted(item)) await this.putCertificate(item);
  }

  async putCrl(item: StoredCrl): Promise<void> {
    this.#crls.set(item.sha256, item);
    await this.#database.write((database) => database.put('crls', item));
  }

  async putOcsp(item: StoredOcsp): Promise<void> {
    this.#ocsp.set(item.sha256, item);
    await this.#database.write((database) => database.put('ocsp', item));
  }

  async putKey(item: StoredKey): Promise<void> {
    this.#keys.set(item.sha256, item);
    await this.#database.write((database) => database.put('keys', item));
  }

  async putSeen(item: StoredSeen): Promise<void> {
    this.#seen.set(item.id, item);
    await this.#database.write((database) => database.put('seen', item));
  }

  /** Removes a certificate, list, response, key or record by what it is kept under. */
  async remove(id: string): Promise<void> {
    for (const map of [this.#certificates, this.#crls, this.#ocsp, this.#keys, this.#seen]) map.delete(id);
    await this.#database.write((database) => Promise.all(KINDS.map((kind) => database.delete(kind, id))));
  }

  /** What a check is given. */
  trust(): Trust {
    const certificates = this.certificates();
    return {
      anchors: certificates.filter(isTrusted).map(anchor),
      certificates: certificates.filter((item) => !isTrusted(item)).map((item) => item.der),
      crls: this.crls().map((item) => item.der),
      ocsp: this.ocsp().map((item) => item.der),
      keys: this.keys()
        .filter((item) => !isTrustedKey(item))
        .map((item) => item.der),
      trustedKeys: this.keys()
        .filter(isTrustedKey)
        .map(({ der, formats = [] }) => ({ der, formats: KEY_FORMATS.filter((format) => formats.includes(format)) })),
      seen: this.seen().map(({ key, format, holder, since, slips }) => ({ key, format, holder, since, times: Math.max(slips.length, 1) })),
    };
  }
}

function sorted<Item extends { added: number }>(map: Map<string, Item>): Item[] {
  return [...map.values()].sort((a, b) => a.added - b.added);
}
