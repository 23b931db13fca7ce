/** Guidance texts of specs/next-steps.json in the current language: what a step id says, and the host codes. */

import type { Language } from '../locales/text.ts';
import type { Role } from '../engine/report.ts';

export type Phase = 'now' | 'fix' | 'tell' | 'record' | 'prevent';

export interface Guidance {
  /** Step id → text, phase. */
  steps: Record<string, [text: string, phase: Phase]>;
  /** First steps when a terminal reports a signature problem. */
  till: Record<Role, string[]>;
  /** Host code → text, kind, steps for the merchant. */
  codes: Record<string, [text: string, kind: string, steps: string[]]>;
}

const loaders: Record<Language, () => Promise<{ default: unknown }>> = {
  'zh-CN': () => import('virtual:guidance/zh-CN'),
  en: () => import('virtual:guidance/en'),
  de: () => import('virtual:guidance/de'),
};

let current: Guidance = { steps: {}, till: { cardholder: [], merchant: [] }, codes: {} };

/** Loads a language's guidance and makes it the current one. */
export async function loadGuidance(language: Language): Promise<void> {
  current = (await loaders[language]()).default as Guidance;
}

/** The current language's guidance. */
export function guidance(): Guidance {
  return current;
}

/** What a step says; its id when it is not known. */
export function stepText(step: string): string {
  return current.steps[step]?.[0] ?? step;
}

/** When a step is taken. */
export function stepPhase(step: string): Phase {
  return current.steps[step]?.[1] ?? 'now';
}
