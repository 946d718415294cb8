import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnswerReader, createRequestReader, type RequestReading } from '../../src/proxy/handshake.ts';
import { cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { bytesOf, concat, textOf } from '../wire/hex.ts';
import { requestHead, switchingHead } from './open-link.ts';

const nothing = { headers: {}, stripDeflate: false };

function read(text: string, rewrite: Parameters<typeof createRequestReader>[0] = () => nothing): RequestReading {
  return createRequestReader(rewrite).feed(bytesOf(text));
}

describe('a request', () => {
  test('that upgrades is told apart from what follows it, byte-exact', () => {
    const reading = read(`${requestHead}\x81\x00`);
    if (reading.kind !== 'upgrade') throw new Error(reading.kind);
    expect(textOf(reading.head)).toBe(requestHead);
    expect(reading.rest).toHaveLength(3);
    expect(reading.request).toMatchObject({ method: 'GET', path: '/chat', headers: { upgrade: 'websocket' } });
  });

  test('is shown with its names in lower case and repeated headers joined', () => {
    const reading = read('GET /a?b HTTP/1.1\r\nX-A: 1\r\nUPGRADE: websocket\r\nConnection: Upgrade\r\nx-a: 2\r\n\r\n');
    expect(reading).toMatchObject({
      request: { path: '/a', query: 'b', headers: { 'x-a': '1, 2', upgrade: 'websocket', connection: 'Upgrade' } },
    });
  });

  test('waits for the rest of its head, and gives back what there is of it', () => {
    const reader = createRequestReader(() => nothing);
    expect(reader.feed(bytesOf('GET / HT'))).toEqual({ kind: 'incomplete' });
    expect(textOf(reader.pending)).toBe('GET / HT');
  });

  test('is rewritten where that was asked for, and nowhere else', () => {
    const head = requestHead.replace('\r\n\r\n', '\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n');
    const rewrite = () => ({ headers: { Host: 'other.test', Authorization: 'x' }, stripDeflate: true });
    const reading = read(head, rewrite);
    if (reading.kind !== 'upgrade') throw new Error(reading.kind);
    expect(textOf(reading.head)).toBe(
      requestHead.replace('Host: 127.0.0.1', 'Host: other.test').replace('\r\n\r\n', '\r\nAuthorization: x\r\n\r\n'),
    );
  });

  test.each([
    ['an ordinary request', 'plain', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a request with a body', 'plain', 'POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nok'],
    ['an upgrade to another protocol', 'raw', 'GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
    ['a tunnel', 'raw', 'CONNECT a:1 HTTP/1.1\r\n\r\n'],
    ['an answer', 'raw', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['the preface of HTTP/2', 'raw', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a head without end', 'raw', `GET / HTTP/1.1\r\nX: ${'x'.repeat(65_600)}`],
  ] as const)('that is %s is %s', (_what, kind, text) => {
    const reading = read(text);
    expect(reading.kind).toBe(kind);
    expect('bytes' in reading && textOf(reading.bytes)).toBe(text);
  });
});

describe('an answer', () => {
  test.each([
    ['at once', 1_000],
    ['in small pieces', 7],
    ['byte by byte', 1],
  ])('that is a 103 and a 101 with frames behind it is read %s', (_how, size) => {
    const early = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
    const bytes = concat([bytesOf(early + switchingHead), Uint8Array.of(0x81, 0x01, 0x61)]);
    const reader = createAnswerReader({ gathers: false });
    const raw: Uint8Array[] = [];
    const meanings: unknown[] = [];
    const framed: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      const chunk = bytes.subarray(at, at + size);
      if (framed.length > 0) {
        framed.push(chunk);
        continue;
      }
      const reading = reader.feed(chunk);
      raw.push(...reading.raw.map((part) => part.bytes));
      meanings.push(...reading.raw.flatMap(({ meaning }) => (meaning === undefined ? [] : [meaning])));
      if (reading.framed !== undefined) framed.push(reading.framed);
    }
    expect(textOf(concat(raw))).toBe(early + switchingHead);
    expect(concat(framed)).toEqual(Uint8Array.of(0x81, 0x01, 0x61));
    // In one piece the 101 came with the 103, in the others its own head is cut.
    expect(meanings).toEqual([{ kind: 'open', isWhole: size === 1_000 }]);
  });

  test.each([
    [
      'a 401 with a body',
      'HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno',
      [{ kind: 'answer', status: 401 }],
    ],
    ['a 302 at the end of the chunk', 'HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n', [{ kind: 'answer', status: 302 }]],
    ['no HTTP', 'SSH-2.0-x\r\n\r\n', []],
  ] as const)('that is %s is given back whole', (_what, text, expected) => {
    const reader = createAnswerReader({ gathers: false });
    const first = reader.feed(bytesOf(text));
    const second = reader.feed(bytesOf('HTTP/1.1 101 Too Late\r\n\r\n'));
    expect(textOf(concat([...first.raw, ...second.raw].map(({ bytes }) => bytes)))).toBe(
      `${text}HTTP/1.1 101 Too Late\r\n\r\n`,
    );
    expect(first.raw.flatMap(({ meaning }) => (meaning === undefined ? [] : [meaning]))).toEqual(expected);
    expect([first.framed, second.framed]).toEqual([undefined, undefined]);
  });

  /** Feeds the pieces; what came out after each, and what was kept back. */
  function gather(pieces: readonly Uint8Array[]): { readonly steps: readonly string[]; readonly framed: Uint8Array } {
    const reader = createAnswerReader({ gathers: true });
    const framed: Uint8Array[] = [];
    const steps = pieces.flatMap((piece) => {
      if (framed.length > 0) {
        framed.push(piece);
        return [];
      }
      const reading = reader.feed(piece);
      if (reading.framed !== undefined) framed.push(reading.framed);
      return reading.raw.map(({ bytes, meaning }) => `${textOf(bytes)}|${meaning?.kind}`);
    });
    return { steps, framed: concat(framed) };
  }

  test('whose heads are gathered gives each of them whole, wherever it is cut', () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
    const bytes = concat([bytesOf(early + switchingHead), Uint8Array.of(0x81, 0x01, 0x61)]);
    fc.assert(
      fc.property(cuts, (where) => {
        const { steps, framed } = gather(cutAt(bytes, where));
        expect(steps).toEqual([`${early}|undefined`, `${switchingHead}|open`]);
        expect(framed).toEqual(Uint8Array.of(0x81, 0x01, 0x61));
      }),
    );
    expect(gather([...bytes].map((byte) => Uint8Array.of(byte))).steps).toEqual([
      `${early}|undefined`,
      `${switchingHead}|open`,
    ]);
  });

  test('whose head is gathered shows what it keeps back, and only that', () => {
    const reader = createAnswerReader({ gathers: true });
    expect(reader.feed(bytesOf('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 1'))).toEqual({
      raw: [{ bytes: bytesOf('HTTP/1.1 100 Continue\r\n\r\n'), meaning: undefined }],
      framed: undefined,
    });
    expect(textOf(reader.pending)).toBe('HTTP/1.1 1');
    expect(reader.feed(bytesOf('01 x\r\n')).raw).toEqual([]);
    expect(textOf(reader.pending)).toBe('HTTP/1.1 101 x\r\n');
    const passing = createAnswerReader({ gathers: false });
    passing.feed(bytesOf('HTTP/1.1 1'));
    expect(passing.pending).toHaveLength(0);
  });

  test.each([
    ['is no HTTP', ['SSH-', '2.0-x\r\n'], 'SSH-2.0-x\r\n|undefined'],
    ['never ends', ['HTTP/1.1 101 ', 'x'.repeat(65_600)], `HTTP/1.1 101 ${'x'.repeat(65_600)}|undefined`],
    ['is another one', ['HTTP/1.1 50', '3 No\r\n\r\n'], 'HTTP/1.1 503 No\r\n\r\n|answer'],
  ])('that %s is given back whole, although its head was gathered, and all behind it at once', (_what, pieces, expected) => {
    const reader = createAnswerReader({ gathers: true });
    const spelled = (text: string): string =>
      reader
        .feed(bytesOf(text))
        .raw.map(({ bytes, meaning }) => `${textOf(bytes)}|${meaning?.kind}`)
        .join();
    expect(pieces.map(spelled).join('')).toBe(expected);
    expect([spelled('HTTP/1.1 '), reader.pending.length]).toEqual(['HTTP/1.1 |undefined', 0]);
  });
});
