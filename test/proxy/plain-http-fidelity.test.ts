import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { createProxy, type RunningProxy } from '../../src/proxy/proxy.ts';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { requestHead, startProxy } from './open-link.ts';
import { dialPeer } from './wire-peer.ts';

describe('ordinary HTTP beside the socket', () => {
  let server: http.Server;
  let proxy: RunningProxy;
  let events: ProxyEvent[];
  /** Upstream connections so far. */
  let upstreams: number;

  beforeEach(async () => {
    upstreams = 0;
    events = [];
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        response.setHeader('X-Saw', `${request.method} ${request.url} ${request.headers.host} ${body.length}`);
        if (request.url === '/chunked') {
          response.write('first,');
          response.end('second');
        } else if (request.url === '/moved') response.writeHead(302, { Location: '/there' }).end();
        else response.end('hello');
      });
    });
    server.on('connection', () => upstreams++);
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await createProxy({
      target: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`,
      clock: realClock,
      onEvent: (event) => events.push(event),
    });
  });

  afterEach(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });

  const origin = (): string => `http://127.0.0.1:${proxy.port}`;

  test.each([
    ['GET', '/page?a=1', undefined, 'hello'],
    ['POST', '/form', 'name=value', 'hello'],
    ['PUT', '/chunked', 'x'.repeat(100_000), 'first,second'],
  ] as const)('carries a %s of %s with its body and its answer', async (method, path, body, answer) => {
    const response = await fetch(`${origin()}${path}`, { method, ...(body === undefined ? {} : { body }) });
    expect(await response.text()).toBe(answer);
    const seen = `${method} ${path} 127.0.0.1:${proxy.port} ${body?.length ?? 0}`;
    expect(response.headers.get('x-saw')).toBe(seen);
    expect(events.map(({ kind }) => kind)).toContain('plain-http');
  });

  test('carries a redirect as it is', async () => {
    const response = await fetch(`${origin()}/moved`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/there']);
  });

  test('uses one upstream connection for all requests of a connection, and then upgrades on it', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let index = 0; index < 3; index++) {
      const request = http.get(`${origin()}/page`, { agent });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      response.resume();
      await once(response, 'end');
    }
    expect(upstreams).toBe(1);
    const client = new WebSocket(`${proxy.url}?x=1`, { agent });
    await once(client, 'open');
    client.send('over the same connection');
    expect(String((await once(client, 'message'))[0])).toBe('echo over the same connection');
    expect(events.filter(({ kind }) => kind === 'accept')).toHaveLength(1);
    expect(events.map(({ kind }) => kind)).toContain('open');
    client.terminate();
    agent.destroy();
  });

  test('leaves no connection behind when the client goes in the middle of a request', async () => {
    const client = await dialPeer(proxy.port);
    client.send('POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf');
    await once(server, 'request');
    client.socket.resetAndDestroy();
    await untilNoConnection(server);
    expect(proxy.connections).toBe(0);
  });

  test('answers 400 to what no HTTP server reads', async () => {
    const client = await dialPeer(proxy.port);
    client.send('GET / HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n');
    expect(await client.untilText('\r\n')).toBe('HTTP/1.1 400 Bad Request\r\n');
  });
});

async function untilNoConnection(server: http.Server): Promise<void> {
  for (let live = -1; live !== 0; ) {
    live = await new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a server that cannot be reached', () => {
  test('gives a 502 that says why to an upgrade and to a plain request', async () => {
    await using under = await startProxy();
    const { port } = under.server;
    await under.server[Symbol.asyncDispose]();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    expect(await client.end()).toBe('fin');
    const [head = '', body] = client.received.toString().split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toBe('HTTP/1.1 502 Bad Gateway');
    expect(body).toBe(`wschaos could not reach the server behind it: connect ECONNREFUSED 127.0.0.1:${port}\n`);
    const response = await fetch(`http://127.0.0.1:${under.proxy.port}/page`);
    expect([response.status, await response.text()]).toEqual([502, body]);
    expect(await under.seen('upstream-failed')).toMatchObject({ connection: 1, code: 'ECONNREFUSED' });
    expect(await under.seen('answer')).toMatchObject({ connection: 1, status: 502 });
  });

  test('gives a RST where no HTTP is expected', async () => {
    await using under = await startProxy({ target: 'tcp://127.0.0.1:9' });
    const client = await dialPeer(under.proxy.port);
    expect(await client.end()).toBe('reset');
  });
});
