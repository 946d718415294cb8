import { describe, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ToleranceScale } from '../../src/result/bisect-tolerance.ts';
import { findTolerance, type ToleranceOptions } from '../../src/runner/find-tolerance.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { patientClient, programClient } from './client-programs.ts';
import { loadInline } from './inline-scenario.ts';

/** It asks for a pong every 300 ms and waits 200 ms for it. */
const heartbeat = '{ mode: ping, interval: 300ms, timeout: 200ms, alive: pong }';
const scenario = loadInline(
  `target: { builtin: ticker, interval: 100ms }
client: { type: reference, heartbeat: ${heartbeat}, reconnect: { initial: 20ms, max: 50ms } }
faults: [{ fault: reset, at: 100ms }]`,
);

const pauses: ToleranceScale = {
  mildest: 50,
  harshest: 1000,
  middle: (mild, harsh) => Math.round((mild + harsh) / 2),
  isFine: (mild, harsh) => harsh - mild <= 30,
};
const rates: ToleranceScale = {
  mildest: 65_536,
  harshest: 1,
  middle: (mild, harsh) => Math.round(Math.sqrt(mild * harsh)),
  isFine: (mild, harsh) => mild / harsh <= 4,
};

const external = `target: { builtin: ticker, interval: 100ms }
client: { type: external, heartbeat: { interval: 200ms, timeout: 200ms } }`;

/** A client that pings when it is connected, and dials the same address for ever. */
function createRedialler() {
  const sockets: WebSocket[] = [];
  let isOver = false;
  const dial = (url: string): void => {
    if (isOver) return;
    const socket = new WebSocket(url);
    sockets.push(socket);
    socket.on('open', () => socket.ping());
    socket.on('error', () => {});
    socket.on('close', () => void realClock.schedule(realClock.now() + 20, () => dial(url)));
  };
  return {
    dial,
    [Symbol.dispose]() {
      isOver = true;
      for (const socket of sockets) socket.terminate();
    },
  };
}

const find = (options: Partial<ToleranceOptions> = {}) =>
  findTolerance({
    ...{ scenario, search: 'pause', scale: pauses, repeat: 4, jobs: 4, loopDelayFloorMs: 100_000 },
    ...options,
  });

