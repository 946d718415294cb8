import { describe, expect, it } from 'vitest';
import { closeCodes, describeCloseCode, mayBeOnWire } from '../../src/wire/close-code.ts';

describe('mayBeOnWire', () => {
  it.each([
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4401, 4999,
  ])('takes %i', (code) => {
    expect(mayBeOnWire(code)).toBe(true);
  });

  it.each([
    -1,
    0,
    999,
    1004,
    1005,
    1006,
    1015,
    1016,
    1100,
    2000,
    2999,
    5000,
    65_535,
    3000.5,
    Number.NaN,
  ])('refuses %d', (code) => {
    expect(mayBeOnWire(code)).toBe(false);
  });
});

describe('describeCloseCode', () => {
  it.each([
    [1000, '1000 Normal Closure'],
    [1006, '1006 Abnormal Closure'],
    [1012, '1012 Service Restart'],
    [3000, '3000 Unauthorized'],
    [999, '999 invalid'],
    [1016, '1016 unassigned'],
    [3500, '3500 library'],
    [4401, '4401 application'],
    [5000, '5000 invalid'],
  ])('names %i', (code, text) => {
    expect(describeCloseCode(code)).toBe(text);
  });
});

it('the table is sorted and names no code twice', () => {
  const codes = closeCodes.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
});
