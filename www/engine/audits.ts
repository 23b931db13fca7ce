/** Audits as the page sees them: one typed call into a worker of its own, which ends with the audit and gives its memory back. */

import { proxy } from 'comlink';
import type { AuditProgress, AuditReport, AuditRequest } from '@all';
import auditUrl from './audit.worker.ts?worker&url';
import type { AuditApi, Audited } from './audit.worker.ts';
import { Fault, Supervised } from './supervised.ts';

export type { Audited, AuditProgress, AuditReport, AuditRequest };

/** An audit that says nothing for so long hangs. Milliseconds. */
const SILENT = 180_000;
/** The longest that a timer can wait. */
const FOREVER = 2 ** 31 - 1;

/** Judges an export; throws `Fault`, `Thrown`, or the signal's reason. */
export async function audit(request: AuditRequest, told: (progress: AuditProgress) => void, signal: AbortSignal): Promise<Audited> {
  const worker = new Supervised<AuditApi>(auditUrl, 'audit', true);
  const silent = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(new Fault('hang', 'audit')), SILENT);
  };
  heard();
  const listening = proxy((progress: AuditProgress) => {
    heard();
    told(progress);
  });
  try {
    return await worker.call((api) => api.audit(request, listening) as Promise<Audited>, FOREVER, AbortSignal.any([signal, silent.signal]));
  } finally {
    clearTimeout(timer);
    worker.stop();
  }
}
