/** The catalogue of issuers on the page: to be looked at and searched. Who a certificate is, the core says (`state/certificates.ts`). */

import type { FormatId } from '../engine/report.ts';

type Names = Record<'zh' | 'en' | 'de', string>;

export interface Entry {
  id: string;
  names: Names;
  formats: FormatId[];
  environment: 'production' | 'test' | 'unclear';
  status: 'established' | 'candidate' | 'wanted';
  subject: string;
  notBefore?: string;
  notAfter?: string;
  /** Of the certificate; none: wanted. */
  sha256?: string;
  /** SHA-1 of the bits of the key. */
  keyId?: string;
  sources: number;
  publisher: { name: string; page: string };
}

export interface Group {
  id: string;
  names: Names;
  formats: FormatId[];
  members: string[];
  candidates: string[];
  missing: string[];
  /** It can be switched on: it has members, and does not rest on lists that may be out of date. */
  canBeOn: boolean;
}

export interface Catalogue {
  made: string;
  issuers: Entry[];
  groups: Group[];
}

/** A CA certificate that a trusted list names: territory, SHA-256, common name, organisation, last day. */
export type Listed = [string, string, string, string, string];
export interface Lists {
  issued: Record<string, string>;
  rows: Listed[];
}

let loading: Promise<Catalogue> | undefined;
let catalogue: Catalogue | undefined;
let lists: Promise<Lists> | undefined;

/** Loaded with the first who asks; a failed load may be tried again. */
export function loadCatalogue(): Promise<Catalogue> {
  loading ??= import('virtual:issuers').then(
    ({ default: data }) => (catalogue = data as Catalogue),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** The catalogue, once it is there. */
export function known(): Catalogue | undefined {
  return catalogue;
}

/** What 28 signed trusted lists of the EU and EEA name: to be found, and never trusted for it. */
export function loadLists(): Promise<Lists> {
  lists ??= import('virtual:issuers-eu').then(
    ({ default: data }) => data as Lists,
    (error: unknown) => {
      lists = undefined;
      throw error;
    },
  );
  return lists;
}

export function entry(id: string): Entry | undefined {
  return catalogue?.issuers.find((issuer) => issuer.id === id);
}

export function named(names: Names, language: string): string {
  return names[language.slice(0, 2) as keyof Names] ?? names.en;
}

// ── Search ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A text to search in: without letter case, forms of width, marks and spaces. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

export interface Found {
  entries: Entry[];
  listed: Listed[];
  /** There are more. */
  more: boolean;
}

/** Shorter words find too much. */
const SHORTEST = 2;
const MOST = 12;

/** Entries that a name, an organisation or a fingerprint finds. */
export function search(typed: string, all: Catalogue, eu: Lists | undefined): Found | undefined {
  const words = typed
    .split(/\s+/)
    .map(folded)
    .filter((word) => word !== '');
  if (words.join('').length < SHORTEST) return undefined;
  const has = (...texts: (string | undefined)[]): boolean => {
    const text = folded(texts.join(' '));
    return words.every((word) => text.includes(word));
  };
  const entries = all.issuers.filter((one) => has(...Object.values(one.names), one.subject, one.publisher.name, one.sha256, one.keyId));
  const own = new Set(entries.map(({ sha256 }) => sha256));
  const rows = (eu?.rows ?? []).filter((row) => !own.has(row[1]) && has(row[1], row[2], row[3]));
  return { entries: entries.slice(0, MOST), listed: rows.slice(0, MOST), more: entries.length > MOST || rows.length > MOST };
}
