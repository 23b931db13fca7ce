import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { holdsModels, modelList, modelsFolder } from './scripts/models.mjs';
import { provable } from './scripts/release.mjs';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const packageJson = JSON.parse(readFileSync(here('package.json'), 'utf8')) as { version: string };

/**
 * The commit that this build was made from, with `+` when files differ from it, or `source` outside a repository. Cut here: git's own
 * short form depends on what else a clone holds. `SLIPCHECK_COMMIT` says it for a copy without a repository.
 */
function commit(): string {
  const named = process.env['SLIPCHECK_COMMIT'];
  if (named) return named;
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: here('.'), stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', 'HEAD').slice(0, 9) + (changed ? '+' : '');
  } catch {
    return 'source';
  }
}

type Texts = Record<'zh' | 'en' | 'de', string>;
interface NextSteps {
  steps: Record<string, Texts>;
  meta: Record<string, { phase: string }>;
  causes: Record<string, Lists & { variants: Record<string, Record<string, Lists>> }>;
  hostCodes: Record<string, Texts & { class: string; merchant: string[] }>;
}
interface Lists {
  cardholder: string[];
  merchant: string[];
}

/**
 * `virtual:guidance/<zh-CN|en|de>`: the guidance of specs/next-steps.json in one language, as the page needs it, so that
 * a reader of one language does not load the others.
 */
function guidance(): Plugin {
  const prefix = 'virtual:guidance/';
  const file = here('specs/next-steps.json');
  return {
    name: 'slipcheck-guidance',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const language = id.slice(prefix.length + 1).slice(0, 2) as keyof Texts;
      this.addWatchFile(file);
      const source = JSON.parse(readFileSync(file, 'utf8')) as NextSteps;
      const files = here('specs/pdf-steps.json');
      this.addWatchFile(files);
      const more = JSON.parse(readFileSync(files, 'utf8')) as Pick<NextSteps, 'steps' | 'meta'>;
      Object.assign(source.steps, more.steps);
      Object.assign(source.meta, more.meta);
      // "The terminal says: signature digest error": the steps of the cause that explains nothing further.
      const till = source.causes['data-corrupted'];
      if (till === undefined) throw new Error('specs/next-steps.json has no cause data-corrupted');
      const now = (steps: string[]): string[] => steps.filter((step) => source.meta[step]?.phase === 'now');
      const data = {
        steps: Object.fromEntries(Object.entries(source.steps).map(([step, texts]) => [step, [texts[language], source.meta[step]?.phase ?? 'now']])),
        till: { cardholder: now(till.cardholder), merchant: [...now(till.merchant), 'query-host', 'sign-in-again'] },
        codes: Object.fromEntries(Object.entries(source.hostCodes).map(([code, entry]) => [code, [entry[language], entry.class, entry.merchant]])),
      };
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;
    },
  };
}

/**
 * `virtual:codes/<zh-CN|en|de>`: what the codes in a Chinese merchant number mean (data/*.json), in one language. Loaded
 * only with a slip that has such a number.
 */
function codes(): Plugin {
  const prefix = 'virtual:codes/';
  const languages = ['zh-CN', 'en', 'de'];
  return {
    name: 'slipcheck-codes',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const language = languages.indexOf(id.slice(prefix.length + 1));
      const read = <Data>(name: string): Data => {
        const file = here(`data/${name}.json`);
        this.addWatchFile(file);
        return JSON.parse(readFileSync(file, 'utf8')) as Data;
      };
      const each = (table: Record<string, string[]>, column: number): Record<string, string> =>
        Object.fromEntries(Object.entries(table).map(([code, names]) => [code, names[column] ?? names[0] ?? code]));
      const regions = read<{ names: Record<string, string>; gb2260: Record<string, string>; unionpay: Record<string, string> }>('regions');
      // Names in Latin letters are the same in English and German.
      const named = (table: Record<string, string>): Record<string, string> =>
        Object.fromEntries(Object.entries(table).map(([code, name]) => [code, language === 0 ? name : (regions.names[name] ?? name)]));
      const data = {
        acquirers: each(read('acquirers'), Math.min(language, 1)),
        categories: each(read('mcc'), language),
        gb2260: named(regions.gb2260),
        unionpay: named(regions.unionpay),
      };
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;
    },
  };
}

