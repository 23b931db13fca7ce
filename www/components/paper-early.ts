/** What stands fully read on a photo while the rest of it is being read: the fields so far, each with its box and its line of the paper. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Early } from '../state/early-fields.ts';
import { t } from '../locales/text.ts';
import { difference, foreign, marked } from './foreign.ts';
import { icon } from './icon.ts';
import { along } from './paper-photo.ts';
import { drawn } from './strip.ts';
import { fieldName, readableTime, typeName } from './wording.ts';

const kind = ({ match }: Early): string => (match === undefined ? 'is-plain' : match ? 'is-same' : 'is-different');

/** Boxes, in pixels of the picture. */
export function earlyBoxes(early: Early[], turned: number): TemplateResult[] {
  return early.map((field) => {
    const { x, y, length, height, angle } = along(field.where, turned);
    return svg`<rect class=${kind(field)} data-early-box=${field.name} x=${x - length / 2} y=${y - height / 2} width=${length} height=${height} rx=${height * 0.15} transform="rotate(${angle} ${x} ${y})" vector-effect="non-scaling-stroke"></rect>`;
  });
}

export function earlyFields(early: Early[]): TemplateResult | typeof nothing {
  if (early.length === 0) return nothing;
  return html`<section class="early" aria-labelledby="early-title">
    <h3 id="early-title">${t('paper-early')}</h3>
    <p class="label">${t('paper-early.detail')}</p>
    <ul>${early.map(row)}</ul>
  </section>`;
}

function row(field: Early): TemplateResult {
  const { name, printed, signed, match, strip } = field;
  const [left, right] = match === false && signed !== undefined ? difference(printed, signed) : [];
  return html`<li class=${kind(field)} data-early=${name} data-early-match=${match === undefined ? 'none' : String(match)}>
    <span class="early__name">${fieldName(name)}${match === true ? html` <span class="early__sign">${icon('eq')}<span class="vh">${t('fields-same')}</span></span>` : nothing}</span>
    <b class="early__value mono">${left ? marked(left) : foreign(worded(name, printed), 40)}</b>
    ${right ? html`<span class="early__differs"><span class="early__sign">${icon('ne')}${t('paper-early-differs')}</span> <b class="mono">${marked(right)}</b></span>` : nothing}
    ${strip ? html`<canvas class="early__strip" aria-hidden="true" ${drawn(strip)}></canvas>` : nothing}
  </li>`;
}

/** As it is read by people, where the core has a form of its own. */
function worded(name: string, printed: string): string {
  if (name === 'type') return typeName(printed) ?? printed;
  return name === 'time' ? readableTime(printed) : printed;
}
