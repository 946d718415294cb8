import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latency } from '../../src/faults/latency.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

function draws(given: unknown, count: number, seed = 3): number[] {
  const hooks = flowFrom(latency, given, 'to-client', seed);
  return Array.from({ length: count }, () => {
    const [action] = hooks.onChunk?.(Uint8Array.of(1), 1_000) ?? [];
    if (action?.kind !== 'forward' || action.dueAt === undefined) throw new Error('latency forwards with a due time');
    return action.dueAt - 1_000;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('latency', () => {
  test('without jitter delays chunks and ends by exactly its delay', () => {
    expect(new Set(draws({ delay: '200ms' }, 50))).toEqual(new Set([200]));
    expect(flowFrom(latency, { delay: '1s' }).onEnd?.('fin', 5)).toEqual([{ kind: 'forward', dueAt: 1_005 }]);
  });

  test('with holds: end lets all bytes by, and the end at once when it is lifted', () => {
    const given = { delay: '2s', holds: 'end' };
    const hooks = flowFrom(latency, given);
    expect(hooks.onChunk).toBeUndefined();
    expect(hooks.onEnd?.('reset', 5)).toEqual([{ kind: 'forward', dueAt: 2_005 }]);
    expect(hooks.onLift?.(6)).toEqual([{ kind: 'hasten' }]);
    expect(explanationOf(latency, given)).toBe('hold the end for 2000 ms');
  });

  test('with uniform jitter stays within delay ± jitter and fills that range', () => {
    const values = draws({ delay: '200ms', jitter: '50ms' }, 4_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(150);
    expect(Math.min(...values)).toBeLessThan(152);
    expect(Math.max(...values)).toBeLessThan(250);
    expect(Math.max(...values)).toBeGreaterThan(248);
    expect(mean(values)).toBeCloseTo(200, -1);
  });

  test('with normal jitter has two thirds of its draws within one jitter', () => {
    const values = draws({ delay: '500ms', jitter: '50ms', distribution: 'normal' }, 4_000);
    const near = values.filter((value) => Math.abs(value - 500) <= 50).length / values.length;
    expect(near).toBeGreaterThan(0.65);
    expect(near).toBeLessThan(0.72);
    expect(mean(values)).toBeCloseTo(500, -1);
  });

  test('with pareto jitter never goes below its delay and has a long tail', () => {
    const values = draws({ delay: '100ms', jitter: '100ms', distribution: 'pareto' }, 4_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(100);
    // Shape 3: mean of the variation 0.5, and one in a thousand above nine jitters.
    expect(mean(values)).toBeGreaterThan(140);
    expect(mean(values)).toBeLessThan(160);
    expect(Math.max(...values)).toBeGreaterThan(700);
  });

  test('is never negative, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom('uniform', 'normal', 'pareto'), (seed, distribution) => {
        expect(Math.min(...draws({ delay: '1ms', jitter: '1s', distribution }, 50, seed))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test.each([
    [{ delay: '200ms' }, 'hold chunks for 200 ms'],
    [{ delay: '1.5s', jitter: '50ms' }, 'hold chunks for 1500 ± 50 ms'],
  ])('%j is explained as "%s"', (given, explanation) => {
    expect(explanationOf(latency, given)).toBe(explanation);
  });

  test.each([
    ['no delay', {}, ['delay: expected a duration such as "500ms"']],
    ['a bare number', { delay: 200 }, ['delay: a duration needs a unit: "200ms" or "200s"?']],
    [
      'a negative jitter',
      { delay: '1s', jitter: '-5ms' },
      ['jitter: "-5ms" is not a duration; expected a number and a unit (us, ms, s, m, h), such as "500ms"'],
    ],
    [
      'an unknown distribution',
      { delay: '1s', distribution: 'gauss' },
      ['distribution: Invalid option: expected one of "uniform"|"normal"|"pareto"'],
    ],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(latency, given)).toEqual(problems);
  });
});

test.each([
  [{ delay: '1s' }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(latency.sign(latency.options.parse(given), direction)).toBe(expected);
});
