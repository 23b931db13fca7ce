import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contradictions, outcomes } from '../firefox.mjs';

const spec = (title, status) => ({ title, ok: status === 'expected', tests: [{ status }] });
const REPORT = {
  suites: [
    {
      title: 'a.spec.ts',
      file: 'a.spec.ts',
      specs: [spec('stands alone', 'expected')],
      suites: [{ title: 'zh-CN', file: 'a.spec.ts', specs: [spec('fails', 'unexpected'), spec('is left out', 'skipped')] }],
    },
  ],
};

test('tests are named by file, groups and title', () => {
  assert.deepEqual(
    [...outcomes(REPORT)],
    [
      ['a.spec.ts › stands alone', true],
      ['a.spec.ts › zh-CN › fails', false],
      ['a.spec.ts › zh-CN › is left out', undefined],
    ],
  );
});

test('what fails and is not listed, what is listed and passes, and what is listed and gone are told', () => {
  const found = outcomes(REPORT);
  const listed = (...names) => names.map((name) => ({ test: name, reason: 'a reason' }));
  assert.deepEqual(contradictions(found, [], true), ['fails: a.spec.ts › zh-CN › fails']);
  assert.deepEqual(contradictions(found, listed('a.spec.ts › zh-CN › fails'), true), []);
  assert.deepEqual(contradictions(found, listed('a.spec.ts › zh-CN › fails', 'a.spec.ts › stands alone'), true), [
    'passes, and is listed as different: a.spec.ts › stands alone',
  ]);
  assert.deepEqual(contradictions(found, listed('a.spec.ts › zh-CN › fails', 'b.spec.ts › gone'), true), [
    'is listed, and no such test is there: b.spec.ts › gone',
  ]);
  assert.deepEqual(contradictions(found, listed('a.spec.ts › zh-CN › fails', 'b.spec.ts › gone'), false), []);
});
