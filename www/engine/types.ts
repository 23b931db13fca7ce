/** What the core returns, and its lists of ids. Written by `node scripts/types.mjs` from the sources of the core: change those. */

export type Evidence = Record<string, unknown>;

export const VERDICTS = ['unreadable', 'unsigned', 'invalid', 'altered', 'certificate-problem', 'unknown-issuer', 'verified'] as const;
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

export const COUNTRIES = ['CN', 'DE', 'AT'] as const;
export type Country = (typeof COUNTRIES)[number];

export const FORMAT_IDS = [
  'signed-slip',
  'de-tse',
  'at-rksv',
  'cn-ofd',
  'sa-zatca',
  'pdf-signature',
  'cn-acp',
  'cn-wechatpay',
  'cn-alipay',
  'in-einvoice',
  'cn-unionpay',
  'card-slip',
  'none',
] as const;
export type FormatId = (typeof FORMAT_IDS)[number];

export const FAMILIES = ['card', 'till', 'invoice', 'file', 'message', 'other'] as const;
export type Family = (typeof FAMILIES)[number];

export const OUTCOMES = ['paid', 'accepted', 'pending', 'failed', 'closed', 'refunded', 'sealed', 'not-a-payment', 'unknown'] as const;
export type OutcomeStatus = (typeof OUTCOMES)[number];

export const FINDINGS = ['codes', 'no-code', 'too-dark', 'too-bright', 'blurred', 'cut-off', 'too-small', 'unreadable-code'] as const;
export type Finding = (typeof FINDINGS)[number];

export const FAULTS = ['dark', 'bright', 'blurred', 'glare', 'low-resolution', 'pale-print', 'missing-columns', 'damaged-code'] as const;
export type PictureFault = (typeof FAULTS)[number];

export const REFUSALS = ['private-key', 'pkcs12', 'not-a-certificate', 'damaged', 'too-large', 'weak'] as const;
export type Refusal = (typeof REFUSALS)[number];

export const GROUNDS = ['extension', 'file', 'name', 'key', 'none', 'catalogue'] as const;
export type Ground = (typeof GROUNDS)[number];

export const KNOWN_AS = ['known', 'candidate', 'same-key', 'wanted', 'look-alike', 'listed', 'unknown'] as const;
export type KnownAs = (typeof KNOWN_AS)[number];

/** Formats of the family `card`. */
export const CARD_FORMATS = ['signed-slip', 'cn-unionpay', 'card-slip'] as const;

/** Formats of the family `till`. */
export const TILL_FORMATS = ['de-tse', 'at-rksv', 'sa-zatca'] as const;

/** Formats of the family `invoice`. */
export const INVOICE_FORMATS = ['cn-ofd', 'in-einvoice'] as const;

/** Formats of the family `file`. */
export const FILE_FORMATS = ['pdf-signature'] as const;

/** Formats of the family `message`. */
export const MESSAGE_FORMATS = ['cn-acp', 'cn-wechatpay', 'cn-alipay'] as const;

/** Formats of the family `other`. */
export const OTHER_FORMATS = ['none'] as const;

/** Formats that an anchor can be trusted for. */
export const CERTIFIED_FORMATS = [
  'signed-slip',
  'de-tse',
  'at-rksv',
  'cn-ofd',
  'sa-zatca',
  'pdf-signature',
  'cn-acp',
  'cn-wechatpay',
  'cn-alipay',
  'in-einvoice',
] as const;

/** Formats that a key without a certificate can be trusted for. */
export const KEY_FORMATS = ['cn-wechatpay', 'cn-alipay', 'in-einvoice'] as const;

/** One check and its evidence. */
export interface Check {
  /** Which one. */
  id: CheckId;
  /** How it came out. */
  status: Status;
  /** What that rests on. */
  evidence?: Evidence;
}

/** The digest that the slip states about itself, against the one recomputed. */
export interface Digest {
  /** `SHA-256`, … */
  algorithm: string;
  /** Lower-case hex. */
  computed: string;
  /** Lower-case hex, as far as it is printed. */
  stated?: string;
}

/** A part of the signed bytes. */
export interface Range {
  /** `clientId`, `processData`, …; a member's name. */
  field: string;
  /** Its first byte. */
  start: number;
  /** The byte behind its last. */
  end: number;
}

/** What was signed, how and by which key: enough for another tool to compare. */
export interface Signature extends Evidence {
  /** As the slip declares it: `ES256`, `ecdsa-plain-SHA256`, … */
  algorithm?: string;
  /** `P-256`, …; left out for RSA. */
  curve?: string;
  /** Hex of SHA-256 of the SubjectPublicKeyInfo. */
  keySha256?: string;
  /** Base64 (RFC 4648 §4) of the bytes that the signature is over. */
  signedBytes?: string;
  /** What of those bytes means what, in order, where the format knows. */
  ranges?: Range[];
  /** Hex of the digest of those bytes. */
  digest?: string;
  /** Whether something had to be changed for it to fit. */
  repaired: boolean;
  /** Candidates tried when it did not fit, when any were. */
  tried?: number;
  /** Most candidates that would have been tried. */
  limit?: number;
}

/** Where a field stands on the picture, in its pixels. */
export interface Where {
  /** Page or picture, from 0. */
  page: number;
  /** From the left. */
  x: number;
  /** From the top. */
  y: number;
  /** Width. */
  width: number;
  /** Height. */
  height: number;
}

