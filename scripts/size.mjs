// `npm run size`: what the built page weighs, raw and brotli-compressed; exit status 1 when a limit is exceeded. 1 kB = 1000 bytes.
//
// What loads before the first verdict on pasted text is read from the build itself: index.html with everything it names, what those scripts
// import statically, the verify worker with what it imports, the core module, and the largest language's texts.

import { readFile, readdir } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { Problem, isMain, main, root } from './command.mjs';

const KB = 1000;
// What the modules weigh since the print is accounted for line by line; the goal stays 258, 411 and 336.
export const LIMITS = {
  core: 316 * KB,
  whole: 560 * KB,
  all: 1085 * KB,
  first: 408 * KB,
  scan: 320 * KB,
  pages: 240 * KB,
  reconcile: 290 * KB,
  read: 200 * KB,
};

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

/** Every file below a folder, as paths with `/`. */
async function list(folder, prefix = '') {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch(() => {
    throw new Problem('There is no built page in dist: run `npm run build` first.');
  });
  const files = [];
  for (const entry of entries) {
    const path = posix.join(prefix, entry.name);
    if (entry.isDirectory()) files.push(...(await list(folder, path)));
    else files.push(path);
  }
  return files;
}

/** The addresses that an HTML page loads by itself: scripts, preloaded modules and style sheets. */
export function loadedByHtml(html) {
  const loaded = [];
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/gi)) {
    const attribute = (name) => tag.match(new RegExp(`\\b${name}\\s*=\\s*["']?([^"'\\s>]+)`, 'i'))?.[1];
    const address = /^<script/i.test(tag)
      ? attribute('src')
      : /^(modulepreload|stylesheet|preload)$/i.test(attribute('rel') ?? '')
        ? attribute('href')
        : undefined;
    if (address) loaded.push(address);
  }
  return loaded;
}

/** The modules that a built script imports statically; `import(…)` is what loads later. */
export function importedStatically(script) {
  const found = [];
  for (const [, address] of script.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{},\s]+?\s*from\s*)?["']([^"']+\.js)["']/g)) found.push(address);
  return found;
}

/** The files reached from `entries` by static imports; `texts`: every script by its path. */
function closure(entries, texts) {
  const seen = new Set();
  const open = [...entries];
  while (open.length > 0) {
    const path = open.pop();
    if (seen.has(path) || !texts.has(path)) continue;
    seen.add(path);
    for (const address of importedStatically(texts.get(path))) open.push(posix.join(posix.dirname(path), address));
  }
  return seen;
}

/**
 * Weighs a built page.
 * @param {string} folder
 * @returns {Promise<{rows: {what: string, raw: number, brotli: number, limit?: number}[], first: {file: string, raw: number, brotli: number}[]}>}
 *   sizes in bytes; `first`: the files that load before the first verdict
 */
