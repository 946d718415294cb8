import { describe, expect, test } from 'vitest';
import { type GrowthCurve, growthAt, logLikelihood, noiseOf } from '../../../src/result/backoff/curve.ts';

const curve: GrowthCurve = {
  kind: 'growth',
  growth: { kind: 'exponential', factor: 2 },
  initialMs: 100,
  capMs: 400,
  capsDraws: false,
  jitter: 'full',
  range: [0, 1],
  first: null,
  parameters: 3,
};

test.each([
  ['flat', { kind: 'flat' }, [1, 1, 1]],
  ['linear', { kind: 'linear', step: 0.5 }, [1, 1.5, 2]],
  ['exponential', { kind: 'exponential', factor: 3 }, [1, 3, 9]],
] as const)('%s growth', (_kind, growth, expected) => {
  expect([0, 1, 2].map((step) => growthAt(growth, step))).toEqual(expected);
});

describe('waits are the likelier', () => {
  const of = (waits: readonly (number | null)[]) => logLikelihood(curve, [waits], 1000, 2);

  test('the more of them lie in the range', () => {
    expect(of([50, 150, 300, 350])).toBeGreaterThan(of([50, 150, 300, 900]));
  });

  test('under a range that is no wider than it has to be', () => {
    const wide = logLikelihood({ ...curve, initialMs: 400 }, [[50, 150]], 1000, 2);
    expect(of([50, 150])).toBeGreaterThan(wide);
  });

  test('when late than when early', () => {
    const exact: GrowthCurve = { ...curve, jitter: 'none', range: [1, 1] };
    expect(logLikelihood(exact, [[120]], 1000, 2)).toBeGreaterThan(logLikelihood(exact, [[80]], 1000, 2));
  });
});

test('a wait that says nothing changes nothing', () => {
  expect(logLikelihood(curve, [[null, 150]], 1000, 2)).toBe(logLikelihood(curve, [[null, 150, null]], 1000, 2));
});

test('long timers are known less exactly', () => {
  expect([noiseOf(100, 2), noiseOf(10_000, 2)]).toEqual([2, 40]);
});
