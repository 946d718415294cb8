import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../src/base/expectation.ts';
import { findMetric } from '../../src/base/metric.ts';
import { evaluateExpectations } from '../../src/result/evaluate-expectations.ts';
import type { IterationResult, Sample, Verdict } from '../../src/result/run-result.ts';
import { iterationOf, iterationsOf } from './iteration.ts';

type Core = Pick<Expectation, 'metric' | 'statistic' | 'operator' | 'value'>;

function expectation(core: Core, changes: Partial<Expectation> = {}): Expectation {
  const { metric, statistic, operator, value } = core;
  const expression = `${metric}${statistic === undefined ? '' : `.${statistic}`} ${operator} ${value}`;
  const unit = findMetric(metric)?.unit ?? 'duration';
  const place = { file: 'a.yaml', line: 3, column: 5 };
  return { ...core, expression, unit, level: 'error', because: undefined, ...place, ...changes };
}

const detection = (statistic: Core['statistic'], operator: Core['operator'], value: number) =>
  expectation({ metric: 'detection', statistic, operator, value });

function evaluateOne(one: Expectation, iterations: readonly IterationResult[]) {
  const [result] = evaluateExpectations([one], iterations, 3_000);
  if (result === undefined) throw new Error('the expectation was not evaluated');
  return result;
}

describe('a statistic', () => {
  it.each([
    ['min', [5, 3, 9], 3],
    ['median', [5, 3, 9, 7], 6],
    ['p90', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 9],
    ['p95', [5, 3, 9], 9],
    ['p99', [5, 3, 9], 9],
    ['max', [5, 3, 9], 9],
    ['max', [5, 'censored', 9], 'censored'],
    ['median', [5, 'censored', 9], 9],
    ['min', ['censored', 'censored'], 'censored'],
  ] as const)('%s of %j is %s', (statistic, figures, actual) => {
    expect(evaluateOne(detection(statistic, '<', 1000), iterationsOf('detection', figures)).actual).toBe(actual);
  });
});

/** Steady was 900 ms before the fault. */
describe('of a figure that is beyond the timeout it is told what it exceeds', () => {
  it.each([
    ['max', '<', [5, 'censored', 'censored'], 2_100],
    ['median', '<', [5, 'censored'], 1_052.5],
    [undefined, '<', [5, 'censored'], 2_100],
    [undefined, '==', [5, 'censored'], 2_100],
    [undefined, '>=', ['censored'], 2_100],
    ['min', '<', [5, 'censored'], undefined],
  ] as const)('%s %s of %j: %s', (statistic, operator, figures, beyond) => {
    expect(evaluateOne(detection(statistic, operator, 7), iterationsOf('detection', figures)).beyond).toBe(beyond);
  });

  it('not of a count', () => {
    const few = expectation({ metric: 'attempts', statistic: 'max', operator: '<', value: 7 });
    expect(evaluateOne(few, iterationsOf('attempts', ['censored'])).beyond).toBeUndefined();
  });
});

describe('a bound', () => {
  it.each([
    ['<', 5, 4, true],
    ['<', 5, 5, false],
    ['<=', 5, 5, true],
    ['<=', 5, 6, false],
    ['>', 5, 6, true],
    ['>', 5, 5, false],
    ['>=', 5, 5, true],
    ['>=', 5, 4, false],
    ['==', 5, 5, true],
    ['==', 5, 6, false],
    ['!=', 5, 6, true],
    ['!=', 5, 5, false],
    ['<', 5, 'censored', false],
    ['>=', 5, 'censored', true],
    ['==', 5, 'censored', false],
    ['!=', 5, 'censored', true],
  ] as const)('%s %d holds for %s: %s', (operator, value, figure, pass) => {
    expect(evaluateOne(detection('max', operator, value), iterationsOf('detection', [figure])).pass).toBe(pass);
  });
});

describe('without a statistic the bound holds for every figure', () => {
  it.each([
    ['<', 6, [1, 5, 3], true, 5, undefined],
    ['<', 5, [1, 7, 9, 3], false, 9, 2],
    ['>=', 3, [1, 7, 2, 3], false, 1, 0],
    ['==', 1, [1, 1, 4, 2], false, 4, 2],
    ['!=', 1, [3, 1, 2], false, 1, 1],
    ['<', 5, [1, 'censored', 'censored'], false, 'censored', 1],
    [
      '>=',
      150,
      [
        [200, 400],
        [160, 90],
      ],
      false,
      90,
      1,
    ],
  ] as [
    Core['operator'],
    number,
    Sample[],
    boolean,
    number | 'censored',
    number | undefined,
  ][])('%s %d over %j', (operator, value, figures, pass, actual, witness) => {
    const result = evaluateOne(detection(undefined, operator, value), iterationsOf('detection', figures));
    expect([result.pass, result.actual, result.witness]).toEqual([pass, actual, witness]);
  });
});

