import { expect, test } from 'vitest';
import { type Selection, selectCases } from '../../src/cli/select-cases.ts';
import { caseOf, casesOf } from './case-of.ts';

const everything: Selection = { grep: undefined, tag: undefined, 'not-tag': undefined, case: undefined };
const makeCases = () => [
  caseOf('tags: [ci, slow]', 'refuse'),
  caseOf('tags: [ci]', 'reset'),
  ...casesOf('version: 1\nname: drop\ntarget: { builtin: echo }\nmatrix: { hb: [fast, normal] }\n'),
];

test.each([
  ['everything without a condition', {}, ['refuse', 'reset', 'drop/fast', 'drop/normal']],
  ['by expression', { grep: '^re' }, ['refuse', 'reset']],
  ['by any of several tags', { tag: ['slow,none'] }, ['refuse']],
  ['without a tag', { 'not-tag': ['slow'] }, ['reset', 'drop/fast', 'drop/normal']],
  ['by id', { case: ['drop/fast', 'reset'] }, ['reset', 'drop/fast']],
  ['by all conditions at once', { grep: 're', tag: ['ci'], 'not-tag': ['slow'] }, ['reset']],
] as const)('cases are selected: %s', (_how, selection, expected) => {
  expect(selectCases(makeCases(), { ...everything, ...selection }).map(({ id }) => id)).toEqual(expected);
});

test.each([
  ['selects nothing', { tag: ['ic'] }, 'none of the 4 cases is selected'],
  ['names an unknown case', { case: ['rest'] }, 'there is no case "rest" (did you mean "reset"?)'],
  ['is no expression', { grep: '(' }, '--grep: "(" is not a regular expression'],
] as const)('a selection that %s is an error', (_what, selection, message) => {
  expect(() => selectCases(makeCases(), { ...everything, ...selection })).toThrow(message);
});
