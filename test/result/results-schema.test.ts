import { expect, test } from 'vitest';
import { resultsSchema } from '../../src/result/results-schema.ts';
import { exampleRun } from '../report/example-run.ts';

test('a result passes as it is', () => {
  expect(resultsSchema.parse(exampleRun)).toEqual(exampleRun);
});

test.each([
  'schema',
  'tool',
  'seed',
  'shard',
  'interrupted',
  'env',
  'elapsedMs',
  'cases',
] as const)('a result without "%s" does not', (key) => {
  const { [key]: _gone, ...rest } = exampleRun;
  expect(resultsSchema.safeParse(rest).error?.issues.map(({ path }) => path)).toEqual([[key]]);
});
