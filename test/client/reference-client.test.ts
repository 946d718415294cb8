import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientEventKinds } from '../../src/base/client-event.ts';
import { createReferenceClient } from '../../src/client/reference-client.ts';
import type { ReferenceClientEvent } from '../../src/client/reference-client-contract.ts';
import { startServer } from '../../src/server/start-server.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createDeferred } from './deferred.ts';
import { closedPort, readHead, startRawServer, upgraded } from './raw-server.ts';
import { acknowledge, greet, onEnvelope, startPeer } from './start-peer.ts';
import { startProbe } from './start-probe.ts';

const brief = ({ ev, generation, cause }: ReferenceClientEvent): string =>
  cause === undefined ? `${generation} ${ev}` : `${generation} ${ev} ${cause}`;

const reset = upgraded((socket) => socket.resetAndDestroy());

test('it tells its life in order, and comes back', async () => {
  await using server = await startPeer((socket, number) => {
    greet(socket);
    if (number === 1) socket.on('message', () => socket.close(1012));
  });
  await using probe = startProbe({ url: server.url });
  expect(probe.client.state).toEqual({ kind: 'connecting', generation: 1 });
  await probe.next('ready', 2);
  const order = probe.events.filter(({ ev }) => ev !== 'close').map(brief);
  expect(order).toEqual([
    '1 connecting',
    '1 open',
    '1 ready',
    '1 loss close:1012',
    '2 connecting',
    '2 open',
    '2 ready',
  ]);
  expect(await probe.next('close')).toMatchObject({ generation: 1, code: 1012, cause: 'close:1012' });
  expect(probe.client.state).toEqual({ kind: 'ready', generation: 2 });
  const instants = probe.events.map(({ t }) => t);
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  expect(probe.events.every(({ ev }) => clientEventKinds.includes(ev))).toBe(true);
});

test.each(['echo', 'ticker', 'chat'] as const)('it becomes ready against the %s server', async (kind) => {
  await using server = await startServer({ kind, clock: createManualClock() });
  await using probe = startProbe({ url: server.url });
  expect(await probe.next('ready')).toMatchObject({ generation: 1 });
});

test('its messages are delivered to a built-in server and acknowledged', async () => {
  const delivered: string[] = [];
  await using server = await startServer({
    kind: 'echo',
    clock: createManualClock(),
    onDelivered: (client, sequence) => delivered.push(`${client}/${sequence}`),
  });
  await using probe = startProbe({ url: server.url, policy: { queue: { resend: 'unacked' } } });
  for (const data of ['a', 'b', 'c']) probe.client.send(data);
  await probe.next('ready');
  // Its echo comes behind the acknowledgements.
  probe.client.sendText('done');
  await probe.next('message');
  expect(delivered).toEqual(['probe/1', 'probe/2', 'probe/3']);
  expect(probe.client.stats()).toMatchObject({ ackedSequence: 3, unackedMessages: 0, waitingMessages: 0 });
});

test('an attempt that never became ready is told as an error as well, with the phase it ended in', async () => {
  await using probe = startProbe({ url: `ws://127.0.0.1:${await closedPort()}` });
  await probe.next('loss', 2);
  expect(probe.events.slice(0, 3).map(brief)).toEqual(['1 connecting', '1 error tcp.refused', '1 loss tcp.refused']);
  expect(probe.events[1]).toMatchObject({ phase: 'connecting', err: expect.stringContaining('ECONNREFUSED') });
});

test('a server that accepts and drops at once does not reset the backoff', async () => {
  await using server = await startRawServer(reset);
  const clock = createManualClock();
  await using probe = startProbe({
    url: server.url,
    clock,
    policy: { ready: 'open', reconnect: { backoff: 'exponential', initialMs: 100, maxMs: 1_000, factor: 2 } },
  });
  const waits: number[] = [];
  for (let generation = 1; generation <= 5; generation++) {
    await probe.next('loss', generation);
    const { state } = probe.client;
    if (state.kind !== 'waiting') throw new Error(`the state is ${state.kind}`);
    expect(state.attempt).toBe(generation);
    waits.push(state.dueAt - clock.now());
    clock.advance(waits.at(-1) ?? 0);
  }
  expect(waits).toEqual([100, 200, 400, 800, 1_000]);
});

