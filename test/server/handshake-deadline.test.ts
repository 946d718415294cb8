import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../src/server/start-server.ts';
import { selfSigned } from '../client/self-signed.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { dial } from './dial.ts';

const handshakeTimeoutMs = 500;

async function listen(tls?: typeof selfSigned) {
  const clock = createManualClock();
  const server = await startServer({ kind: 'echo', clock, handshakeTimeoutMs, ...(tls && { tls }) });
  return { clock, server };
}

/** Connects and says so much; resolves when the server has accepted it. */
async function say(text: string, { server, clock }: Awaited<ReturnType<typeof listen>>) {
  const before = clock.pending;
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  if (text !== '') await new Promise((resolve) => socket.write(text, resolve));
  await expect.poll(() => clock.pending).toBe(before + 1);
  return socket;
}

describe('a connection is dropped in time', () => {
  test.each([
    ['that says nothing', '', undefined],
    ['that says half of a request', 'GET / HTTP/1.1\r\nHost: a\r\n', undefined],
    ['that says nothing to a server with TLS', '', selfSigned],
  ] as const)('%s', async (_title, text, tls) => {
    const rig = await listen(tls);
    await using _server = rig.server;
    const socket = await say(text, rig);
    let isEnded = false;
    // By FIN or, where the server had not read all, by RST.
    const ended = new Promise((resolve) => socket.resume().once('close', resolve)).then(() => {
      isEnded = true;
    });
    rig.clock.advance(499);
    await new Promise(setImmediate);
    expect(isEnded).toBe(false);
    rig.clock.advance(1);
    await ended;
    expect(rig.clock.pending).toBe(0);
  });
});

describe('no deadline is left', () => {
  test.each([
    ['without TLS', undefined],
    ['with TLS', selfSigned],
  ] as const)('for a client that upgraded, %s', async (_title, tls) => {
    const { clock, server } = await listen(tls);
    await using _server = server;
    await using client = await dial(server.url, { rejectUnauthorized: false });
    expect(clock.pending).toBe(0);
    clock.advance(600);
    client.socket.send('still here');
    expect(await client.message(1)).toBe('still here');
  });

  test('for a request that was whole, nor for a connection that its client closed', async () => {
    const rig = await listen();
    await using server = rig.server;
    const [response] = (await once(get(`http://127.0.0.1:${server.port}/`), 'response')) as [IncomingMessage];
    expect(rig.clock.pending).toBe(0);
    response.resume();
    (await say('', rig)).destroy();
    await expect.poll(() => rig.clock.pending).toBe(0);
  });

  test('when the server is closed', async () => {
    const rig = await listen();
    const socket = await say('', rig);
    await rig.server.close();
    expect(rig.clock.pending).toBe(0);
    socket.destroy();
  });
});
