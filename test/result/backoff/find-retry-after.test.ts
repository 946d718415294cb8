import { expect, test } from 'vitest';
import { findRetryAfter } from '../../../src/result/backoff/find-retry-after.ts';
import { seriesOf } from './dial-series.ts';

test('counts the answers that were obeyed, and shows the one that was obeyed worst', () => {
  const series = [
    seriesOf([
      ['loss', 5],
      [503, 1003, 1000],
      [503, 400, 1000],
      [503, 985, 1000],
    ]),
  ];
  expect(findRetryAfter(series)).toEqual({ answers: 3, respected: 2, askedMs: 1000, waitedMs: 400 });
});

test('has nothing to say where no answer asked, or asked for no time', () => {
  expect(
    findRetryAfter([
      seriesOf([
        ['loss', 5],
        [503, 100],
        [503, 100, 0],
      ]),
    ]),
  ).toBeUndefined();
});
