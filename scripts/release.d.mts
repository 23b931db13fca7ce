import type { Plugin } from 'vite';
/** `worker`: the service worker's source. */
export function provable(options: { version: string; commit: string; worker: string }): Plugin;