interface ReconcileSteps {
  about: { never: Texts };
  steps: Record<string, Texts>;
  statuses: Record<string, { name: Texts; meaning: Texts }>;
  notes: Record<string, Texts>;
  merchantParts: Record<string, Texts>;
  legs: Record<string, Texts>;
  files: Record<string, string>;
}

/** `virtual:reconcile/<zh-CN|en|de>`: names, meanings and steps of specs/reconcile-steps.json in one language. */
function reconcileSteps(): Plugin {
  const prefix = 'virtual:reconcile/';
  const file = here('specs/reconcile-steps.json');
  return {
    name: 'slipcheck-reconcile',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const language = id.slice(prefix.length + 1).slice(0, 2) as keyof Texts;
      this.addWatchFile(file);
      const source = JSON.parse(readFileSync(file, 'utf8')) as ReconcileSteps;
      const each = (texts: Record<string, Texts>): Record<string, string> =>
        Object.fromEntries(Object.entries(texts).map(([name, said]) => [name, said[language]]));
      const data = {
        never: source.about.never[language],
        steps: each(source.steps),
        statuses: Object.fromEntries(Object.entries(source.statuses).map(([status, { name, meaning }]) => [status, [name[language], meaning[language]]])),
        notes: each(source.notes),
        parts: each(source.merchantParts),
        legs: each(source.legs),
        files: source.files,
      };
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;
    },
  };
}

/**
 * `virtual:models`: what reading printed text takes, with bytes and SHA-256, and the models' files into dist/models/, named by
 * their content. Empty without the models or without their module: then the page says what is missing.
 */
function models(present: boolean): Plugin {
  const list = present
    ? modelList.models.map((model) => ({ ...model, path: `models/${model.file.replace(/\.onnx$/, '')}-${model.sha256.slice(0, 16)}.onnx` }))
    : [];
  const source = (file: string): Buffer => readFileSync(join(modelsFolder(), file));
  return {
    name: 'slipcheck-models',
    resolveId: (id) => (id === 'virtual:models' ? `\0${id}` : undefined),
    load(id) {
      if (id !== '\0virtual:models') return undefined;
      if (!present) return 'export default [];';
      const bytes = readFileSync(module(read));
      const own = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      const files = list.map((model) => ({ id: model.id, url: model.path, bytes: model.bytes, sha256: model.sha256 }));
      return `import module from '@read-module?url';\nexport default [{ id: 'module', url: module, ...${JSON.stringify(own)} }, ...${JSON.stringify(files)}];`;
    },
    buildStart() {
      if (!present) this.warn('Built without reading printed text on photos: its models are not there (node scripts/models.mjs makes them).');
    },
    generateBundle() {
      for (const model of list) this.emitFile({ type: 'asset', fileName: model.path, source: source(model.file) });
      // Apache-2.0: the licence and the notices go with the files.
      for (const { file } of present ? modelList.notices : [])
        this.emitFile({ type: 'asset', fileName: `models/${file.replace(/\.md$/, '.txt')}`, source: source(file) });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const model = list.find(({ path }) => request.url?.endsWith(`/${path}`));
        if (model) response.end(source(model.file));
        else next();
      });
    },
  };
}

/** `virtual:digest/<core|whole|scan|pages>`: SHA-256 in base64 of a WebAssembly module, which its worker holds it to. */
function digests(): Plugin {
  const prefix = 'virtual:digest/';
  const modules: Record<string, string> = { core, whole, all, scan, pages, reconcile };
  return {
    name: 'slipcheck-digests',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      const script = id.startsWith(`\0${prefix}`) ? modules[id.slice(prefix.length + 1)] : undefined;
      if (script === undefined) return undefined;
      const digest = createHash('sha256')
        .update(readFileSync(module(script)))
        .digest('base64');
      return `export default ${JSON.stringify(digest)};`;
    },
  };
}

/** The host's trust bundles (www/public/trust): a build with a file that is not the one its index names is refused. */
function trustBundles(): Plugin {
  return {
    name: 'slipcheck-trust',
    apply: 'build',
    buildStart() {
      const folder = here('www/public/trust');
      const { bundles } = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as { bundles: { file: string; sha256: string }[] };
      for (const { file, sha256 } of bundles) {
        const found = createHash('sha256')
          .update(readFileSync(`${folder}/${file}`))
          .digest('hex');
        if (found !== sha256) throw new Error(`trust/index.json names another ${file}: its sha256 is ${found}.`);
      }
    },
  };
}

