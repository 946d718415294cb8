import type { PointOutcome, ToleranceFinding } from './bisect-tolerance.ts';
import type { CaseResult } from './run-result.ts';
import type { ToleranceSearch } from './tolerance-searches.ts';

/** One point that was tried. */
export type TolerancePoint = PointOutcome & {
  /** Milliseconds of a pause, bytes a second of a line; `null`: no fault at all. */
  readonly value: number | null;
  /** How long the fault lasted, in milliseconds; without a fault, how long the client was watched. */
  readonly lastsMs: number;
  /** How many repetitions were measured, and in how many the client kept its link. */
  readonly measured: number;
  readonly kept: number;
  /** Each of n repetitions fell into an nth of its own of the client's heartbeat, as the wire showed it. */
  readonly swept: boolean;
};

/** What one search over one case found. */
export interface CaseTolerance {
  /** Of the case that gave client and target. */
  readonly id: string;
  readonly file: string;
  readonly search: ToleranceSearch;
  readonly finding: ToleranceFinding;
  /** A pause below `best` is survived always, one above `worst` never; `null`: no heartbeat is known, or this is no pause. */
  readonly theory: CaseResult['bound'];
  /** In the order in which they were tried. */
  readonly points: readonly TolerancePoint[];
}

/** `tolerance.json`, schema `wschaos/tolerance@1`. */
export interface ToleranceResult {
  readonly schema: 'wschaos/tolerance@1';
  readonly tool: string;
  readonly seed: number;
  readonly repeat: number;
  readonly interrupted: boolean;
  readonly elapsedMs: number;
  readonly cases: readonly CaseTolerance[];
}
