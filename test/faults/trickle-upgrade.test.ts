import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Piece } from '../../src/faults/action.ts';
import { trickleUpgrade } from '../../src/faults/trickle-upgrade.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

function piecesOf(given: unknown, length: number, now = 0): readonly Piece[] {
  const [action] = flowFrom(trickleUpgrade, given).onAnswer?.(new Uint8Array(length), now) ?? [];
  if (action?.kind !== 'slice') throw new Error('a trickle slices');
  return action.pieces;
}

describe('a trickled upgrade', () => {
  test('goes out byte by byte, ten a second, unless it is told otherwise', () => {
    expect(piecesOf({}, 3, 5_000)).toEqual([
      { size: 1, dueAt: 5_000 },
      { size: 1, dueAt: 5_100 },
      { size: 1, dueAt: 5_200 },
    ]);
  });

  test('ends with a smaller piece where the head is no multiple', () => {
    expect(piecesOf({ bytes: 50, interval: '1s' }, 129)).toEqual([
      { size: 50, dueAt: 0 },
      { size: 50, dueAt: 1_000 },
      { size: 29, dueAt: 2_000 },
    ]);
  });

  test('carries every byte once, in pieces that are never empty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 400 }), (length, bytes) => {
        const sizes = piecesOf({ bytes }, length).map(({ size }) => size);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(length);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(bytes);
      }),
    );
  });

  test('is over at once when it is lifted, and is about nothing but the 101', () => {
    const hooks = flowFrom(trickleUpgrade, {});
    expect(hooks.onLift?.(0)).toEqual([{ kind: 'hasten' }]);
    expect(Object.keys(hooks).sort()).toEqual(['onAnswer', 'onLift']);
    expect(trickleUpgrade.defaultDirection).toBe('to-client');
  });

  test.each([
    [{}, 'deliver the 101 byte by byte, one every 100 ms'],
    [{ bytes: 20, interval: '1h' }, 'deliver the 101 in pieces of 20 bytes, one every 1 h'],
  ])('%j is explained as "%s"', (given, explanation) => {
    expect(explanationOf(trickleUpgrade, given)).toBe(explanation);
  });

  test.each([
    ['pieces of no byte', { bytes: 0 }, ['bytes: Too small: expected number to be >=1']],
    ['half a byte', { bytes: 0.5 }, ['bytes: Invalid input: expected int, received number']],
    ['no interval', { interval: '0s' }, ['interval: must be longer than 0']],
    ['a bare number', { interval: 100 }, ['interval: a duration needs a unit: "100ms" or "100s"?']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(trickleUpgrade, given)).toEqual(problems);
  });
});

test.each([[{}, 'to-client', 'none']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(trickleUpgrade.sign(trickleUpgrade.options.parse(given), direction)).toBe(expected);
});
