import type { IterationResult } from '../result/run-result.ts';
import type { RenderOptions } from './define-reporter.ts';

/** What a client printed last, as it stands, behind a bar; nothing where it is not known. */
export function quoteOutput(output: IterationResult['output'], { color }: RenderOptions): readonly string[] {
  if (output === undefined) return [];
  return [
    '',
    `  the last lines of client ${output.client}`,
    ...output.lines.map((line) => `  ${color('dim', '|')} ${line}`),
  ];
}
