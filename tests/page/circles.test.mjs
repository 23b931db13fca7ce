// No file of the page needs itself, through whatever others: imports of types and imports that load later count too. And who may know whom.

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { sources } from './sources.mjs';

const ALIASES = {
  '@core': 'www/engine/core.d.ts',
  '@whole': 'www/engine/core.d.ts',
  '@all': 'www/engine/all.d.ts',
  '@scan': 'www/engine/scan.d.ts',
  '@pages': 'www/engine/pages.d.ts',
  '@read': 'www/engine/read.d.ts',
};

/** The files that a file names: `import … from`, `export … from`, `import '…'`, `import('…')`. */
function imported(path, text) {
  const found = [...text.matchAll(/(?:^(?:import|export)\b[^'"`;]*?\bfrom |^import |\bimport\()'([^']+)'/gm)].map(([, name]) => name.split('?')[0]);
  return found.flatMap((name) => (name.startsWith('.') ? [posix.join(posix.dirname(path), name)] : (ALIASES[name] ?? [])));
}

/** Files that reach themselves, in groups: the strongly connected components of more than one file (Tarjan 1972). */
function circles(graph) {
  const [index, low, open, found] = [new Map(), new Map(), [], []];
  const visit = (path) => {
    index.set(path, index.size);
    low.set(path, index.get(path));
    open.push(path);
    for (const next of graph.get(path) ?? []) {
      if (!index.has(next)) visit(next);
      if (open.includes(next)) low.set(path, Math.min(low.get(path), low.get(next)));
    }
    if (low.get(path) !== index.get(path)) return;
    const group = open.splice(open.indexOf(path));
    if (group.length > 1 || graph.get(path)?.includes(path)) found.push(group.sort());
  };
  for (const path of graph.keys()) if (!index.has(path)) visit(path);
  return found;
}

const files = sources('.ts', 'www');
const graph = new Map([...files].map(([path, text]) => [path, imported(path, text)]));

test('every import of a file leads to one', () => {
  const edges = [...graph].flatMap(([path, names]) => names.filter((name) => name.endsWith('.ts')).map((name) => [path, name]));
  assert.ok(edges.length > 200, 'the imports were read');
  assert.deepEqual(
    edges.filter(([, name]) => !files.has(name)),
    [],
  );
});

test('a circle is found, through a type and through what loads later', () => {
  const of = (texts) => circles(new Map(Object.entries(texts).map(([path, text]) => [path, imported(path, text)])));
  assert.deepEqual(
    of({ 'a.ts': "import type { B } from './b.ts';", 'b.ts': "const c = () => import('./c.ts');", 'c.ts': "import {\n  a,\n  type A,\n} from './a.ts';\n" }),
    [['a.ts', 'b.ts', 'c.ts']],
  );
  assert.deepEqual(of({ 'a.ts': "export { b } from './b.ts';", 'b.ts': "import lit from 'lit';" }), []);
});

test('no file of the page needs itself', () => assert.deepEqual(circles(graph), []));

/** Who knows whom: for each folder those that its files may import from, beside files of their own. `''`: what stands in `www/` itself. */
const KNOWN = {
  engine: [],
  locales: [],
  storage: ['engine', 'locales'],
  state: ['engine', 'locales', 'storage'],
  components: ['engine', 'locales', 'storage', 'state'],
  views: ['engine', 'locales', 'storage', 'state', 'components'],
  '': ['engine', 'locales', 'storage', 'state', 'components', 'views'],
};

test('the folders know each other in one direction', () => {
  const folder = (path) => /^www\/(?:(\w+)\/)?/.exec(path)?.[1] ?? '';
  const wrong = [...graph].flatMap(([path, names]) =>
    names
      .filter((name) => name.endsWith('.ts') && folder(name) !== folder(path) && !KNOWN[folder(path)]?.includes(folder(name)))
      .map((name) => `${path} imports ${name}`),
  );
  assert.deepEqual(wrong, []);
});
