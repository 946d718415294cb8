import { describe, expect, test } from 'vitest';
import { httpAnswer, httpStatus } from '../../src/faults/http-answer.ts';

describe('an answer of our own', () => {
  test('has the name of its status, and a body that says both', () => {
    expect(httpAnswer({ status: 503 })).toEqual({
      status: 503,
      reason: 'Service Unavailable',
      headers: [['Content-Type', 'text/plain; charset=utf-8']],
      body: '503 Service Unavailable\n',
    });
  });

  test.each([
    [1, '1'],
    [1_000, '1'],
    [1_001, '2'],
    [0, '0'],
  ])('asks to retry after %i ms with "Retry-After: %s"', (retryAfterMs, value) => {
    expect(httpAnswer({ status: 429, retryAfterMs, body: '' }).headers).toEqual([['Retry-After', value]]);
  });
});

test.each([
  [101, false],
  [200, true],
  [599, true],
  [600, false],
  [503.5, false],
])('%d is the status of a final answer: %s', (status, isOne) => {
  expect(httpStatus.safeParse(status).success).toBe(isOne);
});
