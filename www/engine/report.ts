/** What the engine takes and returns: the shapes of the contract, as they cross the worker's boundary. */

export const VERDICTS = ['verified', 'altered', 'invalid', 'certificate-problem', 'unknown-issuer', 'unsigned', 'unreadable'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const CHECKS = ['format', 'digest', 'signature', 'certificate', 'validity', 'printed', 'plausibility'] as const;
export type CheckId = (typeof CHECKS)[number];

export const STATUSES = ['pass', 'fail', 'warn', 'unknown', 'absent'] as const;
export type Status = (typeof STATUSES)[number];

export const CAUSES = [
  'field-altered', 'reading-error', 'paste-damage', 'truncated', 'algorithm-conflict', 'encoding-conflict', 'time-zone', 'clock-wrong',
  'certificate-expired', 'certificate-not-yet-valid', 'certificate-revoked', 'certificate-unknown-issuer', 'certificate-wrong-key',
  'certificate-wrong-usage', 'signing-device-failed', 'printer-fault', 'camera-fault', 'header-refused', 'malformed', 'chain-broken',
  'duplicate-slip', 'not-signed', 'data-corrupted',
] as const;
export type CauseId = (typeof CAUSES)[number];

export const CONFIDENCES = ['proven', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export type Role = 'cardholder' | 'merchant';
export type Country = 'CN' | 'DE' | 'AT';
export type Evidence = Record<string, unknown>;

export interface Check {
  id: CheckId;
  status: Status;
  evidence?: Evidence;
}

export interface Field {
  name: string;
  signed?: string;
  printed?: string;
  /** `null`: nobody can say before somebody looks at the paper. Left out: nothing to compare with. */
  match?: boolean | null;
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
    digest?: string;
    repaired?: boolean;
    tried?: number;
  };
  certificate?: { subject: string; issuer: string; serial: string; notBefore: string; notAfter: string; sha256: string; path: string[] };
  fields: Field[];
  causes: Cause[];
  nextSteps: Record<Role, string[]>;
  notes: Note[];
  country?: Country;
  demo?: boolean;
  code?: string;
}

/** What the code-reading module saw. */
export interface Picture {
  width: number;
  height: number;
  codes: { text: string; corners: { x: number; y: number }[]; version?: number; errorsCorrected?: number }[];
  finding: 'codes' | 'no-code' | 'too-dark' | 'too-bright' | 'blurred' | 'cut-off' | 'too-small' | 'unreadable-code';
  quality: { brightness: number; contrast: number; sharpness: number };
}

/** Certificates and revocation lists, DER. */
export interface Trust {
  anchors: Uint8Array[];
  certificates: Uint8Array[];
  crls: Uint8Array[];
}

export interface CheckRequest {
  text?: string;
  picture?: Picture;
  trust: Trust;
  /** RFC 3339: the moment of checking. */
  at: string;
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
}

export interface CrlItem {
  der: Uint8Array;
  issuer: string;
  thisUpdate: string;
  nextUpdate?: string;
  sha256: string;
  entries: number;
}

export type Refusal = 'private-key' | 'not-a-certificate' | 'damaged' | 'too-large';

export interface Import {
  items: CertificateItem[];
  crls: CrlItem[];
  refused: { what: string; reason: Refusal }[];
}
