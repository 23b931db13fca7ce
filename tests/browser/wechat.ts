/** Messages of WeChat Pay under a key of the tests' own, and the press that trusts it. */

import { generateKeyPairSync, sign as signature } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { listed } from './page.ts';

const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const pemKey = own.publicKey.export({ type: 'spki', format: 'pem' }).toString();
export const ID = 'PUB_KEY_ID_0116890012342026112000111122223333';

/** A query's answer as a terminal shows it (`curl -i`): 138.00 yuan in that state. `number`: its payment. */
export function wechat(state: string, number = 1, key = own.privateKey): string {
  const body = `{"mchid":"1900012345","out_trade_no":"T2025112000${number}","transaction_id":"420000250020251120123456789${number}","trade_state":"${state}","trade_state_desc":"结果","amount":{"total":13800,"payer_total":13800,"currency":"CNY"}}`;
  const [timestamp, nonce] = ['1763635329', 'nonce0123456789ABCDEF'];
  const signed = signature('sha256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key).toString('base64');
  const headers = [
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    `Wechatpay-Nonce: ${nonce}`,
    `Wechatpay-Serial: ${ID}`,
    `Wechatpay-Signature: ${signed}`,
    `Wechatpay-Timestamp: ${timestamp}`,
    'Wechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048',
  ];
  return `${headers.join('\n')}\n\n${body}`;
}

/** Imports the key under its number, and presses "trust" beside its fingerprint. */
export async function trustOwnKey(page: Page): Promise<void> {
  await page.locator('.nav a[href="#/certificates"]').click();
  await page.locator('#certificate-file').setInputFiles({ name: `${ID}.pem`, mimeType: 'application/x-pem-file', buffer: Buffer.from(pemKey) });
  await listed(page);
  const row = page.locator('[data-key]');
  await row.locator('.press > summary').click();
  await row.locator('[data-press]').click();
  await expect(row).toHaveAttribute('data-trusted', 'true');
}
