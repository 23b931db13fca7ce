/** What is certain and what is not: said wherever a verdict could be taken for more, or less, than it is. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Report } from '../engine/report.ts';
import { has, t } from '../locales/text.ts';
import { commonName } from '../state/names.ts';
import { fold } from './fold.ts';
import { visible } from './foreign.ts';
import { icon } from './icon.ts';
import { halfTick, note, status, value } from './wording.ts';

export interface Knowledge {
  certain: string[];
  not: string[];
}

export function knowledge(report: Report, byHost = false): Knowledge | undefined {
  const same = report.fields.filter(({ match }) => match === true).length;
  switch (report.verdict) {
    case 'verified': {
      const half = halfTick(report);
      const mid = value(report, 'mid');
      const filled = note(report, 'filled-in-after-signing') !== undefined && has('knows-filled');
      return {
        certain: [
          t(report.outcome !== undefined ? 'knows-message' : half ? 'knows-code-whole' : filled ? 'knows-filled' : 'knows-whole'),
          ...(half || same === 0 ? [] : [t('knows-fields', { count: same })]),
          report.demo ? t('knows-who-demo') : t(byHost ? 'knows-who-host' : 'knows-who', { subject: visible(commonName(report.certificate?.subject ?? '')) }),
          ...(note(report, 'signs-for-acquirer')
            ? [t('knows-acquirer')]
            : note(report, 'signs-for-merchant') && mid !== undefined
              ? [t('knows-mid', { mid: visible(mid) })]
              : []),
        ],
        not: [...(half && report.outcome === undefined ? [t('knows-not-paper')] : []), t('knows-not-paid'), t('knows-not-only')],
      };
    }
    case 'unknown-issuer':
      if (status(report, 'signature') !== 'pass') return undefined;
      if (note(report, 'amounts-not-bound')) return { certain: [t('knows-hash-signed')], not: [t('knows-not-bound'), t('knows-not-who'), t('knows-not-paid')] };
      return {
        certain: [t(same > 0 ? 'knows-whole' : 'knows-code-whole'), ...(same > 0 ? [t('knows-fields', { count: same })] : [])],
        not: [t('knows-not-who'), t('knows-not-paid')],
      };
    case 'unsigned': {
      const plausible = status(report, 'plausibility');
      return {
        certain: [
          ...(report.fields.length > 0 ? [t('knows-read', { count: report.fields.length })] : []),
          ...(plausible === 'pass' ? [t('knows-plausible')] : plausible === 'fail' || plausible === 'warn' ? [t('knows-implausible')] : []),
        ],
        not: [t('knows-not-genuine'), t('knows-not-changed')],
      };
    }
    default:
      return undefined;
  }
}

export function knows(report: Report, byHost = false): TemplateResult | typeof nothing {
  const known = knowledge(report, byHost);
  if (!known) return nothing;
  const unsigned = report.verdict === 'unsigned';
  const list = (name: string, kind: string, title: string, entries: string[]): TemplateResult | typeof nothing =>
    entries.length === 0
      ? nothing
      : html`<div class=${kind}><h3>${t(title)}</h3><ul>${entries.map((entry) => html`<li>${icon(name)}<span>${entry}</span></li>`)}</ul></div>`;
  const [certain, not] = unsigned ? ['knows-unsigned-certain', 'knows-unsigned-not'] : ['knows-certain', 'knows-not-certain'];
  return fold(
    'knows-title',
    `${t(certain)} · ${t(not)}`,
    '',
    html`<div class="knows">${list('tick', 'y', certain, known.certain)}${list('dash', 'n', not, known.not)}</div>`,
  );
}
