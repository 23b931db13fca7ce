// Writes `www/engine/types.ts`: what the core returns, as types of the page, and its lists of ids. `--check` writes nothing and ends with
// status 1 when the file is not what the core's sources say.
//
// A structure's serde attributes decide: `rename_all`, `rename`, `skip_serializing_if` (may be left out), `flatten` of evidence (any
// member). A text (`&'static str`) whose doc comment begins with ids in backticks, `test`, `own`, is one of these alone.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, isMain, main, root } from './command.mjs';

/** The file that is written. */
export const FILE = join('www', 'engine', 'types.ts');

const VOCABULARY = 'crates/vocabulary/src/lib.rs';
const FACTS = 'crates/vocabulary/src/facts.rs';
const REPORT = 'src/report.rs';

/** Lists of ids: name here, name and file in the core, and the name of the type. */
const LISTS = [
  ['VERDICTS', 'Word', 'src/verdict.rs', 'Verdict'],
  ['CHECKS', 'CheckId', VOCABULARY, 'CheckId'],
  ['STATUSES', 'Status', VOCABULARY, 'Status'],
  ['CAUSES', 'CauseId', VOCABULARY, 'CauseId'],
  ['CONFIDENCES', 'Confidence', VOCABULARY, 'Confidence'],
  ['COUNTRIES', 'Country', VOCABULARY, 'Country'],
  ['FORMAT_IDS', 'Format', VOCABULARY, 'FormatId'],
  ['FAMILIES', 'Family', FACTS, 'Family'],
  ['OUTCOMES', 'Status', 'crates/gateway/src/outcome.rs', 'OutcomeStatus'],
  ['FINDINGS', 'Finding', 'photo/scan/src/picture.rs', 'Finding'],
  ['FAULTS', 'FaultId', 'photo/scan/src/picture.rs', 'PictureFault'],
  ['REFUSALS', 'Refusal', 'crates/pki/src/import.rs', 'Refusal'],
  ['GROUNDS', 'Ground', 'crates/pki/src/guess.rs', 'Ground'],
  ['KNOWN_AS', 'KnownAs', 'src/issuers.rs', 'KnownAs'],
];

/** Structures, in the order in which they are written. */
const STRUCTURES = [
  ['Check', REPORT],
  ['Digest', REPORT],
  ['Range', REPORT],
  ['Signature', REPORT],
  ['Where', REPORT],
  ['Field', REPORT],
  ['Certificate', VOCABULARY],
  ['Cause', VOCABULARY],
  ['Note', VOCABULARY],
  ['Outcome', REPORT],
  ['NextSteps', REPORT],
  ['Sentence', 'src/report/headline.rs'],
  ['Headline', 'src/report/headline.rs'],
  ['Report', REPORT],
  ['Recognition', 'src/issuers.rs'],
];

/** What the core's types are here; lists and structures have their own names. */
const TYPES = {
  String: 'string',
  bool: 'boolean',
  Evidence: 'Evidence',
  Match: 'boolean | null',
  Checks: 'Check[]',
  Word: 'Verdict',
  Format: 'FormatId',
  FaultId: 'PictureFault',
};

/** Members that are ids in the core without saying so. */
const OWN = { 'Recognition.formats': 'FormatId[]' };

const text = (file) => readFileSync(join(root, file), 'utf8');

/** The ids of a list, in the core's order: those of an `ids!`, else of the `fn id` of an enumeration. */
function ids(name, file) {
  const source = text(file);
  const [, list] = new RegExp(`^ {4}${name} \\{\\n([\\s\\S]*?)^ {4}\\}`, 'm').exec(source) ?? [];
  if (list !== undefined) return [...list.matchAll(/^ +(\w+) = "([^"]+)",$/gm)].map(([, variant, id]) => ({ variant, id }));
  const [, body] = new RegExp(`^impl ${name} \\{\\n[\\s\\S]*?fn id\\(self\\)[^{]*\\{([\\s\\S]*?)^ {4}\\}`, 'm').exec(source) ?? [];
  if (body === undefined) throw new Problem(`${file} has no list ${name}`);
  return [...body.matchAll(/Self::(\w+) => "([^"]+)"/g)].map(([, variant, id]) => ({ variant, id }));
}

/** The formats whose facts satisfy a test of their text. */
function formats(test) {
  const [, body] = /pub const fn facts[\s\S]*?match self \{([\s\S]*?)^ {8}\}/m.exec(text(FACTS)) ?? [];
  if (body === undefined) throw new Problem(`${FACTS} has no facts`);
  const [, common] = /const MESSAGE: Facts = Facts \{([\s\S]*?)^\};/m.exec(text(FACTS)) ?? [];
  const own = new Map(
    body
      .split(/^ {12}Self::/m)
      .slice(1)
      .map((part) => [/^\w+/.exec(part)?.[0], part.includes('..MESSAGE') ? part + common : part]),
  );
  return ids('Format', VOCABULARY)
    .filter(({ variant }) => {
      const facts = own.get(variant);
      if (facts === undefined) throw new Problem(`${FACTS} has no facts of ${variant}`);
      return test(facts);
    })
    .map(({ id }) => id);
}

