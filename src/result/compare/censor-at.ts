import type { CaseResult, IterationResult, Sample } from '../run-result.ts';

/**
 * A case as a shorter timeout would have left it: what came about after it is censored. Instants count from `injected`, the
 * timeout from `steady`.
 */
export function censorAt(result: CaseResult, timeoutMs: number): CaseResult {
  if (result.timeoutMs <= timeoutMs) return result;
  return { ...result, timeoutMs, iterations: result.iterations.map((one) => cut(one, timeoutMs)) };
}

function cut(iteration: IterationResult, timeoutMs: number): IterationResult {
  const { marks, samples, verdict } = iteration;
  const endsAt = timeoutMs + (marks.steady ?? 0);
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

/** From which instant a metric counts that ends with an event; `undefined` of one that does not. */
function startOf(metric: string, { marks, samples }: IterationResult): number | undefined {
  if (['detection', 'outage', 'server.detection'].includes(metric)) return 0;
  if (metric === 'recovery' || metric.startsWith('fleet.back')) {
    // Never lifted: it ends with the outage.
    if (marks.lifted === null) return typeof samples.outage === 'number' ? samples.outage : 0;
    return Math.max(marks.lifted, 0);
  }
  const isFromNotice = ['reconnect', 'close'].includes(metric) || /^schedule\.\d+$/.test(metric);
  return isFromNotice ? (marks.detected ?? 0) : undefined;
}

function isAbove(sample: Sample | undefined, limit: number): boolean {
  return typeof sample === 'number' && sample > limit;
}
