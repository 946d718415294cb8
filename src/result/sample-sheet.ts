import type { FigureSource } from './find-attempts.ts';
import type { IterationResult, Sample } from './run-result.ts';

/** Collects the figures of one iteration: each metric gets a figure, or the reason why it has none. */
export interface SampleSheet {
  /** Negative differences, which clocks of two observers can give, become 0; digits below a nanosecond are cut. */
  put(metric: string, sample: number | readonly number[] | 'censored', source?: FigureSource): void;
  skip(metric: string, reason: string): void;
  read(): Pick<IterationResult, 'samples' | 'unobservable' | 'source'>;
}

export function createSampleSheet(): SampleSheet {
  const samples: Record<string, Sample> = {};
  const unobservable: Record<string, string> = {};
  const source: Record<string, FigureSource> = {};
  return {
    put(metric, sample, from) {
      samples[metric] = clean(sample);
      if (from !== undefined) source[metric] = from;
    },
    skip(metric, reason) {
      samples[metric] = null;
      unobservable[metric] = reason;
    },
    read: () => ({ samples, unobservable, source }),
  };
}

/** Cuts milliseconds to whole nanoseconds, which is what the clock has. */
export function roundToNanoseconds(ms: number): number {
  return Math.round(ms * 1e6) / 1e6 + 0; // never -0
}

function clean(sample: number | readonly number[] | 'censored'): Sample {
  if (sample === 'censored') return sample;
  if (typeof sample === 'number') return cleanNumber(sample);
  return sample.map(cleanNumber);
}

function cleanNumber(value: number): number {
  return value > 0 ? roundToNanoseconds(value) : 0;
}