export async function weigh(folder) {
  const files = await list(folder);
  const bytes = new Map();
  for (const file of files) bytes.set(file, await readFile(join(folder, file)));
  const one = (what, test) => {
    const found = files.filter((file) => test(basename(file), file));
    if (found.length !== 1) throw new Problem(`The built page should have exactly one ${what}, and has ${found.length}: ${found.join(', ') || 'none'}.`);
    return found[0];
  };
  const core = one('core module', (name) => /^slipcheck_bg\b.*\.wasm$/.test(name));
  const whole = one('whole core', (name) => /^slipcheck_whole_bg\b.*\.wasm$/.test(name));
  const all = one('module that has everything', (name) => /^slipcheck_all_bg\b.*\.wasm$/.test(name));
  const scan = one('code-reading module', (name) => /^slipcheck_scan_bg\b.*\.wasm$/.test(name));
  const pages = one('page-drawing module', (name) => /^slipcheck_pages_bg\b.*\.wasm$/.test(name));
  const reconcile = one('reconciling module', (name) => /^slipcheck_reconcile_bg\b.*\.wasm$/.test(name));
  // Not in a page that was built without the models.
  const read = files.find((file) => /^slipcheck_read_bg\b.*\.wasm$/.test(basename(file)));
  const worker = one('verify worker', (name) => /^verify\b.*\.js$/.test(name));
  if (!bytes.has('index.html')) throw new Problem('The built page has no index.html.');
  const texts = new Map(files.filter((file) => file.endsWith('.js')).map((file) => [file, bytes.get(file).toString('utf8')]));
  const named = loadedByHtml(bytes.get('index.html').toString('utf8'))
    .map((address) => posix.normalize(address.replace(/^\.?\//, '')))
    .filter((file) => bytes.has(file));
  const scripts = closure([...named.filter((file) => file.endsWith('.js')), worker], texts);
  const first = new Set(['index.html', ...named, ...scripts, core]);
  const weight = (...names) =>
    names.reduce((sum, name) => ({ raw: sum.raw + bytes.get(name).length, brotli: sum.brotli + brotli(bytes.get(name)) }), { raw: 0, brotli: 0 });
  // Texts: chunks or files named after their language; all of one language count together, but those that come later (`later.…`).
  const languages = ['zh-CN', 'en', 'de'].map((language) =>
    files.filter((file) => new RegExp(`^(?!later\\.)(?:[\\w-]+[.-])?${language}\\b.*\\.(?:js|ftl|json)$`).test(basename(file)) && !first.has(file)),
  );
  if (languages.some((names) => names.length === 0)) {
    throw new Problem('The texts of a language were not found in the built page: each language’s files should be named after it (zh-CN, en, de).');
  }
  const [largest] = languages.map((names) => ({ names, size: weight(...names).brotli })).sort((a, b) => b.size - a.size);
  for (const file of largest.names) first.add(file);
  const rows = [
    { what: 'core module', ...weight(core), limit: LIMITS.core },
    { what: 'before the first verdict', ...weight(...first), limit: LIMITS.first },
    { what: 'whole core, when asked for', ...weight(whole), limit: LIMITS.whole },
    { what: 'documents, messages and audits', ...weight(all), limit: LIMITS.all },
    { what: 'code-reading module', ...weight(scan), limit: LIMITS.scan },
    { what: 'page-drawing module, with a PDF', ...weight(pages), limit: LIMITS.pages },
    { what: 'reconciling module, with its view', ...weight(reconcile), limit: LIMITS.reconcile },
    ...(read === undefined ? [] : [{ what: 'text-reading module, on request', ...weight(read), limit: LIMITS.read }]),
    { what: 'everything built, without models', ...weight(...files.filter((file) => !file.endsWith('.map') && !file.startsWith('models/'))) },
  ];
  return { rows, first: [...first].map((file) => ({ file, ...weight(file) })) };
}

/** The table's rows as text, aligned. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')).join('\n');
}

const kb = (size) => (size / KB).toFixed(1);

/** Prints the table; rejects with a `Problem` when a limit is exceeded. */
export async function size(folder = join(root, 'dist')) {
  const { rows, first } = await weigh(folder);
  console.log(
    table([['', 'raw kB', 'brotli kB', 'limit kB'], ...rows.map(({ what, raw, brotli, limit }) => [what, kb(raw), kb(brotli), limit ? kb(limit) : ''])]),
  );
  console.log('\nBefore the first verdict on pasted text:');
  console.log(table([['', 'raw kB', 'brotli kB'], ...first.map(({ file, raw, brotli }) => [`  ${file}`, kb(raw), kb(brotli)])]));
  const over = rows.filter(({ brotli, limit }) => limit && brotli > limit);
  if (over.length > 0) throw new Problem(over.map(({ what, brotli, limit }) => `Too large: ${what}, ${kb(brotli)} kB of ${kb(limit)} kB.`).join('\n'));
}

if (isMain(import.meta)) await main(() => size());
