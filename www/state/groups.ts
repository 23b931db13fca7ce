/** Groups of issuers: switched on by one press that has shown their members, or by the page's host, and off by another. */

import { loadPart, t } from '../locales/text.ts';
import { anchorsOf, GroupStore, type GroupOn, type Member } from '../storage/groups.ts';
import { blocks, hostGroups, keepGroupsOff } from '../storage/host.ts';
import type { Trust } from '../engine/report.ts';
import { entry, known, loadCatalogue, named, type Group } from './catalogue.ts';
import type { Page } from './page.ts';

/** In milliseconds. */
const PATIENCE = 5000;
/** No member's file is longer, in characters. */
const LIMIT = 20_000;

/** A group that the host has switched on. */
export interface OfHost extends GroupOn {
  on: boolean;
  fault?: true;
}

export class Groups {
  readonly store = new GroupStore();
  /** Empty on most pages. */
  host: OfHost[] = [];
  /** Members' certificates by group, once a group was opened; a fault where one is not the catalogue's. */
  readonly #members = new Map<string, Member[] | 'unavailable' | 'changed'>();
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  open(changed: () => void): Promise<void> {
    return this.store.open(changed).then(async () => {
      // What is said of a slip names the group.
      if (this.store.all().length > 0) await loadCatalogue().catch(() => undefined);
    });
  }

  /** What the host has switched on. Never fails. */
  async openHost(): Promise<void> {
    for (const { id, since, on } of await hostGroups()) {
      const group = await loadCatalogue().then(
        ({ groups }) => groups.find((other) => other.id === id && other.canBeOn),
        () => undefined,
      );
      if (!group) continue;
      const members = await this.#read(group);
      const whole = Array.isArray(members);
      this.host.push({ id, since, on, catalogue: known()?.made ?? '', members: whole ? members : [], ...(whole ? {} : { fault: true }) });
    }
  }

  /** What a check is given. */
  anchors(): Trust['anchors'] {
    return anchorsOf([...this.store.all(), ...this.host.filter(({ on }) => on)]);
  }

  get anyOn(): boolean {
    return this.anchors().length > 0;
  }

  /** The group that a certificate is an anchor with; the user's own before the host's. */
  of(sha256: string): { group: GroupOn; host: boolean } | undefined {
    const holds = ({ members }: GroupOn): boolean => members.some((member) => member.sha256 === sha256);
    const own = this.store.all().find(holds);
    const host = own ?? this.host.find((group) => group.on && holds(group));
    return host && { group: host, host: own === undefined };
  }

  /** Members as they were read; nothing before the group was opened. */
  members(id: string): Member[] | 'unavailable' | 'changed' | undefined {
    return this.#members.get(id);
  }

  /** Somebody looks at a group: its members' certificates are fetched, and each must be the catalogue's. */
  async look(group: Group): Promise<void> {
    if (Array.isArray(this.#members.get(group.id)) || !group.canBeOn) return;
    await this.#read(group);
    this.#page.changed();
  }

  async #read(group: Group): Promise<Member[] | 'unavailable' | 'changed'> {
    let read: Member[] | 'unavailable' | 'changed';
    try {
      const members = await Promise.all(group.members.map((id) => member(id, group)));
      read = members.every((one) => one !== undefined) ? members : 'changed';
    } catch {
      read = 'unavailable';
    }
    this.#members.set(group.id, read);
    return read;
  }

  /** The user's press, with the members before their eyes. */
  async switchOn(group: Group): Promise<void> {
    const members = this.#members.get(group.id);
    if (!Array.isArray(members) || !group.canBeOn) return;
    const on: GroupOn = { id: group.id, since: new Date().toISOString().slice(0, 10), catalogue: known()?.made ?? '', members };
    await this.store.put(on);
    await this.#done('groups-on-done', group, () => this.store.remove(group.id));
  }

  async switchOff(group: Group): Promise<void> {
    const before = this.store.get(group.id);
    if (!before) return;
    await this.store.remove(group.id);
    await this.#done('groups-off-done', group, () => this.store.put(before));
  }

  /** Switches off, or on again, what the host gave; remembered on the device. */
  async switchHost(group: OfHost, on: boolean): Promise<void> {
    group.on = on;
    keepGroupsOff(this.host);
    this.#page.changed();
    await this.#page.recheck();
  }

  async #done(text: string, group: Group, back: () => Promise<void>): Promise<void> {
    await loadPart('issuers').catch(() => undefined);
    this.#page.undo = {
      text: t(text, { name: named(group.names, document.documentElement.lang) }),
      run: async () => {
        await back();
        this.#page.undo = undefined;
        await this.#page.recheck();
        this.#page.changed();
      },
    };
    this.#page.announcement = this.#page.undo.text;
    this.#page.changed();
    await this.#page.recheck();
    this.#page.changed();
  }
}

/** A member's certificate; nothing when it is not the one of the catalogue. */
async function member(id: string, group: Group): Promise<Member | undefined> {
  const issuer = entry(id);
  const response = await fetch(new URL(`./issuers/${id}.pem`, document.baseURI), { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${id}: ${response.status}`);
  const text = await response.text();
  const [der] = text.length > LIMIT ? [] : blocks(text, 'CERTIFICATE');
  if (!issuer || !der) return undefined;
  const sha256 = hex(await crypto.subtle.digest('SHA-256', der));
  return sha256 === issuer.sha256 ? { sha256, der, formats: group.formats } : undefined;
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
