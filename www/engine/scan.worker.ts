/** The worker that looks at pictures: a file goes in, the codes found in it come out. */

import { expose } from 'comlink';
import init, { scan } from '@scan';
import moduleUrl from '@scan-module?url';
import { guarded, once } from './boundary.ts';
import { decode, type Pixels } from './picture.ts';
import type { Picture } from './report.ts';

const load = once(() => init({ module_or_path: new URL(moduleUrl, self.location.href) }));

const api = {
  alive: (): boolean => true,
  async warm(): Promise<void> {
    await load();
  },
  /** Decodes and scans a picture file. Throws `{code: <ProblemId>}` when it can't be opened. */
  async file(file: Blob): Promise<Picture> {
    await load();
    const pixels = await decode(file);
    return guarded(() => scan(pixels.data, pixels.width, pixels.height));
  },
  /** Scans pixels that the page has decoded itself (a browser without OffscreenCanvas). */
  async pixels({ data, width, height }: Pixels): Promise<Picture> {
    await load();
    return guarded(() => scan(data, width, height));
  },
};

export type ScanApi = typeof api;
expose(api);
