import { expect, test } from 'vitest';
import { chooseAttempt } from '../../../src/result/compare/choose-attempt.ts';
import { pairIterations } from '../../../src/result/compare/pair-iterations.ts';
import type { CaseResult, IterationResult } from '../../../src/result/run-result.ts';
import { caseOf } from '../../report/example-run.ts';
import { sweptIteration } from './compared-cases.ts';

/** A case whose iterations made so many attempts. */
function withAttempts(...counts: readonly number[]) {
  const iterations: readonly IterationResult[] = counts.map((count, index) => {
    const schedule = Array.from({ length: count }, (_, k) => [`schedule.${k}`, 100 * k] as const);
    return sweptIteration(index, counts.length, { attempts: count, ...Object.fromEntries(schedule) });
  });
  return caseOf({ iterations });
}

const choose = (base: CaseResult, head: CaseResult) =>
  chooseAttempt(base, head, pairIterations(base, head, { isChosen: false, fewest: 8 }));

/** So many iterations of the first number of attempts, then so many of the next. */
const mixed = (...groups: readonly (readonly [n: number, attempts: number])[]) =>
  withAttempts(...groups.flatMap(([n, attempts]) => Array.from({ length: n }, () => attempts)));

test.each([
  ['the seventh where all made so many', withAttempts(9, 12), withAttempts(8, 9), { metric: 'schedule.6' }],
  ['the last that all have', withAttempts(9, 12), withAttempts(8, 3), { metric: 'schedule.2' }],
  [
    'the seventh where one of twenty made none',
    mixed([20, 7]),
    mixed([19, 7], [1, 0]),
    { metric: 'schedule.6', note: 'schedule.6 leaves out 1 of 20 pairs: they have no such attempt' },
  ],
  [
    'the last that nearly all have rather than one that fewer have',
    mixed([20, 7]),
    mixed([12, 7], [8, 3]),
    { metric: 'schedule.2' },
  ],
  [
    'one that more than half have where there is no other',
    mixed([20, 7]),
    mixed([12, 2], [8, 0]),
    { metric: 'schedule.1', note: 'schedule.1 leaves out 8 of 20 pairs: they have no such attempt' },
  ],
  [
    'told for both sides where there are no pairs',
    mixed([19, 2], [1, 0]),
    mixed([10, 2]),
    { metric: 'schedule.1', note: 'schedule.1 leaves out 1 of 20 and 0 of 10 iterations: they have no such attempt' },
  ],
  [
    'none, with a note, where too few have one',
    mixed([20, 7]),
    mixed([10, 7], [10, 0]),
    { note: 'schedule not compared: there is no attempt that most iterations of both have' },
  ],
  [
    'none, with a note, where fewer than eight pairs have one',
    mixed([9, 7]),
    mixed([7, 7], [2, 0]),
    { note: 'schedule not compared: there is no attempt that most iterations of both have' },
  ],
  ['none, and nothing to say, where none was made', mixed([9, 0]), mixed([9, 0]), {}],
] as const)('of the attempts it is %s', (_title, base, head, expected) => {
  expect(choose(base, head)).toEqual(expected);
});

test('a client that never came back does not hide the attempts of the others', () => {
  const stuck = sweptIteration(2, 3, { attempts: 1, 'schedule.0': 0 }, { verdict: 'stuck' });
  const head = caseOf({ iterations: [...withAttempts(4, 4).iterations, stuck] });
  expect(choose(withAttempts(4, 4, 4), head)).toEqual({ metric: 'schedule.3' });
});
