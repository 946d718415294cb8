import { expect, test } from 'vitest';
import type { ProxyEvent } from '../../../src/proxy/proxy-event.ts';
import type { Observation } from '../../../src/result/observation.ts';
import { createTraceRecorder } from '../../../src/runner/trace/trace-recorder.ts';
import { opcodes } from '../../../src/wire/frame.ts';
import { iteration } from '../../report/example-run.ts';
import { viewFrame } from '../view-frame.ts';

const result = iteration();
const marks = { ...result.marks, steady: -500, injected: 0 };
const of = { connection: 1, client: 1, source: 'wire' } as const;

/** The lines of what is recorded of these, at `steady` 1000. */
function record(
  events: readonly ProxyEvent[],
  observations: readonly Observation[],
  { maxEach = 10, redacts = true, steadyAt = 1000 as number | null } = {},
) {
  const recorder = createTraceRecorder({ payloadBytes: 0, maxEach });
  for (const event of events) recorder.onProxyEvent(event);
  const text = recorder
    .finish(observations, steadyAt ?? undefined, marks)
    .format('a/b', { ...result, marks }, { redacts });
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    header,
    lines: lines.filter(({ kind }) => kind !== 'mark'),
    marks: lines.filter(({ kind }) => kind === 'mark'),
  };
}

const request = { method: 'GET', path: '/p', query: 'token=abc', headers: { host: 'h', cookie: 'c' } };
const handshake: ProxyEvent = { kind: 'handshake', connection: 1, t: 1400, request };
const accept: Observation = { ...of, kind: 'accept', t: 1300 };

test('what was told in any order stands in order of time, counted from the injection, under the iteration', () => {
  const frame = viewFrame('to-client', opcodes.text);
  const { header, lines } = record(
    [{ kind: 'frame', connection: 1, t: 1450, frame }, handshake],
    [{ ...of, kind: 'open', t: 1420 }, accept],
  );
  expect(header).toMatchObject({ schema: 'wschaos/trace@1', case: 'a/b', index: result.index, zero: 'injected' });
  expect(lines.map(({ t, kind }) => [t, kind])).toEqual([
    [-200, 'accept'],
    [-100, 'handshake'],
    [-80, 'open'],
    [-50, 'frame'],
  ]);
  expect(lines[3]).toMatchObject({ client: 1 });
});

test('secrets of a handshake are left out unless they are asked for', () => {
  const shown = { path: '/p', query: 'token=redacted', headers: { host: 'h', cookie: 'redacted' } };
  expect(record([handshake], [accept]).lines[1]).toMatchObject(shown);
  expect(record([handshake], [accept], { redacts: false }).lines[1]).toMatchObject(request);
});

test('messages that were counted, and Close frames, stand there once: as frames', () => {
  const { lines } = record(
    [],
    [
      { source: 'wire', kind: 'sent', direction: 'up', stream: 'a', sequence: 1, t: 1 },
      { ...of, kind: 'close-frame', side: 'client', code: 1000, t: 2 },
      { source: 'runner', kind: 'steady', t: 1000 },
    ],
  );
  expect(lines).toEqual([]);
});

test('of more events than are kept the first and the last are there, and the header says how many are not', () => {
  const { header, lines } = record(
    [],
    Array.from({ length: 7 }, (_, nth) => ({ ...accept, t: 1500 + nth })),
    { maxEach: 4 },
  );
  expect(lines.map(({ t }) => t)).toEqual([0, 1, 5, 6]);
  expect(header).toMatchObject({ leftOut: { frames: 0, events: 3 } });
});

test('where no client was steady, time counts from the first event', () => {
  const { header, lines } = record([], [accept, { ...of, kind: 'gone', t: 1350 }], { steadyAt: null });
  expect([header?.zero, lines.map(({ t }) => t)]).toEqual(['first-event', [0, 50]]);
});

test('of more handshakes than are kept the first and the last are there, with their clients, and the rest is counted', () => {
  const connections = Array.from({ length: 9 }, (_, nth) => nth + 1);
  const { header, lines } = record(
    connections.map((connection): ProxyEvent => ({ ...handshake, connection, t: 1500 + connection })),
    connections.map((connection) => ({ ...accept, connection, client: 10 * connection, t: 1400 + connection })),
    { maxEach: 4 },
  );
  const shown = lines.filter(({ kind }) => kind === 'handshake');
  expect(shown.map(({ connection, client }) => [connection, client])).toEqual([
    [1, 10],
    [2, 20],
    [8, 80],
    [9, 90],
  ]);
  expect(header).toMatchObject({ leftOut: { frames: 0, events: 10 } });
});

test('whose connection it is stays known where the events of it are left out', () => {
  const frame = viewFrame('to-client', opcodes.text);
  const { lines } = record(
    [{ kind: 'frame', connection: 3, t: 1450, frame }],
    [1, 2, 3, 4, 5, 6].map((connection) => ({ ...accept, connection, client: connection, t: 1300 + connection })),
    { maxEach: 4 },
  );
  expect(lines.find(({ kind }) => kind === 'frame')).toMatchObject({ connection: 3, client: 3 });
});

test('what a trace takes is what its texts take, too', () => {
  const recorder = createTraceRecorder({ payloadBytes: 0 });
  const large = { ...request, headers: { cookie: 'c'.repeat(8_000) } };
  for (let nth = 0; nth < 4; nth++) recorder.onProxyEvent({ ...handshake, request: large });
  const told: Observation = { source: 'client', kind: 'error', client: 1, t: 1, err: 'e'.repeat(5_000) };
  const exit = { source: 'runner', kind: 'exit', client: 1, t: 1, code: 1, signal: null } as const;
  const { bytes } = recorder.finish([told, { ...exit, lastLines: ['l'.repeat(3_000)] }], 1000, marks);
  expect(bytes).toBeGreaterThan(4 * 8_000 + 5_000 + 3_000);
});

test('what comes when the iteration is over belongs to none', () => {
  const recorder = createTraceRecorder({ payloadBytes: 0 });
  const trace = recorder.finish([accept], 1000, marks);
  const before = [trace.bytes, trace.format('a', result, { redacts: true })];
  recorder.onProxyEvent(handshake);
  recorder.onProxyEvent({ kind: 'frame', connection: 1, t: 1450, frame: viewFrame('to-client', opcodes.text) });
  expect([trace.bytes, trace.format('a', result, { redacts: true })]).toEqual(before);
});
