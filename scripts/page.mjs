// Builds the page into dist when it is missing or older than what it is made of.

import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { exists, isMain, main, root, run } from './command.mjs';
import { ensureModels, modelList } from './models.mjs';

const stamp = join(root, '.cache', 'page');

/** A digest of everything that the page is made of; `models`: whether the models that read printed text go in. */
async function inputs(models) {
  const hash = createHash('sha256').update(models ? JSON.stringify(modelList) : 'no models');
  const add = async (path) =>
    hash
      .update(`${relative(root, path)}\0`)
      .update(await readFile(path))
      .update('\0');
  const walk = async (folder) => {
    for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) await add(path);
    }
  };
  for (const entry of (await readdir(root, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isFile() && /^(package(-lock)?\.json|vite\.config\..*|tsconfig.*\.json|\.env.*)$/.test(entry.name)) await add(join(root, entry.name));
  }
  // What finishes the page, and whose licences go with it.
  for (const name of ['Cargo.lock', 'scripts/release.mjs', 'scripts/guarded.mjs', 'scripts/licences.mjs']) await add(join(root, name));
  // specs: catalogues that the page bundles beside its own texts.
  for (const folder of ['www', 'specs', 'issuers']) if (await exists(join(root, folder))) await walk(join(root, folder));
  return hash.digest('hex');
}

/** Builds the page if need be, or `anew`. Returns whether it did. */
export async function buildPage(anew = process.argv.includes('--anew')) {
  const wanted = await inputs((await ensureModels()) !== undefined);
  const have = await readFile(stamp, 'utf8').catch(() => '');
  if (!anew && have === wanted && (await exists(join(root, 'dist', 'index.html')))) return false;
  await run('npm', ['run', '--silent', 'build:page']);
  await mkdir(join(root, '.cache'), { recursive: true });
  await writeFile(stamp, wanted);
  return true;
}

if (isMain(import.meta)) {
  await main(async () => {
    await buildPage();
    const again = process.argv.find((argument) => /^--verify(?:=all)?$/.test(argument));
    if (again) await (await import('./reproduce.mjs')).reproduce(again === '--verify=all');
  });
}
