/** Names as people call them. */

import type { StoredCertificate } from '../storage/certificates.ts';

/** What the user calls a certificate, else its common name. */
export function called(certificate: StoredCertificate): string {
  return certificate.name ?? commonName(certificate.subject);
}

/** The common name of a distinguished name (RFC 4514), else the whole. */
export function commonName(name: string): string {
  const found = /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(name);
  const value = found?.[1]
    ?.replace(/\\([0-9a-f]{2})/gi, '\\$1')
    .replace(/\\(.)/g, '$1')
    .trim();
  return value === undefined || value === '' ? name : value;
}
