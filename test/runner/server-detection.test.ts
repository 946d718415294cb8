import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Instant } from '../../src/base/clock.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import type { RunningTarget } from '../../src/runner/running-target.ts';
import { quickReference, runInline } from './inline-scenario.ts';

/** A real server that ends its first connection so long after the second one came, and writes down when. */
interface WatchedServer extends AsyncDisposable {
  readonly target: RunningTarget;
  /** From the arrival of the second connection to the end of the first. */
  readonly waitedMs: number | undefined;
}

type End = (websocket: WebSocket, socket: Socket) => void;
const laterMs = 300;

async function startWatched(end: End | undefined): Promise<WatchedServer> {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const websockets = new WebSocketServer({ server: http });
  let first: readonly [WebSocket, Socket] | undefined;
  let secondAt: Instant | undefined;
  let waitedMs: number | undefined;
  websockets.on('connection', (websocket, { socket }) => {
    websocket.on('error', () => {});
    if (first === undefined) first = [websocket, socket];
    else if (secondAt === undefined) {
      const old = first;
      const arrivedAt = realClock.now();
      secondAt = arrivedAt;
      realClock.schedule(arrivedAt + laterMs, () => {
        waitedMs = realClock.now() - arrivedAt;
        end?.(...old);
      });
    }
  });
  const close = async (): Promise<void> => {
    for (const websocket of websockets.clients) websocket.terminate();
    const closed = once(http, 'close');
    http.close();
    await closed;
  };
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const ended = new AbortController().signal;
  return {
    target: { url, headers: {}, rejectUnauthorized: true, ended, close },
    get waitedMs() {
      return waitedMs;
    },
    [Symbol.asyncDispose]: close,
  };
}

const scenario = (fault: string, expectation: string, timeout = '10s'): string => `target: ws://127.0.0.1:1
${quickReference}
faults: [${fault}]
expect: [${expectation}]
timeout: ${timeout}`;

const vanish = '{ fault: reset, with: { side: client }, at: 50ms }';
const silence = '{ fault: blackhole, connections: existing, at: 50ms }';
const asked = 'server.detection < 10s';

describe('the detection by the server is when its own socket shows it, by', () => {
  test.each<[string, string, End]>([
    ['a FIN', vanish, (_websocket, socket) => socket.end()],
    ['a RST', vanish, (_websocket, socket) => socket.resetAndDestroy()],
    ['a Close frame', vanish, (websocket) => websocket.close(1011, 'no pong')],
    ['a FIN into silence', silence, (websocket) => websocket.terminate()],
    ['a Close frame into silence', silence, (websocket) => websocket.close(1011, 'no pong')],
  ])('%s', async (_how, fault, end) => {
    await using server = await startWatched(end);
    const { result } = await runInline(scenario(fault, asked), { target: server.target });
    const { verdict, marks, samples, source, timeline } = result;
    expect(verdict).toBe('recovered');
    expect(source['server.detection']).toBe('wire');
    expect(samples['server.detection']).toBe(marks.serverDetected);
    const waited = (marks.serverDetected ?? 0) - (marks.attempts[0] ?? 0);
    expect(Math.abs(waited - (server.waitedMs ?? 0))).toBeLessThan(60);
    expect(timeline.filter(({ what }) => what === 'server').map(({ t }) => t)).toEqual([marks.serverDetected]);
  });
});

describe('a server that does not notice', () => {
  test('is waited for to the timeout, and the figure is censored', async () => {
    await using server = await startWatched(undefined);
    const { result } = await runInline(scenario(vanish, asked, '1s'), { target: server.target });
    expect(result).toMatchObject({
      verdict: 'recovered',
      samples: { 'server.detection': 'censored' },
      marks: { serverDetected: null },
    });
  });

  test.each([
    [
      'is not waited for where nobody asks',
      vanish,
      'recovered == 100%',
      'the iteration ended before the server closed the connection',
    ],
    [
      'is not waited for where its own side was cut, too',
      '{ fault: reset, at: 50ms }',
      asked,
      "the connection ended without a sign of the server's own",
    ],
  ])('%s', async (_what, fault, expectation, reason) => {
    await using server = await startWatched(undefined);
    const startedAt = realClock.now();
    const { result } = await runInline(scenario(fault, expectation, '30s'), { target: server.target });
    expect(result.verdict).toBe('recovered');
    expect(result.unobservable['server.detection']).toBe(reason);
    expect(realClock.now() - startedAt).toBeLessThan(15_000);
  });
});

describe('a built-in server', () => {
  const builtin = (limits: string, fault: string, client = quickReference): string =>
    `target: { builtin: echo, ${limits} }\n${client}\nfaults: [${fault}]\nexpect: [${asked}]\ntimeout: 10s`;

  test('finds a client that vanished by its heartbeat', async () => {
    const { result } = await runInline(builtin('heartbeat: { interval: 300ms, timeout: 200ms }', vanish));
    expect(result.samples['server.detection']).toBeGreaterThanOrEqual(190);
    expect(result.samples['server.detection']).toBeLessThan(1_000);
    expect(result.samples.outage).toBeLessThan(Number(result.samples['server.detection']));
  });

  test('drops a connection that never upgrades by its deadline', async () => {
    const faults = `{ id: mute, fault: pause, direction: to-server, connections: new, at: 50ms, for: 700ms },
      { fault: reset, when: { event: fault-start, fault: mute } }`;
    const text = `${builtin('handshakeTimeout: 300ms', faults)}\nmeasure: { from: mute }`;
    const { result } = await runInline(text);
    expect(result.verdict).toBe('recovered');
    expect(result.samples['server.detection']).toBeGreaterThanOrEqual(290);
    expect(result.samples['server.detection']).toBeLessThan(600);
  });
});
