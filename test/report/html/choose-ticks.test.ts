import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseTicks, chooseTimeTicks } from '../../../src/report/html/choose-ticks.ts';

const labelsOf = ({ ticks, unit }: ReturnType<typeof chooseTicks>) =>
  [...ticks.map(({ label }) => label), unit].join(' ');

describe('an axis of time is marked in one unit', () => {
  test.each([
    [0, 0.8, '0 200 400 600 800 µs'],
    [0, 6, '0 2 4 6 ms'],
    [0, 950, '0 200 400 600 800 ms'],
    [0, 1_600, '0 0.5 1 1.5 s'],
    [-200, 1_100, '0 0.5 1 s'],
    [0, 31_000, '0 10 20 30 s'],
    [0, 600_000, '0 2 4 6 8 10 min'],
    [-2_000, 2_000, '−2 −1 0 1 2 s'],
  ])('%d to %d ms', (low, high, expected) => {
    expect(labelsOf(chooseTimeTicks(low, high, 5))).toBe(expected);
  });
});

test('a count has whole steps', () => {
  expect(labelsOf(chooseTicks(1, 3, 12, 1))).toBe('1 2 3 ');
  expect(labelsOf(chooseTicks(0, 4_000, 4, 1))).toBe('0 1,000 2,000 3,000 4,000 ');
});

test('an axis without a width has one mark', () => {
  expect(labelsOf(chooseTicks(1, 1, 5))).toBe('1 ');
});

test('all marks are within, evenly apart, and not many more than were wanted', () => {
  const ends = fc.tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  );
  fc.assert(
    fc.property(ends, fc.integer({ min: 2, max: 12 }), ([low, span], most) => {
      const { ticks } = chooseTicks(low, low + span, most);
      expect(ticks.length).toBeLessThanOrEqual(most + 2);
      for (const { at } of ticks) {
        expect(at).toBeGreaterThanOrEqual(low - span * 1e-3);
        expect(at).toBeLessThanOrEqual(low + span * 1.001);
      }
    }),
  );
});
