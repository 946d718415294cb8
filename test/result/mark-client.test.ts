import { describe, expect, it } from 'vitest';
import { markClient } from '../../src/result/mark-client.ts';
import type { FaultSummary, Observation } from '../../src/result/observation.ts';
import { findEnd, orderObservations } from '../../src/result/order-observations.ts';
import { readClients } from '../../src/result/read-clients.ts';
import { readFaults } from '../../src/result/read-faults.ts';
import {
  accept,
  blackhole,
  closed,
  closeFrame,
  comeBack,
  contextOf,
  end,
  fault,
  faultOf,
  finished,
  open,
  ready,
  refuse,
  reset,
  startUp,
  tell,
} from './stream.ts';

function marks(after: readonly Observation[], faults: readonly FaultSummary[] = [reset, blackhole]) {
  const injection = after.some(({ kind }) => kind === 'injected') ? [] : [fault(1000, 'injected', 'reset', 1)];
  const observations = [...startUp(), ...injection, ...after];
  const ordered = orderObservations(observations);
  const clients = readClients(ordered);
  const history = readFaults(ordered, contextOf({ faults }), clients);
  const client = clients.get(1);
  if (client === undefined || history.injected === null) throw new Error('the stream has no client or no injection');
  return markClient(client, history, history.injected, findEnd(observations));
}

describe('detected', () => {
  it.each([
    ['the Close frame of the client', [closeFrame(1018, 'client', 4000)], 1018, 'wire', 'close:4000'],
    ['the FIN of the client', [end(1020, 'client', 'fin')], 1020, 'wire', 'fin'],
    ['the RST of the client', [end(1030, 'client', 'reset')], 1030, 'wire', 'reset'],
    ['a new connection, with nothing on the old one', [accept(1040, { connection: 2 })], 1040, 'wire', 'dial'],
    [
      'the first of several signs',
      [end(1020, 'client'), closeFrame(1010, 'client'), accept(1005, { connection: 2 })],
      1005,
      'wire',
      'dial',
    ],
    [
      'the Close frame, of it and a FIN at one instant',
      [end(1010, 'client'), closeFrame(1010, 'client')],
      1010,
      'wire',
      'close:1000',
    ],
    [
      'the word of the client, though the wire was first',
      [closeFrame(1010, 'client'), tell(1012, 'loss')],
      1012,
      'client',
      'close:1000',
    ],
    ['the word of the client alone', [tell(1012, 'loss')], 1012, 'client', undefined],
    ['no word that is told when the client is back', [...comeBack(1100), tell(1300, 'loss')], 1100, 'wire', 'dial'],
    ['no word that was told before the injection', [tell(900, 'loss'), end(1020, 'client')], 1020, 'wire', 'fin'],
  ] as const)('is %s', (_title, after, t, source, sign) => {
    const { detected, wireSign } = marks(after);
    expect(detected).toEqual({ t, source });
    expect(wireSign?.sign).toBe(sign);
  });

  it.each([
    ['what the server did', [end(1010, 'server'), closeFrame(1011, 'server')]],
    ['what the client did before', [closeFrame(900, 'client')]],
    [
      'what the client did on a connection that the fault left alone',
      [accept(50, { connection: 9 }), open(55, { connection: 9 }), end(1010, 'client', 'fin', { connection: 9 })],
    ],
  ] as const)('is not %s', (_title, after) => {
    expect(marks(after).detected).toBeNull();
  });

  it('is a sign on a connection that another harmful fault touched', () => {
    const { detected } = marks([
      accept(50, { connection: 9 }),
      open(55, { connection: 9 }),
      fault(1000, 'injected', 'reset', 1),
      fault(1000, 'injected', 'blackhole', 9),
      end(1010, 'client', 'fin', { connection: 9 }),
    ]);
    expect(detected?.t).toBe(1010);
  });

  it('is a sign on any link where the fault names no connection', () => {
    const { detected } = marks([fault(1000, 'injected', 'server'), end(1010, 'client')], [faultOf('server')]);
    expect(detected).toEqual({ t: 1010, source: 'wire' });
  });
});