describe.concurrent('the tolerance of a client', { timeout: 120_000 }, () => {
  test('lies, for a pause, within what its heartbeat bears', async ({ expect }) => {
    const { finding, theory, points } = await find();
    expect(theory).toEqual({ style: 'ping', best: 200, worst: 500 });
    if (finding.kind !== 'between') throw new Error(JSON.stringify(finding));
    // What is on its way comes a little after the end of the pause; on a busy machine later.
    expect(finding.breaks).toBeGreaterThan(150);
    expect(finding.survives).toBeLessThan(500);
    expect(points.slice(0, 3).map(({ value, kind }) => [value, kind])).toEqual([
      [null, 'survived'],
      [50, 'survived'],
      [1000, 'broken'],
    ]);
    expect(points.every(({ measured }) => measured === 4)).toBe(true);
    expect(points[0]?.swept).toBe(false);
  });

  test('is swept over a heartbeat that is hidden among other messages, as far as its interval tells', async ({
    expect,
  }) => {
    const hidden = loadInline(
      `target: { builtin: echo }
client: { type: reference, heartbeat: { mode: app, interval: 1s, timeout: 500ms }, reconnect: { initial: 20ms, max: 50ms } }
traffic: { send: { every: 100ms, text: hello } }`,
    );
    const { points } = await find({ scenario: hidden, scale: { ...pauses, isFine: () => true } });
    const [, , longest] = points;
    // Half of the beats that a pause of 1 s can meet are awaited for longer than it lasts.
    expect(longest).toMatchObject({ value: 1000, kind: 'broken', measured: 4, swept: false });
    expect([1, 2, 3]).toContain(longest?.kept);
  });

  test('says of a heartbeat that was declared, and never seen, that it was not swept', async ({ expect }) => {
    const declared = loadInline(`target: { builtin: ticker, interval: 100ms }
${programClient(patientClient, { heartbeat: { style: 'server', interval: '200ms', timeout: '200ms' } })}`);
    const { points } = await find({ scenario: declared, repeat: 2, scale: { ...pauses, harshest: 60 } });
    expect(points.map(({ kind, measured, swept }) => [kind, measured, swept])).toEqual([
      ['survived', 2, false],
      ['survived', 2, false],
      ['survived', 2, false],
    ]);
  });

  test('is found for a slow line too, on which pongs queue behind messages', async ({ expect }) => {
    const { finding, theory } = await find({ search: 'bandwidth', scale: rates, repeat: 2 });
    expect(theory).toBeNull();
    if (finding.kind !== 'between') throw new Error(JSON.stringify(finding));
    expect(finding.survives).toBeGreaterThan(finding.breaks);
  });

  test('is found for one that dials by itself, at one address for all points and searches', async ({ expect }) => {
    const scenario = loadInline(`${external}\ntimeout: 10s`);
    const addresses: string[] = [];
    using client = createRedialler();
    const quick = { scenario, repeat: 1, jobs: 1 } as const;
    const { points } = await find({
      ...{ ...quick, scale: { ...pauses, harshest: 60 } },
      onAddress(url) {
        addresses.push(url);
        client.dial(url);
      },
    });
    expect(addresses.length).toBe(1);
    expect(points.map(({ value, lastsMs, kind }) => [value, lastsMs, kind])).toEqual([
      [null, 400, 'survived'],
      [50, 50, 'survived'],
      [60, 60, 'survived'],
    ]);

    const more = await find({
      ...{ ...quick, search: 'bandwidth', scale: { ...rates, harshest: 60_000 } },
      port: Number(new URL(addresses[0] ?? '').port),
      onAddress: (url) => addresses.push(url),
    });
    expect(addresses.length).toBe(1);
    expect(more.points.map(({ value, lastsMs, kind }) => [value, lastsMs, kind])).toEqual([
      [null, 400, 'survived'],
      [65_536, 2_000, 'survived'],
      [60_000, 2_000, 'survived'],
    ]);
  });

  test('is looked for at several times after the start, where nobody knows its heartbeat', async ({ expect }) => {
    const unknown = loadInline(`target: { builtin: ticker, interval: 100ms }\n${programClient(patientClient)}`);
    const { points, theory } = await find({
      scenario: unknown,
      repeat: 2,
      scale: { ...pauses, harshest: 4_000, isFine: () => true },
    });
    expect(theory).toBeNull();
    expect(points.map(({ value, kind }) => [value, kind])).toEqual([
      [null, 'survived'],
      [50, 'survived'],
      [4_000, 'broken'],
    ]);
    expect(points.every(({ measured }) => measured === 2)).toBe(true);
  });

  test('is found for one that takes longer to connect than a point lasts', async ({ expect }) => {
    using client = createRedialler();
    const { points } = await find({
      ...{ scenario: loadInline(`${external}\ntimeout: 20s`), repeat: 1, jobs: 1, scale: { ...pauses, harshest: 60 } },
      onAddress: (url) => void realClock.schedule(realClock.now() + 2_000, () => client.dial(url)),
    });
    expect(points.map(({ kind }) => kind)).toEqual(['survived', 'survived', 'survived']);
  });

  test('is not told where it breaks its link without any fault', async ({ expect }) => {
    // The server sends too rarely for a client that waits for messages.
    const restless = loadInline(
      `target: { builtin: ticker, interval: 10s }
client: { type: reference, heartbeat: { mode: idle, interval: 100ms, timeout: 150ms }, reconnect: { initial: 20ms, max: 50ms } }
traffic: { ready: open }`,
    );
    const { finding, points } = await find({ scenario: restless, repeat: 1 });
    expect(finding).toMatchObject({ kind: 'unmeasured', reason: expect.stringContaining('without any fault') });
    expect(points.length).toBe(1);
  });

  test('is not told where the search was broken off', async ({ expect }) => {
    const stop = new AbortController();
    const { finding } = await find({ signal: stop.signal, onPoint: () => stop.abort() });
    expect(finding).toEqual({ kind: 'unmeasured', reason: 'interrupted', reasonKind: 'interrupted' });
  });
});
