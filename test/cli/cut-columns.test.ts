import { expect, test } from 'vitest';
import { cutColumns } from '../../src/cli/cut-columns.ts';

test.each([
  ['a text that fits', 'abc', 3, 'abc'],
  ['one that does not', 'abcd', 3, 'abc'],
  ['wide characters, of which none is cut in two', '接続中', 5, '接続'],
  ['an emoji of several characters, whole', 'a👩‍👩‍👧b', 3, 'a👩‍👩‍👧'],
  ['one that does not fit, not at all', 'a👩‍👩‍👧b', 2, 'a'],
  ['an accent of its own, with its letter', 'e\u0301e\u0301', 1, 'e\u0301'],
])('%s', (_what, text, columns, expected) => {
  expect(cutColumns(text, columns)).toBe(expected);
});
