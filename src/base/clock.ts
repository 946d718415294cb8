/**
 * A point in time: milliseconds on `CLOCK_MONOTONIC`, with the fraction that the nanoseconds give. On one machine it is
 * the same clock in every process. Only differences of instants mean anything.
 */
export type Instant = number;

/** Takes a scheduled callback back; harmless when it has already run. */
export type Cancel = () => void;

/** One thing to be done later, again and again; setting it again replaces what was set. */
export interface Alarm {
  /** Rings once, at `dueAt` or later, as `Clock.schedule` would. */
  set(dueAt: Instant): void;
  cancel(): void;
}

/** The only way to time that the code below `runner` and `cli` knows. */
export interface Clock {
  now(): Instant;
  /**
   * Runs `callback` once, at `dueAt` or later, never earlier and never within this call. Callbacks due at one instant run
   * in the order in which they were scheduled.
   */
  schedule(dueAt: Instant, callback: () => void): Cancel;
  /** For what is set often: setting it leaves nothing behind for the collector. */
  alarm(ring: () => void): Alarm;
  /**
   * Runs what is due already. For whoever is woken by something else than this clock, and so perhaps by much of it at once,
   * before its own work; runs nothing within a callback of this clock. Gives the instant of the call, before all of that.
   */
  catchUp(): Instant;
}
