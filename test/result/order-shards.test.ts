import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import type { NamedResult } from '../../src/result/compare/compare-results.ts';
import { orderShards } from '../../src/result/order-shards.ts';
import type { CaseResult, PlannedCase, RunResult } from '../../src/result/run-result.ts';
import { exampleRun } from '../report/example-run.ts';
import { iterationsOf } from './iteration.ts';
import { shardsOf } from './shards-of.ts';

const run = ['a', 'b'].map((id) => ({ id, count: 4, iterations: iterationsOf('detection', [1, 2, 3, 4]) }));
const [one, two, three] = shardsOf(run, [3, 6]) as [NamedResult, NamedResult, NamedResult];

const changed = (file: NamedResult, change: (result: RunResult) => Partial<RunResult>): NamedResult => ({
  ...file,
  result: { ...file.result, ...change(file.result) },
});
const replan = (file: NamedResult, plan: readonly PlannedCase[]): NamedResult =>
  changed(file, ({ shard }) => ({ shard: { ...shard, plan }, cases: [] }));
const expecting = (one: CaseResult, expression: string): CaseResult => {
  if (one.share === undefined) throw new Error('no share');
  const expectations = one.share.expectations.map((each) => ({ ...each, expression }));
  return { ...one, share: { ...one.share, expectations } };
};
const a = { id: 'a', hash: 'hash of a' };
const b = { id: 'b', hash: 'hash of b' };

test('shards come in their order', () => {
  expect(orderShards([three, one, two])).toEqual([one, two, three]);
});

test.each<readonly [string, readonly NamedResult[], string, string]>([
  ['a missing one', [one, three], 'results.shards', 'shard 2/3 is missing'],
  ['several missing ones', [two], 'results.shards', 'shards 1/3, 3/3 are missing'],
  [
    'one that is there twice',
    [one, two, three, { ...two, file: 'copy.json' }],
    'results.shards',
    'shard 2/3 is there 2 times: 2.json, copy.json',
  ],
  [
    'one twice in place of another',
    [one, two, { ...two, file: 'copy.json' }],
    'results.shards',
    'shard 2/3 is there 2 times: 2.json, copy.json\nshard 3/3 is missing',
  ],
  [
    'a whole run',
    [one, { file: 'whole.json', result: exampleRun }],
    'results.mixed',
    'whole.json is a whole run, not a shard: there is nothing to merge it with',
  ],
  [
    'another number of shards',
    [one, ...shardsOf(run, [3]).slice(1)],
    'results.mixed',
    'not the same number of shards: 3 in 1.json, 2 in 2.json',
  ],
  [
    'another seed and another version',
    [one, changed(two, () => ({ seed: 8, tool: '2.0.0' })), three],
    'results.mixed',
    'not the same version of wschaos: 1.0.0 in 1.json, 2.0.0 in 2.json\nnot the same seed: 7 in 1.json, 8 in 2.json',
  ],
  [
    'another hash',
    [one, replan(two, [a, { id: 'b', hash: 'another one' }]), three],
    'results.mixed',
    'case "b" is not the same: its hash is hash of  in 1.json, another  in 2.json',
  ],
  [
    'other cases',
    [one, replan(two, [a, { id: 'c', hash: 'x' }]), three],
    'results.mixed',
    'case "b" is in the run of 1.json, not in that of 2.json\ncase "c" is in the run of 2.json, not in that of 1.json',
  ],
  [
    'other expectations of a case that is cut',
    [one, changed(two, ({ cases }) => ({ cases: cases.map((each) => expecting(each, 'detection < 1ms')) })), three],
    'results.mixed',
    'case "a" has other expectations in 2.json than in 1.json\ncase "b" has other expectations in 3.json than in 2.json',
  ],
  [
    'another order',
    [one, replan(two, [b, a]), three],
    'results.mixed',
    'not the same order of cases in 1.json and 2.json',
  ],
  [
    'a shard that cannot be',
    [one, changed(two, ({ shard }) => ({ shard: { ...shard, index: 4 } })), three],
    'results.mixed',
    '2.json is shard 4 of 3, which there cannot be',
  ],
  [
    'a shard without a plan',
    [one, changed(two, () => ({ shard: { index: 2, total: 3 } })), three],
    'results.mixed',
    '2.json does not say of which cases it is a shard ("shard.plan" is missing)',
  ],
  [
    'iterations that belong to another shard',
    [
      changed(one, ({ cases }) => ({
        cases: cases.map((it) => ({ ...it, iterations: iterationsOf('detection', [1, 2, 3, 4]) })),
      })),
      two,
      three,
    ],
    'results.mixed',
    '1.json: case "a" has iteration 3, not its own',
  ],
  [
    'shards that were cut in other places',
    [one, changed(two, ({ cases }) => ({ cases: [...one.result.cases, ...cases.slice(1)] })), three],
    'results.shards',
    'case "a" has the same iterations in 1.json and 2.json',
  ],
])('%s is refused', (_what, files, code, message) => {
  const refuse = (): unknown => {
    try {
      return orderShards(files);
    } catch (error) {
      return error instanceof WschaosError ? { code: error.code, message: error.message } : error;
    }
  };
  expect(refuse()).toEqual({ code, message });
});
