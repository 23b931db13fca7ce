#!/usr/bin/env node
// Compares a published page with its release: every file against release.json, and that against what the publisher names. Needs nothing
// but Node 20 or newer, no packages and no other file of this repository.
//
//   node scripts/verify-release.mjs https://slipcheck.example.org/          a live address
//   node scripts/verify-release.mjs dist                                    a folder
//   … --expect SHA256      the digest of release.json that the publisher names, or that a build of your own has
//   … --against FOLDER     a build of your own: its release.json has to be the same
//
// Exit status: 0 all the same, 1 something differs, 2 it could not be compared.

import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, posix, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realpathSync } from 'node:fs';

const MANIFEST = 'release.json';
/** Configures a host; hosts do not serve it. */
const HOSTS_OWN = ['_headers'];
const AT_ONCE = 8;
/** No file is longer, in bytes. */
const LIMIT = 64_000_000;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Reads files of an address or a folder; `undefined`: there is none. */
function reader(place) {
  if (/^https?:\/\//.test(place)) {
    const top = new URL(place.endsWith('/') ? place : `${place}/`);
    return {
      live: true,
      shown: top.href,
      async read(name) {
        // Past every cache; and not by way of a page that moved elsewhere.
        const response = await fetch(new URL(name.split('/').map(encodeURIComponent).join('/'), top), {
          cache: 'no-store',
          redirect: 'error',
          signal: AbortSignal.timeout(120_000),
        });
        if (response.status === 404 || response.status === 410) return undefined;
        if (!response.ok) throw new Error(`${name}: HTTP status ${response.status}`);
        const bytes = Buffer.from(await response.arrayBuffer());
        if (bytes.length > LIMIT) throw new Error(`${name}: longer than ${LIMIT} bytes`);
        return bytes;
      },
    };
  }
  const top = resolve(place);
  return {
    live: false,
    shown: top,
    async read(name) {
      const path = resolve(top, name);
      if (!path.startsWith(top + sep)) throw new Error(`${name}: outside of the folder`);
      return readFile(path).catch((error) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
    },
    async list(prefix = '') {
      const found = [];
      for (const entry of await readdir(join(top, prefix), { withFileTypes: true })) {
        const path = posix.join(prefix, entry.name);
        if (entry.isDirectory()) found.push(...(await this.list(path)));
        else found.push(path);
      }
      return found;
    },
  };
}

/** The list of a manifest. Throws when it is none. */
function parsed(bytes) {
  const { version, commit, files } = JSON.parse(bytes.toString('utf8'));
  if (typeof files !== 'object' || files === null) throw new Error(`${MANIFEST} lists no files`);
  const entries = Object.entries(files);
  for (const [name, entry] of entries) {
    if (!/^[\w.+-]+(?:\/[\w.+-]+)*$/.test(name) || name.split('/').includes('..')) throw new Error(`${MANIFEST} names ${JSON.stringify(name)}`);
    if (!/^[0-9a-f]{64}$/.test(entry?.sha256) || !Number.isInteger(entry?.bytes)) throw new Error(`${MANIFEST}: no digest of ${name}`);
  }
  for (const needed of ['index.html', 'first.js', 'sw.js']) if (!(needed in files)) throw new Error(`${MANIFEST} lists no ${needed}`);
  return { version: String(version), commit: String(commit), entries };
}

/**
 * Compares a release.
 * @param {string} place an address or a folder
 * @param {{expect?: string, against?: string}} [options]
 * @returns {Promise<{digest: string, version: string, commit: string, count: number, differing: string[], notes: string[]}>}
 */
export async function verify(place, { expect, against } = {}) {
  const source = reader(place);
  const bytes = await source.read(MANIFEST);
  if (bytes === undefined) throw new Error(`There is no ${MANIFEST} at ${source.shown}`);
  const digest = sha256(bytes);
  const { version, commit, entries } = parsed(bytes);
  const differing = [];
  const notes = [];
  if (expect !== undefined && expect.replace(/[\s:]/g, '').toLowerCase() !== digest) differing.push(`${MANIFEST}: not the digest that was expected`);
  if (against !== undefined) {
    const own = await reader(against).read(MANIFEST);
    if (own === undefined) throw new Error(`There is no ${MANIFEST} in ${against}`);
    if (!own.equals(bytes)) {
      differing.push(`${MANIFEST}: not that of ${against}`);
      const mine = new Map(parsed(own).entries.map(([name, entry]) => [name, entry.sha256]));
      for (const [name, entry] of entries) {
        if (!mine.has(name)) differing.push(`${name}: not in ${against}`);
        else if (mine.get(name) !== entry.sha256) differing.push(`${name}: another file in ${against}`);
        mine.delete(name);
      }
      for (const name of mine.keys()) differing.push(`${name}: only in ${against}`);
    }
  }
  const queue = [...entries];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [name, wanted] = next;
        const found = await source.read(name);
        if (found === undefined && source.live && HOSTS_OWN.includes(name)) notes.push(`${name}: not served, as it should be`);
        else if (found === undefined) differing.push(`${name}: missing`);
        else if (sha256(found) !== wanted.sha256) differing.push(`${name}: changed (${found.length} bytes, ${wanted.bytes} published)`);
      }
    }),
  );
  // What a page is asked for when no file is named.
  if (source.live) {
    const page = await source.read('');
    const wanted = entries.find(([name]) => name === 'index.html')?.[1].sha256;
    if (page === undefined || sha256(page) !== wanted) differing.push('The address itself does not answer with the published index.html');
  } else {
    const known = new Set([MANIFEST, ...entries.map(([name]) => name)]);
    for (const name of await source.list()) if (!known.has(name)) differing.push(`${name}: not in the list`);
  }
  return { digest, version, commit, count: entries.length, differing: differing.sort(), notes };
}

async function program(args) {
  const options = {};
  let place;
  for (let at = 0; at < args.length; at += 1) {
    const [, name] = /^--(expect|against)$/.exec(args[at]) ?? [];
    if (name !== undefined) options[name] = args[(at += 1)];
    else if (place === undefined && !args[at].startsWith('-')) place = args[at];
    else throw new Error(`Not understood: ${args[at]}`);
  }
  if (place === undefined) throw new Error('Usage: node scripts/verify-release.mjs ADDRESS|FOLDER [--expect SHA256] [--against FOLDER]');
  if (!/^https?:/.test(place) && !(await stat(place).catch(() => undefined))?.isDirectory()) throw new Error(`${place} is neither an address nor a folder`);
  const { digest, version, commit, count, differing, notes } = await verify(place, options);
  console.log(`version ${version}, commit ${commit}, ${count} files`);
  console.log(`release.json  ${digest}`);
  for (const note of notes) console.log(`  ${note}`);
  for (const line of differing) console.log(`  DIFFERS  ${line}`);
  console.log(
    differing.length === 0
      ? 'Every file is the published one. Compare the digest of release.json with the one that the publisher names.'
      : `${differing.length} differ: this is not the published page.`,
  );
  return differing.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) {
  process.exitCode = await program(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    return 2;
  });
}
