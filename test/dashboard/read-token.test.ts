import { expect, test } from 'vitest';
import { readToken } from '../../src/dashboard/read-token.ts';

test.each([
  ['none', '', null],
  ['an empty one', '?token=', null],
  ['one', '?token=a%20b', 'a b'],
  ['one among others', '?x=1&token=c', 'c'],
])('an address with %s', (_what, search, token) => {
  expect(readToken({ search })).toBe(token);
});
