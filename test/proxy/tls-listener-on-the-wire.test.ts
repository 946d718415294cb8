import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { disconnect } from '../../src/faults/disconnect.ts';
import { reset } from '../../src/faults/reset.ts';
import { slowAccept } from '../../src/faults/slow-accept.ts';
import { tls as tlsFault } from '../../src/faults/tls.ts';
import { turns } from '../fuzz/turns.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { fromClient, planOf, requestHead, startProxy, switchingHead } from './open-link.ts';
import { dialTls } from './tls-listener.ts';
import { type WirePeer, watchPeer } from './wire-peer.ts';

/** A server that closes its half when the client has. */
const endTogether = ({ socket }: WirePeer): void => void socket.once('end', () => socket.end());

const listen = { host: '127.0.0.1', port: 0, tls: 'self-signed' } as const;

/** An upgraded session over TLS, with both of the client's sockets. */
async function open(under: Awaited<ReturnType<typeof startProxy>>) {
  const { socket, raw } = dialTls(under.proxy.port, { ca: under.proxy.ca });
  await once(socket, 'secureConnect');
  const client = watchPeer(socket);
  const accepted = under.server.next();
  client.send(requestHead);
  const server = await accepted;
  await server.untilText('\r\n\r\n');
  server.send(switchingHead);
  await client.untilText('\r\n\r\n');
  return { client, server, raw };
}

test('the address says that it is TLS, whatever the target speaks', async () => {
  await using under = await startProxy({ listen });
  expect(under.proxy.url).toBe(`wss://127.0.0.1:${under.proxy.port}/`);
  expect(under.proxy.ca).toMatch(/^-----BEGIN CERTIFICATE-----/);
});

describe('a session over TLS', () => {
  test.each([
    ['reset', reset, 'reset'],
    ['disconnect', disconnect, 'fin'],
  ] as const)('shows a %s to both sides', async (_type, fault, how) => {
    await using under = await startProxy({ listen, faults: [planOf(fault)] });
    const { client, server } = await open(under);
    under.proxy.begin();
    expect(await Promise.all([client.end(), server.end()])).toEqual([how, how]);
    if (how === 'fin') {
      client.socket.end();
      server.socket.end();
    }
    await under.seen('closed');
  });

  test.each([
    ['RST', 'resetAndDestroy', 'reset'],
    ['FIN without close_notify', 'end', 'fin'],
  ] as const)('hands the %s of its client on', async (_what, cut, how) => {
    await using under = await startProxy({ listen });
    const { server, raw } = await open(under);
    raw[cut]();
    expect(await server.end()).toBe(how);
  });

  test.each([
    ['RST', 'resetAndDestroy', 'reset'],
    ['FIN', 'end', 'fin'],
  ] as const)('hands the %s of its server on', async (_what, cut, how) => {
    await using under = await startProxy({ listen });
    const { client, server } = await open(under);
    server.socket[cut]();
    expect(await client.end()).toBe(how);
  });

  test('can be closed one half after the other', async () => {
    await using under = await startProxy({ listen });
    const { client, server } = await open(under);
    client.forget();
    server.forget();
    server.socket.end();
    expect(await client.end()).toBe('fin');
    client.send(fromClient('still here'));
    client.socket.end();
    expect(await server.end()).toBe('fin');
    expect(server.received.length).toBe(fromClient('still here').length);
    expect(await under.seen('end', ({ side }) => side === 'client')).toMatchObject({ how: 'fin' });
  });
});

describe('ws behind TLS', () => {
  const startServer = async () => {
    const server = http.createServer((_request, response) => response.end('plain page'));
    const sockets = new WebSocketServer({ server, perMessageDeflate: { threshold: 0 } });
    sockets.on('connection', (socket) => {
      socket.on('error', () => {});
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
      for (const socket of sockets.clients) socket.terminate();
    });
    return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
  };

  test('keeps permessage-deflate, every message and the closing handshake', async () => {
    await using under = await startProxy({ listen, target: await startServer() });
    const client = new WebSocket(under.proxy.url, { ca: under.proxy.ca });
    await once(client, 'open');
    expect(client.extensions).toBe('permessage-deflate');
    for (const size of [0, 1, 125, 126, 65_536, 1_000_000]) {
      const sent = Buffer.alloc(size, 'wschaos ');
      client.send(sent);
      const [received] = (await once(client, 'message')) as [Buffer];
      expect(Buffer.compare(received, sent)).toBe(0);
    }
    client.close(4001, 'done');
    expect(await once(client, 'close')).toEqual([4001, Buffer.from('done')]);
  });

  test('serves ordinary HTTP as HTTPS', async () => {
    await using under = await startProxy({ listen, target: await startServer() });
    const request = https.get(under.proxy.url.replace('wss:', 'https:'), { ca: under.proxy.ca, agent: false });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    await once(response, 'end');
    expect([response.statusCode, String(Buffer.concat(parts))]).toEqual([200, 'plain page']);
  });

  test('resets a client whose answer breaks off', async () => {
    await using under = await startProxy({ listen });
    const client = https.get(under.proxy.url.replace('wss:', 'https:'), { ca: under.proxy.ca, agent: false });
    client.on('error', () => {});
    const server = await under.server.next();
    await server.untilText('\r\n\r\n');
    server.send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
    const [response] = (await once(client, 'response')) as [http.IncomingMessage];
    response.resume();
    const failed = once(response, 'error');
    server.socket.end();
    expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
  });
});

