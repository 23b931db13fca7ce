// `npm run bench`: ours beside others, in one run, in Node and in Chromium. Tables only: no time fails anything.
//
//   npm run bench -- performance [RECEIPTS…]    many receipts alone: audits and batches of the command line beside bare loops

import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { cpus } from 'node:os';
import { blackBox, folder, list, decode, twelveMegapixels } from '../bench/photos.mjs';
import { codes, zxingOptions } from '../bench/codes.mjs';
import { p256 } from '../bench/signatures.mjs';
import { performance as many } from '../bench/performance.mjs';
import { pasteToVerdict, photoToVerdict, printedText } from '../bench/page.mjs';
import { browserFlags, findBrowser } from './browser.mjs';
import { exists, isMain, main, root } from './command.mjs';
import { buildPage } from './page.mjs';
import { holdsModels, modelList, modelsFolder } from './models.mjs';
import { setup } from './setup.mjs';
import { buildModules } from './wasm.mjs';

const modules = join(root, 'node_modules');

function table(title, head, rows) {
  const cells = [head, ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toFixed(cell < 100 ? 1 : 0) : String(cell ?? '–'))))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  console.log(`\n${title}`);
  for (const row of cells) console.log('  ' + row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '));
}

const showCodes = (title, rows) =>
  table(
    title,
    ['', 'exact', 'median ms', 'slowest ms'],
    rows.map(({ engine, exact, of, median, slowest }) => [engine, `${exact}/${of}`, median, slowest]),
  );
const showRates = (title, rows) =>
  table(
    title,
    ['', 'checks a second'],
    rows.map(({ engine, rate }) => [engine, rate === undefined ? 'not exported' : Math.round(rate)]),
  );

