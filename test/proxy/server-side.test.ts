import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { createFlow } from '../../src/proxy/flow.ts';
import { createIngressPool } from '../../src/proxy/ingress-pool.ts';
import type { LinkEnd } from '../../src/proxy/link-end.ts';
import { createServerSide, type ServerSide } from '../../src/proxy/server-side.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { deferred } from './deferred.ts';
import { dialPeer, startWireServer, type WirePeer } from './wire-peer.ts';

interface Bench extends AsyncDisposable {
  readonly side: ServerSide;
  /** Where the client would be. */
  readonly client: WirePeer;
  readonly server: Awaited<ReturnType<typeof startWireServer>>;
  readonly log: string[];
  /** Resolves when the line is written. */
  logged(line: string): Promise<void>;
}

async function bench(port?: number): Promise<Bench> {
  const server = await startWireServer();
  const clientServer = await startWireServer();
  const near = await dialPeer(clientServer.port);
  const client = await clientServer.next();
  const log: string[] = [];
  const waiting = new Map<string, () => void>();
  const note = (line: string): void => {
    log.push(line);
    waiting.get(line)?.();
  };
  const interest = { watchesFrames: () => false, inspectsData: () => false, tellsFrames: () => false };
  const flowHost = {
    clock: realClock,
    interest,
    ingresses: createIngressPool(interest),
    drawMaskKey: () => Uint8Array.of(1, 2, 3, 4),
    onFrame: () => {},
    onDelivered: () => {},
    onMeaning: () => {},
    onCut: () => {},
    onHeldChanged: () => {},
  };
  const toClient = createFlow('to-client', flowHost);
  const toServer = createFlow('to-server', flowHost);
  toClient.writer.attach({ socket: near.socket, raw: near.socket });
  const end: Pick<LinkEnd, 'serverEnded' | 'settle'> = {
    serverEnded: () => note('ended'),
    settle: () => note('settled'),
  };
  const dialled: net.Socket[] = [];
  const side = createServerSide({
    id: 1,
    host: {
      clock: realClock,
      changesAnswers: () => false,
      dial: () => {
        const raw = net.connect({ host: '127.0.0.1', port: port ?? server.port, allowHalfOpen: true });
        dialled.push(raw);
        return { socket: raw, raw, readyEvent: 'connect' };
      },
      onEvent: (event) => note(event.kind),
    },
    toClient,
    toServer,
    end: end as LinkEnd,
    onTraffic: () => note('traffic'),
    onAnswer: (isOpen) => note(isOpen ? 'open' : 'answered'),
    onFailure: ({ code }) => note(`failed ${code}`),
  });
  return {
    side,
    client,
    server,
    log,
    logged(line) {
      if (log.includes(line)) return Promise.resolve();
      const { promise, resolve } = deferred<void>();
      waiting.set(line, resolve);
      return promise;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of [near.socket, ...dialled]) socket.destroy();
      await server[Symbol.asyncDispose]();
      await clientServer[Symbol.asyncDispose]();
    },
  };
}

describe("the server's half of a connection", () => {
  test('is dialled once, and what it says comes to the client as it is', async () => {
    await using it = await bench();
    it.side.dial();
    it.side.dial();
    const server = await it.server.next();
    server.socket.write('any protocol');
    await it.client.untilText('any protocol');
    expect(it.log).toContain('traffic');
  });

  test('after a 101 brings frames, after any other answer perhaps another one', async () => {
    await using it = await bench();
    it.side.dial();
    const server = await it.server.next();
    it.side.expectAnswer();
    server.socket.write('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    await it.logged('answered');
    it.side.expectAnswer();
    server.socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    await it.logged('open');
  });

  test('that cannot be reached is told with the reason, and is no end of a server', async () => {
    const taken = await startWireServer();
    await taken[Symbol.asyncDispose]();
    await using it = await bench(taken.port);
    it.side.dial();
    await it.logged('failed ECONNREFUSED');
    expect([it.log.includes('upstream-failed'), it.log.includes('end')]).toEqual([true, false]);
    // Who asks again is told again, until it all begins anew.
    expect([it.side.dial(), it.log.filter((line) => line === 'failed ECONNREFUSED').length]).toEqual([false, 2]);
    it.side.restart();
    expect([it.side.peer, it.side.dial()]).toEqual([undefined, true]);
  });

  test('ends towards the client as the server ended', async () => {
    await using it = await bench();
    it.side.dial();
    (await it.server.next()).socket.end();
    expect(await it.client.end()).toBe('fin');
    expect(it.log).toContain('end');
  });

  test('that is left has nothing more to say', async () => {
    await using it = await bench();
    it.side.dial();
    const server = await it.server.next();
    it.side.leave();
    await server.end();
    await it.logged('settled');
    expect([it.log.includes('end'), it.client.received.length]).toEqual([false, 0]);
  });

  test('that was left before it was dialled is not dialled', async () => {
    await using it = await bench();
    it.side.leave();
    expect([it.side.dial(), it.side.peer]).toEqual([false, undefined]);
  });

  test('is handed over with its connection, or with a new one', async () => {
    await using it = await bench();
    it.side.dial();
    const { peer } = it.side;
    expect(it.side.release()).toBe(peer);
    expect(it.side.peer).toBeUndefined();
    expect(it.side.release()).not.toBe(peer);
  });
});