/** The catalogue's tables as the page takes them. */
interface Issuers {
  made: string;
  issuers: Record<string, unknown>[];
  wanted: Record<string, unknown>[];
  groups: { id: string; names: Texts; formats: string[]; members: string[]; candidates?: string[]; missing?: string[]; note?: string }[];
}

/**
 * `virtual:issuers`: the catalogue of issuers (specs/issuers.json) as the page needs it; `virtual:issuers-eu`: what trusted lists name. The
 * certificates of groups' members come into dist/issuers/: loaded when a group is looked at, and used when they are the catalogue's.
 */
function issuers(): Plugin {
  const file = (name: string): string => here(`specs/${name}.json`);
  const table = JSON.parse(readFileSync(file('issuers'), 'utf8')) as Issuers;
  // Its note says so: refresh before use.
  const old = (group: Issuers['groups'][number]): boolean => group.note?.includes('refresh before use') ?? false;
  const ready = table.groups.filter((group) => !old(group) && group.members.length > 0);
  const member = (id: string): Buffer => readFileSync(here(`issuers/${id}.pem`));
  const kept = ['id', 'names', 'formats', 'environment', 'status', 'subject', 'notBefore', 'notAfter', 'sha256', 'keyId'];
  const entry = (issuer: Record<string, unknown>): Record<string, unknown> => {
    const { name, page } = issuer['publisher'] as { name: string; page: string };
    const found = kept.filter((key) => issuer[key] !== undefined && issuer[key] !== null).map((key) => [key, issuer[key]]);
    return { subject: '', ...Object.fromEntries(found), sources: issuer['sources'] ?? 0, publisher: { name, page } };
  };
  const catalogue = (): unknown => ({
    made: table.made,
    issuers: [...table.issuers, ...table.wanted].map(entry),
    groups: table.groups.map((group) => ({
      id: group.id,
      names: group.names,
      formats: group.formats,
      members: group.members,
      candidates: group.candidates ?? [],
      missing: group.missing ?? [],
      canBeOn: ready.includes(group),
    })),
  });
  const lists = (): unknown => {
    const { lists: all, rows } = JSON.parse(readFileSync(file('issuers-eu'), 'utf8')) as { lists: Record<string, { issued: string }>; rows: unknown };
    return { issued: Object.fromEntries(Object.entries(all).map(([territory, { issued }]) => [territory, issued])), rows };
  };
  return {
    name: 'slipcheck-issuers',
    resolveId: (id) => (id === 'virtual:issuers' || id === 'virtual:issuers-eu' ? `\0${id}` : undefined),
    load(id) {
      if (id !== '\0virtual:issuers' && id !== '\0virtual:issuers-eu') return undefined;
      this.addWatchFile(file(id.slice('\0virtual:'.length)));
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(id.endsWith('-eu') ? lists() : catalogue()))});`;
    },
    buildStart() {
      const { groups = [] } = JSON.parse(readFileSync(here('www/public/trust/index.json'), 'utf8')) as { groups?: { id: string; since: string }[] };
      for (const { id, since } of groups) {
        if (!ready.some((group) => group.id === id) || !/^\d{4}-\d\d-\d\d$/.test(since))
          throw new Error(
            `trust/index.json switches on the group ${id} since ${since}: there are ${ready.map((group) => group.id).join(', ')}, each with a day (2026-11-28).`,
          );
      }
    },
    generateBundle() {
      for (const id of new Set(ready.flatMap(({ members }) => members))) this.emitFile({ type: 'asset', fileName: `issuers/${id}.pem`, source: member(id) });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const id = /\/issuers\/([a-z0-9-]+)\.pem$/.exec(request.url ?? '')?.[1];
        if (ready.some(({ members }) => id !== undefined && members.includes(id))) response.end(member(id ?? ''));
        else next();
      });
    },
  };
}

/** Strips comments and blank lines from Fluent files: translators need them, readers do not. */
function fluent(): Plugin {
  return {
    name: 'slipcheck-fluent',
    enforce: 'pre',
    load(id) {
      const [path, query] = id.split('?');
      if (path === undefined || !path.endsWith('.ftl') || query !== 'text') return undefined;
      this.addWatchFile(path);
      const text = readFileSync(path, 'utf8')
        .replace(/^#.*\n/gm, '')
        .replace(/\n{2,}/g, '\n')
        .trimStart();
      return `export default ${JSON.stringify(text)};`;
    },
  };
}

/** The development server injects styles and its own client: the policy is for what is built. */
function withoutPolicy(): Plugin {
  return {
    name: 'slipcheck-dev-policy',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''),
  };
}

/** `SLIPCHECK_FIXTURE=core,scan`: stand-ins for modules that are not built, to look at the page alone; into dist-fixture. */
const standIns = (process.env['SLIPCHECK_FIXTURE'] ?? '').split(',').filter((name) => name !== '');
const source = (name: string, built: string): string => (standIns.includes(name) ? `tests/browser/fixture/${name}.ts` : built);
const core = source('core', 'www/generated/core/slipcheck.js');
const whole = source('core', 'www/generated/whole/slipcheck_whole.js');
const all = source('core', 'www/generated/all/slipcheck_all.js');
const scan = source('scan', 'www/generated/scan/slipcheck_scan.js');
const pages = 'www/generated/pages/slipcheck_pages.js';
const reconcile = 'www/generated/reconcile/slipcheck_reconcile.js';
const read = 'www/generated/read/slipcheck_read.js';
const withModels = !process.env['SLIPCHECK_WITHOUT_MODELS'] && existsSync(here(read)) && (await holdsModels(modelsFolder()));
for (const path of [core, whole, all, scan, pages, reconcile]) {
  if (!existsSync(here(path))) throw new Error(`${path} is not there yet: run \`npm run build:wasm\` first (npm run build does both).`);
}

