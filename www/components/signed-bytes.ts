/** The signed bytes with what they mean: ranges marked and numbered, the one that differs set off, before and after. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Cause, Report } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import { foreign, grouped, visible } from './foreign.ts';
import { icon } from './icon.ts';
import { fieldName } from './wording.ts';

/** Longest run of signed bytes that is drawn; copies take all of them. */
export const DRAWN = 4096;

/** A part of the signed bytes; `end` is behind its last. */
interface Range {
  field: string;
  start: number;
  end: number;
}

/** What a repair proved: these bytes stand there, those were signed. */
interface Change {
  cause: Cause;
  start: number;
  end: number;
  before: string;
  after: string;
  digest: string | undefined;
}

/** The ranges of a report, as far as they lie in the bytes and in order. Neighbours may share a character: it goes to the first. */
export function ranges(report: Report, length: number): Range[] {
  const list: Range[] = [];
  let from = 0;
  for (const { field, start, end } of report.signature?.ranges ?? []) {
    if (!Number.isInteger(start) || !Number.isInteger(end) || end > length || end <= from || start < 0) continue;
    list.push({ field, start: Math.max(start, from), end });
    from = end;
  }
  return list;
}

/** The change that a proven cause names. */
export function change(report: Report): Change | undefined {
  for (const cause of report.causes) {
    const { range, before, after, digest } = cause.evidence;
    if (cause.confidence !== 'proven' || !Array.isArray(range) || typeof before !== 'string' || typeof after !== 'string') continue;
    const [start, end] = range as unknown[];
    if (typeof start !== 'number' || typeof end !== 'number' || start < 0 || end < start) continue;
    return { cause, start, end, before, after, digest: typeof digest === 'string' && /^[0-9a-f]+$/.test(digest) ? digest : undefined };
  }
  return undefined;
}

/** Structure that says nothing about the slip: folded away. */
const STRUCTURE = new Set(['version', 'logType', 'algorithm', 'header']);

export function signedBytes(report: Report, signed: Uint8Array): TemplateResult {
  const list = ranges(report, signed.length);
  const changed = change(report);
  // A compact JWS signs text; everything else is shown as bytes.
  const isText = isJws(signed);
  const piece = (from: number, to: number): string => (isText ? latin(signed.subarray(from, to)) : hex(signed.subarray(from, to)));
  const differs = (range: Range): boolean =>
    changed !== undefined && changed.start < Math.max(range.end, range.start + 1) && Math.max(changed.end, changed.start + 1) > range.start;
  const drawn = list.length > 0 ? marked(list, signed, piece, changed) : plainBytes(signed, piece, changed);
  const rows = list.map((range, index) => ({ range, number: index + 1, value: readAs(range, signed, isText) }));
  const open = rows.filter(({ range }) => !STRUCTURE.has(range.field) || differs(range));
  const folded = rows.filter((row) => !open.includes(row));
  const table = (entries: typeof rows, label: string): TemplateResult => html`<table class="legend" aria-label=${label}>
    <thead><tr><th scope="col">${t('evidence-range')}</th><th scope="col" class="off">${t('evidence-offset')}</th><th scope="col">${t('evidence-read-as')}</th></tr></thead>
    <tbody>${entries.map(
      ({ range, number, value }) => html`<tr class=${differs(range) ? 'bad' : ''} data-range=${range.field} data-differs=${differs(range) ? 'true' : nothing}>
        <th scope="row"><span class="sw ${colour(number)}">${number}</span>${rangeName(range.field)}</th>
        <td class="off mono">${range.start} + ${range.end - range.start}</td>
        <td class="mono">${value}${differs(range) && changed ? fits(changed) : nothing}</td>
      </tr>`,
    )}</tbody>
  </table>`;
  return html`
    <div class="hex" tabindex="0" role="group" aria-label=${t('evidence-signed-bytes')}>${drawn}</div>
    ${
      rows.length === 0
        ? nothing
        : html`<div class="card card--flush">${table(open, t('evidence-ranges'))}</div>
          ${folded.length === 0 ? nothing : html`<details class="more"><summary>${icon('chev', 'chev')}${t('evidence-structure', { count: folded.length })}</summary><div class="card card--flush">${table(folded, t('evidence-structure-label'))}</div></details>`}`
    }
    ${changed ? beforeAfter(changed, isText) : nothing}`;
}

