import { describe, expect, it } from 'vitest';
import { parseRate, parseSize, rate, size } from '../../src/base/size.ts';

describe('parseSize', () => {
  it.each([
    ['125B', 125],
    ['1kB', 1_000],
    ['1KB', 1_000],
    ['1.5MB', 1_500_000],
    ['2GB', 2_000_000_000],
    ['64KiB', 65_536],
    ['1MiB', 1_048_576],
    ['1GiB', 1_073_741_824],
    ['0.3KiB', 307],
  ])('reads %s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['', '5', 'KiB', '5 KiB', '-5B', '5b', '5kib', '5KiB/s', '1e3B'])('finds no size in %j', (text) => {
    expect(parseSize(text)).toBeUndefined();
  });
});

describe('parseRate', () => {
  it.each([
    ['8KiB/s', 8_192],
    ['1.5MB/s', 1_500_000],
  ])('reads %s', (text, bytesPerSecond) => {
    expect(parseRate(text)).toBe(bytesPerSecond);
  });

  it.each(['8KiB', '8KiB/m', '8/s', '/s'])('finds no rate in %j', (text) => {
    expect(parseRate(text)).toBeUndefined();
  });
});

describe('in a file', () => {
  it('a size becomes bytes and a rate bytes a second', () => {
    expect([size.parse('64KiB'), rate.parse('1MB/s')]).toEqual([65_536, 1_000_000]);
  });

  it.each<[string, typeof size, unknown, string]>([
    ['a size that is a number', size, 64, 'a size needs a unit: "64B" or "64KiB"?'],
    ['a size of digits', size, '64', 'a size needs a unit: "64B" or "64KiB"?'],
    [
      'a size that is other text',
      size,
      '64 KiB',
      '"64 KiB" is not a size; expected a number and a unit, such as "64KiB"',
    ],
    ['a size that is missing', size, undefined, 'expected a size such as "64KiB"'],
    ['a rate that is a number', rate, 8, 'a rate needs a unit: "8B/s" or "8KiB/s"?'],
    ['a rate without a time', rate, '8KiB', '"8KiB" is not a rate; expected a number and a unit, such as "8KiB/s"'],
    ['a rate that is a list', rate, [], 'expected a rate such as "8KiB/s"'],
  ])('%s is refused with a remedy', (_, schema, input, message) => {
    expect(schema.safeParse(input).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
