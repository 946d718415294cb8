import { adviseOn } from '../result/invalid-reason.ts';
import type { CaseResult, IterationResult } from '../result/run-result.ts';
import type { RenderOptions } from './define-reporter.ts';
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
    ...(advice === '' ? [] : [`  ${wrapText(`what to do: ${advice}`, width, 4, 2)}`]),
    ...quoteOutput(unmeasuredOutput(result), options),
  ];
}

/** What a client printed last, in the newest iteration that could not be measured for the case's reason. */
export function unmeasuredOutput({
  invalid,
  reasonKind: kind,
}: Pick<CaseResult, 'invalid' | 'reasonKind'>): IterationResult['output'] {
  return invalid.findLast(({ output, reasonKind }) => output && reasonKind === kind)?.output;
}
