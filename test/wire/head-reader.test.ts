import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeadReader, type HeadReading } from '../../src/wire/head-reader.ts';
import { cutAt, cuts } from './arbitrary-frame.ts';
import { bytesOf, concat, fromHex, textOf, toHex } from './hex.ts';

const request = 'GET /chat HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\n\r\n';
const response = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';

/** Feeds chunk after chunk until an answer; gives it with the bytes as text and what was left unfed joined to `rest`. */
function read(chunks: readonly Uint8Array[], maxBytes = 1_000): HeadReading {
  const reader = createHeadReader({ maxBytes });
  let reading: HeadReading = { kind: 'incomplete' };
  for (const [index, chunk] of chunks.entries()) {
    reading = reader.feed(chunk);
    if (reading.kind === 'complete') return { ...reading, rest: concat([reading.rest, ...chunks.slice(index + 1)]) };
    if (reading.kind !== 'incomplete') return reading;
  }
  return reading;
}

describe('a head is complete', () => {
  it.each([
    ['of a request', request],
    ['of a response', response],
    ['of a response without a reason', 'HTTP/1.1 503 \r\nA: b\r\n\r\n'],
    ['of a response without the space before the reason', 'HTTP/1.0 204\r\n\r\n'],
    ['of a response with odd bytes in its reason', 'HTTP/1.1 200 \t\xe9\r\r\n\r\n'],
    ['with lines that end in LF alone', 'GET / HTTP/1.1\nHost: a\n\n'],
    ['with line ends of both kinds', 'GET / HTTP/1.1\r\nHost: a\n\r\n'],
    ['behind empty lines', '\r\n\nGET / HTTP/1.1\r\n\r\n'],
    ['without headers', 'OPTIONS * HTTP/1.0\r\n\r\n'],
    ['with header lines that make no sense', 'GET / HTTP/1.1\r\nno colon\r\n: no name\r\n folded\r\n\r\n'],
    ['with a target that is a whole URL', 'GET http://a.b:80/c?d HTTP/1.1\r\n\r\n'],
    ['with a method that begins as HTTP does', 'HTTPX /a HTTP/1.1\r\n\r\n'],
    ['with the method HTTP', 'HTTP /a HTTP/1.1\r\n\r\n'],
  ])('%s, wherever it is cut', (_, text) => {
    const head = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const frames = fromHex('81 05 48 65 6c 6c 6f');
    const bytes = concat([head, frames]);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(read([bytes.slice(0, cut), bytes.slice(cut)])).toEqual({ kind: 'complete', head, rest: frames });
    }
    const whole = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(read(whole)).toEqual({ kind: 'complete', head, rest: frames });
  });
});

describe('bytes are not HTTP', () => {
  it.each([
    ['a TLS ClientHello at its first byte', '', '\x16'],
    ['a WebSocket frame at its first byte', '', '\x81'],
    ['the preface of HTTP/2 at its version', 'PRI * HTTP/', '2'],
    ['HTTP/0.9 at the end of its line', 'GET /', '\r'],
    ['SSH at the end of its line', 'SSH-2.0-OpenSSH_9.6', '\r'],
    ['a slash behind another word than HTTP', 'RTSP', '/'],
    ['SMTP at the line end', '220 mail.example.com', '\r'],
    ['a request line with a missing target', 'GET ', ' '],
    ['a request line with a word too many', 'GET /a ', 'b'],
    ['a request line that begins with a space', '', ' '],
    ['a request of another protocol', 'GET / ', 'R'],
    ['a version without a number', 'GET / HTTP/1.', 'x'],
    ['a version of two digits', 'GET / HTTP/1.1', '0'],
    ['a CR without its LF', 'GET / HTTP/1.1\r', 'H'],
    ['a response of HTTP/2', 'HTTP/', '2'],
    ['a status of two digits', 'HTTP/1.1 20', ' '],
    ['a status of four digits', 'HTTP/1.1 200', '0'],
    ['a NUL in a reason', 'HTTP/1.1 200 O', '\0'],
    ['a control character in a target', 'GET /', '\x7f'],
  ])('%s', (_, before, last) => {
    const start = Uint8Array.from(before, (character) => character.charCodeAt(0));
    const end = Uint8Array.from(last, (character) => character.charCodeAt(0));
    const reader = createHeadReader({ maxBytes: 1_000 });
    expect(reader.feed(start)).toEqual({ kind: 'incomplete' });
    expect(reader.feed(concat([end, bytesOf('more')]))).toEqual({
      kind: 'not-http',
      bytes: concat([start, end, bytesOf('more')]),
    });
  });
});

describe('a head that is too long', () => {
  const reading = (maxBytes: number) => read([bytesOf(request), bytesOf('rest')], maxBytes);

  it('may have exactly the limit', () => {
    expect(reading(request.length).kind).toBe('complete');
  });

  it('is told with all its bytes', () => {
    expect(reading(request.length - 1)).toEqual({ kind: 'too-long', bytes: bytesOf(request) });
  });

  it('is told at the first byte past the limit', () => {
    const reader = createHeadReader({ maxBytes: 10 });
    expect(reader.feed(bytesOf('GET /chat-'))).toEqual({ kind: 'incomplete' });
    expect(reader.feed(bytesOf('r'))).toEqual({ kind: 'too-long', bytes: bytesOf('GET /chat-r') });
  });
});

describe('a reader', () => {
  it('shows what waits when the source ends early', () => {
    const reader = createHeadReader({ maxBytes: 100 });
    reader.feed(bytesOf('GET / HT'));
    reader.feed(bytesOf('TP/1.1\r\n'));
    expect(textOf(reader.pending)).toBe('GET / HTTP/1.1\r\n');
  });

  it('keeps nothing of a chunk whose memory is used again', () => {
    const reader = createHeadReader({ maxBytes: 100 });
    const reused = Buffer.from('GET / HTTP/1.1\r\n');
    reader.feed(reused);
    reused.fill(0);
    const reading = reader.feed(bytesOf('\r\n'));
    expect(reading.kind === 'complete' && textOf(reading.head)).toBe('GET / HTTP/1.1\r\n\r\n');
  });

  it('reads one head only', () => {
    const reader = createHeadReader({ maxBytes: 100 });
    reader.feed(bytesOf('HTTP/1.1 103 Early Hints\r\n\r\n'));
    expect(() => reader.feed(bytesOf(response))).toThrow(
      new Error('this head is finished; the next one takes a new reader'),
    );
  });

  it('says the same of any bytes, cut anywhere, and loses none', () => {
    const likely = fc.array(fc.constantFrom('GET', ' ', '/', 'HTTP/1.1', '\r\n', '\n', 'a: b', '200', '\x80'));
    const bytes = fc.oneof(
      likely.map((parts) => bytesOf(parts.join(''))),
      fc.uint8Array({ maxLength: 100 }),
    );
    fc.assert(
      fc.property(bytes, cuts, fc.integer({ min: 1, max: 60 }), (stream, where, maxBytes) => {
        const whole = read([stream], maxBytes);
        const parts = read(cutAt(stream, where), maxBytes);
        expect(parts.kind).toBe(whole.kind);
        if (parts.kind === 'complete') {
          expect(parts).toEqual(whole);
          expect(toHex(concat([parts.head, parts.rest]))).toBe(toHex(stream));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
