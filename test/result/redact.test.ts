import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactHeaders, redactQuery, redactText } from '../../src/result/redact.ts';

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
  ['a password with its own sign', 'dial ws://u:p@ss@h/p', 'dial ws://redacted@h/p'],
  ['a bare query', 'GET ws://h?BARE failed', 'GET ws://h?redacted failed'],
  ['a bare query of a path', '404 at /chat?BARE.', '404 at /chat?redacted.'],
  ['nothing but a query', '?BARE', '?redacted'],
  ['a quote in a query', 'ws://h/?token=ab\'cd&x="1"', 'ws://h/?token=redacted&x=redacted"1"'],
  ['a quoted URL', "cannot dial 'ws://h/?token=abc'", "cannot dial 'ws://h/?token=redacted'"],
  ['a fragment', 'at ws://h/#access_token=abc&x=1', 'at ws://h/#access_token=redacted&x=redacted'],
  ['a bearer token', 'sent Bearer abc.def-1 twice', 'sent Bearer redacted twice'],
  ['a bearer token behind a colon', 'Bearer: abc', 'Bearer: redacted'],
  ['credentials', '> Authorization: Token X y', '> Authorization: redacted'],
  ['quoted credentials', "{ Authorization: 'Token X', host: 'h' }", "{ Authorization: 'redacted', host: 'h' }"],
  ['credentials in JSON', '{"authorization":"Token \\"X","a":1}', '{"authorization":"redacted","a":1}'],
  ['credentials in JSON in JSON', '{\\"cookie\\":\\"sid=1\\",\\"a\\":1}', '{\\"cookie\\":\\"redacted\\",\\"a\\":1}'],
  ['a cookie', 'Cookie: sid=1; b=2', 'Cookie: redacted'],
  ['a cookie behind a token', 'token=abc Cookie: sid=…', 'token=redacted Cookie: redacted…'],
  ['a header of somebody’s own', 'x-api-key: a, x-room: b', 'x-api-key: redacted, x-room: redacted'],
  ['a secret of a list', 'headers: apiKey=abc room=1', 'headers: apiKey=redacted room=1'],
  ['a form', 'sent user=a&password=b&room=1', 'sent user=a&password=redacted&room=1'],
  ['a flag', 'node client.mjs --auth-token abc --room 1', 'node client.mjs --auth-token redacted --room 1'],
  ['a subprotocol', 'Server sent an invalid subprotocol: tok', 'Server sent an invalid subprotocol: redacted'],
  ['a quoted subprotocol', "The subprotocol 'tok.1' is invalid", "The subprotocol 'redacted' is invalid"],
  ['a bare subprotocol', 'no subprotocol tok.1 here', 'no subprotocol redacted here'],
  ['subprotocols', "subprotocols: ['mqtt', 'tok'] refused", "subprotocols: ['mqtt', 'redacted'] refused"],
  ['their header', 'sec-websocket-protocol: mqtt, tok refused', 'sec-websocket-protocol: mqtt, redacted refused'],
  ['a web token', 'refused eyJhbGciOi.eyJzdWIi.x-1 here', 'refused redacted here'],
  ['a token that is spoken of', 'reconnect with token k3y-of-mine.', 'reconnect with token redacted.'],
  ['a password that is told', 'my password is "hunter22"', 'my password is "redacted"'],
  ['a token of GitHub', 'clone ghp_0123456789abcdefghij now', 'clone redacted now'],
  ['a key of AWS', 'as AKIA0123456789ABCDEF', 'as redacted'],
  ['a token that was counted', 'token 401 of 1000 is expired', 'token 401 of 1000 is expired'],
  ['no token', 'SyntaxError: Unexpected token in JSON at 1', 'SyntaxError: Unexpected token in JSON at 1'],
  ['no subprotocol', 'no subprotocol was sent', 'no subprotocol was sent'],
  ['no secret', '    at Socket.emit (node:events:519:28) a=1', '    at Socket.emit (node:events:519:28) a=1'],
  ['nothing', 'read ECONNRESET', 'read ECONNRESET'],
  ['a question', 'are you there? no', 'are you there? no'],
])('of a text with %s the rest remains', (_what, text, expected) => {
  expect(redactText(text)).toBe(expected);
});

test('what is redacted stays as it is', () => {
  const piece = fc.constantFrom(
    ...'ws:// ?a= token : Cookie " \' \\ & # @ bearer x- sid, eyJa.b [ ] --pwd \n'.split(/(\s)/),
  );
  const texts = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }))).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      expect(redactText(redactText(text))).toBe(redactText(text));
    }),
  );
});

test.each([
  ['a word', 'a'],
  ['slashes', '/'],
  ['names', 'a.'],
  ['schemes', 'ws://'],
  ['questions', '?'],
  ['tokens', 'token'],
  ['quotes', '"'],
  ['closing signs', ')'],
  ['subprotocols', 'subprotocol: a,'],
  ['backslashes', '\\'],
  ['equal signs', 'token='],
])('a very long line of %s takes no long time', (_what, sign) => {
  const long = `${sign.repeat(100_000 / sign.length)} x`;
  expect(redactText(long)).not.toBe('');
});
