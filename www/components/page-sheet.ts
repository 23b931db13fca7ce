/** The page of a document beside the result: its code outlined, the fields that were read on it marked. */

import { html, svg, type TemplateResult } from 'lit';
import type { Field } from '../engine/report.ts';
import { t } from '../locales/text.ts';
import type { Result } from '../state/piece.ts';
import type { Session } from '../state/session.ts';
import { fold } from './fold.ts';
import { icon } from './icon.ts';
import { sheet } from './paper-photo.ts';

const kind = ({ match }: Field): string => (match === false ? 'is-different' : match === null ? 'is-unsure' : match === true ? 'is-same' : 'is-plain');

/** An OFD document is drawn from its own steps, by an element that comes with the first one. */
function ofdPages(result: Result, session: Session): TemplateResult {
  void import('./ofd-page.ts').catch(() => undefined);
  return fold(
    'photo-title',
    t('ofd-title'),
    '',
    html`<ofd-page .result=${result} .trust=${() => session.certificates.trust(session.sample !== undefined)}></ofd-page>`,
    true,
  );
}

export function pageSheet(result: Result, session: Session): TemplateResult | undefined {
  const { shown, report } = result;
  if (report.format === 'cn-ofd' && result.document) return ofdPages(result, session);
  if (!shown?.page || !shown.picture) return undefined;
  const { page, picture } = shown;
  const boxes = report.fields.flatMap((field) => {
    const { where } = field;
    if (where?.page !== page.number - 1) return [];
    // A little room around the letters.
    const room = where.height * 0.45;
    const [x, y] = [(where.x - room) * page.scale - page.left, (where.y - room) * page.scale - page.top];
    const [width, height] = [(where.width + 2 * room) * page.scale, (where.height + 2 * room) * page.scale];
    return [svg`<rect class=${kind(field)} data-box=${field.name} x=${x} y=${y} width=${width} height=${height} vector-effect="non-scaling-stroke"></rect>`];
  });
  const overlay = html`<svg class="sheet__marks" viewBox="0 0 ${picture.width} ${picture.height}" preserveAspectRatio="none" aria-hidden="true">${boxes}</svg>`;
  const different = report.fields.some(({ match, where }) => match === false && where?.page === page.number - 1);
  return fold(
    'photo-title',
    t('page-title', { number: page.number }),
    '',
    html`<div id="page-sheet">${sheet({ ...result, picture }, { overlay, words: 'page-label' })}</div><p class="note" role="presentation">${icon('info')}<span>${t('page-drawn')}</span></p>`,
    different,
  );
}
