import { figuresOf } from '../figures-of.ts';
import type { CaseResult } from '../run-result.ts';

/** A metric to compare, and whether it decides. */
export interface ChosenMetric {
  readonly metric: string;
  readonly gates: boolean;
}

/** Too noisy under a backoff with jitter: shown, and left to expectations. */
const shown = ['reconnect', 'recovery', 'outage', 'attempts'] as const;

/**
 * What is compared of a case. Without a choice of the user's three metrics decide: whether the client came back, when it
 * noticed, and the attempt that `chooseAttempt` found. What the user names decides, all of it.
 */
export function chooseMetrics(
  base: CaseResult,
  head: CaseResult,
  { named, attempt }: { readonly named: readonly string[] | undefined; readonly attempt: string | undefined },
): readonly ChosenMetric[] {
  if (named !== undefined) return named.map((metric) => ({ metric, gates: true }));
  const both = [base, head];
  const isMeasured = (metric: string): boolean =>
    both.every(({ iterations }) => iterations.some((iteration) => figuresOf(iteration, metric).length === 1));
  const gating = ['recovered', 'detection', ...(attempt === undefined ? [] : [attempt])];
  return [
    ...gating.filter(isMeasured).map((metric) => ({ metric, gates: true })),
    ...shown.filter(isMeasured).map((metric) => ({ metric, gates: false })),
  ];
}
