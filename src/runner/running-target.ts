import type { Clock, Instant } from '../base/clock.ts';
import type { ProcessAction } from '../faults/action.ts';
import type { Lateness } from './loop-delay.ts';
import type { ProcessGuard } from './subject/process-guard.ts';

/** A server to put the proxy in front of. */
export interface RunningTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rejectUnauthorized: boolean;
  /** Aborted when the server ends by itself; the reason is the sentence that says so. */
  readonly ended: AbortSignal;
  /** Of a command: its process, for faults to act on. */
  readonly program?: TargetProgram;
  /** Of one of ours in a process of its own: how late that was between two instants. */
  readonly readLateness?: (from: Instant, to: Instant) => Promise<Lateness>;
  close(): Promise<void>;
}

/** The process of a server that wschaos started. */
export interface TargetProgram {
  /** A fault ended it, and it is not up again. */
  readonly isDown: boolean;
  /**
   * Does to it what a fault asks. `done` is called when that is in effect: at once for a signal; for a start when the server
   * is up. A server that does not come up again has ended by itself.
   */
  perform(what: ProcessAction['what'], done: () => void): void;
  /** Resolves when it is up and runs, whatever faults did to it, or has ended by itself. */
  restore(): Promise<void>;
}

/** What starting a server that is not ours takes. */
export interface ForeignTargetOptions {
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  /** Gives up a start that has not come to an end. */
  readonly signal: AbortSignal;
  /** How long a command gets until it accepts connections. Default 30,000. */
  readonly startLimitMs?: number;
}
