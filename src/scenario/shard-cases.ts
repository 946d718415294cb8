import type { ScenarioCase } from './scenario-case.ts';

/** Which of how many machines, from 1. */
export interface ShardPlace {
  readonly index: number;
  readonly total: number;
}

/**
 * What one machine runs of the cases. All iterations in their order, each as long as it is planned, are one line that is cut
 * into equal pieces: at most one case is cut at each place, and every machine finds the same cuts by itself. Each case says
 * which of its iterations are meant, and of how many; one without any is left out.
 * @param planMs - how long an iteration should last
 */
export function shardCases(
  cases: readonly ScenarioCase[],
  planMs: (scenario: ScenarioCase) => number,
  { index, total }: ShardPlace,
): readonly ScenarioCase[] {
  const sized = cases.map((scenario) => ({ scenario, eachMs: iterationMs(scenario, planMs) }));
  const wholeMs = sized.reduce((sum, { scenario, eachMs }) => sum + scenario.repeat.count * eachMs, 0);
  let startMs = 0;
  return sized.flatMap(({ scenario, eachMs }) => {
    const { count } = scenario.repeat;
    const countBefore = (cutMs: number): number => clamp(Math.ceil((cutMs - startMs) / eachMs - 0.5), count);
    // The ends are no matter of rounding: nothing may fall off them.
    const first = index === 1 ? 0 : countBefore(((index - 1) / total) * wholeMs);
    const end = index === total ? count : countBefore((index / total) * wholeMs);
    startMs += count * eachMs;
    if (end <= first) return [];
    return [{ ...scenario, repeat: { ...scenario.repeat, count: end - first, part: { first, of: count } } }];
  });
}

/** The warm-up is shared out among the iterations that it warms up. */
function iterationMs(scenario: ScenarioCase, planMs: (scenario: ScenarioCase) => number): number {
  const { count, warmup } = scenario.repeat;
  // What is planned to take no time is work all the same.
  return (Math.max(1, planMs(scenario)) * (count + warmup)) / count;
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
