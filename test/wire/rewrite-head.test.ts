import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeExtension, rewriteHeader } from '../../src/wire/rewrite-head.ts';
import { bytesOf, textOf, toHex } from './hex.ts';

const head = 'GET / HTTP/1.1\r\nhOST:\ta.b  \r\nX:  y\r\nOrigin:o\r\nX: z\r\n\r\n';

describe('rewriteHeader', () => {
  it.each<[string, string, string, string | undefined, string]>([
    [
      'replaces a value and keeps all other bytes',
      head,
      'Host',
      'c.d:1',
      'GET / HTTP/1.1\r\nhOST:\tc.d:1  \r\nX:  y\r\nOrigin:o\r\nX: z\r\n\r\n',
    ],
    [
      'replaces the first of a repeated header and drops the rest',
      head,
      'x',
      'n',
      'GET / HTTP/1.1\r\nhOST:\ta.b  \r\nX:  n\r\nOrigin:o\r\n\r\n',
    ],
    [
      'takes a header out, every line of it',
      head,
      'x',
      undefined,
      'GET / HTTP/1.1\r\nhOST:\ta.b  \r\nOrigin:o\r\n\r\n',
    ],
    [
      'adds a header that is missing',
      'GET / HTTP/1.1\r\nA: b\r\n\r\n',
      'Origin',
      'o',
      'GET / HTTP/1.1\r\nA: b\r\nOrigin: o\r\n\r\n',
    ],
    ['adds with the line end of the head', 'GET / HTTP/1.1\n\n', 'Origin', 'o', 'GET / HTTP/1.1\nOrigin: o\n\n'],
    ['leaves a head alone that lacks what should go', head, 'Cookie', undefined, head],
    [
      'replaces a folded value whole',
      'GET / HTTP/1.1\r\nA: b\r\n c\r\nD: e\r\n\r\n',
      'a',
      'x',
      'GET / HTTP/1.1\r\nA: x\r\nD: e\r\n\r\n',
    ],
    [
      'takes a folded value out whole',
      'GET / HTTP/1.1\r\nA: b\r\n c\r\nD: e\r\n\r\n',
      'a',
      undefined,
      'GET / HTTP/1.1\r\nD: e\r\n\r\n',
    ],
    ['gives an empty value one', 'GET / HTTP/1.1\r\nA:\r\n\r\n', 'a', 'x', 'GET / HTTP/1.1\r\nA:x\r\n\r\n'],
    [
      'does not take a value for a header',
      'GET / HTTP/1.1\r\nA: Host: b\r\n\r\n',
      'host',
      undefined,
      'GET / HTTP/1.1\r\nA: Host: b\r\n\r\n',
    ],
  ])('%s', (_, before, name, value, after) => {
    expect(textOf(rewriteHeader(bytesOf(before), name, value))).toBe(after);
  });

  it('leaves every byte of the other headers alone', () => {
    const value = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.filter((byte) => byte !== 10 && byte !== 13));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), fc.array(value, { maxLength: 5 }), (before, after) => {
        const line = (bytes: Uint8Array) => Buffer.concat([Buffer.from('X-Any:'), bytes, Buffer.from('\r\n')]);
        const withHost = (host: string) =>
          Buffer.concat([
            Buffer.from('GET / HTTP/1.1\r\n'),
            ...before.map(line),
            Buffer.from(`Host: ${host}\r\n`),
            ...after.map(line),
            Buffer.from('\r\n'),
          ]);
        expect(toHex(rewriteHeader(withHost('a'), 'host', 'b.c'))).toBe(toHex(withHost('b.c')));
      }),
    );
  });
});

describe('removeExtension', () => {
  const withExtensions = (...lines: string[]) =>
    ['GET / HTTP/1.1', 'Host: a', ...lines.map((line) => `Sec-WebSocket-Extensions:${line}`), 'B: c', '', ''].join(
      '\r\n',
    );

  it.each<[string, string[], string[]]>([
    ['drops the header when nothing else is in it', [' permessage-deflate'], []],
    ['drops it with its parameters', [' permessage-deflate; client_max_window_bits=15; x="a,b"'], []],
    ['drops every offer of it', [' permessage-deflate; a, PerMessage-Deflate'], []],
    [
      'keeps the others',
      [' a; b="c, permessage-deflate", permessage-deflate;d , e'],
      [' a; b="c, permessage-deflate", e'],
    ],
    [
      'keeps names that only look like it',
      [' permessage-deflate-2,x-permessage-deflate'],
      [' permessage-deflate-2,x-permessage-deflate'],
    ],
    ['handles every line for itself', [' permessage-deflate', 'a ,b', ' c, permessage-deflate'], ['a ,b', ' c']],
    ['drops a line that lists nothing else', [' , permessage-deflate ,'], []],
    ['leaves a head without the header alone', [], []],
    ['copes with a quote that is never closed', [' permessage-deflate; a="b, c'], []],
  ])('%s', (_, before, after) => {
    const rewritten = removeExtension(bytesOf(withExtensions(...before)), 'permessage-deflate');
    expect(textOf(rewritten)).toBe(withExtensions(...after));
  });
});
