import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { parseDuration } from '../../src/base/duration.ts';
import { createRandom } from '../../src/base/random.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { createConnectionDiary } from './connection-diary.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createMemoryLog } from './memory-log.ts';
import { createSoakClaims } from './soak-claims.ts';
import { startSoakClient } from './soak-client.ts';
import { drawFault } from './soak-faults.ts';
import { untilTrue } from './turns.ts';
import { countSockets, watchProcess } from './watch-process.ts';

const clients = 200;
const seed = Number(process.env.WSCHAOS_FUZZ_SEED ?? 20_260);
/** `WSCHAOS_SOAK=1h` for the real thing. */
const durationMs = parseDuration(process.env.WSCHAOS_SOAK ?? '2m') ?? 120_000;

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    realClock.schedule(realClock.now() + ms, resolve);
  });

test(
  'random faults on 200 connections lose nothing that none of them claims, and leave memory flat',
  async () => {
    using watch = watchProcess();
    const socketsBefore = countSockets();
    const listener = http.createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const served = new Set<Socket>();
    listener.on('connection', (socket) => {
      served.add(socket);
      socket.once('close', () => served.delete(socket));
    });
    const server = new WebSocketServer({ server: listener, perMessageDeflate: false });
    const stopHeartbeat = startHeartbeat(server, realClock);
    server.on('connection', (socket) => {
      socket.on('error', () => {});
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    const claims = createSoakClaims();
    const diary = createConnectionDiary();
    const proxy = await createProxy({
      target: `ws://127.0.0.1:${(listener.address() as AddressInfo).port}`,
      clock: realClock,
      seed,
      onEvent(event) {
        claims.observe(event);
        diary.observe(event);
      },
    });
    proxy.begin();

    const random = createRandom(seed, 'soak');
    const counts = { sent: 0, echoed: 0, lost: 0, ends: 0, faults: 0 };
    const unclaimed: string[] = [];
    const types = new Set<string>();
    const crowd = Array.from({ length: clients }, (_, index) =>
      startSoakClient(index + 1, {
        url: proxy.url.replace(/\/$/, ''),
        clock: realClock,
        random,
        onSent: () => counts.sent++,
        onEcho: () => counts.echoed++,
        onLost(port, sentAt, lostAt, how) {
          counts.lost++;
          if (!claims.explains(port, sentAt, lostAt)) {
            const sent = `client ${index + 1}, sent ${((lostAt - sentAt) / 1_000).toFixed(1)} s before it was ${how}`;
            unclaimed.push(`${sent}; seconds before that: ${diary.tellOf(port, lostAt)}`);
          }
        },
        onEnd(port) {
          counts.ends++;
          claims.forget(port);
        },
      }),
    );

    const memory = createMemoryLog();
    const startedAt = realClock.now();
    while (realClock.now() - startedAt < durationMs) {
      const plan = drawFault(random, (type) => `${type}-${++counts.faults}`);
      types.add(plan.definition.type);
      claims.arm(plan);
      proxy.arm(plan);
      await wait(100 + 900 * random.next());
      memory.sample((realClock.now() - startedAt) / durationMs);
      watch.check();
    }

    proxy.liftAll();
    for (const client of crowd) client.stop();
    stopHeartbeat();
    // Those too whose request a fault has kept from it: they would wait for its timeout.
    for (const socket of served) socket.destroy();
    // Half a connection is kept for a minute.
    for (let waited = 0; waited < 90 && proxy.connections > 0; waited++) await wait(1_000);
    expect(diary.tell(realClock.now())).toEqual([]);
    expect(proxy.connections).toBe(0);
    await proxy.close();
    server.close();
    listener.close();
    await untilTrue(
      () => countSockets() <= socketsBefore,
      () => `${countSockets() - socketsBefore} sockets are left`,
    );
    watch.check();
    const { heap, rss } = memory.trend();
    console.log(
      [
        `soak: ${Math.round(durationMs / 1_000)} s, ${clients} connections, ${counts.sent} messages, ${counts.echoed} came back,`,
        `${counts.lost} lost, ${unclaimed.length} of them unclaimed, ${counts.ends} connections ended,`,
        `${counts.faults} faults of ${types.size} types, heap ${heap.text}, RSS ${rss.text}; seed ${seed}`,
      ].join(' '),
    );
    expect(unclaimed).toEqual([]);
    expect(counts.echoed).toBeGreaterThan(0);
    expect(heap.grownMebibytes).toBeLessThan(12);
    expect(rss.grownMebibytes).toBeLessThan(64);
  },
  durationMs + 180_000,
);
