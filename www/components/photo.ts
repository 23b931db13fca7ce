/** The photo beside the result, with the outline of the code that was read. The fields' own boxes follow where a report names them. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import { plain, t } from '../locales/text.ts';
import type { Shown, Result } from '../state/piece.ts';
import { fold } from './fold.ts';
import { icon } from './icon.ts';

export function photo(result: Result): TemplateResult | typeof nothing {
  const { shown, report } = result;
  if (!shown) return nothing;
  return fold('photo-title', t('photo-title'), '', figure(shown, report.code));
}

/** A picture; the code of `selected` is drawn strong, others faint. */
export function figure(shown: Shown, selected?: string): TemplateResult {
  const { picture } = shown;
  const outlines = picture?.codes ?? [];
  return html`<figure class="photo">
    <img src=${shown.url} alt=${plain('picture-label')} decoding="async" />
    ${
      picture && outlines.length > 0
        ? html`<svg class="photo__codes" viewBox="0 0 ${picture.width} ${picture.height}" preserveAspectRatio="xMidYMid meet" aria-hidden="true">${outlines.map(
            (code) =>
              svg`<polygon points=${code.corners.map(({ x, y }) => `${x},${y}`).join(' ')} class=${selected === undefined || code.text.includes(selected) ? 'is-read' : 'is-other'} vector-effect="non-scaling-stroke"></polygon>`,
          )}</svg>`
        : nothing
    }
    ${outlines.length > 0 ? html`<figcaption class="pin pin--ok">${icon('tick')}${t('picture-found', { count: outlines.length })}</figcaption>` : nothing}
  </figure>`;
}
