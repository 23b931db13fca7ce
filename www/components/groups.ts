/** Groups of issuers on the certificates page: their members before the one press that switches them on; and those that the host gave. */

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../locales/text.ts';
import { entry, known, named, type Entry, type Group } from '../state/catalogue.ts';
import type { OfHost } from '../state/groups.ts';
import type { Session } from '../state/session.ts';
import { foreign, grouped } from './foreign.ts';
import { icon, sign } from './icon.ts';
import { date } from './wording.ts';
import '../styles/issuers.css';

/** Groups whose members vouch for more than a reader may think. */
const CAUTIONS = ['cn-national'];

export function groups(session: Session): TemplateResult | typeof nothing {
  const all = known();
  if (!all) return nothing;
  return html`<section class="block" aria-labelledby="groups-title" data-groups>
    <div class="head"><h2 id="groups-title">${t('groups-title')}</h2></div>
    <p class="label">${t('groups-lead', { catalogue: date(all.made) })}</p>
    <div class="list">${all.groups.map((group) => one(session, group))}</div>
  </section>`;
}

function one(session: Session, group: Group): TemplateResult {
  const { groups: state } = session.certificates;
  const on = state.store.get(group.id);
  const host = state.host.find(({ id }) => id === group.id);
  const open = (event: Event): void => {
    if ((event.target as HTMLDetailsElement).open) void state.look(group);
  };
  return html`<details class="issuers" data-group=${group.id} data-on=${String(on !== undefined)} @toggle=${open}>
    <summary>${icon('chev', 'chev')}<span><b>${foreign(named(group.names, session.language))}</b><small>${formats(group)}</small></span>
      ${on ? html`<span class="tag tone-ok">${icon('tick')}${t('groups-on')}</span>` : host ? html`<span class="tag tone-info">${t('certificates-host-tag')}</span>` : nothing}</summary>
    <div class="issuers__body">
      ${host ? ofHost(session, host) : nothing}
      ${on ? html`<p class="note">${sign('pass', 'i')}<span>${t('groups-since', { date: date(on.since), catalogue: date(on.catalogue) })}</span></p>` : nothing}
      ${CAUTIONS.includes(group.id) ? html`<p class="note">${icon('info')}<span>${t('groups-caution-cn-national')}</span></p>` : nothing}
      ${list(session, 'groups-members', group.members)}
      ${list(session, 'groups-candidates', group.candidates)}
      ${list(session, 'groups-missing', group.missing)}
      ${action(session, group, on !== undefined)}
    </div>
  </details>`;
}

function formats(group: Group): string {
  return t('groups-formats', { formats: group.formats.map((format) => t(`format-${format}`)).join(t('list-separator')) });
}

/** The one press, once what it would trust is on the screen and its certificates are what the catalogue says. */
function action(session: Session, group: Group, on: boolean): TemplateResult {
  const { groups: state } = session.certificates;
  if (on) return html`<button class="btn" type="button" data-group-off @click=${() => void state.switchOff(group)}>${icon('close')}${t('groups-off')}</button>`;
  if (!group.canBeOn)
    return html`<p class="note" data-group-never>${icon('info')}<span>${t(group.members.length > 0 ? 'groups-old' : 'groups-empty')}</span></p>`;
  const members = state.members(group.id);
  if (typeof members === 'string') return html`<p class="hint" data-group-fault>${sign('warn')}<span>${t(`groups-${members}`)}</span></p>`;
  return html`<p>${t('groups-why')}</p>
    <button class="btn btn--main" type="button" data-group-on ?disabled=${members === undefined} @click=${() => void state.switchOn(group)}>${icon('tick')}${t('groups-press', { count: group.members.length })}</button>`;
}

/** Given by the host since a day, not chosen by the user: said so, and off at a touch. */
function ofHost(session: Session, group: OfHost): TemplateResult {
  const { groups: state } = session.certificates;
  return html`<div data-host-group=${group.id}>
    <p class="note">${icon('info')}<span>${t('groups-host', { host: location.host, date: date(group.since) })}</span></p>
    ${
      group.fault
        ? html`<p class="hint">${sign('warn')}<span>${t('groups-changed')}</span></p>`
        : html`<label class="choice"><input type="checkbox" role="switch" .checked=${group.on} @change=${(event: Event) => void state.switchHost(group, (event.target as HTMLInputElement).checked)} /><span>${t('certificates-host-use')}</span></label>`
    }
  </div>`;
}

function list(session: Session, title: string, ids: readonly string[]): TemplateResult | typeof nothing {
  const entries = ids.flatMap((id) => entry(id) ?? []);
  if (entries.length === 0) return nothing;
  return html`<h3>${t(title)} <span class="count">${entries.length}</span></h3><ul class="issuers__list">${entries.map((issuer) => html`<li data-entry=${issuer.id}>${about(session, issuer)}</li>`)}</ul>`;
}

/** Name, publisher, fingerprint, validity, source, and when that was checked. */
export function about(session: Session, issuer: Entry): TemplateResult {
  const made = known()?.made ?? '';
  return html`<b>${foreign(named(issuer.names, session.language))}</b>
    ${issuer.environment === 'test' ? html`<span class="tag tag--demo">${icon('flask')}${t('test-tag')}</span>` : nothing}
    <dl class="facts">
      <dt>${t('groups-publisher')}</dt><dd>${foreign(issuer.publisher.name)}${t('list-separator')}${foreign(issuer.publisher.page)}</dd>
      ${issuer.notBefore === undefined || issuer.notAfter === undefined ? nothing : html`<dt>${t('certificate-valid')}</dt><dd>${t('certificate-valid-range', { from: date(issuer.notBefore), until: date(issuer.notAfter) })}${issuer.notAfter < new Date().toISOString() ? html` <span class="tag tone-warn">${t('certificates-expired')}</span>` : nothing}</dd>`}
      ${issuer.sha256 === undefined ? nothing : html`<dt>${t('certificate-fingerprint')}</dt><dd class="mono">${grouped(issuer.sha256.toUpperCase(), 4)}</dd>`}
      ${issuer.sha256 !== undefined || issuer.keyId === undefined ? nothing : html`<dt>${t('evidence-name-keyId')}</dt><dd class="mono">${grouped(issuer.keyId.toUpperCase(), 4)}</dd>`}
      <dt>${t('groups-source')}</dt><dd>${issuer.status === 'wanted' ? t('groups-unseen') : t(issuer.status === 'candidate' ? 'groups-sources-few' : 'groups-sources', { count: issuer.sources, catalogue: date(made) })}</dd>
    </dl>`;
}
