import { expect, test } from 'vitest';
import { waitColumns } from '../../../src/result/backoff/wait-columns.ts';

test('waits of one place stand together; a place without any is left out', () => {
  expect(
    waitColumns([
      [10, null, 30],
      [20, null],
    ]),
  ).toEqual([
    { place: 0, count: 2, min: 10, max: 20, median: 15, deviation: 5 },
    { place: 2, count: 1, min: 30, max: 30, median: 30, deviation: 0 },
  ]);
});
