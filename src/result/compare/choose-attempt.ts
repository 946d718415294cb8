import { figuresOf } from '../figures-of.ts';
import type { CaseResult, IterationResult } from '../run-result.ts';
import { fewestFigures } from './compare-metric.ts';
import type { Design } from './pair-iterations.ts';

/** Which attempt is compared; a note where iterations, or all of them, are left out. */
export interface ChosenAttempt {
  readonly metric?: string;
  readonly note?: string;
}

/** Later attempts add noise and say nothing new of a backoff. */
const latestAttempt = 6;

/** Where nearly all have one, few are left out; what fewer have is taken from the swift ones, so it comes second. */
const leastShares = [0.9, 0.5] as const;

/** The last attempt, up to the seventh, that most iterations of both have, and as many pairs of them as are judged. */
export function chooseAttempt(base: CaseResult, head: CaseResult, design: Design): ChosenAttempt {
  const sides = sidesOf(base, head, design);
  const has = (metric: string) => (group: readonly IterationResult[]) =>
    group.every((iteration) => figuresOf(iteration, metric).length === 1);
  const names = Array.from({ length: latestAttempt + 1 }, (_, place) => `schedule.${latestAttempt - place}`);
  for (const share of leastShares) {
    const metric = names.find((name) =>
      sides.every((groups) => {
        const count = groups.filter(has(name)).length;
        return (
          count >= Math.min(fewestFigures, groups.length) && count / groups.length >= share && 2 * count > groups.length
        );
      }),
    );
    if (metric === undefined) continue;
    const left = sides.map((groups) => `${groups.filter((group) => !has(metric)(group)).length} of ${groups.length}`);
    if (left.every((text) => text.startsWith('0 '))) return { metric };
    const what = design.kind === 'paired' ? `${left[0]} pairs` : `${left.join(' and ')} iterations`;
    return { metric, note: `${metric} leaves out ${what}: they have no such attempt` };
  }
  const isAny = [...base.iterations, ...head.iterations].some((one) => has('schedule.0')([one]));
  return isAny ? { note: 'schedule not compared: there is no attempt that most iterations of both have' } : {};
}

/** What is left out together: pairs, or the iterations of each side. */
function sidesOf(
  base: CaseResult,
  head: CaseResult,
  design: Design,
): readonly (readonly (readonly IterationResult[])[])[] {
  if (design.kind === 'paired') return [design.pairs];
  return [base, head].map(({ iterations }) => iterations.map((one) => [one]));
}
