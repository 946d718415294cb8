import { figureStart, waitEnd } from './figure-start.ts';
import { figuresOf } from './figures-of.ts';
import type { IterationResult, Verdict } from './run-result.ts';

/** A client that is gone for good ends the wait at once, for all of them, long before the timeout. */
const cutShort: ReadonlySet<Verdict> = new Set(['crashed', 'gave-up']);

/**
 * The figures of `figuresOf`, with what it exceeds for certain in place of each censored one: from where it counts to the end
 * of the wait. 0 where nothing is known. Ranks of them are bounds of the ranks of the figures themselves.
 */
export function figureFloors(iteration: IterationResult, metric: string, timeoutMs: number): readonly number[] {
  const { marks, verdict } = iteration;
  const start = figureStart(metric, marks);
  const floor = start == null || cutShort.has(verdict) ? 0 : Math.max(0, waitEnd(marks, timeoutMs) - start);
  return figuresOf(iteration, metric).map((figure) => (figure === 'censored' ? floor : figure));
}
