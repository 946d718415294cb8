import { hasRecovered } from '../result/figures-of.ts';
import { lowerProportionBound } from '../result/proportion-bound.ts';
import type { CaseResult } from '../result/run-result.ts';

/** `20/20, ≥ 86 % with 95 % confidence`: what so many iterations prove, and no more. */
export function formatRecovered({ iterations }: CaseResult): string {
  const recovered = iterations.filter(hasRecovered).length;
  const atLeast = Math.floor(lowerProportionBound(recovered, iterations.length) * 100);
  return `${recovered}/${iterations.length}, ≥ ${atLeast} % with 95 % confidence`;
}
