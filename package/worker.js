/** The same calls in a worker of its own: a page or a server stays free while a slip is judged. */

import { SlipcheckError } from './index.js';

const node = typeof process === 'object' && typeof process.versions?.node === 'string';

/** Starts a worker and loads its module (`source`: as for `load`). `end()` stops it, and whoever waits is told. */
export async function start(source) {
  const address = new URL('./worker-script.js', import.meta.url);
  const worker = node ? new (await import('node:worker_threads')).Worker(address) : new Worker(address, { type: 'module' });
  const waiting = new Map();
  let number = 0;
  let ended;
  const over = (error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const answered = ({ id, result, error }) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new SlipcheckError(error.code, error.message));
    else call?.resolve(result);
  };
  const failed = (event) => over(new SlipcheckError('unavailable', `The worker stopped: ${event?.message ?? 'its script could not be loaded'}`));
  if (node) worker.on('message', answered).on('error', failed).on('exit', failed);
  else {
    worker.onmessage = ({ data }) => answered(data);
    worker.onerror = failed;
  }
  const call = (name, ...values) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      const id = (number += 1);
      waiting.set(id, { resolve, reject });
      try {
        worker.postMessage({ id, name, values });
      } catch (error) {
        waiting.delete(id);
        reject(error);
      }
    });
  const end = () => {
    over(new SlipcheckError('ended', 'The worker was ended.'));
    return worker.terminate();
  };
  try {
    await call('load', source);
  } catch (error) {
    end();
    throw error;
  }
  const offered = (name) => (value) => call(name, value);
  return { check: offered('check'), inspect: offered('inspect'), read: offered('read'), version: offered('version'), end };
}
