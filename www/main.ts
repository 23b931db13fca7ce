/** Starts the page: texts of one language first, everything else when it is needed or when there is time. */

import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/intake.css';
import './styles/ticket.css';
import './styles/result.css';
import './styles/fields.css';
import './styles/help.css';
import './styles/certificates.css';
import './styles/drawer.css';
import './styles/paper.css';
import './styles/camera.css';
import './styles/print.css';
import { SlipApp } from './app.ts';
import { warm, warmWhole } from './engine/client.ts';
import { scriptUrl } from './engine/trusted-types.ts';
import { has } from './locales/text.ts';

declare global {
  interface Window {
    /** A slip's code from the page's address, taken out of it by first.js. */
    slipcheckCode?: string;
  }
}

/** Runs something when the page has nothing better to do. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 4000 });
  else setTimeout(run, 1500);
}

async function start(): Promise<void> {
  // first.js itself was refused: nothing that comes later could be held to its digest.
  if (!window.slipcheck) {
    document.getElementById('refused')?.removeAttribute('hidden');
    return;
  }
  const app = new SlipApp();
  const { session } = app;
  // The module is fetched and compiled while texts and certificates are read.
  const warming = warm().catch(() => undefined);
  await Promise.all([session.useLanguage(session.language), session.open()]);
  // Without its texts the page says nothing: why they are not there is on it already.
  if (window.slipcheck.stopped || (!has('app-title') && !document.getElementById('refused')?.hidden)) return;
  document.getElementById('boot')?.remove();
  document.body.append(app);
  const code = window.slipcheckCode;
  delete window.slipcheckCode;
  if (code !== undefined) await session.intake.checkCode(code);
  await warming;
  whenIdle(() => {
    void session.listSamples();
    void session.lookForCamera();
    void import('./components/release.ts').catch(() => undefined);
    // One after the other: what the page has fetched, the service worker need not fetch again.
    void warmWhole()
      .catch(() => undefined)
      .then(() => Promise.all([session.expectPrint(), offline(session)]));
  });
}

/** Everything for use without a network, the code-reading module included, once the page stands. */
async function offline(session: SlipApp['session']): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // On a first visit there is no older version, whatever state the new worker is in.
  const first = navigator.serviceWorker.controller === null;
  try {
    const registration = await navigator.serviceWorker.register(scriptUrl('./sw.js'), { scope: './' });
    const offer = (): void => {
      const { waiting } = registration;
      if (first || waiting?.state !== 'installed') return;
      session.update = () => {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
        waiting.postMessage({ type: 'SKIP_WAITING' });
      };
      session.changed();
    };
    offer();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  } catch {
    // A host without HTTPS, or a private window: the page works, with a network.
  }
}

void start();
