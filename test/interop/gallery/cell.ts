import { cameThroughFault } from '../../../src/result/came-through-fault.ts';
import { figureFloors } from '../../../src/result/figure-floors.ts';
import { figuresOf } from '../../../src/result/figures-of.ts';
import type { CaseResult, IterationResult, MetricSummary, Verdict } from '../../../src/result/run-result.ts';
import { verdicts } from '../../../src/result/run-result.ts';
import { summarise } from '../../../src/result/summarise.ts';
import { failures } from './failures.ts';
import type { Part } from './parts.ts';

/** What one client did under one failure. */
export interface Cell {
  readonly setUp: string;
  readonly failure: string;
  /** How often each was given, of those that were; empty where nothing was measured. */
  readonly verdicts: readonly { readonly verdict: Verdict; readonly count: number }[];
  readonly detection: MetricSummary;
  readonly recovery: MetricSummary;
  readonly attempts: MetricSummary;
  /** In some iteration a failure that was not over let the client back, so that its recovery is 0 by definition. */
  readonly cameThrough: boolean;
  /** Each that was seen, once: the client's own word for its loss, or the sign on the wire. */
  readonly signs: readonly string[];
  /** Each that was given, once: why a verdict is what it is, or why there is none. */
  readonly reasons: readonly string[];
}

/** Sums up the iterations of one cell, whichever cases they belong to. */
export function sumUpCell({ setUp, failure, cases }: Pick<Part, 'setUp' | 'failure' | 'cases'>): Cell {
  const met = cases.flatMap(({ iterations, timeoutMs }) =>
    iterations.filter((one) => !metNothing(failure, one)).map((iteration) => ({ iteration, timeoutMs })),
  );
  const iterations = met.map(({ iteration }) => iteration);
  const summaryOf = (metric: string) =>
    summarise(
      iterations.flatMap((iteration) => figuresOf(iteration, metric)),
      { floors: met.flatMap(({ iteration, timeoutMs }) => figureFloors(iteration, metric, timeoutMs)) },
    );
  return {
    setUp,
    failure,
    verdicts: verdicts.flatMap((verdict) => {
      const count = iterations.filter((iteration) => iteration.verdict === verdict).length;
      return count === 0 ? [] : [{ verdict, count }];
    }),
    detection: summaryOf('detection'),
    recovery: summaryOf('recovery'),
    attempts: summaryOf('attempts'),
    cameThrough: iterations.some(cameThroughFault),
    signs: distinct(iterations.flatMap(signOf)),
    reasons: distinct([
      ...iterations.flatMap(({ reason }) => reason ?? []),
      ...cases.flatMap(whyUnmeasured),
      ...(cases.some((one) => one.iterations.some((iteration) => metNothing(failure, iteration)))
        ? ['it sent no pings, so there were no pongs to drop']
        : []),
    ]),
  };
}

/** What is to be dropped never came: that says nothing about the client. */
function metNothing(failure: string, { verdict, marks }: IterationResult): boolean {
  const isPicky = failures.some(({ name, kind }) => name === failure && kind === 'pongs');
  return isPicky && verdict === 'unaffected' && marks.affected === null;
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function signOf({ marks, source, cause, wireSign }: IterationResult): readonly string[] {
  if (marks.detected === null) return [];
  return [source.detection === 'client' ? (cause ?? 'client: loss') : `wire: ${wireSign ?? 'nothing'}`];
}

function whyUnmeasured({ status, reason, iterations, invalid }: CaseResult): readonly string[] {
  if (status !== 'unmeasured' && iterations.length > 0) return [];
  const whys = invalid.flatMap((iteration) => iteration.reason ?? []);
  return whys.length > 0 ? whys : [reason ?? 'not measured'];
}
