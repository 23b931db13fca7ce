import type { Server } from 'node:http';
/** Serves a built page; `port` 0: any free one. */
export function serve(options: { folder: string; host?: string; port?: number }): Promise<Server>;
