import { describe, expect, test } from 'vitest';
import type { Sample } from '../../../src/result/run-result.ts';
import { iterationOf } from '../iteration.ts';
import { compareFigures, sweep } from './compare-figures.ts';

describe('compareMetric', () => {
  const eight = sweep(8);

  test('finds a shift, with an interval around it', () => {
    expect(compareFigures('paired', sweep(20), sweep(20, 75))).toMatchObject({
      n: [20, 20],
      base: 1000,
      head: 1075,
      tolerance: 30,
      isTested: true,
      shift: { estimate: 75, interval: [75, 75], pSlower: 2 ** -20, pFaster: 1 },
    });
  });

  test('leaves out pairs of which one has no figure', () => {
    const head = [...sweep(19, 75), null];
    expect(compareFigures('paired', sweep(20), head).n).toEqual([19, 19]);
    expect(compareFigures('unpaired', sweep(20), head).n).toEqual([20, 19]);
  });

  test.each([
    ['paired', 7, 7],
    ['unpaired', 20, 7],
  ] as const)('judges nothing by too few figures: %s, %i and %i', (kind, n, m) => {
    expect(compareFigures(kind, sweep(n), sweep(m, 9_000))).toMatchObject({
      isTested: false,
      shift: { interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], pSlower: 1, pFaster: 1 },
    });
  });

  test.each([
    [
      'what is never noticed any more is slower beyond all bounds',
      ['paired', eight, eight.map(() => 'censored')],
      { estimate: Number.POSITIVE_INFINITY, interval: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] },
    ],
    [
      'what was never noticed before is faster beyond all bounds',
      ['unpaired', eight.map(() => 'censored'), eight],
      { estimate: Number.NEGATIVE_INFINITY, interval: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] },
    ],
    [
      'of what neither notices nothing is known',
      ['paired', eight.map(() => 'censored'), eight.map(() => 'censored')],
      { estimate: undefined, interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], pSlower: 1, pFaster: 1 },
    ],
  ] as [string, ['paired' | 'unpaired', Sample[], Sample[]], object][])('%s', (_title, [kind, base, head], shift) => {
    expect(compareFigures(kind, base, head).shift).toMatchObject(shift);
  });

  test('a pair of which nothing is known counts for neither side', () => {
    const [base, head] = [
      [...sweep(8), 'censored' as const],
      [...sweep(8, 75), 'censored' as const],
    ];
    const { shift } = compareFigures('paired', base, head);
    // 36 of 45 averages are 75, nine are anything.
    expect(shift).toMatchObject({ estimate: 75, interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] });
    expect(shift.pSlower).toBeGreaterThan(0.01);
  });

  test('equal figures count for neither side', () => {
    const head = eight.map((figure) => figure + 30);
    expect(compareFigures('paired', eight, head).shift.pSlower).toBe(1);
  });

  test.each([
    ['paired', 1 / 2 ** 7],
    ['unpaired', 0.00416],
  ] as const)('tests whether clients come back, %s', (kind, pWorse) => {
    const withVerdicts = (stuck: number) =>
      Array.from({ length: 20 }, (_, index) =>
        iterationOf(index, { attempts: 1 }, { verdict: index < stuck ? 'stuck' : 'recovered' }),
      );
    const [base, head] = [withVerdicts(0), withVerdicts(7)];
    const pairs = base.map((one, place) => [one, head[place] as (typeof head)[0]] as const);
    const design = kind === 'paired' ? { kind, pairs, left: 0 } : { kind, reason: '' };
    const measured = compareFigures(kind, [], [], { metric: 'recovered', base, head, design });
    expect(measured).toMatchObject({ unit: 'share', base: 1, head: 0.65, tolerance: 0 });
    expect(measured.shift.pSlower).toBeCloseTo(pWorse, 5);
  });
});
