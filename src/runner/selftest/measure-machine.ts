import type { Clock } from '../../base/clock.ts';
import { nearestRank } from '../../result/order-statistics.ts';
import { createLoopDelayMonitor } from '../loop-delay.ts';
import { defaultLoopDelayFloorMs } from '../loop-delay-limit.ts';

/** Half of the samples are not above the first, 99 % not above the second. Milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/** What durations that are measured on this machine, as it is now, may be wrong by. */
export interface MachineFigures {
  /** How late the process gets round to work that is due all the time. */
  readonly loopDelayMs: Spread;
  /** How late a single timer fires, at any phase of a millisecond. */
  readonly timerLatenessMs: Spread;
  /** An iteration whose loop delay is above it is thrown away. */
  readonly limitMs: number;
  /** The loop delay stayed within the limit. */
  readonly canMeasure: boolean;
}

export interface MeasureMachineOptions {
  readonly clock: Clock;
  /** Default 10, as for iterations without a heartbeat. */
  readonly limitMs?: number;
  /** How long one look takes. Default 1,000. */
  readonly windowMs?: number;
  /** A look that is disturbed is repeated so often, as iterations are. Default 3 looks in all. */
  readonly maxLooks?: number;
  readonly signal?: AbortSignal;
}

/** Looks at the machine while this process does nothing else; gives the first calm look, else the last one. */
export async function measureMachine(options: MeasureMachineOptions): Promise<MachineFigures> {
  const { clock, limitMs = defaultLoopDelayFloorMs, windowMs = 1_000, maxLooks = 3, signal } = options;
  for (let look = 1; ; look++) {
    const { loopDelayMs, timerLatenessMs } = await lookOnce(clock, windowMs);
    const canMeasure = loopDelayMs.p99 <= limitMs;
    if (canMeasure || look >= maxLooks || signal?.aborted === true) {
      return { loopDelayMs, timerLatenessMs, limitMs, canMeasure };
    }
  }
}

/** From 1 to 4 ms ahead, in steps that meet every phase of Node's timers, which tick once a millisecond. */
const aheadMs = (shot: number): number => 1 + ((shot * 0.37) % 3);

async function lookOnce(
  clock: Clock,
  windowMs: number,
): Promise<Pick<MachineFigures, 'loopDelayMs' | 'timerLatenessMs'>> {
  const monitor = createLoopDelayMonitor(clock);
  const latenesses: number[] = [];
  const from = clock.now();
  monitor.start();
  while (clock.now() - from < windowMs) {
    const dueAt = clock.now() + aheadMs(latenesses.length);
    await new Promise<void>((resolve) => clock.schedule(dueAt, resolve));
    latenesses.push(clock.now() - dueAt);
  }
  monitor.stop();
  const to = clock.now();
  latenesses.sort((a, b) => a - b);
  const loopDelay = (share: number): number => monitor.quantileBetween(share, from, to) ?? Number.POSITIVE_INFINITY;
  return {
    loopDelayMs: { p50: loopDelay(0.5), p99: loopDelay(0.99) },
    timerLatenessMs: { p50: nearestRank(latenesses, 0.5), p99: nearestRank(latenesses, 0.99) },
  };
}