describe('a client that knew before it is seen to', () => {
  const down = [fault(990, 'fault-start', 'refuse'), fault(990, 'injected', 'refuse')];
  it.each([
    ['is one that dials while, or after, the port refused', [...down, ...comeBack(3500)], true],
    ['is none that showed it on its old connection', [...down, end(1020, 'client'), ...comeBack(3500)], false],
    ['is none that tells its loss', [...down, tell(1002, 'loss'), ...comeBack(3500)], false],
    ['is none whose dials were all seen', comeBack(3500), false],
    [
      'is none where the port was open again before',
      [fault(500, 'fault-start', 'refuse'), fault(600, 'fault-end', 'refuse'), ...comeBack(3500)],
      false,
    ],
  ] as const)('%s', (_title, after, expected) => {
    const cut = fault(1000, 'injected', 'reset', 1);
    expect(marks([cut, ...after], [reset, refuse]).knewBefore).toBe(expected);
  });
});

describe('the cause', () => {
  it.each([
    ['what the client says', tell(1010, 'loss', { cause: 'ping.timeout', code: 1006 }), 'ping.timeout'],
    ['its close code where it says no more', tell(1010, 'loss', { code: 1012 }), 'close:1012'],
    ['unknown where it says nothing', tell(1010, 'loss'), null],
  ])('is %s', (_title, loss, cause) => {
    expect(marks([loss]).cause).toBe(cause);
  });
});

describe('ready', () => {
  const told = tell(40, 'ready');

  it.each([
    ['the first round trip on a new connection', comeBack(1400), { t: 1412, source: 'wire' }],
    ['not a round trip on the old connection', [ready(1300), ...comeBack(1400)], { t: 1412, source: 'wire' }],
    ['not the 101', [accept(1400, { connection: 2 }), open(1405, { connection: 2 })], null],
    [
      'the word of a client that tells it, before that of the wire',
      [told, ...comeBack(1400), tell(1500, 'ready')],
      { t: 1500, source: 'client' },
    ],
    [
      'the word of a client whose round trips the proxy cannot see',
      [told, accept(1400, { connection: 2 }), tell(1500, 'ready')],
      { t: 1500, source: 'client' },
    ],
    [
      'not what is told of the old link, on which a message was still under way',
      [
        told,
        closeFrame(1002, 'client'),
        tell(1006, 'ready'),
        tell(1010, 'loss'),
        ...comeBack(1400),
        tell(1500, 'ready'),
      ],
      { t: 1500, source: 'client' },
    ],
    [
      'the word of a client that told of its dial, which nobody saw',
      [told, tell(1010, 'loss'), tell(1400, 'connecting'), tell(1500, 'ready')],
      { t: 1500, source: 'client' },
    ],
    ['never, where a client that tells it does not', [told, ...comeBack(1400), finished(9000, 'timeout')], null],
    [
      'that of the wire, where the word was late and the runner saw success',
      [told, ...comeBack(1400), finished(1413)],
      { t: 1412, source: 'wire' },
    ],
    [
      'on the connection that came to it, not on one that flapped',
      [
        accept(1400, { connection: 2 }),
        open(1405, { connection: 2 }),
        closed(1406, { connection: 2 }),
        ...comeBack(1600, 3),
      ],
      { t: 1612, source: 'wire' },
    ],
  ] as const)('is %s', (_title, after, expected) => {
    expect(marks([...after]).ready).toEqual(expected);
  });
});

describe('open', () => {
  it.each([
    [
      'the first 101, also of a connection that came to nothing',
      [accept(1400, { connection: 2 }), open(1405, { connection: 2 }), ...comeBack(1600, 3)],
      { t: 1405, source: 'wire' },
    ],
    [
      'the word of the client where the proxy saw none',
      [tell(1010, 'loss'), tell(1300, 'open')],
      { t: 1300, source: 'client' },
    ],
  ] as const)('is %s', (_title, after, expected) => {
    expect(marks([...after]).open).toEqual(expected);
  });
});

describe('closed', () => {
  it.each([
    ['the end of the old connection', [closed(1500)], { t: 1500, source: 'wire' }],
    [
      'the word of the client where the wire has not ended',
      [tell(1010, 'loss'), tell(1600, 'close')],
      { t: 1600, source: 'client' },
    ],
    ['not known before either', [...comeBack(1400)], null],
  ] as const)('is %s', (_title, after, expected) => {
    expect(marks([...after]).closed).toEqual(expected);
  });
});
