/** The seven checks, always all of them, each with its mark, its word and one line. */

import { html, type TemplateResult } from 'lit';
import { CHECKS, type Check, type Report } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import { fold, wide } from './fold.ts';
import { visible } from './foreign.ts';
import { icon, sign } from './icon.ts';
import type { Result } from '../state/piece.ts';
import { commonName } from '../state/names.ts';
import { date, differing, fieldName, inCode, reference } from './wording.ts';

export function checks({ report, byHost }: Result): TemplateResult {
  const list = html`<ul class="checks">${ordered(report).map(
    (check) =>
      html`<li id="check-${check.id}" data-check=${check.id} data-status=${check.status}>${sign(check.status)}<b>${t(`check-${check.id}`)}</b><em>${t(`status-${check.status}`)}</em><p>${drawn(report, check, byHost)}</p></li>`,
  )}</ul>`;
  // What holds is folded once more, and stands in its place: the style sheet shows it when this is open.
  const held = report.checks.filter(({ status }) => status !== 'fail' && status !== 'warn').length;
  const concerned = report.verdict === 'certificate-problem';
  return fold(
    'checks-title',
    t('checks-title'),
    summary(report),
    concerned && !wide.matches
      ? html`${list}<details class="more held"><summary>${icon('chev', 'chev')}${t('fields-more-signed', { count: held })}</summary></details>`
      : list,
    concerned,
  );
}

/** In the contract's order, whatever order they come in. */
export function ordered(report: Report): Check[] {
  return CHECKS.map((id) => report.checks.find((check) => check.id === id) ?? { id, status: 'unknown' as const });
}

export function summary(report: Report): string {
  const count = (status: string): number => report.checks.filter((check) => check.status === status).length;
  if (count('fail') > 0) return t('checks-summary', { fail: count('fail') });
  if (count('unknown') > 0) return t('checks-summary-unknown', { count: count('unknown') });
  return count('pass') === CHECKS.length ? t('checks-all-pass') : '';
}

function generalLine(report: Report, { id, status }: Check, byHost: boolean): string {
  const general = `check-${id}-${status}`;
  if (id === 'certificate' && status === 'pass' && byHost) return t('check-certificate-pass-host', { host: location.host });
  if (id === 'printed' && (status === 'pass' || status === 'fail') && inCode(report)) return t(`${general}-code`);
  // The certificate is there: what is missing is the moment of a signature.
  if (id === 'validity' && status === 'unknown' && report.certificate) return t(`${general}-signature`);
  return t(general);
}

/** The check's general line, and what this slip adds to it. */
export function line(report: Report, check: Check, byHost = false): string {
  const general = generalLine(report, check, byHost);
  const particular = detail(report, check);
  return particular === undefined ? general : `${general} · ${particular}`;
}

/** The same for the page: a digest stays in one piece. */
function drawn(report: Report, check: Check, byHost = false): TemplateResult {
  const general = generalLine(report, check, byHost);
  const particular = detail(report, check);
  if (particular === undefined) return html`${general}`;
  return check.id === 'digest' ? html`${general} <span class="mono nowrap">${particular}</span>` : html`${general} · ${particular}`;
}

function detail(report: Report, { id, status }: Check): string | undefined {
  const { signature, certificate, digest } = report;
  switch (id) {
    case 'format':
      return report.format === 'none' ? undefined : t(`format-${report.format}`);
    case 'digest':
      return status === 'pass' && digest
        ? digest.computed
            .slice(0, 16)
            .toUpperCase()
            .replace(/(.{4})(?=.)/g, '$1-')
        : undefined;
    case 'signature':
      return signature?.algorithm === undefined || status === 'absent' ? undefined : visible(signature.algorithm);
    case 'certificate':
      return status === 'pass' && certificate
        ? t('check-certificate-detail', { subject: visible(commonName(certificate.subject)), issuer: visible(commonName(certificate.issuer)) })
        : undefined;
    case 'validity':
      return certificate && (status === 'pass' || status === 'fail' || status === 'warn')
        ? t('check-validity-detail', { from: date(certificate.notBefore), until: date(certificate.notAfter) })
        : undefined;
    case 'printed': {
      const different = differing(report);
      const [first] = different;
      const signed = first && reference(first);
      if (different.length === 1 && first?.printed !== undefined && signed !== undefined) {
        return t(inCode(report) ? 'check-printed-differs-code' : 'check-printed-differs', {
          field: fieldName(first.name),
          printed: visible(first.printed),
          signed: visible(signed),
        });
      }
      const same = report.fields.filter(({ match }) => match === true).length;
      return same > 0 ? t('check-printed-detail', { count: same }) : undefined;
    }
    case 'plausibility':
      return undefined;
  }
}
