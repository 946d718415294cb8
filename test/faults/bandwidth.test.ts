import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Piece } from '../../src/faults/action.ts';
import { bandwidth } from '../../src/faults/bandwidth.ts';
import type { FlowHooks } from '../../src/faults/fault-hooks.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

const piecesOf = (hooks: FlowHooks, length: number, now: number): readonly Piece[] => {
  const [action] = hooks.onChunk?.(new Uint8Array(length), now) ?? [];
  if (action?.kind !== 'slice') throw new Error('bandwidth slices');
  return action.pieces;
};

describe('bandwidth', () => {
  test('cuts into pieces of 20 ms and gives each the time at which its last byte has left', () => {
    const hooks = flowFrom(bandwidth, { rate: '1kB/s' });
    expect(piecesOf(hooks, 50, 1_000)).toEqual([
      { size: 20, dueAt: 1_020 },
      { size: 20, dueAt: 1_040 },
      { size: 10, dueAt: 1_050 },
    ]);
    expect(piecesOf(hooks, 5, 1_001)).toEqual([{ size: 5, dueAt: 1_055 }]);
    expect(piecesOf(hooks, 5, 9_000)).toEqual([{ size: 5, dueAt: 9_005 }]);
  });

  test.each([
    ['1B/s', 3, [1, 1, 1]],
    ['100MB/s', 65_536, [65_536]],
    ['1MB/s', 65_536, [20_000, 20_000, 20_000, 5_536]],
  ])('at %s cuts %s bytes into pieces of %j', (rate, length, sizes) => {
    expect(piecesOf(flowFrom(bandwidth, { rate }), length, 0).map(({ size }) => size)).toEqual(sizes);
  });

  test('cuts a chunk into no more pieces than memory bears', () => {
    expect(piecesOf(flowFrom(bandwidth, { rate: '1B/s' }), 2 ** 20, 0)).toHaveLength(65_536);
  });

  test('passes a burst at once after idleness, and again only as far as it was idle', () => {
    const hooks = flowFrom(bandwidth, { rate: '1kB/s', burst: '100B' });
    const dueTimes = (length: number, now: number): readonly number[] =>
      piecesOf(hooks, length, now).map(({ dueAt }) => dueAt);
    expect(dueTimes(100, 1_000)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
    expect(dueTimes(20, 1_000)).toEqual([1_020]);
    // 70 ms later the link has paid for 70 of the 120 bytes: 50 of the burst are there again.
    expect(dueTimes(60, 1_070)).toEqual([1_070, 1_070, 1_080]);
    expect(dueTimes(100, 5_000)).toEqual([5_000, 5_000, 5_000, 5_000, 5_000]);
  });

  test.each([
    '1kB/s',
    '8KiB/s',
    '1MB/s',
    '100MB/s',
  ])('keeps %s exactly, whatever the chunks and when they come', (rate) => {
    const bytesPerSecond = bandwidth.options.parse({ rate }).bytesPerSecond;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 65_536 }), { minLength: 1, maxLength: 30 }), (lengths) => {
        const hooks = flowFrom(bandwidth, { rate });
        let sent = 0;
        let last = 0;
        for (const length of lengths) {
          // Each comes before the one before it has left.
          const pieces = piecesOf(hooks, length, last / 2);
          for (const { size, dueAt } of pieces) {
            sent += size;
            expect(dueAt).toBeCloseTo((sent * 1000) / bytesPerSecond, 6);
            last = dueAt;
          }
          expect(pieces.reduce((total, { size }) => total + size, 0)).toBe(length);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('lets what waits go on when it is lifted, and the end come behind it', () => {
    const hooks = flowFrom(bandwidth, { rate: '1kB/s' });
    expect(hooks.onLift?.(0)).toEqual([{ kind: 'hasten' }]);
    expect(hooks.onEnd).toBeUndefined();
  });

  test.each([
    [{ rate: '8KiB/s' }, 'pass 8192 bytes/s'],
    [{ rate: '1MB/s', burst: '64KiB' }, 'pass 1000000 bytes/s, 65536 at once'],
  ])('explains %j', (given, explanation) => {
    expect(explanationOf(bandwidth, given)).toBe(explanation);
  });

  test.each([
    ['no rate', {}, ['rate: expected a rate such as "8KiB/s"']],
    ['a rate of nothing', { rate: '0B/s' }, ['rate: at least 1B/s']],
    [
      'a size for a rate',
      { rate: '8KiB' },
      ['rate: "8KiB" is not a rate; expected a number and a unit, such as "8KiB/s"'],
    ],
    ['a bare number', { rate: '1B/s', burst: 5 }, ['burst: a size needs a unit: "5B" or "5KiB"?']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(bandwidth, given)).toEqual(problems);
  });
});

test.each([
  [{ rate: '1B/s' }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(bandwidth.sign(bandwidth.options.parse(given), direction)).toBe(expected);
});
