import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createProbeMonitor } from '../../src/client/probe-monitor.ts';
import { runMonitor } from './run-monitor.ts';

const policy = { mode: 'ping', intervalMs: 100, timeoutMs: 50, maxMissed: 1, alive: 'pong' } as const;

test('it asks every interval as long as it is answered', () => {
  const { clock, log } = runMonitor({}, (order, run) => {
    if (order.kind === 'beat') run.observe({ kind: 'answer', beat: order.beat });
  });
  clock.advance(350);
  expect(log).toEqual(['beat 1@100', 'beat 2@200', 'beat 3@300']);
});

test('a beat without an answer is death after its own timeout', () => {
  const { clock, log } = runMonitor({});
  clock.advance(1_000);
  expect(log).toEqual(['beat 1@100', 'dead@150']);
});

test('a timeout of several intervals leaves several beats unanswered', () => {
  const { clock, log } = runMonitor({ timeoutMs: 250 });
  clock.advance(1_000);
  expect(log).toEqual(['beat 1@100', 'beat 2@200', 'beat 3@300', 'dead@350']);
});

test('with maxMissed 3 the third miss in a row is death', () => {
  const { clock, log } = runMonitor({ maxMissed: 3 });
  clock.advance(1_000);
  expect(log).toEqual(['beat 1@100', 'suspect@150', 'beat 2@200', 'suspect@250', 'beat 3@300', 'dead@350']);
});

test('an answer between two misses ends the suspicion, and the count begins again', () => {
  const run = runMonitor({ maxMissed: 2, alive: 'pong' });
  run.clock.advance(160);
  expect(run.observe({ kind: 'answer', beat: 1 })).toBe(true);
  run.clock.advance(100);
  expect(run.log).toEqual(['beat 1@100', 'suspect@150', 'beat 2@200', 'suspect@250']);
});

describe('of the answers it takes', () => {
  test.each([
    ['the latest for all before it', [3], 'beat 4@400'],
    ['each for itself', [1, 2, 3], 'beat 4@400'],
    ['none to a beat that was never sent', [4], 'dead@350'],
    ['none twice', [1, 1, 1], 'dead@450'],
  ] as const)('%s', (_title, answers, last) => {
    const run = runMonitor({ timeoutMs: 250, alive: 'pong' });
    run.clock.advance(300);
    for (const beat of answers) run.observe({ kind: 'answer', beat });
    run.clock.advance(155);
    expect(run.log.at(-1)).toBe(last);
  });
});

test('any byte is life where bytes count, though no pong ever comes', () => {
  const run = runMonitor({ alive: 'bytes' });
  for (let slice = 0; slice < 50; slice++) {
    run.clock.advance(30);
    run.observe({ kind: 'bytes' });
  }
  expect(run.log.filter((entry) => entry.startsWith('dead'))).toEqual([]);
});

test('other traffic is no life where only pongs count', () => {
  const run = runMonitor({ alive: 'pong' });
  for (let slice = 0; slice < 10; slice++) {
    run.clock.advance(20);
    run.observe({ kind: 'message' });
  }
  expect(run.log).toEqual(['beat 1@100', 'dead@150']);
});

test('what arrived while this process was stopped is read before the verdict', () => {
  const monitor = createProbeMonitor(policy, 'ping.timeout', 0);
  expect(monitor.tick(100)).toEqual([{ kind: 'beat', beat: 1 }]);
  // Stopped from 100 to 60000: the timeout and many intervals have passed, and one beat makes up for all.
  expect(monitor.tick(60_000)).toEqual([{ kind: 'beat', beat: 2 }]);
  expect(monitor.nextDueAt()).toBe(60_000);
  monitor.observe({ kind: 'answer', beat: 1 }, 60_000);
  expect(monitor.tick(60_000)).toEqual([]);
  expect(monitor.nextDueAt()).toBe(60_050);
});

test('after death nothing is due and nothing revives it', () => {
  const monitor = createProbeMonitor(policy, 'ping.timeout', 0);
  monitor.tick(100);
  monitor.tick(150);
  expect(monitor.tick(150)).toEqual([{ kind: 'dead', cause: 'ping.timeout' }]);
  expect(monitor.nextDueAt()).toBeUndefined();
  expect(monitor.observe({ kind: 'answer', beat: 1 }, 151)).toBe(false);
  expect(monitor.tick(1_000)).toEqual([]);
});

test('it does not pile up more than a thousand unanswered beats', () => {
  const { clock, log } = runMonitor({ intervalMs: 1, timeoutMs: 5_000 });
  clock.advance(4_000);
  expect(log.length).toBe(1_000);
});

test('it never declares a link dead that gave a sign within the timeout of each beat', () => {
  const arrivals = fc.array(fc.integer({ min: 0, max: 49 }), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(arrivals, fc.constantFrom('bytes' as const, 'pong' as const), (delays, alive) => {
      const run = runMonitor({ alive }, (order, { clock, observe }) => {
        if (order.kind !== 'beat') return;
        const delayMs = delays[order.beat % delays.length] ?? 0;
        clock.schedule(clock.now() + delayMs, () => observe({ kind: 'answer', beat: order.beat }));
      });
      run.clock.advance(5_000);
      expect(run.log.filter((entry) => !entry.startsWith('beat'))).toEqual([]);
    }),
  );
});

test('a link that falls silent is found between Ht and Hi + Ht later, wherever in the period that is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), (silentAt) => {
      const run = runMonitor({ alive: 'pong' }, (order, { clock, observe }) => {
        if (order.kind === 'beat' && clock.now() < silentAt) observe({ kind: 'answer', beat: order.beat });
      });
      run.clock.advance(silentAt + 1_000);
      const deadAt = Number(run.log.at(-1)?.split('@')[1]);
      expect(run.log.at(-1)).toMatch(/^dead@/);
      expect(deadAt - silentAt).toBeGreaterThanOrEqual(50);
      expect(deadAt - silentAt).toBeLessThanOrEqual(150);
    }),
  );
});
