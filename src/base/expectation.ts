import type { MetricUnit } from './metric.ts';

/** A statistic over the iterations; without one the bound holds for every iteration. */
export const statistics = ['min', 'median', 'p90', 'p95', 'p99', 'max'] as const;
export type Statistic = (typeof statistics)[number];

export const operators = ['<=', '>=', '<', '>', '==', '!='] as const;
export type Operator = (typeof operators)[number];

/** `error` decides the exit code, `warn` is shown, `off` is not evaluated. */
export type ExpectationLevel = 'error' | 'warn' | 'off';

/** One bound of a scenario, parsed: `detection.p95 < 100ms`. */
export interface Expectation {
  /** As it was written, after interpolation. */
  readonly expression: string;
  readonly metric: string;
  readonly statistic: Statistic | undefined;
  readonly operator: Operator;
  /** Milliseconds, a count, or a share between 0 and 1, by `unit`. */
  readonly value: number;
  readonly unit: MetricUnit;
  readonly level: ExpectationLevel;
  readonly because: string | undefined;
  /** Where it stands in `file`, 1-based. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
