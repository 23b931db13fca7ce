// What makes a built page provable: every script, style, worker and text is loaded by its SHA-256, the service worker serves nothing else,
// and release.json lists all files, so that anybody can compare them (scripts/verify-release.mjs).
//
//   index.html ─► scripts and styles (integrity attributes), what the first verdict takes, and the table of all that comes later
//   sw.js      ─► every file that it keeps for use without a network
//   release.json ─► every file but itself

import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, posix, resolve } from 'node:path';
import { minifySync } from 'vite';
import { DYNAMIC, guarded } from './guarded.mjs';
import { licenceTexts } from './licences.mjs';
import { importedStatically, loadedByHtml } from './size.mjs';

export const MANIFEST = 'release.json';
const LICENCES = 'licences.txt';
/** Not kept for use without a network: loaded on request, and kept and checked by the page itself; or no part of the page. */
const NOT_KEPT = /^(?:models\/|assets\/slipcheck_read_bg-|_headers$|sw\.js$)/;
/** Loaded by the page before its first verdict, beside what index.html names. */
const EARLY = /^(?:(?:zh-CN|en|de)-[\w-]+\.js|verify\.worker-[\w-]+\.js)$/;

export const sha256 = (bytes, encoding = 'base64') => createHash('sha256').update(bytes).digest(encoding);

/** Every file below a folder, as sorted paths with `/`. */
export async function filesOf(folder, prefix = '') {
  const found = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = posix.join(prefix, entry.name);
    if (entry.isDirectory()) found.push(...(await filesOf(folder, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

/** The scripts that these import, and so on. */
function closure(names, imports) {
  const seen = new Set();
  const open = [...names];
  while (open.length > 0) {
    const name = open.pop();
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(imports.get(name) ?? []));
  }
  return seen;
}

/** An index.html whose scripts and styles are held to their digests; modules are preloaded before the script that needs them. */
function held(html, digest, modules) {
  const named = loadedByHtml(html).map((address) => posix.normalize(address));
  const scripts = [...html.matchAll(/\s*<link rel="modulepreload"[^>]*>/g)];
  for (const [tag] of scripts) html = html.replace(tag, '');
  const tag = (before, path) => `${before} integrity="sha256-${digest(path)}"`;
  const preloads = modules.map((path) => `<link rel="modulepreload" crossorigin href="./${path}" integrity="sha256-${digest(path)}">`).join('\n    ');
  html = html
    .replace(/<script src="\.\/(first\.js)"/, tag)
    .replace(/<link rel="stylesheet" crossorigin href="\.\/([^"]+)"/, tag)
    .replace(/<script type="module" crossorigin src="\.\/([^"]+)"/, (before, path) => `${preloads}\n    ${tag(before, path)}`);
  const without = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].filter(
    ([found]) => /(?:\bsrc=|rel="(?:stylesheet|modulepreload)")/.test(found) && !/\bintegrity="sha256-[\w+/]{43}="/.test(found),
  );
  if (without.length > 0 || named.length === 0) throw new Error(`index.html loads without a digest: ${without.map(([found]) => found).join(' ')}`);
  return html;
}

/**
 * Finishes a built page: digests into index.html, the worker and the table; the list of licences; the manifest.
 * @param {string} folder
 * @param {{version: string, commit: string, styles: Map<string, string[]>, packages: string[]}} build
 *   `styles`: of each script the sheets that come with it; `packages`: npm packages in the bundle
 * @returns {Promise<string>} SHA-256 of the manifest, hexadecimal
 */
