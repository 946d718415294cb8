import type { Expectation } from '../../src/base/expectation.ts';
import type { NamedResult } from '../../src/result/compare/compare-results.ts';
import { type JudgedCase, judgeCase } from '../../src/result/judge-case.ts';
import type { IterationResult, RunResult } from '../../src/result/run-result.ts';
import { runOf } from '../report/example-run.ts';
import { reset } from './stream.ts';

/** A bound in the text's words is enough for a report; the numbers judge. */
export function expectationOf(metric: string, more: Partial<Expectation> = {}): Expectation {
  return {
    ...{ expression: `${metric} < 100ms`, metric, statistic: undefined, operator: '<', value: 100 },
    ...{ unit: 'duration', level: 'error', because: undefined, file: 'a.yaml', line: 3, column: 5 },
    ...more,
  };
}

/** A case with its iterations, invalid ones among them. */
export interface WholeCase {
  readonly id: string;
  readonly count: number;
  readonly iterations: readonly IterationResult[];
  readonly expectations?: readonly Expectation[];
  readonly more?: Partial<JudgedCase>;
}

function judge({ id, iterations, expectations, count, more }: WholeCase, changes: Partial<JudgedCase> = {}) {
  return judgeCase({
    ...{ id, name: id, file: 'a.yaml', matrix: {}, tags: ['ci'], hash: `hash of ${id}`, timeoutMs: 15_000, seed: 7 },
    ...{ notes: ['permessage-deflate was taken out'], elapsedMs: 5, interrupted: false, unmeasured: undefined },
    ...{ iterations, wanted: count, expectations: expectations ?? [expectationOf('detection')] },
    ...{ faults: [{ ...reset, picksFrames: true }], heartbeat: undefined },
    ...more,
    ...changes,
  });
}

/** The run without shards. */
export const wholeRun = (cases: readonly WholeCase[]): RunResult => runOf(cases.map((one) => judge(one)));

/**
 * What the shards of the run write: the iterations of all cases in one line, cut at these places.
 * @param cuts - in order
 */
export function shardsOf(cases: readonly WholeCase[], cuts: readonly number[]): readonly NamedResult[] {
  const plan = cases.map(({ id }) => ({ id, hash: `hash of ${id}` }));
  const total = cuts.length + 1;
  return Array.from({ length: total }, (_, place) => {
    const [from, to] = [cuts[place - 1] ?? 0, cuts[place] ?? Number.POSITIVE_INFINITY];
    let start = 0;
    const parts = cases.flatMap((one) => {
      const first = Math.max(0, from - start);
      const end = Math.min(one.count, to - start);
      start += one.count;
      if (end <= first) return [];
      const iterations = one.iterations.filter(({ index }) => index >= first && index < end);
      const crowded = first === 0 ? (one.more?.crowded ?? 0) : 0;
      return [judge(one, { iterations, wanted: end - first, part: { first, of: one.count }, crowded })];
    });
    const shard = { index: place + 1, total, plan };
    return { file: `${place + 1}.json`, result: runOf(parts, { shard }) };
  });
}