/** The WebAssembly file beside a module's script. */
const module = (script: string): string => here(script.endsWith('.ts') ? 'tests/browser/fixture/empty.wasm' : script.replace(/\.js$/, '_bg.wasm'));

const build = commit();

export default defineConfig({
  root: here('www'),
  base: './',
  publicDir: here('www/public'),
  define: {
    __VERSION__: JSON.stringify(packageJson.version),
    __BUILD__: JSON.stringify(build),
  },
  resolve: {
    alias: [
      // What writes tables packs them by it: without workers made of texts.
      { find: /^fflate$/, replacement: here('www/engine/zip.ts') },
      { find: /^@core-module(?=\?)/, replacement: module(core) },
      { find: /^@whole-module(?=\?)/, replacement: module(whole) },
      { find: /^@all-module(?=\?)/, replacement: module(all) },
      { find: /^@scan-module(?=\?)/, replacement: module(scan) },
      { find: /^@pages-module(?=\?)/, replacement: module(pages) },
      { find: /^@reconcile-module(?=\?)/, replacement: module(reconcile) },
      { find: /^@read-module(?=\?)/, replacement: module(read) },
      { find: '@core', replacement: here(core) },
      { find: '@whole', replacement: here(whole) },
      { find: '@all', replacement: here(all) },
      { find: '@scan', replacement: here(scan) },
      { find: '@pages', replacement: here(pages) },
      { find: '@reconcile', replacement: here(reconcile) },
      { find: '@read', replacement: here(read) },
    ],
  },
  build: {
    outDir: here(standIns.length > 0 ? 'dist-fixture' : 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        // What the page needs before everything and its later parts share: one file and one digest, where there would be six.
        codeSplitting: {
          groups: [
            { name: 'shared', test: /\0vite\/preload-helper|\/www\/(?:locales\/(?:text|visible)|state\/guidance|components\/(?:icon|foreign|wording))\.ts$/ },
          ],
        },
        // What the first verdict never waits for is named so: `npm run size` counts the other texts of a language to it.
        chunkFileNames: ({ facadeModuleId }) =>
          /virtual:(?:codes|reconcile|issuers)|(?:terms|issuers|certificates|kept|paper|tools|batch|reconcile|audit|incidents|terminals|course|release|ofd)\.[\w-]+\.ftl/.test(
            facadeModuleId ?? '',
          )
            ? 'assets/later.[name]-[hash].js'
            : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es', plugins: () => [digests()] },
  plugins: [
    guidance(),
    codes(),
    reconcileSteps(),
    models(withModels),
    digests(),
    trustBundles(),
    issuers(),
    fluent(),
    withoutPolicy(),
    provable({ version: packageJson.version, commit: build, worker: here('www/sw.ts') }),
  ],
  preview: { port: 4173 },
});
