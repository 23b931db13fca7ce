/** Incidents: what happened, who was told and what is awaited, until it is closed. */

import '../styles/incidents.css';
import { html, type TemplateResult } from 'lit';
import '../components/incident-page.ts';
import type { SlipIncidents } from '../components/incident-page.ts';
import type { Session } from '../state/session.ts';
import { footer } from './check.ts';

export function toolView(session: Session): TemplateResult {
  return html`<slip-incidents .drawn=${{ session, footer }}></slip-incidents>`;
}

/** A file that carries records is taken by its name; a slip goes to the check. */
export function take({ files }: { files: File[]; text: string }): boolean {
  const [file] = files;
  const page = document.querySelector<SlipIncidents>('slip-incidents');
  if (files.length !== 1 || !file || !page || !/\.sealed$/i.test(file.name)) return false;
  page.takeFile(file);
  return true;
}
