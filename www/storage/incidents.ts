/** Incidents in IndexedDB, photos apart from their records; in memory where the browser keeps nothing. */

import type { DBSchema } from 'idb';
import { Database } from './database.ts';
import type { Incident, Retention } from './incident.ts';

interface Schema extends DBSchema {
  incidents: { key: string; value: Incident };
  photos: { key: string; value: { id: string; bytes: ArrayBuffer } };
  settings: { key: string; value: Partial<Retention> & { id: string; since?: Record<string, string> } };
}

/** What became of a change. `gone`: the record was deleted meanwhile, in another tab. `unsaved`: it stands in memory alone. */
export type Written = 'saved' | 'gone' | 'unsaved';

export class IncidentStore {
  readonly #database = new Database<Schema>('slipcheck-incidents', 1, (fresh) => {
    fresh.createObjectStore('incidents', { keyPath: 'id' });
    fresh.createObjectStore('photos', { keyPath: 'id' });
    fresh.createObjectStore('settings', { keyPath: 'id' });
  });
  readonly #incidents = new Map<string, Incident>();
  /** Of photos that could not be stored: what there is. */
  readonly #photos = new Map<string, ArrayBuffer>();
  /** Records whose last change is in memory alone. */
  readonly #unsaved = new Set<string>();
  #retention: Retention | undefined;
  #offered: Record<string, string> = {};

  /** Whether the browser refuses to keep anything. */
  get inMemory(): boolean {
    return this.#database.inMemory;
  }

  /** Whether something could not be written: the device is full, or the browser forbids it. */
  get full(): boolean {
    return this.#unsaved.size > 0;
  }

  get retention(): Retention | undefined {
    return this.#retention;
  }

  /** Since when closed records were found to be over their time, by id. */
  get offered(): Readonly<Record<string, string>> {
    return this.#offered;
  }

  /** Opens the database and reads everything, again after another tab has written. Never fails. */
  open(changed: () => void): Promise<void> {
    return this.#database.open(async (database) => {
      const [incidents, retention, offered] = await Promise.all([
        database.getAll('incidents'),
        database.get('settings', 'retention'),
        database.get('settings', 'offered'),
      ]);
      for (const id of this.#incidents.keys()) if (!this.#unsaved.has(id)) this.#incidents.delete(id);
      for (const incident of incidents) if (!this.#unsaved.has(incident.id)) this.#incidents.set(incident.id, incident);
      if (retention?.days !== undefined) this.#retention = { days: retention.days, auto: retention.auto === true };
      this.#offered = offered?.since ?? {};
    }, changed);
  }

  all(): Incident[] {
    return [...this.#incidents.values()];
  }

  get(id: string): Incident | undefined {
    return this.#incidents.get(id);
  }

  isUnsaved(id: string): boolean {
    return this.#unsaved.has(id);
  }

  /** Adds or replaces whole records, with the photos that are given. */
  async put(...incidents: { record: Incident; photo?: ArrayBuffer }[]): Promise<Written> {
    for (const { record, photo } of incidents) {
      this.#incidents.set(record.id, record);
      if (photo) this.#photos.set(record.id, photo);
    }
    const ids = incidents.map(({ record }) => record.id);
    const saved = await this.#database.attempt(async (database) => {
      const change = database.transaction(['incidents', 'photos'], 'readwrite');
      await Promise.all([
        ...incidents.flatMap(({ record, photo }) => [
          change.objectStore('incidents').put(record),
          ...(photo ? [change.objectStore('photos').put({ id: record.id, bytes: photo })] : []),
          ...(record.photo ? [] : [change.objectStore('photos').delete(record.id)]),
        ]),
        change.done,
      ]);
    });
    return this.#written(saved, ids);
  }

  /** Changes a record as it is stored at this moment, so that what another tab wrote into other fields stays. */
  async change(id: string, change: (record: Incident) => Incident, photo?: ArrayBuffer): Promise<Written> {
    const mine = this.#incidents.get(id);
    if (!mine) return 'gone';
    this.#incidents.set(id, change(mine));
    if (this.inMemory || this.#unsaved.has(id)) return this.put({ record: change(mine), ...(photo ? { photo } : {}) });
    let gone = false;
    const saved = await this.#database.attempt(async (database) => {
      const writing = database.transaction(['incidents', 'photos'], 'readwrite');
      const stored = await writing.objectStore('incidents').get(id);
      gone = stored === undefined;
      if (stored === undefined) return;
      const next = change(stored);
      await Promise.all([
        writing.objectStore('incidents').put(next),
        ...(photo ? [writing.objectStore('photos').put({ id, bytes: photo })] : []),
        ...(next.photo ? [] : [writing.objectStore('photos').delete(id)]),
        writing.done,
      ]);
      this.#incidents.set(id, next);
    });
    if (gone) {
      this.#incidents.delete(id);
      return 'gone';
    }
    if (!saved && photo) this.#photos.set(id, photo);
    return this.#written(saved, [id]);
  }

  /** Writes once more what is in memory alone. */
  async retry(): Promise<Written> {
    return this.put(
      ...[...this.#unsaved].flatMap((id) => {
        const [record, photo] = [this.#incidents.get(id), this.#photos.get(id)];
        return record ? [{ record, ...(photo ? { photo } : {}) }] : [];
      }),
    );
  }

  /** Deletes records with their photos. False: the browser refused, and they are still there. */
  async remove(...ids: string[]): Promise<boolean> {
    const done =
      this.inMemory ||
      (await this.#database.attempt(async (database) => {
        const change = database.transaction(['incidents', 'photos'], 'readwrite');
        await Promise.all([...ids.flatMap((id) => [change.objectStore('incidents').delete(id), change.objectStore('photos').delete(id)]), change.done]);
      }));
    if (!done) return false;
    for (const id of ids) {
      this.#incidents.delete(id);
      this.#photos.delete(id);
      this.#unsaved.delete(id);
    }
    return true;
  }

  async photo(id: string): Promise<ArrayBuffer | undefined> {
    let bytes = this.#photos.get(id);
    if (!bytes) await this.#database.attempt(async (database) => (bytes = (await database.get('photos', id))?.bytes), false);
    return bytes;
  }

  /** False: it counts for this visit alone. */
  async keepFor(retention: Retention): Promise<boolean> {
    this.#retention = retention;
    return this.#database.attempt((database) => database.put('settings', { id: 'retention', ...retention }));
  }

  /** Remembers what is over its time. */
  async offer(since: Record<string, string>): Promise<void> {
    if (JSON.stringify(since) === JSON.stringify(this.#offered)) return;
    this.#offered = since;
    await this.#database.attempt((database) => database.put('settings', { id: 'offered', since }), false);
  }

  #written(saved: boolean, ids: string[]): Written {
    for (const id of ids) {
      if (!saved) this.#unsaved.add(id);
      else {
        this.#unsaved.delete(id);
        this.#photos.delete(id);
      }
    }
    return saved ? 'saved' : 'unsaved';
  }
}
