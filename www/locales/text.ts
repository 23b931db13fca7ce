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

/** Loads a language's texts and makes them the current ones. */
export async function loadTexts(language: Language): Promise<void> {
  const { default: source } = await loaders[language]();
  // Arguments are isolated (U+2068 … U+2069), so that a name in another direction can't reorder a sentence.
  const next = new FluentBundle(language, { useIsolating: true });
  next.addResource(new FluentResource(source));
  bundle = next;
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
  return t(id, args).replace(/[\u2068\u2069]/g, '');
}
