import { describe, expect, test } from 'vitest';
import type { CaseResult, IterationResult } from '../../../src/result/run-result.ts';
import { createTraceKeeper, type KeptTrace, type Tracing } from '../../../src/runner/trace/trace-keeper.ts';
import { caseOf, failedExpectation, iteration } from '../../report/example-run.ts';

const trace = (text: string, bytes = 10) => ({ bytes, format: () => text });

function settle(
  mode: Tracing['mode'],
  judged: Partial<CaseResult>,
  added: readonly [IterationResult, string][],
  roomBytes?: number,
) {
  const told: [string, readonly (readonly [string, string])[]][] = [];
  const onTraces = (folder: string, traces: readonly KeptTrace[]): void =>
    void told.push([folder, traces.map(({ name, format }) => [name, format()] as const)]);
  const tracing = { mode, payloadBytes: 0, redacts: true, onTraces };
  const traces = createTraceKeeper(tracing, roomBytes).forCase('a/b');
  for (const [result, text] of added) traces.add(result, trace(text));
  const result = traces.settle(caseOf({ notes: [], ...judged }));
  return { told, result };
}

const first = iteration({ index: 0 });
const second = iteration({ index: 1 });
const both: readonly [IterationResult, string][] = [
  [second, 'two'],
  [first, 'one'],
];

describe('of a case', () => {
  test.each<[string, Tracing['mode'], Partial<CaseResult>, boolean]>([
    ['that passed, of all', 'on', { status: 'pass' }, true],
    ['that passed, of failures', 'failures', { status: 'pass', expectations: [] }, false],
    ['that failed', 'failures', { status: 'fail' }, true],
    ['that was not measured', 'failures', { status: 'unmeasured' }, true],
    [
      'that a merge may fail',
      'failures',
      { status: 'pass', expectations: [failedExpectation({ level: 'warn' })] },
      true,
    ],
  ])('%s, traces are kept or not', (_what, mode, judged, isKept) => {
    const { told, result } = settle(mode, { iterations: [first, second], invalid: [], ...judged }, both);
    const files = [
      ['0.jsonl', 'one'],
      ['1.jsonl', 'two'],
    ];
    expect(told).toEqual([['traces/a@b', isKept ? files : []]]);
    expect(result.iterations.map((one) => one.trace)).toEqual(
      isKept ? ['traces/a@b/0.jsonl', 'traces/a@b/1.jsonl'] : [undefined, undefined],
    );
  });
});

test('iterations that were replaced have files of their own', () => {
  const noisy = iteration({ index: 0, verdict: 'invalid' });
  const { told, result } = settle('on', { iterations: [first], invalid: [noisy, noisy] }, [
    [noisy, 'x'],
    [noisy, 'y'],
    [first, 'one'],
  ]);
  expect(told[0]?.[1].map(([name, text]) => [name, text])).toEqual([
    ['0.jsonl', 'one'],
    ['0-invalid-1.jsonl', 'x'],
    ['0-invalid-2.jsonl', 'y'],
  ]);
  expect(result.invalid.map((one) => one.trace)).toEqual([
    'traces/a@b/0-invalid-1.jsonl',
    'traces/a@b/0-invalid-2.jsonl',
  ]);
});

test('where all together would be too many, the last are left out, and the case says so', () => {
  const { told, result } = settle('on', { iterations: [first, second], invalid: [] }, both, 15);
  expect(told).toEqual([['traces/a@b', [['1.jsonl', 'two']]]]);
  expect(result.iterations[0]).not.toHaveProperty('trace');
  expect(result.notes).toEqual(['the trace of 1 iteration is left out: all together they take more than 0 MiB']);
});

test('what is not wanted makes room for others', () => {
  const onTraces = (): void => {};
  const keeper = createTraceKeeper({ mode: 'failures', payloadBytes: 0, redacts: true, onTraces }, 15);
  const [a, b] = [keeper.forCase('a'), keeper.forCase('b')];
  a.add(first, trace('one'));
  a.settle(caseOf({ status: 'pass', expectations: [] }));
  b.add(first, trace('two'));
  expect(b.settle(caseOf({ status: 'fail', iterations: [first], invalid: [] })).iterations[0]?.trace).toBe(
    'traces/b/0.jsonl',
  );
});
