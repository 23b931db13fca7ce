// Runs before anything else loads: takes a slip's code out of the address (the history may be synchronised to other
// devices), applies the chosen appearance before anything is drawn, and loads what comes later, each file by its digest.
'use strict';
(() => {
  const prefix = '#slip=';
  if (location.hash.startsWith(prefix)) {
    window.slipcheckCode = location.hash.slice(prefix.length);
    history.replaceState(null, '', location.pathname + location.search);
  }
  try {
    const theme = localStorage.getItem('slipcheck.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // No storage: the system's appearance.
  }

  // What the build wrote into the page: [SHA-256 in base64, files that it needs] by name. '' is the table of all others.
  let table;
  let later;
  const fetched = {};
  const linked = {};
  const address = (name) => new URL(`assets/${name}`, document.baseURI).href;
  const own = {
    // Says that a file is not the published one; `all`: the page cannot be used without it.
    refused(url, all) {
      const note = document.getElementById('refused');
      if (!note) return addEventListener('DOMContentLoaded', () => own.refused(url, all));
      note.hidden = false;
      note.lastElementChild.textContent = new URL(url, location).pathname;
      if (!all) return;
      own.stopped = true;
      document.querySelector('slip-app')?.remove();
    },
    // Loads a module, with all that it imports.
    async load(path) {
      const name = path.slice(2);
      const [, ...needs] = await entry(name);
      await Promise.all([name, ...needs].map(link));
      return import(`./assets/${name}`);
    },
    // Whether a worker's script is the published one; `all`: with what it loads by itself.
    async check(url, all) {
      // The service worker has checked it: it serves nothing else.
      if (navigator.serviceWorker?.controller) return;
      const [digest, ...needs] = await entry(url.split('/').pop(), all);
      await Promise.all([get(url, digest), ...(all ? needs.map(async (name) => get(address(name), (await entry(name))[0])) : [])]);
    },
  };

  async function entry(name, all) {
    table ??= JSON.parse(document.getElementById('integrity')?.textContent ?? '{}');
    const [digest, file] = table[''] ?? [];
    if (table[name] && !all) return table[name];
    // While the page is developed there is none.
    if (!digest) return [];
    later ??= get(address(file), digest).then((response) => response.json());
    later.catch(() => (later = undefined));
    const found = (await later)[name];
    if (!found) throw new Error(`${name} is no file of this build`);
    return found;
  }

  // The answer to a request, whole and as published.
  function get(url, digest) {
    fetched[url] ??= asked(url, digest).catch(async (error) => {
      delete fetched[url];
      await why(url, digest);
      throw error;
    });
    return fetched[url];
  }

  const asked = (url, digest) => fetch(url, digest ? { integrity: `sha256-${digest}`, signal: AbortSignal.timeout(60000) } : {});

  // It did not come, or something that it needs, or it is not as it was published: only the last is said.
  async function why(url, digest, all) {
    const sound = await asked(url, digest).catch(() => undefined);
    const other = sound ?? (await asked(url).catch(() => undefined));
    if (!sound && other?.ok) own.refused(url, all);
  }

  async function link(name) {
    const [digest] = await entry(name);
    const style = name.endsWith('.css');
    const element = document.createElement('link');
    element.rel = style ? 'stylesheet' : 'modulepreload';
    if (!style && !element.relList.supports('modulepreload')) return get(address(name), digest);
    linked[name] ??= new Promise((resolve, reject) => {
      element.crossOrigin = '';
      if (digest) element.integrity = `sha256-${digest}`;
      element.onload = resolve;
      element.onerror = async () => {
        delete linked[name];
        await why(element.href, digest);
        reject(new Error(name));
      };
      element.href = address(name);
      document.head.append(element);
    });
    return linked[name];
  }

  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLElement && target.integrity && !target.onerror) why(target.src || target.href, target.integrity.slice(7), true);
    },
    true,
  );
  // What the service worker refused.
  navigator.serviceWorker?.addEventListener('message', ({ data }) => data?.refused && own.refused(data.refused));
  window.slipcheck = own;
})();
