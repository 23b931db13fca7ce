// Licences of everything that is built from: each has to be one that the project takes, and the texts of what is shipped go with the page.
//
//   node scripts/licences.mjs    checks every crate and npm package that the lock files name; runs without a network

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem, isMain, main, root } from './command.mjs';

/** What may be built from. `deny.toml` names the same for crates. */
export const TAKEN = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Zlib', 'MPL-2.0', 'Unicode-3.0', 'Unicode-DFS-2016'];
/** Other licences of tools that build and test, and are no part of what is shipped: package and why it may be there. */
export const TOOLS_ALONE = JSON.parse(readFileSync(join(root, 'scripts', 'licences.json'), 'utf8'));

/** Web modules as `scripts/wasm.mjs` builds them: what is in them is shipped. */
const MODULES = [
  ['slipcheck', 'web'],
  ['slipcheck', 'web,full'],
  ['slipcheck-read', 'web'],
  ['slipcheck-pages', 'web'],
  ['slipcheck-scan', 'web'],
];

/**
 * Whether an SPDX expression can be met with licences of a list. Throws on what is no expression.
 * @param {string} expression with AND, OR, WITH and brackets; `/` is an old way to write OR
 * @param {string[]} taken
 */
export function isTaken(expression, taken = TAKEN) {
  const tokens = expression.replaceAll('/', ' OR ').match(/[()]|[\w.+-]+/g) ?? [];
  let at = 0;
  const one = () => {
    if (tokens[at] === '(') {
      at += 1;
      const inner = any();
      if (tokens[at] !== ')') throw new Problem(`Not a licence: ${expression}`);
      at += 1;
      return inner;
    }
    const name = tokens[at];
    if (name === undefined || /^(?:AND|OR|WITH|\))$/.test(name)) throw new Problem(`Not a licence: ${expression}`);
    at += 1;
    if (tokens[at] !== 'WITH') return taken.includes(name);
    // An exception takes conditions away.
    at += 2;
    return taken.includes(name);
  };
  const all = () => {
    let holds = one();
    while (tokens[at] === 'AND') {
      at += 1;
      const next = one();
      holds = holds && next;
    }
    return holds;
  };
  const any = () => {
    let holds = all();
    while (tokens[at] === 'OR') {
      at += 1;
      const next = all();
      holds = holds || next;
    }
    return holds;
  };
  const holds = any();
  if (at !== tokens.length) throw new Problem(`Not a licence: ${expression}`);
  return holds;
}

const cargo = (...args) => execFileSync('cargo', args, { cwd: root, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/** Packages of the workspace for this machine and for the web, as cargo names them. */
export function crates() {
  const host = /^host: (.*)$/m.exec(execFileSync('rustc', ['-vV']).toString())[1];
  const found = new Map();
  for (const platform of [host, 'wasm32-unknown-unknown']) {
    const args = ['metadata', '--format-version', '1', '--locked', '--all-features', '--filter-platform', platform];
    let output;
    try {
      output = cargo(...args, '--offline');
    } catch {
      // Something of the lock file was never fetched here.
      output = cargo(...args);
    }
    const { packages, resolve } = JSON.parse(output);
    const used = new Set(resolve.nodes.map(({ id }) => id));
    for (const entry of packages) if (used.has(entry.id)) found.set(entry.id, entry);
  }
  return [...found.values()];
}

/** Ids (`name version`) of the crates that are compiled into the web modules. */
export function shippedCrates() {
  const found = new Set();
  for (const [name, features] of MODULES) {
    const tree = cargo(
      'tree',
      '--locked',
      '-p',
      name,
      '--no-default-features',
      '--features',
      features,
      '--target',
      'wasm32-unknown-unknown',
      '-e',
      'normal,no-proc-macro',
      '--prefix',
      'none',
      '--format',
      '{p}',
    );
    for (const line of tree.split('\n')) {
      const [, crate, version] = /^(\S+) v(\S+)/.exec(line) ?? [];
      if (crate !== undefined) found.add(`${crate} ${version}`);
    }
  }
  return found;
}

/** Packages of the npm lock file: name, version, licence, place. */
export function npmPackages(lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))) {
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      path,
      name: entry.name ?? path.replace(/^.*node_modules\//, ''),
      version: entry.version,
      licence: entry.license ?? '',
      tool: entry.dev === true || entry.devOptional === true,
      scripts: entry.hasInstallScript === true,
      integrity: entry.integrity,
      bundled: entry.inBundle === true,
    }));
}

