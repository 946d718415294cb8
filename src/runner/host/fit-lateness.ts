import type { Standstill } from '../../result/observation.ts';
import type { Lateness } from '../loop-delay.ts';

/** With so many a report takes half of the longest line that is read. */
const mostStandstills = 10_000;

/**
 * What a host may report in one line. Of too many standstills those that are nearest to each other are told as one: what happened
 * between them is then taken for late, but nothing late for prompt.
 */
export function fitLateness(lateness: Lateness): Lateness {
  const { standstills } = lateness;
  const excess = standstills.length - mostStandstills;
  if (excess <= 0) return lateness;
  const gaps = standstills.slice(1).map(({ from }, index) => from - (standstills[index]?.to ?? from));
  const smallGap = gaps.sort((a, b) => a - b)[excess - 1] ?? 0;
  const merged: Standstill[] = [];
  for (const { from, to } of standstills) {
    const last = merged.at(-1);
    if (last !== undefined && from - last.to <= smallGap) merged[merged.length - 1] = { from: last.from, to };
    else merged.push({ from, to });
  }
  return { ...lateness, standstills: merged };
}
