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

test.each([
  ['near to what was asked', 5, 1450, { respected: 2 }],
  ['longer, by a client that else waits less,', 100, 5000, { respected: 2 }],
  ['longer, by a client that else waits as long,', 5000, 5000, { respected: 0, unclear: 2 }],
  ['longer, by a client that else dials at once,', 5, 5000, { respected: 0, unclear: 2 }],
])('a wait that is %s is counted for what it shows', (_what, own, waitMs, expected) => {
  const dials = [
    ['loss', own],
    [503, waitMs, 1000],
    [503, waitMs, 1000],
  ] as const;
  expect(findRetryAfter([seriesOf(dials)])).toEqual({ answers: 2, askedMs: 1000, waitedMs: waitMs, ...expected });
});
