/** What texts are that were given to be checked, and what of them and of files the core is asked. */

import type { Picture } from '../engine/report.ts';
import type { Piece } from './piece.ts';

/** Longest text that is judged, in characters: some slips and their codes. */
export const MAX_TEXT = 1_000_000;
export const MAX_FILES = 24;
/** The export of a TSE holds every transaction beside its certificates. */
export const MAX_CERTIFICATE_FILE = 64_000_000;

/** Longest code in the page's address, in bytes, and longest address that holds one: the signed slip's own limit. */
const MAX_CODE = 8192;

/**
 * What stands behind `#slip=` in the page's address, where it can be the code of a slip, or an address that holds one. That is one word
 * of the characters that codes and addresses are made of; only the name that a till gives itself (German, Austrian) may hold blanks and
 * letters of its language. Never lines, PEM or JSON: whoever made a link says nothing about what is printed, and nothing about whom to
 * trust.
 */
export function codeOfAddress(fragment: string): string | undefined {
  // Percent-encoded, a byte takes three characters.
  if (fragment.length > 3 * MAX_CODE) return undefined;
  let code = fragment;
  try {
    code = decodeURIComponent(fragment);
  } catch {
    // Not percent-encoded: as it stands.
  }
  const alphabet = /^(?:V\d+;|_R\d)/.test(code) ? /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u : /^[!#-;=?-Z[\]^_a-z|~]+$/;
  return new TextEncoder().encode(code).length <= MAX_CODE && !code.includes('-----BEGIN') && alphabet.test(code) ? code : undefined;
}

/** A code as the core takes it off a picture: what is located in it counts, and nothing beside it is print. */
function bare(text: string): Picture {
  return { width: 0, height: 0, codes: [{ text, corners: [] }], finding: 'codes', quality: { brightness: 0, contrast: 0, sharpness: 0 } };
}

/** What the core is asked. */
export function given(
  { text, code, document, picture = code === undefined ? undefined : bare(code) }: Piece,
  printed: string,
): { text?: string; picture?: Picture; file?: Uint8Array<ArrayBuffer>; printed?: string } {
  if (document !== undefined) return { file: document };
  return { ...(text !== undefined ? { text } : picture ? { picture } : { text: '' }), ...(printed.trim() === '' ? {} : { printed }) };
}

/** Whether a PEM block holds what begins as DER does, in lines of one length: anything else in it is what a person reads. */
function isBase64(block: string): boolean {
  const [first = '', ...rest] = block
    .replace(/\\[nr]/g, '\n')
    .trim()
    .split(/\s+/);
  const last = rest.at(-1) ?? first;
  return (
    /^M[A-Za-z0-9+/=]{47,}$/.test(first) &&
    rest.every((line) => /^[A-Za-z0-9+/=]+$/.test(line)) &&
    last.length <= first.length &&
    rest.slice(0, -1).every((line) => line.length === first.length)
  );
}

/** As much of a line as is looked at before a PEM block. */
const LINE = 200;

/** A text without its PEM blocks, and whether it has any. Linear: a block without its end reaches to the next beginning, and stays. */
export function withoutPem(text: string): { rest: string; pem: boolean } {
  const [before = '', ...parts] = text.split('-----BEGIN ');
  let pem = false;
  let rest = before;
  // The end of the rest: to look into the rest itself would copy it each time.
  let line = before.slice(-LINE);
  for (const part of parts) {
    const label = /^[A-Z0-9 ]{1,40}(?=-----)/.exec(part)?.[0];
    const end = `-----END ${label ?? ''}-----`;
    const at = label === undefined ? -1 : part.indexOf(end);
    // What stands behind something on its line is that text's own: a member of a gateway's message.
    // Of UnionPay's it may stand on the lines below its name.
    const within = line.slice(line.lastIndexOf('\n') + 1).trim() !== '' || line.slice(-LINE).includes('signPubKeyCert');
    const words = at >= 0 && label !== undefined && (within || !isBase64(part.slice(label.length + 5, at)));
    pem ||= label !== undefined && !words;
    const kept = at < 0 || words ? `-----BEGIN ${part}` : part.slice(at + end.length);
    rest += kept;
    line = (line + kept.slice(-LINE)).slice(-LINE);
  }
  return { rest, pem };
}
