import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration } from '../../src/base/duration.ts';
import { formatAge, formatBytes, formatCount, formatMs } from '../../src/dashboard/format-figure.ts';

test('durations of a millisecond and more are written as the tool writes them', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e8, noNaN: true }), (ms) => {
      expect(formatMs(ms)).toBe(formatDuration(ms));
    }),
  );
});

test.each([
  ['4 s', 4_999],
  ['0 s', -3],
  ['2 min 5 s', 125_000],
  ['3 h 10 min', 11_400_000],
])('an age of %s', (expected, ms) => {
  expect(formatAge(ms)).toBe(expected);
});

test.each([
  ['0 B', 0],
  ['999 B', 999],
  ['1.0 kB', 1_000],
  ['1.4 kB', 1_449],
  ['100 kB', 99_960],
  ['16.8 MB', 16_777_216],
  ['5000 TB', 5e15],
])('a size of %s', (expected, bytes) => {
  expect(formatBytes(bytes)).toBe(expected);
});

test('counts have a sign between thousands', () => {
  expect(formatCount(1_234_567)).toBe('1,234,567');
});
