import { describe, expect, test } from 'vitest';
import type { HandshakeAnswer } from '../../src/faults/action.ts';
import { reject } from '../../src/faults/reject.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

function answerOf(given: unknown): HandshakeAnswer {
  const [action] = connectionFrom(reject, given).onUpgrade?.({ method: 'GET', path: '/', headers: {} }, 0) ?? [];
  if (action?.kind !== 'respond') throw new Error('reject responds');
  return action.answer;
}

const plainText = ['Content-Type', 'text/plain; charset=utf-8'] as const;

describe('reject', () => {
  test.each([
    ['503 by default', {}, 503, 'Service Unavailable', [plainText], '503 Service Unavailable\n'],
    [
      'Retry-After in whole seconds, rounded up',
      { status: 429, retryAfter: '1200ms' },
      429,
      'Too Many Requests',
      [plainText, ['Retry-After', '2']],
      '429 Too Many Requests\n',
    ],
    [
      'a redirect',
      { status: 302, location: '/there', body: 'x' },
      302,
      'Found',
      [plainText, ['Location', '/there']],
      'x',
    ],
    [
      'headers of its own, that replace the default type',
      { status: 401, headers: { 'content-type': 'application/json', 'X-Pod': 'a' }, body: '{}' },
      401,
      'Unauthorized',
      [
        ['content-type', 'application/json'],
        ['X-Pod', 'a'],
      ],
      '{}',
    ],
    ['a status without a name', { status: 599 }, 599, 'Rejected', [plainText], '599 Rejected\n'],
    ['no body where there must be none', { status: 204 }, 204, 'No Content', [], ''],
  ] as const)('answers with %s', (_what, given, status, reason, headers, body) => {
    expect(answerOf(given)).toEqual({ status, reason, headers, body });
  });

  test.each([
    [{}, 'answer 503'],
    [{ status: 429, retryAfter: '2s' }, 'answer 429, retry after 2 s'],
  ])('%j is explained as "%s"', (given, explanation) => {
    expect(explanationOf(reject, given)).toBe(explanation);
  });

  test.each([
    ['an upgrade', { status: 101 }, ['status: Too small: expected number to be >=200']],
    ['a status that is none', { status: 600 }, ['status: Too big: expected number to be <=599']],
    [
      'a header value that would begin another line',
      { location: 'a\r\nb' },
      ['location: a header value has no line breaks'],
    ],
    ['a header name with a space', { headers: { 'X Y': 'a' } }, ['headers.X Y: Invalid key in record']],
    ['a number for a duration', { retryAfter: 2 }, ['retryAfter: a duration needs a unit: "2ms" or "2s"?']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(reject, given)).toEqual(problems);
  });
});

test.each([[{}, 'both', 'none']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(reject.sign(reject.options.parse(given), direction)).toBe(expected);
});
