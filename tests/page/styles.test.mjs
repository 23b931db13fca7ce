// The style sheets: each selector stands once under the same condition, wherever it is; the page loads every sheet; no class is styled that nothing has.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import postcss from 'postcss';
import { sources } from './sources.mjs';

const sheets = sources('.css', 'www/styles');

/** Every rule of a sheet: its conditions from the outside in, and its selectors as they stand, with single blanks. */
function rules(text) {
  const found = [];
  const walk = (node, conditions) => {
    for (const child of node.nodes ?? []) {
      if (child.type === 'rule') found.push({ conditions: conditions.join(' '), selector: child.selector.replace(/\s+/g, ' ') });
      else if (child.type === 'atrule' && !/keyframes$/.test(child.name)) walk(child, [...conditions, `@${child.name} ${child.params.replace(/\s+/g, ' ')}`]);
    }
  };
  walk(postcss.parse(text), []);
  return found;
}

test('each selector stands once under the same condition', () => {
  const places = new Map();
  for (const [path, text] of sheets) {
    for (const { conditions, selector } of rules(text)) {
      const key = `${conditions} ${selector}`.trim();
      places.set(key, [...(places.get(key) ?? []), path]);
    }
  }
  assert.ok(places.size > 500, 'the sheets were read');
  assert.deepEqual(
    [...places].filter(([, paths]) => paths.length > 1),
    [],
  );
});

test('the page loads every sheet: at first, or with what it styles', () => {
  const loaded = [...sources('.ts', 'www').values()].flatMap((text) => [...text.matchAll(/^import '\.{1,2}\/(styles\/[\w-]+\.css)';$/gm)]);
  assert.deepEqual([...new Set(loaded.map(([, name]) => `www/${name}`))].sort(), [...sheets.keys()].sort());
});

test('no class is styled that nothing has', () => {
  const page = [...sources('.ts', 'www').values(), ...sources('.html', 'www').values(), ...sources('.js', 'www/public').values()].join('\n');
  const named = new Set(page.match(/[A-Za-z][\w-]*/g));
  const styled = new Set(
    [...sheets.values()].flatMap((text) => rules(text).flatMap(({ selector }) => [...selector.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name))),
  );
  // Put together where they are used: the tone of a verdict, the range of a byte, a line's width.
  const dead = [...styled].filter((name) => !named.has(name) && !/^(?:tone-\w+|f\d|w\d)$/.test(name));
  assert.deepEqual(dead, []);
});
