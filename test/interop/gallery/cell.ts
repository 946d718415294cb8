import { cameThroughFault } from '../../../src/result/came-through-fault.ts';
import { figuresOf } from '../../../src/result/figures-of.ts';
import type { CaseResult, IterationResult, Verdict } from '../../../src/result/run-result.ts';
import { verdicts } from '../../../src/result/run-result.ts';
import { summarise } from '../../../src/result/summarise.ts';
import { failures } from './failures.ts';
import type { Part } from './parts.ts';

/** Milliseconds, a count, or never within the time that the iteration had. */
type Figure = number | 'censored' | null;

/** What one client did under one failure. */
export interface Cell {
  readonly setUp: string;
  readonly failure: string;
  /** How often each was given, of those that were; empty where nothing was measured. */
  readonly verdicts: readonly { readonly verdict: Verdict; readonly count: number }[];
  /** Medians; `null` where there is none. */
  readonly detection: Figure;
  readonly recovery: Figure;
  /** The longest, in any iteration. */
  readonly longestDetection: Figure;
  readonly longestRecovery: Figure;
  /** The most in any iteration. */
  readonly attempts: Figure;
  /** In some iteration a failure that was not over let the client back, so that its recovery is 0 by definition. */
  readonly cameThrough: boolean;
  /** Each that was seen, once: the client's own word for its loss, or the sign on the wire. */
  readonly signs: readonly string[];
  /** Each that was given, once: why a verdict is what it is, or why there is none. */
  readonly reasons: readonly string[];
  readonly timeoutMs: number;
}

/** Sums up the iterations of one cell, whichever cases they belong to. */
export function sumUpCell({ setUp, failure, cases }: Pick<Part, 'setUp' | 'failure' | 'cases'>): Cell {
  const iterations = cases.flatMap((one) => one.iterations).filter((iteration) => !metNothing(failure, iteration));
  const summaryOf = (metric: string) => summarise(iterations.flatMap((iteration) => figuresOf(iteration, metric)));
  const [detection, recovery] = [summaryOf('detection'), summaryOf('recovery')];
  return {
    setUp,
    failure,
    verdicts: verdicts.flatMap((verdict) => {
      const count = iterations.filter((iteration) => iteration.verdict === verdict).length;
      return count === 0 ? [] : [{ verdict, count }];
    }),
    detection: detection.median,
    recovery: recovery.median,
    longestDetection: detection.max,
    longestRecovery: recovery.max,
    attempts: summaryOf('attempts').max,
    cameThrough: iterations.some(cameThroughFault),
    signs: distinct(iterations.flatMap(signOf)),
    reasons: distinct([
      ...iterations.flatMap(({ reason }) => reason ?? []),
      ...cases.flatMap(whyUnmeasured),
      ...(cases.some((one) => one.iterations.some((iteration) => metNothing(failure, iteration)))
        ? ['it sent no pings, so there were no pongs to drop']
        : []),
    ]),
    timeoutMs: Math.max(...cases.map(({ timeoutMs }) => timeoutMs)),
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
  return [source.detection === 'client' && cause !== null ? cause : `wire: ${wireSign ?? 'nothing'}`];
}

function whyUnmeasured({ status, reason, iterations, invalid }: CaseResult): readonly string[] {
  if (status !== 'unmeasured' && iterations.length > 0) return [];
  const whys = invalid.flatMap((iteration) => iteration.reason ?? []);
  return whys.length > 0 ? whys : [reason ?? 'not measured'];
}
