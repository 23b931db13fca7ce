/** Files that certificates come in, chosen or dropped: what they were is told, they count, and private keys are refused. */

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { check, expect, open, pressTrust, root, sample, settled, test, trust } from './page.ts';

const SLIP = sample('good-attached.txt');

/** The certificates of a PEM file, DER. */
function ders(name: string): Buffer[] {
  return [...sample(name).matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(([, body = '']) => Buffer.from(body, 'base64'));
}

const [ROOT = Buffer.alloc(0)] = ders('demo-root.pem');
const CHAIN = ders('demo-chain.pem');
const KEY = Buffer.from(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);

const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length < 0x80 ? [content.length] : content.length < 0x100 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

/** A PKCS #7 file of certificates alone (RFC 5652 §5.1: SignedData without signers). */
function pkcs7(certificates: Buffer[]): Buffer {
  const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));
  const data = tlv(0x30, tlv(0x02, Buffer.from([1])), tlv(0x31), tlv(0x30, oid('2a864886f70d010701')), tlv(0xa0, ...certificates), tlv(0x31));
  return tlv(0x30, oid('2a864886f70d010702'), tlv(0xa0, data));
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

type Entry = [name: string, content: Buffer];

/** A ZIP archive whose entries are stored as they are (APPNOTE 4.3). */
function zip(entries: Entry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, content] of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), content]);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, offset, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

