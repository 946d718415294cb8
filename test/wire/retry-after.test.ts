import { expect, test } from 'vitest';
import { readRetryAfter } from '../../src/wire/retry-after.ts';

const date = ['Date', 'Thu, 26 Nov 2026 18:00:00 GMT'] as const;

test.each([
  ['of seconds', [['Retry-After', '2']], 2000],
  ['of no time', [['retry-after', ' 0 ']], 0],
  ['of a date, from the date of the answer', [date, ['Retry-After', 'Thu, 26 Nov 2026 18:01:30 GMT']], 90_000],
  ['of a date that is past', [date, ['Retry-After', 'Thu, 26 Nov 2026 17:00:00 GMT']], 0],
  ['of a date in an answer without one', [['Retry-After', 'Thu, 26 Nov 2026 18:01:30 GMT']], undefined],
  ['of a fraction, which HTTP does not have', [['Retry-After', '1.5']], undefined],
  ['of anything else', [['Retry-After', 'soon']], undefined],
  ['that is missing', [['Date', 'Thu, 26 Nov 2026 18:00:00 GMT']], undefined],
] as const)('a Retry-After %s', (_what, headers, expected) => {
  expect(readRetryAfter(headers)).toBe(expected);
});
