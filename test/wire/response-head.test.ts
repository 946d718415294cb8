import { expect, it } from 'vitest';
import { parseResponseHead } from '../../src/wire/response-head.ts';
import { bytesOf } from './hex.ts';

it.each([
  ['HTTP/1.1 101 Switching Protocols', 101, 'Switching Protocols'],
  ['HTTP/1.0 200 OK', 200, 'OK'],
  ['HTTP/1.1 503 ', 503, ''],
  ['HTTP/1.1 204', 204, ''],
  ['HTTP/1.1 499 Client  closed: early', 499, 'Client  closed: early'],
])('%j is read', (line, status, reason) => {
  expect(parseResponseHead(bytesOf(`${line}\r\nSet-Cookie: a\r\nset-cookie: b\r\n\r\n`))).toEqual({
    status,
    reason,
    headers: [
      ['Set-Cookie', 'a'],
      ['set-cookie', 'b'],
    ],
  });
});

it.each([
  'GET / HTTP/1.1',
  'HTTP/2 200 OK',
  'HTTP/1.1 20 OK',
  'HTTP/1.1 2000 OK',
  'HTTP/1.1 abc',
  '',
])('%j is no response', (line) => {
  expect(parseResponseHead(bytesOf(`${line}\r\n\r\n`))).toBeUndefined();
});
