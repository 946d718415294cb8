import { adviseOn } from '../result/invalid-reason.ts';
import type { CaseResult, IterationResult } from '../result/run-result.ts';
import type { RenderOptions } from './define-reporter.ts';
import { describeGot } from './describe-got.ts';
import { quoteOutput } from './quote-output.ts';
import { wrapText } from './wrap-text.ts';

/** Says why a case could not be measured, and what to do about it. Lines without newlines. */
export function explainUnmeasured(result: CaseResult, options: RenderOptions): readonly string[] {
  const { width, color } = options;
  if (result.status !== 'unmeasured') return [];
  const advice = adviseOn(result);
  const reason = result.reason ?? 'no reason was given';
  return [
    `${color('yellow', '?')} ${color('bold', result.id)}   ${color('dim', result.file)}`,
    `  ${wrapText(`could not measure: ${reason}`, width, 4, 2)}`,
    ...explainFailed(result).map((line) => `  ${wrapText(line, width, 4, 2)}`),
    ...(advice === '' ? [] : [`  ${wrapText(`what to do: ${advice}`, width, 4, 2)}`]),
    ...quoteOutput(unmeasuredOutput(result), options),
  ];
}

/** It accuses nobody, as iterations are missing; but who reads on wants to know of it before all that is only warned of. */
function explainFailed(result: CaseResult): readonly string[] {
  const failed = result.expectations.filter(
    ({ pass, level, note }) => !pass && level === 'error' && note === undefined,
  );
  if (failed.length === 0) return [];
  const got = failed.map((one) => `${one.expression} got ${describeGot(one, result)}`);
  return [`failed on what could be measured: ${got.join('; ')}`];
}

/** What a client printed last, in the newest iteration that could not be measured for the case's reason. */
export function unmeasuredOutput({
  invalid,
  reasonKind: kind,
}: Pick<CaseResult, 'invalid' | 'reasonKind'>): IterationResult['output'] {
  return invalid.findLast(({ output, reasonKind }) => output && reasonKind === kind)?.output;
}
