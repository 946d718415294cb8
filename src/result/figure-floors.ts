import { figureStart, waitEnd } from './figure-start.ts';
import { figuresOf } from './figures-of.ts';
import type { IterationResult } from './run-result.ts';

/**
 * The figures of `figuresOf`, with what it exceeds for certain in place of each censored one: from where it counts to the end
 * of the wait. 0 where nothing is known. Ranks of them are bounds of the ranks of the figures themselves.
 */
export function figureFloors(iteration: IterationResult, metric: string, timeoutMs: number): readonly number[] {
  const { marks } = iteration;
  const start = figureStart(metric, marks);
  const floor = start == null ? 0 : Math.max(0, waitEnd(marks, timeoutMs) - start);
  return figuresOf(iteration, metric).map((figure) => (figure === 'censored' ? floor : figure));
}
