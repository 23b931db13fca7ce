/** A worker that is watched: one that hangs or dies is ended, and the next call starts a new one. */

import { wrap, type Remote } from 'comlink';
import { scriptUrl } from './trusted-types.ts';

/** Why a call gave no answer: it trapped, it took too long, or the worker's files could not be loaded. */
export type FaultId = 'trap' | 'hang' | 'unavailable';

export class Fault extends Error {
  readonly id: FaultId;
  constructor(id: FaultId, detail = '') {
    super(detail === '' ? id : `${id}: ${detail}`);
    this.name = 'Fault';
    this.id = id;
  }
}

/** What a worker throws across the boundary: a plain object, since error classes do not survive every browser. */
export interface Thrown {
  code: string;
  message: string;
}

function isThrown(value: unknown): value is Thrown {
  return typeof value === 'object' && value !== null && typeof (value as Thrown).code === 'string';
}

interface Running<Api> {
  worker: Worker;
  api: Remote<Api>;
  dead: Promise<never>;
}

export class Supervised<Api> {
  readonly #url: string;
  readonly #name: string;
  #running: Running<Api> | undefined;

  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  /**
   * Calls the worker and waits at most `limit` milliseconds. Throws a `Fault` when there is no answer; then the worker
   * has been ended. An `AbortSignal` ends it too.
   */
  async call<Result>(use: (api: Remote<Api>) => Promise<Result>, limit: number, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    const running = (this.#running ??= this.#start());
    let timer: ReturnType<typeof setTimeout> | undefined;
    let onAbort: (() => void) | undefined;
    const stop = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#end(running);
        reject(new Fault('hang', this.#name));
      }, limit);
      onAbort = () => {
        this.#end(running);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([use(running.api), running.dead, stop]);
    } catch (error) {
      if (isThrown(error) && (error.code === 'trap' || error.code === 'unavailable')) {
        // A module that trapped may be left in any state: never use it again.
        this.#end(running);
        throw new Fault(error.code, error.message);
      }
      throw error;
    } finally {
      clearTimeout(timer);
      if (onAbort) signal?.removeEventListener('abort', onAbort);
    }
  }

  #start(): Running<Api> {
    const worker = new Worker(scriptUrl(this.#url), { type: 'module', name: this.#name });
    const running: Running<Api> = {
      worker,
      api: wrap<Api>(worker),
      dead: new Promise<never>((_, reject) => {
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          this.#end(running);
          // Without a message it was the script itself that could not be loaded.
          reject(event.message ? new Fault('trap', event.message) : new Fault('unavailable', this.#name));
        });
      }),
    };
    // Nobody may be waiting when it dies.
    running.dead.catch(() => undefined);
    return running;
  }

  #end(running: Running<Api>): void {
    running.worker.terminate();
    if (this.#running === running) this.#running = undefined;
  }
}
