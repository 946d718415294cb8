import { formatDurationLiteral } from '../base/duration.ts';
import type { MetricUnit } from '../base/metric.ts';
import type { Comparison } from '../result/compare/comparison.ts';
import { hasRecovered } from '../result/figures-of.ts';
import type { CaseResult, ExpectationResult } from '../result/run-result.ts';
import { caseRow } from './case-row.ts';
import { cleanStrings } from './clean-strings.ts';
import { defineReporter } from './define-reporter.ts';
import { notObservable } from './format-figure.ts';
import { formatShift } from './format-shift.ts';

/** One line a case, for logs and `grep`: a status word, the case's id, then `key=value`. */
export const plain = defineReporter({
  name: 'plain',
  summary: 'one line a case, for logs and grep',
  defaultFile: undefined,
  render(given) {
    const { cases, comparison } = cleanStrings(given);
    return [...cases.map(plainLine), ...(comparison === undefined ? [] : comparisonLines(comparison))]
      .map((line) => `${line}\n`)
      .join('');
  },
});

const words = { pass: 'pass', fail: 'FAIL', unmeasured: 'unmeasured' } as const;

function plainLine(result: CaseResult): string {
  const { iterations, summary, bound, status, reason, expectations } = result;
  const spell = (metric: string, statistic: 'median' | 'max', unit: MetricUnit = 'duration'): string =>
    spellFigure(summary[metric]?.[statistic], unit, summary[metric]?.beyond?.[statistic]);
  const pairs: (readonly [key: string, value: string])[] = [
    ['n', String(iterations.length)],
    ['recovered', `${iterations.filter(hasRecovered).length}/${iterations.length}`],
    ['detected-by', caseRow(result).detectedBy],
    ['detection.median', spell('detection', 'median')],
    ['detection.max', spell('detection', 'max')],
    ['bound', bound === null ? 'none' : bound.style === 'rtt' ? '1rtt' : figureOfBound(bound)],
    ['recovery.median', spell('recovery', 'median')],
    ['recovery.max', spell('recovery', 'max')],
    ...(caseRow(result).serverDetection === undefined
      ? []
      : ([
          ['server.detection.median', spell('server.detection', 'median')],
          ['server.detection.max', spell('server.detection', 'max')],
        ] as const)),
    ['attempts.max', spell('attempts', 'max', 'count')],
    ...expectations.filter(({ pass }) => !pass).flatMap(failurePairs),
    ...(reason === undefined ? [] : [['reason', reason] as const]),
  ];
  return [words[status], result.id, ...pairs.map(([key, value]) => `${key}=${quote(value)}`)].join(' ');
}

/** A line for each metric that decides, and for each case that was not compared. */
function comparisonLines({ cases }: Comparison): readonly string[] {
  return cases.flatMap((one) => {
    if (one.kind === 'not-compared') return [`not-compared ${one.id} reason=${quote(one.reason)}`];
    const deciding = one.metrics.filter(({ gates }) => gates);
    return deciding.map(({ metric, verdict, shift, interval, unit }) => {
      const ends = interval === null ? [] : [['low', interval[0]] as const, ['high', interval[1]] as const];
      const pairs = [['shift', shift] as const, ...ends].map(
        ([key, value]) => `${key}=${quote(formatShift(value, unit))}`,
      );
      return [verdict, one.id, `metric=${metric}`, ...pairs, `design=${one.design}`].join(' ');
    });
  });
}

function failurePairs(failed: ExpectationResult): readonly (readonly [string, string])[] {
  const { level, expression, note, actual, beyond, unit = 'duration', file, line, column } = failed;
  return [
    [level === 'warn' ? 'warned' : 'failed', expression],
    ['got', note ?? spellFigure(actual, unit, beyond)],
    ['at', `${file}:${line}:${column}`],
  ];
}

function figureOfBound({ best, worst }: NonNullable<CaseResult['bound']>): string {
  return best === null || worst === null ? 'never' : `${formatDurationLiteral(best)}..${formatDurationLiteral(worst)}`;
}

/** As scenarios spell it: `1018ms`, `>14.956s` (rounded down), `never`; figures to a thousandth. */
function spellFigure(
  value: number | 'censored' | null | undefined,
  unit: MetricUnit,
  beyondMs: number | undefined,
): string {
  if (value == null) return notObservable;
  if (value === 'censored') {
    const isKnown = unit === 'duration' && beyondMs !== undefined;
    return isKnown ? `>${formatDurationLiteral(Math.floor(beyondMs))}` : 'never';
  }
  const rounded = Number(value.toFixed(3));
  if (unit === 'share') return `${Number((value * 100).toFixed(1))}%`;
  return unit === 'duration' ? formatDurationLiteral(Number(rounded.toFixed(rounded < 10 ? 3 : 0))) : String(rounded);
}

/** JSON's quotes where a value has more than one word. */
function quote(value: string): string {
  return /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
}
