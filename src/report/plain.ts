import { formatDurationLiteral } from '../base/duration.ts';
import type { Comparison } from '../result/compare/comparison.ts';
import { hasRecovered } from '../result/figures-of.ts';
import type { CaseResult, ExpectationResult } from '../result/run-result.ts';
import { caseRow } from './case-row.ts';
import { defineReporter } from './define-reporter.ts';
import { notObservable } from './format-figure.ts';
import { formatShift } from './format-shift.ts';

/** One line a case, for logs and `grep`: a status word, the case's id, then `key=value`. */
export const plain = defineReporter({
  name: 'plain',
  summary: 'one line a case, for logs and grep',
  defaultFile: undefined,
  render: ({ cases, comparison }) =>
    [...cases.map(plainLine), ...(comparison === undefined ? [] : comparisonLines(comparison))]
      .map((line) => `${line}\n`)
      .join(''),
});

const words = { pass: 'pass', fail: 'FAIL', unmeasured: 'unmeasured' } as const;

function plainLine(result: CaseResult): string {
  const { iterations, summary, bound, timeoutMs, status, reason, expectations } = result;
  const figure = (value: number | 'censored' | null | undefined) => spellFigure(value, 'duration', timeoutMs);
  const pairs: (readonly [key: string, value: string])[] = [
    ['n', String(iterations.length)],
    ['recovered', `${iterations.filter(hasRecovered).length}/${iterations.length}`],
    ['detected-by', caseRow(result).detectedBy],
    ['detection.median', figure(summary.detection?.median)],
    ['detection.max', figure(summary.detection?.max)],
    ['bound', bound === null ? 'none' : bound.style === 'rtt' ? '1rtt' : figureOfBound(bound)],
    ['recovery.median', figure(summary.recovery?.median)],
    ['recovery.max', figure(summary.recovery?.max)],
    ...(caseRow(result).serverDetection === undefined
      ? []
      : ([
          ['server.detection.median', figure(summary['server.detection']?.median)],
          ['server.detection.max', figure(summary['server.detection']?.max)],
        ] as const)),
    ['attempts.max', spellFigure(summary.attempts?.max, 'count', timeoutMs)],
    ...expectations.filter(({ pass }) => !pass).flatMap((failed) => failurePairs(failed, timeoutMs)),
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

function failurePairs(failed: ExpectationResult, timeoutMs: number): readonly (readonly [string, string])[] {
  const { level, expression, note, actual, unit = 'duration', file, line, column } = failed;
  return [
    [level === 'warn' ? 'warned' : 'failed', expression],
    ['got', note ?? spellFigure(actual, unit, timeoutMs)],
    ['at', `${file}:${line}:${column}`],
  ];
}

function figureOfBound({ best, worst }: NonNullable<CaseResult['bound']>): string {
  return best === null || worst === null ? 'never' : `${formatDurationLiteral(best)}..${formatDurationLiteral(worst)}`;
}

/** As scenarios spell it: `1018ms`, `>15s`; figures to a thousandth. */
function spellFigure(
  value: number | 'censored' | null | undefined,
  unit: NonNullable<ExpectationResult['unit']>,
  timeoutMs: number,
): string {
  if (value == null) return notObservable;
  if (value === 'censored') return unit === 'duration' ? `>${formatDurationLiteral(timeoutMs)}` : 'never';
  const rounded = Number(value.toFixed(3));
  if (unit === 'share') return `${Number((value * 100).toFixed(1))}%`;
  return unit === 'duration' ? formatDurationLiteral(Number(rounded.toFixed(rounded < 10 ? 3 : 0))) : String(rounded);
}

/** JSON's quotes where a value has more than one word. */
function quote(value: string): string {
  return /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
}
