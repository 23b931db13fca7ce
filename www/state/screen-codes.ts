/** Host codes among the lines that were read off a photo of a terminal's screen: offered, in the order of what speaks for them. Nothing here decides. */

/** What stands before a code on screens of terminals. */
const LABELLED = /(?:应答码|返回码|响应码|错误码|错误代码|交易失败|代码|RESP(?:ONSE)?|RC|CODE|ERR(?:OR)?|FEHLER(?:CODE)?|ANTWORTCODE)\D{0,6}$/;
/** Two letters or digits that are no part of a number, a date or a clock. */
const TOKEN = /(?<![\dA-Z*]|\d[:./,-])[A-Z0-9]{2}(?![\dA-Z*]|[:./,-]\d)/g;
/** Letters that are read for digits. */
const MISREAD: Record<string, string> = { O: '0', D: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' };
/** Codes that are offered. */
const MOST = 6;

/** What a person typed as codes: one alone as it stands, known or not; among other words those that are known. */
export function typedCodes(typed: string, known: (code: string) => boolean): string[] {
  const text = typed.normalize('NFKC').toUpperCase();
  const alone = text.replace(/[\s\p{P}\p{S}]/gu, '');
  if (/^[A-Z0-9]{1,3}$/.test(alone)) return [alone];
  const found = codesOn([typed], known);
  // A word before it says that it is a code, known or not.
  const labelled = /(?:码|代码|CODE|RC)\W{0,3}([A-Z0-9]{2})(?![A-Z0-9])/.exec(text)?.[1];
  return found.length > 0 || labelled === undefined ? found : [labelled];
}

/** The message is about the slip's signature, and no code of the bank. */
export function isAboutSignature(typed: string): boolean {
  return /签名|签章|摘要|验签|簽名|signatur|digest|prüfsumme|prüfwert/i.test(typed.normalize('NFKC'));
}

/** Codes whose text has the most of what was typed: of Chinese two characters in a row, of others the beginnings of words. */
export function codesByWords(typed: string, codes: Readonly<Record<string, readonly [text: string, ...unknown[]]>>): string[] {
  const wanted = pieces(typed);
  if (wanted.size === 0) return [];
  return Object.entries(codes)
    .map(([code, [text]]) => ({ code, hits: [...pieces(text)].filter((piece) => wanted.has(piece)).length }))
    .filter(({ hits }) => hits > 0 && hits * 3 >= wanted.size)
    .sort((a, b) => b.hits - a.hits || (a.code < b.code ? -1 : 1))
    .slice(0, MOST)
    .map(({ code }) => code);
}

function pieces(text: string): Set<string> {
  const found = new Set<string>();
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/\p{Script=Han}+|\p{L}{3,}/gu)) {
    if (!/\p{Script=Han}/u.test(run)) {
      if (!COMMON.has(run)) found.add(run.slice(0, 5));
    } else for (let at = 0; at + 1 < run.length; at += 1) if (!COMMON.has(run.slice(at, at + 2))) found.add(run.slice(at, at + 2));
  }
  return found;
}

/** Words that stand in many messages and tell none from another. */
const COMMON: ReadonlySet<string> = new Set([
  '交易',
  '失败',
  '错误',
  '请求',
  'the',
  'and',
  'not',
  'error',
  'transaction',
  'der',
  'die',
  'das',
  'und',
  'nicht',
  'fehler',
  'umsatz',
]);

/** `known`: whether there is such a code. */
export function codesOn(lines: readonly string[], known: (code: string) => boolean): string[] {
  const found = new Map<string, number>();
  for (const text of lines) {
    const line = text.normalize('NFKC').toUpperCase();
    for (const match of line.matchAll(TOKEN)) {
      const [token] = match;
      const code = known(token) ? token : spelled(token);
      if (!known(code)) continue;
      const before = line.slice(0, match.index).trimEnd();
      const alone = line.replace(/[^\p{L}\p{N}]/gu, '') === token;
      const bracketed = /[([【〔]$/.test(before) && /^[)\]】〕]/.test(line.slice(match.index + token.length).trimStart());
      const points = LABELLED.test(before) ? 3 : alone || bracketed ? 2 : 1;
      // A letter that was taken for a digit speaks less.
      found.set(code, Math.max(found.get(code) ?? 0, points - (code === token ? 0 : 0.5)));
    }
  }
  const best = Math.max(0, ...found.values());
  return [...found]
    .filter(([, points]) => best < 1.5 || points >= 1.5)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([code]) => code);
}

/** The same with digits where letters are easily read for them; the first character of `A0` is a letter. */
function spelled(token: string): string {
  const digit = (character = ''): string => MISREAD[character] ?? character;
  const [first = '', second = ''] = token;
  return /[A-Z]/.test(first) && MISREAD[first] === undefined ? first + digit(second) : digit(first) + digit(second);
}
