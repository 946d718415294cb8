import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { ClientPolicy } from '../../src/base/client-policy.ts';
import { createDeferred } from './deferred.ts';
import { openConnection } from './open-connection.ts';
import { startRawServer, upgraded } from './raw-server.ts';
import { acknowledge, greet, onEnvelope, startPeer } from './start-peer.ts';

const envelope = (members: object): string => JSON.stringify({ c: 'a', g: 1, s: 1, t: '0', ...members });

describe('the connect timeout is one absolute limit', () => {
  test('over the evaluation of the url', async () => {
    const { clock, log, policy } = openConnection('', {}, { url: () => new Promise(() => {}) });
    clock.advance(policy.connectTimeoutMs - 1);
    expect(log).toEqual([]);
    clock.advance(1);
    expect(log).toEqual(['lost connect.timeout in connecting', 'closed undefined by connect.timeout']);
  });

  test('over the lookup of the name', async () => {
    const asked = createDeferred();
    const { clock, seen, policy } = openConnection('ws://nowhere.test', {}, { lookup: () => asked.resolve() });
    await asked.promise;
    clock.advance(policy.connectTimeoutMs);
    expect(await seen('closed')).toBe('closed undefined by connect.timeout');
  });

  test('over the TLS handshake', async () => {
    const hello = createDeferred();
    await using server = await startRawServer((socket) => socket.once('data', () => hello.resolve()));
    const { clock, seen, policy } = openConnection(server.url.replace('ws:', 'wss:'));
    await hello.promise;
    clock.advance(policy.connectTimeoutMs);
    expect(await seen('lost')).toBe('lost connect.timeout in connecting');
  });

  test('over the upgrade, also when an answer trickles in', async () => {
    const trickling = createDeferred();
    await using server = await startRawServer((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 101', () => trickling.resolve()));
    });
    const { clock, seen, log, policy } = openConnection(server.url);
    await trickling.promise;
    clock.advance(policy.connectTimeoutMs);
    expect(log).toEqual(['lost upgrade.timeout in upgrading']);
    await seen('closed');
  });
});

describe('a connection is ready', () => {
  test.each([
    ['at the acknowledgement of its ready envelope', 'ack', greet],
    [
      'at the echo of its ready envelope',
      'ack',
      (socket: WebSocket) => socket.on('message', (data) => socket.send(String(data))),
    ],
    [
      'at an acknowledgement that does not say of what',
      'ack',
      (socket: WebSocket) => socket.send(envelope({ k: 'ack' })),
    ],
    ['at the pong to its ping', 'pong', () => {}],
    ['at the first message', 'message', (socket: WebSocket) => socket.send('hello')],
    ['at once when the 101 is enough', 'open', () => {}],
  ] as const)('%s', async (_title, ready, serve) => {
    await using server = await startPeer(serve);
    const { connection, seen } = openConnection(server.url, { ready });
    await seen('ready');
    expect(connection.phase).toBe('ready');
    connection.destroy();
    await seen('closed');
  });

  test.each([
    ['an acknowledgement of another client', 'ack', envelope({ k: 'ack', c: 'b' })],
    ['an acknowledgement of something else', 'ack', envelope({ k: 'ack', a: 'up' })],
    ['a message where the acknowledgement is awaited', 'ack', 'hello'],
    ['the acknowledgement where a message is awaited', 'message', envelope({ k: 'ack', a: 'ready' })],
  ] as const)('not at %s', async (_title, ready, text) => {
    await using server = await startPeer((socket) => {
      socket.send(text);
      socket.send('last');
      socket.close(4000);
    });
    const { log, seen } = openConnection(server.url, { ready });
    await seen('closed');
    expect(log.includes('ready')).toBe(ready === 'message');
    if (ready === 'message') expect(log.indexOf('ready')).toBeGreaterThan(log.indexOf('message last'));
  });
});

test('a connection that does not become ready in time is lost', async () => {
  await using server = await startPeer(() => {});
  const { clock, seen, policy } = openConnection(server.url);
  await seen('open');
  clock.advance(policy.readyTimeoutMs);
  expect(await seen('lost')).toBe('lost ready.timeout in opened');
});

describe('the heartbeat finds a server that is silent', () => {
  const heartbeat = { intervalMs: 100, timeoutMs: 50 } as const;

  test.each([
    ['ping', 'ping.timeout', 150],
    ['app', 'app.heartbeat.timeout', 150],
    ['server', 'server.ping.timeout', 150],
    ['idle', 'idle.timeout', 50],
  ] as const)('by the mode %s', async (mode, cause, afterMs) => {
    await using server = await startPeer(greet, { autoPong: false });
    const { clock, seen, log } = openConnection(server.url, { heartbeat: { ...heartbeat, mode } });
    await seen('ready');
    clock.advance(afterMs - 1);
    expect(log).not.toContain(`lost ${cause} in ready`);
    clock.advance(1);
    expect(await seen('lost')).toBe(`lost ${cause} in ready`);
    expect(await seen('closed')).toBe(`closed 1006 by ${cause}`);
  });

  test('and tells a missed beat as a suspicion, which a sign of life ends', async () => {
    await using server = await startPeer(greet, { autoPong: false });
    const { clock, seen, connection } = openConnection(server.url, { heartbeat: { ...heartbeat, maxMissed: 2 } });
    await seen('ready');
    clock.advance(150);
    expect(connection.phase).toBe('suspect');
    (await server.socket()).send('still here');
    await seen('message');
    expect(connection.phase).toBe('ready');
    connection.destroy();
  });

  test('and never by the mode none', async () => {
    await using server = await startPeer(greet, { autoPong: false });
    const { clock, seen, log, connection } = openConnection(server.url, { heartbeat: { ...heartbeat, mode: 'none' } });
    await seen('ready');
    clock.advance(3_600_000);
    expect(log).toEqual(['open', 'ready']);
    connection.destroy();
  });
});

