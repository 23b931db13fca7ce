/** Receipts of every format, signed here with keys that live as long as a test. Written from the formats' specifications, not from the core. */

import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface Key {
  private: KeyObject;
  /** The uncompressed point. */
  point: Buffer;
  spki: Buffer;
}

export function key(curve: 'P-256' | 'secp256k1' = 'P-256'): Key {
  const pair = generateKeyPairSync('ec', { namedCurve: curve });
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
  return { private: pair.privateKey, point: spki.subarray(-65), spki };
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

const tlv = (tag: number, value: Buffer | string): Buffer => {
  const content = Buffer.from(value);
  const length = content.length < 0x80 ? [content.length] : content.length < 0x100 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const integer = (value: number): Buffer => {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from((bytes[0] ?? 0) & 0x80 ? [0, ...bytes] : bytes);
};

/** A German receipt's QR code (DSFinV-K annex I; log message of BSI TR-03151). `printed`: the finish that the code shows, when it is not the signed one. */
export function tse(
  signer: Key,
  {
    client = 'KASSE-7',
    data = 'Beleg^11.80_0.00_0.00_0.00_0.00^11.80:Bar',
    transaction = 4711,
    counter = 10234,
    finish = '2026-11-20T17:42:07.000Z',
    printed = '',
  } = {},
): string {
  const message = Buffer.concat([
    tlv(0x02, integer(2)),
    tlv(0x06, Buffer.from('04007f000703070101', 'hex')),
    tlv(0x80, 'FinishTransaction'),
    tlv(0x81, client),
    tlv(0x82, data),
    tlv(0x83, 'Kassenbeleg-V1'),
    tlv(0x85, integer(transaction)),
    tlv(0x04, sha256(signer.point)),
    tlv(0x30, tlv(0x06, Buffer.from('04007f00070101040103', 'hex'))),
    tlv(0x02, integer(counter)),
    tlv(0x02, integer(Date.parse(finish) / 1000)),
  ]);
  const signature = sign('sha256', message, { key: signer.private, dsaEncoding: 'ieee-p1363' });
  return [
    'V0',
    client,
    'Kassenbeleg-V1',
    data,
    transaction,
    counter,
    '2026-11-20T17:41:50.000Z',
    printed === '' ? finish : printed,
    'ecdsa-plain-SHA256',
    'unixTime',
    signature.toString('base64'),
    signer.point.toString('base64'),
  ].join(';');
}

/** Two Austrian receipts of one till, the second chained to the first (RKSV annex, Z 4 to 12). */
export function rksv(signer: Key, register = 'KASSE-AT-1'): [string, string] {
  const one = (number: string, time: string, before: string): string => {
    const chaining = sha256(before).subarray(0, 8).toString('base64');
    const payload = `_R1-AT1_${register}_${number}_${time}_18,00_0,00_0,00_0,00_0,00_AAAAAAA=_1a2b3c_${chaining}`;
    const header = Buffer.from('{"alg":"ES256"}').toString('base64url');
    const signed = `${header}.${Buffer.from(payload).toString('base64url')}`;
    return `${payload}_${sign('sha256', Buffer.from(signed), { key: signer.private, dsaEncoding: 'ieee-p1363' }).toString('base64')}`;
  };
  const jws = (code: string): string => {
    const at = code.lastIndexOf('_');
    const header = Buffer.from('{"alg":"ES256"}').toString('base64url');
    return `${header}.${Buffer.from(code.slice(0, at)).toString('base64url')}.${Buffer.from(code.slice(at + 1), 'base64').toString('base64url')}`;
  };
  const first = one('1001', '2026-11-20T10:00:00', register);
  return [first, one('1002', '2026-11-20T10:05:00', jws(first))];
}

/** A Saudi code of the second phase: seller, numbers and amounts, the invoice's hash and a signature over it. */
export function zatca(signer: Key, { amount = '115.00', vat = '15.00' } = {}): string {
  const hash = sha256('an invoice');
  const item = (tag: number, value: Buffer | string): Buffer => Buffer.concat([Buffer.from([tag, Buffer.from(value).length]), Buffer.from(value)]);
  return Buffer.concat([
    item(1, 'Corner shop'),
    item(2, '300000000000003'),
    item(3, '2026-11-20T10:00:00Z'),
    item(4, amount),
    item(5, vat),
    item(6, hash.toString('base64')),
    item(7, sign('sha256', hash, signer.private).toString('base64')),
    item(8, signer.spki),
    item(9, Buffer.from('30060201010201 01'.replace(' ', ''), 'hex')),
  ]).toString('base64');
}

/** An ordinary UnionPay slip: nothing on it is signed. */
export const UNIONPAY = `银联商务
POS签购单
持卡人存根
商户名称:云栖面馆
商户编号:898310158120101
终端编号:10450023
发卡行:建设银行
卡号:621700******5570 I
交易类型:消费
批次号:000214
凭证号:000157
参考号:223246556112
日期/时间:2026/11/19 22:32:46
金额:RMB 268.00
ARQC:7C3E91D05AB2F846
TVR:0080048000
AID:A000000333010101
TSI:F800
`;
