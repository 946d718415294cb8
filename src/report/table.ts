import CliTable from 'cli-table3';
import type { CaseResult, RunResult } from '../result/run-result.ts';
import { type CaseRow, caseRow } from './case-row.ts';
import { defineReporter, type Paint, type RenderOptions } from './define-reporter.ts';
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
  render(result, options) {
    const rows = result.cases.map(caseRow);
    const remarks = result.cases.flatMap(listRemarks).map((line) => wrapText(line, options.width, 4, 0));
    const parts = [
      [summaryLine(result)],
      result.cases.length === 0 ? [] : drawRows(result, rows, options),
      remarks,
      ...result.cases.map((one) => explainFailure(one, options)),
      ...result.cases.map((one) => explainWarnings(one, options)),
      ...result.cases.map((one) => explainUnmeasured(one, options)),
    ];
    const text = parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n');
    return `${options.ascii ? toAscii(text) : text}\n`;
  },
});

interface Column {
  readonly key: Exclude<keyof CaseRow, 'footnotes'>;
  readonly title: string;
  readonly align: 'left' | 'right';
}

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
  for (let dropped = 0; dropped <= spare.length; dropped++) {
    const gone: readonly Column['key'][] = spare.slice(0, dropped);
    const kept = asked.filter(({ key }) => !gone.includes(key));
    const drawn = drawTable(result, rows, kept, options);
    // The first line is the border, so its length is the table's width.
    if ((drawn[0]?.length ?? 0) <= options.width) return drawn;
  }
  return rows.flatMap((row, index) => drawItem(row, result.cases[index]?.status, options));
}

function drawTable(
  result: RunResult,
  rows: readonly CaseRow[],
  kept: readonly Column[],
  { color, ascii }: RenderOptions,
): readonly string[] {
  const drawing = new CliTable({
    head: kept.map(({ title }) => title),
    colAligns: kept.map(({ align }) => align),
    // Empty lists: otherwise the library colours head and border, also in a pipe.
    style: { head: [], border: [], compact: true },
    chars: { ...(ascii ? asciiBox : roundBox) },
  });
  for (const [index, row] of rows.entries()) {
    const status = result.cases[index]?.status;
    drawing.push(kept.map(({ key }) => (key === 'result' ? paintStatus(row[key], status, color) : (row[key] ?? ''))));
  }
  return drawing.toString().split('\n');
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

const roundBox = { 'top-left': '╭', 'top-right': '╮', 'bottom-left': '╰', 'bottom-right': '╯' } as const;

const asciiBox = {
  top: '-',
  'top-mid': '+',
  'top-left': '+',
  'top-right': '+',
  bottom: '-',
  'bottom-mid': '+',
  'bottom-left': '+',
  'bottom-right': '+',
  left: '|',
  'left-mid': '+',
  mid: '-',
  'mid-mid': '+',
  right: '|',
  'right-mid': '+',
  middle: '|',
} as const;
