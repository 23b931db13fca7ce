import type { Import, Report, CheckRequest as Whole, KeptSlip, SeenKey, FormatId } from './report.d.ts';

export type * from './report.d.ts';

/** Bytes of the module, its address, an answer to a request, or compiled. */
export type ModuleSource = BufferSource | URL | string | Response | Promise<Response> | WebAssembly.Module;

/** DER, or a text with any number of PEM blocks. */
export type Encoded = Uint8Array | string;

export interface Trust {
  /** Trusted: nothing else is. For every format, or for those that are named. */
  anchors?: (Encoded | { der: Uint8Array; formats: FormatId[] })[];
  /** Certificates that are at hand, and no more: what leads from a signer to an anchor. */
  certificates?: Encoded[];
  /** Revocation lists. */
  crls?: Encoded[];
  /** OCSP responses. */
  ocsp?: Encoded[];
  /** Public keys without a certificate, SubjectPublicKeyInfo: at hand. */
  keys?: Encoded[];
  /** The same, trusted for these formats. */
  trustedKeys?: { der: Uint8Array; formats: FormatId[] }[];
  /** Keys that were seen before: told, and never a reason for `verified`. */
  seen?: SeenKey[];
}

/** A text or a file has to be there. */
export interface CheckRequest extends Pick<Whole, 'text' | 'file' | 'printed' | 'apiv3Key'> {
  /** Nothing unless it is named. */
  trust?: Trust;
  /** Slips that were kept: another one like them is told. */
  kept?: KeptSlip[];
  /** The moment of checking, RFC 3339 or a `Date`; now. */
  at?: string | Date;
}

/** A slip of a printed text: where it begins, from line 0, and what it says, by member. */
export interface PrintedSlip {
  line: number;
  members: Record<string, string>;
}

/** Every error of this package. `code`: `request`, `not-loaded`, `unavailable`, `trap`, `ended`. */
export declare class SlipcheckError extends Error {
  readonly code: string;
}

export declare function load(source?: ModuleSource): Promise<void>;
export declare function pem(text: string): Uint8Array[];
export declare function check(request: CheckRequest): Report[];
export declare function inspect(file: Uint8Array): Import;
export declare function read(text: string): PrintedSlip[];
export declare function version(): string;
