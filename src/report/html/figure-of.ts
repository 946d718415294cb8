import { figureFloors } from '../../result/figure-floors.ts';
import { figuresOf } from '../../result/figures-of.ts';
import type { IterationResult } from '../../result/run-result.ts';
import { formatFigure } from '../format-figure.ts';

/** The one figure that an iteration has for a metric, and what it exceeds where it is censored; `undefined` without one. */
export function figureOf(
  iteration: IterationResult,
  metric: string,
  timeoutMs: number,
): { readonly value: number | 'censored'; readonly floor: number } | undefined {
  const [value, ...more] = figuresOf(iteration, metric);
  if (value === undefined || more.length > 0) return undefined;
  return { value, floor: figureFloors(iteration, metric, timeoutMs)[0] ?? 0 };
}

/** The same in words: `1.02 s`, `>14.9 s`, an en dash without one. */
export function writeFigureOf(iteration: IterationResult, metric: string, timeoutMs: number): string {
  const figure = figureOf(iteration, metric, timeoutMs);
  if (figure === undefined) return '–';
  return formatFigure(figure.value, metric === 'attempts' ? 'count' : 'duration', figure.floor || undefined);
}

/** An iteration in a line: `#11 · phase 0.53 · detection 1.02 s · recovered`. */
export function describeIteration(iteration: IterationResult, timeoutMs: number): string {
  const { index, phase, verdict } = iteration;
  return [
    `#${index}`,
    ...(phase === null ? [] : [`phase ${phase.toFixed(2)}`]),
    `detection ${writeFigureOf(iteration, 'detection', timeoutMs)}`,
    verdict,
  ].join(' · ');
}
