import { figuresOf } from '../figures-of.ts';
import type { CaseResult, IterationResult } from '../run-result.ts';

/** A metric to compare, and whether it decides. */
export interface ChosenMetric {
  readonly metric: string;
  readonly gates: boolean;
}

/** Too noisy under a backoff with jitter: shown, and left to expectations. */
const shown = ['reconnect', 'recovery', 'outage', 'attempts'] as const;

/** Later attempts add noise and say nothing new of a backoff. */
const latestAttempt = 6;

/**
 * What is compared of a case. Without a choice of the user's three metrics decide: whether the client came back, when it
 * noticed, and the last attempt, up to the seventh, that every iteration has. What the user names decides, all of it.
 */
export function chooseMetrics(
  base: CaseResult,
  head: CaseResult,
  named: readonly string[] | undefined,
): readonly ChosenMetric[] {
  if (named !== undefined) return named.map((metric) => ({ metric, gates: true }));
  const both = [base, head];
  const isMeasured = (metric: string): boolean =>
    both.every(({ iterations }) => iterations.some((iteration) => figuresOf(iteration, metric).length === 1));
  const attempt = lastSharedAttempt([...base.iterations, ...head.iterations]);
  const gating = ['recovered', 'detection', ...(attempt === undefined ? [] : [attempt])];
  return [
    ...gating.filter(isMeasured).map((metric) => ({ metric, gates: true })),
    ...shown.filter(isMeasured).map((metric) => ({ metric, gates: false })),
  ];
}

function lastSharedAttempt(iterations: readonly IterationResult[]): string | undefined {
  for (let k = latestAttempt; k >= 0; k--) {
    const metric = `schedule.${k}`;
    if (iterations.every((iteration) => figuresOf(iteration, metric).length === 1)) return metric;
  }
  return undefined;
}
