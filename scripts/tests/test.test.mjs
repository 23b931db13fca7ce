import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count } from '../test.mjs';

test('adds up what cargo, node and Playwright counted', () => {
  const cargo = 'test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\u001b[32mtest result: FAILED. 3 passed; 2 failed; 0 ignored\n';
  const node = '# tests 5\n# pass 4\n# fail 1\n';
  const playwright = '  1 failed\n    [chromium] › a.spec.ts:3:1 › 99 passed\n  2 flaky\n    [chromium] › b.spec.ts:1:1 › 7 flaky\n  20 passed (3.2s)\n';
  assert.deepEqual(count(cargo + node + playwright), { passed: 41, failed: 4, again: 2 });
});
