import type { Comparison, MetricComparison } from '../../src/result/compare/comparison.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { caseOf, exampleRun, failedExpectation, iteration, runOf } from './example-run.ts';

/** Everything that a report must have a word for: passed, failed, only warned of, and what could not be measured. */
export const reportedRun: RunResult = runOf([
  ...exampleRun.cases,
  caseOf({
    id: 'slow-start',
    name: 'slow-start',
    file: 'scenarios/half-open.yaml',
    expectations: [
      failedExpectation({
        expression: 'attempts.max < 1',
        level: 'warn',
        unit: 'count',
        actual: 1,
        line: 40,
        witness: 0,
      }),
    ],
  }),
  caseOf({
    id: 'unreachable',
    name: 'unreachable',
    file: 'scenarios/unreachable.yaml',
    status: 'unmeasured',
    reason: 'the client was never steady',
    reasonKind: 'never-steady',
    iterations: [],
    invalid: [iteration({ verdict: 'invalid', reasonKind: 'never-steady', reason: 'the client was never steady' })],
  }),
]);

/** What breaks formats, in a place where a user, a client or a server can put it. */
export const hostileText =
  'a|b ]]> ::error::x `c` <b>&"\'\\ %0A {d="e"}, \u001b[31mred\u001b[0m \u0000\u0007\ud800\r\nnew | line';

/** A failure and a case that could not be measured, both with such a text wherever there is one. */
export const hostileRun: RunResult = runOf([
  caseOf({
    id: hostileText,
    name: hostileText,
    file: `${hostileText}.yaml`,
    status: 'fail',
    notes: [hostileText],
    iterations: [
      iteration({
        reason: hostileText,
        cause: hostileText,
        timeline: [{ t: 0, what: 'fault', text: hostileText }],
        output: { client: 0, lines: [hostileText, '```', '</details>', '::error::planted'] },
      }),
    ],
    expectations: [
      failedExpectation({
        expression: hostileText,
        because: hostileText,
        note: hostileText,
        witness: 0,
        file: hostileText,
      }),
    ],
  }),
  caseOf({ id: `x${hostileText}`, file: hostileText, status: 'unmeasured', reason: hostileText, iterations: [] }),
]);

const slowerMetric: MetricComparison = {
  metric: 'recovery',
  unit: 'duration',
  gates: true,
  n: [20, 20],
  base: 100,
  head: 900,
  shift: 800,
  interval: [700, 'infinite'],
  tolerance: 10,
  p: { slower: 0, faster: 1 },
  verdict: 'slower',
};
const comparedFile = { file: 'base.json', tool: '1.0.0', seed: 7 };
const comparedAs = { kind: 'compared', design: 'paired', notes: [], timeoutMs: 1000 } as const;
const comparison: Comparison = {
  schema: 'wschaos/comparison@1',
  base: comparedFile,
  head: { ...comparedFile, file: 'this run' },
  confidence: 0.98,
  cases: [
    { ...comparedAs, id: 'refuse', metrics: [slowerMetric, { ...slowerMetric, metric: 'outage', verdict: 'same' }] },
  ],
};

/** All that was expected held, and a figure is worse than the baseline's. */
export const slowerRun: RunResult = runOf([caseOf()], { comparison });
