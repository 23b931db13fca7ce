/**
 * Incidents as an encrypted file: AES-256-GCM, its key made of a passphrase by PBKDF2-HMAC-SHA-256 (RFC 8018), both the browser's own.
 * A line that names the kind, a line of JSON that says how it is sealed (bound to the content as additional data), the content, and the
 * SHA-256 of all before, which tells damage from a wrong passphrase. The content: the length of its JSON in 4 bytes, the JSON, the photos.
 */

import { CAUSES, CONFIDENCES, VERDICTS } from '../engine/report.ts';
import { CHOICES, COMPARISONS, LIMITS, STATES, type Compared, type Event, type Incident, type Said } from '../storage/incident.ts';
import { isDay, isPicture } from './incidents.ts';

const KIND = 'slipcheck-incidents\n';
const VERSION = 1;
/** OWASP's least for PBKDF2-HMAC-SHA-256; and the most that a file may ask for. */
export const ROUNDS = 600_000;
const MOST_ROUNDS = 5_000_000;
/** Most bytes of a file. */
const LARGEST = 400_000_000;
/** Most characters of the line that says how it is sealed. */
const HEADER = 1000;
const DIGEST = 32;
const TAG = 16;
/** Fewest characters of a passphrase. */
export const SHORTEST = 8;

export type FileFault = 'other' | 'too-new' | 'too-much-work' | 'too-large' | 'truncated' | 'damaged' | 'wrong-password';

/** Why a file can't be taken: `incidents-file-…` texts. */
export class FileProblem extends Error {
  readonly id: FileFault;
  constructor(id: FileFault) {
    super(id);
    this.id = id;
  }
}

export interface Packed {
  record: Incident;
  photo?: ArrayBuffer;
}

interface Header {
  version: number;
  rounds: number;
  salt: string;
  iv: string;
  length: number;
}

type Bytes = Uint8Array<ArrayBuffer>;

function joined(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

async function key(passphrase: string, { rounds, salt }: Pick<Header, 'rounds' | 'salt'>, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', iterations: rounds, salt: unhex(salt) }, secret, { name: 'AES-GCM', length: 256 }, false, [
    use,
  ]);
}

/** Seals records, with their photos. */
export async function seal(packed: readonly Packed[], passphrase: string): Promise<Bytes> {
  const encoder = new TextEncoder();
  const json = encoder.encode(
    JSON.stringify({ exported: new Date().toISOString(), records: packed.map(({ record, photo }) => ({ record, photo: photo?.byteLength ?? 0 })) }),
  );
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length);
  const plain = joined(length, json, ...packed.flatMap(({ photo }) => (photo ? [new Uint8Array(photo)] : [])));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const header: Header = { version: VERSION, rounds: ROUNDS, salt: hex(crypto.getRandomValues(new Uint8Array(16))), iv: hex(iv), length: plain.length + TAG };
  const head = encoder.encode(`${KIND}${JSON.stringify(header)}\n`);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: head }, await key(passphrase, header, 'encrypt'), plain);
  const body = joined(head, new Uint8Array(sealed));
  return joined(body, await sha256(body));
}

/** Whether a file says that it is one of these. */
export function isIncidentFile(start: Uint8Array): boolean {
  return new TextDecoder().decode(start.subarray(0, KIND.length)) === KIND;
}

/** Opens a sealed file; rejects with `FileProblem`. Records that are none are refused with the whole file. */
export async function unseal(bytes: Bytes, passphrase: string): Promise<Packed[]> {
  if (bytes.length > LARGEST) throw new FileProblem('too-large');
  if (!isIncidentFile(bytes)) throw new FileProblem('other');
  const end = bytes.subarray(0, HEADER).indexOf(10, KIND.length);
  if (end < 0) throw new FileProblem(bytes.length < HEADER ? 'truncated' : 'damaged');
  const header = parsed(new TextDecoder().decode(bytes.subarray(KIND.length, end)));
  const { length } = header;
  const whole = end + 1 + length;
  if (bytes.length < whole + DIGEST) throw new FileProblem('truncated');
  if (bytes.length > whole + DIGEST || hex(await sha256(bytes.slice(0, whole))) !== hex(bytes.subarray(whole))) throw new FileProblem('damaged');
  let plain: Bytes;
  try {
    const opener = await key(passphrase, header, 'decrypt');
    plain = new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: unhex(header.iv), additionalData: bytes.slice(0, end + 1) }, opener, bytes.slice(end + 1, whole)),
    );
  } catch {
    throw new FileProblem('wrong-password');
  }
  return unpacked(plain);
}

