import { expect, test } from 'vitest';
import { parseRetryAfter } from '../../src/client/retry-after.ts';

const date = 'Tue, 15 Nov 1994 08:12:31 GMT';

test.each([
  ['seconds', '120', undefined, 120_000],
  ['zero', '0', undefined, 0],
  ['seconds in white space', ' 3 ', undefined, 3_000],
  ['a date, counted from the answer’s own', 'Tue, 15 Nov 1994 08:12:41 GMT', date, 10_000],
  ['a date in the obsolete form', 'Tuesday, 15-Nov-94 08:12:41 GMT', date, 10_000],
  ['a date that has passed', 'Tue, 15 Nov 1994 08:12:00 GMT', date, 0],
  ['a date without one to count from', 'Tue, 15 Nov 1994 08:12:41 GMT', undefined, undefined],
  ['more than a day', '99999999999', undefined, 86_400_000],
  ['a negative number', '-5', date, undefined],
  ['a fraction', '1.5', date, undefined],
  ['a word', 'Soon', date, undefined],
  ['nothing', '', date, undefined],
  ['no header', undefined, date, undefined],
] as const)('reads %s', (_title, retryAfter, dateHeader, expected) => {
  expect(parseRetryAfter(retryAfter, dateHeader)).toBe(expected);
});
