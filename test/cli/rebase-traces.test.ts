import { expect, test } from 'vitest';
import { rebaseTraces } from '../../src/cli/rebase-traces.ts';
import { caseOf, iteration, runOf } from '../report/example-run.ts';

const trace = 'traces/a/0.jsonl';

test.each([
  ['/work/shard-1', '/work/wschaos-results', '../shard-1/traces/a/0.jsonl'],
  ['/work/shard-1', '/work', 'shard-1/traces/a/0.jsonl'],
  ['/ci', '/ci', 'traces/a/0.jsonl'],
  ['/work', '/work/out/1', '../../traces/a/0.jsonl'],
])('the traces in %s are named from %s on as %s', (from, to, expected) => {
  const one = caseOf({ iterations: [iteration({ trace }), iteration()], invalid: [iteration({ trace })] });
  const [rebased] = rebaseTraces(runOf([one]), from, to).cases;
  expect(rebased?.iterations.map((each) => each.trace)).toEqual([expected, undefined]);
  expect(rebased?.invalid[0]?.trace).toBe(expected);
});
