import type { IterationResult, Sample, Verdict } from '../../src/result/run-result.ts';

/** A judged iteration by hand, for the tests of what comes after the judge. */
export function iterationOf(
  index: number,
  samples: Readonly<Record<string, Sample>>,
  changes: Partial<IterationResult> & { readonly verdict?: Verdict } = {},
): IterationResult {
  return {
    index,
    seed: 7,
    phase: null,
    verdict: 'recovered',
    cause: null,
    wireSign: null,
    source: {},
    marks: {
      ...{ steady: -900, injected: 0, affected: null, detected: null, attempts: [], open: null },
      ...{ ready: 100, lifted: 0, closed: null, serverDetected: null },
    },
    samples,
    unobservable: {},
    noise: { loop: 1 },
    timeline: [],
    ...changes,
  };
}

/** One iteration for each figure of a metric, indexed from 0. */
export function iterationsOf(metric: string, figures: readonly Sample[]): readonly IterationResult[] {
  return figures.map((figure, index) => iterationOf(index, { [metric]: figure }));
}
