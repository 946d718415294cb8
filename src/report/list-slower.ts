import type { MetricComparison } from '../result/compare/comparison.ts';
import type { CaseResult, RunResult } from '../result/run-result.ts';
import { formatShift } from './format-shift.ts';

/** A figure by which a run fails against its baseline. */
export interface SlowerFigure {
  readonly id: string;
  /** Its case, where this run has it. */
  readonly of: CaseResult | undefined;
  /** `detection is worse than the baseline`. */
  readonly title: string;
  /** `detection +900 ms (+880 ms … +910 ms) against base.json`. */
  readonly text: string;
}

/** What became slower than the baseline, and gates. */
export function listSlower({ comparison, cases }: Pick<RunResult, 'comparison' | 'cases'>): readonly SlowerFigure[] {
  return (comparison?.cases ?? []).flatMap((one) => {
    if (one.kind === 'not-compared') return [];
    const { id, metrics } = one;
    return metrics.filter(isSlower).map(({ metric, unit, shift, interval }) => {
      const range = interval === null ? '' : ` (${interval.map((end) => formatShift(end, unit)).join(' … ')})`;
      return {
        id,
        of: cases.find((each) => each.id === id),
        title: `${metric} is worse than the baseline`,
        text: `${metric} ${formatShift(shift, unit)}${range} against ${comparison?.base.file ?? ''}`,
      };
    });
  });
}

function isSlower({ gates, verdict }: MetricComparison): boolean {
  return gates && verdict === 'slower';
}
