import { formatDuration } from '../base/duration.ts';
import type { Observation } from './observation.ts';

/** Links that a fault meets within this time are as good as met at once. */
const atOnceMs = 1_000;

/**
 * That a fault met the links of a fleet one after the other, where it did: the figures count from the first. Which links
 * came up later does not matter.
 */
export function explainStagger(observations: readonly Observation[], fault: string | undefined): string | undefined {
  const accepted = new Map<number, number>();
  const met = new Map<number, number>();
  for (const observation of observations) {
    if (observation.source === 'wire' && observation.kind === 'accept') {
      accepted.set(observation.connection, observation.t);
    } else if (observation.source === 'fault' && observation.kind === 'injected' && observation.fault === fault) {
      const { connection, t } = observation;
      if (connection !== undefined) met.set(connection, Math.min(t, met.get(connection) ?? t));
    }
  }
  let first = Number.POSITIVE_INFINITY;
  for (const t of met.values()) first = Math.min(first, t);
  let last = first;
  for (const [connection, t] of met) if ((accepted.get(connection) ?? first) <= first) last = Math.max(last, t);
  if (met.size === 0 || last - first <= atOnceMs) return undefined;
  return `fault "${fault}" met the links over more than ${formatDuration(atOnceMs)}, and all figures count from the first: detection and outage hold that time, too, which no bound does`;
}
