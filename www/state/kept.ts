/** Slips that the user chose to keep: nothing is kept unasked, and nothing leaves the browser. */

import type { KeptSlip } from '../engine/report.ts';
import { given } from './input.ts';
import { t } from '../locales/text.ts';
import type { Page } from './page.ts';
import type { Result } from './piece.ts';
import { SlipStore, type StoredSlip } from '../storage/slips.ts';

export class KeptSlips {
  readonly store = new SlipStore();
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What a check looks for duplicates among; `own`: the records of the very slip that is checked. */
  earlier(own: readonly string[]): KeptSlip[] {
    return this.store
      .slips()
      .flatMap(({ id, kept, report }) => (report.identity === undefined || own.includes(id) ? [] : [{ identity: report.identity, since: kept }]));
  }

  /** The record of a result, if it was kept. */
  record(result: Result, index: number): StoredSlip | undefined {
    return result.records?.map((id) => this.store.get(id)).find((slip) => slip?.index === index);
  }

  /** Those whose path this certificate is part of. */
  of(sha256: string): StoredSlip[] {
    return this.store.slips().filter(({ certificates }) => certificates.includes(sha256));
  }

  async keep(result: Result, index: number, printed: string, sample: string | undefined): Promise<void> {
    const { report, records } = result;
    const { certificate } = report;
    const slip: StoredSlip = {
      id: Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
      kept: new Date().toISOString(),
      given: given(result, printed),
      index,
      report,
      certificates: certificate?.pathSha256 ?? (certificate ? [certificate.sha256] : []),
      ...(sample === undefined ? {} : { sample }),
    };
    records?.push(slip.id);
    await this.store.put(slip);
    this.#page.announcement = t('keep-done');
    this.#page.changed();
  }

  /** Removes records; `undo` puts them back. */
  async remove(slips: StoredSlip[]): Promise<void> {
    await this.store.remove(...slips.map(({ id }) => id));
    const text = t('keep-removed', { count: slips.length });
    this.#page.undo = {
      text,
      run: async () => {
        await this.store.put(...slips);
        this.#page.undo = undefined;
        this.#page.changed();
      },
    };
    this.#page.announcement = text;
    this.#page.changed();
  }

  /** All of them, for another program, or for `slipcheck verify --records`. */
  export(): string {
    // Documents are files of their own already.
    const slips = this.store.slips().map(({ given: { file: _, ...rest }, ...slip }) => ({ ...slip, given: rest }));
    return `${JSON.stringify({ exported: new Date().toISOString(), slips }, null, 1)}\n`;
  }
}
