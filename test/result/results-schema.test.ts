import { expect, test } from 'vitest';
import { resultsSchema } from '../../src/result/results-schema.ts';
import { caseOf, exampleRun, iteration, runOf } from '../report/example-run.ts';

test('a result passes as it is', () => {
  expect(resultsSchema.parse(exampleRun)).toEqual(exampleRun);
});

test('an iteration may have an arrival curve, with or without attempts', () => {
  const withCurve = (attempts: readonly number[] | null) =>
    runOf([caseOf({ iterations: [iteration({ arrivals: { lost: 2, bucketMs: 5, attempts, back: [0, 2] } })] })]);
  for (const result of [withCurve([2, 1]), withCurve(null)]) expect(resultsSchema.parse(result)).toEqual(result);
  expect(resultsSchema.safeParse(withCurve([0.5])).success).toBe(false);
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
