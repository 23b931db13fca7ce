import type { CheckRequest, ModuleSource, PrintedSlip } from './index.d.ts';
import type { Import, Report } from './report.d.ts';

export interface SlipcheckWorker {
  check(request: CheckRequest): Promise<Report[]>;
  inspect(file: Uint8Array): Promise<Import>;
  read(text: string): Promise<PrintedSlip[]>;
  version(): Promise<string>;
  /** Stops it; who waits for an answer gets a `SlipcheckError`. */
  end(): void;
}

/** A compiled module, bytes or an address can be handed over to it. */
export declare function start(source?: Exclude<ModuleSource, Response | Promise<Response>>): Promise<SlipcheckWorker>;
