// `npm run format`: Rust by rustfmt; TypeScript, JavaScript, JSON and CSS by the plugins that package.json pins, as dprint.json says. All of them
// are WebAssembly: nothing is downloaded when it runs. With `--check` nothing is written: exit status 1 when something is not formatted.

import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Problem, isMain, main, root, run } from './command.mjs';

const { resolve } = createRequire(import.meta.url);
const PLUGINS = { biome: '@dprint/biome', malva: 'dprint-plugin-malva' };

/** Folders whose scripts and styles are formatted, with what stands in the repository's own; what is built or published as it is, is left out. */
const FOLDERS = ['bench', 'scripts', 'tests', 'www'];
const LEFT_OUT = [join('www', 'generated'), join('www', 'public')];

/** Every file that is formatted, as paths from the repository's root. */
async function files() {
  const found = (await readdir(root)).filter((name) => /\.(?:ts|json)$/.test(name) && name !== 'package-lock.json');
  const walk = async (folder) => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !LEFT_OUT.includes(path)) await walk(path);
      else if (entry.isFile() && /\.(?:ts|mjs|css)$/.test(entry.name)) found.push(path);
    }
  };
  for (const folder of FOLDERS) await walk(folder);
  return found;
}

/** A function that formats one file's text. Throws a `Problem` when the configuration is refused. */
export async function formatter() {
  const { plugins, biome, malva, ...general } = JSON.parse(await readFile(join(root, 'dprint.json'), 'utf8'));
  // Loaded here: the tests load this script before the packages are installed.
  const { createContext } = await import('@dprint/formatter');
  const context = createContext(general);
  for (const [name, config] of Object.entries({ biome, malva })) context.addPlugin(await readFile(resolve(`${PLUGINS[name]}/plugin.wasm`)), config);
  const [refused] = context.getConfigDiagnostics();
  if (refused) throw new Problem(`dprint.json: ${refused.propertyName}: ${refused.message}`);
  return (filePath, fileText) => {
    // What was broken into lines once may be broken better the second time: until it stays.
    let text = fileText;
    for (let round = 0; round < 4; round++) {
      const formatted = context.formatText({ filePath, fileText: text });
      if (formatted === text) break;
      text = formatted;
    }
    return text;
  };
}

/**
 * Formats every file of the page, its tests and scripts; with `check` it only looks.
 * @param {boolean} check
 * @returns {Promise<string[]>} those that were not formatted
 */
export async function formatPage(check) {
  const format = await formatter();
  const changed = [];
  for (const path of await files()) {
    const text = await readFile(join(root, path), 'utf8');
    const formatted = format(path, text);
    if (formatted === text) continue;
    changed.push(path);
    if (!check) await writeFile(join(root, path), formatted);
  }
  return changed;
}

/** Formats everything, or with `check` rejects with a `Problem` that names what is not formatted. */
export async function format(check = process.argv.includes('--check')) {
  await run('cargo', ['fmt', '--all', ...(check ? ['--check'] : [])]);
  const changed = await formatPage(check);
  if (check && changed.length > 0) throw new Problem(`Not formatted: ${changed.join(', ')}. \`npm run format\` does it.`);
  for (const path of changed) console.log(path);
}

if (isMain(import.meta)) await main(() => format());
