import type { CaseResult, RunResult } from '../result/run-result.ts';
import { type CaseRow, caseRow } from './case-row.ts';
import { cleanStrings } from './clean-strings.ts';
import { defineReporter, type Paint, type RenderOptions } from './define-reporter.ts';
import { drawComparison } from './draw-comparison.ts';
import { drawTable, type TableColumn } from './draw-table.ts';
import { explainFailure, explainWarnings } from './explain-failure.ts';
import { explainUnmeasured } from './explain-unmeasured.ts';
import { listRemarks } from './list-remarks.ts';
import { summaryLine } from './summary-line.ts';
import { toAscii } from './to-ascii.ts';
import { wrapText } from './wrap-text.ts';

/** For people at a terminal: a box, then every failure explained. Narrow terminals lose columns, then get a list. */
export const table = defineReporter({
  name: 'table',
  summary: 'a table for people, and every failure explained',
  defaultFile: undefined,
  render(given, options) {
    const result = cleanStrings(given);
    const rows = result.cases.map(caseRow);
    const remarks = result.cases.flatMap(listRemarks).map((line) => wrapText(line, options.width, 4, 0));
    const parts = [
      [summaryLine(result)],
      result.cases.length === 0 ? [] : drawRows(result, rows, options),
      remarks,
      ...result.cases.map((one) => explainFailure(one, options)),
      ...result.cases.map((one) => explainWarnings(one, options)),
      ...result.cases.map((one) => explainUnmeasured(one, options)),
      ...(result.comparison === undefined ? [] : drawComparison(result.comparison, options)),
    ];
    const text = parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n');
    return `${options.ascii ? toAscii(text) : text}\n`;
  },
});

type Column = TableColumn<Exclude<keyof CaseRow, 'footnotes'>>;

const columns: readonly Column[] = [
  { key: 'case', title: 'case', align: 'left' },
  { key: 'n', title: 'n', align: 'right' },
  { key: 'detectedBy', title: 'detected by', align: 'left' },
  { key: 'detection', title: 'detection  med · max', align: 'right' },
  { key: 'bound', title: 'bound', align: 'left' },
  { key: 'recovery', title: 'recovery  med · max', align: 'right' },
  { key: 'attempts', title: 'attempts', align: 'right' },
  { key: 'serverDetection', title: 'server  med · max', align: 'right' },
  { key: 'result', title: '', align: 'left' },
];

/** What a narrow terminal does without, the first one first. */
const droppable: readonly Column['key'][] = ['attempts', 'bound', 'detectedBy', 'n'];

function drawRows(result: RunResult, rows: readonly CaseRow[], options: RenderOptions): readonly string[] {
  const asked = columns.filter(({ key }) => rows.some((row) => row[key] !== undefined));
  // Where the server is asked about, the client's way back is not the point.
  const spare = [...droppable, ...(asked.some(({ key }) => key === 'serverDetection') ? ['recovery' as const] : [])];
  const statusOf = (index: number) => result.cases[index]?.status;
  const painted = rows.map((row, index) => ({
    ...row,
    result: paintStatus(row.result, statusOf(index), options.color),
  }));
  return (
    drawTable<Column['key']>({ ...options, columns: asked, rows: painted, droppable: spare }) ??
    rows.flatMap((row, index) => drawItem(row, statusOf(index), options))
  );
}

function drawItem(row: CaseRow, status: CaseResult['status'] | undefined, { width, color }: RenderOptions) {
  const figures = [
    `detection ${row.detection}`,
    `by ${row.detectedBy}`,
    `bound ${row.bound}`,
    `recovery ${row.recovery}`,
    ...(row.serverDetection === undefined ? [] : [`server noticed ${row.serverDetection}`]),
    `attempts ${row.attempts}`,
    `n ${row.n}`,
  ];
  // No-break spaces keep a figure with its name while the line is broken.
  const text = wrapText(figures.map((figure) => figure.replaceAll(' ', '\u00a0')).join(', '), width, 4);
  return [`${paintStatus(row.result, status, color)}  ${row.case}`, `    ${text.replaceAll('\u00a0', ' ')}`];
}

function paintStatus(word: string, status: CaseResult['status'] | undefined, color: Paint): string {
  return color(status === 'pass' ? 'green' : status === 'fail' ? 'red' : 'yellow', word);
}
