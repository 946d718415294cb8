import { expect, test } from 'vitest';
import { allDifferences, differenceOf, walshAverages } from '../../../src/result/compare/difference.ts';

const never = Number.POSITIVE_INFINITY;
const unknown = { low: Number.NEGATIVE_INFINITY, high: never };
const exactly = (value: number) => ({ low: value, high: value });

test.each([
  ['of figures is their difference', 500, 575, exactly(75)],
  ['to what is never noticed any more is infinite', 500, never, exactly(never)],
  ['from what was never noticed is infinite the other way', never, 500, exactly(-never)],
  ['between what is never noticed in either is unknown', never, never, unknown],
])('the difference %s', (_title, base, head, expected) => {
  expect(differenceOf(base, head)).toEqual(expected);
});

test('every two have a difference, and each with itself an average', () => {
  expect(allDifferences([1, 2], [11, 31, 51])).toEqual([10, 9, 30, 29, 50, 49].map(exactly));
  expect(walshAverages([10, 20, 60].map(exactly))).toEqual([10, 15, 35, 20, 40, 60].map(exactly));
});

test.each([
  ['a number and +∞ is +∞', exactly(5), exactly(never), exactly(never)],
  ['a number and −∞ is −∞', exactly(5), exactly(-never), exactly(-never)],
  ['+∞ and −∞ is unknown', exactly(never), exactly(-never), unknown],
  ['a number and what is unknown is unknown', exactly(5), unknown, unknown],
  ['+∞ and what is unknown is unknown', exactly(never), unknown, unknown],
])('the average of %s', (_title, one, other, expected) => {
  expect(walshAverages([one, other])[1]).toEqual(expected);
  expect(walshAverages([other, one])[1]).toEqual(expected);
});
