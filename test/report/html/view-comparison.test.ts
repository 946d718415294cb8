import { describe, expect, test } from 'vitest';
import { element } from '../../../src/report/html/markup.ts';
import { comparisonOf, isSlower, viewComparison, worstShift } from '../../../src/report/html/view-comparison.ts';
import { compareResults } from '../../../src/result/compare/compare-results.ts';
import { caseOf, iteration, runOf } from '../example-run.ts';
import { textOf } from './read-markup.ts';

const runWith = (addedMs: number, ids: readonly string[] = ['a']) =>
  runOf(
    ids.map((id) =>
      caseOf({
        id,
        iterations: Array.from({ length: 20 }, (_, index) =>
          iteration({ index, samples: { detection: 1000 + index + addedMs, attempts: 1 } }),
        ),
      }),
    ),
  );
const compare = (addedMs: number) => {
  const head = { file: 'this run', result: runWith(addedMs, ['a', 'new']) };
  return { comparison: compareResults({ file: 'base.json', result: runWith(0) }, head) };
};

describe('the cell of a case', () => {
  test.each([
    ['slower', 500, 'slower detection +500 ms', true],
    ['the same', 0, 'same', false],
    ['faster', -500, 'faster detection −500 ms', false],
  ])('says that it is %s', (_what, added, text, slower) => {
    const comparison = comparisonOf(compare(added), 'a');
    expect([textOf(element('span', {}, worstShift(comparison))), isSlower(comparison)]).toEqual([text, slower]);
  });

  test('says that it was not compared, or nothing', () => {
    expect(textOf(element('span', {}, worstShift(comparisonOf(compare(0), 'new'))))).toBe('not compared');
    expect(textOf(element('span', {}, worstShift(comparisonOf({}, 'a'))))).toBe('–');
  });
});

test('the table has every metric, and in brackets what does not decide', () => {
  const text = textOf(viewComparison(comparisonOf(compare(500), 'a')));
  expect(text).toContain('metric n baseline this run shift 98 % interval');
  expect(text).toContain('detection 20 1.01 s 1.51 s +500 ms +500 ms … +500 ms slower');
  expect(text).toContain('attempts 20 1 1 0 0 … 0 (same)');
});

test('what was not compared says why', () => {
  const text = textOf(viewComparison(comparisonOf(compare(0), 'new')));
  expect(text).toBe('Not compared with the baseline: base.json has no such case.');
  expect(viewComparison(undefined)).toBeUndefined();
});