describe('the fault tls', () => {
  test.each([
    ['reset', 'ECONNRESET'],
    ['plaintext', 'ERR_SSL_WRONG_VERSION_NUMBER'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('shows %s to new connections as %s, and leaves the old one alone', async (mode, code) => {
    await using under = await startProxy({ listen, faults: [planOf(tlsFault, { with: { mode } })] });
    const { client, server } = await open(under);
    under.proxy.begin();
    expect(await dialTls(under.proxy.port, { ca: under.proxy.ca }).outcome).toBe(code);
    client.send(fromClient('alive'));
    await server.untilLength(11);
    under.proxy.lift('tls');
    expect(await dialTls(under.proxy.port, { ca: under.proxy.ca }).outcome).toBe('secure');
  });

  test('hangs new connections for good, and the next one after it is served', async () => {
    await using under = await startProxy({ listen, faults: [planOf(tlsFault, { with: { mode: 'hang' } })] });
    under.proxy.begin();
    const hung = dialTls(under.proxy.port, { ca: under.proxy.ca });
    await under.seen('injected', ({ connection }) => connection === 1);
    under.proxy.lift('tls');
    expect(await dialTls(under.proxy.port, { ca: under.proxy.ca }).outcome).toBe('secure');
    expect([hung.socket.authorized, hung.raw.bytesRead]).toEqual([false, 0]);
  });

  test.each([
    'hang',
    'reset',
    'plaintext',
    'expired',
    'self-signed',
    'wrong-host',
  ] as const)('leaves no connection of its own in the mode %s', async (mode) => {
    await using under = await startProxy({ listen, faults: [planOf(tlsFault, { with: { mode } })] }, endTogether);
    under.proxy.begin();
    const client = dialTls(under.proxy.port, { ca: under.proxy.ca });
    if (mode === 'hang') {
      await under.seen('injected', ({ connection }) => connection === 1);
      client.raw.resetAndDestroy();
    } else await client.outcome;
    await under.seen('closed');
    client.raw.destroy();
    await expect.poll(() => under.proxy.connections).toBe(0);
    await under.server.untilLive(0);
  });
});

test('a client that speaks no TLS is let go, and the server with it', async () => {
  await using under = await startProxy({ listen }, endTogether);
  const client = watchPeer(net.connect({ port: under.proxy.port, host: '127.0.0.1' }));
  client.send(requestHead);
  expect(await client.end()).toBe('fin');
  await under.seen('closed');
  await under.server.untilLive(0);
});

describe.each([
  ['after its first words', true],
  ['without a word', false],
])('a client that has left %s by the time that it is served', (_when, speaks) => {
  test.each([
    ['over TLS', { listen }],
    ['in the clear', {}],
  ] as const)('%s is let go, and the server with it', async (_how, options) => {
    const clock = createManualClock();
    const faults = [planOf(slowAccept, { with: { delay: '1s' } })];
    await using under = await startProxy({ ...options, clock, faults }, endTogether);
    under.proxy.begin();
    const raw = net.connect({ port: under.proxy.port, host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => void raw.destroy());
    await once(raw, 'connect');
    await under.seen('injected', ({ connection }) => connection === 1);
    // The beginning of a ClientHello, or of nothing known.
    raw.end(Buffer.from(speaks ? '16030100' : '', 'hex'));
    await once(raw, 'finish');
    // The proxy has read all of it, though it serves nobody yet.
    await turns(10);
    clock.advance(1_000);
    await under.seen('gone');
    await under.server.untilLive(0);
  });
});
