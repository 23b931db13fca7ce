/** What the engine takes and returns: the shapes of the contract, as they cross the worker's boundary. */

import type { Line } from '@read';

export const VERDICTS = ['verified', 'altered', 'invalid', 'certificate-problem', 'unknown-issuer', 'unsigned', 'unreadable'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const CHECKS = ['format', 'digest', 'signature', 'certificate', 'validity', 'printed', 'plausibility'] as const;
export type CheckId = (typeof CHECKS)[number];

export const STATUSES = ['pass', 'fail', 'warn', 'unknown', 'absent'] as const;
export type Status = (typeof STATUSES)[number];

export const CAUSES = [
  'field-altered',
  'digest-mismatch',
  'changed-after-signing',
  'reading-error',
  'truncated',
  'algorithm-conflict',
  'encoding-conflict',
  'time-zone',
  'clock-wrong',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-revoked',
  'certificate-unknown-issuer',
  'certificate-wrong-key',
  'certificate-wrong-usage',
  'signing-device-failed',
  'printer-fault',
  'camera-fault',
  'header-refused',
  'malformed',
  'chain-broken',
  'duplicate-slip',
  'not-signed',
  'payment-failed',
  'payment-pending',
  'data-corrupted',
] as const;
export type CauseId = (typeof CAUSES)[number];

export const CONFIDENCES = ['proven', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export type Role = 'cardholder' | 'merchant';
export const COUNTRIES = ['CN', 'DE', 'AT'] as const;
export type Country = (typeof COUNTRIES)[number];
export type Evidence = Record<string, unknown>;

export interface Check {
  id: CheckId;
  status: Status;
  evidence?: Evidence;
}

export interface Field {
  name: string;
  signed?: string;
  /** What the slip's code says, when the signature does not cover it. */
  code?: string;
  printed?: string;
  /** `null`: nobody can say before somebody looks at the paper. Left out: nothing to compare with. */
  match?: boolean | null;
  /** Of a gateway's message: what the member means (`amount`, `orderId`, `mid` …), its value as that, and the length of one that is not shown. */
  meaning?: string;
  meant?: string;
  length?: number;
  where?: { page: number; x: number; y: number; width: number; height: number };
}

export interface Cause {
  id: CauseId;
  confidence: Confidence;
  evidence: Evidence;
}

export interface Note extends Evidence {
  id: string;
}

export const OUTCOMES = ['paid', 'accepted', 'pending', 'failed', 'closed', 'refunded', 'sealed', 'not-a-payment', 'unknown'] as const;
export type OutcomeStatus = (typeof OUTCOMES)[number];

export interface Report {
  schema: number;
  verdict: Verdict;
  format: string;
  checks: Check[];
  digest?: { algorithm: string; computed: string; stated?: string };
  signature?: {
    algorithm?: string;
    curve?: string;
    keySha256?: string;
    signedBytes?: string;
    /** Which of those bytes mean what, in order; `end` is behind the last. Members of a signed slip have any name. */
    ranges?: { field: string; start: number; end: number }[];
    digest?: string;
    repaired?: boolean;
    /** Changes tried when it did not fit, and the most that would have been. */
    tried?: number;
    limit?: number;
  };
  certificate?: { subject: string; issuer: string; serial: string; notBefore: string; notAfter: string; sha256: string; path: string[]; pathSha256?: string[] };
  fields: Field[];
  causes: Cause[];
  nextSteps: Record<Role, string[]>;
  notes: Note[];
  country?: Country;
  demo?: boolean;
  /** Signed under a hierarchy of tests. */
  environment?: 'test';
  /** What a payment gateway's message says of the payment. */
  outcome?: { status: OutcomeStatus; code?: string; text?: string; environment?: 'test'; merchant?: 'own' | 'other'; about?: 'refund' | 'part' };
  code?: string;
  /** What makes it the same slip as another, lower-case hex. */
  identity?: string;
}

export const FINDINGS = ['codes', 'no-code', 'too-dark', 'too-bright', 'blurred', 'cut-off', 'too-small', 'unreadable-code'] as const;
export type Finding = (typeof FINDINGS)[number];

export const FAULTS = ['dark', 'bright', 'blurred', 'glare', 'low-resolution', 'pale-print', 'missing-columns', 'damaged-code'] as const;
export type PictureFault = (typeof FAULTS)[number];

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

/** Formats by their ids in the contract. */
export const FORMAT_IDS = [
  'signed-slip',
  'de-tse',
  'at-rksv',
  'cn-ofd',
  'sa-zatca',
  'cn-acp',
  'cn-wechatpay',
  'cn-alipay',
  'pdf-signature',
  'cn-unionpay',
  'card-slip',
  'none',
] as const;
export type FormatId = (typeof FORMAT_IDS)[number];

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

export const GROUNDS = ['extension', 'file', 'name', 'key', 'none', 'catalogue'] as const;
export type Ground = (typeof GROUNDS)[number];

export const KNOWN_AS = ['known', 'candidate', 'same-key', 'wanted', 'look-alike', 'listed', 'unknown'] as const;

/** What the catalogue of issuers says of a certificate. */
export interface Recognition {
  status: (typeof KNOWN_AS)[number];
  /** The entry's id. */
  entry?: string;
  /** It belongs to a hierarchy of tests, or was issued by one. */
  test: boolean;
  /** Its key is a public sample. */
  sampleKey: boolean;
  /** The only formats that it may be an anchor for, whoever trusts it. */
  formats?: FormatId[];
  /** Ids of the groups that it is a member of. */
  groups: string[];
  /** Sentences, warnings first. */
  notes: Note[];
  /** Whose certificate would be needed above it. */
  missing?: Note;
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

export const REFUSALS = ['private-key', 'pkcs12', 'not-a-certificate', 'damaged', 'too-large', 'weak'] as const;
export type Refusal = (typeof REFUSALS)[number];

export interface Import {
  /** What kind of file it was. */
  recognised?: string;
  items: CertificateItem[];
  keys?: KeyItem[];
  crls: CrlItem[];
  ocsp?: OcspItem[];
  refused: { what: string; reason: Refusal }[];
}
