import { describe, expect, test } from 'vitest';
import { answerHead, clientText, head, requestHead, serverText } from '../../../src/runner/selftest/wire-text.ts';
import { isUpgradeRequest, parseRequestHead } from '../../../src/wire/request-head.ts';
import { parseResponseHead } from '../../../src/wire/response-head.ts';

test('a head ends with an empty line', () => {
  expect(head('GET / HTTP/1.1', 'A: b')).toBe('GET / HTTP/1.1\r\nA: b\r\n\r\n');
});

describe('the usual heads', () => {
  test('ask for a WebSocket, with what is added', () => {
    const request = parseRequestHead(Buffer.from(requestHead('X-More: 1')));
    expect(request !== undefined && isUpgradeRequest(request)).toBe(true);
    expect(request?.headers.at(-1)).toEqual(['X-More', '1']);
  });

  test('grant it, with what is added', () => {
    const answer = parseResponseHead(Buffer.from(answerHead('X-More: 1')));
    expect(answer?.status).toBe(101);
    expect(answer?.headers.at(-1)).toEqual(['X-More', '1']);
  });
});

test('a client masks its frames, a server does not (RFC 6455 §5.1)', () => {
  // The masked "Hello" of RFC 6455 §5.7 has the same key.
  expect(Buffer.from(clientText('Hello')).toString('hex')).toBe('818537fa213d7f9f4d5158');
  expect(Buffer.from(serverText('Hello')).toString('hex')).toBe('810548656c6c6f');
});
