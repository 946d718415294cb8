import type { HeartbeatPolicy } from '../../src/base/client-policy.ts';
import type { HeartbeatMonitor, HeartbeatOrder, LifeSign } from '../../src/client/heartbeat-contract.ts';
import { createHeartbeatMonitor } from '../../src/client/heartbeat-monitor.ts';
import { createTimerSet } from '../../src/client/timer-set.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

export interface MonitorRun {
  readonly clock: ManualClock;
  readonly monitor: HeartbeatMonitor;
  /** `beat 1@100`, `suspect@150`, `dead@200`. */
  readonly log: readonly string[];
  observe(sign: LifeSign): boolean;
}

/** Runs the monitor of a policy as a connection does, from instant 0, with orders told to `onOrder`. */
export function runMonitor(
  policy: Partial<HeartbeatPolicy>,
  onOrder: (order: HeartbeatOrder, run: MonitorRun) => void = () => {},
): MonitorRun {
  const clock = createManualClock(0);
  const timers = createTimerSet<'tick'>(clock);
  const log: string[] = [];
  const monitor = createHeartbeatMonitor(
    { mode: 'ping', intervalMs: 100, timeoutMs: 50, maxMissed: 1, alive: 'bytes', ...policy },
    clock.now(),
  );
  if (monitor === undefined) throw new Error('this policy has no monitor');
  const run: MonitorRun = { clock, monitor, log, observe: (sign) => monitor.observe(sign, clock.now()) };
  const arm = (): void => {
    const dueAt = monitor.nextDueAt();
    if (dueAt !== undefined) timers.arm('tick', dueAt, tick);
  };
  const tick = (): void => {
    for (const order of monitor.tick(clock.now())) {
      log.push(`${order.kind}${order.kind === 'beat' ? ` ${order.beat}` : ''}@${clock.now()}`);
      onOrder(order, run);
    }
    arm();
  };
  arm();
  return run;
}
