import { describe, expect, test } from 'vitest';
import type { TraceEntry, TraceHeader } from '../../../src/result/trace/trace-line.ts';
import { traceLineSchema } from '../../../src/result/trace/trace-schema.ts';

const of = { t: 1.5, connection: 1, client: 1 } as const;
const header: TraceHeader = {
  schema: 'wschaos/trace@1',
  tool: '0.1.0',
  case: 'a/b',
  index: 0,
  seed: 1,
  phase: null,
  verdict: 'recovered',
  zero: 'injected',
  leftOut: { frames: 0, events: 0 },
  payloadBytes: 0,
  redacted: true,
};
const frame: TraceEntry = {
  ...of,
  kind: 'frame',
  direction: 'to-client',
  opcode: 'text',
  fin: true,
  length: 2,
  delivered: null,
};

describe('a line of a trace may be', () => {
  test.each<[string, TraceHeader | TraceEntry]>([
    ['its header', header],
    ['a frame', frame],
    [
      'a frame with all that there can be',
      { ...frame, rsv: [1], made: true, code: 1000, payload: { hex: '00', cut: true } },
    ],
    ['a handshake', { ...of, kind: 'handshake', method: 'GET', path: '/', query: 'a', headers: { host: 'h' } }],
    ['an accept', { ...of, kind: 'accept' }],
    ['an answer', { ...of, kind: 'answer', status: 503, retryAfterMs: 1000 }],
    ['an end', { ...of, kind: 'end', side: 'client', how: 'fin' }],
    ['a fault', { t: 0, kind: 'fault-start', fault: 'cut' }],
    ['what a client tells', { t: 0, kind: 'client', client: 1, event: 'loss', cause: 'tcp.reset' }],
    ['the end of the iteration', { t: 0, kind: 'finished', reason: 'timeout' }],
    ['a mark', { t: 0, kind: 'mark', mark: 'ready' }],
  ])('%s', (_what, line) => {
    expect(traceLineSchema.parse(line)).toEqual(line);
  });
});

test.each([
  ['of another schema', { ...header, schema: 'wschaos/trace@2' }],
  ['without an instant', { kind: 'mark', mark: 'ready' }],
  ['of no kind', { t: 1, kind: 'song' }],
])('a line %s is none', (_what, line) => {
  expect(traceLineSchema.safeParse(line).success).toBe(false);
});