/** What cannot be taken, one sentence each. */
export function refused(crateList = crates(), npmList = npmPackages(), exceptions = TOOLS_ALONE) {
  const wrong = [];
  const used = new Set();
  const judge = (kind, { name, version, licence, tool }) => {
    if (licence !== '' && isTaken(licence)) return;
    const exception = exceptions.find((entry) => entry.kind === kind && entry.name === name && entry.licence === licence);
    if (exception && tool) used.add(exception);
    else wrong.push(`${kind} ${name} ${version}: ${licence === '' ? 'no licence is named' : licence}`);
  };
  const shipped = crateList.length > 0 ? shippedCrates() : new Set();
  for (const { name, version, license, source } of crateList)
    if (source !== null) judge('crate', { name, version, licence: license ?? '', tool: !shipped.has(`${name} ${version}`) });
  for (const entry of npmList) judge('npm', entry);
  for (const entry of exceptions)
    if (!used.has(entry) && crateList.length > 0) wrong.push(`scripts/licences.json: ${entry.kind} ${entry.name} is not there any more.`);
  return wrong;
}

/** Files that hold a package's licence and notices. */
function textsOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(?:licen[cs]e|copying|notice|copyright|unlicense)/i.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .sort();
}

/**
 * The list that goes with the page: every crate in the web modules and npm package in the scripts, each with its licence, and the texts.
 * @param {string[]} bundled names of npm packages that the page's scripts were made of
 */
export async function licenceTexts(bundled) {
  const shipped = shippedCrates();
  const rows = crates()
    .filter(({ name, version, source }) => source !== null && shipped.has(`${name} ${version}`))
    .map(({ name, version, license, manifest_path }) => ({
      name: `${name} ${version}`,
      kind: 'crate',
      licence: license ?? '',
      texts: textsOf(dirname(manifest_path)),
    }));
  const runtime = npmPackages().filter(({ tool, name }) => !tool && !name.startsWith('@types/'));
  const unknown = bundled.filter((name) => !runtime.some((entry) => entry.name === name));
  if (unknown.length > 0) throw new Problem(`In the page, and not among the dependencies of package.json: ${unknown.join(', ')}`);
  for (const { name, version, licence, path } of runtime)
    rows.push({ name: `${name} ${version}`, kind: 'npm package', licence, texts: textsOf(join(root, path)) });
  rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  const wrong = rows.filter(({ licence }) => !isTaken(licence));
  if (wrong.length > 0)
    throw new Problem(`Shipped under a licence that the project does not take: ${wrong.map(({ name, licence }) => `${name} (${licence})`).join(', ')}`);

  const groups = new Map();
  for (const { name, texts } of rows) for (const text of texts) groups.set(text, [...(groups.get(text) ?? []), name]);
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  const line = '─'.repeat(80);
  return `Slipcheck 验单: licences

Slipcheck itself:

${own}

The page and its WebAssembly modules contain the following, and parts of Rust's standard library (MIT OR Apache-2.0, the Rust project's
contributors). The models in models/ come with a licence and notices of their own there.

${rows.map(({ name, kind, licence }) => `${name} (${kind}): ${licence}`).join('\n')}

${[...groups]
  .sort(([, [a]], [, [b]]) => (a < b ? -1 : 1))
  .map(([text, names]) => `${line}\n${names.join(', ')}\n\n${text}\n`)
  .join('\n')}`;
}

/** Checks all; returns how many packages were looked at. Rejects with a `Problem` that names what cannot be taken. */
export function licences() {
  const [crateList, npmList] = [crates(), npmPackages()];
  const wrong = refused(crateList, npmList);
  if (wrong.length > 0) throw new Problem(`Licences that the project does not take:\n${wrong.map((text) => `  ${text}`).join('\n')}`);
  return crateList.length + npmList.length;
}

if (isMain(import.meta)) await main(async () => console.log(`${licences()} packages: every licence is one that the project takes.`));
