/** Host codes among the lines that were read off a photo of a terminal's screen: offered, in the order of what speaks for them. Nothing here decides. */

/** What stands before a code on screens of terminals. */
const LABELLED = /(?:应答码|返回码|响应码|错误码|错误代码|交易失败|代码|RESP(?:ONSE)?|RC|CODE|ERR(?:OR)?|FEHLER(?:CODE)?|ANTWORTCODE)\D{0,6}$/;
/** Two letters or digits that are no part of a number, a date or a clock. */
const TOKEN = /(?<![\dA-Z*]|\d[:./,-])[A-Z0-9]{2}(?![\dA-Z*]|[:./,-]\d)/g;
/** Letters that are read for digits. */
const MISREAD: Record<string, string> = { O: '0', D: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' };
/** Codes that are offered. */
const MOST = 6;

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
