import { defineBehaviours } from './define-behaviours.ts';
import { finishBoth } from './finish-both.ts';
import type { Ends, Stage } from './stage.ts';
import { answerHead, clientText, head, requestHead, serverText } from './wire-text.ts';

/** Odd in every way that RFC 9112 leaves open: case, order, spaces, empty and repeated lines, bytes above ASCII. */
const oddRequest = head(
  'GET /a/../b?x=%2F&y HTTP/1.1',
  'host:server.test',
  'X-Dup: 1',
  'UPGRADE:  WebSocket ',
  'x-dup:\t2',
  'Connection: keep-alive, Upgrade',
  'Sec-WebSocket-Key:dGhlIHNhbXBsZSBub25jZQ==',
  'X-Latin: \xe9\xff',
  'X-Empty:',
  'Sec-WebSocket-Version: 13',
);

const oddAnswer = head(
  'HTTP/1.1 101 Why Not',
  'x-last: first',
  'UPGRADE:websocket',
  'X-Dup: 1',
  'connection:   Upgrade',
  'x-dup: 2',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
);

/** Sends a request and its answer, each when the one before has come, and then something in both directions. */
const shakeHands =
  (request: string, answer: string) =>
  async (stage: Stage): Promise<void> => {
    const ends = await stage.connect();
    ends.client.send(request);
    await ends.server.untilBytes(request.length);
    ends.server.send(answer);
    await ends.client.untilBytes(answer.length);
    await exchange(ends);
  };

async function exchange(ends: Ends): Promise<void> {
  ends.client.send(clientText('up'));
  await ends.server.untilText(Buffer.from(clientText('up')).toString('latin1'));
  ends.server.send(serverText('down'));
  await ends.client.untilText('down');
  await finishBoth(ends);
}

export const handshakes = defineBehaviours('handshake', [
  { name: 'headers of odd case, order and spacing, some of them twice', run: shakeHands(oddRequest, oddAnswer) },
  {
    name: 'cookies in both directions',
    run: shakeHands(
      requestHead('Cookie: a=b; c="d"', 'Cookie: e=f', 'Origin: https://page.test'),
      answerHead('Set-Cookie: a=1; Path=/; HttpOnly', 'set-cookie: b=2', 'Set-Cookie: a=3'),
    ),
  },
  {
    name: 'a cookie of 32 KiB',
    run: shakeHands(requestHead(`Cookie: long=${'x'.repeat(32 * 2 ** 10)}`), answerHead()),
  },
  {
    name: 'subprotocols, of which the server takes one',
    run: shakeHands(
      requestHead('Sec-WebSocket-Protocol: v1.chat,  v2.chat', 'Sec-WebSocket-Protocol: v3.chat'),
      answerHead('Sec-WebSocket-Protocol: v2.chat'),
    ),
  },
  {
    name: 'extensions offered in several ways, of which the server takes one',
    run: shakeHands(
      requestHead(
        'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, permessage-deflate',
        'Sec-WebSocket-Extensions: x-unknown; a="b"',
      ),
      answerHead('Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_max_window_bits=10'),
    ),
  },
  {
    name: 'a target in absolute form',
    run: shakeHands(requestHead().replace('/chat', 'ws://server.test/chat'), answerHead()),
  },
  {
    name: 'an answer with the wrong Sec-WebSocket-Accept',
    run: shakeHands(requestHead(), answerHead().replace('s3pP', 'AAAA')),
  },
  {
    name: 'a 100 and a 103 before the 101',
    run: shakeHands(
      requestHead(),
      `${head('HTTP/1.1 100 Continue')}${head('HTTP/1.1 103 Early Hints', 'Link: </a.css>; rel=preload')}${answerHead()}`,
    ),
  },
  {
    name: 'heads that come byte by byte',
    async run(stage) {
      const ends = await stage.connect();
      for (const byte of requestHead()) ends.client.send(byte);
      await ends.server.untilBytes(requestHead().length);
      for (const byte of answerHead()) {
        ends.server.send(byte);
      }
      await ends.client.untilBytes(answerHead().length);
      await exchange(ends);
    },
  },
  {
    name: 'the first frames of the server in one segment with the 101',
    async run(stage) {
      const ends = await stage.connect();
      ends.client.send(requestHead());
      await ends.server.untilBytes(requestHead().length);
      ends.server.send(Buffer.concat([Buffer.from(answerHead()), serverText('first'), serverText('second')]));
      await ends.client.untilText('second');
      await exchange(ends);
    },
  },
  {
    name: 'frames of the client in one segment with its request, before the 101',
    async run(stage) {
      const ends = await stage.connect();
      const eager = Buffer.concat([Buffer.from(requestHead()), clientText('eager'), clientText('cut').subarray(0, 5)]);
      ends.client.send(eager);
      await ends.server.untilBytes(eager.length);
      ends.server.send(answerHead());
      await ends.client.untilBytes(answerHead().length);
      ends.client.send(clientText('cut').subarray(5));
      await exchange(ends);
    },
  },
  {
    name: 'a second request on the same connection after a 401',
    async run(stage) {
      const ends = await stage.connect();
      ends.client.send(requestHead());
      await ends.server.untilBytes(requestHead().length);
      const refusal = head('HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Basic realm="a"', 'Content-Length: 0');
      ends.server.send(refusal);
      await ends.client.untilBytes(refusal.length);
      const retry = requestHead('Authorization: Basic dXNlcjpwYXNz');
      ends.client.send(retry);
      await ends.server.untilBytes(requestHead().length + retry.length);
      ends.server.send(answerHead());
      await ends.client.untilBytes(refusal.length + answerHead().length);
      await exchange(ends);
    },
  },
  {
    name: 'an upgrade to another protocol',
    run: shakeHands(
      head(
        'GET / HTTP/1.1',
        'Host: a',
        'Connection: Upgrade, HTTP2-Settings',
        'Upgrade: h2c',
        'HTTP2-Settings: AAMAAABk',
      ),
      head('HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: h2c'),
    ),
  },
  {
    name: 'a CONNECT, for a tunnel',
    run: shakeHands(head('CONNECT a.test:443 HTTP/1.1', 'Host: a.test:443'), head('HTTP/1.1 200 Connected')),
  },
  {
    name: 'a client that does not speak HTTP',
    run: shakeHands('\x16\x03\x01\x02\x00\x01 client hello', '\x15\x03\x01 alert'),
  },
  {
    name: 'a request head of 96 KiB',
    run: shakeHands(
      requestHead(`X-Long: ${'x'.repeat(96 * 2 ** 10)}`),
      head('HTTP/1.1 431 Request Header Fields Too Large'),
    ),
  },
]);
