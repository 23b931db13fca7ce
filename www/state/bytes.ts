/** What bytes are that were given to be checked. */

/** Largest document: OFD or PDF. */
export const MAX_DOCUMENT = 64_000_000;

/** PEM, and nothing that could be a slip's own code. */
function isPem(text: string): boolean {
  return /^\s*(?:Bag Attributes[\s\S]{0,2000}?)?-----BEGIN [A-Z0-9 ]{1,40}-----/.test(text);
}

export function isCertificateFile(name: string, bytes: Uint8Array): boolean {
  if (/\.(?:cer|crt|der|crl|p7b|p7c|pem)$/i.test(name)) return true;
  if (bytes[0] === 0x30 && (bytes[1] === 0x82 || bytes[1] === 0x83)) return true;
  return isPem(new TextDecoder().decode(bytes.subarray(0, 4096)));
}

/** ZIP, or TAR (POSIX ustar). */
export function isArchive(bytes: Uint8Array): boolean {
  const at = (start: number, text: string): boolean => new TextDecoder('latin1').decode(bytes.subarray(start, start + text.length)) === text;
  return at(0, 'PK\x03\x04') || at(257, 'ustar');
}

/** A ZIP whose first or last bytes, where its directory is, name OFD. */
export async function isOfd(file: Blob, first: Uint8Array): Promise<boolean> {
  if (first[0] !== 0x50 || first[1] !== 0x4b) return false;
  const named = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes).includes('OFD.xml');
  return named(first.subarray(0, 65_536)) || named(new Uint8Array(await file.slice(-1_048_576).arrayBuffer()));
}

/** Text, as far as its first bytes tell: no NUL unless it is UTF-16 with a mark. */
export function isText(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  return !bytes.subarray(0, 8192).includes(0);
}

/**
 * Whether bytes are rather GB 18030 than Windows-1252: a single umlaut takes the letter behind it along there, and gives a
 * rare character; the common ones (GB/T 2312, first level) and its marks are two high bytes.
 */
function isChinese(bytes: Uint8Array): boolean {
  let common = 0;
  let rare = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++at] ?? 0;
    const high = trail >= 0xa1 && trail <= 0xfe;
    if (high && ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7))) common++;
    // The second level, and Unicode's other planes: either.
    else if (!(high && lead >= 0xd8 && lead <= 0xf7) && !(trail >= 0x30 && trail <= 0x39)) rare++;
  }
  return common > 4 * rare;
}

/** Text in the encodings that slips come in: UTF-8, UTF-16 with its mark, GB 18030 (older tills in China), Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  const named = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (named) return new TextDecoder(named).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(isChinese(bytes) ? 'gb18030' : 'windows-1252').decode(bytes);
  }
}
