/** The photo with each field's box on it, a number at those that differ; it zooms to the field that is looked at. And crops of the paper. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Field } from '../engine/report.ts';
import { plain, t } from '../locales/text.ts';
import type { Desk } from '../state/printed-text.ts';
import { isRunning, type Result } from '../state/piece.ts';
import { fold } from './fold.ts';
import { foreign } from './foreign.ts';
import { icon } from './icon.ts';
import { numbered } from './paper-parts.ts';
import { styled } from './styled.ts';
import { fieldName, reference } from './wording.ts';

export type Where = NonNullable<Field['where']>;

interface View {
  overlay?: TemplateResult | typeof nothing;
  /** What is looked at closely. */
  zoom?: Where | undefined;
  caption?: TemplateResult | typeof nothing;
  /** The id of the words for it. */
  words?: string;
}

/** A picture at its own proportions; what lies over it is placed in its pixels. */
export function sheet({ shown, picture, report }: Result, { overlay = nothing, zoom, caption = nothing, words = 'paper-photo' }: View): TemplateResult {
  if (!shown || !picture) return html``;
  const { width, height } = picture;
  const scale = zoom ? Math.max(1, Math.min(0.85 / (zoom.width / width), 0.3 / (zoom.height / height), 9)) : 1;
  const [x, y] = zoom ? [(zoom.x + zoom.width / 2) / width, (zoom.y + zoom.height / 2) / height] : [0.5, 0.5];
  // Styles go in one by one, never as an attribute: the policy refuses those.
  const place = styled({
    'aspect-ratio': `${width} / ${height}`,
    '--ratio': String(width / height),
    '--zoom': String(scale),
    transform: scale > 1 ? `translate(${(0.5 - scale * x) * 100}%, ${(0.5 - scale * y) * 100}%) scale(${scale})` : 'none',
  });
  return html`<figure class="photo sheet ${scale > 1 ? 'is-zoomed' : ''}">
    <div class="sheet__page" ${place}>
      <img src=${shown.url} alt=${plain(words)} decoding="async" />
      <svg class="photo__codes" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">${picture.codes.map(
        (code) =>
          svg`<polygon points=${code.corners.map((corner) => `${corner.x},${corner.y}`).join(' ')} class=${report.code === undefined || code.text.includes(report.code) ? 'is-read' : 'is-other'} vector-effect="non-scaling-stroke"></polygon>`,
      )}</svg>
      ${overlay}
    </div>
    ${caption}
  </figure>`;
}

export function paperPhoto(desk: Desk, result: Result): TemplateResult | undefined {
  const { paper, picture, shown, report } = result;
  if (!paper || !picture || !shown) return undefined;
  // While it is read it stands with the progress.
  if (isRunning(paper)) return html``;
  const boxes = report.fields.filter(({ where }) => where !== undefined);
  const field = boxes.find(({ name }) => name === desk.active);
  const numbers = numbered(report);
  const box = (entry: Field): TemplateResult => {
    const { x, y, length, height, angle } = along(entry.where as Where, paper.turned);
    const kind = entry.match === false ? 'is-different' : entry.match === null ? 'is-unsure' : entry.match === true ? 'is-same' : 'is-plain';
    return svg`<rect class="${kind} ${entry === field ? 'is-active' : ''}" data-box=${entry.name} x=${x - length / 2} y=${y - height / 2} width=${length} height=${height} rx=${height * 0.15} transform="rotate(${angle} ${x} ${y})" vector-effect="non-scaling-stroke" @click=${() => desk.show(entry.name)}></rect>`;
  };
  const pins = boxes.flatMap((entry) => {
    const number = numbers.get(entry.name);
    const where = entry.where as Where;
    const signed = reference(entry);
    if (number === undefined) return [];
    const style = styled({
      left: `${(Math.min(where.x + where.width, picture.width * 0.98) / picture.width) * 100}%`,
      top: `${(Math.max(where.y - where.height * 0.18, 0) / picture.height) * 100}%`,
    });
    return [
      html`<span class="sheet__pin" ${style}><b>${number}</b>${signed === undefined || signed.length > 12 ? nothing : html`<span>${t('paper-pin', { value: signed })}</span>`}</span>`,
    ];
  });
  const caption = field
    ? html`<figcaption class="sheet__tools"><span class="sheet__name">${fieldName(field.name)}${field.printed === undefined ? nothing : html` <b class="mono">${foreign(field.printed, 24)}</b>`}</span><button class="btn btn--small" type="button" data-paper-action="whole" @click=${() => desk.show(undefined)}>${icon('image')}${t('paper-whole')}</button></figcaption>`
    : boxes.length === 0 && picture.codes.length > 0
      ? html`<figcaption class="pin pin--ok">${icon('tick')}${t('picture-found', { count: picture.codes.length })}</figcaption>`
      : nothing;
  const overlay =
    boxes.length === 0
      ? nothing
      : html`<svg class="sheet__marks" viewBox="0 0 ${picture.width} ${picture.height}" preserveAspectRatio="none" aria-hidden="true">${boxes.map(box)}</svg><div aria-hidden="true">${pins}</div>`;
  return fold(
    'photo-title',
    t('photo-title'),
    '',
    html`<div id="paper-photo">${sheet(result, { overlay, zoom: field?.where, caption })}</div>`,
    numbers.size > 0,
  );
}

/** A box that lies along the text, which the upright one was drawn around: its middle, sides and angle (degrees, clockwise). */
export interface Along {
  x: number;
  y: number;
  length: number;
  height: number;
  angle: number;
}

/**
 * The box along the text. The upright one reaches from the middle of the first character to that of the last, and half a
 * line's height further on every side (`compare::place` of the core).
 */
export function along({ x, y, width, height }: Where, turned: number): Along {
  const lies = Math.abs(Math.round(turned / 90)) % 2 === 1;
  const skew = ((turned - 90 * Math.round(turned / 90)) * Math.PI) / 180;
  const [run, rise] = lies ? [height, width] : [width, height];
  const [cos, sin] = [Math.cos(skew), Math.abs(Math.sin(skew))];
  const between = Math.min(Math.max(0, (run - rise) / Math.max(0.3, cos - sin)), run);
  const high = Math.min(rise, Math.max(run - between * cos, rise / 4));
  return { x: x + width / 2, y: y + height / 2, length: between + high, height: high, angle: turned };
}

/** A piece of the paper, the text upright. */
export function crop({ shown, picture, paper }: Result, where: Where, name: string): TemplateResult {
  if (!shown || !picture) return html``;
  const box = along(where, paper?.turned ?? 0);
  // Room around it: the next characters tell whether it is whole.
  const length = box.length + box.height * 0.8;
  const height = box.height * 1.5;
  const frame = styled({ 'aspect-ratio': `${length} / ${height}`, '--aspect': String(length / height) });
  const image = styled({
    width: `${(picture.width / length) * 100}%`,
    height: `${(picture.height / height) * 100}%`,
    transform: `rotate(${-box.angle}deg) translate(${(-box.x / picture.width) * 100}%, ${(-box.y / picture.height) * 100}%)`,
  });
  return html`<span class="crop" data-crop=${name} ${frame}><img src=${shown.url} alt=${plain('paper-crop', { field: fieldName(name) })} decoding="async" ${image} /></span>`;
}
