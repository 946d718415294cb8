import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  formatDurationAtLeast,
  formatDurationLiteral,
  parseDuration,
} from '../../src/base/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['500us', 0.5],
    ['500ms', 500],
    ['2s', 2_000],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
    ['0s', 0],
    ['0.25s', 250],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '5',
    's',
    '5 s',
    '-5s',
    '+5s',
    '.5s',
    '5.s',
    '5S',
    '5sec',
    '1e3ms',
    '1m30s',
    ' 5s',
    '5s\n',
  ])('finds no duration in %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('formatDurationAtLeast', () => {
  it.each([
    [0.4128, '412 µs'],
    [0.9996, '0.9 ms'],
    [4.16, '4.1 ms'],
    [412.9, '412 ms'],
    [2_020, '2.02 s'],
    [2_029, '2.02 s'],
    [14_960, '14.9 s'],
    [15_000, '15 s'],
    [179_999, '2.9 min'],
    [5_400_000, '1.5 h'],
  ])('writes %d ms', (ms, text) => {
    expect(formatDurationAtLeast(ms)).toBe(text);
  });

  it('never writes more than there is', () => {
    const units = { µs: 0.001, ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), (ms) => {
        const [value, unit] = formatDurationAtLeast(ms).split(' ');
        expect(Number(value) * units[unit as keyof typeof units]).toBeLessThanOrEqual(ms + 1e-6 * (1 + ms));
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 µs'],
    [0.412, '412 µs'],
    [0.9996, '1 ms'],
    [1.04, '1 ms'],
    [4.16, '4.2 ms'],
    [41.6, '42 ms'],
    [412.4, '412 ms'],
    [999.6, '1 s'],
    [2_020, '2.02 s'],
    [9_996, '10 s'],
    [20_240, '20.2 s'],
    [90_000, '90 s'],
    [150_000, '2.5 min'],
    [5_400_000, '1.5 h'],
    [-412, '-412 ms'],
    [-2_020, '-2.02 s'],
  ])('writes %d ms', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatDurationLiteral', () => {
  it.each([
    [0, '0ms'],
    [0.5, '500us'],
    [250, '250ms'],
    [1_500, '1.5s'],
    [90_000, '90s'],
  ])('writes %d ms as the scenario format does', (ms, text) => {
    expect(formatDurationLiteral(ms)).toBe(text);
  });

  it('writes what parseDuration reads', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), (ms) => {
        expect(parseDuration(formatDurationLiteral(ms))).toBeCloseTo(ms, 6);
      }),
    );
  });
});
