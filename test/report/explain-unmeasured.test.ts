import { expect, it } from 'vitest';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { explainUnmeasured } from '../../src/report/explain-unmeasured.ts';
import { caseOf, failedExpectation, iteration } from './example-run.ts';

const options = { width: 70, color: paintNothing, ascii: false };

it('says why nothing was measured, and what to do', () => {
  const reason = '4 of 20 iterations could be measured; event-loop delay 31 ms exceeds 10 ms (5 of 5 invalid ones)';
  const lines = explainUnmeasured(caseOf({ status: 'unmeasured', reason, reasonKind: 'noise' }), options);
  expect(lines.slice(0, 2)).toEqual([
    '? refuse   scenarios/refuse.yaml',
    '  could not measure: 4 of 20 iterations could be measured; event-loop\n    delay 31 ms exceeds 10 ms (5 of 5 invalid ones)',
  ]);
  expect(lines.slice(2).join('\n')).toMatch(
    /^ {2}what to do: use a quieter machine: nothing of this run was beside\n {4}those iterations; /,
  );
});

it('quotes the client of an iteration that shows why', () => {
  const quoted = (line: string) => ({ output: { client: 1, lines: [line] } });
  const invalid = [
    iteration({ verdict: 'invalid', reasonKind: 'never-steady', ...quoted('no configuration') }),
    iteration({ verdict: 'invalid', reasonKind: 'disturbed', ...quoted('nothing of interest') }),
  ];
  const lines = explainUnmeasured(caseOf({ status: 'unmeasured', reasonKind: 'never-steady', invalid }), options);
  expect(lines.slice(-2)).toEqual(['  the last lines of client 1', '  | no configuration']);
});

it('gives no advice where nothing is to be done', () => {
  const reason = 'interrupted before the first iteration was finished';
  expect(explainUnmeasured(caseOf({ status: 'unmeasured', reason, reasonKind: 'interrupted' }), options)).toEqual([
    '? refuse   scenarios/refuse.yaml',
    '  could not measure: interrupted before the first iteration was\n    finished',
  ]);
});

it('says what was expected and failed all the same, where there are figures', () => {
  const expectations = [
    failedExpectation({ expression: 'recovery.max < 100ms', actual: 715 }),
    failedExpectation({ expression: 'outage.max < 50ms', actual: 716, level: 'warn' }),
    failedExpectation({ expression: 'close.max < 1s', actual: null, note: 'no data: not measured' }),
    failedExpectation({ expression: 'detection.max < 1s', actual: 1200 }),
  ];
  const result = caseOf({ status: 'unmeasured', reason: '2 of 4 iterations could be measured', expectations });
  expect(explainUnmeasured(result, { ...options, width: 200 }).slice(1, 3)).toEqual([
    '  could not measure: 2 of 4 iterations could be measured',
    '  failed on what could be measured: recovery.max < 100ms got 715 ms; detection.max < 1s got 1.2 s',
  ]);
});

it('has nothing to say about a case that was measured', () => {
  expect(explainUnmeasured(caseOf(), options)).toEqual([]);
});
