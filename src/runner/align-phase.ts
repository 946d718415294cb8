import type { Cancel, Clock, Instant } from '../base/clock.ts';

export interface PhaseAlignerOptions {
  readonly clock: Clock;
  /** Where in the period the fault is to fall, 0 … 1; `undefined`: anywhere. */
  readonly phase: number | undefined;
  /** Declared; else it is measured from the heartbeats seen. */
  readonly periodMs: number | undefined;
}

/** Puts the first fault at a phase of the heartbeat that is seen on the wire. */
export interface PhaseAligner {
  /** A heartbeat of the client, or of the server where the client watches those, passed. */
  onHeartbeat(t: Instant): void;
  /** The first fault is due: `start` is called at the phase, within a period where the heartbeat is regular. */
  align(start: () => void): void;
  cancel(): void;
  /** The phase that was met; `null` when no heartbeat was there to count from. */
  readonly met: number | null;
  /** The first fault began. */
  readonly hasBegun: boolean;
}

/** After so many periods without a heartbeat the fault no longer waits for one. */
const patience = 1.5;

/** After so many periods the fault no longer waits for its phase: beats that come faster than they should keep moving it. */
const longestWait = 3;

/** As a share of the period: a fault that fell so near to its phase met it. */
const tolerance = 0.01;

/** Around the period, so that 0.99 is near to 0. */
function distance(a: number, b: number): number {
  const apart = Math.abs(a - b) % 1;
  return Math.min(apart, 1 - apart);
}

/**
 * The phase is counted from a heartbeat that was seen, never from one that is only expected: where the phase has passed
 * already, the next heartbeat is waited for. So a heartbeat that drifts does not blur it.
 */
export function createPhaseAligner({ clock, phase, periodMs }: PhaseAlignerOptions): PhaseAligner {
  let last: Instant | undefined;
  let measured: number | undefined;
  let waiting: { readonly start: () => void; readonly latestAt: Instant } | undefined;
  let cancelTimer: Cancel = () => {};
  let met: number | null = null;
  let hasBegun = false;

  const period = (): number | undefined => periodMs ?? measured;

  const phaseNow = (): number | null => {
    const length = period();
    if (last === undefined || length === undefined) return null;
    const passed = (clock.now() - last) / length;
    if (passed >= patience) return null;
    // Timers are a little late; what was planned pairs the iterations of two runs exactly.
    return phase !== undefined && distance(passed, phase) <= tolerance ? phase : passed % 1;
  };

  const begin = (start: () => void): void => {
    waiting = undefined;
    cancelTimer();
    met = phaseNow();
    hasBegun = true;
    start();
  };

  const plan = (dueAt: Instant): void => {
    cancelTimer();
    if (waiting === undefined) return;
    const { start, latestAt } = waiting;
    cancelTimer = clock.schedule(Math.min(dueAt, latestAt), () => begin(start));
  };

  return {
    onHeartbeat(t) {
      if (last !== undefined && t > last) measured = t - last;
      last = t;
      const length = period();
      if (phase !== undefined && length !== undefined) plan(t + phase * length);
    },
    align(start) {
      const now = clock.now();
      const length = period();
      if (phase === undefined || length === undefined) {
        begin(start);
        return;
      }
      waiting = { start, latestAt: now + longestWait * length };
      const dueAt = last === undefined ? now : last + phase * length;
      if (last !== undefined && dueAt >= now) plan(dueAt);
      else plan(Math.max(now, (last ?? now) + patience * length));
    },
    cancel() {
      cancelTimer();
      waiting = undefined;
    },
    get met() {
      return met;
    },
    get hasBegun() {
      return hasBegun;
    },
  };
}
