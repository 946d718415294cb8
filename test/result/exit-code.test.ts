import { describe, expect, it } from 'vitest';
import { type ExitCircumstances, exitCode } from '../../src/result/exit-code.ts';
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

describe('the exit code', () => {
  it.each([
    [0, 'when all pass', run(['pass', 'pass']), {}],
    [1, 'when an expectation failed', run(['pass', 'fail']), {}],
    [3, 'when a case could not be measured', run(['pass', 'unmeasured']), {}],
    [1, 'when both occur', run(['unmeasured', 'fail']), {}],
    [2, 'when there was nothing to run', run([]), {}],
    [0, 'when a shard has no case', run([], { shard: { index: 9, total: 9 } }), {}],
    [0, 'when a failure is only to be warned of', run(['fail']), { warnOnly: true }],
    [
      3,
      'when warnings are all that is wanted and nothing was measured',
      run(['fail', 'unmeasured']),
      { warnOnly: true },
    ],
    [130, 'after SIGINT, whatever failed', run(['fail'], { interrupted: true }), { signal: 'SIGINT' }],
    [143, 'after SIGTERM', run([], { interrupted: true }), { signal: 'SIGTERM' }],
    [130, 'of an interrupted run whose signal is not known', run(['pass'], { interrupted: true }), {}],
  ] as [number, string, RunResult, Partial<ExitCircumstances>][])('is %d %s', (code, _title, result, circumstances) => {
    expect(exitCode(result, { warnOnly: false, signal: undefined, ...circumstances })).toBe(code);
  });
});
