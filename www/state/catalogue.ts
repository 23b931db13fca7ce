/** The catalogue of issuers on the page: who a certificate is, by itself, its key or its name. It recognises, and trusts nobody. */

import type { CertificateItem, FormatId, Note } from '../engine/report.ts';

type Names = Record<'zh' | 'en' | 'de', string>;

export interface Entry {
  id: string;
  names: Names;
  formats: FormatId[];
  environment: 'production' | 'test' | 'unclear';
  role: string;
  status: 'established' | 'candidate' | 'wanted';
  subject: string;
  notBefore?: string;
  notAfter?: string;
  /** Of the certificate; none: wanted. */
  sha256?: string;
  spkiSha256?: string;
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
  /** It rests on lists that may be out of date: for recognition alone. */
  old: boolean;
}

export interface Catalogue {
  made: string;
  issuers: Entry[];
  groups: Group[];
  samples: string[];
  never: string[];
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

/** Whether a group can be switched on: it has members, and does not rest on lists that may be out of date. */
export function canBeOn(group: Group): boolean {
  return !group.old && group.members.length > 0;
}

export function named(names: Names, language: string): string {
  return names[language.slice(0, 2) as keyof Names] ?? names.en;
}

// ── Names as they look ─────────────────────────────────────────────────────────────────────────────────────────────

const [ALIKE, LATIN] = [[...'аеорсухіјѕкмтнвԁԛԝαβεζηικμνορτυχ'], [...'aeopcyxijskmthbdqwabezhlkmnoptux']];

/** As the core folds names (`src/issuers/fold.rs`): what a hurried eye takes for the same is the same. */
export function fold(text: string): string {
  return [...text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).toLowerCase()]
    .filter((c) => /[\p{Alphabetic}\p{N}]/u.test(c))
    .map((c) => LATIN[ALIKE.indexOf(c)] ?? c)
    .map((c) => (c === '0' ? 'o' : c === '1' || c === 'i' ? 'l' : c))
    .join('');
}

/** The attributes of a name, `CN=…` in either order of writing. */
function attributes(name: string): [kind: string, value: string][] {
  return name.split(/(?<!\\)[,+]\s*(?=[A-Za-z0-9.]+=)/).map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at), part.slice(at + 1).replace(/\\(.)/g, '$1')];
  });
}

const whole = (name: string): string =>
  attributes(name)
    .map((part) => fold(part.join('=')))
    .sort()
    .join(',');
const part = (name: string, wanted: string): string =>
  attributes(name)
    .filter(([kind]) => kind === wanted)
    .map(([, value]) => fold(value))
    .join('');

/** Folded common names from this length on are told apart without the organisation. */
const TELLING = 12;

function isNamed(issuer: Entry, subject: string): boolean {
  // Of some that are wanted no name is known.
  if (issuer.subject === '') return false;
  if (whole(issuer.subject) === whole(subject)) return true;
  const common = part(issuer.subject, 'CN');
  const number = part(issuer.subject, 'serialNumber');
  if (common === '' || common !== part(subject, 'CN') || (number !== '' && number !== part(subject, 'serialNumber'))) return false;
  return common.length >= TELLING || part(issuer.subject, 'O') === part(subject, 'O');
}

/** The word TEST or 测试 in a common name or an organisation. */
function saysTest(name: string): boolean {
  return attributes(name).some(
    ([kind, value]) =>
      (kind === 'CN' || kind === 'O') && (value.includes('测试') || value.split(/[^\p{L}\p{N}]|[\u2e80-\uffff]/u).some((word) => /^test\d*$/i.test(word))),
  );
}

function isTest(item: CertificateItem, { issuers, never }: Catalogue): boolean {
  const names = [item.subject, item.issuer];
  const common = names.map((name) => part(name, 'CN')).filter((name) => name !== '');
  return (
    names.some(saysTest) ||
    common.some(
      (name) =>
        never.some((other) => fold(other) === name) || issuers.some(({ environment, subject }) => environment === 'test' && part(subject, 'CN') === name),
    )
  );
}

// ── What there is to say of a certificate ──────────────────────────────────────────────────────────────────────────

