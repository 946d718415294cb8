import type { Arrivals } from './arrivals.ts';
import { poolAttempts } from './pool-attempts.ts';
import type { Episode } from './read-episode.ts';

/** Enough for a curve on any screen, and few enough for a file of many iterations. */
const mostBuckets = 200;

/** The arrival curve of a fleet of which some lost their link; `undefined` where there is none. */
export function readArrivals(episode: Episode): Arrivals | undefined {
  const { context, outcome } = episode;
  if (context.clients < 2 || outcome === null || outcome.lost.length === 0) return undefined;
  const { injected, lost } = outcome;
  const pool = poolAttempts(episode, injected);
  const dials = pool.complete ? pool.at.map((t) => t - injected) : [];
  const readies = lost.flatMap(({ ready }) => (ready === null ? [] : [Math.max(0, ready.t - injected)]));
  const lastMs = [...dials, ...readies].reduce((last, t) => Math.max(last, t), 0);
  const bucketMs = chooseWidth(lastMs);
  const buckets = Math.floor(lastMs / bucketMs) + 1;
  return {
    lost: lost.length,
    bucketMs,
    attempts: pool.complete ? fill(dials, bucketMs, buckets) : null,
    back: fill(readies, bucketMs, buckets),
  };
}

/** The narrowest of 1, 2, 5, 10, 20, 50, … ms that needs no more buckets than there may be. */
function chooseWidth(lastMs: number): number {
  for (let decade = 1; ; decade *= 10) {
    const width = [1, 2, 5].map((digit) => digit * decade).find((ms) => lastMs < ms * mostBuckets);
    if (width !== undefined) return width;
  }
}

function fill(instants: readonly number[], bucketMs: number, buckets: number): readonly number[] {
  const counts = new Array<number>(buckets).fill(0);
  for (const t of instants) {
    const bucket = Math.floor(t / bucketMs);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}
