import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { acceptClose } from '../../src/faults/accept-close.ts';
import { acceptHang } from '../../src/faults/accept-hang.ts';
import { acceptReset } from '../../src/faults/accept-reset.ts';
import { limit } from '../../src/faults/limit.ts';
import { reject } from '../../src/faults/reject.ts';
import { slowAccept } from '../../src/faults/slow-accept.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { everyConnection, fromClient, fromServer, planOf, requestHead, startProxy } from './open-link.ts';
import { dialError, dialPeer, type WirePeer, watchPeer } from './wire-peer.ts';

/** Dials and watches from the first moment: the end can come before the dial is known to have succeeded. */
function dial(port: number): WirePeer {
  return watchPeer(net.connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }));
}

/** Dials again and again until the port takes the connection. */
async function dialUntilOpen(port: number): Promise<WirePeer> {
  for (;;) {
    try {
      return await dialPeer(port);
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ECONNREFUSED');
    }
  }
}

describe('a new connection', () => {
  test.each([
    ['accept-reset', acceptReset, 'reset'],
    ['accept-close', acceptClose, 'fin'],
  ] as const)('under %s ends at once, without a byte, and the server is not dialled', async (type, fault, how) => {
    await using under = await startProxy({ faults: [planOf(fault, { connections: { kind: 'new' } })] });
    const live = await under.open();
    under.proxy.begin();
    const clients = Array.from({ length: 10 }, () => dial(under.proxy.port));
    for (const client of clients) client.send(requestHead);
    expect(await Promise.all(clients.map((client) => client.end()))).toEqual(Array(10).fill(how));
    for (const client of clients) client.socket.end();
    await Promise.all(clients.map((client) => client.closed()));
    expect(clients.map((client) => client.received.length)).toEqual(Array(10).fill(0));
    live.client.send(fromClient('alive'));
    await live.server.untilLength(11);
    under.proxy.lift(type);
    await under.open();
    expect(under.server.accepted).toBe(2);
  });

  test('under accept-close may send what it likes: all of it is read, and nothing is delivered', async () => {
    await using under = await startProxy({ faults: [planOf(acceptClose)] });
    under.proxy.begin();
    const client = dial(under.proxy.port);
    await client.end();
    await new Promise((resolve) => client.socket.write(Buffer.alloc(8 * 2 ** 20), resolve));
    client.socket.end();
    await client.closed();
    expect([client.received.length, client.ends, under.server.accepted]).toEqual([0, ['fin'], 0]);
  });

  test('that a fault ends once its request is known is not dialled for afterwards, and leaves nothing behind', async () => {
    const to = (path: string) => ({ kind: 'matching', ...everyConnection, path }) as const;
    // A fault that may answer leaves the dial until none did.
    const faults = [planOf(reject, { connections: to('/other') }), planOf(acceptClose, { connections: to('/chat') })];
    await using under = await startProxy({ faults });
    under.proxy.begin();
    const client = dial(under.proxy.port);
    client.send(requestHead);
    await client.end();
    client.socket.end();
    await under.seen('gone');
    expect([client.received.length, under.server.accepted, under.proxy.connections]).toEqual([0, 0, 0]);
  });

  test('under accept-hang is acknowledged and never answered, also when the fault is lifted', async () => {
    await using under = await startProxy({ faults: [planOf(acceptHang)] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    await new Promise((resolve) => client.socket.write(requestHead, resolve));
    await new Promise((resolve) => client.socket.write(Buffer.alloc(8 * 2 ** 20), resolve));
    under.proxy.lift('accept-hang');
    // A second connection shows that everything has had its time.
    const second = await under.open();
    client.send(requestHead);
    second.client.send(fromClient('x'));
    await second.server.untilLength(7);
    expect([client.received.length, client.ends, under.server.accepted]).toEqual([0, [], 1]);
  });

  test('under accept-hang is over with the FIN of the client, and leaves no trace on the server', async () => {
    await using under = await startProxy({ faults: [planOf(acceptHang)] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    client.socket.end();
    await under.seen('end', ({ side, how }) => side === 'client' && how === 'fin');
    await under.seen('closed');
    expect([client.received.length, client.ends, under.server.accepted]).toEqual([0, [], 0]);
  });
});

describe('slow-accept', () => {
  test('serves a connection late, with every byte that came meanwhile', async () => {
    await using under = await startProxy({ faults: [planOf(slowAccept, { with: { delay: '150ms' } })] });
    under.proxy.begin();
    const startedAt = realClock.now();
    const client = await dialPeer(under.proxy.port);
    const frames = Array.from({ length: 20 }, (_, index) => fromClient(`early ${index}`));
    client.send(Buffer.concat([Buffer.from(requestHead), ...frames]));
    await under.seen('accept');
    expect(under.server.accepted).toBe(0);
    const server = await under.server.next();
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(150);
    const expected = Buffer.concat([Buffer.from(requestHead), ...frames]);
    expect(Buffer.compare(await server.untilLength(expected.length), expected)).toBe(0);
  });

  test('keeps whom it has to its delay when it is lifted, and no one else', async () => {
    await using under = await startProxy({ faults: [planOf(slowAccept, { with: { delay: '1s' } })] });
    under.proxy.begin();
    const startedAt = realClock.now();
    const slow = await dialPeer(under.proxy.port);
    slow.send(requestHead);
    await under.seen('accept');
    under.proxy.lift('slow-accept');
    const { server } = await under.open();
    server.send(fromServer('first'));
    await (await under.server.next()).untilText('\r\n\r\n');
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(1_000);
    expect([slow.received.length, slow.ends]).toEqual([0, []]);
  });

  test('does not dial the server for a client that went away meanwhile', async () => {
    await using under = await startProxy({ faults: [planOf(slowAccept, { with: { delay: '50ms' } })] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.socket.resetAndDestroy();
    await under.seen('closed');
    expect([under.server.accepted, under.proxy.connections]).toEqual([0, 0]);
  });
});

describe('limit', () => {
  test('refuses dials while it is full, lets the admitted live, and opens the port for the next', async () => {
    await using under = await startProxy({ faults: [planOf(limit, { with: { connections: 2 } })] });
    const { port } = under.proxy;
    const first = await under.open();
    under.proxy.begin();
    const second = await under.open();
    expect(await Promise.all(Array.from({ length: 10 }, () => dialError(port)))).toEqual(
      Array(10).fill('ECONNREFUSED'),
    );
    first.client.send(fromClient('alive'));
    await first.server.untilLength(11);
    second.client.socket.resetAndDestroy();
    const third = await dialUntilOpen(port);
    third.send(requestHead);
    expect(await (await under.server.next()).untilText('\r\n\r\n')).toContain('GET /chat');
    expect(await dialError(port)).toBe('ECONNREFUSED');
    under.proxy.lift('limit');
    await under.seen('fault-end');
    await under.open();
    expect(under.proxy.port).toBe(port);
  });

  test('admits no more of a herd than it has places, and refuses or resets the others', async () => {
    await using under = await startProxy({ faults: [planOf(limit, { with: { connections: 3 } })] });
    under.proxy.begin();
    const herd = Array.from({ length: 30 }, () => dial(under.proxy.port));
    for (const client of herd) client.send(requestHead);
    const admitted = await Promise.all([1, 2, 3].map(() => under.server.next()));
    for (const server of admitted) {
      await server.untilText('\r\n\r\n');
      server.send('HTTP/1.1 204 No Content\r\n\r\n');
    }
    const isServed = (client: WirePeer): Promise<boolean> =>
      client.untilText('204 No Content\r\n\r\n').then(
        () => true,
        () => false,
      );
    const served = await Promise.all(herd.map(isServed));
    expect(served.filter((each) => each)).toHaveLength(3);
    const others = herd.filter((_, index) => served[index] === false);
    expect(others.map((client) => [client.received.length, client.ends[0]])).toEqual(Array(27).fill([0, 'reset']));
    expect(under.server.accepted).toBe(3);
  });

  test('answers those whom it rejects, and takes others in their place when there is room', async () => {
    const options = { connections: 1, then: 'reject', status: 429, retryAfter: '3s' };
    await using under = await startProxy({ faults: [planOf(limit, { with: options })] });
    under.proxy.begin();
    const first = await under.open();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    expect(await client.end()).toBe('fin');
    expect(client.received.toString()).toBe(
      [
        'HTTP/1.1 429 Too Many Requests',
        'Content-Type: text/plain; charset=utf-8',
        'Retry-After: 3',
        'Content-Length: 22',
        'Connection: close',
        '',
        '429 Too Many Requests\n',
      ].join('\r\n'),
    );
    expect(under.server.accepted).toBe(1);
    client.socket.end();
    first.client.socket.resetAndDestroy();
    await under.server.untilLive(0);
    await under.seen('closed', ({ connection }) => connection === 1);
    await under.open();
  });

  test('of the rate lets a burst in and resets the others', async () => {
    await using under = await startProxy({ faults: [planOf(limit, { with: { rate: '4/m', then: 'reset' } })] });
    under.proxy.begin();
    const herd = Array.from({ length: 12 }, () => dial(under.proxy.port));
    const resets = new Promise<readonly WirePeer[]>((resolve) => {
      const ended: WirePeer[] = [];
      for (const client of herd) {
        void client.end().then(() => {
          if (ended.push(client) === 8) resolve(ended);
        });
      }
    });
    for (let index = 0; index < 4; index++) await under.server.next();
    const turnedAway = await resets;
    expect(turnedAway.map(({ received, ends }) => [received.length, ends])).toEqual(Array(8).fill([0, ['reset']]));
    const admitted = herd.filter((client) => !turnedAway.includes(client));
    expect([admitted.map(({ ends }) => ends), under.server.accepted]).toEqual([[[], [], [], []], 4]);
  });

  test('of the rate closes the port until the next one may come', async () => {
    await using under = await startProxy({ faults: [planOf(limit, { with: { rate: '1/s' } })] });
    under.proxy.begin();
    const startedAt = realClock.now();
    await under.open();
    expect(await dialError(under.proxy.port)).toBe('ECONNREFUSED');
    const next = await dialUntilOpen(under.proxy.port);
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(1_000);
    next.send(requestHead);
    await (await under.server.next()).untilText('\r\n\r\n');
    expect(await dialError(under.proxy.port)).toBe('ECONNREFUSED');
  });
});
