/** What the engine takes and returns: the shapes of the contract, as they cross the worker's boundary. What the core returns is written from its sources. */

import type { Line } from '@read';
import type { Finding, FormatId, Ground, Headline, PictureFault, Recognition, Refusal, Report as Returned } from './types.ts';

export * from './types.ts';

/** A report, with what stands above it: records that an earlier version of the page made have none. */
export interface Report extends Returned {
  headline?: Headline;
}

export type Role = 'cardholder' | 'merchant';

/** What the code-reading module saw. */
export interface Picture {
  width: number;
  height: number;
  codes: { text: string; corners: { x: number; y: number }[]; version?: number; errorsCorrected?: number }[];
  finding: Finding;
  quality: {
    brightness: number;
    contrast: number;
    sharpness: number;
    /** Of the worst code that was seen. */
    print?: { contrast: number; missingColumns: number; glare: number; module: number };
  };
  /** What is wrong with it, with the measure that says so: the core makes causes of it. */
  faults?: { id: PictureFault; value: number }[];
  /** What was read of its printed text, in the order of reading. */
  lines?: Line[];
  /** What a person says that the paper shows, by member. */
  answers?: Record<string, string>;
}

/** A line of text on a page, its place in points from the top left. */
export interface SeenLine {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Pages of a document as they were drawn, with what their codes say, from the top. */
export interface SeenPages {
  pages: { lines: SeenLine[]; codes: string[]; invisible: boolean; unread: boolean; stopped: boolean; onePicture: boolean }[];
  /** There are more that were not drawn. */
  more: boolean;
  /** A bound of the file was passed on the way. */
  exceeded: boolean;
  /** It was ended before all of these were looked at. */
  cut: boolean;
}

/** A key that was seen before on the user's confirmation: told, and never a reason for `verified`. */
export interface SeenKey {
  /** Lower-case hex of SHA-256 of its SubjectPublicKeyInfo. */
  key: string;
  format: string;
  /** The till or merchant, as the note `key-first-seen` says it. */
  holder: string;
  times: number;
  /** A date. */
  since: string;
}

/** Certificates, revocation lists, OCSP responses and keys, DER. */
export interface Trust {
  /** Trusted: for every format, or for those that are named. */
  anchors: (Uint8Array | { der: Uint8Array; formats: string[]; group?: string; since?: string; catalogue?: string })[];
  certificates: Uint8Array[];
  crls: Uint8Array[];
  ocsp: Uint8Array[];
  keys: Uint8Array[];
  /** Keys that the user pressed "trust" for. */
  trustedKeys?: { der: Uint8Array; formats: string[] }[];
  seen: SeenKey[];
  /** The user's own numbers at payment gateways. */
  merchants?: string[];
}

/** A slip that the user has kept, and since when (RFC 3339). */
export interface KeptSlip {
  identity: string;
  since: string;
}

export interface CheckRequest {
  text?: string;
  picture?: Picture;
  /** A document: OFD or PDF. */
  file?: Uint8Array;
  /** Its pages; without them nobody has looked for codes on them. */
  pages?: SeenPages;
  /** What is printed beside the code, where it is given apart. */
  printed?: string;
  trust: Trust;
  /** Slips that the user has kept: another one like them is told. */
  kept: KeptSlip[];
  /** RFC 3339: the moment of checking. */
  at: string;
  /** A merchant's APIv3 key: opens what is sealed in a message, for this check alone. */
  apiv3Key?: string;
}

export interface CertificateItem {
  der: Uint8Array;
  subject: string;
  issuer: string;
  serial: string;
  notBefore: string;
  notAfter: string;
  sha256: string;
  keyAlgorithm: string;
  isCa: boolean;
  selfSigned: boolean;
  usage: string[];
  demo: boolean;
  merchants: string[];
  keySha256?: string;
  keyId?: string;
  issuerKeyId?: string;
  /** What it is likely meant for, and what that guess rests on. */
  formats?: FormatId[];
  formatsGround?: Ground;
  /** As a file was inspected; not kept, because the next version of the page may know more. */
  catalogue?: Recognition;
}

export interface CrlItem {
  der: Uint8Array;
  issuer: string;
  thisUpdate: string;
  nextUpdate?: string;
  sha256: string;
  entries: number;
}

export interface OcspItem {
  der: Uint8Array;
  producedAt: string;
  sha256: string;
  entries: number;
}

/** A public key without a certificate. */
export interface KeyItem {
  der: Uint8Array;
  sha256: string;
  keyAlgorithm: string;
  /** What its file calls it. */
  id?: string;
}

export interface Import {
  /** What kind of file it was. */
  recognised?: string;
  items: CertificateItem[];
  keys?: KeyItem[];
  crls: CrlItem[];
  ocsp?: OcspItem[];
  refused: { what: string; reason: Refusal }[];
}
