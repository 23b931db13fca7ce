/** What runs in the worker that `worker.js` starts. */

import * as slipcheck from './index.js';

const node = typeof process === 'object' && typeof process.versions?.node === 'string';
const port = node ? (await import('node:worker_threads')).parentPort : self;
const OFFERED = new Set(['load', 'check', 'inspect', 'read', 'version']);

async function answer({ id, name, values }) {
  try {
    if (!OFFERED.has(name)) throw new slipcheck.SlipcheckError('request', `There is no ${name}.`);
    port.postMessage({ id, result: await slipcheck[name](...values) });
  } catch (error) {
    port.postMessage({ id, error: { code: error?.code ?? 'trap', message: String(error?.message ?? error) } });
  }
}

if (node) port.on('message', (message) => void answer(message));
else port.onmessage = ({ data }) => void answer(data);
