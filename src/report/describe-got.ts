import type { CaseResult, ExpectationResult } from '../result/run-result.ts';
import { formatFigure } from './format-figure.ts';
import { formatRecovered } from './format-recovered.ts';

/** What was got in place of what was expected, without the word: `30.1 s`, `19/20, ≥ 78 % …`, `no data: …`. */
export function describeGot(expectation: ExpectationResult, result: CaseResult): string {
  const { note, actual, beyond, unit = 'duration', expression } = expectation;
  if (note !== undefined) return note;
  const figure = formatFigure(actual, unit, beyond);
  return /^recovered\b/.test(expression) ? `${figure}: ${formatRecovered(result)}` : figure;
}
