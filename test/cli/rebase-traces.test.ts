import { expect, test } from 'vitest';
import { rebaseTraces } from '../../src/cli/rebase-traces.ts';
import { caseOf, iteration, runOf } from '../report/example-run.ts';

const trace = 'traces/a/0.jsonl';

test.each([
  ['shard-1/results.json', 'wschaos-results', '../shard-1/traces/a/0.jsonl'],
  ['shard-1/results.json', '.', 'shard-1/traces/a/0.jsonl'],
  ['/ci/results.json', '/ci', 'traces/a/0.jsonl'],
  ['results.json', 'out/1', '../../traces/a/0.jsonl'],
])('the traces of %s are named from %s on as %s', (file, folder, expected) => {
  const one = caseOf({ iterations: [iteration({ trace }), iteration()], invalid: [iteration({ trace })] });
  const [rebased] = rebaseTraces({ file, result: runOf([one]) }, folder, '/work').result.cases;
  expect(rebased?.iterations.map((each) => each.trace)).toEqual([expected, undefined]);
  expect(rebased?.invalid[0]?.trace).toBe(expected);
});
