import type { CaseResult, RunResult } from '../run-result.ts';
import { compareCase } from './compare-case.ts';
import type { Comparison, UncomparedCase } from './comparison.ts';
import { judgeMetrics } from './judge-metrics.ts';
import { defaultTolerance, type Tolerance } from './tolerance.ts';

/** A result and the name that messages call it by. */
export interface NamedResult {
  readonly file: string;
  readonly result: RunResult;
}

export interface CompareOptions {
  /** Only these, and all of them decide. */
  readonly metrics?: readonly string[] | undefined;
  readonly tolerance?: Tolerance | undefined;
  /** Compare this case of BASE with that one of HEAD, though they may differ, and no other. Both must be there. */
  readonly chosen?: { readonly base: string; readonly head: string } | undefined;
  /** Where HEAD was interrupted nothing is compared: it has too few figures, and that is not the client's doing. */
  readonly wantsWhole?: boolean;
}

/** Two-sided; half of the rest is the risk of a false alarm. */
const confidence = 0.98;

/** Compares two results, case by case and metric by metric. `DESIGN.md` beside this file says how, and why so. */
export function compareResults(base: NamedResult, head: NamedResult, options: CompareOptions = {}): Comparison {
  const { metrics, tolerance = defaultTolerance, chosen, wantsWhole = false } = options;
  const isCut = wantsWhole && head.result.interrupted;
  const matches = chosen === undefined ? matchCases(base, head) : [findCases(base, head, chosen)];
  const measured = (isCut ? refuseInterrupted(head) : matches).map((match) =>
    match.kind === 'not-compared'
      ? match
      : compareCase({
          base: { file: base.file, result: match.base },
          head: { file: head.file, result: match.head },
          ...{ metrics, tolerance, confidence, isChosen: chosen !== undefined },
        }),
  );
  const all = measured.flatMap((one) => (one.kind === 'compared' ? one.metrics : []));
  const judged = [...judgeMetrics(all, confidence)];
  return {
    schema: 'wschaos/comparison@1',
    base: describeFile(base),
    head: describeFile(head),
    confidence,
    cases: measured.map((one) =>
      one.kind === 'compared' ? { ...one, metrics: judged.splice(0, one.metrics.length) } : one,
    ),
  };
}

interface Match {
  readonly kind: 'match';
  readonly base: CaseResult;
  readonly head: CaseResult;
}

function matchCases(base: NamedResult, head: NamedResult): readonly (Match | UncomparedCase)[] {
  const before = new Map(base.result.cases.map((one) => [one.id, one]));
  const after = new Set(head.result.cases.map(({ id }) => id));
  const missing = (id: string, why: UncomparedCase['why'], { file }: NamedResult): UncomparedCase => ({
    kind: 'not-compared',
    ...{ id, why, reason: `${file} has no such case` },
  });
  const matches = head.result.cases.map((one) => {
    const other = before.get(one.id);
    return other === undefined
      ? missing(one.id, 'not-in-base', base)
      : { kind: 'match' as const, base: other, head: one };
  });
  const gone = base.result.cases.filter(({ id }) => !after.has(id));
  return [...matches, ...gone.map(({ id }) => missing(id, 'not-in-head', head))];
}

function refuseInterrupted({ file, result }: NamedResult): readonly UncomparedCase[] {
  const reason = `${file} was interrupted`;
  return result.cases.map(({ id }) => ({ kind: 'not-compared', id, why: 'interrupted', reason }));
}

function findCases(base: NamedResult, head: NamedResult, chosen: NonNullable<CompareOptions['chosen']>): Match {
  return { kind: 'match', base: findCase(base, chosen.base), head: findCase(head, chosen.head) };
}

function findCase({ file, result }: NamedResult, id: string): CaseResult {
  const found = result.cases.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`${file} has no case "${id}"`);
  return found;
}

function describeFile({ file, result: { tool, seed } }: NamedResult): Comparison['base'] {
  return { file, tool, seed };
}
