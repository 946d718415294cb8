import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeResults } from '../../src/result/merge-results.ts';
import { parseResults } from '../../src/result/parse-results.ts';
import type { IterationResult, RunResult } from '../../src/result/run-result.ts';
import { exampleRun } from '../report/example-run.ts';
import { iterationOf, iterationsOf } from './iteration.ts';
import { expectationOf, shardsOf, type WholeCase, wholeRun } from './shards-of.ts';

/** As the files hold it. */
const reread = (result: RunResult): RunResult => parseResults(JSON.stringify(result), 'it.json');
const toJson = (result: RunResult): unknown => JSON.parse(JSON.stringify(result));

function merge(files: ReturnType<typeof shardsOf>): RunResult {
  const [first, ...others] = files.map(({ file, result }) => ({ file, result: reread(result) }));
  if (first === undefined) throw new Error('no shard');
  return mergeResults([first, ...others]);
}

const anySample = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant('censored' as const), fc.constant(null));
const noise = { reason: 'event-loop delay 31 ms exceeds 10 ms', reasonKind: 'noise' } as const;

const anyIteration = fc.record({
  detection: anySample,
  attempts: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(null)),
  verdict: fc.constantFrom('recovered', 'unaffected', 'undetected', 'stuck', 'crashed'),
  measured: fc.constantFrom(undefined, 'reset', 'other'),
  affected: fc.constantFrom(null, 3),
  waits: fc.array(fc.integer({ min: 10, max: 5000 }), { maxLength: 3 }),
  invalid: fc.integer({ min: 0, max: 2 }),
  isMissing: fc.integer({ min: 0, max: 9 }).map((nth) => nth === 0),
});

const anyCase = fc.record({
  iterations: fc.array(anyIteration, { minLength: 1, maxLength: 8 }),
  crowded: fc.integer({ min: 0, max: 3 }),
  bounds: fc.array(
    fc.record({
      metric: fc.constantFrom('detection', 'attempts', 'recovered', 'schedule.1'),
      statistic: fc.constantFrom(undefined, 'min', 'median', 'p95', 'max'),
      operator: fc.constantFrom('<', '>=', '=='),
      value: fc.integer({ min: 0, max: 300 }),
      level: fc.constantFrom('error', 'warn', 'off'),
    }),
    { maxLength: 3 },
  ),
});

type AnyIteration = typeof anyIteration extends fc.Arbitrary<infer T> ? T : never;

function writeIterations(index: number, one: AnyIteration): readonly IterationResult[] {
  const { detection, attempts, verdict, measured, affected, waits, invalid, isMissing } = one;
  const disturbed = Array.from({ length: isMissing ? Math.max(1, invalid) : invalid }, () =>
    iterationOf(index, {}, { verdict: 'invalid', ...noise }),
  );
  if (isMissing) return disturbed;
  const base = iterationOf(index, { detection, attempts });
  const dials = waits.map((waitMs, nth) => ({ t: nth * 5000, waitMs, after: nth === 0 ? 'loss' : 'nothing' }) as const);
  return [
    ...disturbed,
    {
      ...base,
      verdict,
      marks: { ...base.marks, affected },
      output: { client: 1, lines: [`iteration ${index}`] },
      ...(measured === undefined ? {} : { measured }),
      ...(dials.length === 0
        ? {}
        : { dials: [{ client: 1, source: 'wire', dials, end: 'ready', quietMs: 0, last: null }] }),
    },
  ];
}

const anyRun = fc.array(anyCase, { minLength: 1, maxLength: 3 }).map((cases) =>
  cases.map(({ iterations, bounds, crowded }, place): WholeCase => {
    return {
      id: `c${place}`,
      count: iterations.length,
      iterations: iterations.flatMap((one, index) => writeIterations(index, one)),
      expectations: bounds.map(({ metric, statistic, ...bound }) =>
        metric === 'recovered'
          ? expectationOf(metric, { ...bound, unit: 'share', value: bound.value / 300 })
          : expectationOf(metric, { ...bound, statistic, unit: metric === 'attempts' ? 'count' : 'duration' }),
      ),
      more: { crowded },
    };
  }),
);

test('the shards of a run, merged in any order, are the run that was never cut', () => {
  const scene = anyRun.chain((cases) => {
    const length = cases.reduce((sum, { count }) => sum + count, 0);
    const cuts = fc.array(fc.integer({ min: 0, max: length }), { minLength: 1, maxLength: 5 });
    return cuts.chain((places) => {
      const files = shardsOf(
        cases,
        [...places].sort((a, b) => a - b),
      );
      return fc.record({
        cases: fc.constant(cases),
        files: fc.shuffledSubarray([...files], { minLength: files.length }),
      });
    });
  });
  fc.assert(
    fc.property(scene, ({ cases, files }) => {
      expect(toJson(merge(files))).toEqual(toJson(wholeRun(cases)));
    }),
    { numRuns: 60 },
  );
});

