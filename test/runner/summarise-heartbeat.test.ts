import { expect, test } from 'vitest';
import { detectionBound } from '../../src/result/bound.ts';
import { summariseFault } from '../../src/runner/summarise-fault.ts';
import { summariseHeartbeat } from '../../src/runner/summarise-heartbeat.ts';
import { programClient } from './client-programs.ts';
import { loadInline } from './inline-scenario.ts';

const fault = 'faults: [{ fault: blackhole, at: 1s }]';
const reference = (heartbeat: string): string =>
  `target: { builtin: echo }\nclient: { type: reference, heartbeat: { interval: 10s, timeout: 4s, ${heartbeat} } }\n${fault}`;

test.each([
  ['asks by pings', 'mode: ping', { style: 'ping', intervalMs: 10_000, timeoutMs: 4_000 }, [4_000, 14_000]],
  ['asks by messages', 'mode: app', { style: 'app', intervalMs: 10_000, timeoutMs: 4_000 }, [4_000, 14_000]],
  [
    'spares two beats',
    'mode: ping, maxMissed: 3',
    { style: 'ping', intervalMs: 10_000, timeoutMs: 24_000 },
    [24_000, 34_000],
  ],
  ['awaits the server', 'mode: server', { style: 'server', intervalMs: 10_000, timeoutMs: 4_000 }, [4_000, 14_000]],
  [
    'spares one of the server’s',
    'mode: server, maxMissed: 2',
    { style: 'server', intervalMs: 10_000, timeoutMs: 14_000 },
    [14_000, 24_000],
  ],
  ['minds silence', 'mode: idle', { style: 'idle', intervalMs: 10_000, timeoutMs: 4_000 }, [0, 4_000]],
  [
    'minds a long silence',
    'mode: idle, maxMissed: 3',
    { style: 'idle', intervalMs: 10_000, timeoutMs: 12_000 },
    [2_000, 12_000],
  ],
  ['only reads', 'mode: none', { style: 'none', intervalMs: 0, timeoutMs: 0 }, [null, null]],
] as const)('the heartbeat of a reference client that %s, and its bound', (_what, heartbeat, expected, [
  best,
  worst,
]) => {
  const { client, faults } = loadInline(reference(heartbeat));
  const summary = summariseHeartbeat(client);
  expect(summary).toEqual(expected);
  const [only] = faults;
  if (only === undefined) throw new Error('no fault');
  expect(detectionBound(summariseFault(only), summary)).toMatchObject({ best, worst });
});

test('of another client it is what the scenario declares', () => {
  const declared = programClient('', { heartbeat: { interval: '2s', style: 'tick' } });
  const text = (client: string): string => `target: { builtin: echo }\n${client}`;
  expect(summariseHeartbeat(loadInline(text(declared)).client)).toEqual({
    style: 'tick',
    intervalMs: 2_000,
    timeoutMs: 0,
  });
  expect(summariseHeartbeat(loadInline(text(programClient(''))).client)).toBeUndefined();
});

test.each([
  ['a page asks by messages, for it has no pings', 'type: browser, page: a.html', 'style: ping', { style: 'app' }],
  [
    'a page’s ticks look at messages',
    'type: browser, page: a.html',
    'style: tick',
    { style: 'tick', byMessages: true },
  ],
  [
    'a page that minds silence hears no pings',
    'type: browser, page: a.html',
    'style: idle',
    { style: 'idle', byMessages: true },
  ],
  ['beats that are named as messages are messages', 'type: external', 'frames: { heartbeat: mqtt }', { style: 'app' }],
  [
    'so are those of a server that is watched',
    'type: external',
    'style: server, frames: { heartbeat: engine.io }',
    { style: 'server', byMessages: true },
  ],
  ['beats that are named as pings are none', 'type: external', 'frames: ping', { style: 'ping' }],
])('%s', (_what, client, heartbeat, expected) => {
  const text = `target: { builtin: echo }\nclient: { ${client}, heartbeat: { interval: 2s, timeout: 1s, ${heartbeat} } }`;
  expect(summariseHeartbeat(loadInline(text).client)).toEqual({ intervalMs: 2_000, timeoutMs: 1_000, ...expected });
});
