/** The page's texts: one Fluent file a language, only the chosen one loaded. */

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

export const LANGUAGES = ['zh-CN', 'en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Args = Record<string, FluentVariable>;

/** How each language calls itself, long and short. */
export const LANGUAGE_NAMES: Record<Language, { short: string; long: string }> = {
  'zh-CN': { short: '中文', long: '中文（简体）' },
  en: { short: 'EN', long: 'English' },
  de: { short: 'DE', long: 'Deutsch' },
};

const loaders: Record<Language, () => Promise<{ default: string }>> = {
  'zh-CN': () => import('./zh-CN.ftl?text'),
  en: () => import('./en.ftl?text'),
  de: () => import('./de.ftl?text'),
};

/** Texts that most visits never need, loaded with what shows them. */
export type Part =
  | 'terms'
  | 'certificates'
  | 'kept'
  | 'paper'
  | 'tools'
  | 'batch'
  | 'reconcile'
  | 'audit'
  | 'incidents'
  | 'terminals'
  | 'course'
  | 'issuers'
  | 'release'
  | 'ofd';

const parts: Record<Part, Record<Language, () => Promise<{ default: string }>>> = {
  terms: { 'zh-CN': () => import('./terms.zh-CN.ftl?text'), en: () => import('./terms.en.ftl?text'), de: () => import('./terms.de.ftl?text') },
  certificates: {
    'zh-CN': () => import('./certificates.zh-CN.ftl?text'),
    en: () => import('./certificates.en.ftl?text'),
    de: () => import('./certificates.de.ftl?text'),
  },
  kept: { 'zh-CN': () => import('./kept.zh-CN.ftl?text'), en: () => import('./kept.en.ftl?text'), de: () => import('./kept.de.ftl?text') },
  paper: { 'zh-CN': () => import('./paper.zh-CN.ftl?text'), en: () => import('./paper.en.ftl?text'), de: () => import('./paper.de.ftl?text') },
  tools: { 'zh-CN': () => import('./tools.zh-CN.ftl?text'), en: () => import('./tools.en.ftl?text'), de: () => import('./tools.de.ftl?text') },
  batch: { 'zh-CN': () => import('./batch.zh-CN.ftl?text'), en: () => import('./batch.en.ftl?text'), de: () => import('./batch.de.ftl?text') },
  reconcile: { 'zh-CN': () => import('./reconcile.zh-CN.ftl?text'), en: () => import('./reconcile.en.ftl?text'), de: () => import('./reconcile.de.ftl?text') },
  audit: { 'zh-CN': () => import('./audit.zh-CN.ftl?text'), en: () => import('./audit.en.ftl?text'), de: () => import('./audit.de.ftl?text') },
  incidents: { 'zh-CN': () => import('./incidents.zh-CN.ftl?text'), en: () => import('./incidents.en.ftl?text'), de: () => import('./incidents.de.ftl?text') },
  terminals: { 'zh-CN': () => import('./terminals.zh-CN.ftl?text'), en: () => import('./terminals.en.ftl?text'), de: () => import('./terminals.de.ftl?text') },
  issuers: { 'zh-CN': () => import('./issuers.zh-CN.ftl?text'), en: () => import('./issuers.en.ftl?text'), de: () => import('./issuers.de.ftl?text') },
  ofd: { 'zh-CN': () => import('./ofd.zh-CN.ftl?text'), en: () => import('./ofd.en.ftl?text'), de: () => import('./ofd.de.ftl?text') },
  course: { 'zh-CN': () => import('./course.zh-CN.ftl?text'), en: () => import('./course.en.ftl?text'), de: () => import('./course.de.ftl?text') },
  release: { 'zh-CN': () => import('./release.zh-CN.ftl?text'), en: () => import('./release.en.ftl?text'), de: () => import('./release.de.ftl?text') },
};

/** The first of the user's languages that the page has; English when there is none. */
export function preferred(languages: readonly string[]): Language {
  for (const language of languages) {
    const base = language.toLowerCase().split('-')[0];
    if (base === 'zh') return 'zh-CN';
    if (base === 'en' || base === 'de') return base;
  }
  return 'en';
}

let bundle = new FluentBundle('en');
let current: Language = 'en';
const loaded = new Set<Part>();

/** Loads a language's texts, with the parts that are in use, and makes them the current ones. */
export async function loadTexts(language: Language): Promise<void> {
  const sources = await Promise.all([loaders[language](), ...[...loaded].map((part) => parts[part][language]())]);
  // Arguments are isolated (U+2068 … U+2069), so that a name in another direction can't reorder a sentence.
  const next = new FluentBundle(language, { useIsolating: true });
  for (const { default: source } of sources) next.addResource(new FluentResource(source));
  bundle = next;
  current = language;
}

/** Adds a part to the current texts; from then on every language comes with it. */
export async function loadPart(part: Part): Promise<void> {
  if (loaded.has(part)) return;
  const language = current;
  const { default: source } = await parts[part][language]();
  if (loaded.has(part)) return;
  loaded.add(part);
  // Chosen anew in the meantime: that language lacks the part.
  if (language === current) bundle.addResource(new FluentResource(source));
  else await loadTexts(current);
}

export function hasPart(part: Part): boolean {
  return loaded.has(part);
}

function pattern(id: string) {
  const [name = '', attribute] = id.split('.');
  const message = bundle.getMessage(name);
  return attribute === undefined ? message?.value : message?.attributes[attribute];
}

/** Whether there is such a text; `id.attribute` names an attribute. */
export function has(id: string): boolean {
  return Boolean(pattern(id));
}

/** A text in the current language; its id when there is none. */
export function t(id: string, args?: Args): string {
  const found = pattern(id);
  if (!found) return id;
  const errors: Error[] = [];
  return bundle.formatPattern(found, args ?? null, errors);
}

/** A text without the isolating marks: for files, copies and attributes that are not rendered. */
export function plain(id: string, args?: Args): string {
  return unmarked(t(id, args));
}

/** Our own words without the marks that isolate their arguments: those of a slip stay, and are shown. */
export function unmarked(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}
