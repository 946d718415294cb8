import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ConnectionAction } from '../../src/faults/action.ts';
import { badUpgrade } from '../../src/faults/bad-upgrade.ts';
import { defineFault, type FaultDefinition } from '../../src/faults/define-fault.ts';
import type { ConnectionHooks } from '../../src/faults/fault-hooks.ts';
import type { FaultPlan } from '../../src/faults/fault-plan.ts';
import { reject } from '../../src/faults/reject.ts';
import { reset } from '../../src/faults/reset.ts';
import { createFaultEngine, type FaultEngine } from '../../src/proxy/fault-engine.ts';
import type { TriggerSignal } from '../../src/proxy/trigger.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createFakeLink, type FakeLink } from './fake-link.ts';
import { planOf } from './open-link.ts';
import { triggerOf, whenever } from './trigger-of.ts';

const lasting = defineFault({
  type: 'lasting',
  layer: 'connect',
  appliesTo: 'listener',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Stays.',
  options: z.strictObject({}),
  explain: () => 'stay',
  create: () => ({ onStart: () => [{ kind: 'close-listener' }], onLift: () => [{ kind: 'open-listener' }] }),
});

interface Run {
  readonly clock: ManualClock;
  readonly engine: FaultEngine;
  /** `at 500 fault-start down`, relative to the start of the clock. */
  readonly log: string[];
  readonly links: FakeLink[];
}

function start(
  plans: readonly FaultPlan[],
  given: { align?: (start: () => void) => void; links?: FakeLink[] } = {},
): Run {
  const clock = createManualClock(10_000);
  const log: string[] = [];
  const links = given.links ?? [];
  const engine = createFaultEngine({
    clock,
    seed: 1,
    align: given.align,
    links: () => links,
    clientOf: () => 1,
    onEvent: ({ kind, fault, t }) => void log.push(`${t - 10_000} ${kind} ${fault}`),
    closeListener: () => {},
    openListener: (done) => done(),
    onProcess: (_action, done) => done(),
  });
  for (const plan of plans) engine.arm(plan);
  return { clock, engine, log, links };
}

const signal = (event: TriggerSignal['event'], given: Partial<TriggerSignal> = {}): TriggerSignal => ({
  event,
  connection: 1,
  direction: undefined,
  frame: undefined,
  fault: undefined,
  ...given,
});

const named = (id: string, given: Parameters<typeof planOf>[1] = {}): FaultPlan => planOf(lasting, { id, ...given });
const at = (offsetMs: number) => ({ start: { kind: 'at', offsetMs } }) as const;
const lasts = (durationMs: number) => ({ lifetime: { kind: 'for', durationMs } }) as const;
const starts = (log: readonly string[]): readonly string[] => log.filter((line) => line.includes('fault-start'));

describe('faults that start at an offset', () => {
  test('wait for begin, and start in file order when due at one instant', () => {
    const { clock, engine, log } = start([named('b', at(500)), named('a', at(500)), named('now', at(0))]);
    clock.advance(1_000);
    expect(log).toEqual([]);
    engine.begin();
    clock.advance(499);
    expect(starts(log)).toEqual(['1000 fault-start now']);
    clock.advance(1);
    expect(starts(log)).toEqual(['1000 fault-start now', '1500 fault-start b', '1500 fault-start a']);
  });

  test('start in file order also where time goes on while they are scheduled', () => {
    const manual = createManualClock(10_000);
    let readings = 0;
    const ticking = { ...manual, now: (): number => manual.now() + ++readings / 100 };
    const log: string[] = [];
    const engine = createFaultEngine({
      clock: ticking,
      seed: 1,
      align: undefined,
      links: () => [],
      clientOf: () => 1,
      onEvent: ({ kind, fault }) => void (kind === 'fault-start' && log.push(fault)),
      closeListener: () => {},
      openListener: (done) => done(),
      onProcess: (_action, done) => done(),
    });
    for (const id of ['d', 'c', 'b', 'a']) engine.arm(named(id, at(60)));
    engine.begin();
    manual.advance(100);
    expect(log).toEqual(['d', 'c', 'b', 'a']);
  });

  test('that are armed after begin count from their arming', () => {
    const { clock, engine, log } = start([]);
    engine.begin();
    clock.advance(300);
    engine.arm(named('late', at(100)));
    clock.advance(100);
    expect(starts(log)).toEqual(['400 fault-start late']);
  });
});

