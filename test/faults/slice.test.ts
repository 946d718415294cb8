import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Piece } from '../../src/faults/action.ts';
import type { FlowHooks } from '../../src/faults/fault-hooks.ts';
import { slice } from '../../src/faults/slice.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

const piecesOf = (hooks: FlowHooks, length: number, now: number): readonly Piece[] => {
  const [action] = hooks.onChunk?.(new Uint8Array(length), now) ?? [];
  if (action?.kind !== 'slice') throw new Error('a slice slices');
  return action.pieces;
};

describe('slice', () => {
  test('cuts every chunk into its size, the first piece at once and each other a delay later', () => {
    const hooks = flowFrom(slice, { size: '4B', delay: '2ms' });
    expect(piecesOf(hooks, 10, 100)).toEqual([
      { size: 4, dueAt: 100 },
      { size: 4, dueAt: 102 },
      { size: 2, dueAt: 104 },
    ]);
    expect(piecesOf(hooks, 3, 105)).toEqual([{ size: 3, dueAt: 106 }]);
    expect(piecesOf(hooks, 3, 200)).toEqual([{ size: 3, dueAt: 200 }]);
  });

  test('with a variation draws sizes within it, and loses no byte', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 5_000 }), (seed, length) => {
        const pieces = piecesOf(flowFrom(slice, { size: '10B', variation: '5B' }, 'to-client', seed), length, 0);
        const sizes = pieces.map(({ size }) => size);
        expect(sizes.reduce((total, size) => total + size, 0)).toBe(length);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(15);
        expect(Math.min(...sizes.slice(0, -1), 5)).toBe(5);
        expect(pieces.map(({ dueAt }) => dueAt)).toEqual(pieces.map((_, index) => index));
      }),
    );
    const sizes = piecesOf(flowFrom(slice, { size: '10B', variation: '5B' }), 5_000, 0).map(({ size }) => size);
    expect(new Set(sizes.slice(0, -1)).size).toBe(11);
  });

  test('cuts a chunk into no more pieces than memory bears', () => {
    expect(piecesOf(flowFrom(slice, { size: '1B' }), 2 ** 20, 0)).toHaveLength(65_536);
  });

  test('lets what waits go on when it is lifted, and the end come behind it', () => {
    const hooks = flowFrom(slice, { size: '1B' });
    expect(hooks.onLift?.(0)).toEqual([{ kind: 'hasten' }]);
    expect(hooks.onEnd).toBeUndefined();
  });

  test.each([
    [{ size: '1B' }, 'cut into 1 bytes, one each 1 ms'],
    [{ size: '16B', variation: '8B', delay: '5ms' }, 'cut into 16 ± 8 bytes, one each 5 ms'],
  ])('explains %j', (given, explanation) => {
    expect(explanationOf(slice, given)).toBe(explanation);
  });

  test.each([
    ['no size', {}, ['size: expected a size such as "64KiB"']],
    ['a size of nothing', { size: '0B' }, ['size: at least 1B']],
    ['pieces that could be empty', { size: '4B', variation: '4B' }, ['variation: must be less than the size']],
    ['writes that would travel together', { size: '4B', delay: '500us' }, ['delay: at least 1ms']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(slice, given)).toEqual(problems);
  });
});

test.each([
  [{ size: '1B' }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(slice.sign(slice.options.parse(given), direction)).toBe(expected);
});
