import { expect, test } from 'vitest';
import { findRefusedForGood } from '../../../src/result/backoff/find-refused-for-good.ts';
import { seriesOf } from './dial-series.ts';

test.each([
  ['said that it stops', [['loss', 5]], { end: 'gave-up', last: 401 }, { stopped: 1, mostDials: 0 }],
  [
    'tried once more and stopped',
    [
      ['loss', 50],
      [401, 100],
    ],
    { end: 'iteration', quietMs: 9000, last: 401 },
    { retriedOnce: 1 },
  ],
  [
    'went on',
    [
      ['loss', 5],
      [401, 100],
      [401, 100],
    ],
    { end: 'iteration', last: 401 },
    { hammered: 1, mostDials: 2 },
  ],
  [
    'was let in',
    [
      ['loss', 5],
      [401, 100],
    ],
    { end: 'ready' },
    { letIn: 1, hammered: 0 },
  ],
  ['was cut short', [['loss', 5]], { end: 'iteration', quietMs: 10, last: 401 }, { stopped: 0, series: 1 }],
] as const)('a client that %s after 401', (_what, dials, changes, expected) => {
  expect(findRefusedForGood([seriesOf(dials, changes)])).toMatchObject({ status: 401, ...expected });
});

test('nothing is said without such an answer', () => {
  expect(
    findRefusedForGood([
      seriesOf([
        ['loss', 5],
        [503, 100],
      ]),
    ]),
  ).toBeUndefined();
});

test('more clients were refused than a call takes arguments', () => {
  const one = seriesOf(
    [
      ['loss', 5],
      [401, 100],
    ],
    { end: 'gave-up', last: 401 },
  );
  expect(findRefusedForGood(Array.from({ length: 150_000 }, () => one))).toMatchObject({
    series: 150_000,
    mostDials: 1,
  });
});