function parsed(line: string): Header {
  let header: Partial<Header> | null;
  try {
    header = JSON.parse(line) as Partial<Header> | null;
  } catch {
    throw new FileProblem('damaged');
  }
  if (typeof header !== 'object' || header === null || !Number.isSafeInteger(header.version)) throw new FileProblem('damaged');
  if ((header.version ?? 0) > VERSION) throw new FileProblem('too-new');
  const { rounds = 0, salt = '', iv = '', length = -1 } = header;
  if (Number.isFinite(rounds) && rounds > MOST_ROUNDS) throw new FileProblem('too-much-work');
  if (
    header.version !== VERSION ||
    !Number.isSafeInteger(rounds) ||
    rounds < ROUNDS ||
    !/^[0-9a-f]{32}$/.test(salt) ||
    !/^[0-9a-f]{24}$/.test(iv) ||
    !Number.isSafeInteger(length) ||
    length < TAG + 4
  )
    throw new FileProblem('damaged');
  return { version: VERSION, rounds, salt, iv, length };
}

function unpacked(plain: Bytes): Packed[] {
  const length = new DataView(plain.buffer).getUint32(0);
  let list: unknown;
  try {
    list = (JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain.subarray(4, 4 + length))) as { records?: unknown }).records;
  } catch {
    throw new FileProblem('damaged');
  }
  if (!Array.isArray(list) || list.length > LIMITS.records) throw new FileProblem('damaged');
  let at = 4 + length;
  return list.map((entry: { record?: unknown; photo?: unknown } | null) => {
    const record = incident(entry?.record);
    const size = Number(entry?.photo);
    if (!record || !Number.isSafeInteger(size) || size < 0 || at + size > plain.length) throw new FileProblem('damaged');
    const photo = plain.slice(at, at + size).buffer;
    at += size;
    if (size === 0) delete record.photo;
    return size > 0 && record.photo ? { record, photo } : { record };
  });
}

// ── Shapes: what comes from a file is taken member by member ───────────────────────────────────────────────────────────

type Loose = Record<string, unknown>;

const isText = (value: unknown, most: number = LIMITS.field): value is string => typeof value === 'string' && value.length <= most;
const isMoment = (value: unknown): value is string => isText(value, 30) && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
const isOne = <Id extends string>(list: readonly Id[], value: unknown): value is Id => (list as readonly unknown[]).includes(value);
const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is string => isText(value, 60) && /^[a-z0-9-]+$/.test(value);

/** Texts by id; undefined when one of them is none. */
function texts(value: unknown, is: (one: unknown) => boolean): Record<string, string> | undefined {
  if (!isLoose(value)) return undefined;
  const entries = Object.entries(value);
  return entries.length <= 100 && entries.every(([id, one]) => isId(id) && is(one)) ? (Object.fromEntries(entries) as Record<string, string>) : undefined;
}

const KINDS: readonly Event['kind'][] = ['opened', 'state', 'told', 'done', 'tick', 'untick', 'choice', 'deadline', 'photo', 'imported', 'replaced'];

function event(value: unknown): Event | undefined {
  if (!isLoose(value) || !isMoment(value['at']) || !isOne(KINDS, value['kind'])) return undefined;
  const { at, kind, what, text } = value;
  if ((what !== undefined && !isText(what, 100)) || (text !== undefined && !isText(text))) return undefined;
  return { at, kind, ...(what === undefined ? {} : { what }), ...(text === undefined ? {} : { text }) };
}

