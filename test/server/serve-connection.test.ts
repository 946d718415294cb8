import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../src/base/envelope.ts';
import { startServer } from '../../src/server/start-server.ts';
import { selfSigned } from '../client/self-signed.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { dial } from './dial.ts';

const envelope = (k: string, s: number, d?: unknown): string => JSON.stringify({ c: 'a', g: 1, s, k, t: '0', d });

describe('an envelope is answered and goes no further:', () => {
  test.each(['echo', 'ticker', 'chat'] as const)('%s', async (kind) => {
    const delivered: string[] = [];
    await using server = await startServer({
      kind,
      clock: createManualClock(),
      onDelivered: (client, sequence) => delivered.push(`${client}/${sequence}`),
    });
    await using client = await dial(server.url);
    client.socket.send(envelope('ready', 1));
    client.socket.send(envelope('up', 1, { hi: 1 }));
    const greetings = kind === 'chat' ? 2 : 0;
    await client.message(greetings + 2);
    const answers = client.received.slice(greetings).map((text) => parseEnvelope(String(text)));
    expect(answers).toEqual([
      { c: 'a', g: 1, s: 1, k: 'ack', a: 'ready', t: expect.any(String) },
      { c: 'a', g: 1, s: 1, k: 'ack', a: 'up', t: expect.any(String), d: { hi: 1 } },
    ]);
    expect(delivered).toEqual(['a/1']);
  });
});

test('a client that sends and does not read is not read from either, so that memory is bounded', async () => {
  await using server = await startServer({ kind: 'echo', clock: createManualClock() });
  await using client = await dial(server.url);
  client.socket.pause();
  const chunk = Buffer.alloc(2 ** 18);
  const enough = 20 * chunk.length;
  // A server without a bound would take all of it; with one, what the kernel does not take stays with the sender.
  for (let sent = 0; sent < 400 && client.socket.bufferedAmount < enough; sent++) {
    client.socket.send(chunk);
    await new Promise(setImmediate);
  }
  expect(client.socket.bufferedAmount).toBeGreaterThanOrEqual(enough);
  client.socket.resume();
  while (client.socket.bufferedAmount > 0) await once(client.socket, 'message');
  expect(client.received.every((data) => data.length === chunk.length)).toBe(true);
});

test('a client that does not read what others send is dropped, and they are not', async () => {
  await using server = await startServer({ kind: 'chat', clock: createManualClock() });
  await using slow = await dial(server.url);
  await using sender = await dial(server.url);
  slow.socket.pause();
  const chunk = Buffer.alloc(2 ** 20);
  for (let sent = 0; sent < 200 && server.connections === 2; sent++) {
    await new Promise((resolve) => sender.socket.send(chunk, resolve));
  }
  expect(server.connections).toBe(1);
  expect(sender.socket.readyState).toBe(sender.socket.OPEN);
});

test.each([
  ['without TLS', undefined],
  ['with TLS', selfSigned],
] as const)('a client for which too much waits is dropped with a RST, %s', async (_title, tls) => {
  const maxBufferedBytes = 2 ** 20;
  await using server = await startServer({
    kind: 'chat',
    clock: createManualClock(),
    maxBufferedBytes,
    ...(tls && { tls }),
  });
  await using slow = await dial(server.url, { rejectUnauthorized: false });
  await using sender = await dial(server.url, { rejectUnauthorized: false });
  slow.socket.pause();
  const chunk = Buffer.alloc(2 ** 19);
  let sent = 0;
  // The kernel takes some MiB before anything waits in the server.
  for (; sent < 100 && server.connections === 2; sent++) {
    await new Promise((resolve) => sender.socket.send(chunk, resolve));
  }
  expect(server.connections).toBe(1);
  expect(sent * chunk.length).toBeLessThan(32 * 2 ** 20);
  slow.socket.resume();
  // With a FIN all that was sent would have arrived first.
  expect((await once(slow.socket, 'close'))[0]).toBe(1006);
  expect(slow.received.length).toBeLessThan(sent);
});

test('a client that breaks the protocol is told so and the others live on', async () => {
  await using server = await startServer({ kind: 'echo', clock: createManualClock() });
  await using other = await dial(server.url);
  await using client = await dial(server.url, {
    finishRequest(request) {
      request.once('socket', (socket) => {
        socket.once('data', () => setImmediate(() => socket.write(Buffer.from('81 00'.replace(' ', ''), 'hex'))));
      });
      request.end();
    },
  });
  expect((await once(client.socket, 'close'))[0]).toBe(1002);
  other.socket.send('still here');
  expect(await other.message(1)).toBe('still here');
});
