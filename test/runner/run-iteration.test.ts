import { describe, expect, test } from 'vitest';
import { realClock } from '../../src/runner/real-clock.ts';
import { lateSpeaker, programClient, restlessClient, silentClient } from './client-programs.ts';
import { quickReference, runInline } from './inline-scenario.ts';

const echo = 'target: { builtin: echo }';
const noHeartbeat =
  'client: { type: reference, heartbeat: { mode: none }, reconnect: { initial: 20ms, max: 50ms }, closeTimeout: 200ms }';

describe('the verdict is', () => {
  test.each([
    [
      'recovered, of a client that is back',
      'recovered',
      undefined,
      `${echo}\n${quickReference}\nfaults: [{ fault: reset, at: 50ms }]\ntimeout: 5s`,
    ],
    [
      'recovered, of a program that tells nothing',
      'recovered',
      undefined,
      `${echo}\n${programClient(silentClient)}\nfaults: [{ fault: disconnect, at: 50ms }]\ntimeout: 5s`,
    ],
    [
      'unaffected, where the link lives through a disturbance that nobody called benign',
      'unaffected',
      undefined,
      `${echo}\n${quickReference}\nfaults: [{ fault: latency, with: { delay: 20ms }, at: 50ms, for: 300ms }]\ntimeout: 1s`,
    ],
    [
      'unaffected, where pongs are missing and the client counts on messages',
      'unaffected',
      undefined,
      `${echo}
client: { type: reference, heartbeat: { mode: app, interval: 100ms, timeout: 200ms } }
faults: [{ fault: drop, with: { frames: pong }, direction: to-client, at: 50ms }]
timeout: 800ms`,
    ],
    [
      'unaffected, where one round trip is all that tells that the link lives',
      'unaffected',
      undefined,
      `${echo}
${programClient(lateSpeaker)}
traffic: { ready: open }
faults: [{ fault: drop, with: { frames: pong }, at: 20ms }]
timeout: 800ms`,
    ],
    [
      'undetected, where a client without a heartbeat only reads',
      'undetected',
      undefined,
      `${echo}\n${noHeartbeat}\nfaults: [{ fault: blackhole, at: 50ms }]\ntimeout: 500ms`,
    ],
    [
      'undetected, where messages vanish and only the pings are answered',
      'undetected',
      undefined,
      `${echo}\n${quickReference}
traffic: { send: { every: 50ms, text: hello } }
faults: [{ fault: drop, with: { frames: data }, direction: to-client, at: 50ms }]
timeout: 600ms`,
    ],
    [
      'stuck, of a client that meets the fault at each attempt',
      'stuck',
      undefined,
      `${echo}\n${quickReference}\nfaults: [{ id: down, fault: reject, with: { status: 503 }, at: 50ms }, { fault: reset, when: { event: fault-start, fault: down } }]\ntimeout: 500ms`,
    ],
    [
      'gave-up, of a client that says so',
      'gave-up',
      'client 1 gave up: upgrade.status:503',
      `${echo}
client: { type: reference, reconnect: { initial: 10ms, max: 10ms, maxAttempts: 2 } }
faults: [{ id: down, fault: reject, with: { status: 503 }, at: 50ms }, { fault: reset, when: { event: fault-start, fault: down } }]
timeout: 5s`,
    ],
    [
      'crashed, of a program that ends over its loss',
      'crashed',
      'client 1 exited with code 3: no link any more',
      `${echo}
${programClient(`const ws = new WebSocket(url); ws.on('open', () => ws.send('hi')); ws.on('error', () => {});
ws.on('close', () => { console.log('no link any more'); process.exit(3); });`)}
faults: [{ fault: reset, at: 50ms }]
timeout: 5s`,
    ],
    [
      'spurious, of a client that has no patience with a benign pause',
      'spurious',
      'client 1 broke its link under a benign fault (fin)',
      `${echo}\n${quickReference}\nfaults: [{ fault: pause, at: 50ms, for: 600ms, benign: true }]\ntimeout: 3s`,
    ],
    [
      'spurious, of a program that dials anew though nothing happened',
      'spurious',
      'client 1 broke its link without a fault (dial)',
      `${echo}
${programClient(restlessClient)}
timeout: 1500ms`,
    ],
    [
      'invalid, where no fault began',
      'invalid',
      'no fault started before the iteration ended (reset)',
      `${echo}\n${quickReference}\nfaults: [{ fault: reset, when: { event: close } }]\ntimeout: 200ms`,
    ],
  ] as const)('%s', async (_title, verdict, reason, text) => {
    const { result } = await runInline(text);
    expect({ verdict: result.verdict, reason: result.reason }).toEqual({ verdict, reason });
  });
});

test('the noise of a start that never became steady counts from its very beginning', async () => {
  const asked: number[] = [];
  const before = realClock.now();
  const loopDelay = {
    start() {},
    stop() {},
    latenessBetween(from: number, to: number) {
      asked.push(from - before, to - from);
      return { p99Ms: 40, standstills: [] };
    },
  };
  const text = `${echo}\n${programClient('setInterval(() => {}, 1000);')}\ntimeout: 300ms`;
  const { result, noisy } = await runInline(text, { loopDelay, loopDelayFloorMs: 10 });
  const [wait = Number.NaN, length = Number.NaN] = asked;
  expect({ noisy, verdict: result.verdict, reason: result.reason, noise: result.noise }).toEqual({
    noisy: true,
    verdict: 'invalid',
    reason: expect.stringMatching(/^client never steady: .*; and event-loop delay 40 ms exceeds 10 ms$/),
    noise: { loop: 40 },
  });
  expect(wait).toBeGreaterThanOrEqual(0);
  expect(length).toBeGreaterThanOrEqual(300);
});
