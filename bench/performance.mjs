// Many receipts: `slipcheck audit` and `slipcheck batch` beside bare loops over the same signatures, in one run. What counts are seconds of
// processors, the programs' own and the system's for them (Linux tells them), so that a machine that does other work tells nearly the same.

import { spawn } from 'node:child_process';
import { createCipheriv, createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, webcrypto } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, root } from '../scripts/command.mjs';

const AT = '2026-12-01T12:00:00Z';
/** Signatures of the bare loops. */
const LOOPED = 4096;
/** So many at once, as a page does it. */
const IN_FLIGHT = 64;

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** Seconds of processors that this process and the children that have ended took so far. */
async function taken() {
  const fields = (await readFile('/proc/self/stat', 'utf8')).split(')').at(-1).trim().split(/\s+/);
  return { own: (Number(fields[11]) + Number(fields[12])) / 100, children: (Number(fields[13]) + Number(fields[14])) / 100 };
}

/** Runs a program whose output nobody needs: seconds of processors, megabytes at most, and its exit status. */
async function measured(program, args) {
  const before = await taken();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  let most = 0;
  const look = async () => {
    const text = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    most = Math.max(most, Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? 0) / 1024);
  };
  const timer = setInterval(look, 20);
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(timer);
  return { seconds: (await taken()).children - before.children, megabytes: most, status };
}

/** A stream's writer that waits when it has to. */
function writer(path) {
  const stream = createWriteStream(path, { highWaterMark: 1 << 20 });
  return {
    write: async (text) => {
      if (!stream.write(text)) await new Promise((resolve) => stream.once('drain', resolve));
    },
    end: () => new Promise((resolve, reject) => stream.on('error', reject).end(resolve)),
  };
}

