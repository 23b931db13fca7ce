/** The core module: crate `slipcheck`, feature `web`. Errors are thrown as plain objects `{code, message}`. */
import type { CheckRequest, Import, Recognition, Report } from './report.ts';
export default function init(module: { module_or_path: Promise<Response> }): Promise<unknown>;
export function check(request: CheckRequest): Report[];
export function inspect(file: Uint8Array): Import;
/** What the catalogue of issuers says of certificates, DER, one by one; the whole core alone. */
export function recognise(certificates: Uint8Array[]): (Recognition | null)[];
/** The slips of a text, one after another; the whole core alone. */
export function slips(text: string): { line: number; members: [name: string, value: string][] }[];
export function sha256(bytes: Uint8Array): string;
export function version(): string;
