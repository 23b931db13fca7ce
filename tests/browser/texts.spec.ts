/** The catalogues: the same texts in every language, everything that the contract names, and what the source asks for. No browser needed. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { expect, test } from '@playwright/test';
import { CAUSES, CHECKS, CONFIDENCES, STATUSES, VERDICTS } from '../../www/engine/report.ts';
import { root } from './page.ts';

const LANGUAGES = ['zh-CN', 'en', 'de'] as const;

/** The first texts, and the parts that come with what shows them. */
const PARTS = [
  '',
  'terms.',
  'issuers.',
  'certificates.',
  'kept.',
  'paper.',
  'tools.',
  'batch.',
  'reconcile.',
  'audit.',
  'incidents.',
  'terminals.',
  'course.',
  'ofd.',
  'release.',
] as const;

function source(language: string, parts: readonly string[] = PARTS): string {
  return parts.map((part) => readFileSync(join(root, `www/locales/${part}${language}.ftl`), 'utf8')).join('\n');
}

/** Ids and their attributes, `id` or `id.attribute`, with the arguments that each text names. */
function catalogue(language: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let id = '';
  let entry = '';
  for (const line of source(language).split('\n')) {
    const message = /^([a-zA-Z][\w-]*) =/.exec(line);
    const attribute = /^ +\.([a-z-]+) =/.exec(line);
    if (message?.[1] !== undefined) entry = id = message[1];
    else if (attribute?.[1] !== undefined) entry = `${id}.${attribute[1]}`;
    else if (line.trim() === '' || line.startsWith('#')) continue;
    if (!found.has(entry)) found.set(entry, []);
    // An issuer has a name in each language, and so have lists of them.
    for (const [, word] of line.matchAll(/\$(\w+)/g)) {
      const name = word?.replace(/^(name|members|missing)(Zh|De)$/, '$1');
      if (name !== undefined && !found.get(entry)?.includes(name)) found.get(entry)?.push(name);
    }
  }
  return found;
}

test('every language has the same texts with the same arguments', () => {
  const [first, ...others] = LANGUAGES.map((language) => ({ language, texts: catalogue(language) }));
  for (const { language, texts } of others) {
    expect([...texts.keys()].sort(), language).toEqual([...(first?.texts.keys() ?? [])].sort());
    for (const [id, names] of texts) expect([...names].sort(), `${language}: ${id}`).toEqual([...(first?.texts.get(id) ?? [])].sort());
  }
});

test('every file is well formed, and no text stands twice', () => {
  for (const language of LANGUAGES) {
    const text = source(language);
    const ids = [...text.matchAll(/^([a-zA-Z][\w-]*) =/gm)].map(([, id]) => id);
    expect(ids.length, language).toBe(new Set(ids).size);
    const bundle = new FluentBundle(language);
    expect(bundle.addResource(new FluentResource(text)), language).toEqual([]);
    for (const id of ids) expect(bundle.getMessage(id ?? ''), `${language}: ${id}`).toBeDefined();
  }
});

test('everything that the contract names has its text', () => {
  const texts = catalogue('en');
  const wanted = [
    ...VERDICTS.flatMap((id) => [`verdict-${id}`, `verdict-${id}-why`, `verdict-${id}-now`]),
    ...CHECKS.flatMap((id) => [`check-${id}`, ...STATUSES.map((status) => `check-${id}-${status}`)]),
    ...STATUSES.map((id) => `status-${id}`),
    ...CAUSES.flatMap((id) => [`cause-${id}`, `cause-${id}-why`]),
    ...CONFIDENCES.map((id) => `confidence-${id}`),
  ];
  for (const id of wanted) expect(texts.has(id), id).toBe(true);
});

/** The core's source without its tests. */
function core(): string[] {
  return files(join(root, 'src'), '.rs').map((text) => text.split('#[cfg(test)]\nmod tests')[0] ?? '');
}

