// PDF files for tests: pages of text and of codes that are drawn as rectangles, as many tills do.

import { readFileSync } from 'node:fs';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

/** A4, in points. */
export const WIDTH = 595;
export const HEIGHT = 842;

/** Operators that fill the modules of a QR code whose top left is at `x`, `top` points from the page's; `module` points each. */
export async function code(text, x, top, module = 2) {
  await prepareZXingModule({
    overrides: { wasmBinary: readFileSync(new URL('../../node_modules/zxing-wasm/dist/writer/zxing_writer.wasm', import.meta.url)) },
    fireImmediately: true,
  });
  const { symbol, error } = await writeBarcode(text, { format: 'QRCode' });
  if (error !== '') throw new Error(error);
  const side = symbol.width;
  const squares = [];
  for (let at = 0; at < side * side; at += 1) {
    if (symbol.data[at] !== 0) continue;
    squares.push(`${x + (at % side) * module} ${HEIGHT - top - (Math.floor(at / side) + 1) * module} ${module} ${module} re`);
  }
  return `0 g ${squares.join('\n')} f\n`;
}

/** Operators that show lines of ASCII from `top` points downwards. */
export function lines(texts, x = 60, top = 60, size = 10) {
  const shown = texts.map((text) => `(${text.replace(/[\\()]/g, '\\$&')}) Tj T*`);
  return `BT /F1 ${size} Tf ${size * 1.4} TL ${x} ${HEIGHT - top} Td 0 g ${shown.join('\n')} ET\n`;
}

/** A file of pages with these contents. `root`: more of its catalogue; `trailer`: more of its trailer. */
export function pdf(contents, { root = '', trailer = '' } = {}) {
  const kids = contents.map((_, at) => `${4 + 2 * at} 0 R`).join(' ');
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${root} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
    ...contents.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /Contents ${5 + 2 * at} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let file = '%PDF-1.7\n';
  let table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const [at, object] of objects.entries()) {
    table += `${String(file.length).padStart(10, '0')} 00000 n \n`;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = file.length;
  return Buffer.from(`${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`, 'latin1');
}
