import { expect, test } from 'vitest';
import { noFilter } from '../../../src/report/html/filter-cases.ts';
import { viewToolbar } from '../../../src/report/html/view-toolbar.ts';
import { caseOf } from '../example-run.ts';
import { findAll, textOf } from './read-markup.ts';

const cases = [caseOf({ tags: ['ci'] }), caseOf({ status: 'fail', tags: ['a"b'] }), caseOf()];

test('there is a button for each status that occurs, with its number', () => {
  expect(findAll(viewToolbar(cases, noFilter), 'button').map(textOf)).toEqual(['all 3', 'failed 1', 'passed 2']);
});

test('what was chosen is told', () => {
  const toolbar = viewToolbar(cases, { text: 'x', status: 'fail', tag: 'ci' });
  expect(findAll(toolbar, 'button').map(({ attributes }) => attributes['aria-pressed'])).toEqual([
    'false',
    'true',
    'false',
  ]);
  expect(findAll(toolbar, 'input')[0]?.attributes.value).toBe('x');
  expect(findAll(toolbar, 'option').map((one) => [textOf(one), one.attributes.selected])).toEqual([
    ['any tag', false],
    ['a"b', false],
    ['ci', true],
  ]);
});

test('without tags there is no choice of them', () => {
  expect(findAll(viewToolbar([caseOf()], noFilter), 'select')).toEqual([]);
});
