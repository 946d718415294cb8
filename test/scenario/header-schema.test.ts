import { expect, test } from 'vitest';
import { headers } from '../../src/scenario/header-schema.ts';

test('headers are names and texts', () => {
  expect(headers.parse({ 'X-Id': 7, Cookie: 'a=b; c', empty: '' })).toEqual({
    'X-Id': '7',
    Cookie: 'a=b; c',
    empty: '',
  });
});

test.each([
  ['a value that would be two headers', { 'X-Id': 'a\r\nEvil: b' }, 'a header value has no line breaks'],
  ['a value with NUL', { 'X-Id': 'a\0' }, 'a header value has no line breaks'],
  ['a name of two words', { 'X Id': 'a' }, 'not a header name'],
  ['a name with a colon', { 'X-Id:': 'a' }, 'not a header name'],
])('%s is refused', (_what, given, message) => {
  const { error } = headers.safeParse(given);
  expect(JSON.stringify(error?.issues)).toContain(message);
});
