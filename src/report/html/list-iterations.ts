import type { Verdict } from '../../result/run-result.ts';
import { figureOf } from './figure-of.ts';
import type { PageCase, PageIteration } from './page-data.ts';

/** In which order they are listed. */
export type IterationOrder = 'index' | 'phase' | 'detection' | 'recovery';

export const iterationOrders: readonly IterationOrder[] = ['index', 'phase', 'detection', 'recovery'];

/** The iterations of a case with such a verdict, in such an order: the longest first, what never came before all. */
export function listIterations(
  { iterations, timeoutMs }: Pick<PageCase, 'iterations' | 'timeoutMs'>,
  { verdict, order }: { readonly verdict: Verdict | undefined; readonly order: IterationOrder },
): readonly PageIteration[] {
  const chosen = iterations.filter((one) => verdict === undefined || one.verdict === verdict);
  if (order === 'index') return chosen;
  if (order === 'phase') return chosen.toSorted((a, b) => (a.phase ?? 2) - (b.phase ?? 2) || a.index - b.index);
  const keys = new Map(
    chosen.map((one) => {
      const figure = figureOf(one, order, timeoutMs);
      return [one, figure === undefined ? -1 : figure.value === 'censored' ? Number.MAX_VALUE : figure.value];
    }),
  );
  return chosen.toSorted((a, b) => (keys.get(b) ?? -1) - (keys.get(a) ?? -1) || a.index - b.index);
}
