import type { CaseResult, IterationResult } from '../run-result.ts';

/** How two results of a case are set against each other. */
export type Design =
  | {
      readonly kind: 'paired';
      readonly pairs: readonly (readonly [base: IterationResult, head: IterationResult])[];
      /** Those whose phases do not agree. */
      readonly left: number;
    }
  | { readonly kind: 'unpaired'; readonly reason: string };

/** Phases that differ by less are one: as a share of the period, twice what the runner lets pass. */
const samePhase = 0.02;

/**
 * Pairs the iterations of one index where seed, case, phases and number agree.
 * @param isChosen - the user named both cases: then they need not be the same
 * @param fewest - as many pairs are needed
 */
export function pairIterations(
  base: CaseResult,
  head: CaseResult,
  { isChosen, fewest }: { readonly isChosen: boolean; readonly fewest: number },
): Design {
  const unpaired = (reason: string): Design => ({ kind: 'unpaired', reason: `not paired: ${reason}` });
  if (!isChosen && base.hash !== head.hash) return unpaired(`the case differs: ${describeDifference(base, head)}`);
  if (base.seed !== head.seed) return unpaired(`the seeds differ (${base.seed} and ${head.seed})`);
  const [n, m] = [base.iterations.length, head.iterations.length];
  if (n !== m) return unpaired(`there are ${n} and ${m} iterations`);
  const byIndex = new Map(head.iterations.map((iteration) => [iteration.index, iteration]));
  const pairs = base.iterations.flatMap((iteration) => {
    const other = byIndex.get(iteration.index);
    return other !== undefined && agree(iteration, other) ? [[iteration, other] as const] : [];
  });
  const left = n - pairs.length;
  if (pairs.length < fewest && left > 0) return unpaired(`the phases agree in ${pairs.length} of ${n} iterations`);
  return { kind: 'paired', pairs, left };
}

/** Files of earlier versions know nothing of parts. */
function describeDifference({ partHashes: before }: CaseResult, { partHashes: now }: CaseResult): string {
  const names = before && now ? [...new Set([...Object.keys(before), ...Object.keys(now)])] : [];
  const differing = names.filter((name) => before?.[name] !== now?.[name]).sort();
  return differing.length === 0 ? 'its scenario, or an option of the run' : `in ${differing.join(', ')}`;
}

function agree(one: IterationResult, other: IterationResult): boolean {
  if (one.seed !== other.seed) return false;
  if (one.phase === null || other.phase === null) return one.phase === other.phase;
  const apart = Math.abs(one.phase - other.phase);
  return Math.min(apart, 1 - apart) <= samePhase;
}
