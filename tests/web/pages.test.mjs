// The built page-drawing module as the page calls it: its pictures are what the code-reading module reads.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import jpeg from 'jpeg-js';
import initPages, { Book } from '../../www/generated/pages/slipcheck_pages.js';
import initScan, { scanGrey } from '../../www/generated/scan/slipcheck_scan.js';
import initWhole, { check } from '../../www/generated/all/slipcheck_all.js';
import { code, lines, pdf } from './pdf.mjs';

const file = (path) => readFile(new URL(path, import.meta.url));
const AT = '2026-11-22T12:00:00Z';

before(async () => {
  await initPages({ module_or_path: await file('../../www/generated/pages/slipcheck_pages_bg.wasm') });
  await initScan({ module_or_path: await file('../../www/generated/scan/slipcheck_scan_bg.wasm') });
  await initWhole({ module_or_path: await file('../../www/generated/all/slipcheck_all_bg.wasm') });
});

/** The pages of a file as the page hands them to the core. */
function seen(bytes) {
  const book = new Book(bytes);
  const pages = Array.from({ length: book.count }, (_, number) => {
    const { picture, looks, ...page } = book.draw(number);
    const found = looks.map((look) => (look === 'picture' ? picture : look)).map(({ grey, width, height }) => scanGrey(grey, width, height).codes);
    return { ...page, codes: (found.find((codes) => codes.length > 0) ?? []).map(({ text }) => text) };
  });
  return { pages, more: book.more, exceeded: book.exceeded, cut: false };
}

const request = (bytes, pages) => ({ file: bytes, ...(pages ? { pages } : {}), trust: {}, at: AT });

test('a page comes as a plain object: its text with places, its picture, and what may show a code', async () => {
  const book = new Book(pdf([lines(['TOTAL 138.00', 'THANKS']), await code('a code', 100, 200), '0.9 g 0 0 595 842 re f']));
  assert.deepEqual([book.count, book.more, book.exceeded], [3, false, false]);
  const [text, drawn, pale] = [0, 1, 2].map((number) => book.draw(number));
  assert.deepEqual(Object.keys(text).sort(), ['height', 'invisible', 'lines', 'looks', 'onePicture', 'picture', 'scale', 'stopped', 'unread', 'width']);
  assert.deepEqual(
    text.lines.map((line) => line.text),
    ['TOTAL 138.00', 'THANKS'],
  );
  const [line] = text.lines;
  assert.ok(Math.abs(line.x - 60) < 1 && Math.abs(line.y + line.height - 60) < 1, JSON.stringify(line));
  assert.equal(text.picture.grey.length, text.picture.width * text.picture.height);
  assert.deepEqual([text.looks, pale.looks], [[], []], 'letters are not drawn, and pale paper holds no code');
  assert.deepEqual(drawn.looks, ['picture']);
  const [found] = scanGrey(drawn.picture.grey, drawn.picture.width, drawn.picture.height).codes;
  assert.equal(found.text, 'a code');
  assert.ok(Math.hypot(found.corners[0].x - 100 * drawn.scale, found.corners[0].y - 200 * drawn.scale) < 4);
  assert.equal(book.draw(3), undefined);
});

test('text in an old Chinese encoding is decoded by the browser', () => {
  const bytes = pdf([`BT /F2 12 Tf 60 700 Td <d7dcbcc6> Tj ET`], {});
  const font =
    '/F2 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>';
  // Offsets change: the file is read by its objects.
  const book = new Book(Buffer.from(bytes.toString('latin1').replace('/F1 3 0 R', `/F1 3 0 R ${font}`), 'latin1'));
  assert.deepEqual(
    book.draw(0).lines.map(({ text }) => text),
    ['总计'],
  );
});

test('a photographed code is read off its page: JPEG, in colour and in grey', async () => {
  const text = 'a code on a photo';
  const drawn = new Book(pdf([await code(text, 20, 20, 4)])).draw(0).picture;
  const side = 400;
  for (const space of ['RGB', 'G']) {
    const data = Buffer.alloc(side * side * 4, 255);
    for (let y = 0; y < side; y += 1) for (let x = 0; x < side; x += 1) data.fill(drawn.grey[y * drawn.width + x], (y * side + x) * 4, (y * side + x) * 4 + 3);
    const photo = jpeg.encode({ data, width: side, height: side }, 80).data;
    const picture = `q 300 0 0 300 100 400 cm BI /W ${side} /H ${side} /CS /${space} /BPC 8 /F [/AHx /DCT] ID ${photo.toString('hex')}> EI Q`;
    const { pages } = seen(pdf([picture]));
    assert.deepEqual([pages[0].codes, pages[0].onePicture], [[text], true], space);
  }
});

test('the core takes the pages as they were seen, and without them says that nobody looked', async () => {
  const slip = String(await file('../../www/public/samples/good-code-only.txt')).replace(/\s/g, '');
  const bytes = pdf([await code(slip, 100, 200)]);
  const [report, ...more] = check(request(bytes, seen(bytes)));
  assert.deepEqual([more.length, report.format, report.code, report.verdict], [0, 'signed-slip', slip, 'unknown-issuer']);
  const [unseen] = check(request(bytes));
  assert.equal(unseen.verdict, 'unreadable');
  assert.ok(unseen.notes.some(({ id }) => id === 'codes-not-looked-for'));
  // Nothing on them, and looked at to the end; or not to the end, or nobody says so.
  const empty = seen(pdf([lines(['nothing'])]));
  assert.equal(check(request(bytes, empty))[0].verdict, 'unsigned');
  for (const pages of [{ ...empty, cut: true }, { ...empty, cut: undefined }, { pages: [] }, {}]) {
    const [report] = check(request(bytes, pages));
    assert.equal(report.verdict, 'unreadable', JSON.stringify(pages));
  }
});

test('what cannot be read has no pages, and a trap is none', () => {
  const whole = pdf([lines(['x'])]);
  for (const bytes of [Buffer.alloc(0), Buffer.from('%PDF-1.7\n'), whole.subarray(0, 60), pdf(['x'], { trailer: '/Encrypt << /Filter /Standard /V 9 >>' })])
    assert.equal(new Book(bytes).count, 0);
  // Any byte changed.
  for (let at = 0; at < whole.length; at += 7) {
    const bytes = Buffer.from(whole);
    bytes[at] ^= 0x15;
    const book = new Book(bytes);
    for (let number = 0; number < book.count; number += 1) assert.ok(book.draw(number));
  }
});

test('the shared receipt gets what it must', async () => {
  const vectors = process.env.SLIPCHECK_VECTORS ?? new URL('../../../shared/vectors', import.meta.url).pathname;
  const path = `${vectors}/pdf/receipt-tse-vector.pdf`;
  if (!existsSync(path)) {
    console.error(`NOT RUN: ${path} is not there`);
    return;
  }
  const bytes = await readFile(path);
  const [report] = check(request(bytes, seen(bytes)));
  assert.deepEqual([report.format, report.verdict], ['de-tse', 'unknown-issuer']);
});
