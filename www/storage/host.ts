/** Trust bundles that the host of this page places beside it: `trust/index.json` and the PEM files that it names. */

import type { FormatId, Trust } from '../engine/report.ts';
import { FORMATS } from './certificates.ts';

/** An entry of the index. */
interface Entry {
  /** A PEM file beside the index. */
  file: string;
  /** What it is, by language; `en` at least. */
  name: Record<string, string>;
  /** What its certificates are trusted for; everything when left out. */
  formats?: FormatId[];
  /** Lower-case hex of SHA-256 of the file: a file that is another one is not used. */
  sha256: string;
}

export interface Bundle extends Entry {
  certificates: Uint8Array<ArrayBuffer>[];
  crls: Uint8Array<ArrayBuffer>[];
  /** Why it is not used. */
  fault?: 'unavailable' | 'changed';
  on: boolean;
}

const base = new URL('./trust/', document.baseURI);
const OFF = 'slipcheck.trust.off';
const GROUPS_OFF = 'slipcheck.groups.off';
/** In milliseconds. */
const PATIENCE = 5000;
/** No bundle is longer, in bytes. */
const LIMIT = 4_000_000;

function off(name: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter((entry): entry is string => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

/** Switches a bundle on or off; remembered on the device. */
export function keepOff(bundles: readonly Bundle[]): void {
  keep(
    OFF,
    bundles.filter(({ on }) => !on).map(({ sha256 }) => sha256),
  );
}

function keep(name: string, without: string[]): void {
  try {
    localStorage.setItem(name, JSON.stringify(without));
  } catch {
    // Kept until the page is closed.
  }
}

/** A group of issuers that the host has switched on, and since which day; off where the user said so. */
export interface HostGroup {
  id: string;
  since: string;
  on: boolean;
}

let index: Promise<{ bundles?: unknown; groups?: unknown } | undefined> | undefined;

/** A list of the index; empty without one. Never fails. */
async function listOf<Item>(name: 'bundles' | 'groups', is: (value: unknown) => value is Item): Promise<Item[]> {
  try {
    // No check waits for a host that does not answer.
    index ??= fetch(new URL('index.json', base), { signal: AbortSignal.timeout(PATIENCE) }).then((response) => (response.ok ? response.json() : undefined));
    const list = (await index)?.[name];
    return Array.isArray(list) ? list.filter(is) : [];
  } catch {
    return [];
  }
}

/** The groups of issuers that the index names. Never fails. */
export async function hostGroups(): Promise<HostGroup[]> {
  const groups = await listOf('groups', isGroup);
  return groups.map(({ id, since }) => ({ id, since, on: !off(GROUPS_OFF).includes(id) }));
}

export function keepGroupsOff(groups: readonly HostGroup[]): void {
  keep(
    GROUPS_OFF,
    groups.filter(({ on }) => !on).map(({ id }) => id),
  );
}

/** The bundles that the index names. Never fails: no index, no bundles. */
export async function loadBundles(): Promise<Bundle[]> {
  const entries = await listOf('bundles', isEntry);
  const without = off(OFF);
  return Promise.all(entries.map((entry) => load(entry, !without.includes(entry.sha256))));
}

async function load(entry: Entry, on: boolean): Promise<Bundle> {
  const empty: Bundle = { ...entry, certificates: [], crls: [], on };
  try {
    const response = await fetch(new URL(entry.file, base), { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) return { ...empty, fault: 'unavailable' };
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > LIMIT) return { ...empty, fault: 'changed' };
    const digest = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (digest !== entry.sha256) return { ...empty, fault: 'changed' };
    const text = new TextDecoder().decode(bytes);
    return { ...empty, certificates: blocks(text, 'CERTIFICATE'), crls: blocks(text, 'X509 CRL') };
  } catch {
    return { ...empty, fault: 'unavailable' };
  }
}

/** What the bundles that are on add to a check. */
export function hostTrust(bundles: readonly Bundle[]): Pick<Trust, 'anchors' | 'crls'> {
  const used = bundles.filter(({ on, fault }) => on && fault === undefined);
  return {
    anchors: used.flatMap(({ certificates, formats }) =>
      certificates.map((der) => (formats === undefined || FORMATS.every((format) => formats.includes(format)) ? der : { der, formats })),
    ),
    crls: used.flatMap(({ crls }) => crls),
  };
}

/** The DER of PEM blocks of one label. */
export function blocks(text: string, label: string): Uint8Array<ArrayBuffer>[] {
  return [...text.matchAll(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g'))].flatMap(([, body = '']) => {
    try {
      return [Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0))];
    } catch {
      return [];
    }
  });
}

function isGroup(value: unknown): value is { id: string; since: string } {
  const group = value as Partial<HostGroup> | null;
  return typeof group?.id === 'string' && /^[a-z0-9-]+$/.test(group.id) && typeof group.since === 'string' && /^\d{4}-\d\d-\d\d$/.test(group.since);
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return (
    typeof entry === 'object' &&
    entry !== null &&
    typeof entry.file === 'string' &&
    /^[\w.-]+\.pem$/.test(entry.file) &&
    typeof entry.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(entry.sha256) &&
    typeof entry.name === 'object' &&
    entry.name !== null &&
    (entry.formats === undefined || (Array.isArray(entry.formats) && entry.formats.every((format) => FORMATS.includes(format))))
  );
}
