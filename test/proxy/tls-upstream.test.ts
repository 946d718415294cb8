import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { disconnect } from '../../src/faults/disconnect.ts';
import { reset } from '../../src/faults/reset.ts';
import { createProxy, type ProxyOptions, type RunningProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { selfSigned } from '../client/self-signed.ts';
import { fromClient, planOf, requestHead } from './open-link.ts';
import { dialPeer } from './wire-peer.ts';

describe('a server behind TLS', () => {
  let server: https.Server;
  let port: number;
  /** How the upgraded connection ended, as the server sees it. */
  let ended: Promise<'fin' | 'reset'>;
  let proxies: RunningProxy[];
  let alpn: (string | false | null)[];

  beforeEach(async () => {
    proxies = [];
    alpn = [];
    server = https.createServer({ ...selfSigned, ALPNProtocols: ['h2', 'http/1.1'] }, (_request, response) => {
      response.end('over TLS');
    });
    ended = new Promise((resolve) => {
      server.on('upgrade', (_request, socket: Socket) => {
        socket.once('end', () => resolve('fin'));
        socket.once('error', () => resolve('reset'));
      });
    });
    server.on('secureConnection', (socket) => alpn.push(socket.alpnProtocol));
    new WebSocketServer({ server }).on('connection', (socket) => {
      socket.on('error', () => {});
      socket.on('message', (data) => socket.send(`echo ${data}`));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });

  afterEach(async () => {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    server.closeAllConnections();
    server.close();
  });

  const start = async (options: Partial<ProxyOptions> = {}): Promise<RunningProxy> => {
    const target = `wss://127.0.0.1:${port}/live`;
    const proxy = await createProxy({ target, clock: realClock, rejectUnauthorized: false, ...options });
    proxies.push(proxy);
    return proxy;
  };

  test('is spoken to in HTTP/1.1 over TLS, by a client that speaks none', async () => {
    const proxy = await start();
    expect(proxy.url).toBe(`ws://127.0.0.1:${proxy.port}/live`);
    const client = new WebSocket(proxy.url);
    await once(client, 'open');
    client.send('hello');
    expect(String((await once(client, 'message'))[0])).toBe('echo hello');
    client.close(1000);
    await once(client, 'close');
    expect(alpn).toEqual(['http/1.1']);
  });

  test('serves ordinary HTTP as well', async () => {
    const proxy = await start();
    const response = await fetch(`http://127.0.0.1:${proxy.port}/page`);
    expect(await response.text()).toBe('over TLS');
  });

  test.each([
    ['reset', reset, 'reset'],
    ['disconnect', disconnect, 'fin'],
  ] as const)('sees a %s as on a bare connection', async (_type, fault, how) => {
    const proxy = await start({ faults: [planOf(fault)] });
    const client = await dialPeer(proxy.port);
    client.send(requestHead);
    await client.untilText('\r\n\r\n');
    client.send(fromClient('x'));
    await client.untilText('echo x');
    proxy.begin();
    expect(await client.end()).toBe(how);
    expect(await ended).toBe(how);
  });

  test('with a certificate that nobody vouches for is not used unless that is allowed', async () => {
    const proxy = await start({ rejectUnauthorized: true });
    const client = await dialPeer(proxy.port);
    client.send(requestHead);
    expect(await client.end()).toBe('fin');
    const [head = '', body] = client.received.toString().split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toBe('HTTP/1.1 502 Bad Gateway');
    expect(body).toBe('wschaos could not reach the server behind it: self-signed certificate\n');
  });

  test('that refuses gives a 502', async () => {
    const proxy = await start();
    server.close();
    server.closeAllConnections();
    const client = await dialPeer(proxy.port);
    client.send(requestHead);
    expect(await client.end()).toBe('fin');
    expect(client.received.toString()).toContain(`ECONNREFUSED 127.0.0.1:${port}`);
  });
});
