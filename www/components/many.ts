/** Many certificates on a small screen: a line each that opens, by what they are for, and a word to filter them by. */

import { html, nothing, type TemplateResult } from 'lit';
import { hasPart, t } from '../locales/text.ts';
import { folded } from '../state/catalogue.ts';
import { called, commonName } from '../state/names.ts';
import type { Session } from '../state/session.ts';
import { FORMATS, isTrusted, type StoredCertificate } from '../storage/certificates.ts';
import { flat, type Node } from './certificate-tree.ts';
import { foreign } from './foreign.ts';
import { icon } from './icon.ts';

/** From this many on they are folded; the demonstration's, which anybody may throw in to try the page, are not counted. */
const MANY = 12;

let typed = '';

export function areMany(session: Session): boolean {
  return hasPart('issuers') && session.certificates.store.certificates().filter(({ demo }) => !demo).length >= MANY;
}

/** The field that filters; nothing where everything is seen at once. */
export function filter(session: Session, count: number): TemplateResult | typeof nothing {
  if (!areMany(session)) return nothing;
  const type = (event: Event): void => {
    typed = (event.target as HTMLInputElement).value;
    session.changed();
  };
  return html`<div class="block"><label class="rename"><span>${t('many-filter', { count })}</span><input id="certificate-filter" type="search" autocomplete="off" spellcheck="false" .value=${typed} @input=${type} /></label></div>`;
}

/** Trees that a filter leaves: those with a certificate that has all of its words in a name or its fingerprint. One that is to be compared stays. */
export function filtered(session: Session, trees: Node[]): Node[] {
  const words = typed
    .split(/\s+/)
    .map(folded)
    .filter((word) => word !== '');
  if (!areMany(session) || words.length === 0) return trees;
  const has = (item: StoredCertificate): boolean => {
    const text = folded(`${item.name ?? ''} ${item.subject} ${item.sha256}`);
    return item.sha256 === session.certificates.compared || words.every((word) => text.includes(word));
  };
  return trees.filter((node) => flat(node).some((one) => has(one)));
}

/** Trees with a heading before each that is for something else than the last. */
export function byPurpose(session: Session, trees: readonly Node[], one: (node: Node) => TemplateResult): TemplateResult[] {
  if (!areMany(session)) return trees.map(one);
  const sorted = trees
    .map((node) => ({ node, purpose: purpose(session, node.item) }))
    .sort((a, b) => (a.purpose < b.purpose ? -1 : a.purpose > b.purpose ? 1 : 0));
  return sorted.map(
    ({ node, purpose: own }, at) => html`${own === sorted[at - 1]?.purpose ? nothing : html`<li class="many__purpose" data-purpose>${own}</li>`}${one(node)}`,
  );
}

function purpose(session: Session, item: StoredCertificate): string {
  const formats = session.certificates.formatsOf(item);
  return formats.length === 0 || formats.length === FORMATS.length ? t('many-any') : formats.map((format) => t(`format-${format}`)).join(t('list-separator'));
}

/** A certificate as one line that opens, where there are many. */
export function brief(session: Session, item: StoredCertificate, until: string, row: TemplateResult): TemplateResult {
  if (!areMany(session)) return row;
  const own = called(item);
  const trusted = isTrusted(item);
  return html`<details class="issuers" data-brief>
    <summary>${icon('chev', 'chev')}<span><b>${foreign(own)}</b><small>${own === commonName(item.subject) ? nothing : html`${foreign(commonName(item.subject))} · `}${until}</small></span>${trusted ? html`<span class="tag tone-ok">${icon('tick')}${t('certificates-anchor-tag')}</span>` : nothing}</summary>
    ${row}</details>`;
}
