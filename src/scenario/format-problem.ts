import type { Problem } from './problem.ts';

const contextLines = 2;
/** Columns of source that a frame shows; a longer line is cut around the marked text. */
const frameWidth = 110;

/**
 * A problem for people: place, the lines around it with the text underlined, message. Plain text; control characters of
 * the source are replaced, so that a file cannot steer the terminal.
 *
 * ```
 * scenarios/refuse.yaml:8:12
 *   7 |   - id: down
 * > 8 |     fault: refise
 *     |            ^^^^^^
 *   9 |     at: 500ms
 * unknown fault "refise" (did you mean "refuse"?)
 * ```
 */
export function formatProblem(problem: Problem): string {
  const { file, line, column, message } = problem;
  return [`${file}:${line}:${column}`, ...formatFrame(problem), message].join('\n');
}

function formatFrame({ source, line, column, length }: Problem): readonly string[] {
  if (source === '') return [];
  const lines = source.split(/\r?\n/);
  const first = Math.max(1, line - contextLines);
  const last = Math.min(lines.length, line + contextLines);
  const digits = String(last).length;
  const start = Math.max(0, column - 1 + Math.min(length, frameWidth / 2) - frameWidth);
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    // The empty line behind a file's last line break is not a line of it.
    if (number === lines.length && number !== line && lines[number - 1] === '') break;
    const shown = (lines[number - 1] ?? '').slice(start, start + frameWidth).replace(controlPattern, '�');
    rows.push(`${number === line ? '>' : ' '} ${String(number).padStart(digits)} | ${shown}`.trimEnd());
    if (number !== line) continue;
    const indent = shown
      .slice(0, column - 1 - start)
      .replace(/[^\t]/g, ' ')
      .padEnd(column - 1 - start);
    const marked = Math.min(length, frameWidth - indent.length);
    rows.push(`  ${' '.repeat(digits)} | ${indent}${'^'.repeat(Math.max(1, marked))}`);
  }
  return rows;
}

const controlPattern = /(?!\t)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
