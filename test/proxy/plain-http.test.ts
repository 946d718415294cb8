import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createPlainHttp } from '../../src/proxy/plain-http.ts';
import { dialTarget, parseTarget } from '../../src/proxy/target.ts';
import { deferred } from './deferred.ts';
import { requestHead } from './open-link.ts';
import { dialPeer } from './wire-peer.ts';

/** Hands each connection over as soon as its first bytes are there, as a link does. */
async function serve(onRequest: http.RequestListener) {
  const server = http.createServer(onRequest);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = parseTarget(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const plainHttp = createPlainHttp({ target, rejectUnauthorized: true, headers: { 'X-Added': 'yes' } });
  const takenBack = deferred<Uint8Array>();
  let dialled = 0;
  const front = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.once('data', (bytes) => {
      const client = { socket, raw: socket };
      const takeUpstream = () => {
        dialled++;
        return dialTarget(target, { rejectUnauthorized: true });
      };
      plainHttp.serve({ client, takeUpstream, takeBack: takenBack.resolve }, bytes);
    });
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    port: (front.address() as AddressInfo).port,
    takenBack: takenBack.promise,
    dialled: () => dialled,
    async [Symbol.asyncDispose]() {
      plainHttp.close();
      front.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('the server of ordinary HTTP', () => {
  test('serves the request that was begun and those that follow on one upstream connection', async () => {
    const seen: string[] = [];
    await using served = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['x-added']} ${request.headers.host}`);
      response.setHeader('X-Case', 'kept');
      response.end('ok');
    });
    const client = await dialPeer(served.port);
    for (const path of ['/one', '/two']) {
      client.send(`GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`);
      expect(await client.untilText('ok')).toContain('HTTP/1.1 200 OK\r\n');
      client.forget();
    }
    expect([seen, served.dialled()]).toEqual([['GET /one yes a.test', 'GET /two yes a.test'], 1]);
    client.socket.destroy();
  });

  test('gives a connection back that asks for an upgrade, with the request and what came behind it', async () => {
    await using served = await serve((_request, response) => response.end('ok'));
    const client = await dialPeer(served.port);
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.untilText('ok');
    client.send(`${requestHead}behind`);
    expect(Buffer.from(await served.takenBack).toString()).toBe(`${requestHead}behind`);
    client.socket.destroy();
  });

  test('resets the client when the server resets in the middle of an answer', async () => {
    await using served = await serve((request, response) => {
      response.write('half', () => request.socket.resetAndDestroy());
    });
    const client = await dialPeer(served.port);
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await client.end()).toBe('reset');
  });
});
