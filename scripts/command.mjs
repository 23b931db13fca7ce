// Runs other programs, and says in one sentence what to do when one is missing or fails.

import { spawn } from 'node:child_process';
import { constants, realpathSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** An error whose message is meant for the person at the keyboard: shown without a stack. */
export class Problem extends Error {}

/**
 * Runs a program to its end. Rejects with a `Problem` when it is missing or its exit status is not 0.
 * @param {string} program
 * @param {string[]} args
 * @param {{capture?: boolean, tee?: boolean, quiet?: boolean, cwd?: string, env?: Record<string, string>}} [options]
 *   `capture`: return standard output; `tee`: return both outputs and show them too; `quiet`: show nothing
 * @returns {Promise<string>} what was captured, else ''
 */
export function run(program, args, { capture = false, tee = false, quiet = false, cwd = root, env = {} } = {}) {
  const shown = [program, ...args].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', capture || tee ? 'pipe' : quiet ? 'ignore' : 'inherit', tee ? 'pipe' : quiet ? 'ignore' : 'inherit'],
      // npm and npx are .cmd files on Windows, which only a shell starts.
      shell: process.platform === 'win32' && /^np[mx]$/.test(program),
    });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      if (tee) process.stdout.write(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
      process.stderr.write(chunk);
    });
    child.on('error', (error) => reject(new Problem(error.code === 'ENOENT' ? `${program} is not installed, or not on PATH.` : `${shown}: ${error.message}`)));
    child.on('close', (status, signal) => {
      if (status === 0) resolve(output);
      else reject(Object.assign(new Problem(`${shown} ended with ${signal ?? `exit status ${status}`}.`), { output }));
    });
  });
}

/** The first of these programs that PATH has, as a full path, or undefined. */
export async function which(...names) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      for (const ending of endings) {
        const path = join(folder, name + ending);
        if (folder && (await exists(path, constants.X_OK))) return path;
      }
    }
  }
  return undefined;
}

/** Whether a path is there and may be used as `mode` says. */
export async function exists(path, mode = constants.R_OK) {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

/** Whether this module is the program that node was started with. */
export function isMain(meta) {
  return process.argv[1] !== undefined && fileURLToPath(meta.url) === realpathSync(process.argv[1]);
}

/** Runs a script's main function; a `Problem` is shown as one sentence, exit status 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