describe('a merge', () => {
  const slowLast: WholeCase = {
    id: 'half-open',
    count: 4,
    iterations: iterationsOf('detection', [10, 20, 30, 900]),
    expectations: [expectationOf('detection', { expression: 'detection.median < 100ms', statistic: 'median' })],
  };

  test('judges the pool: what fails in one shard alone does not fail the whole', () => {
    const files = shardsOf([slowLast], [3]);
    expect(files.map(({ result }) => result.cases[0]?.expectations[0]?.pass)).toEqual([true, false]);
    expect(files.map(({ result }) => result.cases[0]?.status)).toEqual(['pass', 'pass']);
    expect(merge(files).cases[0]).toMatchObject({ status: 'pass', expectations: [{ actual: 25, level: 'error' }] });
  });

  test('says where the shards had clients of other files', () => {
    const shardsWith = (...sums: readonly string[]) =>
      shardsOf([slowLast], [2]).map((file, place) => {
        const cases = file.result.cases.map((one) => {
          if (one.share === undefined) throw new Error('no share');
          return { ...one, share: { ...one.share, clientFiles: sums[place] ?? '' } };
        });
        return { ...file, result: { ...file.result, cases } };
      });
    const note = 'the files of the client were not the same in all shards';
    expect(merge(shardsWith('a', 'b')).cases[0]?.notes).toContain(note);
    expect(merge(shardsWith('a', 'a')).cases[0]?.notes).not.toContain(note);
  });

  test('fails what only the pool shows', () => {
    const expectations = [expectationOf('recovered', { unit: 'share', operator: '>=', value: 0.9 })];
    const iterations = [0, 1, 2, 3].map((index) =>
      iterationOf(index, {}, index === 3 ? { verdict: 'stuck', output: { client: 1, lines: ['why'] } } : {}),
    );
    const { cases } = merge(shardsOf([{ ...slowLast, iterations, expectations }], [2]));
    expect(cases[0]).toMatchObject({ status: 'fail', iterations: [{}, {}, {}, { output: { lines: ['why'] } }] });
    expect(cases[0]).not.toHaveProperty('share');
  });

  test.each([
    ['keeps how it is replayed where all shards agree', ['--insecure'], ['--insecure'], ['--insecure']],
    ['does not say how it is replayed where they differ', ['--insecure'], ['--timeout', '9s'], undefined],
  ])('%s', (_what, ofFirst, ofSecond, expected) => {
    const [first, second] = shardsOf([slowLast], [3]);
    if (first === undefined || second === undefined) throw new Error('no shards');
    const withFlags = (one: typeof first, replayFlags: readonly string[]) => ({
      file: one.file,
      result: { ...one.result, replayFlags },
    });
    expect(mergeResults([withFlags(second, ofSecond), withFlags(first, ofFirst)]).replayFlags).toEqual(expected);
  });

  test('leaves a whole run as it is', () => {
    expect(mergeResults([{ file: 'a.json', result: exampleRun }])).toBe(exampleRun);
  });

  test('is interrupted when a shard was, and says how far the case got', () => {
    const [one, two] = shardsOf([slowLast], [2]);
    if (one === undefined || two === undefined) throw new Error('two shards are expected');
    const broken = { ...two, result: { ...two.result, interrupted: true, cases: [] } };
    const merged = merge([broken, { ...one, result: { ...one.result, interrupted: true } }]);
    expect(merged.interrupted).toBe(true);
    expect(merged.cases[0]?.notes).toContain('interrupted after 2 of 4 iterations');
  });

  test('does not call a case measured of which a shard stopped short', () => {
    const [one, two] = shardsOf([slowLast], [2]);
    if (one === undefined || two === undefined) throw new Error('two shards are expected');
    expect(merge([one, { ...two, result: { ...two.result, cases: [] } }]).cases[0]).toMatchObject({
      status: 'unmeasured',
      reason: '2 of 4 iterations were not begun: a shard stopped before them',
    });
  });

  test('lasts as long as its longest shard', () => {
    const [one, two] = shardsOf([slowLast], [2]);
    if (one === undefined || two === undefined) throw new Error('two shards are expected');
    expect(merge([one, { ...two, result: { ...two.result, elapsedMs: 7000 } }]).elapsedMs).toBe(7000);
  });
});
