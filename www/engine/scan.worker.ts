/** The worker that looks at pictures: a file goes in, the codes found in it come out. */

import { expose } from 'comlink';
import init, { Scanner, scan, scanGrey } from '@scan';
import moduleUrl from '@scan-module?url';
import digest from 'virtual:digest/scan';
import { guarded, once } from './boundary.ts';
import { decodeRows, type Pixels } from './picture.ts';
import { published } from './published.ts';
import type { Picture } from './report.ts';

const load = once(() => init({ module_or_path: published(moduleUrl, digest) }));

const api = {
  alive: (): boolean => true,
  async warm(): Promise<void> {
    await load();
  },
  /** Decodes and scans a picture file. Throws `{code: <ProblemId>}` when it can't be opened. */
  async file(file: Blob): Promise<Picture> {
    await load();
    const scanner = await decodeRows(
      file,
      (width, height) => guarded(() => new Scanner(width, height)),
      (into, rows) => guarded(() => into.push(rows)),
    );
    return guarded(() => scanner.finish());
  },
  /** Looks at a frame of a live picture; returns it as a photo when there is a code in it. */
  async frame(frame: ImageBitmap): Promise<Blob | undefined> {
    await load();
    const { width, height } = frame;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(frame, 0, 0);
    frame.close();
    const pixels = context?.getImageData(0, 0, width, height);
    if (!pixels || guarded(() => scan(pixels.data, width, height)).codes.length === 0) return undefined;
    return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
  },
  /** Scans pixels that the page has decoded itself (a browser without OffscreenCanvas). */
  async pixels({ data, width, height }: Pixels): Promise<Picture> {
    await load();
    return guarded(() => scan(data, width, height));
  },
  /** Scans a picture of one byte a pixel. */
  async grey(grey: Uint8Array, width: number, height: number): Promise<Picture> {
    await load();
    return guarded(() => scanGrey(grey, width, height));
  },
};

export type ScanApi = typeof api;
expose(api);
