import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { Standstill } from '../result/observation.ts';
import { nearestRank } from '../result/order-statistics.ts';

/** How late a process was between two instants. */
export interface Lateness {
  /** The delay in milliseconds that 99 % of the work due then did not exceed; missing when no sample is known. */
  readonly p99Ms?: number | undefined;
  /** The longest delay. */
  readonly maxMs?: number | undefined;
  /** When its loop stood still for `leastStandstillMs` or longer. */
  readonly standstills: readonly Standstill[];
}

/** Measures how late this process gets round to its work: what a figure of ours may be wrong by. */
export interface LoopDelayMonitor {
  /** Begins to sample. Counted: it goes on until `stop` was called as often as `start`. */
  start(): void;
  stop(): void;
  latenessBetween(from: Instant, to: Instant): Lateness;
}

/** Shorter ones are what timers are late by anyway. */
const leastStandstillMs = 5;

/** A monitor that also tells each figure on its own. */
export interface LoopDelaySampler extends LoopDelayMonitor {
  /** As `p99Ms`; `undefined` when no sample falls between the two instants, or none is kept any more. */
  p99Between(from: Instant, to: Instant): number | undefined;
  standstillsBetween(from: Instant, to: Instant): readonly Standstill[];
  /** As `p99Between`, for any share (0 < share ≤ 1) of the work. */
  quantileBetween(share: number, from: Instant, to: Instant): number | undefined;
}

/** How the monitor samples; the defaults suit iterations of up to ten minutes. */
export interface LoopDelayOptions {
  /** Milliseconds between two samples. Default 10. */
  readonly everyMs?: number;
  /** How many samples are kept. Default 65,536. */
  readonly maxSamples?: number;
}

/**
 * Samples the delay of the event loop by a callback that is due every few milliseconds. While the loop stands still no
 * callback runs, so the samples that were due meanwhile are added afterwards, each with the delay that it met: otherwise a
 * standstill of a second would count as one sample among thousands, and vanish from the 99th percentile.
 */
export function createLoopDelayMonitor(clock: Clock, options: LoopDelayOptions = {}): LoopDelaySampler {
  const { everyMs = 10, maxSamples = 65_536 } = options;
  const dueAt = new Float64Array(maxSamples);
  const delayMs = new Float64Array(maxSamples);
  let count = 0;
  let users = 0;
  let nextDueAt = 0;
  let cancel: Cancel = () => {};

  /** Writes down every sample that has been due until now. */
  const sample = (): void => {
    const now = clock.now();
    // Of a standstill that would fill the ring several times over (a suspended machine), the end is enough.
    nextDueAt = Math.max(nextDueAt, now - maxSamples * everyMs);
    for (; nextDueAt <= now; nextDueAt += everyMs) {
      dueAt[count % maxSamples] = nextDueAt;
      delayMs[count % maxSamples] = now - nextDueAt;
      count += 1;
    }
    cancel();
    cancel = clock.schedule(nextDueAt, sample);
  };

  const quantileBetween = (share: number, from: Instant, to: Instant): number | undefined => {
    // Called from the very work that held up the loop, the samples of that time are still missing.
    if (users > 0) sample();
    const delays: number[] = [];
    for (let i = Math.max(0, count - maxSamples); i < count; i += 1) {
      const due = dueAt[i % maxSamples] ?? Number.NaN;
      if (due >= from && due <= to) delays.push(delayMs[i % maxSamples] ?? Number.NaN);
    }
    delays.sort((a, b) => a - b);
    return delays.length === 0 ? undefined : nearestRank(delays, share);
  };

  const p99Between = (from: Instant, to: Instant): number | undefined => quantileBetween(0.99, from, to);

  const standstillsBetween = (from: Instant, to: Instant): readonly Standstill[] => {
    if (users > 0) sample();
    const standstills: Standstill[] = [];
    for (let i = Math.max(0, count - maxSamples); i < count; i += 1) {
      const due = dueAt[i % maxSamples] ?? Number.NaN;
      const until = due + (delayMs[i % maxSamples] ?? Number.NaN);
      // All that were due meanwhile met the same end.
      const isKnown = due < (standstills.at(-1)?.to ?? Number.NEGATIVE_INFINITY);
      if (due <= to && until >= from && until - due >= leastStandstillMs && !isKnown) {
        standstills.push({ from: due, to: until });
      }
    }
    return standstills;
  };

  return {
    start() {
      users += 1;
      if (users > 1) return;
      nextDueAt = clock.now() + everyMs;
      cancel = clock.schedule(nextDueAt, sample);
    },
    stop() {
      if (users === 0) return;
      users -= 1;
      if (users > 0) return;
      sample();
      cancel();
    },
    quantileBetween,
    standstillsBetween,
    p99Between,
    latenessBetween: (from, to) => ({
      p99Ms: p99Between(from, to),
      maxMs: quantileBetween(1, from, to),
      standstills: standstillsBetween(from, to),
    }),
  };
}
