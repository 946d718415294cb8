import type net from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Admission, createAdmission } from '../../src/proxy/admission.ts';
import type { PeerSocket } from '../../src/proxy/peer.ts';
import type { TlsTermination } from '../../src/proxy/tls-termination.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { deferred } from './deferred.ts';
import { dialPeer, startWireServer, type WirePeer } from './wire-peer.ts';

interface Bench extends AsyncDisposable {
  readonly admission: Admission;
  readonly clock: ManualClock;
  readonly raw: net.Socket;
  readonly client: WirePeer;
  readonly taken: (PeerSocket | undefined)[];
  /** The modes in which TLS was to be terminated. */
  readonly modes: unknown[];
  start(): void;
}

/** `accept`: what TLS makes of the socket; left out: there is no TLS. */
async function bench(accept?: (raw: net.Socket) => PeerSocket | undefined): Promise<Bench> {
  const server = await startWireServer();
  const client = await dialPeer(server.port);
  const { socket: raw } = await server.next();
  const clock = createManualClock(0);
  const taken: (PeerSocket | undefined)[] = [];
  const modes: unknown[] = [];
  const tls: TlsTermination | undefined =
    accept === undefined
      ? undefined
      : {
          ca: '',
          certificate: '',
          accept(given, mode) {
            modes.push(mode);
            return accept(given);
          },
        };
  const admission = createAdmission(raw, { clock, tls: () => tls });
  return {
    admission,
    clock,
    raw,
    client,
    taken,
    modes,
    start: () => admission.start((peer) => taken.push(peer)),
    async [Symbol.asyncDispose]() {
      client.socket.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('a connection that was accepted', () => {
  test('is taken at once when nothing stands in the way', async () => {
    await using it = await bench();
    it.start();
    expect([it.taken, it.clock.pending]).toEqual([[{ socket: it.raw, raw: it.raw }], 0]);
  });

  test.each([
    ['the time', [40], 40],
    ['the latest of several times, whatever their order', [40, 70, 20], 70],
  ])('waits for %s', async (_what, times, expected) => {
    await using it = await bench();
    const listeners = (): readonly number[] => ['close', 'error'].map((name) => it.raw.listenerCount(name));
    const before = listeners();
    for (const until of times) it.admission.postpone(until);
    it.start();
    it.clock.advance(expected - 1);
    expect(it.taken).toEqual([]);
    it.clock.advance(1);
    expect(it.taken).toEqual([{ socket: it.raw, raw: it.raw }]);
    expect([it.clock.pending, listeners()]).toEqual([0, before]);
  });

  test('does not wait for a time that is past', async () => {
    await using it = await bench();
    it.admission.postpone(10);
    it.clock.advance(10);
    it.start();
    expect([it.taken.length, it.clock.pending]).toEqual([1, 0]);
  });

  test('meets the TLS that a fault gave it, when it is taken', async () => {
    const made = new Map<net.Socket, PeerSocket>();
    await using it = await bench((raw) => {
      const peer = { socket: raw, raw };
      made.set(raw, peer);
      return peer;
    });
    it.admission.postpone(10);
    it.admission.breakTls('expired');
    it.start();
    expect(it.modes).toEqual([]);
    it.clock.advance(10);
    expect([it.modes, it.taken[0] === made.get(it.raw)]).toEqual([['expired'], true]);
  });

  test('meets healthy TLS without a fault', async () => {
    await using it = await bench((raw) => ({ socket: raw, raw }));
    it.start();
    expect(it.modes).toEqual([undefined]);
  });

  test('is nobody’s when a fault keeps its socket', async () => {
    await using it = await bench(() => undefined);
    it.admission.breakTls('hang');
    it.start();
    expect(it.taken).toEqual([undefined]);
  });

  test('that a client resets meanwhile is taken as it is, without TLS, and whoever takes it hears that it is gone', async () => {
    await using it = await bench(() => undefined);
    it.admission.postpone(1_000);
    const gone: boolean[] = [];
    const heard = deferred<void>();
    it.admission.start((peer) => {
      it.taken.push(peer);
      peer?.raw.on('close', (hadError: boolean) => {
        gone.push(hadError);
        heard.resolve();
      });
    });
    it.client.socket.resetAndDestroy();
    await heard.promise;
    expect([it.taken, it.modes, gone, it.clock.pending]).toEqual([[{ socket: it.raw, raw: it.raw }], [], [true], 0]);
    it.clock.advance(2_000);
    expect(it.taken).toHaveLength(1);
  });

  test('that a fault destroyed before does not wait and gets no TLS', async () => {
    await using it = await bench(() => undefined);
    it.admission.postpone(1_000);
    it.raw.destroy();
    it.start();
    expect([it.taken.length, it.modes, it.clock.pending]).toEqual([1, [], 0]);
  });

  test('that is called off has no timer left', async () => {
    await using it = await bench();
    it.admission.cancel();
    it.admission.postpone(1_000);
    it.start();
    it.admission.cancel();
    it.clock.advance(2_000);
    expect([it.clock.pending, it.taken]).toEqual([0, []]);
  });
});
