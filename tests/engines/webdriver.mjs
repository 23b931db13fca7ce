// Firefox and WebKit by the drivers that come with them (W3C WebDriver), so that they are the browsers people have.

import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exists, which } from '../../scripts/command.mjs';

/** WebKitGTK's small browser, or undefined. */
async function miniBrowser() {
  for (const base of ['/usr/lib', '/usr/libexec', '/usr/lib64']) {
    for (const name of await readdir(base, { recursive: false }).catch(() => [])) {
      for (const folder of ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0']) {
        for (const path of [join(base, name, folder, 'MiniBrowser'), join(base, folder, 'MiniBrowser')]) if (await exists(path)) return path;
      }
    }
  }
  return undefined;
}

/** A port that is free now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .on('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => resolve(port));
      });
  });
}

/** What each engine needs: driver, capabilities; a string says what is missing. */
export const ENGINES = {
  async firefox() {
    const driver = await which('geckodriver');
    const browser = await which('firefox', 'firefox-esr');
    if (!driver || !browser) return 'Firefox or its geckodriver is not on PATH (`cargo install geckodriver`).';
    return { driver, args: (port) => ['--port', String(port)], capabilities: { 'moz:firefoxOptions': { binary: browser, args: ['-headless'] } } };
  },
  async webkit() {
    const driver = await which('WebKitWebDriver');
    const browser = await miniBrowser();
    if (!driver || !browser) return 'WebKitGTK’s WebKitWebDriver or MiniBrowser is missing (Debian: webkit2gtk-driver).';
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && !(await which('Xvfb'))) return 'WebKit needs a display, or Xvfb on PATH.';
    return {
      driver,
      display: true,
      args: (port) => [`--port=${port}`],
      capabilities: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } },
    };
  },
};

/** A virtual display when there is none. */
async function display() {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { env: {}, end() {} };
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '412x915x24'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(String(data).trim())));
  return { env: { DISPLAY: `:${number}` }, end: () => server.kill() };
}

/**
 * A browser under remote control.
 * @param {{driver: string, display?: boolean, args: (port: number) => string[], capabilities: object}} engine
 */
export async function open(engine) {
  const screen = engine.display ? await display() : { env: {}, end() {} };
  const port = await freePort();
  const driver = spawn(engine.driver, engine.args(port), { stdio: 'ignore', env: { ...process.env, ...screen.env } });
  const end = () => {
    driver.kill();
    screen.end();
  };
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  try {
    let session;
    for (let tries = 0; session === undefined; tries += 1) {
      try {
        session = await call('POST', '/session', { capabilities: { alwaysMatch: engine.capabilities } });
      } catch (error) {
        // The driver is not listening yet.
        if (tries === 100 || !(error instanceof TypeError)) throw error;
        await sleep(100);
      }
    }
    const path = `/session/${session.sessionId}`;
    return {
      version: session.capabilities.browserVersion,
      go: (url) => call('POST', `${path}/url`, { url }),
      /** Runs the body of a function in the page. */
      run: (script, ...args) => call('POST', `${path}/execute/sync`, { script, args }),
      /** Puts a file into an input, by its path. */
      async choose(css, file) {
        const [id] = Object.values(await call('POST', `${path}/element`, { using: 'css selector', value: css }));
        await call('POST', `${path}/element/${id}/value`, { text: file });
      },
      async end() {
        await call('DELETE', path).catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** What `ask` answers once that is something. */
export async function until(ask, what, seconds = 60) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`never: ${what}`);
}
