import { expect, test } from 'vitest';
import { viewIterationRow, viewIterations } from '../../../src/report/html/view-iterations.ts';
import { caseOf, iteration } from '../example-run.ts';
import { findAll, textOf } from './read-markup.ts';

const choice = { verdict: undefined, order: 'index' } as const;

test('verdicts are a choice where there are several', () => {
  const iterations = [iteration(), iteration({ index: 1, verdict: 'stuck' })];
  const options = (one = caseOf()) => findAll(viewIterations(one, choice), 'option').map(textOf);
  expect(options(caseOf({ iterations })).slice(0, 3)).toEqual(['any verdict', 'recovered', 'stuck']);
  expect(options()).toEqual(['by index', 'by phase', 'by detection', 'by recovery']);
});

test('a case without iterations has no list', () => {
  expect(viewIterations(caseOf({ iterations: [] }), choice)).toBeUndefined();
});

test('a row tells its figures, and its place to those who do not see the list', () => {
  const row = viewIterationRow(iteration({ index: 7 }), caseOf(), { place: 2, count: 9, isChosen: true, longest: 6 });
  expect(textOf(row)).toBe('7 0.50 3 ms 412 ms recovered');
  expect(row).toMatchObject({
    attributes: { role: 'option', id: 'row-7', 'aria-selected': 'true', 'aria-posinset': 3, 'aria-setsize': 9 },
  });
  expect(findAll(row, 'rect')[0]?.attributes.width).toBe(22);
});
