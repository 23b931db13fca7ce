// Reading the printed text of a slip of 31 lines, in a page: one worker, two workers, and onnxruntime-web with the same
// models in one. Runs in a page of its own.

/** A worker whose commands are awaited. */
function worker() {
  const inner = new Worker('/bench/text.worker.mjs', { type: 'module' });
  const waiting = new Map();
  inner.addEventListener('message', ({ data: { id, result, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  });
  let last = 0;
  const call = (command, rest = {}) =>
    new Promise((resolve, reject) => {
      waiting.set((last += 1), { resolve, reject });
      inner.postMessage({ id: last, command, ...rest });
    });
  return { call, end: () => inner.terminate() };
}

/** A slip of 31 lines, drawn: what it says, and its pixels. */
export function drawn() {
  const lines = ['POS SALES SLIP', '商户存根 MERCHANT COPY', '商户名称(MERCHANT NAME):', '东海市明月百货有限公司', '商户编号(MERCHANT NO):', '898310154110002'];
  lines.push(
    '终端编号(TERMINAL NO):34285249',
    '操作员号(OPERATOR NO):01',
    '收单行(ACQUIRER):04031000',
    '发卡行(ISSUER):01021000',
    '卡号(CARD NO):',
    '621700******7317 /S',
  );
  lines.push(
    '有效期(EXP DATE):2029/08',
    '交易类型(TRANS TYPE):',
    '消费(SALE)',
    '批次号(BATCH NO):000123',
    '凭证号(VOUCHER NO):476894',
    '授权码(AUTH NO):556534',
  );
  lines.push(
    '参考号(REFER NO):593287235936',
    '日期/时间(DATE/TIME):',
    '2026/11/20 18:42:07',
    '金额(AMOUNT):RMB 3,970.67',
    '备注(REFERENCE):',
    'ARQC:4A51F29F0EF23E74',
  );
  lines.push(
    'TVR:0000008000 TSI:E800',
    'AID:A000000333010101',
    'ATC:0123 AIP:7C00',
    'APPLAB:UNIONPAY DEBIT',
    '持卡人签名(SIGNATURE):',
    '本人确认以上交易,同意将其',
    '记入本卡账户',
  );
  const [width, height] = [900, 2000];
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.fillStyle = '#d8d4cc';
  canvas.fillRect(0, 0, width, height);
  canvas.translate(width / 2, height / 2);
  canvas.rotate(0.02);
  canvas.fillStyle = '#f4f2ee';
  canvas.fillRect(-400, -980, 800, 1960);
  canvas.fillStyle = '#3a3a40';
  canvas.font = '38px monospace';
  lines.forEach((line, row) => canvas.fillText(line, -370, -920 + row * 60, 740));
  return { lines, rgba: canvas.getImageData(0, 0, width, height).data, width, height };
}

/**
 * @param {{detector: string, recogniser: string, peer: boolean, rounds?: number}} options addresses of the models
 * @returns {Promise<{engine: string, load?: number, detect?: number, first?: number, total?: number, held?: number, exact?: string, why?: string}[]>} milliseconds; `held`: megabytes of the modules
 */
export async function text({ detector, recogniser, peer, rounds = 3 }) {
  const slip = drawn();
  const rows = [];
  let widths = [];
  const plain = (line) => line.normalize('NFKC').replaceAll(' ', '');
  for (const count of [1, 2]) {
    const workers = Array.from({ length: count }, worker);
    const began = performance.now();
    await Promise.all(workers.map(({ call }, i) => call('load', { detector: i === 0 ? detector : undefined, recogniser })));
    const load = performance.now() - began;
    let best;
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now();
      // As the page does: the first worker has the picture open, the other gets pieces of it.
      const [first, second] = workers;
      await first.call('picture', slip);
      const places = await first.call('places', { side: 960 });
      const patches = second ? await first.call('patches', { places }) : [];
      const detect = performance.now() - start;
      const queue = places.map((place, at) => ({ place, patch: patches[at] }));
      const lines = [];
      let firstLine;
      const work = async ({ call }, command) => {
        for (let task = queue.shift(); task; task = queue.shift()) {
          lines.push(await call(command, task));
          firstLine ??= performance.now() - start;
        }
      };
      const helping = second && work(second, 'patch');
      if (await first.call('turned', { places })) throw new Error('The slip was taken to stand upside down.');
      await work(first, 'line');
      await helping;
      const page = await first.call('arrange', { lines });
      const total = performance.now() - start;
      const found = page.lines.map(({ text: line }) => plain(line));
      const exact = `${slip.lines.filter((line) => found.includes(plain(line))).length}/${slip.lines.length}`;
      const side = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
      widths = places.map(({ corners: [a, b, , d] }) => Math.max(64, Math.ceil((48 * side(a, b)) / side(a, d) / 8) * 8));
      if (!best || total < best.total) best = { detect, first: firstLine, total, exact };
    }
    const held = await Promise.all(workers.map(({ call }) => call('held')));
    rows.push({ engine: `slipcheck read, ${count} worker${count > 1 ? 's' : ''}`, load, held: held.reduce((sum, bytes) => sum + bytes) / 1e6, ...best });
    workers.forEach(({ end }) => end());
  }
  const engine = 'onnxruntime-web, 1 worker (models alone)';
  if (!peer) return [...rows, { engine, why: 'not installed' }];
  const { call, end } = worker();
  try {
    const began = performance.now();
    await call('loadPeer', { detector, recogniser });
    const load = performance.now() - began;
    let best;
    for (let round = 0; round < rounds; round += 1) {
      const result = await call('runPeer', { rows: 960, columns: 448, widths });
      if (!best || result.total < best.total) best = result;
    }
    rows.push({ engine, load, ...best });
  } finally {
    end();
  }
  return rows;
}
