import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { fromClient, fromServer, requestHead, switchingHead } from './open-link.ts';
import { ways, waysOfBytes } from './ways.ts';
import { watchPeer } from './wire-peer.ts';

const oddRequest = [
  'GET /a/../b?x=%2F&y HTTP/1.1',
  'host:127.0.0.1',
  'X-Dup: 1',
  'UPGRADE:  WebSocket ',
  'x-dup:\t2',
  'Connection: keep-alive, Upgrade',
  'Cookie: a=b; c="d"',
  'Sec-WebSocket-Key:dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol: chat,  superchat',
  'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
  'X-Latin: \xe9\xff',
  'X-Empty:',
  'Sec-WebSocket-Version: 13',
  '\r\n',
].join('\r\n');

const oddAnswer = [
  'HTTP/1.1 101 Why Not',
  'set-cookie: a=1',
  'Set-Cookie: b=2',
  'UPGRADE:websocket',
  'connection:   Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  '\r\n',
].join('\r\n');

describe.each(waysOfBytes)('a handshake that goes %s', (_way, start) => {
  test('reaches the server byte for byte, and so does its answer the client', async () => {
    await using way = await start();
    const { client, server } = await way.dial();
    client.send(Buffer.from(oddRequest, 'latin1'));
    expect((await server.untilLength(oddRequest.length)).toString('latin1')).toBe(oddRequest);
    server.send(Buffer.from(oddAnswer, 'latin1'));
    expect((await client.untilLength(oddAnswer.length)).toString('latin1')).toBe(oddAnswer);
  });

  test('may come byte by byte', async () => {
    await using way = await start();
    const { client, server } = await way.dial();
    for (const byte of Buffer.from(oddRequest, 'latin1')) client.send(Uint8Array.of(byte));
    expect((await server.untilLength(oddRequest.length)).toString('latin1')).toBe(oddRequest);
    for (const byte of Buffer.from(oddAnswer, 'latin1')) server.send(Uint8Array.of(byte));
    expect((await client.untilLength(oddAnswer.length)).toString('latin1')).toBe(oddAnswer);
    client.send(fromClient('up'));
    expect(Buffer.from(await server.untilLength(oddRequest.length + 8)).subarray(-8)).toEqual(
      Buffer.from(fromClient('up')),
    );
  });

  test.each([
    ['401 with a body', 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nno'],
    [
      '503 in chunks',
      'HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\nRetry-After: 2\r\n\r\n5\r\nlater\r\n3;x=y\r\n...\r\n0\r\nTrailer: 1\r\n\r\n',
    ],
    ['302', 'HTTP/1.1 302 Found\r\nLocation: ws://elsewhere/\r\nContent-Length: 0\r\n\r\n'],
    ['200 without a length', 'HTTP/1.0 200 OK\n\n<html>'],
    ['line that is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ])('can be answered with a %s', async (_what, answer) => {
    await using way = await start();
    const { client, server } = await way.dial();
    client.send(requestHead);
    await server.untilText('\r\n\r\n');
    server.send(answer);
    server.socket.end();
    expect(await client.end()).toBe('fin');
    expect(client.received.toString('latin1')).toBe(answer);
    client.socket.end();
    expect(await server.end()).toBe('fin');
  });

  test('can be answered with a 103 and then the 101, with the first frames in the same segment', async () => {
    await using way = await start();
    const { client, server } = await way.dial();
    client.send(requestHead);
    await server.untilText('\r\n\r\n');
    const answer = Buffer.concat([
      Buffer.from(`HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n${switchingHead}`),
      fromServer('first'),
      fromServer('second'),
    ]);
    server.send(answer);
    expect(await client.untilLength(answer.length)).toEqual(answer);
  });

  test('can have frames of the client behind it before it is answered', async () => {
    await using way = await start();
    const { client, server } = await way.dial();
    const eager = Buffer.from(fromClient('eager'));
    client.send(Buffer.concat([Buffer.from(requestHead), eager.subarray(0, 5)]));
    await server.untilLength(requestHead.length + 5);
    server.send(switchingHead);
    await client.untilText('\r\n\r\n');
    client.send(Buffer.concat([eager.subarray(5), fromClient('next')]));
    const expected = Buffer.concat([Buffer.from(requestHead), eager, fromClient('next')]);
    expect(await server.untilLength(expected.length)).toEqual(expected);
  });

  test('can be tried again on the same connection after a 401', async () => {
    await using way = await start();
    const { client, server } = await way.dial();
    client.send(requestHead);
    await server.untilText('\r\n\r\n');
    server.send('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    await client.untilText('\r\n\r\n');
    client.forget();
    server.forget();
    client.send(requestHead);
    expect(await server.untilText('\r\n\r\n')).toBe(requestHead);
    server.send(switchingHead);
    expect(await client.untilText('\r\n\r\n')).toBe(switchingHead);
    expect(way.server.accepted).toBe(1);
  });

  test.each([
    [
      'another protocol',
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
    ],
    ['a tunnel', 'CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n'],
    ['what is no HTTP', '\x16\x03\x01\x02\x00\x01 client hello'],
    ['a request that never ends its head', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}`],
  ])('may ask for %s', async (_what, request) => {
    await using way = await start();
    const { client, server } = await way.dial();
    client.send(Buffer.from(request, 'latin1'));
    expect((await server.untilLength(request.length)).toString('latin1')).toBe(request);
    server.send('\0\x01answer');
    expect((await client.untilLength(8)).toString('latin1')).toBe('\0\x01answer');
    client.send('more');
    await server.untilText('more');
  });

  test('may be cut off in the middle of the request by the end of the client', async () => {
    await using way = await start();
    const { client, server } = await way.dial();
    client.send('GET /half HTTP/1.1\r\nHo');
    client.socket.end();
    expect(await server.end()).toBe('fin');
    expect(server.received.toString()).toBe('GET /half HTTP/1.1\r\nHo');
    server.send('HTTP/1.1 400 Bad Request\r\n\r\n');
    server.socket.end();
    expect(await client.end()).toBe('fin');
    expect(client.received.toString()).toBe('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
});

describe.each(ways)('a handshake that goes %s', (_way, start) => {
  test.each([
    ['reset', 'as soon as it is accepted', false],
    ['fin', 'as soon as it is accepted', false],
    ['reset', 'before its answer', true],
    ['fin', 'before its answer', true],
  ] as const)('can meet a %s %s', async (how, _when, afterRequest) => {
    await using way = await start({
      onAccept: (peer) => {
        const cut = (): void => void (how === 'reset' ? peer.socket.resetAndDestroy() : peer.socket.end());
        if (afterRequest) peer.socket.once('data', cut);
        else cut();
      },
    });
    // A dial that is reset at once may not even be told that it had succeeded.
    const client = watchPeer(net.connect({ port: way.port, host: '127.0.0.1', allowHalfOpen: true }));
    if (afterRequest) client.send(requestHead);
    expect(await client.end()).toBe(how);
    expect(client.received.length).toBe(0);
  });
});
