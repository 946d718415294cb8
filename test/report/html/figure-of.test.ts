import { expect, test } from 'vitest';
import { describeIteration, figureOf, writeFigureOf } from '../../../src/report/html/figure-of.ts';
import { iteration } from '../example-run.ts';

const { marks } = iteration();
const stuck = iteration({
  verdict: 'stuck',
  samples: { detection: 'censored', recovery: 'censored', interval: [1, 2] },
  marks: { ...marks, detected: null, ready: null },
});

test('a figure is a number, or what it exceeds', () => {
  expect(figureOf(iteration(), 'detection', 20_000)).toEqual({ value: 3, floor: 3 });
  expect(figureOf(stuck, 'detection', 20_000)).toEqual({ value: 'censored', floor: 19_500 });
});

test('none, and several, are no figure', () => {
  expect(figureOf(iteration(), 'close', 20_000)).toBeUndefined();
  expect(figureOf(stuck, 'interval', 20_000)).toBeUndefined();
});

test.each([
  ['a duration', iteration(), 'detection', '3 ms'],
  ['a count', iteration(), 'attempts', '1'],
  ['what is beyond', stuck, 'detection', '>19.5 s'],
  ['nothing', iteration(), 'close', '–'],
])('%s is written', (_what, one, metric, text) => {
  expect(writeFigureOf(one, metric, 20_000)).toBe(text);
});

test('an iteration is told in a line', () => {
  expect(describeIteration(iteration({ index: 11 }), 20_000)).toBe('#11 · phase 0.50 · detection 3 ms · recovered');
  expect(describeIteration(iteration({ phase: null }), 20_000)).toBe('#0 · detection 3 ms · recovered');
});