describe('a fault that is chained', () => {
  test('on the start of another starts in the same tick, after it took effect', () => {
    const chained = named('cut', { start: whenever('fault-start', { fault: 'down' }) });
    const { clock, engine, log } = start([chained, named('down', at(500)), named('after', at(500))]);
    engine.begin();
    clock.advance(500);
    expect(log).toEqual([
      '500 fault-start down',
      '500 injected down',
      '500 fault-start cut',
      '500 injected cut',
      '500 fault-start after',
      '500 injected after',
    ]);
  });

  test('on the end of another starts when that one is over, with its delay', () => {
    const chained = named('next', { start: whenever('fault-end', { fault: 'down', delayMs: 50 }) });
    const { clock, engine, log } = start([named('down', { ...at(0), ...lasts(100) }), chained]);
    engine.begin();
    clock.advance(200);
    expect(log).toEqual([
      '0 fault-start down',
      '0 injected down',
      '100 fault-end down',
      '150 fault-start next',
      '150 injected next',
    ]);
  });
});

describe('the lifetime of a fault', () => {
  test('for a while ends after it', () => {
    const { clock, engine, log } = start([named('down', { ...at(10), ...lasts(30) })]);
    engine.begin();
    clock.advance(39);
    expect(engine.isScheduled).toBe(true);
    expect(log).toHaveLength(2);
    clock.advance(1);
    expect(log.at(-1)).toBe('40 fault-end down');
    expect(engine.isScheduled).toBe(false);
  });

  test('until an event ends with it, after its delay', () => {
    const until = { lifetime: { kind: 'until', trigger: triggerOf('ready', { nth: 2, delayMs: 5 }) } } as const;
    const { clock, engine, log } = start([named('down', { ...at(0), ...until })]);
    engine.begin();
    engine.observe(signal('ready'));
    clock.advance(10);
    expect(log).toHaveLength(2);
    engine.observe(signal('ready'));
    clock.advance(5);
    expect(log.at(-1)).toBe('15 fault-end down');
  });

  test('by count ends when the last of so many came, however long it took to deal with it', () => {
    const links = [1, 2, 3].map((id) => createFakeLink(id, { state: 'undecided' }));
    const { engine, clock, log } = start([planOf(reject, { lifetime: { kind: 'count', count: 2 } })]);
    engine.begin();
    clock.advance(20);
    const request = { method: 'GET', path: '/', headers: {} };
    const answered = links.map((link) => {
      engine.meet(link);
      return engine.answerUpgrade(link, request, 10_010 + link.id);
    });
    expect(answered).toEqual([true, true, false]);
    expect(log.filter((line) => line.includes('fault-end'))).toEqual(['12 fault-end reject']);
    expect(engine.mayAnswer).toBe(false);
  });

  test('of an instantaneous fault has no end', () => {
    const link = createFakeLink(1, { performedAt: 10_000 });
    const { engine, log } = start([planOf(reset)], { links: [link] });
    engine.begin();
    expect(log).toEqual(['0 fault-start reset', '0 injected reset']);
    expect(link.performed).toEqual([
      { kind: 'reset', side: 'client' },
      { kind: 'reset', side: 'server' },
    ]);
  });
});

describe('a fault that waits for an event', () => {
  test('starts once, at the nth', () => {
    const { engine, log } = start([named('third', { start: whenever('open', { nth: 3 }) })]);
    for (let index = 0; index < 9; index++) engine.observe(signal('open'));
    expect(starts(log)).toEqual(['0 fault-start third']);
  });

  test('starts again at every nth, also when it ends by itself in between', () => {
    const plan = named('again', { start: whenever('open', { every: 2 }), ...lasts(10) });
    const { clock, engine, log } = start([plan]);
    for (let index = 0; index < 6; index++) {
      engine.observe(signal('open'));
      clock.advance(20);
    }
    expect(log.filter((line) => line.includes('fault-'))).toEqual([
      '20 fault-start again',
      '30 fault-end again',
      '60 fault-start again',
      '70 fault-end again',
      '100 fault-start again',
      '110 fault-end again',
    ]);
  });

  test('makes the engine watch frames as long as it waits for one', () => {
    const { engine } = start([named('ping', { start: whenever('ping') })]);
    expect([engine.watchesFrames, engine.inspectsData]).toEqual([true, false]);
    engine.observe(signal('ping'));
    expect(engine.watchesFrames).toBe(false);
  });

  test('and looks into messages says so, and takes compression out as long as it may start', () => {
    const { engine } = start([named('text', { start: whenever('message', { match: { text: 'x' } }) })]);
    expect([engine.inspectsData, engine.touchesData]).toEqual([true, true]);
    engine.lift('text');
    expect([engine.inspectsData, engine.touchesData]).toEqual([false, false]);
  });
});

