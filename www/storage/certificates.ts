/** The user's certificates and revocation lists, in IndexedDB; in memory where the browser keeps nothing. */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { CertificateItem, CrlItem, Trust } from '../engine/report.ts';

export interface StoredCertificate extends CertificateItem {
  /** Trusted by the user's own decision, whatever it is. */
  pinned: boolean;
  /** Milliseconds since 1970. */
  added: number;
}

export interface StoredCrl extends CrlItem {
  added: number;
}

interface Schema extends DBSchema {
  certificates: { key: string; value: StoredCertificate };
  crls: { key: string; value: StoredCrl };
}

/** A self-signed certificate authority that the user imported is an anchor; any other certificate has to be pinned. */
export function isAnchor(certificate: StoredCertificate): boolean {
  return certificate.selfSigned && certificate.isCa;
}

export function isTrusted(certificate: StoredCertificate): boolean {
  return certificate.pinned || isAnchor(certificate);
}

export class CertificateStore {
  #database: IDBPDatabase<Schema> | undefined;
  readonly #certificates = new Map<string, StoredCertificate>();
  readonly #crls = new Map<string, StoredCrl>();

  /** Whether the browser refuses to keep anything. */
  get inMemory(): boolean {
    return this.#database === undefined;
  }

  /** Opens the database and reads everything. Never fails: without a database the store lives in memory. */
  async open(): Promise<void> {
    try {
      this.#database = await openDB<Schema>('slipcheck', 1, {
        upgrade(database) {
          database.createObjectStore('certificates', { keyPath: 'sha256' });
          database.createObjectStore('crls', { keyPath: 'sha256' });
        },
        blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
      });
      for (const item of await this.#database.getAll('certificates')) this.#certificates.set(item.sha256, item);
      for (const item of await this.#database.getAll('crls')) this.#crls.set(item.sha256, item);
    } catch {
      this.#database = undefined;
    }
  }

  /** Oldest first. */
  certificates(): StoredCertificate[] {
    return [...this.#certificates.values()].sort((a, b) => a.added - b.added);
  }

  crls(): StoredCrl[] {
    return [...this.#crls.values()].sort((a, b) => a.added - b.added);
  }

  certificate(sha256: string): StoredCertificate | undefined {
    return this.#certificates.get(sha256);
  }

  /** Adds or replaces. */
  async putCertificate(item: StoredCertificate): Promise<void> {
    this.#certificates.set(item.sha256, item);
    await this.#write((database) => database.put('certificates', item));
  }

  async putCrl(item: StoredCrl): Promise<void> {
    this.#crls.set(item.sha256, item);
    await this.#write((database) => database.put('crls', item));
  }

  async remove(sha256: string): Promise<void> {
    this.#certificates.delete(sha256);
    this.#crls.delete(sha256);
    await this.#write(async (database) => {
      await database.delete('certificates', sha256);
      await database.delete('crls', sha256);
    });
  }

  /** What a check is given. */
  trust(): Trust {
    const certificates = this.certificates();
    return {
      anchors: certificates.filter(isTrusted).map((item) => item.der),
      certificates: certificates.filter((item) => !isTrusted(item)).map((item) => item.der),
      crls: this.crls().map((item) => item.der),
    };
  }

  async #write(change: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> {
    if (!this.#database) return;
    try {
      await change(this.#database);
    } catch {
      // The quota is used up or the database is gone: what is in memory still counts for this visit.
      this.#database = undefined;
    }
  }
}
