import fc from 'fast-check';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { anyFrame } from '../wire/arbitrary-frame.ts';

const lineEnd = fc.oneof(
  { weight: 8, arbitrary: fc.constant('\r\n') },
  fc.constantFrom('\n', '\r', '\r\r\n', '\r\n\t'),
);
const oddText = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('\0', '\t', ' ', ':', ',', '\u00ff', '\u0080', 'a') }),
);
const longText = fc.constantFrom(9_000, 20_000, 70_000).map((length) => 'x'.repeat(length));

const upgradeHeaders: readonly (readonly [string, string])[] = [
  ['Host', '127.0.0.1'],
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ['Sec-WebSocket-Version', '13'],
];

/** Headers that mean something to whoever reads a head. */
const knownHeader = fc.constantFrom(
  ...[
    'Upgrade: h2c',
    'upgrade: WebSocket',
    'Connection: keep-alive, Upgrade',
    'Connection: close',
    'Content-Length: 5',
  ],
  ...['Content-Length: -1', 'Content-Length: 5, 6', 'Transfer-Encoding: chunked', 'Expect: 100-continue', 'Host: a, b'],
  ...['Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits', 'Sec-WebSocket-Protocol: a, b', 'Host:'],
  ...[' folded', ':', 'No colon', 'Name : space', '\u0000: nul', 'Cookie: a=b; c="d"', 'Sec-WebSocket-Key: again'],
);
const oddHeader = fc
  .tuple(fc.oneof(fc.constantFrom('X-Odd', 'X Odd', ''), oddText), fc.oneof(oddText, longText))
  .map(([name, value]) => `${name}: ${value}`);

/** The lines of a head in which something may be missing, twice, strange or out of order. */
function headersFrom(usual: readonly (readonly [string, string])[]): fc.Arbitrary<readonly string[]> {
  const lines = usual.map(([name, value]) => `${name}: ${value}`);
  const kept = fc.oneof({ weight: 3, arbitrary: fc.constant(lines) }, fc.shuffledSubarray(lines));
  const more = fc.array(fc.oneof({ weight: 3, arbitrary: knownHeader }, { weight: 1, arbitrary: oddHeader }), {
    maxLength: 3,
  });
  return fc
    .tuple(kept, more, fc.boolean())
    .map(([own, others, first]) => (first ? [...others, ...own] : [...own, ...others]));
}

function headFrom(startLine: fc.Arbitrary<string>, headers: fc.Arbitrary<readonly string[]>): fc.Arbitrary<string> {
  const blank = fc.oneof({ weight: 8, arbitrary: fc.constant('') }, fc.constantFrom('\r\n', '\r\n\r\n', '\n'));
  const end = fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, fc.constant(false));
  const strangeEnds = fc.oneof({ weight: 4, arbitrary: fc.constant('\r\n') }, lineEnd);
  return fc
    .tuple(blank, startLine, headers, strangeEnds, end)
    .map(([before, start, lines, lineBreak, isWhole]) =>
      [before + start, ...lines, ...(isWhole ? ['', ''] : [])].join(lineBreak),
    );
}

const requestLine = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET / HTTP/1.1', 'GET /a?b=c HTTP/1.1', 'GET http://a/ HTTP/1.1') },
  fc.constantFrom('POST / HTTP/1.1', 'GET / HTTP/1.0', 'GET / HTTP/2.0', 'get / http/1.1', 'CONNECT a:80 HTTP/1.1'),
  fc.constantFrom(
    'OPTIONS * HTTP/1.1',
    'GET /',
    'GET  /  HTTP/1.1',
    'G\u0000ET / HTTP/1.1',
    'GET /\u00fc HTTP/1.1',
    '',
  ),
  longText.map((text) => `GET /${text} HTTP/1.1`),
);
const statusLine = fc.oneof(
  { weight: 4, arbitrary: fc.constant('HTTP/1.1 101 Switching Protocols') },
  { weight: 3, arbitrary: fc.constantFrom('HTTP/1.1 100 Continue', 'HTTP/1.1 103 Early Hints', 'HTTP/1.1 199 X') },
  { weight: 3, arbitrary: fc.constantFrom('HTTP/1.1 401 Unauthorized', 'HTTP/1.1 200 OK', 'HTTP/1.1 204 No Content') },
  fc.constantFrom(
    'HTTP/1.0 101 X',
    'HTTP/1.1 101',
    'HTTP/1.1 1001 X',
    'HTTP/1.1',
    'HTTP/1.1 -1 X',
    'ICY 200 OK',
    '\u0000',
  ),
);

const body = fc.oneof(
  { weight: 4, arbitrary: fc.constant(new Uint8Array(0)) },
  fc.constantFrom('hello', '5\r\nhello\r\n0\r\n\r\n', 'ffffffffffffffffff\r\n', '\r\n\r\n').map(encodeText),
  fc.array(anyFrame, { maxLength: 3 }).map((specs) => new Uint8Array(Buffer.concat(specs.map(encodeFrame)))),
);

function encodeText(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function withBodies(head: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc
    .array(fc.tuple(head, body), { minLength: 1, maxLength: 3 })
    .map((parts) => new Uint8Array(Buffer.concat(parts.flatMap(([text, rest]) => [encodeText(text), rest]))));
}

/** One request or several at once, upgrades for the most part, each with whatever may follow it. */
export const anyRequests: fc.Arbitrary<Uint8Array> = withBodies(headFrom(requestLine, headersFrom(upgradeHeaders)));

/** One answer or several at once. */
export const anyAnswers: fc.Arbitrary<Uint8Array> = withBodies(
  headFrom(
    statusLine,
    headersFrom([
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
    ]),
  ),
);
