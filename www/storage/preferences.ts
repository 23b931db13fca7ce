/** What the user chose, kept on this device. A browser that keeps nothing is no reason to fail. */

import { LANGUAGES, preferred, type Language } from '../locales/text.ts';
import type { Role } from '../engine/report.ts';

export type Theme = 'auto' | 'light' | 'dark';

function read(name: string): string | null {
  try {
    return localStorage.getItem(`slipcheck.${name}`);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`slipcheck.${name}`, value);
  } catch {
    // Kept until the page is closed.
  }
}

export function language(): Language {
  const kept = read('language');
  return LANGUAGES.find((known) => known === kept) ?? preferred(navigator.languages);
}

export function keepLanguage(value: Language): void {
  write('language', value);
}

export function role(): Role {
  return read('role') === 'merchant' ? 'merchant' : 'cardholder';
}

export function keepRole(value: Role): void {
  write('role', value);
}

export function theme(): Theme {
  const kept = read('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

/** Keeps the theme and applies it; `public/first.js` applies it on the next visit before anything is drawn. */
export function keepTheme(value: Theme): void {
  write('theme', value);
  if (value === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = value;
}

/** Whether the printed text of every photo is read without asking. */
export function readsText(): boolean {
  return read('read-text') === 'yes';
}

export function keepReadsText(value: boolean): void {
  write('read-text', value ? 'yes' : 'no');
}

/** Most numbers of merchants that are kept, and the longest one. */
export const MOST_MERCHANTS = 20;
export const LONGEST_MERCHANT = 32;
/** Where the browser keeps nothing: for this visit. */
let merchantsHere: string[] = [];

/** The user's own numbers at payment gateways, as they asked to keep them. */
export function merchants(): string[] {
  const kept = read('merchants');
  if (kept === null) return merchantsHere;
  return kept
    .split(' ')
    .filter((number) => /^[0-9A-Za-z]+$/.test(number) && number.length <= LONGEST_MERCHANT)
    .slice(0, MOST_MERCHANTS);
}

/** Whether they are kept beyond this visit. */
export function keepMerchants(numbers: string[]): boolean {
  merchantsHere = numbers;
  write('merchants', numbers.join(' '));
  return read('merchants') === numbers.join(' ');
}

/** Calls back when another tab has changed them. */
export function onMerchants(changed: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === 'slipcheck.merchants') changed();
  });
}

/** Whether results of the user's own terminals are remembered: no, unless they said so. */
export function remembersTerminals(): boolean {
  return read('terminals') === 'yes';
}

export function keepRemembersTerminals(value: boolean): void {
  write('terminals', value ? 'yes' : 'no');
}
