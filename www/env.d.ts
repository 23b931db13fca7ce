/// <reference types="vite/client" />

declare const __VERSION__: string;
declare const __BUILD__: string;

declare module '*.ftl?text' {
  const text: string;
  export default text;
}

declare module 'virtual:guidance/*' {
  const data: import('./guidance.ts').Guidance;
  export default data;
}

declare module '*?worker&url' {
  const url: string;
  export default url;
}

/** The core module: crate `slipcheck`, feature `web`. */
declare module '@core' {
  import type { CheckRequest, Import, Report } from 'www/engine/report';
  export default function init(module: { module_or_path: string | URL }): Promise<unknown>;
  export function check(request: CheckRequest): Report[];
  export function inspect(file: Uint8Array): Import;
  export function version(): string;
}

/** The code-reading module: crate `slipcheck-scan`. */
declare module '@scan' {
  import type { Picture } from 'www/engine/report';
  export default function init(module: { module_or_path: string | URL }): Promise<unknown>;
  export function scan(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Picture;
}
