// `npm start`: from a fresh clone to the running page. PORT (4173) and HOST (127.0.0.1) may be set.

import { join } from 'node:path';
import { isMain, main, root } from './command.mjs';
import { buildPage } from './page.mjs';
import { place, serve } from './serve.mjs';
import { setup } from './setup.mjs';
import { buildModules } from './wasm.mjs';

async function start() {
  const where = place();
  await setup();
  console.log('Building what is missing or stale …');
  await buildModules();
  await buildPage();
  const server = await serve({ folder: join(root, 'dist'), ...where });
  console.log(`\nSlipcheck runs at http://localhost:${server.address().port}/   (end it with Ctrl+C)`);
}

if (isMain(import.meta)) await main(start);
