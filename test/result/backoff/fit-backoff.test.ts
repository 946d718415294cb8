import { describe, expect, test } from 'vitest';
import { backoffs } from '../../../src/base/client-policy.ts';
import type { Curve } from '../../../src/result/backoff/curve.ts';
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

describe('clients side by side that are late together, by what the machine was late by,', () => {
  const standstill = (place: number, lateMs: number, waits: readonly number[]) =>
    Array.from({ length: 8 }, (_, index) => waits.map((wait, at) => wait + index / 4 + (at === place ? lateMs : 0)));
  const doubling = [100, 200, 400, 800, 800, 800];

  test('follow no list', () => {
    expect(kindOf(fitBackoff(standstill(5, 396, doubling), 478)?.curve as Curve)).toBe('exponential none');
  });

  test('follow one where the machine was in time', () => {
    expect(kindOf(fitBackoff(standstill(5, 396, doubling), 5)?.curve as Curve)).toBe('list');
  });

  test('are not told from a list where they are so at many places', () => {
    const fit = fitBackoff(standstill(2, 0, [100, 100, 390, 380, 100]), 320);
    expect(kindOf(fit?.curve as Curve)).toBe('flat none');
    expect(fit?.rivals.map(kindOf)).toContain('list');
  });
});

test('one late wait hides no cap that draws are cut at', () => {
  const waits = simulateWaits({ backoff: 'decorrelated-jitter', initialMs: 70, maxMs: 211, factor: 2 }, 12, 5, 3);
  const late = waits.map((series, index) =>
    index === 0 ? series.map((wait, at) => (at === 3 ? (wait ?? 0) + 90 : wait)) : series,
  );
  expect(kindOf(fitBackoff(late)?.curve as Curve)).toBe('decorrelated');
});

test('a factor that nobody usually writes is told from a list', () => {
  const waits = simulateWaits({ backoff: 'exponential', initialMs: 130, maxMs: 5000, factor: 1.35 }, 8, 8, 3);
  expect(fitBackoff(waits)?.curve).toMatchObject({ growth: { kind: 'exponential', factor: expect.closeTo(1.35, 1) } });
});

test('of two waits, growth by a factor and by a step are not told apart', () => {
  const fit = fitBackoff(Array.from({ length: 5 }, (_, index) => [100 + index / 4, 200 + index / 4]));
  expect(fit?.rivals.map(kindOf)).toContain('linear none');
});

test('there is nothing to tell without a wait', () => {
  expect(fitBackoff([])).toBeUndefined();
  expect(fitBackoff([[null, null]])).toBeUndefined();
});