test.each(['ping', 'app'] as const)('the answer to a beat keeps the link alive by the mode %s', async (mode) => {
  await using server = await startPeer((socket) => {
    // The mark comes behind the answer to the first beat.
    const mark = () => socket.send('mark');
    socket.on('ping', mark);
    onEnvelope(socket, (each) => {
      acknowledge(socket, each);
      if (each.s === 2) mark();
    });
  });
  const { clock, seen, connection } = openConnection(server.url, {
    heartbeat: { mode, intervalMs: 100, timeoutMs: 50, alive: 'pong' },
  });
  await seen('ready');
  clock.advance(100);
  await seen('message mark');
  clock.advance(99);
  expect(connection.phase).toBe('ready');
  clock.advance(51);
  expect(await seen('lost')).toMatch(/timeout in ready$/);
});

describe('a heartbeat carries what its answer is known by:', () => {
  test('a ping has generation and number', async () => {
    await using server = await startPeer(greet);
    const { clock, seen, connection } = openConnection(server.url, { heartbeat: { alive: 'pong' } }, { generation: 7 });
    await seen('ready');
    const socket = await server.socket();
    clock.advance(10_000);
    const [first] = await once(socket, 'ping');
    expect(String(first)).toBe('7.1');
    connection.destroy();
  });

  test('an application heartbeat is the next ready envelope', async () => {
    const sequences: number[] = [];
    const second = createDeferred();
    await using server = await startPeer((socket) =>
      onEnvelope(socket, (each) => {
        sequences.push(each.s);
        acknowledge(socket, each);
        if (each.s === 2) second.resolve();
      }),
    );
    const { clock, seen, connection } = openConnection(server.url, { heartbeat: { mode: 'app' } });
    await seen('ready');
    clock.advance(10_000);
    await second.promise;
    expect(sequences).toEqual([1, 2]);
    connection.destroy();
  });
});

describe('a message', () => {
  const message = { sequence: 3, data: { hi: 1 }, bytes: 0 } as const;

  test('is an up envelope on the wire, and its acknowledgement is told', async () => {
    const received = createDeferred<unknown>();
    await using server = await startPeer((socket) =>
      onEnvelope(socket, (each) => {
        acknowledge(socket, each);
        if (each.k === 'up') received.resolve(each);
      }),
    );
    const { seen, connection } = openConnection(server.url, {}, { generation: 2 });
    await seen('ready');
    connection.write(message);
    expect(await received.promise).toEqual({ c: 'a', g: 2, s: 3, k: 'up', d: { hi: 1 }, t: '1000000000' });
    await seen('acknowledged 3');
    connection.destroy();
  });

  test('that is not answered within the reply timeout loses the connection', async () => {
    await using server = await startPeer(greet);
    const { seen, clock, connection } = openConnection(server.url, { replyTimeoutMs: 200 });
    await seen('ready');
    connection.write(message);
    clock.advance(199);
    expect(connection.phase).toBe('ready');
    clock.advance(1);
    expect(await seen('lost')).toBe('lost app.reply.timeout in ready');
  });

  test('that is answered in time does not', async () => {
    await using server = await startPeer((socket) => onEnvelope(socket, (each) => acknowledge(socket, each)));
    const { seen, clock, connection } = openConnection(server.url, {
      replyTimeoutMs: 200,
      heartbeat: { mode: 'none' },
    });
    await seen('ready');
    connection.write(message);
    await seen('acknowledged');
    clock.advance(60_000);
    expect(connection.phase).toBe('ready');
    connection.destroy();
  });
});

test('a server that does not read makes the link unwritable and, in time, lost', async () => {
  await using server = await startRawServer(upgraded((socket) => socket.pause()));
  const { seen, clock, connection } = openConnection(server.url, {
    ready: 'open',
    heartbeat: { mode: 'none' },
    send: { highWaterMark: 100_000, stallTimeoutMs: 500 },
  });
  await seen('ready');
  const data = 'x'.repeat(60_000);
  let written = 0;
  // The kernel takes some megabytes first, as fast as they are offered.
  while (connection.writable && written < 1_000) {
    connection.write({ sequence: ++written, data, bytes: data.length });
    await new Promise(setImmediate);
  }
  expect(connection.writable).toBe(false);
  clock.advance(499);
  expect(connection.phase).toBe('ready');
  clock.advance(1);
  expect(await seen('lost')).toBe('lost send.stalled in ready');
});

