// The page knows the core's ids, and no others: in its types, and in the texts of all languages. The core's lists are read from its sources,
// by the name of the list, wherever it stands.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sources } from './sources.mjs';

const rust = sources('.rs', 'src', 'crates', 'photo', 'web');
const page = sources('.ts', 'www');
const texts = [...sources('.ftl', 'www/locales')];
const LANGUAGES = ['zh-CN', 'en', 'de'];

/** The ids of a list of the core: the contract's `ids!` of this name, else the only enum of this name with `fn id`. */
function core(name) {
  const [contract, others] = [[], []];
  for (const [path, text] of rust) {
    for (const [, macro] of text.matchAll(/^(?:\w+::)*ids! \{\n([\s\S]*?)^\}/gm)) {
      if (new RegExp(`^ +${name} \\{$`, 'm').test(macro)) contract.push([path, [...macro.matchAll(/^ +\w+ = "([^"]+)",$/gm)].map(([, id]) => id)]);
    }
    for (const [, body] of text.matchAll(new RegExp(`^impl ${name} \\{\\n([\\s\\S]*?)^\\}`, 'gm'))) {
      const [, id] = /fn id\(self\)[^{]*\{([\s\S]*?)^ {4}\}/m.exec(body) ?? [];
      if (id !== undefined) others.push([path, [...id.matchAll(/Self::\w+ => "([^"]+)"/g)].map(([, one]) => one)]);
    }
  }
  const found = contract.length > 0 ? contract : others;
  assert.equal(found.length, 1, `the core has one list ${name}: ${found.map(([path]) => path).join(', ') || 'none'}`);
  assert.ok(found[0][1].length > 2, `${name} has ids`);
  return found[0][1];
}

/** The ids of a list of the page. */
function mirrored(name) {
  const [, list] = new RegExp(`^export const ${name} = \\[([^\\]]*)\\] as const;`, 'm').exec(page.get('www/engine/types.ts')) ?? [];
  assert.ok(list !== undefined, `www/engine/types.ts has a list ${name}`);
  return [...list.matchAll(/'([^']+)'/g)].map(([, id]) => id);
}

/** The ids of all texts in one language. */
function written(language) {
  return new Set(
    texts
      .filter(([path]) => path.endsWith(`/${language}.ftl`) || path.endsWith(`.${language}.ftl`))
      .flatMap(([, text]) => [...text.matchAll(/^([a-z][\w-]*) =/gm)].map(([, id]) => id)),
  );
}

const sorted = (ids) => [...ids].sort();

for (const [list, name] of Object.entries({
  VERDICTS: 'Word',
  CHECKS: 'CheckId',
  STATUSES: 'Status',
  CAUSES: 'CauseId',
  CONFIDENCES: 'Confidence',
  COUNTRIES: 'Country',
  FORMAT_IDS: 'Format',
  FINDINGS: 'Finding',
  FAULTS: 'FaultId',
  REFUSALS: 'Refusal',
  GROUNDS: 'Ground',
  KNOWN_AS: 'KnownAs',
})) {
  test(`${list} are the ids of the core's ${name}`, () => assert.deepEqual(sorted(mirrored(list)), sorted(core(name))));
}

const code = [...page.values(), ...rust.values()].join('\n');
/** What the sources name as a whole: the text of something else may begin like one of an id's. */
const named = new Set([...code.matchAll(/['"`]([a-z][\w-]*)(?:\.\w+)?['"`]/g)].map(([, id]) => id));
/** What the page itself says beside the core: of lines that were read off a picture, and of files without a byte. */
/** Titles that are no verdict's: what a genuine message says of its payment. */
const TITLES = /^verdict-message-/;
const OWN = { 'quality-': ['quality-faint'], 'refused-': ['refused-empty'] };

for (const [prefix, name] of Object.entries({
  'verdict-': 'Word',
  'check-': 'CheckId',
  'status-': 'Status',
  'cause-': 'CauseId',
  'confidence-': 'Confidence',
  'format-': 'Format',
  'quality-': 'FaultId',
  'refused-': 'Refusal',
  'certificates-ground-': 'Ground',
})) {
  test(`${prefix}… says every ${name} of the core in every language, and none that it does not have`, () => {
    const ids = core(name);
    const own = OWN[prefix] ?? [];
    for (const language of LANGUAGES) {
      const all = written(language);
      for (const id of ids) assert.ok(all.has(prefix + id), `${language} has ${prefix}${id}`);
      const dead = [...all].filter(
        (text) =>
          text.startsWith(prefix) &&
          !ids.some((id) => text === prefix + id || text.startsWith(`${prefix}${id}-`)) &&
          !named.has(text) &&
          !own.includes(text) &&
          !TITLES.test(text),
      );
      assert.deepEqual(dead, [], `${language}: of no ${name}`);
    }
  });
}

/** Ids that are put together of parts that stand apart in the sources. */
const COMPOSED = /^(?:tvr|tsi|aip|cvm|aid-scheme|aid-product)-/;

test('every text is named in the sources, or begins as one that is put together there', () => {
  // The page puts ids together in templates, the core of parts that end in a hyphen.
  const parts = [...[...rust.values()].join('\n').matchAll(/"([a-z][a-z-]*-)"/g)];
  const begun = [...new Set([...code.matchAll(/['"`]([a-z][\w-]*-)\$?\{/g), ...parts].map(([, prefix]) => prefix))];
  assert.ok(named.size > 500 && begun.length > 20, 'the sources were read');
  const [language] = LANGUAGES;
  const dead = [...written(language)].filter((id) => !named.has(id) && !begun.some((prefix) => id.startsWith(prefix)) && !COMPOSED.test(id));
  assert.deepEqual(dead, []);
});

test('notes have texts in every language, and every text of a note is of one', () => {
  const code = [...rust.values()].join('\n');
  const literals = new Set([...code.matchAll(/"([a-z][a-z0-9-]+)"/g)].map(([, id]) => id));
  const made = [...code.matchAll(/Note::new\(\s*"([^"]+)"/g)].map(([, id]) => id);
  assert.ok(made.length > 40, 'the core makes notes');
  for (const language of LANGUAGES) {
    const all = written(language);
    // Notes of the command line alone are told there.
    const own = sources('.ftl', 'src/cli/locales').get(`src/cli/locales/${language}.ftl`);
    assert.deepEqual(
      made.filter((id) => !all.has(`note-${id}`) && !own.includes(`\nnote-${id} =`)),
      [],
      `${language}: notes without a text`,
    );
    // `recognised` frames the names of other countries' codes; `-new` is another wording of its note.
    const dead = [...all].filter(
      (id) => id.startsWith('note-') && !literals.has(id.slice(5)) && !literals.has(id.slice(5).replace(/-new$/, '')) && id !== 'note-recognised',
    );
    assert.deepEqual(dead, [], `${language}: texts of no note`);
  }
});