/** Value, and where it begins and ends, of the DER element at a place. */
function element(der: Uint8Array, at: number): { from: number; to: number } {
  const first = der[at + 1] ?? 0;
  const count = first < 0x80 ? 0 : first & 0x7f;
  let length = count === 0 ? first : 0;
  for (let index = 0; index < Math.min(count, 4); index += 1) length = length * 256 + (der[at + 2 + index] ?? 0);
  const from = at + 2 + count;
  return { from, to: from + length };
}

/** SHA-1 of the bits of a certificate's public key (RFC 5280 §4.2.1.2, method 1), not what its extension claims. */
async function keyId(der: Uint8Array): Promise<string> {
  let { from: at } = element(der, element(der, 0).from);
  // Version, serial, algorithm, issuer, validity, subject; then the key.
  for (let skipped = der[at] === 0xa0 ? 6 : 5; skipped > 0; skipped -= 1) at = element(der, at).to;
  const bits = element(der, element(der, element(der, at).from).to);
  return hex(await crypto.subtle.digest('SHA-1', der.slice(bits.from + 1, bits.to)));
}

export function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const said = new Map<string, Note[]>();

/** What was found out of a certificate by `recognise`; nothing before. */
export function remarks(sha256: string): readonly Note[] {
  return said.get(sha256) ?? [];
}

/** Finds out who certificates are: notes as the core writes them (`src/issuers.rs`), that of a test first. */
export async function recognise(items: readonly CertificateItem[]): Promise<void> {
  const fresh = items.filter(({ sha256 }) => !said.has(sha256));
  if (fresh.length === 0) return;
  const [all, eu] = await Promise.all([loadCatalogue(), loadLists().catch(() => undefined)]);
  for (const item of fresh) {
    const id = await keyId(item.der).catch(() => '');
    const notes: Note[] = [];
    if (isTest(item, all)) notes.push({ id: 'test-certificate', certificate: item.subject });
    if (all.samples.includes(id)) notes.push({ id: 'sample-key' });
    const about = recognised(item, id, all) ?? (eu && listed(item, eu));
    said.set(item.sha256, about ? [...notes, about] : notes);
  }
}

function recognised(item: CertificateItem, id: string, { issuers, made }: Catalogue): Note | undefined {
  const note = (kind: string, { names, publisher, sources, id: entry }: Entry): Note => ({
    id: kind,
    entry,
    name: names.en,
    nameZh: names.zh,
    nameDe: names.de,
    publisher: publisher.name,
    page: publisher.page,
    sources,
    catalogue: made,
    sha256: item.sha256,
    certificate: item.subject,
  });
  const same = issuers.find(({ sha256 }) => sha256 === item.sha256);
  if (same) return note(same.status === 'established' ? 'issuer-known' : 'issuer-candidate', same);
  const key = issuers.find(({ spkiSha256, keyId: own }) => (spkiSha256 === undefined ? own !== undefined && own === id : spkiSha256 === item.keySha256));
  if (key) return note(key.status === 'wanted' ? 'issuer-found' : 'issuer-same-key', key);
  const unseen = ({ spkiSha256, keyId: own }: Entry): boolean => spkiSha256 === undefined && own === undefined;
  // Who is known by the name alone may be this one.
  if (issuers.some((issuer) => unseen(issuer) && whole(issuer.subject) === whole(item.subject))) return undefined;
  const other = issuers.find((issuer) => issuer.role !== 'signer' && !unseen(issuer) && isNamed(issuer, item.subject));
  return other && note('issuer-other-key', other);
}

function listed(item: CertificateItem, { issued, rows }: Lists): Note | undefined {
  const row = rows.find(([, sha256]) => sha256 === item.sha256);
  return row && { id: 'issuer-listed', certificate: item.subject, territory: row[0], issued: issued[row[0]] ?? '' };
}

// ── Search ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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
    .map(fold)
    .filter((word) => word !== '');
  if (words.join('').length < SHORTEST) return undefined;
  const has = (...texts: (string | undefined)[]): boolean => {
    const text = fold(texts.join(' '));
    return words.every((word) => text.includes(word));
  };
  const entries = all.issuers.filter((one) => has(...Object.values(one.names), one.subject, one.publisher.name, one.sha256, one.keyId));
  const own = new Set(entries.map(({ sha256 }) => sha256));
  const rows = (eu?.rows ?? []).filter((row) => !own.has(row[1]) && has(row[1], row[2], row[3]));
  return { entries: entries.slice(0, MOST), listed: rows.slice(0, MOST), more: entries.length > MOST || rows.length > MOST };
}