export async function finish(folder, { version, commit, styles, packages }) {
  const path = (name) => join(folder, name);
  const first = await readFile(path('first.js'), 'utf8');
  const { code, errors } = minifySync('first.js', first, { module: false });
  if (errors.length > 0) throw new Error(`first.js: ${errors[0].message}`);
  await writeFile(path('first.js'), code);
  await writeFile(path(LICENCES), await licenceTexts(packages));
  const contents = new Map();
  for (const name of await filesOf(folder)) if (name !== MANIFEST) contents.set(name, await readFile(path(name)));
  const digest = (name) => {
    const bytes = contents.get(name);
    if (bytes === undefined) throw new Error(`${name} is not in the build.`);
    return sha256(bytes);
  };
  const write = async (name, text) => {
    contents.set(name, Buffer.from(text));
    await writeFile(path(name), text);
  };

  const scripts = [...contents.keys()].filter((name) => /^assets\/.*\.js$/.test(name));
  const imports = new Map(
    scripts.map((name) => [name, importedStatically(contents.get(name).toString('utf8')).map((address) => posix.join('assets', address))]),
  );
  const html = contents.get('index.html').toString('utf8');
  const [entry] = loadedByHtml(html)
    .map((address) => posix.normalize(address))
    .filter((name) => scripts.includes(name));
  const atFirst = closure([entry], imports);
  const sheetsAtFirst = loadedByHtml(html)
    .map((address) => posix.normalize(address))
    .filter((name) => name.endsWith('.css'));

  const early = {};
  const later = {};
  const short = (name) => name.replace(/^assets\//, '');
  for (const name of contents.keys()) {
    if (!/^assets\/.*\.(?:js|css)$/.test(name) || atFirst.has(name) || sheetsAtFirst.includes(name)) continue;
    const needs = closure([name], imports);
    // What a worker loads by itself.
    if (/\.worker-/.test(name))
      for (const [, , address] of contents.get(name).toString('utf8').matchAll(DYNAMIC))
        for (const one of closure([posix.join('assets', address)], imports)) needs.add(one);
    const sheets = [...needs].flatMap((script) => styles.get(script) ?? []).filter((sheet) => !sheetsAtFirst.includes(sheet));
    needs.delete(name);
    const row = [digest(name), ...[...new Set([...[...needs].filter((one) => !atFirst.has(one)), ...sheets])].sort().map(short)];
    later[short(name)] = row;
    if (EARLY.test(short(name))) early[short(name)] = /\.worker-/.test(name) ? row.slice(0, 1) : row;
  }
  const table = JSON.stringify(later);
  const tableName = `later.files-${sha256(table, 'hex').slice(0, 12)}.json`;
  await write(`assets/${tableName}`, table);
  const block = `<script type="application/json" id="integrity">${JSON.stringify({ '': [digest(`assets/${tableName}`), tableName], ...early })}</script>`;
  const modules = [...atFirst].filter((name) => name !== entry).sort();
  await write('index.html', held(html, digest, modules).replace('</head>', `${block}\n  </head>`));

  const kept = Object.fromEntries(
    [...contents.keys()]
      .filter((name) => !NOT_KEPT.test(name))
      .sort()
      .map((name) => [name, digest(name)]),
  );
  const passed = [...contents.keys()].filter((name) => NOT_KEPT.test(name) && !/^(?:_headers|sw\.js)$/.test(name)).sort();
  const worker = contents.get('sw.js').toString('utf8');
  // Functions: a `$` in what is put in means itself.
  const filled = worker.replace('__KEPT__', () => JSON.stringify(kept)).replace('__PASSED__', () => JSON.stringify(passed));
  if (/__(?:KEPT|PASSED)__/.test(filled) || /\b(?:import|export)\b\s*[{"'*]/.test(filled)) throw new Error('The service worker is not one whole script.');
  await write('sw.js', filled);

  const list = [...contents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => `    ${JSON.stringify(name)}: {"sha256": "${sha256(bytes, 'hex')}", "bytes": ${bytes.length}}`);
  const manifest = `{
  "name": "slipcheck",
  "version": ${JSON.stringify(version)},
  "commit": ${JSON.stringify(commit)},
  "about": "SHA-256 and size of every file of this build but this one. Compare: node scripts/verify-release.mjs ADDRESS",
  "files": {
${list.join(',\n')}
  }
}
`;
  await writeFile(path(MANIFEST), manifest);
  return sha256(manifest, 'hex');
}

/** The plug-in that does all that with a build of Vite. */
export function provable({ version, commit, worker }) {
  const styles = new Map();
  const packages = new Set();
  let folder = '';
  let failed = false;
  return {
    name: 'slipcheck-provable',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    buildStart() {
      styles.clear();
      packages.clear();
      this.emitFile({ type: 'chunk', id: worker, fileName: 'sw.js' });
    },
    // Vite's own preloading knows no digests: first.js does it.
    load: {
      order: 'pre',
      handler: (id) => (/\0vite\/preload-helper/.test(id) ? 'export const __vitePreload = (load) => load();' : null),
    },
    renderChunk(code, { fileName }) {
      return fileName === 'sw.js' ? null : { code: guarded(code, fileName), map: null };
    },
    generateBundle(_, bundle) {
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const sheets = [...(chunk.viteMetadata?.importedCss ?? [])];
        if (sheets.length > 0) styles.set(name, sheets);
        for (const id of chunk.moduleIds) {
          const [, found] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/')) ?? [];
          if (found !== undefined) packages.add(found);
        }
      }
    },
    buildEnd(problem) {
      failed = problem !== undefined;
    },
    renderError() {
      failed = true;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        // Called after a failed build too, whose fault is told by itself.
        if (failed) return;
        const digest = await finish(folder, { version, commit, styles, packages: [...packages] });
        console.log(`release.json ${digest}`);
      },
    },
  };
}
