import type { IterationResult } from '../../result/run-result.ts';
import type { FaultEntry } from '../parse-fault-entries.ts';

/** A fault that is not over, as plain data. Instants are milliseconds since the session began. */
export interface FaultView {
  /** The entry's own, or one made of its type. */
  readonly id: string;
  readonly type: string;
  /** As it was given, or as it stands in its scenario file. */
  readonly entry: FaultEntry;
  /** `waiting` for its `at` or `when`, or `active`. */
  readonly state: 'waiting' | 'active';
  /** What it does, one clause. */
  readonly explanation: string;
  readonly thrownAt: number;
  /** `null` before its first start. */
  readonly startedAt: number | null;
  /** Until it heals by itself; `null` where no time was given, and while it waits. */
  readonly remainingMs: number | null;
  /** On how many connections it took effect. */
  readonly connections: number;
}

/** What was measured of a fault, as in `results.json`: milliseconds, `null` where nothing was observed, `'censored'` where it has not come yet. */
export type ObservedFault = Pick<
  IterationResult,
  'verdict' | 'reason' | 'cause' | 'wireSign' | 'source' | 'marks' | 'samples' | 'unobservable' | 'noise' | 'timeline'
>;

/** One fault that was thrown in, over or not, and what it did to the client. Instants are milliseconds since the session began. */
export interface MeasurementView extends ObservedFault {
  /** From 1, in the order in which the faults were thrown in. */
  readonly number: number;
  readonly fault: string;
  readonly type: string;
  readonly entry: FaultEntry;
  readonly explanation: string;
  readonly thrownAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Where `marks` count from. */
  readonly origin: number;
  /** Nothing that comes can change it any more: other faults have been thrown in since. */
  readonly isFinal: boolean;
}
