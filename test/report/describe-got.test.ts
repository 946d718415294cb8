import { expect, test } from 'vitest';
import { describeGot } from '../../src/report/describe-got.ts';
import { caseOf, failedExpectation } from './example-run.ts';

test.each([
  ['a figure', {}, '30.1 s'],
  ['what never came', { actual: 'censored' }, 'never'],
  ['what a figure exceeds', { actual: 'censored', beyond: 14_900 }, '>14.9 s'],
  ['a note in place of a figure', { note: 'no data: nothing was lost' }, 'no data: nothing was lost'],
  [
    'how much a share proves',
    { expression: 'recovered == 100%', unit: 'share', actual: 0 },
    '0 %: 1/1, ≥ 5 % with 95 % confidence',
  ],
] as const)('what was got is %s', (_what, changes, said) => {
  expect(describeGot(failedExpectation(changes), caseOf())).toBe(said);
});
