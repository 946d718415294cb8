import type { Paint } from '../report/define-reporter.ts';
import { formatProblem } from '../scenario/format-problem.ts';
import type { Problem } from '../scenario/problem.ts';

/** Every problem with its place and code frame, an empty line between two. */
export function formatProblems(problems: readonly Problem[], paint: Paint): string {
  return problems.map((problem) => paintProblem(formatProblem(problem), paint)).join('\n\n');
}

/** The first line is the place, the last one the message. */
function paintProblem(text: string, paint: Paint): string {
  const lines = text.split('\n');
  const place = lines[0] ?? '';
  const message = lines.at(-1) ?? '';
  return [paint('bold', place), ...lines.slice(1, -1), paint('red', message)].join('\n');
}

/** `3 problems in 2 of 5 files`. */
export function countProblems(problems: readonly Problem[], files: number): string {
  const bad = new Set(problems.map(({ file }) => file)).size;
  return `${count(problems.length, 'problem')} in ${bad} of ${count(files, 'file')}`;
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
