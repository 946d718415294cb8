import { expect, test } from 'vitest';
import { listSlower } from '../../src/report/list-slower.ts';
import { reportedRun, slowerRun } from './reported-run.ts';

test('a figure that gates and is slower is told with its case, its shift and the file that it is compared with', () => {
  expect(listSlower(slowerRun)).toEqual([
    {
      id: 'refuse',
      of: slowerRun.cases[0],
      title: 'recovery is worse than the baseline',
      text: 'recovery +800 ms (+700 ms … +∞) against base.json',
    },
  ]);
});

test('without a baseline nothing is slower', () => {
  expect(listSlower(reportedRun)).toEqual([]);
});
