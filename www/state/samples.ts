/** The samples beside the page: made by the project's own demonstration authority, each bad one broken in one named way. */

import type { CauseId, OutcomeStatus, Verdict } from '../engine/report.ts';
import type { Language } from '../locales/text.ts';

export interface Sample {
  id: string;
  title: Record<Language, string>;
  /** What was broken; that nothing was, for a good one. */
  broken: Record<Language, string>;
  /** File name beside the index: a text, a picture or a document. */
  file: string;
  expect: Verdict;
  /** The cause that its report names. */
  cause: CauseId | null;
  /** What a genuine message of a payment gateway reports. */
  outcome?: { status: OutcomeStatus; environment?: 'test' };
}

/** The demonstration authority's own files: its root, what leads to it, and its revocation list. */
const DEMO = ['demo-root.pem', 'demo-chain.pem', 'demo.crl'] as const;

const base = new URL('./samples/', document.baseURI);

async function get(name: string): Promise<Response> {
  const url = new URL(name, base);
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) throw new Error('A sample outside the samples was refused.');
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

export async function loadSamples(): Promise<Sample[]> {
  return (await get('index.json')).json() as Promise<Sample[]>;
}

/** Whether it is opened as a file: a picture or a document. */
export function isFile(sample: Sample): boolean {
  return !sample.file.endsWith('.txt');
}

/** A sample's file. */
export async function loadSample(sample: Sample): Promise<File> {
  return new File([await (await get(sample.file)).blob()], sample.file);
}

/** The demonstration authority's files, in the order of `DEMO`. */
export async function loadDemo(): Promise<Uint8Array<ArrayBuffer>[]> {
  return Promise.all(DEMO.map(async (name) => new Uint8Array(await (await get(name)).arrayBuffer())));
}
