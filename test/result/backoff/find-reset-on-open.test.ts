import { expect, test } from 'vitest';
import { findResetOnOpen } from '../../../src/result/backoff/find-reset-on-open.ts';
import { seriesOf } from './dial-series.ts';

const opens = (waits: readonly number[]) => waits.map((wait) => ['open', wait] as const);
const doubling = [100, 200, 400, 800, 1600];
const same = [100, 101, 100, 102, 100];

test.each([
  ['grows over them', [seriesOf(opens(doubling)), seriesOf(opens(doubling))], 'grows'],
  [
    'begins anew though it grows elsewhere',
    [seriesOf([...doubling.map((wait) => ['nothing', wait] as const), ...opens(same)]), seriesOf(opens(same))],
    'resets',
  ],
  ['is the same always', [seriesOf(opens(same)), seriesOf(opens(same))], 'unclear'],
] as const)('a wait that %s', (_what, series, verdict) => {
  expect(findResetOnOpen(series, 1)?.verdict).toBe(verdict);
});

test('a few connections show nothing', () => {
  expect(findResetOnOpen([seriesOf(opens([100, 100, 100]))], 1)).toBeUndefined();
});

test('one wait of a client has no second half', () => {
  const one = seriesOf([null, null, null, 9000].map((wait) => ['open', wait] as const));
  expect(findResetOnOpen([seriesOf(opens(same)), one, one], 1)).toMatchObject({ earlyMs: 100.5, lateMs: 101 });
});
