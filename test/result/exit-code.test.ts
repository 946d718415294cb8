import { describe, expect, it } from 'vitest';
import type { Comparison, MetricComparison, UncomparedCase } from '../../src/result/compare/comparison.ts';
import { comparisonExitCode, type ExitCircumstances, exitCode } from '../../src/result/exit-code.ts';
import type { CaseResult, RunResult } from '../../src/result/run-result.ts';

function run(statuses: readonly CaseResult['status'][], changes: Partial<RunResult> = {}): RunResult {
  return {
    ...{ schema: 'wschaos/results@1', tool: '1.0.0', seed: 7, shard: { index: 1, total: 1 }, interrupted: false },
    env: { node: '20', os: 'linux', cpus: 2, ci: null },
    elapsedMs: 1,
    cases: statuses.map((status, index) => ({
      ...{
        id: `${index}`,
        name: 'a',
        file: 'a.yaml',
        matrix: {},
        tags: [],
        hash: 'h',
        status,
        bound: null,
        timeoutMs: 1,
      },
      ...{ seed: 7, notes: [], iterations: [], invalid: [], summary: {}, expectations: [], elapsedMs: 1 },
    })),
    ...changes,
  };
}

/** With one more case, whose module has a syntax error. */
function withBroken(result: RunResult): RunResult {
  const cases = run(['unmeasured']).cases.map((one) => ({ ...one, reasonKind: 'not-loaded' as const }));
  return { ...result, cases: [...result.cases, ...cases] };
}

/** A comparison of one case with such a verdict, or of none for such a reason. */
function comparison(what: MetricComparison['verdict'] | UncomparedCase['why'], gates = true): Comparison {
  const file = { file: 'f', tool: '1.0.0', seed: 7 };
  const shared = { schema: 'wschaos/comparison@1', base: file, head: file, confidence: 0.98 } as const;
  if (what.includes('-')) {
    const why = what as UncomparedCase['why'];
    return { ...shared, cases: [{ kind: 'not-compared', id: 'a', why, reason: 'r' }] };
  }
  const metric: MetricComparison = {
    ...{
      metric: 'detection',
      unit: 'duration',
      n: [20, 20],
      base: 1,
      head: 1,
      shift: 0,
      interval: [0, 0],
      tolerance: 30,
    },
    ...{ p: { slower: 1, faster: 1 }, gates, verdict: what as MetricComparison['verdict'] },
  };
  const compared = { kind: 'compared', id: 'a', design: 'paired', notes: [], timeoutMs: 1, metrics: [metric] } as const;
  return { ...shared, cases: [compared] };
}

describe('the exit code of a comparison', () => {
  it.each([
    [0, 'when all is the same', comparison('same'), false],
    [0, 'when it is unclear', comparison('unclear'), false],
    [1, 'when a metric is slower', comparison('slower'), false],
    [0, 'when that is only to be warned of', comparison('slower'), true],
    [0, 'when only a metric that is shown is slower', comparison('slower', false), false],
    [2, 'when there is nothing to compare', comparison('not-in-base'), false],
    [3, 'when HEAD could not be measured', comparison('unmeasured-in-head'), false],
    [2, 'when BASE had not been measured, and there is nothing else', comparison('unmeasured-in-base'), false],
  ] as const)('is %d %s', (code, _title, result, warnOnly) => {
    expect(comparisonExitCode(result, { warnOnly })).toBe(code);
  });

  it.each([
    [0, 'that is the same', run(['pass'], { comparison: comparison('same') })],
    [1, 'that is slower', run(['pass'], { comparison: comparison('slower') })],
    [1, 'that is the same, though an expectation failed', run(['fail'], { comparison: comparison('same') })],
    [2, 'that has nothing in common with its baseline', run(['pass'], { comparison: comparison('not-in-base') })],
    [130, 'that was interrupted', run(['pass'], { interrupted: true, comparison: comparison('slower') })],
  ] as const)('is %d for a run %s', (code, _title, result) => {
    expect(exitCode(result, { warnOnly: false, signal: undefined })).toBe(code);
  });
});

describe('the exit code', () => {
  it.each([
    [0, 'when all pass', run(['pass', 'pass']), {}],
    [1, 'when an expectation failed', run(['pass', 'fail']), {}],
    [3, 'when a case could not be measured', run(['pass', 'unmeasured']), {}],
    [1, 'when both occur', run(['unmeasured', 'fail']), {}],
    [2, 'when a client could not be loaded, and others not be measured', withBroken(run(['pass', 'unmeasured'])), {}],
    [1, 'when an expectation failed beside', withBroken(run(['fail', 'unmeasured'])), {}],
    [2, "when a reporter of the user's failed", run(['pass', 'unmeasured']), { isReportMissing: true }],
    [3, 'when something could not be written', run(['pass']), { isOutputMissing: true }],
    [1, 'when it could not and an expectation failed', run(['fail']), { isOutputMissing: true }],
    [1, 'when it did and an expectation too', run(['fail']), { isReportMissing: true }],
    [2, 'when there was nothing to run', run([]), {}],
    [0, 'when a shard has no case', run([], { shard: { index: 9, total: 9 } }), {}],
    [2, 'when a reporter of it failed', run([], { shard: { index: 9, total: 9 } }), { isReportMissing: true }],
    [0, 'when a failure is only to be warned of', run(['fail']), { warnOnly: true }],
    [
      3,
      'when warnings are all that is wanted and nothing was measured',
      run(['fail', 'unmeasured']),
      { warnOnly: true },
    ],
    [130, 'after SIGINT, whatever failed', run(['fail'], { interrupted: true }), { signal: 'SIGINT' }],
    [129, 'after SIGHUP', run([], { interrupted: true }), { signal: 'SIGHUP' }],
    [143, 'after SIGTERM', run([], { interrupted: true }), { signal: 'SIGTERM' }],
    [130, 'of an interrupted run whose signal is not known', run(['pass'], { interrupted: true }), {}],
  ] as [number, string, RunResult, Partial<ExitCircumstances>][])('is %d %s', (code, _title, result, circumstances) => {
    expect(exitCode(result, { warnOnly: false, signal: undefined, ...circumstances })).toBe(code);
  });
});
