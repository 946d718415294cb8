import { describe, expect, test } from 'vitest';
import { blackhole } from '../../src/faults/blackhole.ts';
import type { FaultLifetime } from '../../src/faults/fault-plan.ts';
import { createFaultTeller, type FaultTeller } from '../../src/proxy/fault-teller.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createFakeLink } from './fake-link.ts';
import { planOf } from './open-link.ts';

function bench(lifetime: FaultLifetime = { kind: 'end-of-iteration' }): {
  teller: FaultTeller;
  clock: ManualClock;
  log: string[];
} {
  const clock = createManualClock(0);
  const log: string[] = [];
  const teller = createFaultTeller(
    planOf(blackhole, { id: 'hole', lifetime }),
    {
      clock,
      onEvent: ({ kind, fault, connection, t }) => void log.push(`${t} ${kind} ${fault} ${connection ?? '-'}`),
    },
    () => log.push('spent'),
  );
  return { teller, clock, log };
}

describe('what a fault does', () => {
  test('is told when it happens, each thing once a connection', () => {
    const { teller, clock, log } = bench();
    const [one, two] = [createFakeLink(1), createFakeLink(2)];
    teller.injected(one);
    clock.advance(5);
    for (const link of [one, two, one]) {
      teller.injected(link);
      teller.affected(link);
    }
    expect(log).toEqual(['0 injected hole 1', '5 affected hole 1', '5 injected hole 2', '5 affected hole 2']);
  });

  test('is told as of the instant before the deed, where there is one', () => {
    const { teller, clock, log } = bench();
    clock.advance(5);
    teller.injected(createFakeLink(1), 3);
    expect(log).toEqual(['3 injected hole 1']);
  });

  test('on the port or a program is told once, without a connection', () => {
    const { teller, log } = bench();
    teller.injected(undefined);
    teller.injected(undefined);
    expect(log).toEqual(['0 injected hole -']);
  });

  test('is kept in mind for a connection only as long as that is up', () => {
    const { teller, log } = bench();
    const link = createFakeLink(1);
    for (let round = 0; round < 2; round++) {
      teller.injected(link);
      teller.affected(link);
      teller.forget(link);
    }
    expect(log).toHaveLength(4);
  });

  test('is counted, and the fault is spent once it has touched as many as its count', () => {
    const { teller, log } = bench({ kind: 'count', count: 3 });
    const spentAfter = [1, 2, 3, 4, 5].map(() => {
      teller.countTouch();
      return log.length;
    });
    // What it touches later, because it had begun with it, does not end another start of the same fault.
    expect(spentAfter).toEqual([0, 0, 1, 1, 1]);
  });

  test('is counted for nothing without a count', () => {
    const { teller, log } = bench();
    for (let touch = 0; touch < 100; touch++) teller.countTouch();
    expect(log).toEqual([]);
  });
});
