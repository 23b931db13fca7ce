// `npm run build -- --verify`: builds the page a second time from a copy in another folder, at another time zone and language, and compares every
// file of the two. `--verify=all` builds the web modules there anew, too, which compiles every crate a second time.

import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Problem, exists, root, run } from './command.mjs';
import { verify } from './verify-release.mjs';

/** The build's own files, as git knows them, those that are changed and new included. Without a repository: everything but what is built. */
async function sources() {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { capture: true }).catch(() => undefined);
  if (listed !== undefined) return listed.split('\0').filter((path) => path !== '');
  const built = ['node_modules', 'target', 'dist', 'dist-fixture', '.cache', '.git', 'test-results'];
  return (await readdir(root)).filter((name) => !built.includes(name));
}

/** The commit as the first build names it. */
async function commitOf(folder) {
  const { readFile } = await import('node:fs/promises');
  return JSON.parse(await readFile(join(folder, 'release.json'), 'utf8')).commit;
}

/**
 * Builds again elsewhere and compares. Rejects with a `Problem` that names every file that differs.
 * @param {boolean} modules whether the web modules are compiled anew as well
 */
export async function reproduce(modules) {
  const dist = join(root, 'dist');
  const commit = await commitOf(dist);
  // Another depth and length of name: what depends on the folder shows.
  const top = await mkdtemp(join(tmpdir(), 'again-'));
  const copy = join(top, 'somewhere', 'else entirely', 'slipcheck');
  try {
    for (const path of await sources()) {
      // A file that was deleted and not yet committed.
      if (!(await exists(join(root, path)))) continue;
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await cp(join(root, path), join(copy, path), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    if (await exists(join(root, '.cache', 'models'))) await symlink(join(root, '.cache', 'models'), join(await made(copy, '.cache'), 'models'), 'junction');
    // The copy is no repository: it is told what it is a copy of. Nothing else of this build's surroundings reaches it.
    const env = { SLIPCHECK_COMMIT: commit, TZ: 'Pacific/Kiritimati', LANG: 'C', LC_ALL: 'C', SOURCE_DATE_EPOCH: '1' };
    if (modules) await run(process.execPath, [join(copy, 'scripts', 'wasm.mjs')], { cwd: copy, env: { ...env, CARGO_TARGET_DIR: join(top, 'target') } });
    else await cp(join(root, 'www', 'generated'), join(copy, 'www', 'generated'), { recursive: true });
    await run('npm', ['run', '--silent', 'build:page', '--', '--logLevel', 'warn'], { cwd: copy, env });
    const { digest, count, differing } = await verify(join(copy, 'dist'), { against: dist });
    const [own, again] = [await verify(dist), differing];
    const wrong = [...own.differing.map((line) => `dist: ${line}`), ...again];
    if (wrong.length > 0) throw new Problem(`The second build is not the first:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
    console.log(
      `Built twice, ${modules ? 'modules included' : 'with the same modules'}: ${count} files and release.json are the same.\nrelease.json  ${digest}`,
    );
    if (!modules) console.log('NOT RUN: the modules were not compiled a second time (--verify=all does it).');
  } finally {
    await rm(top, { recursive: true, force: true });
  }
}

async function made(...parts) {
  const folder = join(...parts);
  await mkdir(folder, { recursive: true });
  return folder;
}
