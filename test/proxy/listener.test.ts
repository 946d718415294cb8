import { readFileSync } from 'node:fs';
import net from 'node:net';
import { describe, expect, test } from 'vitest';
import type { WschaosError } from '../../src/base/error.ts';
import { type Listener, openListener } from '../../src/proxy/listener.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { deferred } from './deferred.ts';
import { dialError, dialPeer, startWireServer } from './wire-peer.ts';

const listen = (
  port = 0,
  onConnection: (socket: net.Socket) => void = () => {},
  host = '127.0.0.1',
  onAcceptError: (error: Error) => void = () => {},
): Promise<Listener> => openListener({ host, port, clock: realClock, onConnection, onAcceptError });

const reopen = (listener: Listener): Promise<Error | undefined> => {
  const { promise, resolve } = deferred<Error | undefined>();
  listener.open(resolve);
  return promise;
};

describe('a listener', () => {
  test('chooses ports below those that the kernel gives to dials, and different ones', async () => {
    const listeners = await Promise.all(Array.from({ length: 5 }, () => listen()));
    const ports = listeners.map(({ port }) => port);
    const ephemeral = Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
    expect(Math.max(...ports)).toBeLessThan(ephemeral);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(10_240);
    expect(new Set(ports).size).toBe(5);
    for (const listener of listeners) listener.close();
  });

  test('gives connections whose halves end apart from each other', async () => {
    const accepted = deferred<net.Socket>();
    const listener = await listen(0, accepted.resolve);
    const client = await dialPeer(listener.port);
    const socket = await accepted.promise;
    client.socket.end();
    socket.resume();
    await new Promise((resolve) => socket.once('end', resolve));
    socket.write('half');
    await client.untilText('half');
    socket.destroy();
    listener.close();
  });

  test('refuses while it is closed and takes the same port again, time after time', async () => {
    const listener = await listen();
    for (let round = 0; round < 20; round++) {
      listener.close();
      expect(await dialError(listener.port)).toBe('ECONNREFUSED');
      expect(await reopen(listener)).toBeUndefined();
      (await dialPeer(listener.port)).socket.destroy();
    }
    listener.close();
  });

  test('that is closed while it opens stays closed, and what waited for it is told', async () => {
    const listener = await listen();
    listener.close();
    let over = false;
    listener.open(() => {
      over = true;
    });
    listener.close();
    // The kernel may have let the first dial in before the port could be closed again.
    expect(['ECONNRESET', 'ECONNREFUSED']).toContain(await dialError(listener.port));
    expect(await dialError(listener.port)).toBe('ECONNREFUSED');
    expect(over).toBe(true);
  });

  test('waits a moment for a port that somebody took, and then says so', async () => {
    const listener = await listen();
    listener.close();
    const thief = net.createServer().listen(listener.port, '127.0.0.1');
    await new Promise((resolve) => thief.once('listening', resolve));
    const failed = await reopen(listener);
    expect((failed as NodeJS.ErrnoException).code).toBe('EADDRINUSE');
    const again = reopen(listener);
    thief.close();
    expect(await again).toBeUndefined();
    listener.close();
  });

  test.each([
    ['from its start', async () => {}],
    [
      'when it was opened again',
      async (listener: Listener) => {
        listener.close();
        await reopen(listener);
      },
    ],
  ])('survives, and tells, that a connection could not be accepted, %s', async (_when, prepare) => {
    const accepted = deferred<net.Socket>();
    const errors: Error[] = [];
    const listener = await listen(0, accepted.resolve, '127.0.0.1', (error) => errors.push(error));
    await prepare(listener);
    const client = await dialPeer(listener.port);
    const { server } = (await accepted.promise) as net.Socket & { readonly server: net.Server };
    const error = new Error('accept EMFILE');
    server.emit('error', error);
    expect(errors).toEqual([error]);
    (await dialPeer(listener.port)).socket.destroy();
    client.socket.destroy();
    listener.close();
  });

  test.each([
    [
      'a port that is in use',
      (port: number) => listen(port),
      'port.in-use',
      (port: number) => `port ${port} on 127.0.0.1 is in use`,
    ],
    [
      'an address that is not ours',
      () => listen(20_000, () => {}, '192.0.2.1'),
      'listen.failed',
      () => 'cannot listen on 192.0.2.1:20000: listen EADDRNOTAVAIL: address not available 192.0.2.1:20000',
    ],
  ])('refuses %s', async (_what, attempt, code, message) => {
    await using other = await startWireServer();
    const error = await attempt(other.port).then(
      () => undefined,
      (thrown: WschaosError) => thrown,
    );
    expect([error?.code, error?.message]).toEqual([code, message(other.port)]);
  });
});
