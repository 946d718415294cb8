import { describe, expect, test } from 'vitest';
import type { FaultPlan } from '../../src/faults/fault-plan.ts';
import { createFaultInjector } from '../../src/runner/fault-injector.ts';
import { parseFaultEntries } from '../../src/runner/parse-fault-entries.ts';

const target = 'ws://127.0.0.1:9';

/** Of a proxy that keeps what it is told to do. */
function setUp(entries: Parameters<typeof parseFaultEntries>[0] = []) {
  const calls: string[] = [];
  const armed = parseFaultEntries(entries, target);
  const injector = createFaultInjector({
    proxy: {
      arm: ({ id }) => calls.push(`arm ${id}`),
      lift: (id) => calls.push(`lift ${id}`),
      liftAll: () => calls.push('lift all'),
    },
    ...{ target, hasTls: false, armed },
  });
  const tell = (kind: 'fault-start' | 'fault-end', fault: string): void =>
    injector.onProxyEvent({ kind, fault, connection: undefined, t: 0 });
  return { injector, calls, tell };
}

test('a fault is told of before it is armed, and lifted by its handle', () => {
  const { injector, calls } = setUp();
  const plans: FaultPlan[] = [];
  const fault = injector.inject({ fault: 'pause' }, (plan) => plans.push(plan) && calls.push('told'));
  fault.lift();
  expect([fault.id, plans[0]?.id, calls]).toEqual(['pause-1', 'pause-1', ['told', 'arm pause-1', 'lift pause-1']]);
});

describe('a fault is over', () => {
  test.each([
    ['when it has ended', { fault: 'pause', for: '1s' }, 'fault-end'],
    ['when it has begun, where it takes no time', { fault: 'reset', at: '1s' }, 'fault-start'],
  ] as const)('%s', (_what, entry, kind) => {
    const { injector, tell } = setUp();
    const { id } = injector.inject(entry);
    expect(injector.has(id)).toBe(true);
    tell(kind, id);
    expect(injector.has(id)).toBe(false);
  });

  test.each([
    ['when one that lasts has begun', { fault: 'pause', for: '1s' }],
    ['when one that comes again and again has begun', { fault: 'reset', when: { event: 'message', every: 2 } }],
  ] as const)('but not %s', (_what, entry) => {
    const { injector, tell } = setUp();
    const { id } = injector.inject(entry);
    tell('fault-start', id);
    expect(injector.has(id)).toBe(true);
  });

  test('when all are cleared, also those that the proxy had from the beginning', () => {
    const { injector, calls } = setUp([{ id: 'first', fault: 'pause' }]);
    expect(injector.has('first')).toBe(true);
    injector.clear();
    expect([injector.has('first'), calls]).toEqual([false, ['lift all']]);
  });
});

test.each([
  ['that is there already', { id: 'first', fault: 'pause' }, 'a fault with the id "first" is there already'],
  ['of no known type', { fault: 'rest' }, 'unknown fault "rest" (did you mean "reset"?)'],
])('a fault %s is refused, and nothing is armed', (_what, entry, message) => {
  const { injector, calls } = setUp([{ id: 'first', fault: 'pause' }]);
  expect(() => injector.inject(entry)).toThrow(expect.objectContaining({ code: 'fault.invalid', message }));
  expect(calls).toEqual([]);
});

test('nothing is thrown in after the end', () => {
  const { injector } = setUp();
  injector.close();
  expect(() => injector.inject({ fault: 'reset' })).toThrow(expect.objectContaining({ code: 'proxy.closed' }));
});