/** A TAR archive (POSIX ustar). */
function tar(entries: Entry[]): Buffer {
  const blocks = entries.flatMap(([name, content]) => {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write('0000644\0', 100);
    head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write('00000000000\0', 136);
    head.write('        ', 148);
    head.write('0', 156);
    head.write('ustar\x0000', 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [head, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  await page.evaluate(
    ({ name, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], name));
      document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    },
    { name, bytes: [...content] },
  );
}

const KINDS: { kind: string; name: string; content: Buffer }[] = [
  { kind: 'pkcs7', name: 'chain.p7b', content: pkcs7([ROOT, ...CHAIN]) },
  {
    kind: 'zip',
    name: 'certificates.zip',
    content: zip([['root.cer', ROOT], ...CHAIN.map((der, index): Entry => [`more/${index}.cer`, der]), ['readme.txt', Buffer.from('hello')]]),
  },
  { kind: 'tar', name: 'certificates.tar', content: tar([['root.cer', ROOT], ...CHAIN.map((der, index): Entry => [`more/${index}.cer`, der])]) },
];

for (const { kind, name, content } of KINDS) {
  test(`${kind}: the slip on the screen becomes verified; the same dropped again is merged`, async ({ page }) => {
    await open(page);
    await check(page, SLIP, 'unknown-issuer');
    await page.locator('.nav a[href="#/certificates"]').click();
    await page.locator('#certificate-file').setInputFiles({ name, mimeType: '', buffer: content });
    await expect(page.locator(`[data-recognised="${kind}"]`)).toContainText(name);
    await expect(page.locator('[data-certificate]')).toHaveCount(1 + CHAIN.length);
    await drop(page, name, content);
    await expect(page.locator('[data-import]')).toContainText(new RegExp(`${1 + CHAIN.length}\\D*were here already`));
    await expect(page.locator('[data-certificate]')).toHaveCount(1 + CHAIN.length);
    // Imported twice, and trusted by neither.
    await expect(page.locator('[data-certificate][data-trusted="true"]')).toHaveCount(0);
    await pressTrust(page);
    await page.locator('.nav a[href="#/"]').click();
    await settled(page, 'verified');
  });
}

test('an archive of certificates that is given as a slip is path material; any other is refused', async ({ page }) => {
  await open(page);
  await check(page, SLIP, 'unknown-issuer');
  await page.locator('#slip-file').setInputFiles({ name: 'photos.zip', mimeType: '', buffer: zip([['readme.txt', Buffer.from('hello')]]) });
  await settled(page, 'unreadable');
  await expect(page.locator('#verdict')).toContainText('neither a picture nor text');
  for (const [name, content] of [
    ['acquirer.zip', zip([['root.cer', ROOT]])],
    ['tse.tar', tar(CHAIN.map((der, index): Entry => [`${index}.cer`, der]))],
  ] as const) {
    await drop(page, name, content);
    await expect(page.locator('[data-recognised]')).toContainText(name);
  }
  await check(page, SLIP, 'unknown-issuer');
  await page.locator('.nav a[href="#/certificates"]').click();
  await pressTrust(page);
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'verified');
});

test('a private key in an archive is refused, and what stands beside it is taken', async ({ page }) => {
  await open(page, '#/certificates');
  await drop(
    page,
    'backup.zip',
    zip([
      ['root.cer', ROOT],
      ['till.pem', KEY],
    ]),
  );
  await expect(page.locator('[data-refused="private-key"]')).toBeVisible();
  await expect(page.locator('[data-certificate]')).toHaveCount(1);
  await page.reload();
  await expect(page.locator('[data-certificate]')).toHaveCount(1);
  await expect(page.locator('[data-key]')).toHaveCount(0);
});

test('Austrian files: the certificates of a data collection protocol and of a container count', async ({ page }) => {
  const receipt = sample('rksv-good.txt');
  // A closed system: the certificate names the company that the code names.
  const named = /_(U:ATU\d+-\d+)_/.exec(receipt)?.[1] ?? 'none';
  const card = CHAIN.find((der) => der.includes(`UID ${named.slice(2).split('-')[0]}`)) ?? Buffer.alloc(0);
  const intermediate = CHAIN.find((der) => der.includes('Demo Terminal CA') && der.lastIndexOf('Demo Root CA') >= 0) ?? Buffer.alloc(0);
  await open(page);
  await trust(page, 'demo-root.pem');
  await check(page, receipt, 'unknown-issuer');
  await page.locator('.nav a[href="#/certificates"]').click();
  const protocol = {
    'Belege-Gruppe': [{ Signaturzertifikat: card.toString('base64'), Zertifizierungsstellen: [intermediate.toString('base64')], 'Belege-kompakt': [] }],
  };
  await expect(page.locator('#certificate-file')).toBeAttached();
  await drop(page, 'dep-export.json', Buffer.from(JSON.stringify(protocol)));
  await expect(page.locator('[data-recognised="rksv-dep"]')).toBeVisible();
  await page.locator('.nav a[href="#/"]').click();
  await settled(page, 'verified');

  await page.locator('.nav a[href="#/certificates"]').click();
  const container = {
    base64AESKey: 'RCsRmHn5tkLQrRpiZq2ucwPpwvHJLiMgLvwrwEImddI=',
    certificateOrPublicKeyMap: { [named]: { id: named, signatureDeviceType: 'CERTIFICATE', signatureCertificateOrPublicKey: card.toString('base64') } },
  };
  await page
    .locator('#certificate-file')
    .setInputFiles({ name: 'cryptographicMaterialContainer.json', mimeType: '', buffer: Buffer.from(JSON.stringify(container)) });
  await expect(page.locator('[data-recognised="rksv-container"]')).toBeVisible();
  await expect(page.locator('[data-import]')).toContainText(/1\D*were here already/);
  // The key that encrypts the turnover is secret.
  await expect(page.locator('[data-refused="private-key"]')).toBeVisible();
});

/**
 * A demonstration house of its own (`slipcheck demo-ca`), and what an OCSP responder with its intermediate's key answers about the slip's
 * certificate (RFC 6960 §4.2.1), from February 2026 to 2036: good, and revoked since 1 February 2026 because the key was compromised.
 */
const answered = (name: string): string => join(root, 'tests/browser/fixture/ocsp', name);

for (const { answer, before, verdict, status } of [
  { answer: 'good.der', before: 'verified', verdict: 'verified', status: 'pass' },
  { answer: 'revoked.der', before: 'verified', verdict: 'certificate-problem', status: 'fail' },
] as const) {
  test(`an OCSP response, ${answer}: the verdict on the screen is ${verdict}`, async ({ page }) => {
    await open(page);
    await trust(page, answered('demo-root.pem'), answered('demo-chain.pem'));
    await check(page, readFileSync(answered('slip.txt'), 'utf8'), before);
    await page.locator('#certificate-file').setInputFiles(answered(answer));
    await expect(page.locator('[data-recognised]')).toContainText(answer);
    await settled(page, verdict);
    await expect(page.locator('[data-check="validity"]')).toHaveAttribute('data-status', status);
    await expect(page.locator('[data-cause="certificate-revoked"]')).toHaveCount(verdict === 'verified' ? 0 : 1);
    // Kept with the certificates.
    await page.locator('.nav a[href="#/certificates"]').click();
    await expect(page.locator('main')).toContainText('OCSP');
  });
}
