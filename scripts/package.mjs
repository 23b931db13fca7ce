// `npm run package`: the npm package `slipcheck` into target/npm: the module that has everything, what calls it (package/), types out of the page's own.

import { copyFile, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, isMain, main, root, run } from './command.mjs';
import { licenceTexts } from './licences.mjs';
import { buildModules } from './wasm.mjs';

/** The package's folder. */
export const packaged = join(root, 'target', 'npm', 'slipcheck');

/** Makes the package of what is built. Returns its folder. */
export async function makePackage() {
  await rm(packaged, { recursive: true, force: true });
  await mkdir(packaged, { recursive: true });
  await cp(join(root, 'package'), packaged, { recursive: true });
  for (const name of ['slipcheck_all.js', 'slipcheck_all_bg.wasm']) {
    await copyFile(join(root, 'www', 'generated', 'all', name), join(packaged, name)).catch(() => {
      throw new Problem(`www/generated/all/${name} is not there: run npm run build:wasm first.`);
    });
  }
  await copyFile(join(root, 'LICENSE'), join(packaged, 'LICENSE'));
  await writeFile(join(packaged, 'licences.txt'), await licenceTexts([]));
  await types();
  const { version, description, license, engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const files = (await readdir(packaged)).sort();
  const manifest = {
    name: 'slipcheck',
    version,
    description,
    license,
    type: 'module',
    engines,
    sideEffects: false,
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './worker': { types: './worker.d.ts', default: './worker.js' },
      './slipcheck_all_bg.wasm': './slipcheck_all_bg.wasm',
    },
    types: './index.d.ts',
    files,
  };
  await writeFile(join(packaged, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return packaged;
}

/** The shapes of the boundary, as declarations alone. */
async function types() {
  for (const name of ['report', 'types', 'read']) {
    const source = name === 'read' ? 'read.d.ts' : `${name}.ts`;
    const text = await readFile(join(root, 'www', 'engine', source), 'utf8');
    if (name === 'read') {
      await writeFile(join(packaged, 'read.d.ts'), text);
      continue;
    }
    // Lists of ids are types here: the package has no values of them.
    const declared = text.replace(/^export const (\w+) = \[/gm, 'export declare const $1: readonly [').replace(/\] as const;$/gm, '];');
    const linked = declared
      .replaceAll("from '@read'", "from './read.d.ts'")
      .replaceAll("export * from './types.ts'", "export type * from './types.d.ts'")
      .replaceAll("from './types.ts'", "from './types.d.ts'");
    await writeFile(join(packaged, name === 'types' ? 'types.d.ts' : 'report.d.ts'), linked);
  }
}

if (isMain(import.meta)) {
  await main(async () => {
    await buildModules(['all']);
    await makePackage();
    await run('npm', ['pack', '--dry-run'], { cwd: packaged });
    console.log(`The package is in ${packaged}: npm publish --dry-run there says what would be published.`);
  });
}
