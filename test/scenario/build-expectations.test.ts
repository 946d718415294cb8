import { describe, expect, test } from 'vitest';
import { buildExpectations } from '../../src/scenario/build-expectations.ts';
import { contextOf, head, problemsOf } from './scenario-text.ts';

describe('expectations', () => {
  test('are parsed, with their places', () => {
    const context = contextOf(
      'expect:\n  - detection.p95 < 100ms\n  - { that: recovered == 100%, level: warn, because: we promised }',
    );
    expect(buildExpectations(context)).toEqual([
      {
        expression: 'detection.p95 < 100ms',
        metric: 'detection',
        statistic: 'p95',
        operator: '<',
        value: 100,
        unit: 'duration',
        level: 'error',
        because: undefined,
        file: 'sample.yaml',
        line: 2,
        column: 5,
      },
      {
        expression: 'recovered == 100%',
        metric: 'recovered',
        statistic: undefined,
        operator: '==',
        value: 1,
        unit: 'share',
        level: 'warn',
        because: 'we promised',
        file: 'sample.yaml',
        line: 3,
        column: 13,
      },
    ]);
  });

  test.each([
    ['in a plain text', 'detection.p96 < 1s', '5:15 unknown statistic "p96" (did you mean "p90"?)'],
    ['in quotes', '"detection.p95 < 100"', '5:22 a duration needs a unit: "100ms" or "100s"?'],
    ['in a map', '{ that: recovred == 1% }', '5:13 unknown metric "recovred" (did you mean "recovered"?)'],
    ['after interpolation, at the whole', `detection < \${var.bound}`, '5:5 a duration needs a unit: "5ms" or "5s"?'],
  ])('that are wrong are marked where: %s', (_what, expectation, problem) => {
    expect(problemsOf(`${head}expect:\n  - ${expectation}\nvars: { bound: 5 }`)).toEqual([problem]);
  });

  test('with a slip elsewhere in the map are read all the same', () => {
    expect(problemsOf(`${head}expect:\n  - { that: nonsense == 1, levl: warn }`)).toHaveLength(2);
  });
});
