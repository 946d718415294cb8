import { expect, test } from 'vitest';
import { badGateway, describeUnreachable } from '../../src/proxy/bad-gateway.ts';

test.each([
  [
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }),
    'connect ECONNREFUSED 127.0.0.1:1',
  ],
  [Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [new Error(''), 'ERROR'],
])('%o is told as "%s"', (error, text) => {
  const body = `wschaos could not reach the server behind it: ${text}\n`;
  expect(describeUnreachable(error)).toBe(body);
  expect(badGateway(error)).toEqual({
    status: 502,
    reason: 'Bad Gateway',
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body,
  });
});