async function inNode(photos) {
  const scanModule = await import('../www/generated/scan/slipcheck_scan.js');
  await scanModule.default({ module_or_path: await readFile(join(root, 'www/generated/scan/slipcheck_scan_bg.wasm')) });
  const zxing = await import('zxing-wasm/reader');
  await zxing.prepareZXingModule({
    overrides: { wasmBinary: await readFile(join(modules, 'zxing-wasm/dist/reader/zxing_reader.wasm')) },
    fireImmediately: true,
  });
  const engines = {
    'slipcheck scan': (rgba, width, height) => scanModule.scan(rgba, width, height).codes.map(({ text }) => text),
    'zxing-wasm': async (data, width, height) =>
      (await zxing.readBarcodes({ data, width, height, colorSpace: 'srgb' }, zxingOptions)).filter(({ isValid }) => isValid).map(({ text }) => text),
  };
  if (photos) {
    const decoded = photos.map((photo) => ({ ...photo, ...decode(photo.file) }));
    showCodes(`Photographed slips, Node ${process.versions.node}`, await codes(decoded, engines));
    showCodes('The same in pictures of 12 megapixels', await codes(decoded.slice(0, 4).map(twelveMegapixels), engines));
  }
  const core = await import('../www/generated/core/slipcheck.js');
  await core.default({ module_or_path: await readFile(join(root, 'www/generated/core/slipcheck_bg.wasm')) });
  const { p256: noble } = await import('@noble/curves/nist.js');
  showRates(`P-256, Node ${process.versions.node}`, await p256({ p256: noble, core }));
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.jpg': 'image/jpeg' };

/** The same in a page of its own: files of the repository and the photos, by way of the browser's own loader. */
async function inChromium(browser, photos) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const top = 'http://localhost/';
  await page.route(`${top}**`, async (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname);
    const file = path.startsWith('/photos/') ? photos?.find(({ name }) => path === `/photos/${name}`)?.file : join(root, path);
    if (path === '/')
      return route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><script type="importmap">{"imports": {"@noble/curves/": "/node_modules/@noble/curves/", "@noble/hashes/": "/node_modules/@noble/hashes/"}}</script>`,
      });
    if (!file || !(await exists(file))) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) });
  });
  await page.goto(top);
  const results = await page.evaluate(
    async ({ photos, zxingOptions }) => {
      const { codes } = await import('/bench/codes.mjs');
      const { p256 } = await import('/bench/signatures.mjs');
      const scanModule = await import('/www/generated/scan/slipcheck_scan.js');
      await scanModule.default({ module_or_path: '/www/generated/scan/slipcheck_scan_bg.wasm' });
      const zxing = await import('/node_modules/zxing-wasm/dist/es/reader/index.js');
      await zxing.prepareZXingModule({ overrides: { locateFile: () => '/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm' }, fireImmediately: true });
      const decoded = [];
      for (const { name, code } of photos) {
        const bitmap = await createImageBitmap(await (await fetch(`/photos/${name}`)).blob());
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        canvas.drawImage(bitmap, 0, 0);
        const { data: rgba, width, height } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
        decoded.push({ name, code, rgba, width, height });
      }
      const core = await import('/www/generated/core/slipcheck.js');
      await core.default({ module_or_path: '/www/generated/core/slipcheck_bg.wasm' });
      const { p256: noble } = await import('@noble/curves/nist.js');
      return {
        codes:
          decoded.length > 0 &&
          (await codes(decoded, {
            'slipcheck scan': (rgba, width, height) => scanModule.scan(rgba, width, height).codes.map(({ text }) => text),
            'zxing-wasm': async (data, width, height) =>
              (await zxing.readBarcodes(new ImageData(data, width, height), zxingOptions)).filter(({ isValid }) => isValid).map(({ text }) => text),
          })),
        rates: await p256({ p256: noble, core }),
      };
    },
    { photos: (photos ?? []).map(({ name, code }) => ({ name, code })), zxingOptions },
  );
  await context.close();
  const version = `Chromium ${browser.version()}`;
  if (results.codes) showCodes(`Photographed slips, ${version}`, results.codes);
  showRates(`P-256, ${version}`, results.rates);
}

/** Reading printed text: our workers beside onnxruntime-web with the same models, in one run. */
async function textInChromium(browser) {
  const folder = modelsFolder();
  if (!(await holdsModels(folder))) {
    console.log('\nNOT RUN: reading printed text: the models are not there (node scripts/models.mjs)');
    return;
  }
  const peer = join(modules, 'onnxruntime-web', 'dist');
  const hasPeer = await exists(join(peer, 'ort.wasm.min.mjs'));
  if (!hasPeer) console.log('\nNOT RUN: onnxruntime-web (npm ci installs it)');
  const context = await browser.newContext();
  const page = await context.newPage();
  const top = 'http://localhost/';
  const roots = { models: folder, ort: peer };
  await context.route(`${top}**`, async (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname);
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    const [, first, ...rest] = path.split('/');
    const file = roots[first] ? join(roots[first], ...rest) : join(root, path);
    if (!(await exists(file))) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) });
  });
  await page.goto(top);
  const [detector, recogniser] = modelList.models.map(({ file }) => `/models/${file}`);
  const rows = await page.evaluate(async (options) => (await import('/bench/text.mjs')).text(options), { detector, recogniser, peer: hasPeer });
  await context.close();
  table(
    `Printed text, a slip of 31 lines, Chromium ${browser.version()}`,
    ['', 'lines exact', 'load ms', 'places ms', 'first line ms', 'all ms', 'modules MB'],
    rows.map(({ engine, why, exact, load, detect, first, total, held }) => [engine, why ?? exact, load, detect, first, total, held]),
  );
}

/** Black-box photos of other readers, decoded by the browser as on the page: our module beside zxing-wasm. */
export async function blackBoxInChromium(browser) {
  const photos = blackBox();
  if (!photos) {
    console.log('\nNOT RUN: the black-box photos (set SLIPCHECK_BLACKBOX)');
    return;
  }
  const context = await browser.newContext();
  const page = await context.newPage();
  const top = 'http://localhost/';
  await context.route(`${top}**`, async (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname);
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    const file = path.startsWith('/photos/') ? photos[Number(path.slice('/photos/'.length))]?.file : join(root, path);
    if (!file || !(await exists(file))) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) });
  });
  await page.goto(top);
  const rows = await page.evaluate(
    async ({ photos, zxingOptions }) => {
      const { blackBoxCodes } = await import('/bench/codes.mjs');
      const scanModule = await import('/www/generated/scan/slipcheck_scan.js');
      await scanModule.default({ module_or_path: '/www/generated/scan/slipcheck_scan_bg.wasm' });
      const zxing = await import('/node_modules/zxing-wasm/dist/es/reader/index.js');
      await zxing.prepareZXingModule({ overrides: { locateFile: () => '/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm' }, fireImmediately: true });
      const decoded = [];
      for (const [at, photo] of photos.entries()) {
        const bitmap = await createImageBitmap(await (await fetch(`/photos/${at}`)).blob());
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        canvas.fillStyle = '#fff';
        canvas.fillRect(0, 0, bitmap.width, bitmap.height);
        canvas.drawImage(bitmap, 0, 0);
        const { data: rgba, width, height } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
        decoded.push({ ...photo, rgba, width, height });
      }
      return blackBoxCodes(decoded, {
        'slipcheck scan': (rgba, width, height) => scanModule.scan(rgba, width, height).codes.map(({ text }) => text),
        'zxing-wasm': async (data, width, height) =>
          (await zxing.readBarcodes(new ImageData(data, width, height), zxingOptions)).filter(({ isValid }) => isValid).map(({ text }) => text),
      });
    },
    { photos: photos.map(({ folder, code }) => ({ folder, code })), zxingOptions },
  );
  await context.close();
  table(
    `Black-box photos, Chromium ${browser.version()}`,
    ['', 'read', '%', 'wrong', 'median ms read', 'not read', 'slowest'],
    rows.map(({ key, read, of, wrong, hit, miss, slowest }) => [key, `${read}/${of}`, (read * 100) / of, String(wrong), hit, miss, slowest]),
  );
}

/** The built page itself. */
async function onThePage(browser, launch, photos) {
  const rows = [await pasteToVerdict(browser)];
  if (photos) rows.push(await photoToVerdict(browser, photos.map((photo) => ({ ...photo, ...decode(photo.file) })).slice(0, 6)));
  table(
    'On the page, from input to verdict',
    ['', 'times', 'p50 ms', 'p95 ms', 'longest task ms'],
    rows.map(({ what, times, p50, p95, longest }) => [what, String(times), p50, p95, longest ?? '≤ 50']),
  );
  if (!photos || !(await holdsModels(modelsFolder()))) return;
  const text = await printedText(
    launch,
    photos.slice(0, 3).map(({ name, file }) => ({ what: name, file })),
  );
  table(
    'Printed text of photos on the page',
    ['', 'first line ms', 'first field ms', 'all and compared ms', 'longest task ms', 'peak MB'],
    text.map(({ what, first, field, all, longest, peak }) => [what, first, field, all, longest ?? '≤ 50', peak]),
  );
}

async function bench() {
  const [part, ...sizes] = process.argv.slice(2);
  if (part === 'performance') {
    console.log(`${cpus()[0]?.model.trim() ?? 'processor'}, Node ${process.versions.node}; seconds of processors, ratios count`);
    return many(table, sizes.length > 0 ? sizes.map(Number) : [1000, 10_000, 100_000]);
  }
  await setup();
  await buildModules();
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}; ratios count, times vary from run to run`);
  const path = folder();
  if (!path) console.log('NOT RUN: the photographed slips are not there (set SLIPCHECK_VECTORS)');
  const photos = path && list(path);
  await inNode(photos);
  const program = await findBrowser();
  if (!program) {
    console.log('\nNOT RUN in a browser: none was found (set CHROMIUM)');
    return;
  }
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({ executablePath: program, args: browserFlags });
  try {
    await inChromium(browser, photos);
    await blackBoxInChromium(browser);
    await textInChromium(browser);
    await buildPage();
    await onThePage(browser, (profile) => chromium.launchPersistentContext(profile, { executablePath: program, args: browserFlags }), photos);
  } finally {
    await browser.close();
  }
}

if (isMain(import.meta)) await main(bench);