test('every note that the core can give has its text', () => {
  const texts = catalogue('en');
  const notes = core().flatMap((text) => [
    ...[...text.matchAll(/Note::new\(\s*"([a-z0-9-]+)"/g)].map(([, id]) => id ?? ''),
    // Ids that are chosen before: the words of the few lines above the call.
    ...[...text.matchAll(/let id = if [^;]{0,300};\s*\}?\s*(?:draft\.)?notes\.push\(Note::new\(id/g)].flatMap(([all]) =>
      [...all.matchAll(/"([a-z]+(?:-[a-z]+)+)"/g)].map(([, id]) => id ?? ''),
    ),
  ]);
  expect(notes.length).toBeGreaterThan(40);
  expect(notes).toContain('second-receipt-helps');
  // Notes of the command line alone are told there.
  const own = readFileSync(join(root, 'src/cli/locales/en.ftl'), 'utf8');
  for (const id of new Set(notes)) expect(texts.has(`note-${id}`) || own.includes(`\nnote-${id} =`), `note-${id}`).toBe(true);
});

test('every finding that the core can give has its text', () => {
  const texts = catalogue('en');
  const findings = core().flatMap((text) => [...text.matchAll(/findings\.(?:add|push)\(\s*"([a-z-]+)"/g)].map(([, id]) => id ?? ''));
  expect(findings.length).toBeGreaterThan(15);
  for (const id of new Set(findings))
    expect(
      [`finding-${id}`, `finding-${id}-pass`, `finding-${id}-unknown`].some((name) => texts.has(name)),
      `finding-${id}`,
    ).toBe(true);
});

test('every name of evidence has its words', () => {
  const texts = catalogue('en');
  const named = new Set(
    core().flatMap((text) =>
      [...text.matchAll(/evidence! \{([^}]*)\}/g)].flatMap(([, body]) => [...(body ?? '').matchAll(/"([A-Za-z0-9]+)" =>/g)].map(([, name]) => name ?? '')),
    ),
  );
  // Said in sentences or in their own form, never as a name beside a value.
  const elsewhere = [
    'bit',
    'bits',
    'byte',
    'id',
    'known',
    'regions',
    'region',
    'mcc',
    'system',
    'exact',
    'causes',
    'catalogue',
    'condition',
    'group',
    'issued',
    'lacks',
    'nameDe',
    'nameZh',
    'membersDe',
    'membersZh',
    'missingDe',
    'missingZh',
    'publisher',
    'sources',
    'territory',
    'result',
    'next',
    'tags',
    'phase',
    'range',
    'before',
    'after',
    'cancellation',
    'scheme',
    'product',
    'rule',
    'settlementDate',
    'signed',
    'word',
    'acquirer',
    'number',
    'maker',
    'times',
    'since',
  ];
  expect(named.size).toBeGreaterThan(40);
  for (const name of named) if (!elsewhere.includes(name)) expect(texts.has(`evidence-name-${name}`) || texts.has(`field-${name}`), name).toBe(true);
});

test('every member of the printed labels has its name', () => {
  const texts = catalogue('en');
  const labels = JSON.parse(readFileSync(join(root, 'specs/slip-labels.json'), 'utf8')) as { fields: Record<string, unknown> };
  for (const name of Object.keys(labels.fields)) expect(texts.has(`field-${name}`), name).toBe(true);
});

test('every text that the page asks for is there', () => {
  const texts = catalogue('en');
  const asked = files(join(root, 'www'), '.ts').flatMap((text) => [...text.matchAll(/\b(?:t|plain)\(\s*'([a-zA-Z][\w.-]*)'/g)].map(([, id]) => id ?? ''));
  expect(asked.length).toBeGreaterThan(100);
  for (const id of new Set(asked)) expect(texts.has(id), id).toBe(true);
});

test('guidance: every step that a list names has its text in every language', () => {
  const guidance = JSON.parse(readFileSync(join(root, 'specs/next-steps.json'), 'utf8')) as {
    steps: Record<string, Record<string, string>>;
    hostCodes: Record<string, { merchant: string[] }>;
  };
  const named = new Set(
    [...JSON.stringify(guidance).matchAll(/"(?:cardholder|merchant)":\[([^\]]*)\]/g)].flatMap(([, list]) =>
      (list ?? '').split(',').map((id) => id.replaceAll('"', '')),
    ),
  );
  expect(named.size).toBeGreaterThan(80);
  for (const id of named) if (id !== '') expect(Object.keys(guidance.steps[id] ?? {}).sort(), id).toEqual(['de', 'en', 'zh']);
});

/** The wording's rules: calm, and nobody is blamed. */
test('no exclamation marks, no "please", no "error" of the page’s own', () => {
  for (const language of LANGUAGES) {
    for (const line of source(language).split('\n')) {
      if (line.startsWith('#')) continue;
      const value = line.replace(/^[^=]*=/, '').replace(/\{[^}]*\}/g, '');
      expect(value, language).not.toMatch(/[!！]/);
    }
  }
  // What people say and write to each other is theirs.
  const own = source('en').replace(/^incidents-(?:message|say)-.*$/gm, '');
  expect(own).not.toMatch(/\bplease\b/i);
  expect(own).not.toMatch(/\bfraud/i);
});

function files(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : files(path, ending);
    return entry.name.endsWith(ending) ? [readFileSync(path, 'utf8')] : [];
  });
}
