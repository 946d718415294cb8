import { expect, test } from 'vitest';
import { collectPageData } from '../../../src/report/html/collect-page-data.ts';
import { viewHead } from '../../../src/report/html/view-head.ts';
import type { CaseResult, RunResult } from '../../../src/result/run-result.ts';
import { caseOf, runOf } from '../example-run.ts';
import { slowerRun } from '../reported-run.ts';
import { findAll, textOf } from './read-markup.ts';

const cases = (...statuses: readonly CaseResult['status'][]) =>
  statuses.map((status, id) => caseOf({ id: `${id}`, status }));
const head = (run: RunResult, options = {}) => viewHead(collectPageData(run, options));

test.each([
  ['All 2 cases passed', cases('pass', 'pass'), {}],
  ['The case passed', cases('pass'), {}],
  ['1 of 3 cases failed', cases('pass', 'fail', 'pass'), {}],
  ['1 of 3 cases failed, 1 could not be measured', cases('unmeasured', 'fail', 'pass'), {}],
  ['1 of 2 cases could not be measured', cases('unmeasured', 'pass'), {}],
  ['No case was run; the run was interrupted', [], { interrupted: true }],
] as const)('%s', (title, of, changes) => {
  expect(textOf(findAll(head(runOf(of, changes)), 'h1')[0])).toBe(title);
});

test('what became slower than the baseline stands in the sentence', () => {
  expect(textOf(findAll(head(slowerRun), 'h1')[0])).toBe('The case passed; 1 slower than the baseline');
});

test('the facts are those of the run', () => {
  const run = runOf([caseOf({ target: 'builtin echo' })], {
    shard: { index: 2, total: 3 },
    env: { node: '20.20.2', os: 'linux x64', cpus: 1, ci: { provider: 'github', sha: '0123456789abcdef' } },
    endedAt: '2026-11-27T01:02:03.456Z',
  });
  const facts = findAll(head(run), '.facts')[0];
  expect(textOf(facts)).toBe(
    'wschaos 1.0.0 against builtin echo 1 iteration in 1 s seed 7 shard 2/3 ' +
      'Node 20.20.2, linux x64, 1 processor github 0123456789 2026-11-27 01:02 UTC',
  );
});

test('the bar is whole, and says its numbers', () => {
  const [bar] = findAll(head(runOf(cases('pass', 'fail', 'pass', 'unmeasured'))), '.totals');
  expect(bar?.attributes['aria-label']).toBe('1 failed, 1 not measured, 2 passed');
  expect(findAll(bar, 'rect').map(({ attributes }) => Number(attributes.width))).toEqual([25, 25, 50]);
});
