// `node scripts/sbom.mjs [FOLDER]`: what the build is made of, as CycloneDX 1.5: npm packages by npm itself, crates by cargo-cyclonedx where it is
// installed, else from `cargo metadata`. Into FOLDER (sbom/): sbom/npm.cdx.json and sbom/crates.cdx.json.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Problem, isMain, main, root, run, which } from './command.mjs';
import { crates, shippedCrates } from './licences.mjs';

/** Checksums of the registry's crates, by `name version`, from Cargo.lock. */
async function checksums() {
  const lock = await readFile(join(root, 'Cargo.lock'), 'utf8');
  return new Map(
    [...lock.matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "(.*)"/gm)].map(([, name, version, sum]) => [`${name} ${version}`, sum]),
  );
}

/** Crates as CycloneDX components, sorted; `scope`: in the web modules or for the rest alone. */
export async function crateBom() {
  const sums = await checksums();
  const shipped = shippedCrates();
  const components = crates()
    .filter(({ source }) => source !== null)
    .map(({ name, version, license, repository }) => {
      const purl = `pkg:cargo/${name}@${encodeURIComponent(version)}`;
      const sum = sums.get(`${name} ${version}`);
      if (sum === undefined) throw new Problem(`Cargo.lock has no checksum of ${name} ${version}.`);
      return {
        type: 'library',
        'bom-ref': purl,
        name,
        version,
        scope: shipped.has(`${name} ${version}`) ? 'required' : 'optional',
        hashes: [{ alg: 'SHA-256', content: sum }],
        licenses: [{ expression: (license ?? 'NOASSERTION').replaceAll('/', ' OR ') }],
        purl,
        ...(repository ? { externalReferences: [{ type: 'vcs', url: repository }] } : {}),
      };
    })
    .sort((a, b) => (a.purl < b.purl ? -1 : 1));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  // A number of its own that follows from what it says: the same list is the same file.
  const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  const serial = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': `slipcheck@${version}`, name: 'slipcheck', version, licenses: [{ license: { id: 'MIT' } }] } },
    components,
  };
}

/** Writes both lists. Returns how many components each has. */
export async function sbom(folder = join(root, 'sbom')) {
  await mkdir(folder, { recursive: true });
  const npm = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { capture: true });
  await writeFile(join(folder, 'npm.cdx.json'), npm);
  const path = join(folder, 'crates.cdx.json');
  if (await which('cargo-cyclonedx')) {
    await run('cargo', [
      'cyclonedx',
      '--format',
      'json',
      '--spec-version',
      '1.5',
      '--manifest-path',
      join(root, 'Cargo.toml'),
      '--override-filename',
      'crates.cdx',
    ]);
    const made = join(root, 'crates.cdx.json');
    await writeFile(path, await readFile(made));
    await rm(made);
  } else {
    console.log('cargo-cyclonedx is not installed: the list of crates is made from cargo metadata.');
    await writeFile(path, `${JSON.stringify(await crateBom(), null, 2)}\n`);
  }
  return { npm: JSON.parse(npm).components.length, crates: JSON.parse(await readFile(path, 'utf8')).components.length };
}

if (isMain(import.meta)) {
  await main(async () => {
    const folder = resolve(process.argv[2] ?? join(root, 'sbom'));
    const counts = await sbom(folder);
    console.log(`${folder}: ${counts.npm} npm packages, ${counts.crates} crates`);
  });
}
