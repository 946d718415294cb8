import { formatDuration, formatDurationLiteral } from '../../base/duration.ts';
import type { IterationResult } from '../../result/run-result.ts';
import type { Commented } from '../../scenario/scenario-draft.ts';
import { roundBound } from './round-bound.ts';

export interface ProposedExpectations {
  readonly expect: readonly Commented<string>[];
  /** Why there are no others. */
  readonly comment: string | undefined;
  /** The longest time that is allowed anywhere. */
  readonly longestMs: number;
}

/** A machine that is busy, and a backoff that draws its waits, need so much in any case. */
const floors = { detection: 500, reconnect: 2_000, recovery: 2_000 } as const;

/**
 * Bounds that what was seen once keeps with room to spare: twice the time, and for a heartbeat that might have been a whole
 * period later, that period.
 * @param heartbeatMs - between two pings of the client that was seen
 */
export function proposeExpectations(
  { verdict, reason, samples, marks }: IterationResult,
  heartbeatMs: number,
): ProposedExpectations {
  if (verdict === 'unaffected') return { expect: [{ value: 'spurious == 0' }], comment: undefined, longestMs: 0 };
  if (verdict !== 'recovered') {
    const why = reason === undefined ? verdict : `${verdict}: ${reason}`;
    const comment = `Nothing is expected: the client had not come back when this was saved (${why}).\nOnce it does, write - recovered == 100%`;
    return { expect: [], comment, longestMs: 0 };
  }
  const expect: Commented<string>[] = [];
  let longestMs = 0;
  const bound = (metric: keyof typeof floors, spareMs: number): void => {
    const sample = samples[metric];
    if (typeof sample !== 'number') return;
    const ms = roundBound(Math.max(floors[metric], 2 * (Math.max(0, sample) + spareMs)));
    longestMs = Math.max(longestMs, ms);
    expect.push({ value: `${metric}.max < ${formatDurationLiteral(ms)}`, comment: `seen: ${formatDuration(sample)}` });
  };
  const { detection } = samples;
  // What has a sign on the wire does not wait for a heartbeat.
  bound('detection', typeof detection === 'number' && detection > 100 ? heartbeatMs : 0);
  bound('reconnect', 0);
  // While the fault lasts nobody can be back, and until it is detected nobody tries.
  const isBeforeLift = marks.lifted !== null && marks.detected !== null && marks.detected > marks.lifted;
  bound('recovery', isBeforeLift && typeof detection === 'number' ? detection + heartbeatMs : 0);
  expect.push({ value: 'recovered == 100%' });
  return { expect, comment: undefined, longestMs };
}
