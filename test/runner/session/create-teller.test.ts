import { expect, test } from 'vitest';
import { formatLogEntry } from '../../../src/cli/format-log-entry.ts';
import type { ProxyEvent } from '../../../src/proxy/proxy-event.ts';
import { createTeller } from '../../../src/runner/session/create-teller.ts';
import { encodeClosePayload } from '../../../src/wire/close-payload.ts';
import { caseOf } from '../../cli/case-of.ts';

/** What the log says of these events, without the empty answers. */
function tell(...events: readonly ProxyEvent[]): readonly string[] {
  const { faults } = caseOf('faults: [{ id: cut, fault: reset }, { id: silent, fault: blackhole }]');
  const teller = createTeller((id) => faults.find((one) => one.id === id));
  return events.flatMap((event) => {
    const told = teller(event);
    return told === undefined ? [] : (formatLogEntry({ ...told, t: told.t - 1000 }) ?? []);
  });
}

const accept = (connection: number, t: number): ProxyEvent => ({
  kind: 'accept',
  connection,
  t,
  remotePort: 1,
  localPort: 8101,
});
const open = (connection: number, t: number): readonly ProxyEvent[] => [
  accept(connection, t),
  { kind: 'open', connection, t },
];
const touch = (connection: number, t: number): ProxyEvent => ({ kind: 'injected', fault: 'cut', connection, t });
const attach = (connection: number, t: number): ProxyEvent => ({ kind: 'injected', fault: 'silent', connection, t });
const affect = (connection: number, t: number): ProxyEvent => ({ kind: 'affected', fault: 'silent', connection, t });
const lift = (t: number): ProxyEvent => ({ kind: 'fault-end', fault: 'silent', connection: undefined, t });
const fin = (connection: number, t: number): ProxyEvent => ({ kind: 'end', connection, side: 'client', how: 'fin', t });
const closed = (connection: number, t: number): ProxyEvent => ({ kind: 'closed', connection, t });

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
      accept(1, 1000),
      { kind: 'open', connection: 1, t: 1010 },
      { kind: 'fault-start', fault: 'silent', connection: undefined, t: 2000 },
      { kind: 'injected', fault: 'silent', connection: 1, t: 2000 },
      affect(1, 2500),
      closeFrame(1, 2500, 'to-client'),
      closeFrame(1, 3018, 'to-server'),
      { kind: 'end', connection: 1, side: 'client', how: 'fin', t: 3020 },
      { kind: 'closed', connection: 1, t: 3030 },
      ...open(2, 3130),
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

test('a close that no fault has to do with is neither a detection nor a loss', () => {
  expect(
    tell(
      ...open(1, 1000),
      closeFrame(1, 1500, 'to-server'),
      { kind: 'end', connection: 1, side: 'server', how: 'reset', t: 1600 },
      closed(1, 1700),
      ...open(2, 1800),
    ),
  ).toEqual([
    '    0.000 s  open      #1',
    '    0.700 s  closed    #1 after 700 ms, first RST from the server',
    '    0.800 s  open      #2',
  ]);
});

test.each([
  ['after a fault that changed nothing on it', [attach(1, 1100), lift(1200), closeFrame(1, 1500, 'to-server')]],
  ['during such a fault', [attach(1, 1100), closeFrame(1, 1500, 'to-server')]],
  ['with the first frame that a fault changes', [attach(1, 1100), affect(1, 1500), closeFrame(1, 1500.1, 'to-server')]],
  [
    'with a Close frame before a fault changes more',
    [closeFrame(1, 1400, 'to-server'), attach(1, 1450), affect(1, 1500)],
  ],
  ['with an end that a fault then holds', [attach(1, 1100), fin(1, 1500), affect(1, 1500)]],
] as const)('no detection and no loss is what a client closes by itself %s', (_when, events) => {
  expect(tell(...open(1, 1000), ...events, fin(1, 1600), closed(1, 1700), ...open(2, 1800)).slice(-2)).toEqual([
    '    0.700 s  closed    #1 after 700 ms, first FIN from the client',
    '    0.800 s  open      #2',
  ]);
});

