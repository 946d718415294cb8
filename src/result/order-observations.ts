import type { Observation } from './observation.ts';

/** How the iteration ended: the `finished` of the runner, or the last thing seen where it said nothing. */
export interface IterationEnd {
  readonly t: number;
  readonly reason: 'done' | 'timeout' | 'disturbed';
  readonly why: string | undefined;
}

const severity = ['disturbed', 'timeout', 'done'] as const;

/** Kinds that decide something when they fall on one instant, the deciding one first. */
const ranks: Readonly<Record<string, number>> = {
  'fault-start': 0,
  injected: 1,
  affected: 2,
  'close-frame': 3,
  end: 4,
  closed: 5,
  gone: 6,
  'fault-end': 7,
};
const otherRank = 8;
const messageRank = 9;

/**
 * The observations up to the iteration's end, in an order that depends on their contents alone; only messages of one
 * instant keep the order in which they were given, because for them order is what is measured.
 */
export function orderObservations(observations: readonly Observation[]): readonly Observation[] {
  const end = findEnd(observations);
  return observations.filter((observation) => observation.t <= end.t).sort(compare);
}

/** The earliest end that the runner told; of several at one instant, the gravest. */
export function findEnd(observations: readonly Observation[]): IterationEnd {
  let end: IterationEnd | undefined;
  let last = Number.NEGATIVE_INFINITY;
  for (const observation of observations) {
    last = Math.max(last, observation.t);
    if (observation.source !== 'runner' || observation.kind !== 'finished') continue;
    const { t, reason, why } = observation;
    const isFirst = end === undefined || t < end.t;
    const isGraver = end?.t === t && severity.indexOf(reason) < severity.indexOf(end.reason);
    if (isFirst || isGraver) end = { t, reason, why };
  }
  return end ?? { t: Number.isFinite(last) ? last : 0, reason: 'timeout', why: undefined };
}

function compare(a: Observation, b: Observation): number {
  if (a.t !== b.t) return a.t - b.t;
  const byRank = rankOf(a) - rankOf(b);
  if (byRank !== 0 || rankOf(a) === messageRank) return byRank;
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function rankOf(observation: Observation): number {
  if (observation.kind === 'sent' || observation.kind === 'delivered') return messageRank;
  return ranks[observation.kind] ?? otherRank;
}
