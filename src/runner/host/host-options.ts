import type { Clock, Instant } from '../../base/clock.ts';
import type { ProcessGuard } from '../subject/process-guard.ts';

/** What every process of ours that runs a part of a large fleet is started with. */
export interface HostOptions {
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  readonly onSent: (stream: string, sequence: number, t: Instant) => void;
  readonly onDelivered: (stream: string, sequence: number, t: Instant) => void;
  /** Gives up a start that has not come to an end. */
  readonly signal?: AbortSignal | undefined;
}
