/** What an import of certificates or a change to them did. */

import { html, nothing, type TemplateResult } from 'lit';
import { has, t } from '../locales/text.ts';
import type { Session } from '../state/session.ts';
import type { Imported } from '../state/certificates.ts';
import { isTrusted } from '../storage/certificates.ts';
import { visible } from './foreign.ts';
import { remarkList } from './issuer-note.ts';
import { icon, sign } from './icon.ts';

/** What the last import or change did, and how to take it back. */
export function outcome(session: Session): TemplateResult | typeof nothing {
  const { undo, problem } = session;
  const { imported } = session.certificates;
  const gap = session.language === 'zh-CN' ? '' : ' ';
  if (!imported && !undo && !problem) return nothing;
  return html`<div class="outcome" role="status" data-import>
    ${problem ? html`<p class="hint">${sign('warn')}<span><b>${t(`problem-${problem.id}`)}</b> ${t(`problem-${problem.id}.now`, { count: problem.count ?? 0 })}</span></p>` : nothing}
    ${
      imported
        ? html`${said(session, imported)}${untrusted(session, imported)}
        ${imported.added > 0 || imported.known > 0 || (imported.refused.length === 0 && imported.keysBeside === 0) ? html`<p class="note">${imported.asSlip ? icon('cert') : sign('pass', 'i')}<span>${t('certificates-imported', { count: imported.added })}${imported.known > 0 ? `${gap}${t('certificates-known', { count: imported.known })}` : ''}${imported.added > 0 && session.results.length > 0 && !imported.asSlip ? `${gap}${t('certificates-rechecked')}` : ''}</span></p>` : nothing}
        ${imported.keysBeside > 0 ? html`<p class="hint" data-keys-beside=${imported.keysBeside}>${sign('warn')}<span>${t('import-key-beside')} <button class="link" type="button" data-compare @click=${() => session.go('certificates')}>${t('import-see')}</button></span></p>` : nothing}
        ${imported.left > 0 ? html`<p class="hint" data-left=${imported.left}>${sign('warn')}<span>${t('import-left', { count: imported.left })}</span></p>` : nothing}
        ${folded(
          'import-files',
          imported.files.map((file) => html`<p class="note" data-recognised=${file.kind}>${icon('info')}<span>${recognised(file)}</span></p>`),
        )}
        ${imported.refused.map(({ what, reason }) => html`<p class="hint" data-refused=${reason}>${sign('warn')}<span>${t(`refused-${reason}`, { what: visible(what) })}</span></p>`)}`
        : nothing
    }
    ${undo ? html`<p class="note">${sign('pass', 'i')}<span>${undo.text} <button class="link" type="button" data-undo @click=${() => void undo.run()}>${t('certificates-undo')}</button></span></p>` : nothing}
  </div>`;
}

/** More lines than these are folded into one that opens: a phone shows what came of many files at once. */
const FEW = 4;

function folded(title: string, lines: TemplateResult[]): TemplateResult | TemplateResult[] {
  if (lines.length <= FEW) return lines;
  return html`<details class="more" data-folded=${title}><summary>${icon('chev', 'chev')}${t(title, { count: lines.length })}</summary>${lines}</details>`;
}

/** What the catalogue says of what came: warnings first, and always. */
function said(session: Session, { certificates }: Imported): (TemplateResult | TemplateResult[])[] {
  const notes = certificates.flatMap((sha256) => session.certificates.told(sha256)?.notes ?? []);
  return [remarkList(notes, 'warnings'), folded('import-known', remarkList(notes, 'others'))];
}

/** That an import trusts nobody, said where something came beside a slip or waits to be trusted; and the way to where it can be. */
function untrusted(session: Session, { asSlip, waiting, added, known }: Imported): TemplateResult | typeof nothing {
  // What was taken away or trusted meanwhile waits no more.
  const left = waiting.filter((sha256) => {
    const stored = session.certificates.store.certificate(sha256);
    return stored !== undefined && !isTrusted(stored);
  });
  if ((!asSlip || added + known === 0) && left.length === 0) return nothing;
  const [first] = left;
  const go = (): void => {
    if (first === undefined) session.go('certificates');
    else void session.compareCertificate(first);
  };
  return html`<p class="note" data-untrusted=${left.length}>${icon('info')}<span>${asSlip ? html`${t(session.results.length > 0 || session.busy ? 'import-beside' : 'import-instead')} ` : nothing}${left.length > 0 ? html`<b>${t('import-waiting', { count: left.length })}</b> ` : nothing}<button class="link" type="button" data-compare @click=${go}>${t(left.length > 0 ? 'trust-go' : 'import-see')}</button></span></p>`;
}

/** What a file was, and what was in it. */
function recognised({ name, kind, certificates, crls, keys, ocsp }: NonNullable<Session['certificates']['imported']>['files'][number]): string {
  const parts = [
    ['certificates', certificates],
    ['crls', crls],
    ['keys', keys],
    ['ocsp', ocsp],
  ] as const;
  const found = parts.filter(([, count]) => count > 0).map(([what, count]) => t(`recognised-count-${what}`, { count }));
  return t('recognised', {
    name: visible(name),
    kind: has(`recognised-${kind}`) ? t(`recognised-${kind}`) : visible(kind),
    found: found.length === 0 ? t('recognised-nothing') : found.join(t('list-separator')),
  });
}