/** A member of the slip, as signed and as printed. */
export interface Field {
  /** The member's name. */
  name: string;
  /** The signed value, when it is known. */
  signed?: string;
  /** The value in the slip's code, when the signature does not cover it. */
  code?: string;
  /** The printed value in normal form, when it was read. */
  printed?: string;
  /** Left out where there is nothing to compare. */
  match?: boolean | null;
  /** What the member means, where the format knows: `amount`, `orderId`, … */
  meaning?: string;
  /** The value as its meaning writes it: an amount in yuan. */
  meant?: string;
  /** Characters of a value that is not shown. */
  length?: number;
  /** Where it stands on the picture. */
  where?: Where;
}

/** The signing certificate and the path that was found for it. */
export interface Certificate {
  /** Distinguished name (RFC 4514). */
  subject: string;
  /** Distinguished name (RFC 4514). */
  issuer: string;
  /** Lower-case hex. */
  serial: string;
  /** RFC 3339. */
  notBefore: string;
  /** RFC 3339. */
  notAfter: string;
  /** Hex of SHA-256 of the DER. */
  sha256: string;
  /** Subjects from the leaf up to the anchor, as far as there is a path. */
  path: string[];
  /** SHA-256 of these certificates, lower-case hex, in the same order. */
  pathSha256?: string[];
}

/** Why it does not fit. */
export interface Cause {
  /** Which. */
  id: CauseId;
  /** How sure. */
  confidence: Confidence;
  /** What that rests on. */
  evidence: Evidence;
}

/** Something to know that is no cause. */
export interface Note extends Evidence {
  /** Kebab-case id. */
  id: string;
}

/** What a gateway's message says of the payment. */
export interface Outcome {
  /** `paid`, `accepted`, `pending`, `failed`, `closed`, `refunded`, `sealed`, `not-a-payment`, `unknown`. */
  status: OutcomeStatus;
  /** The gateway's own code. */
  code?: string;
  /** The gateway's own text. */
  text?: string;
  /** `test`: the gateway's test platform, where no money moves. */
  environment?: 'test';
  /** `own`, `other`: whether it names the merchant whose number the user keeps; nothing where there is none to compare. */
  merchant?: 'own' | 'other';
  /** `refund`, `part`: what the status is of, where it is not the whole payment: a refund, or a part of one. */
  about?: 'refund' | 'part';
}

/** Step ids by role, in the order in which a person would take them. */
export interface NextSteps {
  /** For who paid. */
  cardholder: string[];
  /** For who was paid. */
  merchant: string[];
}

/** A text: its id, and its arguments. `field`, `fields` and `members` are names of members, `cause` and `kind` ids of a cause and of a change, in words; `count` is a number. */
export interface Sentence {
  /** Of the text. */
  id: string;
  /** What belongs into it. */
  values?: Evidence;
}

/** What stands above everything else of a report. */
export interface Headline {
  /** Behind `verdict-`, the id of the title: a verdict, `verified-code-only` (verified, and only the code was seen), `verified-test`, `altered-digest`, `invalid-digest`, and of genuine messages `message-…`. */
  title: string;
  /** `verified` and not the full tick. */
  half: boolean;
  /** A genuine message that no money is known to have moved for, to the reader at least. */
  unpaid: boolean;
  /** What contradicts the code or the content while the verdict speaks of the key alone: a cause, or `print`. */
  contradiction?: string;
  /** Why: one sentence, or a few. */
  why: Sentence[];
  /** What to do first. `<id>.merchant`, `.till` and `.till-merchant` may be more particular texts of it. */
  now: Sentence;
  /** The text that goes with it, where it is not `<id>.detail`. */
  detail?: string;
}

/** What one check returns. */
export interface Report {
  /** Version of this form. */
  schema: number;
  /** One word. */
  verdict: Verdict;
  /** What it was recognised as. */
  format: FormatId;
  /** Whose contacts and law the steps follow. */
  country?: Country;
  /** Whether a demonstration certificate vouches for it. */
  demo?: boolean;
  /** `test`: it is signed under a hierarchy of tests, and says nothing of a real sale. */
  environment?: 'test';
  /** What the message says of the payment: never the same as whether it is genuine. */
  outcome?: Outcome;
  /** All seven. */
  checks: Check[];
  /** The stated digest. */
  digest?: Digest;
  /** What was signed. */
  signature?: Signature;
  /** By whom. */
  certificate?: Certificate;
  /** Members. */
  fields: Field[];
  /** Why, the surest first. */
  causes: Cause[];
  /** What now. */
  nextSteps: NextSteps;
  /** What else to know. */
  notes: Note[];
  /** The code as it was read, cleaned. */
  code?: string;
  /** What makes it the same slip as another, lower-case hex: all that is signed, without the signature. */
  identity?: string;
}

/** Everything that the catalogue says of a certificate by itself, as page and command line show it. */
export interface Recognition {
  /** How it is known. */
  status: KnownAs;
  /** The entry's id. */
  entry?: string;
  /** It belongs to a hierarchy of tests, or was issued by one. */
  test: boolean;
  /** Its key is a public sample. */
  sampleKey: boolean;
  /** Ids of the only formats that it may be an anchor for, whoever trusts it; `None`: the catalogue does not know its key. */
  formats?: FormatId[];
  /** Ids of the groups that it is a member of. */
  groups: string[];
  /** Sentences, warnings first. */
  notes: Note[];
  /** Whose certificate would be needed above it; `None`: nobody's, or the catalogue does not know. */
  missing?: Note;
}
