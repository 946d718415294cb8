import type { IterationResult, Sample } from './run-result.ts';

/** Every figure that an iteration has for a metric: none, one, or a list. */
export function figuresOf(iteration: IterationResult, metric: string): readonly (number | 'censored')[] {
  const sample = sampleOf(iteration, metric);
  if (sample === null) return [];
  return typeof sample === 'object' ? sample : [sample];
}

/** True when the client was back, or never away, at the end. */
export function hasRecovered({ verdict, marks }: IterationResult): boolean {
  if (verdict === 'recovered' || verdict === 'unaffected') return true;
  return verdict === 'spurious' && marks.ready !== null;
}

function sampleOf(iteration: IterationResult, metric: string): Sample {
  if (metric === 'recovered') return hasRecovered(iteration) ? 1 : 0;
  const sample = iteration.samples[metric];
  if (sample !== undefined) return sample;
  return isMissedAttempt(iteration, metric) ? 'censored' : null;
}

/** The K-th attempt of a client that never came back, and never made it. */
function isMissedAttempt({ verdict, samples }: IterationResult, metric: string): boolean {
  const isAway = verdict === 'undetected' || verdict === 'stuck';
  return isAway && /^schedule\.\d+$/.test(metric) && typeof samples.attempts === 'number';
}
