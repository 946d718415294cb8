import { expect, test } from 'vitest';
import { cutText } from '../../src/base/cut-text.ts';

test.each([
  ['a short text stays', 'abc', 3, '…', 'abc'],
  ['a long one is cut, its end included', 'abcd', 3, '…', 'ab…'],
  ['without an end nothing is put in its place', 'abcd', 3, '', 'abc'],
  ['a pair that does not fit goes as a whole', 'ab😀cd', 4, '…', 'ab…'],
  ['a pair that fits stays', 'a😀bcd', 4, '…', 'a😀…'],
  ['a pair at the very end stays', 'ab😀', 4, '…', 'ab😀'],
])('%s', (_what, text, most, end, cut) => {
  expect(cutText(text, most, end)).toBe(cut);
});
