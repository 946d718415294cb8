import { describe, expect, test } from 'vitest';
import { backoffs } from '../../../src/base/client-policy.ts';
import { fitBackoff, kindOf } from '../../../src/result/backoff/fit-backoff.ts';
import { simulateWaits } from './simulate-waits.ts';

const kinds = {
  none: 'flat none',
  fixed: 'flat none',
  exponential: 'exponential none',
  'full-jitter': 'exponential full',
  'equal-jitter': 'exponential equal',
  'decorrelated-jitter': 'decorrelated',
} as const;

const policies = [50, 100, 200, 500, 1000].flatMap((initialMs) =>
  [1.5, 2, 3].flatMap((factor) => [4, 16, 64].map((times) => ({ initialMs, factor, maxMs: initialMs * times }))),
);
/** Series and dials: 40 gaps at least, over 6 dials at least. */
const sizes = [
  [7, 6],
  [10, 8],
] as const;

describe('of the policies of the reference client, 90 settings each, at least 95 % are told apart:', {
  timeout: 120_000,
}, () => {
  test.each(backoffs.map((backoff) => [backoff] as const))('%s', (backoff) => {
    const found = new Map<string, number>();
    for (const policy of policies) {
      for (const [series, dials] of sizes) {
        const fit = fitBackoff(simulateWaits({ ...policy, backoff }, series, dials, 1));
        const kind = fit === undefined ? 'nothing' : kindOf(fit.curve);
        found.set(kind, (found.get(kind) ?? 0) + 1);
      }
    }
    const share = (found.get(kinds[backoff]) ?? 0) / (policies.length * sizes.length);
    expect([backoff, share >= 0.95, ...found]).toEqual([backoff, true, ...found]);
  });
});

test('factor, first wait and cap come out near to what was set', () => {
  const waits = simulateWaits({ backoff: 'full-jitter', initialMs: 200, maxMs: 5000, factor: 2 }, 20, 8, 7);
  const fit = fitBackoff(waits);
  if (fit?.curve.kind !== 'growth') throw new Error('a growing curve was expected');
  expect(fit.curve.growth).toEqual({ kind: 'exponential', factor: 2 });
  expect(fit.curve.initialMs / 200).toBeCloseTo(1, 0.8);
  expect((fit.curve.capMs ?? 0) / 5000).toBeCloseTo(1, 0.8);
});

test.each([
  ['linear', [100, 200, 300, 400, 500, 600], 'linear none'],
  ['the list of a library', [500, 2000, 3000, 30_000, 31_000], 'list'],
  ['a first one at once and then a doubling', [0, 500, 1000, 2000, 4000], 'exponential none'],
])('waits that are %s are told', (_what, waits, kind) => {
  const late = Array.from({ length: 6 }, (_, index) => waits.map((wait) => wait + 0.3 * index));
  expect(kindOf(fitBackoff(late)?.curve ?? { kind: 'list', waitsMs: [], parameters: 0 })).toBe(kind);
});

test('of two waits, growth by a factor and by a step are not told apart', () => {
  const fit = fitBackoff(Array.from({ length: 5 }, (_, index) => [100 + index / 4, 200 + index / 4]));
  expect(fit?.rivals.map(kindOf)).toContain('linear none');
});

test('there is nothing to tell without a wait', () => {
  expect(fitBackoff([])).toBeUndefined();
  expect(fitBackoff([[null, null]])).toBeUndefined();
});
