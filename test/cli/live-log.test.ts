import { expect, test } from 'vitest';
import { createLiveLog } from '../../src/cli/live-log.ts';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';
import { caseOf } from './case-of.ts';

/** What the log says of these events, without the empty answers. */
function tell(...events: readonly ProxyEvent[]): readonly string[] {
  const { faults } = caseOf('faults: [{ id: cut, fault: reset }, { id: silent, fault: blackhole }]');
  const log = createLiveLog(1000, faults);
  return events.flatMap((event) => log(event) ?? []);
}

const closeFrame = (connection: number, t: number, direction: 'to-client' | 'to-server'): ProxyEvent => ({
  kind: 'frame',
  connection,
  t,
  frame: {
    header: {
      fin: true,
      rsv1: false,
      rsv2: false,
      rsv3: false,
      opcode: 8,
      maskKey: undefined,
      headerLength: 2,
      payloadLength: 2,
    },
    direction,
    messageOpcode: 8,
    startsMessage: true,
    endsMessage: true,
    payload: encodeClosePayload(1000),
  },
});

test('a loss and the way back are told line by line', () => {
  expect(
    tell(
      { kind: 'accept', connection: 1, t: 1000, remotePort: 1 },
      { kind: 'open', connection: 1, t: 1010 },
      { kind: 'fault-start', fault: 'silent', connection: undefined, t: 2000 },
      { kind: 'injected', fault: 'silent', connection: 1, t: 2000 },
      closeFrame(1, 2500, 'to-client'),
      closeFrame(1, 3018, 'to-server'),
      { kind: 'end', connection: 1, side: 'client', how: 'fin', t: 3020 },
      { kind: 'closed', connection: 1, t: 3030 },
      { kind: 'open', connection: 2, t: 3130 },
      { kind: 'fault-end', fault: 'silent', connection: undefined, t: 4000 },
    ),
  ).toEqual([
    '    0.010 s  open      #1',
    '    1.000 s  fault     silent: discard everything',
    '    2.018 s  detected  #1 client sent Close 1000 Normal Closure, 1.02 s after the fault',
    '    2.030 s  closed    #1 after 2.02 s, first FIN from the client',
    '    2.130 s  reopened  #2, 112 ms after #1 was lost',
    '    3.000 s  lifted    silent',
  ]);
});

test('a close that no fault has to do with is no detection', () => {
  expect(
    tell(
      { kind: 'open', connection: 1, t: 1000 },
      closeFrame(1, 1500, 'to-server'),
      { kind: 'end', connection: 1, side: 'server', how: 'reset', t: 1600 },
      { kind: 'closed', connection: 1, t: 1700 },
      { kind: 'open', connection: 2, t: 1800 },
      { kind: 'open', connection: 3, t: 1900 },
    ),
  ).toEqual([
    '    0.000 s  open      #1',
    '    0.700 s  closed    #1 after 700 ms, first RST from the server',
    '    0.800 s  reopened  #2, 100 ms after #1 was lost',
    '    0.900 s  open      #3',
  ]);
});

test('a connection that never opened is told by its answer, not by its end', () => {
  expect(
    tell(
      { kind: 'upstream-failed', connection: 1, t: 1000, code: 'ECONNREFUSED', message: 'refused' },
      { kind: 'answer', connection: 1, t: 1000, status: 502 },
      { kind: 'closed', connection: 1, t: 1001 },
      { kind: 'note', text: 'by the way', t: 2000 },
      { kind: 'disturbed', why: 'the port was taken', t: 3000 },
    ),
  ).toEqual([
    '    0.000 s  failed    #1 the target is not reachable: refused',
    '    0.000 s  answer    #1 HTTP 502',
    '    1.000 s  note      by the way',
    '    2.000 s  disturbed  the port was taken',
  ]);
});