function colour(number: number): string {
  return `f${((number - 1) % 6) + 1}`;
}

/** The bytes in their ranges, each numbered; the differing ones outlined. */
function marked(list: Range[], signed: Uint8Array, piece: (from: number, to: number) => string, changed: Change | undefined): TemplateResult[] {
  const out: TemplateResult[] = [];
  const limit = Math.min(signed.length, DRAWN);
  let at = 0;
  const gap = (to: number): void => {
    if (to > at) out.push(html`<span>${inside(at, to, piece, changed)}</span> `);
  };
  for (const [index, { start, end, field }] of list.entries()) {
    if (start >= limit) break;
    gap(start);
    const to = Math.min(end, limit);
    out.push(html`<span class="r ${colour(index + 1)}" title=${rangeName(field)}><sup>${index + 1}</sup>${inside(start, to, piece, changed)}</span> `);
    at = to;
  }
  gap(limit);
  if (signed.length > limit) out.push(html`…`);
  return out;
}

function plainBytes(signed: Uint8Array, piece: (from: number, to: number) => string, changed: Change | undefined): TemplateResult {
  const limit = Math.min(signed.length, DRAWN);
  return html`${inside(0, limit, piece, changed)}${signed.length > limit ? ' …' : nothing}`;
}

/** A run of bytes with the changed part of it set off; where something is missing, a mark. */
function inside(from: number, to: number, piece: (from: number, to: number) => string, changed: Change | undefined): TemplateResult | string {
  if (!changed) return piece(from, to);
  const start = Math.max(from, changed.start);
  const end = Math.min(to, changed.end);
  if (changed.start === changed.end) {
    if (changed.start < from || changed.start >= to) return piece(from, to);
    return html`${piece(from, start)}<mark class="is-bad" role="img" aria-label=${t('evidence-missing-here')}>‸</mark>${piece(start, to)}`;
  }
  if (start >= end) return piece(from, to);
  return html`${piece(from, start)}${start > from ? ' ' : ''}<mark class="is-bad">${piece(start, end)}</mark>${end < to ? ' ' : ''}${piece(end, to)}`;
}

/** What a range means, read from the bytes themselves. */
function readAs(range: Range, signed: Uint8Array, isText: boolean): TemplateResult {
  const bytes = signed.subarray(range.start, range.end);
  if (isText) return foreign(memberText(range, signed));
  const content = element(bytes);
  if (!content) return html`${grouped(hex(bytes).replace(/ /g, ''))}`;
  const { tag, value } = content;
  if (tag === 0x02 || tag === 0x85) {
    const number = integer(value);
    if (range.field === 'logTime' && number !== undefined && number < 8_640_000_000_000n)
      return html`${String(number)} = ${foreign(new Date(Number(number) * 1000).toISOString().replace('.000', ''))}`;
    return html`${number === undefined ? grouped(hex(value).replace(/ /g, '')) : String(number)}`;
  }
  if (tag !== 0x30 && tag !== 0x04 && tag !== 0x06) {
    const text = utf8(value);
    if (text !== undefined) return foreign(text);
  }
  return html`${grouped(hex(value).replace(/ /g, ''))}`;
}

