import type { CaseResult, IterationResult, RunResult } from '../result/run-result.ts';
import { countCases } from './count-cases.ts';
import { defineReporter } from './define-reporter.ts';
import { encodeJson } from './encode-json.ts';

/** One JSON object a line: each iteration, each case without its iterations, the run without its cases. */
export const jsonl = defineReporter({
  name: 'jsonl',
  summary: 'a JSON object a line; on stdout as things happen',
  defaultFile: undefined,
  isAlone: true,
  render: (result) =>
    [
      ...result.cases.flatMap((one) => [
        ...[...one.iterations, ...one.invalid].map((iteration) => iterationLine(one.id, iteration)),
        caseLine(one),
      ]),
      endLine(result),
    ].join(''),
  live: { iteration: iterationLine, case: caseLine, end: endLine },
});

function iterationLine(caseId: string, result: IterationResult): string {
  return `${encodeJson({ event: 'iteration', case: caseId, ...result })}\n`;
}

/** Which iterations have traces is known with the case, not with the iteration. */
function caseLine({ iterations, invalid, ...rest }: CaseResult): string {
  const counts = { iterations: iterations.length, invalid: invalid.length };
  const traces = [...iterations, ...invalid].flatMap(({ trace }) => trace ?? []);
  return `${encodeJson({ event: 'case', ...rest, counts, ...(traces.length === 0 ? {} : { traces }) })}\n`;
}

function endLine({ cases, ...rest }: RunResult): string {
  const counts = countCases(cases);
  return `${encodeJson({ event: 'end', ...rest, schema: 'wschaos/events@1', counts })}\n`;
}
