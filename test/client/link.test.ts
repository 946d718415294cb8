import { once } from 'node:events';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';
import { createServer as createTlsServer, rootCertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { Loss } from '../../src/client/cause.ts';
import { type Link, type LinkHandlers, type LinkOptions, openLink } from '../../src/client/link.ts';
import { acceptHead, closedPort, readHead, startRawServer, upgraded } from './raw-server.ts';
import { selfSigned } from './self-signed.ts';

interface Outcome {
  readonly loss: Loss | undefined;
  readonly code: number;
  /** In order: `connected`, `open`, `ended`, `closed`, messages. */
  readonly log: readonly string[];
}

/** Dials once and waits until the link is closed. */
function runLink(
  options: Partial<LinkOptions> & Pick<LinkOptions, 'url'>,
  act: Partial<Record<'onDialled' | 'onConnected' | 'onOpen' | 'onEnded', (link: Link) => void>> = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const log: string[] = [];
    let loss: Loss | undefined;
    const handlers: LinkHandlers = {
      onConnected() {
        log.push('connected');
        act.onConnected?.(link);
      },
      onOpen() {
        log.push('open');
        act.onOpen?.(link);
      },
      onBytes: () => {},
      onMessage: (data) => void log.push(String(data)),
      onPing: () => void log.push('ping'),
      onPong: (payload) => void log.push(`pong ${payload}`),
      onEnded(given) {
        log.push('ended');
        loss = given;
        act.onEnded?.(link);
      },
      onClosed(code) {
        log.push('closed');
        resolve({ loss, code, log });
      },
    };
    const link = openLink(
      { protocols: [], headers: {}, rejectUnauthorized: true, lookup: undefined, closeTimeoutMs: 60_000, ...options },
      handlers,
    );
    act.onDialled?.(link);
  });
}

const destroy = (link: Link): void => link.destroy();

