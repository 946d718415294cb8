import { describe, expect, test } from 'vitest';
import { redactHeaders, redactQuery, redactText } from '../../../src/result/trace/redact.ts';

describe('of a handshake', () => {
  test.each([
    ['Authorization', 'authorization', 'Bearer s3cret', 'redacted'],
    ['Cookie', 'cookie', 'sid=1; b=2', 'redacted'],
    ['a header of somebody’s own', 'x-api-key', 'k', 'redacted'],
    ['a token that poses as a protocol', 'sec-websocket-protocol', 'chat.v1, bearer.abc', 'redacted, redacted'],
    [
      'a protocol that is known',
      'sec-websocket-protocol',
      'graphql-transport-ws, tok',
      'graphql-transport-ws, redacted',
    ],
    ['Host', 'host', 'example.com', 'example.com'],
    ['the version', 'sec-websocket-version', '13', '13'],
  ])('%s is shown as far as it can be no secret', (_what, name, value, expected) => {
    expect(redactHeaders({ [name]: value })).toEqual({ [name]: expected });
  });
});

test.each([
  ['token=abc&room=1', 'token=redacted&room=redacted'],
  ['token=a=b', 'token=redacted'],
  ['abc', 'redacted'],
  ['', ''],
  ['a=1&&', 'a=redacted&&'],
])('of the query %s remain the names', (query, expected) => {
  expect(redactQuery(query)).toBe(expected);
});

test.each([
  [
    'a query',
    'cannot dial ws://h:1/p?token=abc&x=1 (refused)',
    'cannot dial ws://h:1/p?token=redacted&x=redacted (refused)',
  ],
  ['a password', 'wss://user:pw@h/p failed', 'wss://redacted@h/p failed'],
  ['a bearer token', 'sent Authorization: Bearer abc.def-1', 'sent Authorization: Bearer redacted'],
  ['nothing', 'read ECONNRESET', 'read ECONNRESET'],
  ['a question', 'are you there? no', 'are you there? no'],
])('of a text with %s the rest remains', (_what, text, expected) => {
  expect(redactText(text)).toBe(expected);
});
