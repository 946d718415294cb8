import { describe, expect, it } from 'vitest';
import { chooseInjection, type ToldByFault } from '../../src/result/choose-injection.ts';
import type { IterationContext, Observation } from '../../src/result/observation.ts';
import { orderObservations } from '../../src/result/order-observations.ts';
import { readClients } from '../../src/result/read-clients.ts';
import { accept, blackhole, closed, contextOf, fault, pause, refuse, reject, reset, startUp } from './stream.ts';

function choose(observations: readonly Observation[], changes: Partial<IterationContext> = {}) {
  const ordered = orderObservations(observations);
  const told = ordered.filter((one): one is ToldByFault => one.source === 'fault');
  const context = contextOf({ faults: [refuse, reject, blackhole, reset, pause], ...changes });
  const chosen = chooseInjection(told, context, readClients(ordered));
  return chosen && [chosen.fault, chosen.t, chosen.connection];
}

const live = startUp();

describe('the measurement starts from', () => {
  it.each([
    [
      'the first fault on a live connection, before one at the listener',
      [...live, fault(500, 'injected', 'refuse'), fault(501, 'injected', 'reset', 1)],
      ['reset', 501, 1],
    ],
    [
      'the first fault on a live connection, before one on a connection that is not open yet',
      [
        ...live,
        accept(400, { connection: 2 }),
        fault(401, 'injected', 'reject', 2),
        fault(501, 'injected', 'reset', 1),
      ],
      ['reset', 501, 1],
    ],
    [
      'the first fault on a live connection, before one on a connection that was closed',
      [
        ...live,
        closed(300),
        fault(401, 'injected', 'reset', 1),
        ...startUp().map(move),
        fault(900, 'injected', 'blackhole', 2),
      ],
      ['blackhole', 900, 2],
    ],
    [
      'a listener that closed, where nothing touched a live connection',
      [...live, fault(500, 'injected', 'refuse')],
      ['refuse', 500, undefined],
    ],
    [
      'a harmful fault, though a benign one came first',
      [...live, fault(400, 'injected', 'pause', 1), fault(500, 'injected', 'reset', 1)],
      ['reset', 500, 1],
    ],
    ['a benign fault where there is no other', [...live, fault(400, 'injected', 'pause', 1)], ['pause', 400, 1]],
    [
      'the fault that stands first in the file, of two at one instant',
      [...live, fault(500, 'injected', 'reset', 1), fault(500, 'injected', 'blackhole', 1)],
      ['blackhole', 500, 1],
    ],
    ['nothing where a fault started and touched nothing', [...live, fault(500, 'fault-start', 'reset')], undefined],
  ] as const)('%s', (_title, observations, expected) => {
    expect(choose(observations)).toEqual(expected);
  });

  it('the fault that `measure.from` names, whatever came first', () => {
    const observations = [...live, fault(500, 'injected', 'blackhole', 1), fault(600, 'injected', 'reset', 1)];
    expect(choose(observations, { measure: { from: 'reset', lifted: undefined } })).toEqual(['reset', 600, 1]);
  });

  it('an accepted connection where the target has no handshake', () => {
    expect(choose([accept(10), fault(500, 'injected', 'refuse'), fault(500, 'injected', 'reset', 1)])).toEqual([
      'reset',
      500,
      1,
    ]);
  });
});

/** The same client on connection 2, 300 ms later. */
function move(observation: Observation): Observation {
  const moved = { ...observation, t: observation.t + 300 };
  return 'connection' in moved && moved.source === 'wire' ? { ...moved, connection: 2 } : moved;
}