describe('an attempt that does not become a connection has the cause', () => {
  const answer = (text: string) => (socket: Socket) => {
    readHead(socket).then(() => socket.end(text));
  };

  test.each([
    ['tcp.reset', 'a RST after accept', (socket: Socket) => socket.resetAndDestroy()],
    ['tcp.eof', 'a FIN after accept', (socket: Socket) => socket.end()],
    ['upgrade.invalid:truncated', 'a FIN in the answer', answer('HTTP/1.1 101 Swit')],
    ['upgrade.invalid:http', 'an answer that is not HTTP', answer('220 smtp ready\r\n')],
    ['upgrade.invalid:upgrade-header', 'a 101 without Upgrade', answer('HTTP/1.1 101 Odd\r\n\r\n')],
    [
      'upgrade.invalid:accept-key',
      'a 101 without a key',
      answer('HTTP/1.1 101 Odd\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    ],
    ['upgrade.status:200', 'a page', answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')],
    ['upgrade.status:302', 'a redirect, which is not followed', answer('HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n')],
  ] as const)('%s: %s', async (cause, _what, serve) => {
    await using server = await startRawServer(serve);
    const { loss, log } = await runLink({ url: server.url });
    expect(loss?.cause).toBe(cause);
    expect(log.slice(-2)).toEqual(['ended', 'closed']);
    expect(log).not.toContain('open');
  });

  test.each([
    ['upgrade.invalid:subprotocol', 'a subprotocol that was not asked for', 'Sec-WebSocket-Protocol: odd'],
    ['upgrade.invalid:extension', 'an extension that was not offered', 'Sec-WebSocket-Extensions: permessage-deflate'],
  ] as const)('%s: %s', async (cause, _what, line) => {
    await using server = await startRawServer((socket) => {
      readHead(socket).then((head) => socket.write(acceptHead(head, line)));
    });
    expect((await runLink({ url: server.url })).loss?.cause).toBe(cause);
  });

  test('tcp.refused: a closed port', async () => {
    const { loss } = await runLink({ url: `ws://127.0.0.1:${await closedPort()}` });
    expect(loss?.cause).toBe('tcp.refused');
  });

  test('tcp.refused: a closed port at each address of a name', async () => {
    const lookup: LookupFunction = (_name, _options, callback) =>
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '127.0.0.2', family: 4 },
      ]);
    const { loss } = await runLink({ url: `ws://both.test:${await closedPort()}`, lookup });
    expect(loss).toEqual({ cause: 'tcp.refused', err: expect.stringMatching(/ECONNREFUSED/) });
  });

  test('dns.fail: a name that is not known', async () => {
    const lookup: LookupFunction = (name, _options, callback) =>
      callback(
        Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
        '',
      );
    const { loss } = await runLink({ url: 'ws://nowhere.test', lookup });
    expect(loss).toEqual({ cause: 'dns.fail', err: 'getaddrinfo ENOTFOUND nowhere.test' });
  });

  test('tls.fail: a self-signed certificate', async () => {
    await using server = await startTlsServer();
    const { loss, log } = await runLink({ url: server.url });
    expect(loss?.cause).toBe('tls.fail:DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(log).toEqual(['ended', 'closed']);
  });

  test('tls.fail: plain HTTP in answer to TLS', async () => {
    await using server = await startRawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const { loss } = await runLink({ url: server.url.replace('ws:', 'wss:') });
    expect(loss?.cause).toMatch(/^tls\.fail:/);
  });

  test('tcp.eof: a FIN in place of the TLS handshake', async () => {
    await using server = await startRawServer((socket) => {
      socket.once('data', () => socket.end());
    });
    const { loss } = await runLink({ url: server.url.replace('ws:', 'wss:') });
    expect(loss?.cause).toBe('tcp.eof');
  });
});

test('Retry-After comes with the status', async () => {
  await using server = await startRawServer((socket) => {
    readHead(socket).then(() => socket.end('HTTP/1.1 503 Busy\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n'));
  });
  const { loss } = await runLink({ url: server.url });
  expect(loss).toEqual({ cause: 'upgrade.status:503', status: 503, retryAfterMs: 2_000 });
});

test('an untrusted certificate is accepted on request, and onConnected means that TLS stands', async () => {
  await using server = await startTlsServer();
  const { log } = await runLink({ url: server.url, rejectUnauthorized: false }, { onOpen: destroy });
  expect(log).toEqual(['connected', 'open', 'ended', 'closed']);
});

test.each([
  ['that of the server', selfSigned.cert, ['connected', 'open', 'ended', 'closed'], undefined],
  ['another', rootCertificates[0] ?? '', ['ended', 'closed'], 'tls.fail:DEPTH_ZERO_SELF_SIGNED_CERT'],
])('only the authority that is given is trusted: %s', async (_title, ca, expected, cause) => {
  await using server = await startTlsServer();
  const lookup: LookupFunction = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
  const url = server.url.replace('127.0.0.1', 'wschaos.test');
  const { log, loss } = await runLink({ url, ca, lookup }, { onOpen: destroy });
  expect(log).toEqual(expected);
  if (cause !== undefined) expect(loss?.cause).toBe(cause);
});

test('no extension is offered, and the subprotocols and headers are', async () => {
  let head = '';
  await using server = await startRawServer((socket) => {
    readHead(socket).then((given) => {
      head = given;
      socket.write(acceptHead(given, 'Sec-WebSocket-Protocol: b'));
    });
  });
  const { log } = await runLink(
    { url: server.url, protocols: ['a', 'b'], headers: { Authorization: 'Bearer x' } },
    { onOpen: destroy },
  );
  expect(log).toContain('open');
  expect(head).toMatch(/^Authorization: Bearer x\r$/m);
  expect(head).toMatch(/^Sec-WebSocket-Protocol: a,b\r$/m);
  expect(head).not.toMatch(/Sec-WebSocket-Extensions/i);
});

describe('an attempt that is given up by its owner', () => {
  test('while the name is looked up is closed', async () => {
    const { log } = await runLink({ url: 'ws://nowhere.test', lookup: () => {} }, { onDialled: destroy });
    expect(log).toEqual(['ended', 'closed']);
  });

  test('while the upgrade is awaited is closed', async () => {
    await using server = await startRawServer(() => {});
    const { log } = await runLink({ url: server.url }, { onConnected: destroy });
    expect(log).toEqual(['connected', 'ended', 'closed']);
  });
});

describe('an open link ends with the cause', () => {
  const frame = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

  test.each([
    ['tcp.reset', 'a RST', (socket: Socket) => socket.resetAndDestroy()],
    ['tcp.eof', 'a FIN', (socket: Socket) => socket.end()],
    ['tcp.eof', 'a FIN in the middle of a frame', (socket: Socket) => socket.end(frame('81 05 48 65'))],
    ['close:1000', 'a Close frame, before TCP ends', (socket: Socket) => socket.write(frame('88 02 03 e8'))],
    ['close:1005', 'a Close frame without a code', (socket: Socket) => socket.write(frame('88 00'))],
    ['close:4401', 'a Close frame and a FIN', (socket: Socket) => socket.end(frame('88 02 11 31'))],
    ['protocol.error:rsv1', 'a reserved bit', (socket: Socket) => socket.write(frame('c1 00'))],
    ['protocol.error:opcode', 'a continuation of nothing', (socket: Socket) => socket.write(frame('80 00'))],
    ['protocol.error:masked', 'a masked frame', (socket: Socket) => socket.write(frame('81 80 00 00 00 00'))],
    ['protocol.error:utf8', 'text that is not UTF-8', (socket: Socket) => socket.write(frame('81 01 ff'))],
    ['protocol.error:control-fragmented', 'a ping in parts', (socket: Socket) => socket.write(frame('09 00'))],
    ['protocol.error:close-code', 'a Close frame with 1006', (socket: Socket) => socket.write(frame('88 02 03 ee'))],
  ] as const)('%s: %s', async (cause, _what, act) => {
    await using server = await startRawServer(upgraded(act));
    const { loss, log } = await runLink({ url: server.url }, { onEnded: destroy });
    expect(loss?.cause).toBe(cause);
    expect(log).toEqual(['connected', 'open', 'ended', 'closed']);
  });

  test('tcp.reset: a RST that came with data, which Node reports as the end', async () => {
    // The client reads neither before this process has written and reset: both are in this one turn.
    await using server = await startRawServer(
      upgraded((socket) => {
        socket.once('data', () => socket.write(frame('81 02 68 69'), () => socket.resetAndDestroy()));
      }),
    );
    const { loss, log } = await runLink({ url: server.url }, { onOpen: (link) => link.send('go', () => {}) });
    expect(loss?.cause).toBe('tcp.reset');
    expect(log.filter((entry) => entry !== 'hi')).toEqual(['connected', 'open', 'ended', 'closed']);
  });

  test('send.error: a message into a connection that was reset in the same instant', async () => {
    let peer: Socket | undefined;
    await using server = await startRawServer(
      upgraded((socket) => {
        peer = socket;
        socket.write(frame('89 00'));
      }),
    );
    const { loss } = await runLink(
      { url: server.url },
      {
        onOpen(link) {
          // Once the server is known to be connected it is reset and written to within one turn of this process.
          setImmediate(function poll() {
            if (peer === undefined) {
              setImmediate(poll);
            } else {
              peer.resetAndDestroy();
              link.send('late', () => {});
            }
          });
        },
      },
    );
    expect(loss?.cause).toBe('send.error');
  });
});

test('frames that come in one segment with the 101 are delivered', async () => {
  await using server = await startRawServer((socket) => {
    readHead(socket).then((head) =>
      socket.end(
        Buffer.concat([Buffer.from(acceptHead(head)), Buffer.from('810268698802 03e8'.replace(' ', ''), 'hex')]),
      ),
    );
  });
  const { loss, log } = await runLink({ url: server.url });
  expect(loss?.cause).toBe('close:1000');
  expect(log).toEqual(['connected', 'open', 'hi', 'ended', 'closed']);
});

test('a link that has ended sends nothing more and says so', async () => {
  await using server = await startRawServer(upgraded((socket) => socket.write(Buffer.from('880203e8', 'hex'))));
  const sent: boolean[] = [];
  await runLink(
    { url: server.url },
    {
      onEnded(link) {
        sent.push(link.send('late', () => {}));
        link.ping('late');
        link.destroy();
      },
    },
  );
  expect(sent).toEqual([false]);
});

async function startTlsServer(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createTlsServer(selfSigned, (socket) => {
    socket.on('error', () => socket.destroy());
    readHead(socket).then(
      (head) => socket.write(acceptHead(head)),
      () => socket.destroy(),
    );
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `wss://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
