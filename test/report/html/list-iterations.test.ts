import { expect, test } from 'vitest';
import { listIterations } from '../../../src/report/html/list-iterations.ts';
import { caseOf, iteration } from '../example-run.ts';

const one = caseOf({
  iterations: [
    iteration({ index: 0, phase: 0.9, samples: { detection: 5 } }),
    iteration({ index: 1, phase: 0.1, samples: { detection: 'censored' }, verdict: 'stuck' }),
    iteration({ index: 2, phase: null, samples: {} }),
    iteration({ index: 3, phase: 0.5, samples: { detection: 9 } }),
  ],
});

test.each([
  ['index', [0, 1, 2, 3]],
  ['phase', [1, 3, 0, 2]],
  ['detection', [1, 3, 0, 2]],
] as const)('by %s', (order, indexes) => {
  expect(listIterations(one, { verdict: undefined, order }).map(({ index }) => index)).toEqual(indexes);
});

test('only those of a verdict', () => {
  expect(listIterations(one, { verdict: 'stuck', order: 'index' }).map(({ index }) => index)).toEqual([1]);
});
