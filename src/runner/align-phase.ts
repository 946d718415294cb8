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
  /** The first fault is due: `start` is called at the phase, within a period or so. */
  align(start: () => void): void;
  cancel(): void;
  /** The phase that was met; `null` when no heartbeat was there to count from. */
  readonly met: number | null;
}

/** After so many periods without a heartbeat the fault no longer waits for one. */
const patience = 1.5;

/**
 * The phase is counted from the last heartbeat before the fault. The instant is worked out anew at each heartbeat that comes
 * while the fault waits, so that a heartbeat that drifts does not blur it.
 */
export function createPhaseAligner({ clock, phase, periodMs }: PhaseAlignerOptions): PhaseAligner {
  let last: Instant | undefined;
  let measured: number | undefined;
  let waiting: (() => void) | undefined;
  let cancelTimer: Cancel = () => {};
  let met: number | null = null;

  const period = (): number | undefined => periodMs ?? measured;

  const begin = (): void => {
    const start = waiting;
    waiting = undefined;
    const length = period();
    if (last !== undefined && length !== undefined) met = ((clock.now() - last) / length) % 1;
    start?.();
  };

  const plan = (dueAt: Instant): void => {
    cancelTimer();
    cancelTimer = clock.schedule(dueAt, begin);
  };

  /** The next instant of the phase, counted from the last heartbeat. */
  const next = (from: Instant, length: number, wanted: number): Instant => {
    const now = clock.now();
    const first = from + wanted * length;
    return first >= now ? first : first + Math.ceil((now - first) / length) * length;
  };

  return {
    onHeartbeat(t) {
      if (last !== undefined) measured = t - last;
      last = t;
      const length = period();
      if (waiting !== undefined && phase !== undefined && length !== undefined) plan(next(t, length, phase));
    },
    align(start) {
      waiting = start;
      const length = period();
      if (phase === undefined || length === undefined) begin();
      else if (last === undefined) plan(clock.now() + patience * length);
      else plan(next(last, length, phase));
    },
    cancel() {
      cancelTimer();
      waiting = undefined;
    },
    get met() {
      return met;
    },
  };
}
