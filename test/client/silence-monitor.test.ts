import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSilenceMonitor } from '../../src/client/silence-monitor.ts';
import { runMonitor } from './run-monitor.ts';

describe('from the last sign of life death comes', () => {
  test.each([
    ['after the server’s interval and its grace', { mode: 'server' }, 150],
    ['after the idle limit', { mode: 'idle' }, 50],
    ['after as many missed pings as are allowed', { mode: 'server', maxMissed: 3 }, 350],
    ['after as many idle limits as are allowed', { mode: 'idle', maxMissed: 3 }, 150],
  ] as const)('%s', (_title, policy, afterMs) => {
    const run = runMonitor(policy);
    run.clock.advance(30);
    run.observe({ kind: 'server-ping' });
    run.clock.advance(1_000);
    expect(run.log.at(-1)).toBe(`dead@${30 + afterMs}`);
  });
});

test('a sign after a miss ends the suspicion, and the count begins again', () => {
  const run = runMonitor({ mode: 'idle', maxMissed: 2 });
  run.clock.advance(60);
  expect(run.log).toEqual(['suspect@50']);
  expect(run.observe({ kind: 'bytes' })).toBe(true);
  expect(run.observe({ kind: 'bytes' })).toBe(false);
  run.clock.advance(200);
  expect(run.log).toEqual(['suspect@50', 'suspect@110', 'dead@160']);
});

test('messages do not stand in for the server’s pings where only those count', () => {
  const run = runMonitor({ mode: 'server', alive: 'pong' });
  for (let slice = 0; slice < 10; slice++) {
    run.clock.advance(20);
    run.observe({ kind: 'message' });
  }
  expect(run.log).toEqual(['dead@150']);
});

test('what arrived while this process was stopped is read before the verdict', () => {
  const monitor = createSilenceMonitor(
    { mode: 'idle', intervalMs: 0, timeoutMs: 50, maxMissed: 1, alive: 'bytes' },
    'idle.timeout',
    0,
  );
  expect(monitor.tick(60_000)).toEqual([]);
  expect(monitor.nextDueAt()).toBe(60_000);
  monitor.observe({ kind: 'bytes' }, 60_000);
  expect(monitor.tick(60_000)).toEqual([]);
  expect(monitor.nextDueAt()).toBe(60_050);
});

test('it never declares a link dead whose signs are closer together than the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 49 })), (gaps) => {
      const run = runMonitor({ mode: 'idle' });
      for (const gapMs of gaps) {
        run.clock.advance(gapMs);
        run.observe({ kind: 'bytes' });
      }
      expect(run.log).toEqual([]);
    }),
  );
});

test('after death nothing is due and nothing revives it', () => {
  const run = runMonitor({ mode: 'idle' });
  run.clock.advance(50);
  expect(run.observe({ kind: 'bytes' })).toBe(false);
  expect(run.clock.pending).toBe(0);
});
