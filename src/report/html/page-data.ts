import type { CaseResult, IterationResult, RunResult } from '../../result/run-result.ts';
import type { LaneFrame } from './lane-frame.ts';

/** An iteration as the page has it. */
export interface PageIteration extends IterationResult {
  /** What went over the wire, where a trace told. */
  readonly frames?: readonly LaneFrame[];
}

/** A case as the page has it, without what only a merge needs. */
export interface PageCase extends Omit<CaseResult, 'share' | 'iterations'> {
  readonly iterations: readonly PageIteration[];
}

/** The figures that a case had in the baseline, by metric. */
export type BaselineFigures = Readonly<Record<string, readonly (number | 'censored')[]>>;

/** All that the page shows. */
export interface PageData {
  readonly run: Omit<RunResult, 'cases'> & { readonly cases: readonly PageCase[] };
  /** Options of the run that a replay needs too. */
  readonly replayFlags: readonly string[];
  /** Of each case that was there before: no record, for an id may be called as what every object has. */
  readonly baseline: readonly { readonly id: string; readonly figures: BaselineFigures }[];
}
