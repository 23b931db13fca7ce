/** Samples to try, each a little slip with its verdict; the first three open, the rest folded. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import type { Sample } from '../state/samples.ts';
import type { Session } from '../state/session.ts';
import { icon, mark, sign, tone } from './icon.ts';
import { genuineUnpaid } from './wording.ts';

export function samples(session: Session): TemplateResult {
  const list = session.samples;
  const open = firstOf(list ?? []);
  const rest = (list ?? []).filter((sample) => !open.includes(sample));
  return html`<section class="block" aria-labelledby="samples-title">
    <h2 id="samples-title">${t('samples-title')}</h2>
    ${
      list === undefined
        ? nothing
        : list.length === 0
          ? html`<p class="note">${icon('info')}<span>${t('samples-missing')}</span></p>`
          : html`
      <div class="samples">${open.map((sample) => card(session, sample))}</div>
      ${rest.length > 0 ? html`<details class="more"><summary>${icon('chev', 'chev')}${t('samples-more', { count: list.length })}</summary><div class="samples">${rest.map((sample) => card(session, sample))}</div></details>` : nothing}
      <p class="label">${t('samples-note')}</p>`
    }
  </section>`;
}

/** One verified, one altered, one of another kind. */
function firstOf(list: Sample[]): Sample[] {
  const good = list.find(({ expect }) => expect === 'verified');
  const altered = list.find(({ expect }) => expect === 'altered');
  const other = list.find(({ expect }) => expect === 'certificate-problem') ?? list.find(({ expect }) => expect === 'invalid');
  return [good, altered, other].filter((sample) => sample !== undefined);
}

function card(session: Session, sample: Sample): TemplateResult {
  // Genuine is not paid: not the full tick, here either.
  const half = sample.outcome !== undefined && genuineUnpaid({ verdict: sample.expect, checks: [], outcome: sample.outcome });
  const word = t(sample.outcome ? `verdict-message-${sample.outcome.environment ?? sample.outcome.status}` : `verdict-${sample.expect}`);
  return html`<button class="sample tone-${tone(sample.expect, half)}" type="button" data-sample=${sample.id} @click=${() => void session.intake.openSample(sample)}>
    <span class="paper" aria-hidden="true"><span class="mini"><i></i><i class="w2"></i><i class="w3"></i><i class="w4"></i><svg class="qr" focusable="false"><use href="#qr"></use></svg></span></span>
    <span class="cap">${half ? sign('warn', 'm') : mark(sample.expect)}<span>${word}<small>${sample.title[session.language]}</small></span></span>
  </button>`;
}
