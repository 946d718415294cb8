import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { blackhole } from '../../src/faults/blackhole.ts';
import { defineFault } from '../../src/faults/define-fault.ts';
import type { FaultPlan } from '../../src/faults/fault-plan.ts';
import { latency } from '../../src/faults/latency.ts';
import { refuse } from '../../src/faults/refuse.ts';
import { reject } from '../../src/faults/reject.ts';
import { reset } from '../../src/faults/reset.ts';
import { server } from '../../src/faults/server.ts';
import type { ActiveFaultHost } from '../../src/proxy/active-fault.ts';
import { startFault } from '../../src/proxy/start-fault.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createFakeLink, type FakeLink } from './fake-link.ts';
import { planOf } from './open-link.ts';

const idleHost: ActiveFaultHost = {
  clock: createManualClock(0),
  seed: 1,
  links: () => [],
  clientOf: () => 1,
  onEvent: () => {},
  closeListener: () => {},
  openListener: () => {},
  onProcess: () => {},
};

function begin(plan: FaultPlan, links: FakeLink[] = [], seed = 1) {
  const log: string[] = [];
  let spent = 0;
  let opened: (() => void) | undefined;
  const fault = startFault(
    plan,
    1,
    {
      clock: createManualClock(0),
      seed,
      links: () => links,
      clientOf: () => 1,
      onEvent: ({ kind, connection }) => void log.push(`${kind} ${connection ?? '-'}`),
      closeListener: () => void log.push('closed'),
      openListener: (done) => {
        opened = done;
      },
      onProcess: (_action, done) => done(),
    },
    () => spent++,
  );
  fault.begin(0);
  return { fault, log, spent: () => spent, open: () => opened?.() };
}

const request = { method: 'GET', path: '/', headers: {} };

describe('an active fault', () => {
  test('on the listener takes effect once, and is over when the listener is back', () => {
    const { fault, log, open } = begin(planOf(refuse), [createFakeLink(1)]);
    expect(log).toEqual(['closed', 'injected -']);
    fault.lift(0, () => log.push('over'));
    expect(log).toHaveLength(2);
    open();
    expect(log.at(-1)).toBe('over');
  });

  test('on connections takes effect on those that it selects, each told once', () => {
    const links = [createFakeLink(1), createFakeLink(2, { state: 'closed' }), createFakeLink(3)];
    const { log } = begin(planOf(reset), links);
    expect(log).toEqual(['injected 1', 'injected 3']);
    expect(links.map(({ performed }) => performed.length)).toEqual([2, 0, 2]);
  });

  test('on flows has a stage for each of its directions, and lifts them all', () => {
    const links = [createFakeLink(1), createFakeLink(2, { state: 'plain-http' })];
    const { fault, log } = begin(planOf(blackhole), links);
    expect(links.map(({ stages }) => stages.length)).toEqual([2, 0]);
    expect(log).toEqual(['injected 1']);
    fault.lift(0, () => log.push('over'));
    expect(links[0]?.stages.map(({ lifted }) => lifted)).toEqual([true, true]);
    expect(log.at(-1)).toBe('over');
  });

  test('on frames is injected when the frame under way is complete, and one on bytes at once', () => {
    const midFrame = createFakeLink(1, { isMidFrame: true });
    const { log } = begin(planOf(blackhole, { direction: 'to-client' }), [midFrame]);
    expect(log).toEqual([]);
    midFrame.stages[0]?.options.onFramePassed();
    midFrame.stages[0]?.options.onTouched();
    expect(log).toEqual(['injected 1', 'affected 1']);
    expect(begin(planOf(latency), [createFakeLink(1, { isMidFrame: true })]).log).toEqual(['injected 1']);
  });

  test('answers an upgrade once it has met the connection, and counts', () => {
    const plan = planOf(reject, { connections: { kind: 'new' }, lifetime: { kind: 'count', count: 2 } });
    const [old, first, second] = [1, 2, 3].map((id) => createFakeLink(id, { state: 'undecided' })) as [
      FakeLink,
      FakeLink,
      FakeLink,
    ];
    const { fault, log, spent } = begin(plan, [old]);
    for (const link of [first, second]) fault.touch(link, 'accepted', 0);
    expect([old, first, second].map((link) => fault.answerUpgrade(link, request, 0))).toEqual([false, true, true]);
    expect(log).toEqual(['injected 2', 'affected 2', 'injected 3', 'affected 3']);
    expect(spent()).toBe(1);
  });

  test('draws other numbers in each of its activations', () => {
    const drawn = (activation: number): readonly number[] => {
      const numbers: number[] = [];
      const dice = defineFault({
        type: 'dice',
        layer: 'bytes',
        appliesTo: 'flow',
        lifetime: 'lasting',
        delivery: 'kept',
        summary: 'Draws.',
        options: z.strictObject({}),
        explain: () => 'draw',
        create: (_options, { random }) => {
          numbers.push(random.next());
          return {};
        },
      });
      startFault(planOf(dice), activation, { ...idleHost, links: () => [createFakeLink(1)] }, () => {}).begin(0);
      return numbers;
    };
    expect(drawn(1)).toEqual(drawn(1));
    expect(new Set([...drawn(1), ...drawn(2)]).size).toBe(4);
  });

  test('on a program asks for what is to be done to it', () => {
    const done: unknown[] = [];
    const host = { ...idleHost, onProcess: (action: unknown) => void done.push(action) };
    startFault(planOf(server, { with: { action: 'kill' } }), 1, host, () => {}).begin(0);
    expect(done).toEqual([{ kind: 'process', side: 'server', what: 'kill' }]);
  });

  test('forgets a connection that is gone', () => {
    const link = createFakeLink(1, { state: 'undecided' });
    const { fault } = begin(planOf(reject, { connections: { kind: 'all' } }), [link]);
    fault.forget(link);
    expect(fault.answerUpgrade(link, request, 0)).toBe(false);
  });

  test('of probability 0 touches no connection, and of a half the same ones for the same seed', () => {
    const touched = (probability: number, seed: number): string => {
      const links = Array.from({ length: 60 }, (_, index) => createFakeLink(index + 1));
      begin(planOf(reset, { probability }), links, seed);
      return links.map(({ performed }) => (performed.length > 0 ? 'x' : '.')).join('');
    };
    expect(touched(0, 1)).toBe('.'.repeat(60));
    expect(touched(1, 1)).toBe('x'.repeat(60));
    expect(touched(0.5, 4)).toBe(touched(0.5, 4));
    expect(touched(0.5, 4)).not.toBe(touched(0.5, 5));
    expect(touched(0.5, 4).split('x').length - 1).toBeGreaterThan(15);
  });
});
