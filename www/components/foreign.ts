/** Values that came with a slip or a certificate: shown as text, never obeyed. */

import { html, type TemplateResult } from 'lit';
import { LONGEST, visible } from '../locales/visible.ts';

export { visible };

/** A foreign value, isolated from the direction of what is around it. A moment breaks between date, time and offset only. */
export function foreign(value: string, longest = LONGEST): TemplateResult {
  const moment = /^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(value);
  if (moment) return html`<bdi><span class="nowrap">${moment[1]}</span><wbr /><span class="nowrap">${moment[2]}</span><wbr />${moment[3] ?? ''}</bdi>`;
  return html`<bdi>${visible(value, longest)}</bdi>`;
}

export interface Part {
  text: string;
  differs: boolean;
}

/** Where two values differ: character by character when they are equally long, else what is between their common ends. */
export function difference(a: string, b: string): [Part[], Part[]] {
  const left = [...visible(a)];
  const right = [...visible(b)];
  if (left.length === right.length) return [parts(left, (index) => left[index] !== right[index]), parts(right, (index) => left[index] !== right[index])];
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const inside = (list: string[]) => parts(list, (index) => index >= start && index < list.length - end);
  return [inside(left), inside(right)];
}

function parts(characters: string[], differs: (index: number) => boolean): Part[] {
  const result: Part[] = [];
  for (const [index, character] of characters.entries()) {
    const marked = differs(index);
    const last = result.at(-1);
    if (last && last.differs === marked) last.text += character;
    else result.push({ text: character, differs: marked });
  }
  return result;
}

/** A value with its differing characters underlined. */
export function marked(list: Part[]): TemplateResult {
  return html`<bdi>${list.map((part) => (part.differs ? html`<mark>${part.text}</mark>` : part.text))}</bdi>`;
}

/** Hexadecimal in groups of eight, for reading; copies take the bare value. */
export function grouped(hex: string, size = 8): string {
  return hex.replace(new RegExp(`(.{${size}})(?=.)`, 'g'), '$1 ');
}