function said(value: unknown): Said | undefined {
  if (!isLoose(value)) return undefined;
  const { verdict, word, format, country, contradicted, causes, differs, computed, stated, certificate, checked, text } = value;
  if (!isOne(VERDICTS, verdict) || !isId(word) || !isId(format) || !isMoment(checked) || !isText(text, LIMITS.report)) return undefined;
  // The word is that verdict's own: a file can't call an altered slip verified.
  if (word !== `verdict-${verdict}` && !word.startsWith(`verdict-${verdict}-`) && !(verdict === 'verified' && word.startsWith('verdict-message-')))
    return undefined;
  if (!Array.isArray(causes) || causes.length > 50 || !Array.isArray(differs) || differs.length > 200) return undefined;
  const list = causes.filter((cause: unknown) => isLoose(cause) && isOne(CAUSES, cause['id']) && isOne(CONFIDENCES, cause['confidence'])) as Said['causes'];
  const fields = differs.filter(
    (field: unknown) => isLoose(field) && isText(field['name'], 100) && isText(field['printed']) && isText(field['signed']),
  ) as Said['differs'];
  if (list.length < causes.length || fields.length < differs.length) return undefined;
  for (const optional of [country, computed, stated, certificate]) if (optional !== undefined && !isText(optional, 1000)) return undefined;
  return {
    verdict,
    word,
    format,
    ...(isText(country) ? { country } : {}),
    ...(value['demo'] === true ? { demo: true } : {}),
    ...(value['test'] === true ? { test: true } : {}),
    causes: list.map(({ id, confidence }) => ({ id, confidence })),
    differs: fields.map(({ name, printed, signed }) => ({ name, printed, signed })),
    ...(isText(computed) ? { computed } : {}),
    ...(isText(stated) ? { stated } : {}),
    ...(isText(certificate) ? { certificate } : {}),
    ...(contradicted === true ? { contradicted } : {}),
    checked,
    text,
  };
}

function compared(value: unknown): Compared | undefined {
  if (!isLoose(value)) return undefined;
  const { status, at } = value;
  return isOne(COMPARISONS, status) && isMoment(at) ? { status, at } : undefined;
}

/** When fields were written; what is none is left away: it decides no more than which text came last. */
function moments(value: unknown): NonNullable<Incident['written']> {
  if (!isLoose(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 100)
      .flatMap(([id, list]) =>
        isId(id) && Array.isArray(list) && list.length > 0 && list.length <= LIMITS.written && list.every(isMoment) ? [[id, list]] : [],
      ),
  );
}

/** A record, if that is one. */
export function incident(value: unknown): Incident | undefined {
  if (!isLoose(value)) return undefined;
  const { id, number, opened, changed, role, state, deadline, closed, choice, photo, imported } = value;
  if (
    typeof id !== 'string' ||
    !/^[0-9a-f]{32}$/.test(id) ||
    typeof number !== 'string' ||
    !/^[\w.-]{1,60}$/.test(number) ||
    !isMoment(opened) ||
    !isMoment(changed)
  )
    return undefined;
  if ((role !== 'cardholder' && role !== 'merchant') || !isOne(STATES, state)) return undefined;
  if (deadline !== undefined && !(isText(deadline) && isDay(deadline))) return undefined;
  if ((closed !== undefined || state === 'closed') && !isMoment(closed)) return undefined;
  if (choice !== undefined && !isOne(CHOICES, choice)) return undefined;
  if (imported !== undefined && !isMoment(imported)) return undefined;
  const [fields, ticks] = [texts(value['fields'], (one) => isText(one)), texts(value['ticks'], isMoment)];
  if (!fields || !ticks || !Array.isArray(value['events']) || value['events'].length > LIMITS.events) return undefined;
  const events = value['events'].map(event);
  const written = moments(value['written']);
  const report = said(value['said']);
  const came = compared(value['compared']);
  if (events.includes(undefined) || (value['said'] !== undefined && !report) || (value['compared'] !== undefined && !came)) return undefined;
  const picture = isLoose(photo) && isText(photo['name'], 300) && isPicture(photo['type']) && Number.isSafeInteger(photo['size']) ? photo : undefined;
  return {
    id,
    number,
    opened,
    changed,
    role,
    state,
    ...(deadline === undefined ? {} : { deadline: String(deadline) }),
    ...(isMoment(closed) ? { closed } : {}),
    fields,
    ...(Object.keys(written).length > 0 ? { written } : {}),
    ...(report ? { said: report } : {}),
    ...(came ? { compared: came } : {}),
    ticks,
    ...(choice === undefined ? {} : { choice }),
    events: events as Event[],
    ...(picture ? { photo: { name: String(picture['name']), type: String(picture['type']), size: Number(picture['size']) } } : {}),
    ...(imported === undefined ? {} : { imported }),
  };
}
