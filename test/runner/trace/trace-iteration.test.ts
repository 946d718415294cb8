import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/result/observation.ts';
import { createFrameLog } from '../../../src/runner/trace/frame-log.ts';
import { traceIteration } from '../../../src/runner/trace/trace-iteration.ts';
import { opcodes } from '../../../src/wire/frame.ts';
import { iteration } from '../../report/example-run.ts';
import { viewFrame } from '../view-frame.ts';

const frames = createFrameLog({ maxFrames: 2, payloadBytes: 0, maxPayloadBytes: 0 });

function lineOf(observation: Observation): unknown {
  const { marks, ...rest } = iteration();
  const none = { ...marks, steady: null, injected: null, affected: null, detected: null, attempts: [], open: null };
  const result = { ...rest, marks: { ...none, ready: null, lifted: null, closed: null, serverDetected: null } };
  const recorded = {
    frames,
    handshakes: [],
    observations: [observation],
    leftOut: 0,
    owners: new Map(),
    origin: 100,
    payloadBytes: 0,
  };
  const [, line = '{}'] = traceIteration(recorded).format('a', result, { redacts: true }).split('\n');
  return JSON.parse(line || '{}');
}

test('a secret of a payload is told only where nothing is redacted', () => {
  const log = createFrameLog({ maxFrames: 2, payloadBytes: 100, maxPayloadBytes: 100 });
  const payload = new TextEncoder().encode('{"token":"s3cret"}');
  log.onProxyEvent({ kind: 'frame', connection: 1, t: 100, frame: viewFrame('to-server', opcodes.text, { payload }) });
  const recorded = { frames: log, handshakes: [], observations: [], leftOut: 0, owners: new Map(), payloadBytes: 100 };
  const format = (redacts: boolean) =>
    traceIteration({ ...recorded, origin: 100 }).format('a', iteration(), { redacts });
  expect([format(true), format(false)].map((text) => text.includes('s3cret'))).toEqual([false, true]);
});

const wire = { source: 'wire', connection: 3, client: 2, t: 107 } as const;
const shown = { t: 7, connection: 3, client: 2 };

describe('in a trace stands', () => {
  test.each<[string, Observation, object]>([
    ['an accept', { ...wire, kind: 'accept' }, { ...shown, kind: 'accept' }],
    [
      'a refusal',
      { ...wire, kind: 'rejected', status: 503, retryAfterMs: 5 },
      { ...shown, kind: 'answer', status: 503, retryAfterMs: 5 },
    ],
    [
      'an end',
      { ...wire, kind: 'end', side: 'server', how: 'reset' },
      { ...shown, kind: 'end', side: 'server', how: 'reset' },
    ],
    ['a Close frame only as a frame', { ...wire, kind: 'close-frame', side: 'client', code: 1000 }, {}],
    [
      'a fault on a connection',
      { source: 'fault', kind: 'injected', fault: 'cut', connection: 3, t: 107 },
      { t: 7, kind: 'injected', fault: 'cut', connection: 3 },
    ],
    [
      'a fault as a whole',
      { source: 'fault', kind: 'fault-end', fault: 'cut', connection: undefined, t: 107 },
      { t: 7, kind: 'fault-end', fault: 'cut' },
    ],
    [
      'what a client told',
      { source: 'client', kind: 'loss', client: 2, t: 107, cause: 'x', code: 1006, err: 'refused' },
      { t: 7, kind: 'client', client: 2, event: 'loss', cause: 'x', code: 1006, err: 'refused' },
    ],
    [
      'the death of a client',
      { source: 'runner', kind: 'exit', client: 2, t: 107, code: null, signal: 'SIGKILL', lastLines: [] },
      { t: 7, kind: 'client', client: 2, event: 'exit', cause: 'SIGKILL' },
    ],
    [
      'the end of the iteration',
      { source: 'runner', kind: 'finished', t: 107, reason: 'disturbed', why: 'noise' },
      { t: 7, kind: 'finished', reason: 'disturbed', why: 'noise' },
    ],
  ])('%s', (_what, observation, expected) => {
    expect(lineOf(observation)).toEqual(expected);
  });
});
