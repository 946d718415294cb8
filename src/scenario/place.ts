import type { LineCounter } from 'yaml';
import type { Problem } from './problem.ts';

/** A file's text with its line starts. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly lines: Pick<LineCounter, 'linePos'>;
}

/** A stretch of a file. Offsets and lengths count UTF-16 units. */
export interface Place {
  readonly source: SourceText;
  readonly offset: number;
  readonly length: number;
}

/** A problem at a place; what is marked ends with its first line. */
export function problemAt({ source, offset, length }: Place, message: string): Problem {
  const { line, col } = source.lines.linePos(offset);
  const marked = /^[^\r\n]*/.exec(source.text.slice(offset, offset + length))?.[0].trimEnd() ?? '';
  return {
    file: source.file,
    line: Math.max(1, line),
    column: Math.max(1, col),
    message,
    length: Math.max(1, marked.length),
    source: source.text,
  };
}

/** Sorted by file, line and column; what several cases of a matrix report alike stands there once. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const distinct = new Map(problems.map((problem) => [keyOf(problem), problem]));
  return [...distinct.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  );
}

function keyOf({ file, line, column, message }: Problem): string {
  return JSON.stringify([file, line, column, message]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
