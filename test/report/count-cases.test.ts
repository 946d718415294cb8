import { expect, test } from 'vitest';
import { countCases } from '../../src/report/count-cases.ts';
import { reportedRun } from './reported-run.ts';

test('each case counts once, as what became of it', () => {
  const { pass, fail, unmeasured } = countCases(reportedRun.cases);
  expect([fail, unmeasured, pass + fail + unmeasured]).toEqual([1, 1, reportedRun.cases.length]);
});
