import { figureStart, waitEnd } from '../figure-start.ts';
import type { CaseResult, IterationResult, Sample } from '../run-result.ts';

/** A case as a shorter timeout would have left it: what came about after it is censored. */
export function censorAt(result: CaseResult, timeoutMs: number): CaseResult {
  if (result.timeoutMs <= timeoutMs) return result;
  return { ...result, timeoutMs, iterations: result.iterations.map((one) => cut(one, timeoutMs)) };
}

function cut(iteration: IterationResult, timeoutMs: number): IterationResult {
  const { marks, samples, verdict } = iteration;
  const endsAt = waitEnd(marks, timeoutMs);
  const isPast = (mark: number | null): boolean => mark !== null && mark > endsAt;
  const kept = Object.entries(samples).flatMap(([metric, sample]): readonly (readonly [string, Sample])[] => {
    const startsAt = startOf(metric, iteration);
    if (startsAt === undefined || typeof sample !== 'number' || startsAt + sample <= endsAt) return [[metric, sample]];
    // An attempt that a client away did not make has no sample: `figuresOf` knows what that means.
    return metric.startsWith('schedule.') ? [] : [[metric, 'censored']];
  });
  const isLate = isPast(marks.ready) || isAbove(samples.outage, endsAt);
  const isUnaware = isPast(marks.detected) || isAbove(samples.detection, endsAt);
  const attempts = marks.attempts.filter((mark) => mark <= endsAt).length;
  return {
    ...iteration,
    verdict: isLate && verdict === 'recovered' ? (isUnaware ? 'undetected' : 'stuck') : verdict,
    marks: isLate ? { ...marks, ready: null } : marks,
    samples: {
      ...Object.fromEntries(kept),
      ...(isLate && typeof samples.attempts === 'number' ? { attempts: Math.min(samples.attempts, attempts) } : {}),
    },
  };
}

/** From which instant a metric counts that has a figure; `undefined` of one that does not end with an event. */
function startOf(metric: string, { marks, samples }: IterationResult): number | undefined {
  const start = figureStart(metric, marks);
  if (start !== null) return start;
  // Never lifted: a recovery ends with the outage.
  const isRecovery = marks.lifted === null && (metric === 'recovery' || metric.startsWith('fleet.back'));
  return isRecovery && typeof samples.outage === 'number' ? samples.outage : 0;
}

function isAbove(sample: Sample | undefined, limit: number): boolean {
  return typeof sample === 'number' && sample > limit;
}