test.each([
  [
    'after the end of a fault that has changed something',
    [affect(1, 1200), lift(1300), closeFrame(1, 1500, 'to-server')],
  ],
  [
    'at once after the frame that was changed',
    [affect(1, 1499.5), closeFrame(1, 1499.6, 'to-client'), closeFrame(1, 1500, 'to-server')],
  ],
  ['where what was changed is no whole frame yet', [affect(1, 1200), closeFrame(1, 1500, 'to-server')]],
] as const)('a client detects, counted from when the fault took effect, %s', (_when, events) => {
  expect(tell(...open(1, 1000), attach(1, 1100), ...events, closed(1, 1600), ...open(2, 1800)).slice(-3)).toEqual([
    '    0.500 s  detected  #1 client sent Close 1000 Normal Closure, 400 ms after the fault',
    '    0.600 s  closed    #1 after 600 ms',
    '    0.800 s  reopened  #2, 300 ms after #1 was lost',
  ]);
});

test('a client that ends the connection at once after a cut detects', () => {
  expect(tell(...open(1, 1000), attach(1, 1100), affect(1, 1499.9), fin(1, 1500)).at(-1)).toBe(
    '    0.500 s  detected  #1 client sent FIN, 400 ms after the fault',
  );
});

test('a loss is made good by one connection, and only by one that was accepted after it', () => {
  expect(
    tell(
      ...open(1, 1000),
      touch(1, 1100),
      accept(2, 1100),
      closed(1, 1200),
      { kind: 'open', connection: 2, t: 1250 },
      ...open(3, 1300),
      ...open(4, 1400),
    ),
  ).toEqual([
    '    0.000 s  open      #1',
    '    0.200 s  closed    #1 after 200 ms',
    '    0.250 s  open      #2',
    '    0.300 s  reopened  #3, 100 ms after #1 was lost',
    '    0.400 s  open      #4',
  ]);
});

test('a dial that a fault ended is no loss, and the end of a connection is the last that is known of it', () => {
  const end: ProxyEvent = { kind: 'end', connection: 1, side: 'client', how: 'fin', t: 1200 };
  expect(
    tell(accept(1, 1000), touch(1, 1100), end, closed(1, 1300), touch(1, 1400), closed(1, 1400), ...open(2, 1500)),
  ).toEqual(['    0.500 s  open      #2']);
});

test('of very many losses the oldest are forgotten', () => {
  const lost = Array.from({ length: 1_001 }, (_, index) => [...open(index + 1, 1000), touch(index + 1, 1000)]).flat();
  const ends = Array.from({ length: 1_001 }, (_, index) => closed(index + 1, 1100));
  expect(tell(...lost, ...ends, ...open(1_002, 1200)).at(-1)).toBe(
    '    0.200 s  reopened  #1002, 100 ms after #2 was lost',
  );
});

test('what a server does after its client is gone is no news, and nothing is kept of it', () => {
  expect(
    tell(
      ...open(1, 1000),
      closed(1, 2000),
      { kind: 'end', connection: 1, side: 'server', how: 'fin', t: 3000 },
      { kind: 'gone', connection: 1, t: 3001 },
    ),
  ).toEqual(['    0.000 s  open      #1', '    1.000 s  closed    #1 after 1 s']);
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

test('it asks for a plan only when something of the fault is told, so that faults may come at any time', () => {
  const asked: string[] = [];
  const tell = createTeller((id) => {
    asked.push(id);
    return undefined;
  });
  expect(tell({ kind: 'accept', connection: 1, t: 5, remotePort: 1, localPort: 2 })).toEqual({
    kind: 'accepted',
    connection: 1,
    t: 5,
  });
  expect(asked).toEqual([]);
  expect(tell({ kind: 'fault-start', fault: 'cut', connection: undefined, t: 6 })).toEqual({
    kind: 'fault',
    fault: 'cut',
    explanation: '',
    t: 6,
  });
  expect(asked).toEqual(['cut']);
});
