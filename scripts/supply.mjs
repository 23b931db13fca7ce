// `node scripts/supply.mjs`: what the project is built from. Licences, sources and pinned versions always; cargo-deny and the advisories where they
// can be had, and loudly not otherwise.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, isMain, main, root, run, which } from './command.mjs';
import { licences, npmPackages } from './licences.mjs';

/** Packages whose install scripts are known and not needed: `npm ci --ignore-scripts` builds and tests the same. */
const SCRIPTS_NOT_NEEDED = {
  protobufjs: 'compares its version with those that others ask for, and prints a warning; comes with onnxruntime-web, the peer of a benchmark',
};

/**
 * What of the npm packages is not pinned or not needed, one sentence each: versions in package.json, digests and sources in the lock file, scripts.
 * @param {{dependencies?: Record<string, string>, devDependencies?: Record<string, string>}} manifest
 * @param {object} lock
 */
export function loose(manifest, lock) {
  const wrong = [];
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) wrong.push(`package.json: ${name} ${version} is not one version`);
  for (const { path, name, integrity, scripts, bundled } of npmPackages(lock)) {
    if (!bundled && !/^sha512-/.test(integrity ?? '')) wrong.push(`package-lock.json: ${path} has no digest`);
    if (scripts && !(name in SCRIPTS_NOT_NEEDED)) wrong.push(`package-lock.json: ${name} runs a script when it is installed`);
    const { resolved } = lock.packages[path];
    if (resolved !== undefined && !/^https:\/\//.test(resolved)) wrong.push(`package-lock.json: ${name} comes from ${resolved}`);
  }
  return wrong;
}

/** Crates of Cargo.lock that come from elsewhere than the registry, or without a checksum. */
export function strayCrates(lock) {
  return lock
    .split('[[package]]')
    .slice(1)
    .filter(
      (entry) =>
        /^source = /m.test(entry) &&
        (!/^source = "registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index"/m.test(entry) || !/^checksum = "[0-9a-f]{64}"/m.test(entry)),
    )
    .map((entry) => /^name = "(.*)"/m.exec(entry)?.[1] ?? entry);
}

/** What always runs, without a network: returns a sentence. Rejects with a `Problem`. */
export async function supply() {
  const read = async (name) => readFile(join(root, name), 'utf8');
  const wrong = [
    ...loose(JSON.parse(await read('package.json')), JSON.parse(await read('package-lock.json'))),
    ...strayCrates(await read('Cargo.lock')).map((name) => `Cargo.lock: ${name} is not from the registry, or has no checksum`),
  ];
  if (wrong.length > 0) throw new Problem(wrong.join('\n'));
  const count = licences();
  await denied();
  return `${count} packages: licences taken, versions pinned, sources known.`;
}

/** cargo-deny, where it is; its advisories come over the network. */
async function denied() {
  const notRun = (what, why) => console.error(`NOT RUN: ${what}: ${why}`);
  if (!(await which('cargo-deny'))) return notRun('cargo-deny (duplicates, advisories)', 'it is not installed (cargo install cargo-deny --locked).');
  await run('cargo', ['deny', 'check', 'licenses', 'bans', 'sources']);
  // The database is fetched apart: without a network that is no fault of a crate.
  const fetched = await run('cargo', ['deny', 'fetch', 'db'], { quiet: true }).then(
    () => true,
    () => false,
  );
  if (!fetched) return notRun('advisories', 'their database could not be had.');
  await run('cargo', ['deny', 'check', 'advisories']);
}

if (isMain(import.meta)) await main(async () => console.log(await supply()));
