import { describe, expect, it } from 'vitest';
import { encodeResponse, type ResponseSpec } from '../../src/wire/encode-response.ts';
import { createHeadReader } from '../../src/wire/head-reader.ts';
import { parseResponseHead } from '../../src/wire/response-head.ts';
import { textOf, toHex } from './hex.ts';

const plain: ResponseSpec = { status: 503, reason: 'Service Unavailable', headers: [], body: '' };

describe('encodeResponse', () => {
  it.each<[string, Partial<ResponseSpec>, string]>([
    ['adds length and close', {}, 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'],
    [
      'counts the bytes of the body',
      { status: 200, reason: 'OK', headers: [['A', 'b']], body: 'né' },
      'HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 3\r\nConnection: close\r\n\r\nné',
    ],
    [
      'keeps a length that is given, even a wrong one',
      { headers: [['content-length', '9']], body: 'x' },
      'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 9\r\nConnection: close\r\n\r\nx',
    ],
    [
      'adds no length to a chunked body',
      { headers: [['Transfer-Encoding', 'chunked']], body: '0\r\n\r\n' },
      'HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n',
    ],
    [
      'keeps a Connection that is given',
      { headers: [['connection', 'keep-alive']] },
      'HTTP/1.1 503 Service Unavailable\r\nconnection: keep-alive\r\nContent-Length: 0\r\n\r\n',
    ],
    [
      'adds no length to a 204',
      { status: 204, reason: 'No Content' },
      'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n',
    ],
    [
      'adds nothing to a 101',
      { status: 101, reason: 'Switching Protocols', headers: [['Upgrade', 'websocket']] },
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n',
    ],
    [
      'writes no reason',
      { status: 599, reason: '' },
      'HTTP/1.1 599 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    ],
  ])('%s', (_, spec, text) => {
    expect(textOf(encodeResponse({ ...plain, ...spec }))).toBe(text);
  });

  it('writes headers one byte a character and the body in UTF-8', () => {
    const hex = toHex(encodeResponse({ ...plain, status: 101, reason: '', headers: [['A', 'é']], body: 'é' }));
    expect(hex.endsWith('41 3a 20 e9 0d 0a 0d 0a c3 a9')).toBe(true);
  });

  it('is read back by our own reader', () => {
    const bytes = encodeResponse({ ...plain, headers: [['Retry-After', '2']], body: 'later' });
    const reading = createHeadReader({ maxBytes: 500 }).feed(bytes);
    if (reading.kind !== 'complete') throw new Error(`expected a complete head, got ${reading.kind}`);
    expect(textOf(reading.rest)).toBe('later');
    expect(parseResponseHead(reading.head)).toEqual({
      status: 503,
      reason: 'Service Unavailable',
      headers: [
        ['Retry-After', '2'],
        ['Content-Length', '5'],
        ['Connection', 'close'],
      ],
    });
  });
});
