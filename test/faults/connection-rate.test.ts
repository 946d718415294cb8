import { describe, expect, test } from 'vitest';
import { connectionRate, formatConnectionRate } from '../../src/faults/connection-rate.ts';

describe('a rate of connections', () => {
  test.each([
    ['20/s', { count: 20, perMs: 1_000 }],
    ['5/m', { count: 5, perMs: 60_000 }],
  ])('%s is read, and written the same', (text, rate) => {
    expect(connectionRate.parse(text)).toEqual(rate);
    expect(formatConnectionRate(rate)).toBe(text);
  });

  const expected = 'expected a whole number from 1, a second or a minute, such as "20/s" or "5/m"';
  test.each([
    ['a bare number', 20, 'a rate of connections needs a unit: "20/s" or "20/m"?'],
    ['a number in quotes', '20', 'a rate of connections needs a unit: "20/s" or "20/m"?'],
    ['nobody at all', '0/s', `"0/s" is not a rate of connections; ${expected}`],
    ['half a connection', '0.5/s', `"0.5/s" is not a rate of connections; ${expected}`],
    ['another unit', '20/h', `"20/h" is not a rate of connections; ${expected}`],
    ['a list', [], expected],
  ])('refuses %s', (_what, given, message) => {
    expect(connectionRate.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
