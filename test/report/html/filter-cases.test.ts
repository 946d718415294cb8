import { expect, test } from 'vitest';
import { createCaseFilter, listTags, noFilter } from '../../../src/report/html/filter-cases.ts';
import { caseOf, failedExpectation, iteration } from '../example-run.ts';

const cases = [
  caseOf({ id: 'drop-pongs/fast', name: 'drop-pongs', matrix: { hb: 'fast' }, tags: ['ci', 'heartbeat'] }),
  caseOf({
    id: 'half-open',
    file: 'Scenarios/Half.yaml',
    status: 'fail',
    expectations: [failedExpectation()],
    tags: ['ci'],
  }),
  caseOf({ id: 'gone', status: 'unmeasured', reason: 'never steady', iterations: [iteration({ verdict: 'stuck' })] }),
];

test.each([
  ['nothing asked', {}, ['drop-pongs/fast', 'half-open', 'gone']],
  ['a word of the id', { text: 'pongs' }, ['drop-pongs/fast']],
  ['words in any order and case', { text: ' HALF scenarios/ ' }, ['half-open']],
  ['an expectation', { text: 'reconnect.p95' }, ['half-open']],
  ['a verdict', { text: 'stuck' }, ['gone']],
  ['a reason', { text: 'steady' }, ['gone']],
  ['a status', { status: 'fail' as const }, ['half-open']],
  ['a tag', { tag: 'ci' }, ['drop-pongs/fast', 'half-open']],
  ['all of them', { text: 'drop', tag: 'ci', status: 'pass' as const }, ['drop-pongs/fast']],
  ['what none has', { text: 'nowhere' }, []],
])('%s', (_what, filter, ids) => {
  expect(createCaseFilter(cases)({ ...noFilter, ...filter }).map(({ id }) => id)).toEqual(ids);
});

test('tags are listed once, by name', () => {
  expect(listTags(cases)).toEqual(['ci', 'heartbeat']);
});