test('Retry-After puts the next attempt off', async () => {
  await using server = await startRawServer((socket) => {
    readHead(socket).then(() => socket.end('HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n'));
  });
  const clock = createManualClock();
  await using probe = startProbe({ url: server.url, clock });
  expect(await probe.next('loss')).toMatchObject({ cause: 'upgrade.status:503', status: 503, retryAfterMs: 7_000 });
  expect(probe.client.state).toEqual({ kind: 'waiting', attempt: 1, dueAt: clock.now() + 7_000 });
});

test('after an authentication failure the url is asked for once more, then it gives up', async () => {
  const tokens: number[] = [];
  await using server = await startRawServer((socket) => {
    readHead(socket).then(() => socket.end('HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n'));
  });
  await using probe = startProbe({
    url: async () => {
      tokens.push(tokens.length);
      return `${server.url}/?token=${tokens.length}`;
    },
  });
  expect(await probe.next('giveup')).toMatchObject({ cause: 'upgrade.status:401', generation: 2 });
  expect(probe.client.state).toEqual({ kind: 'failed', cause: 'upgrade.status:401' });
  expect(tokens.length).toBe(2);
  expect(probe.client.send('late')).toBeUndefined();
});

test('a list of urls is gone through in turn, until one serves', async () => {
  await using server = await startPeer(greet);
  await using probe = startProbe({ url: [`ws://127.0.0.1:${await closedPort()}`, server.url] });
  expect(await probe.next('ready')).toMatchObject({ generation: 2 });
});

test('of an old connection nothing is heard any more, though its TCP stays open', async () => {
  const text = (letter: string) => Buffer.from(`81 01 ${letter}`.replaceAll(' ', ''), 'hex');
  const old = createDeferred<{ write(data: Buffer): unknown }>();
  await using server = await startRawServer(
    upgraded((socket, number) => {
      if (number === 1) {
        old.resolve(socket);
        socket.write(Buffer.from('880203e8', 'hex'));
      } else {
        // The old connection speaks first.
        old.promise.then((first) => {
          first.write(text('61'));
          socket.write(text('62'));
        });
      }
    }),
    { allowHalfOpen: true },
  );
  const probe = startProbe({ url: server.url, policy: { ready: 'open', closeTimeoutMs: 60_000 } });
  expect(await probe.next('message')).toMatchObject({ generation: 2, data: 'b' });
  expect(probe.events.filter(({ ev }) => ev === 'loss').map(brief)).toEqual(['1 loss close:1000']);
  expect(probe.client.stats()).toMatchObject({ generations: 2, losses: 1, openSockets: 2 });
  const closing = probe.client.close();
  await server[Symbol.asyncDispose]();
  await closing;
  expect(probe.client.stats().openSockets).toBe(0);
});

describe('messages', () => {
  test('wait for the link and arrive in order', async () => {
    const arrived: unknown[] = [];
    const third = createDeferred();
    await using server = await startPeer((socket) =>
      onEnvelope(socket, (each) => {
        acknowledge(socket, each);
        if (each.k === 'up') arrived.push([each.s, each.d]);
        if (arrived.length === 3) third.resolve();
      }),
    );
    const sent: number[] = [];
    await using probe = startProbe({ url: server.url, onSent: (sequence) => sent.push(sequence) });
    expect(['a', { b: 2 }, undefined].map((data) => probe.client.send(data))).toEqual([1, 2, 3]);
    expect(probe.client.stats()).toMatchObject({ acceptedSequence: 3, waitingMessages: 3 });
    await third.promise;
    expect(arrived).toEqual([
      [1, 'a'],
      [2, { b: 2 }],
      [3, undefined],
    ]);
    expect(sent).toEqual([1, 2, 3]);
  });

  test.each([
    ['none', [1]],
    ['unacked', [1, 1, 2]],
  ] as const)('that were not acknowledged are sent again by the policy: %s', async (resend, expected) => {
    const arrived: number[] = [];
    const last = createDeferred();
    await using server = await startPeer((socket, number) =>
      onEnvelope(socket, (each) => {
        if (each.k === 'up') arrived.push(each.s);
        if (number === 2 || each.k === 'ready') acknowledge(socket, each);
        else socket.terminate();
        if (arrived.length === expected.length && number === 2) last.resolve();
      }),
    );
    await using probe = startProbe({ url: server.url, policy: { queue: { resend } } });
    probe.client.send('a');
    await probe.next('loss');
    if (resend === 'unacked') probe.client.send('b');
    await last.promise;
    expect(arrived).toEqual(expected);
  });

  test('that JSON cannot hold are refused', async () => {
    await using server = await startPeer(greet);
    await using probe = startProbe({ url: server.url });
    expect(() => probe.client.send(1n)).toThrow(expect.objectContaining({ code: 'client.data' }));
  });

  test('of the server are counted, and a gap is told as an error that is no loss', async () => {
    const down = (s: number) => JSON.stringify({ c: 'probe', g: 1, s, k: 'down', t: '0' });
    await using server = await startPeer((socket) => {
      greet(socket);
      for (const s of [4, 5, 8]) socket.send(down(s));
    });
    const delivered: unknown[] = [];
    await using probe = startProbe({ url: server.url, onDelivered: (...args) => delivered.push(args) });
    expect(await probe.next('error')).toMatchObject({ cause: 'seq.gap', err: 'missing 6 to 7' });
    await probe.next('ready');
    expect(delivered).toEqual([
      [4, 'probe'],
      [5, 'probe'],
      [8, 'probe'],
    ]);
    expect(probe.client.stats()).toMatchObject({ receivedMessages: 3, losses: 0 });
  });
});

