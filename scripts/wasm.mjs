// Builds the web modules: cargo, wasm-bindgen (tools/build), wasm-opt; into www/generated/{core,whole,all,read,scan,pages,reconcile}.
// cargo knows what changed; the two steps after it run only when the compiled module differs from the last one.

import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { exists, isMain, main, root, run } from './command.mjs';

// SHA-2 in loops, five kilobytes smaller; what is hashed here is short.
const COMPACT = ['--cfg=sha2_backend_soft="compact"'];

const MODULES = [
  // The first module answers for most slips; the whole core is loaded when it says so, and what has documents, messages and audits when that does.
  { folder: 'core', name: 'slipcheck', cargo: ['-p', 'slipcheck', '--lib', '--no-default-features', '--features', 'web'], flags: COMPACT },
  {
    folder: 'whole',
    name: 'slipcheck_whole',
    made: 'slipcheck',
    cargo: ['-p', 'slipcheck', '--lib', '--no-default-features', '--features', 'web,full'],
    flags: COMPACT,
  },
  {
    folder: 'all',
    name: 'slipcheck_all',
    made: 'slipcheck',
    cargo: ['-p', 'slipcheck', '--lib', '--no-default-features', '--features', 'web,all'],
    flags: COMPACT,
  },
  {
    folder: 'read',
    name: 'slipcheck_read',
    cargo: ['-p', 'slipcheck-read', '--lib', '--no-default-features', '--features', 'web'],
    flags: ['-Ctarget-feature=+simd128'],
    // Its time goes into arithmetic, not into size.
    level: ['-O3'],
  },
  {
    folder: 'pages',
    name: 'slipcheck_pages',
    cargo: ['-p', 'slipcheck-pages', '--lib', '--no-default-features', '--features', 'web'],
    profile: 'web-fast',
    level: ['-O3'],
  },
  {
    folder: 'reconcile',
    name: 'slipcheck_reconcile',
    cargo: ['-p', 'slipcheck-reconcile', '--lib', '--no-default-features', '--features', 'web'],
    profile: 'web-fast',
  },
  { folder: 'scan', name: 'slipcheck_scan', cargo: ['-p', 'slipcheck-scan', '--lib', '--no-default-features', '--features', 'web'], level: ['-O3'] },
];

/** Folders of this machine, which panic messages would name: shortened, so that a build is the same everywhere. */
async function remapped() {
  const sources = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'src');
  const registries = await readdir(sources).catch(() => []);
  const library = (await run('rustc', ['--print', 'sysroot'], { capture: true })).trim();
  const folders = [
    [root, ''],
    [join(library, 'lib', 'rustlib', 'src', 'rust', 'library'), 'library'],
    ...registries.map((name) => [join(sources, name), 'crates']),
  ];
  return folders.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

// Never --all-features: engines refuse modules that use what they do not have yet.
const OPTIMISE = [
  ...['bulk-memory', 'sign-ext', 'nontrapping-float-to-int', 'mutable-globals', 'reference-types', 'multivalue', 'simd'].map((name) => `--enable-${name}`),
  '--strip-debug',
  '--strip-producers',
  '--strip-target-features',
];

/** Builds what is missing or stale, of all modules or of those in some folders. Returns whether anything changed. */
export async function buildModules(folders = MODULES.map(({ folder }) => folder)) {
  const shared = JSON.parse(await run('cargo', ['metadata', '--format-version', '1', '--no-deps'], { capture: true })).target_directory;
  await run('cargo', ['build', '-p', 'slipcheck-build']);
  const shorter = await remapped();
  const bind = join(shared, 'debug', `slipcheck-build${process.platform === 'win32' ? '.exe' : ''}`);
  const recipe = createHash('sha256')
    .update(await readFile(bind))
    .update(JSON.stringify([OPTIMISE, JSON.parse(await readFile(join(root, 'node_modules/binaryen/package.json'), 'utf8')).version]))
    .digest('hex');
  let changed = false;
  for (const { folder, name, made = name, cargo, profile = 'web', flags = [], level = ['--flatten', '--rereloop', '-Oz', '-Oz'] } of MODULES) {
    if (!folders.includes(folder)) continue;
    // Cargo keeps one build of a crate a folder: modules of other flags would compile every crate anew, at each run.
    const target = join(shared, 'web', createHash('sha256').update(JSON.stringify(flags)).digest('hex').slice(0, 8));
    // The crates are also libraries, and cargo leaves link-time optimisation out of a build that makes both: twice the size.
    await run('cargo', [
      'rustc',
      '--target-dir',
      target,
      '--profile',
      profile,
      '--target',
      'wasm32-unknown-unknown',
      '--crate-type',
      'cdylib',
      ...cargo,
      '--config',
      `target.wasm32-unknown-unknown.rustflags=${JSON.stringify([...flags, ...shorter])}`,
    ]);
    const compiled = join(target, 'wasm32-unknown-unknown', profile, `${name}.wasm`);
    // wasm-bindgen names what it writes after what it reads.
    if (made !== name) await copyFile(join(target, 'wasm32-unknown-unknown', profile, `${made}.wasm`), compiled);
    const out = join(root, 'www', 'generated', folder);
    const stamp = join(out, '.stamp');
    const wanted = createHash('sha256')
      .update(recipe + JSON.stringify(level))
      .update(await readFile(compiled))
      .digest('hex');
    const have = await readFile(stamp, 'utf8').catch(() => '');
    if (have === wanted && (await exists(join(out, `${name}_bg.wasm`))) && (await exists(join(out, `${name}.js`)))) continue;
    changed = true;
    await rm(out, { recursive: true, force: true });
    await mkdir(out, { recursive: true });
    await run(bind, [compiled, out]);
    const module = join(out, `${name}_bg.wasm`);
    await run(process.execPath, [join(root, 'node_modules/binaryen/bin/wasm-opt'), ...level, ...OPTIMISE, module, '-o', `${module}.small`]);
    await rename(`${module}.small`, module);
    await writeFile(stamp, wanted);
    console.log(`www/generated/${folder}/${name}_bg.wasm: ${Math.round((await stat(module)).size / 1000)} kB`);
  }
  return changed;
}

if (isMain(import.meta)) await main(() => buildModules(process.argv.length > 2 ? process.argv.slice(2) : undefined));
