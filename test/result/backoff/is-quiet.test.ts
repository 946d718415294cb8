import { expect, test } from 'vitest';
import { isQuiet } from '../../../src/result/backoff/is-quiet.ts';
import { seriesOf } from './dial-series.ts';

test.each([
  ['much longer than any wait', { end: 'iteration', quietMs: 9000 }, true],
  ['as its backoff may be', { end: 'iteration', quietMs: 3000 }, false],
  ['because it was back', { end: 'ready', quietMs: 9000 }, false],
] as const)('a client that was quiet %s', (_what, changes, expected) => {
  expect(
    isQuiet(
      seriesOf(
        [
          ['loss', 500],
          ['nothing', 1000],
        ],
        changes,
      ),
    ),
  ).toBe(expected);
});

test.each([
  ['a dial at once', [['loss', 2]]],
  [
    'a dial at once and one wait',
    [
      ['loss', 2],
      ['nothing', 900],
    ],
  ],
  [
    'waits that were not seen',
    [
      ['loss', null],
      ['nothing', null],
      ['nothing', null],
    ],
  ],
] as const)('quiet behind %s is no giving up', (_what, dials) => {
  expect(isQuiet(seriesOf(dials, { end: 'iteration', quietMs: 4500 }))).toBe(false);
});
