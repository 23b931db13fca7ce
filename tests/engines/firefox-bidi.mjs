#!/usr/bin/env node
// Firefox, started by Playwright in place of a browser of its own (WebDriver BiDi): what passes between the two goes through here, since
// releases of Firefox that are in use do not know every command that Playwright sends at the start of each page.

import { spawn } from 'node:child_process';
import { WebSocket, WebSocketServer } from 'ws';

/** Commands that are answered here: the tests that need them are named in `firefox-differences.json`. */
const LACKING = new Set(['emulation.setMediaFeaturesOverride']);
const ADDRESS = /WebDriver BiDi listening on (ws:\/\/.*)$/;

const firefox = spawn(process.env.FIREFOX ?? 'firefox', process.argv.slice(2), { stdio: ['ignore', 'inherit', 'pipe'] });
let rest = '';
firefox.stderr.on('data', (data) => {
  const lines = (rest + data).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const [, address] = ADDRESS.exec(line) ?? [];
    if (address === undefined) process.stderr.write(`${line}\n`);
    else between(address);
  }
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => firefox.kill(signal));
firefox.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
firefox.on('exit', (code) => process.exit(code ?? 1));

/** Listens on a port of its own, tells it as Firefox would, and joins whoever comes to Firefox. */
function between(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}\n`);
  });
  server.on('connection', (near, { url }) => {
    const far = new WebSocket(address + url, { perMessageDeflate: false, maxPayload: 2 ** 30 });
    const waiting = [];
    far.on('open', () => {
      for (const text of waiting.splice(0)) far.send(text);
    });
    near.on('message', (bytes) => {
      const text = String(bytes);
      const { id, method } = JSON.parse(text);
      if (LACKING.has(method)) near.send(JSON.stringify({ type: 'success', id, result: {} }));
      else if (far.readyState === WebSocket.OPEN) far.send(text);
      else waiting.push(text);
    });
    far.on('message', (bytes) => near.send(String(bytes)));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ])
      one.on('close', () => other.close()).on('error', () => other.close());
  });
}