describe('a connection', () => {
  const cut = { kind: 'end', side: 'client' } as const;
  const noting = (hooks: ConnectionHooks): FaultDefinition<unknown> =>
    defineFault({
      type: 'noting',
      layer: 'handshake',
      appliesTo: 'connection',
      lifetime: 'lasting',
      delivery: 'kept',
      summary: 'Notes.',
      options: z.unknown(),
      explain: () => 'note',
      create: () => hooks,
    });

  test('that opens is told to the faults that are active, in their order, and to no others', () => {
    const link = createFakeLink(1, { state: 'undecided' });
    const opened: string[] = [];
    const plan = (id: string, given: Parameters<typeof planOf>[1] = {}): FaultPlan => {
      const onOpen = (): readonly ConnectionAction[] => {
        opened.push(id);
        return [cut];
      };
      return planOf(noting({ onOpen }), { id, ...given });
    };
    const { engine } = start([plan('first'), plan('later', at(10)), plan('second'), plan('over')]);
    engine.begin();
    engine.meet(link);
    engine.lift('over');
    engine.opened(link);
    expect([opened, link.performed]).toEqual([
      ['first', 'second'],
      [cut, cut],
    ]);
  });

  test('whose opening starts a fault opens once for it', () => {
    const link = createFakeLink(1);
    const plan = planOf(noting({ onOpen: () => [cut] }), { id: 'flap', start: whenever('open') });
    const { engine } = start([plan], { links: [link] });
    engine.observe(signal('open'));
    engine.opened(link);
    expect(link.performed).toEqual([cut]);
  });

  test('that is gone is forgotten by all: no alarm rings for it, and the port hears of it', () => {
    const link = createFakeLink(1);
    const waking = noting({ onStart: (now) => [{ kind: 'wake', at: now + 10 }], onWake: () => [cut] });
    const gone: number[] = [];
    const door = defineFault({
      type: 'door',
      layer: 'connect',
      appliesTo: 'listener',
      lifetime: 'lasting',
      delivery: 'kept',
      summary: 'Counts who leaves.',
      options: z.strictObject({}),
      explain: () => 'count who leaves',
      create: () => ({
        onGone: (connection) => {
          gone.push(connection);
          return [];
        },
      }),
    });
    const { clock, engine } = start([planOf(waking), planOf(door)], { links: [link] });
    engine.begin();
    expect(clock.pending).toBe(1);
    engine.forget(link);
    clock.advance(100);
    expect([gone, link.performed, clock.pending]).toEqual([[1], [], 0]);
  });

  test('meets a fault that changes answers only while that is active', () => {
    const { clock, engine } = start([planOf(badUpgrade, at(10)), planOf(noting({}), at(20))]);
    const seen = (): readonly boolean[] => [engine.changesAnswers, engine.mayAnswer];
    engine.begin();
    expect(seen()).toEqual([false, false]);
    clock.advance(10);
    expect(seen()).toEqual([true, false]);
    clock.advance(10);
    expect(seen()).toEqual([true, true]);
    engine.lift('bad-upgrade');
    expect(seen()).toEqual([false, true]);
  });
});

describe('alignment', () => {
  test('holds the first start, keeps the distances of what is due meanwhile, and shifts all offsets that follow', () => {
    let release = (): void => {};
    let asked = 0;
    const align = (begin: () => void): void => {
      asked++;
      release = begin;
    };
    const chained = named('chained', { start: whenever('fault-start', { fault: 'first' }) });
    const plans = [named('first', at(500)), named('soon', at(600)), named('far', at(2_000)), chained];
    const { clock, engine, log } = start(plans, { align });
    engine.begin();
    clock.advance(800);
    expect([log, asked, engine.isScheduled]).toEqual([[], 1, true]);
    release();
    clock.advance(2_000);
    expect(starts(log)).toEqual([
      '800 fault-start first',
      '800 fault-start chained',
      '900 fault-start soon',
      '2300 fault-start far',
    ]);
    expect(asked).toBe(1);
  });

  test('starts nothing that was lifted meanwhile', () => {
    let release = (): void => {};
    const align = (begin: () => void): void => {
      release = begin;
    };
    const { clock, engine, log } = start([named('first', at(0)), named('second', at(10))], { align });
    engine.begin();
    engine.lift('first');
    clock.advance(20);
    release();
    clock.advance(100);
    expect(starts(log)).toEqual(['30 fault-start second']);
    engine.liftAll();
    expect(log.at(-1)).toBe('120 fault-end second');
  });
});

describe('lifting', () => {
  test('ends a fault that is active, and keeps one that is not from starting', () => {
    const { clock, engine, log } = start([named('now', at(0)), named('later', at(50)), named('never', at(70))]);
    engine.begin();
    engine.lift('now');
    engine.lift('later');
    engine.lift('unknown');
    clock.advance(60);
    expect(log).toEqual(['0 fault-start now', '0 injected now', '0 fault-end now']);
    engine.liftAll();
    clock.advance(100);
    expect([log.length, engine.isScheduled]).toEqual([3, false]);
  });

  test('is not what disposing does: nothing starts and nothing ends any more', () => {
    const { clock, engine, log } = start([
      named('now', { ...at(0), ...lasts(50) }),
      named('later', at(10)),
      named('chained', { start: whenever('open') }),
    ]);
    engine.begin();
    engine.dispose();
    engine.observe(signal('open'));
    clock.advance(100);
    expect(log).toEqual(['0 fault-start now', '0 injected now']);
    expect(clock.pending).toBe(0);
  });
});