test('text that cannot be sent now is a send.error', async () => {
  await using probe = startProbe({ url: `ws://127.0.0.1:${await closedPort()}` });
  expect(probe.client.sendText('stop')).toBe(false);
  expect(probe.events.map(brief)).toEqual(['1 connecting', '1 error send.error']);
});

describe('close()', () => {
  test('ends an open connection without a loss, once', async () => {
    await using server = await startPeer(greet);
    const probe = startProbe({ url: server.url });
    await probe.next('ready');
    expect(probe.client.close()).toBe(probe.client.close());
    await probe.client.close();
    expect(probe.events.map(brief)).toEqual(['1 connecting', '1 open', '1 ready', '1 close user']);
    expect(probe.client.state).toEqual({ kind: 'stopped' });
  });

  test('ends a client that never started, and start() then does nothing', async () => {
    const clock = createManualClock();
    const client = createReferenceClient({ url: 'ws://127.0.0.1:1', clock, random: { next: () => 0 }, id: 'a' });
    expect(client.state).toEqual({ kind: 'idle' });
    await client.close();
    client.start();
    expect(client.state).toEqual({ kind: 'stopped' });
    expect(client.stats().generations).toBe(0);
  });

  test('ends a client that waits for its next attempt, and leaves no timer', async () => {
    const clock = createManualClock();
    const probe = startProbe({ url: `ws://127.0.0.1:${await closedPort()}`, clock });
    await probe.next('loss');
    await probe.client.close();
    expect(clock.pending).toBe(0);
    clock.advance(60_000);
    expect(probe.client.stats().generations).toBe(1);
  });

  test.each([
    'connecting',
    'open',
    'ready',
    'loss',
  ] as const)('may be called from within the event %s', async (kind) => {
    await using server = await startPeer((socket) => {
      greet(socket);
      socket.on('message', () => socket.terminate());
    });
    const closed = createDeferred<Promise<void>>();
    const client = createReferenceClient({
      url: server.url,
      clock: createManualClock(),
      random: { next: () => 0 },
      id: 'a',
      onEvent: ({ ev }) => {
        if (ev === kind) closed.resolve(client.close());
      },
    });
    client.start();
    await closed.promise;
    expect(client.state).toEqual({ kind: 'stopped' });
    expect(client.stats().openSockets).toBe(0);
  });
});

test('gives up after as many retries as are allowed', async () => {
  await using probe = startProbe({
    url: `ws://127.0.0.1:${await closedPort()}`,
    policy: { reconnect: { maxAttempts: 2 } },
  });
  expect(await probe.next('giveup')).toMatchObject({ cause: 'tcp.refused', generation: 3 });
  await probe.client.close();
  expect(probe.client.state).toEqual({ kind: 'failed', cause: 'tcp.refused' });
});

test('whatever bytes follow the 101, each connection is lost at most once and nothing is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.boolean(), async (bytes, byReset) => {
      await using server = await startRawServer(
        upgraded((socket) => socket.write(bytes, () => (byReset ? socket.resetAndDestroy() : socket.end()))),
      );
      await using probe = startProbe({ url: server.url });
      await probe.next('loss', 2);
      const lost = probe.events.filter(({ ev }) => ev === 'loss').map(({ generation }) => generation);
      expect(new Set(lost).size).toBe(lost.length);
    }),
    { numRuns: 50 },
  );
});
