import { expect, test } from 'vitest';
import { cleanStrings } from '../../src/report/clean-strings.ts';

test('every text is cleaned, however deep it stands, and all else stays', () => {
  const given = { a: ['\u001b[31mred\u001b[0m', 1, null, true], 'b\u0007': { c: 'one\n::error::two', d: undefined } };
  expect(cleanStrings(given)).toEqual({
    a: ['red', 1, null, true],
    'b\ufffd': { c: 'one ::error::two', d: undefined },
  });
});
