import { describe, expect, it } from 'vitest';
import type { FaultSummary, IterationContext, Observation } from '../../src/result/observation.ts';
import { orderObservations } from '../../src/result/order-observations.ts';
import { readClients } from '../../src/result/read-clients.ts';
import { readFaults } from '../../src/result/read-faults.ts';
import { blackhole, contextOf, fault, faultOf, pause, refuse, reject, reset, startUp } from './stream.ts';

function read(told: readonly Observation[], faults: readonly FaultSummary[], changes: Partial<IterationContext> = {}) {
  const ordered = orderObservations([...startUp(2), ...told]);
  return readFaults(ordered, contextOf({ faults, ...changes }), readClients(ordered));
}

const cut = fault(1000, 'injected', 'reset', 1);

describe('lifted', () => {
  it.each([
    ['is the injection where new connections were never touched', [cut], [reset], null, 1000],
    [
      'is the injection where the lasting fault keeps to existing connections',
      [fault(1000, 'fault-start', 'blackhole'), fault(1000, 'injected', 'blackhole', 1)],
      [blackhole],
      1500,
      1000,
    ],
    [
      'is the end of the last lasting fault that touches new connections',
      [
        fault(900, 'fault-start', 'refuse'),
        cut,
        fault(2000, 'fault-end', 'refuse'),
        fault(2000, 'fault-start', 'reject'),
        fault(3500, 'fault-end', 'reject'),
      ],
      [refuse, reset, reject],
      4000,
      3500,
    ],
    ['never comes while such a fault lasts', [fault(900, 'fault-start', 'reject'), cut], [reject, reset], 1500, null],
    [
      'does not wait for a fault that started when the client was back',
      [cut, fault(2000, 'fault-start', 'reject'), fault(3500, 'fault-end', 'reject')],
      [reset, reject],
      1500,
      1000,
    ],
    ['does not wait for a benign disturbance', [fault(500, 'fault-start', 'pause'), cut], [pause, reset], 1500, 1000],
  ] as const)('%s', (_title, told, faults, ready, expected) => {
    expect(read(told, faults).lifted(ready)).toBe(expected);
  });

  it('is the end of the fault that `measure.lifted` names', () => {
    const told = [
      fault(900, 'fault-start', 'refuse'),
      cut,
      fault(2000, 'fault-end', 'refuse'),
      fault(2000, 'fault-start', 'reject'),
      fault(3500, 'fault-end', 'reject'),
    ];
    const measure = { from: undefined, lifted: 'refuse' };
    expect(read(told, [refuse, reset, reject], { measure }).lifted(4000)).toBe(2000);
  });
});

describe('an active fault', () => {
  const told = [fault(1000, 'fault-start', 'refuse'), fault(2000, 'fault-end', 'refuse'), cut];
  const wasRefusing = (from: number, to: number) =>
    read(told, [refuse, reset]).wasActive(({ unbinds }) => unbinds, from, to);

  it.each([
    ['before', 0, 999, false],
    ['at its first instant', 1000, 1000, true],
    ['across its end', 1500, 3000, true],
    ['at its last instant, when it is over', 2000, 2000, false],
    ['afterwards', 2001, 3000, false],
  ])('is seen %s: %d to %d', (_title, from, to, expected) => {
    expect(wasRefusing(from, to)).toBe(expected);
  });

  it('is instantaneous unless it lasts', () => {
    const { wasActive } = read(told, [refuse, reset]);
    expect(wasActive(({ type }) => type === 'reset', 1000, 1000)).toBe(true);
    expect(wasActive(({ type }) => type === 'reset', 1001, 9000)).toBe(false);
  });

  it('starts anew after each end', () => {
    const again = [...told, fault(5000, 'fault-start', 'refuse'), fault(6000, 'fault-end', 'refuse')];
    const { wasActive } = read(again, [refuse, reset]);
    expect([3000, 5500, 7000].map((t) => wasActive(({ unbinds }) => unbinds, t, t))).toEqual([false, true, false]);
  });
});

describe('harm', () => {
  it('is done to the connections that a fault names', () => {
    expect([...read([cut], [reset]).harmed]).toEqual([[1, 1000]]);
  });

  it('is done to all connections by a fault that names none', () => {
    const server = faultOf('server');
    expect([...read([fault(1000, 'injected', 'server')], [server]).harmed]).toEqual([
      [1, 1000],
      [2, 1000],
    ]);
  });

  it.each([
    ['a benign fault', [fault(1000, 'injected', 'pause', 1)], [pause]],
    ['a listener that closes', [fault(1000, 'injected', 'refuse')], [refuse]],
  ] as const)('is not done by %s', (_title, told, faults) => {
    expect(read(told, faults).harmed.size).toBe(0);
  });
});

it('tells when the measured fault first changed anything', () => {
  const told = [cut, fault(1100, 'affected', 'blackhole', 2), fault(1412, 'affected', 'reset', 1)];
  expect(read(told, [reset, blackhole]).affected).toBe(1412);
});
