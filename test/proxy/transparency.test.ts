import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { createRandom } from '../../src/base/random.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { anyFrame, cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { concat } from '../wire/hex.ts';
import { deferred } from './deferred.ts';
import { maskKey } from './open-link.ts';
import { waysOfBytes } from './ways.ts';

describe.each(waysOfBytes)('frames that go %s', (_way, start) => {
  test('arrive in order and byte-exact in both directions, however they are cut', async () => {
    await using way = await start();
    const { client, server } = await way.open();
    await fc.assert(
      fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 60 }), cuts, cuts, async (specs, up, down) => {
        const bytes = concat(specs.map(encodeFrame));
        client.forget();
        server.forget();
        for (const chunk of cutAt(bytes, up)) client.send(chunk);
        for (const chunk of cutAt(bytes, down)) server.send(chunk);
        expect(Buffer.compare(await server.untilLength(bytes.length), bytes)).toBe(0);
        expect(Buffer.compare(await client.untilLength(bytes.length), bytes)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('are the same 10,000 in the same order', async () => {
    await using way = await start();
    const { client, server } = await way.open();
    const random = createRandom(11);
    const frames = Array.from({ length: 10_000 }, (_, index) =>
      encodeFrame({
        opcode: index % 7 === 0 ? 9 : 2,
        payload: Buffer.alloc(Math.floor(random.next() * 120), index),
        maskKey,
      }),
    );
    const bytes = concat(frames);
    for (let at = 0; at < bytes.length; ) {
      const end = at + 1 + Math.floor(random.next() * 3_000);
      client.send(bytes.subarray(at, end));
      server.send(bytes.subarray(at, end));
      at = end;
    }
    expect(Buffer.compare(await server.untilLength(bytes.length), bytes)).toBe(0);
    expect(Buffer.compare(await client.untilLength(bytes.length), bytes)).toBe(0);
  });

  test('may be of 16 MiB', async () => {
    await using way = await start();
    const { client, server } = await way.open();
    const bytes = Buffer.from(encodeFrame({ opcode: 2, payload: Buffer.alloc(16 * 2 ** 20, 'wschaos'), maskKey }));
    client.send(bytes);
    expect(Buffer.compare(await server.untilLength(bytes.length), bytes)).toBe(0);
    server.send(bytes);
    expect(Buffer.compare(await client.untilLength(bytes.length), bytes)).toBe(0);
  });
});

describe.each([
  ['directly', false],
  ['through the proxy', true],
] as const)('ws to ws %s', (_way, throughProxy) => {
  const startServer = async (options: object, onConnection: (socket: WebSocket) => void) => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
    server.on('connection', onConnection);
    await once(server, 'listening');
    const target = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const proxy = throughProxy ? await createProxy({ target, clock: realClock }) : undefined;
    return {
      url: proxy?.url ?? target,
      async [Symbol.asyncDispose]() {
        for (const client of server.clients) client.terminate();
        await proxy?.close();
        server.close();
      },
    };
  };

  test('negotiates permessage-deflate and a subprotocol, and passes cookies', async () => {
    let cookie: string | undefined;
    await using server = await startServer(
      { perMessageDeflate: { threshold: 0 }, handleProtocols: () => 'v2.chat' },
      (socket) => socket.on('message', (data) => socket.send(String(data))),
    );
    const client = new WebSocket(server.url, ['v1.chat', 'v2.chat'], { headers: { Cookie: 'a=b; c=d' } });
    client.on('upgrade', ({ headers }) => {
      cookie = headers['sec-websocket-extensions'];
    });
    await once(client, 'open');
    expect({ extensions: client.extensions, protocol: client.protocol }).toEqual({
      extensions: 'permessage-deflate',
      protocol: 'v2.chat',
    });
    expect(cookie).toBe('permessage-deflate');
    for (let index = 0; index < 50; index++) {
      const text = `message ${index} `.repeat(200);
      client.send(text);
      const [answer] = (await once(client, 'message')) as [Buffer];
      expect(String(answer)).toBe(text);
    }
    client.close();
    await once(client, 'close');
  });

  test.each([
    ['server', 4_321, 'bye from the server'],
    ['server', 1_000, ''],
    ['client', 3_999, 'bye from the client'],
  ] as const)('hands on the close code and reason of the %s: %i "%s"', async (side, code, reason) => {
    const { promise, resolve } = deferred<[number, string]>();
    await using server = await startServer({}, (socket) => {
      socket.on('close', (seen, why) => resolve([seen, String(why)]));
      if (side === 'server') socket.close(code, reason);
    });
    const client = new WebSocket(server.url);
    const closed = once(client, 'close') as Promise<[number, Buffer]>;
    if (side === 'client') client.on('open', () => client.close(code, reason));
    const [seen, why] = await closed;
    expect([seen, String(why)]).toEqual([code, reason]);
    expect(await promise).toEqual([code, reason]);
  });

  test('passes pings and pongs with their payloads in both directions', async () => {
    const { promise, resolve } = deferred<string>();
    await using server = await startServer({}, (socket) => {
      socket.on('pong', (payload) => resolve(String(payload)));
      socket.ping('from the server');
    });
    const client = new WebSocket(server.url);
    await once(client, 'open');
    client.ping('from the client');
    const [payload] = (await once(client, 'pong')) as [Buffer];
    expect(String(payload)).toBe('from the client');
    expect(await promise).toBe('from the server');
    client.terminate();
  });
});
