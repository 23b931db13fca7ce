/** Verdicts of a terminal by week, as small stacked bars to scale, and the same as a table. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import { plain, t } from '../locales/text.ts';
import { weeks, type Week } from '../state/terminals.ts';
import type { Seen } from '../storage/terminals.ts';

/** How many weeks are drawn. */
const WEEKS = 12;
const HEIGHT = 80;
const STEP = 26;

/** From the bottom up. */
const GROUPS = ['good', 'open', 'certificate', 'bad'] as const;

/** What each is drawn with. */
const DRAWN = {
  good: 'terminals-plot__good',
  open: 'terminals-plot__open',
  certificate: 'terminals-plot__certificate',
  bad: 'terminals-plot__bad',
};

function total(week: Week): number {
  return GROUPS.reduce((sum, group) => sum + week[group], 0);
}

export function terminalPlot(checks: readonly Seen[]): TemplateResult {
  const list = weeks(checks, WEEKS);
  const most = Math.max(1, ...list.map(total));
  const scale = HEIGHT / most;
  const sum = list.reduce((all, week) => all + total(week), 0);
  const bad = list.reduce((all, { bad: count }) => all + count, 0);
  return html`<svg class="terminals-plot" viewBox="0 0 ${WEEKS * STEP} ${HEIGHT + 24}" role="img" aria-label=${plain('terminals-plot', { count: sum, bad, weeks: WEEKS })}>
      <line class="terminals-plot__axis" x1="0" y1=${HEIGHT + 2} x2=${WEEKS * STEP} y2=${HEIGHT + 2}></line>
      ${list.map((week, at) => bar(week, at * STEP + 4, scale))}
      <text x="0" y=${HEIGHT + 18}>${list[0]?.from.slice(5)}</text><text x=${WEEKS * STEP} y=${HEIGHT + 18} text-anchor="end">${list.at(-1)?.from.slice(5)}</text>
    </svg>
    <ul class="terminals-plot__key" aria-hidden="true">${GROUPS.map((group) => html`<li><svg viewBox="0 0 12 12"><rect class=${DRAWN[group]} width="12" height="12"></rect></svg>${t(`terminals-group-${group}`)}</li>`)}</ul>
    <details class="more"><summary>${t('terminals-table')}</summary>
      <table class="terminals__table" data-plot-table>
        <thead><tr><th scope="col">${t('terminals-week')}</th>${GROUPS.map((group) => html`<th scope="col">${t(`terminals-group-${group}`)}</th>`)}</tr></thead>
        <tbody>${list.map((week) => html`<tr><th scope="row">${week.from}</th>${GROUPS.map((group) => html`<td data-group=${group}>${week[group]}</td>`)}</tr>`)}</tbody>
      </table>
    </details>`;
}

function bar(week: Week, x: number, scale: number): TemplateResult {
  let y = HEIGHT + 1;
  return svg`${GROUPS.map((group) => {
    const height = week[group] * scale;
    y -= height;
    return height === 0 ? nothing : svg`<rect class=${DRAWN[group]} data-bar=${group} x=${x} y=${y} width=${STEP - 8} height=${height}></rect>`;
  })}`;
}