/** A list as it is written. */
const list = (name, members) => `export const ${name} = [${members.map((id) => `'${id}'`).join(', ')}] as const;`;

/** A doc comment as it is written. */
const doc = (lines, indent = '') => (lines.length === 0 ? '' : `${indent}/** ${lines.join(' ')} */\n`);

/** A type of the core as one of the page. */
function type(rust, comment) {
  const inner = (wrapper) => new RegExp(`^${wrapper}<(.*)>$`).exec(rust)?.[1];
  const option = inner('Option');
  if (option !== undefined) return type(option, comment);
  const vec = inner('Vec');
  if (vec !== undefined) return `${type(vec, '')}[]`;
  if (/^(?:&'static str|Cow<'static, str>)$/.test(rust)) {
    // `a`, `b`: these alone. With an ellipsis there are more.
    const [only] = /^`[a-z-]+`(?:, `[a-z-]+`)*(?=[:.])/.exec(comment) ?? [];
    if (only === undefined) return 'string';
    const members = [...only.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id);
    const known = LISTS.find(
      ([, name, file]) =>
        members.length > 3 &&
        ids(name, file)
          .map(({ id }) => id)
          .join() === members.join(),
    );
    return known ? known[3] : members.map((id) => `'${id}'`).join(' | ');
  }
  if (/^(?:[ui](?:8|16|32|64|size)|f(?:32|64))$/.test(rust)) return 'number';
  if (TYPES[rust] !== undefined) return TYPES[rust];
  const known = LISTS.find(([, name]) => name === rust)?.[3] ?? STRUCTURES.find(([name]) => name === rust)?.[0] ?? (rust === 'Verdict' ? 'Verdict' : undefined);
  if (known === undefined) throw new Problem(`${rust} has no type here`);
  return known;
}

const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** A structure as an interface. */
function structure(name, file) {
  const [, before, body] = new RegExp(`((?:^(?:///|#\\[).*\\n)*)^pub struct ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(text(file)) ?? [];
  if (body === undefined) throw new Problem(`${file} has no structure ${name}`);
  const renamed = before.includes('rename_all = "camelCase"');
  const comments = (lines) => lines.filter((line) => line.startsWith('///')).map((line) => line.slice(4));
  const members = [];
  let open = false;
  for (const [, above, rust, kind] of body.matchAll(/((?:^ +(?:\/\/\/|#\[).*\n)*)^ +pub (?:r#)?(\w+): (.*),$/gm)) {
    const lines = above.split('\n').map((line) => line.trim());
    const attributes = lines.filter((line) => line.startsWith('#[')).join(' ');
    if (attributes.includes('flatten')) {
      open = true;
      continue;
    }
    const said = comments(lines);
    const own = /rename = "(\w+)"/.exec(attributes)?.[1] ?? (renamed ? camel(rust) : rust);
    members.push(
      `${doc(said, '  ')}  ${own}${attributes.includes('skip_serializing_if') ? '?' : ''}: ${OWN[`${name}.${own}`] ?? type(kind, said.join(' '))};\n`,
    );
  }
  return `${doc(comments(before.split('\n')))}export interface ${name}${open ? ' extends Evidence' : ''} {\n${members.join('')}}\n`;
}

/** The file's text, before it is formatted. */
function written() {
  const out = [
    '/** What the core returns, and its lists of ids. Written by `node scripts/types.mjs` from the sources of the core: change those. */\n',
    'export type Evidence = Record<string, unknown>;\n',
  ];
  for (const [name, own, file, kind] of LISTS) {
    out.push(
      `${list(
        name,
        ids(own, file).map(({ id }) => id),
      )}\nexport type ${kind} = (typeof ${name})[number];\n`,
    );
  }
  for (const { variant, id } of ids('Family', FACTS)) {
    const members = formats((facts) => (facts.match(/family: Family::(\w+)/)?.[1] ?? 'Other') === variant);
    out.push(`/** Formats of the family \`${id}\`. */\n${list(`${id.toUpperCase()}_FORMATS`, members)}\n`);
  }
  out.push(
    `/** Formats that an anchor can be trusted for. */\n${list(
      'CERTIFIED_FORMATS',
      formats((facts) => facts.includes('purposes: Some')),
    )}\n`,
  );
  out.push(
    `/** Formats that a key without a certificate can be trusted for. */\n${list(
      'KEY_FORMATS',
      formats((facts) => facts.includes('bare_keys: true')),
    )}\n`,
  );
  for (const [name, file] of STRUCTURES) out.push(structure(name, file));
  return out.join('\n');
}

/** The file's text. */
export async function types() {
  const { formatter } = await import('./format.mjs');
  return (await formatter())(FILE, written());
}

if (isMain(import.meta)) {
  await main(async () => {
    const made = await types();
    if (!process.argv.includes('--check')) writeFileSync(join(root, FILE), made);
    else if (text(FILE) !== made) throw new Problem(`${FILE} is not what the core returns: node scripts/types.mjs`);
  });
}
