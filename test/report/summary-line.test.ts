import { expect, it } from 'vitest';
import { summaryLine } from '../../src/report/summary-line.ts';
import { caseOf, exampleRun, runOf } from './example-run.ts';

it.each([
  ['a run', exampleRun, 'wschaos 1.0.0 · 3 scenarios, 3 cases, 50 iterations · seed 7'],
  ['one of each', runOf([caseOf()]), 'wschaos 1.0.0 · 1 scenario, 1 case, 1 iteration · seed 7'],
  ['two cases of one file', runOf([caseOf(), caseOf()]), 'wschaos 1.0.0 · 1 scenario, 2 cases, 2 iterations · seed 7'],
  [
    'a shard that was interrupted',
    runOf([caseOf()], { shard: { index: 2, total: 4 }, interrupted: true }),
    'wschaos 1.0.0 · 1 scenario, 1 case, 1 iteration · seed 7 · shard 2/4 · interrupted',
  ],
])('sums up %s', (_title, run, expected) => {
  expect(summaryLine(run)).toBe(expected);
});
