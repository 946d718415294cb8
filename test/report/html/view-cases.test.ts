import { expect, test } from 'vitest';
import { createCasesView, describeFound } from '../../../src/report/html/view-cases.ts';
import { caseOf, failedExpectation, runOf } from '../example-run.ts';
import { reportedRun } from '../reported-run.ts';
import { findAll, textOf } from './read-markup.ts';

const view = createCasesView(reportedRun);
const rowOf = (id: string) => view.row(reportedRun.cases.find((one) => one.id === id) ?? caseOf());

test('a row has the figures of the case, and its name leads to it', () => {
  const row = rowOf('drop-pongs/normal');
  expect(textOf(row)).toBe('drop-pongs normal ✓ passed 20 ping.timeout 1.01 s 1.49 s 0.5 – 1.5 s 1.13 s 1.61 s 1');
  expect(findAll(row, 'a')[0]?.attributes).toEqual({
    href: '#/case/drop-pongs%2Fnormal',
    'aria-label': 'drop-pongs normal',
  });
  expect(findAll(row, '.strip')).toHaveLength(1);
});

test('a failed case says what was expected and got, and one that could not be measured why', () => {
  expect(textOf(rowOf('half-open'))).toContain('reconnect.p95 < 1s got 30.1 s ✗ failed');
  expect(textOf(rowOf('unreachable'))).toContain('the client was never steady ? not measured 0');
});

test('a cell without a picture has a dash, as one without a figure, below the median and below the maximum', () => {
  expect(textOf(findAll(rowOf('unreachable'), '.detection')[0])).toBe('– –');
  expect(textOf(findAll(rowOf('unreachable'), '.picture')[0])).toBe('–');
});

test('a column that no case has anything for is left out', () => {
  const titles = (run = reportedRun) => findAll(createCasesView(run).frame(1, []), 'th').map(textOf);
  const bare = [
    'case',
    'status',
    'n',
    'detected by',
    'detections',
    'detection max',
    'bound',
    'recovery max',
    'attempts',
  ];
  expect(titles()).toEqual(bare);
  const asked = caseOf({ expectations: [failedExpectation({ expression: 'server.detection.max < 1s' })] });
  expect(titles(runOf([asked]))).toEqual([...bare, 'server max']);
});

test.each([
  ['all', { found: 5, shown: 5, all: 5 }, '', ''],
  ['some', { found: 2, shown: 2, all: 5 }, '2 of 5 cases', ''],
  ['none', { found: 0, shown: 0, all: 5 }, 'No case fits.', ''],
  ['more than are shown', { found: 900, shown: 100, all: 900 }, '', 'Show 100 more of 900'],
  ['a few more than are shown', { found: 110, shown: 100, all: 900 }, '110 of 900 cases', 'Show 10 more of 110'],
])('%s', (_what, counts, status, more) => {
  expect(describeFound(counts)).toEqual({ status, more });
});
