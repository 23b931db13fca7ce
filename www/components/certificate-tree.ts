/** Who vouches for whom: certificates as trees, each under the one that signed it, as far as names and key ids tell. */

import type { StoredCertificate } from '../storage/certificates.ts';

export interface Node {
  item: StoredCertificate;
  children: Node[];
}

/** Whether `issuer` names itself as the issuer of `item`: by its name, and by the key ids where both have one. */
function issued(issuer: StoredCertificate, item: StoredCertificate): boolean {
  if (issuer.sha256 === item.sha256 || issuer.subject !== item.issuer || !issuer.isCa) return false;
  return issuer.keyId === undefined || item.issuerKeyId === undefined || issuer.keyId === item.issuerKeyId;
}

/** The trees, roots in the given order. Two authorities that signed each other do not make a loop: the first is the root. */
export function forest(items: readonly StoredCertificate[]): Node[] {
  const nodes = new Map(items.map((item) => [item.sha256, { item, children: [] } as Node]));
  const parents = new Map<string, string>();
  for (const item of items) {
    if (item.selfSigned) continue;
    // Of several issuers under one name, the one that is valid longest.
    const [issuer] = items.filter((other) => issued(other, item)).sort((a, b) => (a.notAfter < b.notAfter ? 1 : -1));
    if (!issuer) continue;
    let above: string | undefined = issuer.sha256;
    while (above !== undefined && above !== item.sha256) above = parents.get(above);
    if (above === item.sha256) continue;
    parents.set(item.sha256, issuer.sha256);
    nodes.get(issuer.sha256)?.children.push(nodes.get(item.sha256) as Node);
  }
  return items.filter(({ sha256 }) => !parents.has(sha256)).map(({ sha256 }) => nodes.get(sha256) as Node);
}

/** Every certificate of a tree. */
export function flat(node: Node): StoredCertificate[] {
  return [node.item, ...node.children.flatMap(flat)];
}

const DAY = 86_400_000;

/** Days from now to a moment; negative when it is past. */
export function daysTo(moment: string, now = Date.now()): number {
  return Math.ceil((Date.parse(moment) - now) / DAY);
}

/** So many days before a certificate ends it is time to do something. */
export const SOON = 60;

/** A calendar file (RFC 5545) that reminds of every end, 30 and 7 days before. */
export function calendar(items: readonly { name: string; notAfter: string; sha256: string }[], text: (name: string) => string): string {
  const stamp = (moment: string): string => new Date(moment).toISOString().replace(/[-:]|\.\d+/g, '');
  const escaped = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replace(/[\r\n]+/g, ' ');
  // Lines end at 75 bytes; 60 characters of which some take three bytes each would be more, so fewer.
  const folded = (line: string): string => line.replace(/.{24}(?=.)/gu, '$&\r\n ');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Slipcheck//Certificates//EN'];
  for (const { name, notAfter, sha256 } of items) {
    const alarm = (days: number): string[] => ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(text(name))}`, `TRIGGER:-P${days}D`, 'END:VALARM'];
    lines.push(
      'BEGIN:VEVENT',
      `UID:${sha256}@slipcheck`,
      `DTSTAMP:${stamp(new Date().toISOString())}`,
      `DTSTART:${stamp(notAfter)}`,
      `SUMMARY:${escaped(text(name))}`,
      ...alarm(30),
      ...alarm(7),
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR');
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** Everything that is kept, as one PEM file with a line about each (RFC 7468: text between blocks is allowed). */
export function pem(groups: readonly { label: string; about: string; der: Uint8Array }[]): string {
  return groups
    .map(({ label, about, der }) => {
      let binary = '';
      for (const byte of der) binary += String.fromCharCode(byte);
      const body = btoa(binary).replace(/.{64}(?=.)/g, '$&\n');
      return `# ${about.replace(/[\r\n]+/g, ' ').replace(/-----/g, '- - -')}\n-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
    })
    .join('\n');
}
