// What the page takes a report for is what the core returns.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/command.mjs';
import { FILE, types } from '../../scripts/types.mjs';

test('the types of what the core returns are those of its sources: node scripts/types.mjs', async () => {
  assert.equal(readFileSync(join(root, FILE), 'utf8'), await types());
});
