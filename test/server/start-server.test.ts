import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../src/server/start-server.ts';
import { selfSigned } from '../client/self-signed.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { dial } from './dial.ts';

const clock = createManualClock();

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

test('it listens on the loopback address at a port of the system’s choice, and counts connections', async () => {
  await using server = await startServer({ kind: 'echo', clock });
  expect(server.url).toBe(`ws://127.0.0.1:${server.port}`);
  expect(server.connections).toBe(0);
  await using _client = await dial(server.url);
  expect(server.connections).toBe(1);
});

test('the echo server gives messages back byte for byte', async () => {
  await using server = await startServer({ kind: 'echo', clock });
  await using client = await dial(server.url);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 70_000 })), async (data) => {
      client.socket.send(data);
      const back = await client.message(++count);
      expect(typeof data === 'string' ? back : new Uint8Array(back as Buffer)).toEqual(data);
    }),
    { numRuns: 50 },
  );
});

test('the ticker ticks', async () => {
  const own = createManualClock();
  await using server = await startServer({ kind: 'ticker', clock: own, intervalMs: 250 });
  await using client = await dial(server.url);
  own.advance(500);
  await client.message(2);
  expect(client.received.map((text) => JSON.parse(String(text)))).toMatchObject([{ s: 1 }, { s: 2 }]);
});

test('the chat server closes normally on the message stop', async () => {
  await using server = await startServer({ kind: 'chat', clock });
  await using client = await dial(server.url);
  expect([await client.message(1), await client.message(2)]).toEqual([
    'Hey all, a new client has joined us',
    'Hello from server',
  ]);
  client.socket.send('stop');
  expect((await once(client.socket, 'close'))[0]).toBe(1000);
});

test('no compression is agreed on, though it is offered', async () => {
  await using server = await startServer({ kind: 'echo', clock });
  await using client = await dial(server.url, { perMessageDeflate: true });
  expect(client.socket.extensions).toBe('');
});

test('with deflate, compression is agreed on and used', async () => {
  await using server = await startServer({ kind: 'echo', clock, deflate: true });
  await using client = await dial(server.url, { perMessageDeflate: true });
  expect(client.socket.extensions).toContain('permessage-deflate');
});

describe('a plain GET is answered with a line of text', () => {
  test('without TLS', async () => {
    await using server = await startServer({ kind: 'chat', clock });
    const [response] = (await once(get(`http://127.0.0.1:${server.port}/any`), 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    expect(await textOf(response)).toBe('wschaos chat server\n');
  });

  test('and with TLS, where the socket speaks it too', async () => {
    await using server = await startServer({ kind: 'echo', clock, tls: selfSigned });
    expect(server.url).toBe(`wss://127.0.0.1:${server.port}`);
    const request = getSecurely(`https://127.0.0.1:${server.port}/`, { rejectUnauthorized: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(await textOf(response)).toBe('wschaos echo server\n');
    await using client = await dial(server.url, { rejectUnauthorized: false });
    client.socket.send('hi');
    expect(await client.message(1)).toBe('hi');
  });
});

test('a port that is taken is an error that names it', async () => {
  await using server = await startServer({ kind: 'echo', clock });
  await expect(startServer({ kind: 'chat', clock, port: server.port })).rejects.toThrow(
    expect.objectContaining({
      code: 'server.listen',
      message: `the chat server cannot listen on 127.0.0.1:${server.port}`,
      cause: expect.objectContaining({ code: 'EADDRINUSE' }),
    }),
  );
});

describe('close()', () => {
  test.each([
    ['without TLS', undefined],
    ['with TLS', selfSigned],
  ] as const)('drops sockets, waiting requests and timers, and frees the port, %s', async (_title, tls) => {
    const own = createManualClock();
    const server = await startServer({ kind: 'ticker', clock: own, ...(tls && { tls }) });
    await using client = await dial(server.url, { rejectUnauthorized: false });
    const idle = connect(server.port, '127.0.0.1');
    idle.on('error', () => {});
    await once(idle, 'connect');
    const gone = [once(client.socket, 'close'), once(idle, 'close')];
    await server.close();
    await Promise.all(gone);
    expect(server.connections).toBe(0);
    expect(own.pending).toBe(0);
    await using again = await startServer({ kind: 'echo', clock, port: server.port });
    expect(again.port).toBe(server.port);
  });

  test('can be called again', async () => {
    const server = await startServer({ kind: 'echo', clock });
    expect(server.close()).toBe(server.close());
    await server[Symbol.asyncDispose]();
    expect(server.connections).toBe(0);
  });
});
