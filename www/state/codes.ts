/** What the codes in a Chinese merchant number mean, in the current language; loaded with a slip that has such a number. */

import type { Language } from '../locales/text.ts';

/** Code → name. */
export interface Codes {
  acquirers: Record<string, string>;
  categories: Record<string, string>;
  gb2260: Record<string, string>;
  unionpay: Record<string, string>;
}

const loaders: Record<Language, () => Promise<{ default: unknown }>> = {
  'zh-CN': () => import('virtual:codes/zh-CN'),
  en: () => import('virtual:codes/en'),
  de: () => import('virtual:codes/de'),
};

let current: Codes = { acquirers: {}, categories: {}, gb2260: {}, unionpay: {} };

/** Loads a language's names and makes them the current ones. */
export async function loadCodes(language: Language): Promise<void> {
  current = (await loaders[language]()).default as Codes;
}

/** The current language's names. */
export function codes(): Codes {
  return current;
}