describe('of the end of a connection', () => {
  test('a Close frame is told when it comes, and a peer that leaves TCP open is cut off after the close timeout', async () => {
    await using server = await startRawServer(upgraded((socket) => socket.write(Buffer.from('880203f4', 'hex'))));
    const { seen, clock, log, policy } = openConnection(server.url, { ready: 'open' });
    expect(await seen('lost')).toBe('lost close:1012 in ready');
    clock.advance(policy.closeTimeoutMs - 1);
    expect(log.at(-1)).toMatch(/^lost/);
    clock.advance(1);
    expect(await seen('closed')).toBe('closed 1012 by close.timeout');
    expect(clock.pending).toBe(0);
  });

  test('a polite close() is no loss', async () => {
    await using server = await startPeer(greet);
    const { seen, clock, log, connection } = openConnection(server.url);
    await seen('ready');
    connection.close();
    expect(await seen('closed')).toBe('closed 1000 by user');
    expect(clock.pending).toBe(0);
    expect(log).toEqual(['open', 'ready', 'closed 1000 by user']);
  });

  test('close() is bounded though the server never answers', async () => {
    await using server = await startRawServer(upgraded(() => {}));
    const { seen, clock, connection, policy } = openConnection(server.url, { ready: 'open' });
    await seen('ready');
    connection.close();
    clock.advance(policy.closeTimeoutMs);
    expect(await seen('closed')).toBe('closed 1006 by close.timeout');
  });

  test('close() while the url is evaluated ends it without a loss', () => {
    const { log, connection } = openConnection('', {}, { url: () => new Promise(() => {}) });
    connection.close();
    expect(log).toEqual(['closed undefined by user']);
  });

  test('close() while it connects ends it without a loss', async () => {
    const asked = createDeferred();
    const { seen, log, connection } = openConnection('ws://nowhere.test', {}, { lookup: () => asked.resolve() });
    await asked.promise;
    connection.close();
    await seen('closed');
    expect(log).toEqual(['closed undefined by user']);
  });

  test('nothing is told after a loss but that it is closed, whatever the server still sends', async () => {
    await using server = await startPeer(greet);
    const { seen, clock, log } = openConnection(server.url, { ready: 'open', heartbeat: { mode: 'ping' } });
    await seen('ready');
    const socket = await server.socket();
    for (let count = 0; count < 100; count++) socket.send(envelope({ k: 'down', s: count }));
    clock.advance(15_000);
    await seen('closed');
    expect(log.slice(log.findIndex((entry) => entry.startsWith('lost')))).toEqual([
      'lost ping.timeout in ready',
      'closed 1006 by ping.timeout',
    ]);
    expect(clock.pending).toBe(0);
  });

  test('a url function that rejects, and options that no attempt could use, are losses like any other', async () => {
    const rejecting = openConnection('', {}, { url: () => Promise.reject(new Error('no token')) });
    expect(await rejecting.seen('lost')).toBe('lost url.fail in connecting');
    const headers: ClientPolicy['headers'] = { 'x-line-break': 'a\nb' };
    const unusable = openConnection('ws://127.0.0.1:1', { headers });
    expect(await unusable.seen('lost')).toBe('lost unknown:ERR_INVALID_CHAR in connecting');
  });
});

test('text is written as it is, and only while the link is open', async () => {
  const received = createDeferred();
  await using server = await startPeer((socket) => {
    socket.on('message', (data) => {
      if (String(data) === 'stop') received.resolve();
    });
  });
  const { seen, connection } = openConnection(server.url, { ready: 'open' });
  expect(connection.writeText('early')).toBe(false);
  await seen('ready');
  expect(connection.writeText('stop')).toBe(true);
  await received.promise;
  connection.destroy();
  await seen('closed');
  expect(connection.writeText('late')).toBe(false);
});

describe('a client that notices an end only when it sends', () => {
  test.each([
    ['a message', (connection: { write(message: object): void }) => connection.write({ sequence: 1, data: 1 })],
    ['text', (connection: { writeText(text: string): boolean }) => connection.writeText('stop')],
  ] as const)('learns of a Close frame by sending %s, as send.error', async (_what, send) => {
    await using server = await startPeer(greet);
    const { seen, log, connection } = openConnection(server.url, { noticesEnd: 'at-send' });
    await seen('ready');
    (await server.socket()).close(1001);
    expect(await seen('closed')).toBe('closed 1001 by close:1001');
    expect(connection.phase).toBe('ready');
    send(connection as never);
    expect(log.at(-1)).toBe('lost send.error in ready');
    expect(connection.phase).toBe('lost');
  });

  test('learns of it before it is ready at once', async () => {
    await using server = await startPeer((socket) => socket.close(1013));
    const { seen } = openConnection(server.url, { noticesEnd: 'at-send' });
    expect(await seen('lost')).toBe('lost close:1013 in opened');
  });
});