describe('the witness', () => {
  it('of an extreme is the worst iteration, the first of several', () => {
    const { witness, witnessIs } = evaluateOne(detection('max', '<', 5), iterationsOf('detection', [1, 9, 9, 7]));
    expect([witness, witnessIs]).toEqual([1, 'worst']);
  });

  it('of a percentile is the median of those that break the bound', () => {
    const figures = [900, 30, 10, 20, 25, 2];
    const { witness, witnessIs } = evaluateOne(detection('p95', '<', 5), iterationsOf('detection', figures));
    expect([witness, witnessIs]).toEqual([3 + 1, 'median']);
  });

  it('of a median that lies between two figures is there though neither breaks the bound', () => {
    const { witness } = evaluateOne(detection('median', '!=', 5), iterationsOf('detection', [4, 6]));
    expect(witness).toBe(0);
  });

  it('is missing where the bound holds', () => {
    expect(evaluateOne(detection('max', '<', 50), iterationsOf('detection', [1]))).not.toHaveProperty('witness');
  });
});

describe('the share that recovered', () => {
  const all = expectation({ metric: 'recovered', statistic: undefined, operator: '==', value: 1 });
  const iterations = (...verdicts: readonly Verdict[]) =>
    verdicts.map((verdict, index) => iterationOf(index, {}, { verdict }));

  it('is that of the iterations, and its witness one that did not', () => {
    const result = evaluateOne(all, iterations('recovered', 'stuck', 'unaffected', 'recovered'));
    expect(result).toMatchObject({ actual: 0.75, pass: false, witness: 1, unit: 'share' });
  });

  it('equals a percentage that binary fractions miss', () => {
    const verdicts = Array.from({ length: 10 }, (_, index): Verdict => (index < 7 ? 'recovered' : 'stuck'));
    const sevenTenths = { ...all, value: 0.1 * 7 };
    expect(evaluateOne(sevenTenths, iterations(...verdicts)).pass).toBe(true);
    expect(evaluateOne({ ...sevenTenths, operator: '>' }, iterations(...verdicts)).pass).toBe(false);
  });
});

describe('no data fails', () => {
  const missing = (reason: string) => iterationOf(0, { attempts: null }, { unobservable: { attempts: reason } });
  const attempts = expectation({ metric: 'attempts', statistic: 'max', operator: '<=', value: 12 });

  it.each([
    ['with the reason', attempts, [missing('nobody saw them'), missing('nobody saw them')], 'no data: nobody saw them'],
    [
      'with each of several reasons, the most frequent first',
      attempts,
      [missing('a'), missing('b'), missing('b')],
      'no data: b (2 of 3); a (1 of 3)',
    ],
    ['with no valid iteration', attempts, [], 'no data: no valid iteration'],
    [
      'with the number of an attempt that nobody made',
      expectation({ metric: 'schedule.6', statistic: 'median', operator: '<', value: 9 }),
      [iterationOf(0, { attempts: 2 })],
      'no data: no attempt 6 (they are counted from 0)',
    ],
    [
      'with the reason of the whole family of attempts',
      expectation({ metric: 'schedule.6', statistic: 'median', operator: '<', value: 9 }),
      [iterationOf(0, {}, { unobservable: { 'schedule.K': 'no attempt after a loss' } })],
      'no data: no attempt after a loss',
    ],
    [
      'with the command that finds the tolerance',
      expectation({ metric: 'tolerance', statistic: undefined, operator: '>', value: 9 }),
      [iterationOf(0, {})],
      'no data: a run does not search for it; `wschaos tolerance` does',
    ],
  ] as const)('%s', (_title, one, iterations, note) => {
    expect(evaluateOne(one, iterations)).toMatchObject({ pass: false, actual: null, note });
  });
});

it('asks neither invalid iterations nor expectations that are off', () => {
  const iterations = [iterationOf(0, { detection: 5 }), iterationOf(1, { detection: 99 }, { verdict: 'invalid' })];
  const off = expectation({ metric: 'detection', statistic: 'max', operator: '<', value: 1 }, { level: 'off' });
  const results = evaluateExpectations([detection('max', '<', 10), off], iterations, 3_000);
  expect(results).toEqual([
    {
      ...{ expression: 'detection.max < 10', level: 'error', unit: 'duration', actual: 5, pass: true },
      ...{ file: 'a.yaml', line: 3, column: 5 },
    },
  ]);
});

it('keeps why a bound is there', () => {
  const because = 'backoff cap';
  const one = expectation(
    { metric: 'detection', statistic: 'max', operator: '<', value: 1 },
    { because, level: 'warn' },
  );
  expect(evaluateOne(one, iterationsOf('detection', [5]))).toMatchObject({ because, level: 'warn' });
});
