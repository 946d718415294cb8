import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffs } from '../../src/base/client-policy.ts';
import { createRandom, type Random } from '../../src/base/random.ts';
import { createBackoffSeries } from '../../src/client/backoff.ts';

const policy = { initialMs: 100, maxMs: 1_000, factor: 2 } as const;

/** Draws the same number always. */
const constant = (value: number): Random => ({ next: () => value });

const take = (series: { next(): number }, count: number): number[] =>
  Array.from({ length: count }, () => series.next());

describe('with draws in the middle the waits are', () => {
  test.each([
    ['none', [0, 0, 0, 0, 0]],
    ['fixed', [100, 100, 100, 100, 100]],
    ['exponential', [100, 200, 400, 800, 1_000]],
    ['full-jitter', [50, 100, 200, 400, 500]],
    ['equal-jitter', [75, 150, 300, 600, 750]],
    ['decorrelated-jitter', [200, 350, 575, 912.5, 1_000]],
  ] as const)('%s', (backoff, expected) => {
    expect(take(createBackoffSeries({ ...policy, backoff }, constant(0.5)), 5)).toEqual(expected);
  });
});

describe('restart() makes the series begin again:', () => {
  test.each(['exponential', 'full-jitter', 'equal-jitter', 'decorrelated-jitter'] as const)('%s', (backoff) => {
    const series = createBackoffSeries({ ...policy, backoff }, constant(0.5));
    const first = take(series, 4);
    series.restart();
    expect(take(series, 4)).toEqual(first);
  });
});

describe('a wait stays within the bounds of', () => {
  const settings = fc.record({
    initialMs: fc.double({ min: 0, max: 10_000, noNaN: true }),
    maxMs: fc.double({ min: 10_000, max: 100_000, noNaN: true }),
    factor: fc.double({ min: 1, max: 10, noNaN: true }),
    seed: fc.integer(),
  });
  const lowest = { none: 0, fixed: 1, exponential: 1, 'full-jitter': 0, 'equal-jitter': 0.5, 'decorrelated-jitter': 1 };

  test.each(backoffs.map((backoff) => [backoff] as const))('%s', (backoff) => {
    fc.assert(
      fc.property(settings, ({ seed, ...rest }) => {
        const series = createBackoffSeries({ ...rest, backoff }, createRandom(seed, 'backoff'));
        const waits = take(series, 400);
        expect(Math.min(...waits)).toBeGreaterThanOrEqual(rest.initialMs * lowest[backoff]);
        expect(Math.max(...waits)).toBeLessThanOrEqual(rest.maxMs);
      }),
    );
  });
});

test.each(backoffs.map((backoff) => [backoff] as const))('one seed gives one schedule: %s', (backoff) => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const schedule = () => take(createBackoffSeries({ ...policy, backoff }, createRandom(seed, 'backoff')), 20);
      expect(schedule()).toEqual(schedule());
    }),
  );
});
