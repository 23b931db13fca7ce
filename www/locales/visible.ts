/** Values from outside as text in which nothing is hidden. */

/** Longest value that is drawn; the saved report has all of it. */
export const LONGEST = 240;

/**
 * Characters that are invisible or turn the writing direction: C0 and C1 controls, soft hyphen, zero-width and
 * bidirectional marks, line and paragraph separators, tags.
 */
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;

/** A value with every hidden character made visible, such as `⟦U+202E⟧`. */
export function visible(value: string, longest = LONGEST): string {
  const cut = value.length > longest ? `${value.slice(0, longest)}…` : value;
  return cut.replace(HIDDEN, (character) => `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`);
}
