/** The samples beside the page: made by the project's own demonstration authority, each bad one broken in one named way. */

import type { Verdict } from './engine/report.ts';
import type { Language } from './locales/text.ts';

export interface Sample {
  id: string;
  title: { zh: string; en: string; de: string };
  /** File name beside the index. */
  text: string;
  expect: Verdict;
  /** What was broken, an id; left out for a good one. */
  broken?: string;
}

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

export async function loadSample(sample: Sample): Promise<string> {
  return (await get(sample.text)).text();
}

/** The demonstration authority's certificate, PEM. */
export async function loadDemoRoot(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await get('demo-root.pem')).arrayBuffer());
}

export function sampleTitle(sample: Sample, language: Language): string {
  return sample.title[language === 'zh-CN' ? 'zh' : language];
}