/** An Austrian journal of so many receipts in one line, and the file of its keys: turnover counters, chain and signatures are in order. */
async function journal(folder, count) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const aes = Buffer.alloc(32, 7);
  const path = join(folder, `dep-${count}.json`);
  const out = writer(path);
  await out.write('{"Belege-Gruppe":[{"Signaturzertifikat":"","Zertifizierungsstellen":[],"Belege-kompakt":[');
  let previous = sha256('K-1').subarray(0, 8).toString('base64');
  let turnover = 0n;
  const items = [];
  for (let number = 0; number < count; number += 1) {
    const cents = number === 0 ? 0 : 100 + ((number * 7919) % 9900);
    turnover += BigInt(cents);
    const plain = Buffer.alloc(16);
    plain.writeBigInt64BE(turnover);
    const cipher = createCipheriv('aes-256-ctr', aes, sha256('K-1', String(number + 1)).subarray(0, 16));
    const counter = cipher.update(plain.subarray(0, 8)).toString('base64');
    // A month's end never comes: that is another rule.
    const time = new Date(Date.UTC(2026, 2, 2, 8) + number * 2000).toISOString().slice(0, 19);
    const amount = `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
    const code = ['', 'R1-AT1', 'K-1', number + 1, time, amount, '0,00', '0,00', '0,00', '0,00', counter, 'a1', previous].join('_');
    const message = `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(code).toString('base64url')}`;
    const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const jws = `${message}.${signature.toString('base64url')}`;
    previous = sha256(jws).subarray(0, 8).toString('base64');
    if (items.length < LOOPED) items.push({ message: Buffer.from(message), signature });
    await out.write(number === 0 ? `"${jws}"` : `,"${jws}"`);
  }
  await out.write(']}]}');
  await out.end();
  const keys = join(folder, `keys-${count}.json`);
  const known = { id: 'a1', signatureDeviceType: 'PUBLIC_KEY', signatureCertificateOrPublicKey: spki.toString('base64') };
  await writeFile(keys, JSON.stringify({ base64AESKey: aes.toString('base64'), certificateOrPublicKeyMap: { a1: known } }));
  return { path, keys, spki, items };
}

/** JSON lines of so many different signed slips, by the demonstration's terminal: leaf, intermediate and root are at hand. */
async function slips(folder, authority, count) {
  const key = createPrivateKey(await readFile(join(authority, 'keys', 'terminal.pem')));
  const chain = await readFile(join(authority, 'keys', 'terminal-chain.pem'), 'utf8');
  const leaf = Buffer.from(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END/.exec(chain)[1], 'base64');
  const sample = /eyJ[\w-]+\.([\w-]+)\./.exec(await readFile(join(authority, 'good-attached.txt'), 'utf8'))[1];
  const members = JSON.parse(Buffer.from(sample, 'base64url'));
  const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'slip+jws', 'x5t#S256': sha256(leaf).toString('base64url') })).toString('base64url');
  const path = join(folder, `slips-${count}.jsonl`);
  const out = writer(path);
  for (let number = 0; number < count; number += 1) {
    const stan = String(number % 1_000_000).padStart(6, '0');
    const payload = JSON.stringify({ ...members, amount: `${100 + (number % 900)}.${String(number % 100).padStart(2, '0')}`, rrn: `182054${stan}`, stan });
    const message = `${header}.${Buffer.from(payload).toString('base64url')}`;
    const signature = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
    await out.write(`${JSON.stringify({ key: `r${number}`, code: `${message}.${signature.toString('base64url')}` })}\n`);
  }
  await out.end();
  return path;
}

/** Checks a second of one processor by WebCrypto, so many in flight: over prepared messages, verifying alone. */
async function webCrypto(spki, items) {
  const key = await webcrypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  const once = async () => {
    for (let at = 0; at < items.length; at += IN_FLIGHT) {
      const some = items.slice(at, at + IN_FLIGHT);
      const fits = await Promise.all(
        some.map(({ message, signature }) => webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, message)),
      );
      if (fits.includes(false)) throw new Error('a good signature was refused');
    }
  };
  await once();
  const begun = (await taken()).own;
  let rounds = 0;
  let spent = 0;
  while (spent < 2) {
    await once();
    rounds += 1;
    spent = (await taken()).own - begun;
  }
  return (rounds * items.length) / spent;
}

/** The same by OpenSSL, one after another. */
async function openssl(spki, items, digest) {
  const key = { key: createPublicKey({ key: spki, format: 'der', type: 'spki' }), dsaEncoding: 'ieee-p1363' };
  const begun = (await taken()).own;
  let rounds = 0;
  let spent = 0;
  while (spent < 2) {
    for (const { message, signature } of items) if (!verify(digest, message, key, signature)) throw new Error('a good signature was refused');
    rounds += 1;
    spent = (await taken()).own - begun;
  }
  return (rounds * items.length) / spent;
}

/** Our engines over the same signatures: name → checks a second. */
async function engines(spki, items, digest) {
  const binary = join(root, 'target', 'release', 'examples', 'rates');
  const lines = items.map(({ message, signature }) => `${message.toString('hex')} ${digest} ${signature.toString('hex')}\n`).join('');
  const child = spawn(binary, [spki.toString('hex')], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stdin.end(lines);
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (status !== 0) throw new Error('the example rates failed');
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([name, rate]) => [name, Number(rate)]),
  );
}

/** Signatures on brainpoolP384r1 with SHA-384, which tills' devices make. */
function brainpool() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'brainpoolP384r1' });
  const items = Array.from({ length: 512 }, (_, number) => {
    const message = Buffer.from(`log ${number} `.repeat(20));
    return { message, signature: sign('sha384', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }) };
  });
  return { spki: publicKey.export({ type: 'spki', format: 'der' }), items };
}

/**
 * Measures, and shows each table as it is done.
 * @param {(title: string, head: string[], rows: (string | number | undefined)[][]) => void} table
 * @param {number[]} sizes how many receipts, the smallest first
 */
export async function performance(table, sizes) {
  if (process.platform !== 'linux') {
    console.log('NOT RUN: seconds of processors are read from /proc, which Linux has');
    return;
  }
  await run('cargo', ['build', '--release', '--locked', '--bin', 'slipcheck']);
  await run('cargo', ['build', '--release', '--locked', '-p', 'slipcheck-signature', '--example', 'rates', '--features', 'native,many,all']);
  const program = join(root, 'target', 'release', 'slipcheck');
  const folder = await mkdtemp(join(tmpdir(), 'slipcheck-performance-'));
  try {
    const authority = join(folder, 'authority');
    await run(program, ['demo-ca', authority, '--seed', 'performance', '--at', '2026-11-20T10:00:00Z'], { quiet: true });
    const trust = ['--trust', join(authority, 'demo-root.pem'), '--cert', join(authority, 'demo-chain.pem')];
    const auditing = ({ path, keys }) => ['audit', '--json', '--at', AT, '--keys', keys, path];
    const batching = (path) => ['batch', '--input', 'jsonl', '--key', 'key', '--format', 'jsonl', '--jobs', '1', '--at', AT, ...trust, path];

    const loops = await journal(folder, LOOPED);
    const node = await webCrypto(loops.spki, loops.items);
    const own = await engines(loops.spki, loops.items, 'SHA-256');
    const ring = own.get('ring, bare loop');
    const rates = [['WebCrypto in Node, 64 in flight', node], ...own];
    table(
      'Signatures alone, P-256 with SHA-256',
      ['', 'a second of one processor', '× ring'],
      rates.map(([name, rate]) => [name, Math.round(rate), (rate / ring).toFixed(2)]),
    );
    const curve = brainpool();
    const other = await openssl(curve.spki, curve.items, 'sha384');
    table(
      'Signatures alone, brainpoolP384r1 with SHA-384',
      ['', 'a second of one processor', '× OpenSSL'],
      [['OpenSSL in Node', other], ...(await engines(curve.spki, curve.items, 'SHA-384'))].map(([name, rate]) => [
        name,
        Math.round(rate),
        (rate / other).toFixed(2),
      ]),
    );

    const rows = [];
    const one = { audit: await journal(folder, 1), batch: await slips(folder, authority, 1) };
    const start = { audit: await measured(program, auditing(one.audit)), batch: await measured(program, batching(one.batch)) };
    for (const size of sizes) {
      for (const what of ['audit', 'batch']) {
        const made = what === 'audit' ? await journal(folder, size) : await slips(folder, authority, size);
        const path = what === 'audit' ? made.path : made;
        const { seconds, megabytes, status } = await measured(program, what === 'audit' ? auditing(made) : batching(made));
        if (status !== 0) throw new Error(`${what} of ${size} ended with ${status}`);
        const rate = size / Math.max(0.01, seconds - start[what].seconds);
        const bytes = ((megabytes - start[what].megabytes) * 2 ** 20) / size;
        rows.push([
          what,
          String(size),
          ((await stat(path)).size / 1e6).toFixed(0),
          seconds.toFixed(2),
          Math.round(rate),
          (rate / ring).toFixed(2),
          (rate / node).toFixed(2),
          megabytes.toFixed(0),
          Math.round(bytes),
        ]);
        await rm(path);
      }
    }
    table(
      'All rules, one processor (a start of the program taken off the rates)',
      ['', 'receipts', 'MB read', 'CPU s', 'a second', '× ring', '× WebCrypto', 'MB at most', 'bytes a receipt'],
      rows,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
