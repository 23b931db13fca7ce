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

/** What every worker offers, so that a slow network is told from a worker that hangs. */
export interface Loads {
  /** Answers at once. */
  alive(): boolean;
  /** Loads the worker's module. */
  warm(): Promise<unknown>;
}

interface Running<Api> {
  worker: Worker;
  api: Remote<Api>;
  dead: Promise<never>;
  /** Tells everybody who waits that it has ended. */
  fail(fault: Fault): void;
  /** Its module is loaded. */
  ready: boolean;
}

/** What a worker may take to come to life, in milliseconds. */
const START_LIMIT = 20_000;
/** What a module may take to arrive over a slow network. */
export const LOAD_LIMIT = 90_000;

export class Supervised<Api extends Loads> {
  readonly #url: string;
  readonly #name: string;
  #running: Running<Api> | undefined;
  /** Its script is the published one. */
  #checked = false;

  /** It loads more scripts by itself, before its first answer. */
  readonly #all: boolean;

  constructor(url: string, name: string, all = false) {
    this.#url = url;
    this.#name = name;
    this.#all = all;
  }

  /**
   * Calls the worker and waits at most `limit` milliseconds. Throws a `Fault` when there is no answer; then the worker
   * has been ended. An `AbortSignal` ends it too.
   */
  async call<Result>(use: (api: Remote<Api>) => Promise<Result>, limit: number, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    if (!this.#checked) await this.#check(signal);
    const running = (this.#running ??= this.#start());
    if (!running.ready) {
      const loads = running.api as unknown as Remote<Loads>;
      await this.#limited(running, () => loads.alive(), START_LIMIT, signal);
      await this.#limited(running, () => loads.warm(), LOAD_LIMIT, signal);
      running.ready = true;
    }
    return this.#limited(running, () => use(running.api), limit, signal);
  }

  /** Holds the worker's script to its digest; `all`: with what it loads by itself. Throws a `Fault`. */
  async #check(signal?: AbortSignal, all = this.#all): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      Promise.resolve(window.slipcheck?.check(this.#url, all)).then(resolve, () => reject(new Fault('unavailable', this.#name)));
    });
    this.#checked = true;
  }

  /** The same for a worker that is about to load more of its scripts. */
  checkAll(): Promise<void> {
    return this.#check(undefined, true);
  }

  /** Ends the worker, if there is one: it holds memory. The next call starts a new one. */
  stop(): void {
    if (this.#running) this.#end(this.#running, new Fault('unavailable', this.#name));
  }

  async #limited<Result>(running: Running<Api>, use: () => Promise<Result>, limit: number, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let onAbort: (() => void) | undefined;
    const stop = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#end(running, new Fault('hang', this.#name));
      }, limit);
      onAbort = () => {
        reject(signal?.reason);
        this.#end(running, new Fault('unavailable', this.#name));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([use(), running.dead, stop]);
    } catch (error) {
      if (isThrown(error) && error.code === 'refused') {
        window.slipcheck?.refused(error.message);
        error.code = 'unavailable';
      }
      if (isThrown(error) && (error.code === 'trap' || error.code === 'unavailable')) {
        // A module that trapped may be left in any state: never use it again.
        const fault = new Fault(error.code, error.message);
        this.#end(running, fault);
        throw fault;
      }
      throw error;
    } finally {
      clearTimeout(timer);
      if (onAbort) signal?.removeEventListener('abort', onAbort);
    }
  }

  #start(): Running<Api> {
    const worker = new Worker(scriptUrl(this.#url), { type: 'module', name: this.#name });
    let fail: (fault: Fault) => void = () => undefined;
    const dead = new Promise<never>((_, reject) => (fail = reject));
    const running: Running<Api> = { worker, api: wrap<Api>(worker), dead, fail, ready: false };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      // Without a message it was the script itself that could not be loaded.
      this.#end(running, event.message ? new Fault('trap', event.message) : new Fault('unavailable', this.#name));
    });
    // Nobody may be waiting when it dies.
    dead.catch(() => undefined);
    return running;
  }

  /** Ends a worker; other calls that wait for it get the fault too, since it will never answer them. */
  #end(running: Running<Api>, fault: Fault): void {
    running.worker.terminate();
    if (this.#running === running) this.#running = undefined;
    running.fail(fault);
  }
}