/** A member's text inside a compact JWS: the base64 of its part, taken apart. */
function memberText({ start, end, field }: Range, signed: Uint8Array): string {
  const dot = signed.indexOf(0x2e);
  try {
    if (field === 'header' || dot < 0 || start <= dot) return utf8(base64url(latin(signed.subarray(0, dot)))) ?? '';
    const payload = base64url(latin(signed.subarray(dot + 1)));
    // Characters begin in the byte before a member's first, and end in the byte behind its last.
    const from = Math.ceil(((start - dot - 1) * 3) / 4);
    const to = Math.floor(((end - dot - 1) * 3) / 4);
    return utf8(payload.subarray(from, to)) ?? hex(payload.subarray(from, to));
  } catch {
    return latin(signed.subarray(start, end));
  }
}

function fits({ cause }: Change): TemplateResult | typeof nothing {
  const value = [cause.evidence['signed'], cause.evidence['fits']].find((entry) => typeof entry === 'string' || typeof entry === 'number');
  return value === undefined ? nothing : html`<br /><b>${t('cause-fits-as')} ${foreign(String(value))}</b>`;
}

function beforeAfter(changed: Change, isText: boolean): TemplateResult {
  const shown = (text: string): TemplateResult => {
    if (text === '') return html`<span class="muted">${t('evidence-nothing')}</span>`;
    const spaced = text.toUpperCase().replace(/(..)(?=.)/g, '$1 ');
    return isText ? html`${foreign(latin(bytesOf(text)), DRAWN)} <span class="muted">(${spaced})</span>` : html`${spaced}`;
  };
  const { cause } = changed;
  return html`<section class="block" aria-labelledby="ev-change"><h3 id="ev-change">${t('evidence-change')}</h3>
    <dl class="card kv kv--two change" data-change=${cause.id}>
      <dt>${t('evidence-bytes-at')}</dt><dd>${changed.end > changed.start ? `${changed.start} – ${changed.end - 1}` : t('evidence-bytes-before', { offset: changed.start })}</dd>
      <dt>${t('evidence-before')}</dt><dd class="mono">${shown(changed.before)}${value(cause, 'shown', 'printed', 'code', 'read')}</dd>
      <dt>${t('evidence-after')}</dt><dd class="mono"><b>${shown(changed.after)}</b>${value(cause, 'signed', 'fits')}</dd>
      ${changed.digest === undefined ? nothing : html`<dt>${t('evidence-digest-fits')}</dt><dd class="mono hx">${grouped(changed.digest)}</dd>`}
    </dl>
  </section>`;
}

function value(cause: Cause, ...names: string[]): TemplateResult | typeof nothing {
  const found = names.map((name) => cause.evidence[name]).find((entry) => typeof entry === 'string' || typeof entry === 'number');
  return found === undefined ? nothing : html`<br /><span class="muted">${foreign(String(found))}</span>`;
}

/** A range's name in the reader's language, with its own name where that differs; members of a slip as everywhere. */
function rangeName(name: string): string {
  return /^[A-Za-z]+$/.test(name) && has(`range-${name}`) ? t(`range-${name}`) : fieldName(name);
}

// ── Bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function latin(bytes: Uint8Array): string {
  return visible(String.fromCharCode(...bytes.subarray(0, DRAWN)), DRAWN);
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function base64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
}

/** Base64url, a point, base64url: what a compact JWS signs (RFC 7515 §5.1). */
function isJws(bytes: Uint8Array): boolean {
  let points = 0;
  for (const byte of bytes) {
    if (byte === 0x2e) points += 1;
    else if (!((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2d || byte === 0x5f))
      return false;
  }
  return points === 1;
}

/** One DER element of definite length that fills the bytes. */
function element(bytes: Uint8Array): { tag: number; value: Uint8Array } | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  if (first < 0x80) return bytes.length === 2 + first ? { tag, value: bytes.subarray(2) } : undefined;
  const count = first & 0x7f;
  if (count === 0 || count > 3) return undefined;
  const length = bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length === 2 + count + length ? { tag, value: bytes.subarray(2 + count) } : undefined;
}

function integer(value: Uint8Array): bigint | undefined {
  if (value.length === 0 || value.length > 16) return undefined;
  return value.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}
