import type { CaseResult, RunResult } from '../result/run-result.ts';
import { type CaseRow, caseRow } from './case-row.ts';
import { cleanLine } from './clean-text.ts';
import { countCases } from './count-cases.ts';
import { defineReporter, type RenderOptions } from './define-reporter.ts';
import { describeGot } from './describe-got.ts';
import { drawComparison } from './draw-comparison.ts';
import { escapeMarkdown, fenceMarkdown } from './escape-markdown.ts';
import { escapeXmlText } from './escape-xml.ts';
import { explainFailure, explainWarnings } from './explain-failure.ts';
import { explainUnmeasured } from './explain-unmeasured.ts';
import { widthOfExplanations } from './explanation-width.ts';
import { listRemarks } from './list-remarks.ts';
import { listSlower } from './list-slower.ts';
import { summaryLine } from './summary-line.ts';

/** GitHub takes a job summary of 1 MiB, in UTF-8, and nothing of a longer one. */
const mostBytes = 900_000;

/** GitHub's Markdown: a table of the cases, and every failure explained, folded. */
export const markdown = defineReporter({
  name: 'markdown',
  summary: "GitHub's Markdown: a table, and every failure explained",
  defaultFile: 'summary.md',
  render(result, given) {
    const options = { ...given, width: widthOfExplanations };
    const { comparison } = result;
    const sections = [
      `### ${headline(result)}`,
      escapeMarkdown(summaryLine(result)),
      ...(result.cases.length === 0 ? [] : [writeTable(result)]),
      ...result.cases.flatMap((one) => explainCase(one, options)),
      ...(comparison === undefined ? [] : [fold('Comparison', drawComparison(comparison, options).flat())]),
      ...writeRemarks(result),
    ];
    return `${keepWithin(sections).join('\n\n')}\n`;
  },
});

function headline(result: RunResult): string {
  const { pass, fail, unmeasured } = countCases(result.cases);
  const slower = new Set(listSlower(result).map(({ id }) => id)).size;
  const parts = [
    ...(fail > 0 ? [`✗ ${fail} failed`] : []),
    ...(slower > 0 ? [`✗ ${slower} slower than the baseline`] : []),
    ...(unmeasured > 0 ? [`? ${unmeasured} could not be measured`] : []),
    ...(pass > 0 ? [`✓ ${pass} passed`] : []),
    ...(result.cases.length === 0 ? ['no case was run'] : []),
    ...(result.interrupted ? ['interrupted'] : []),
  ];
  return `wschaos: ${parts.join(', ')}`;
}

const columns: readonly (readonly [key: Exclude<keyof CaseRow, 'footnotes'>, title: string, rule: string])[] = [
  ['result', '', '---'],
  ['case', 'case', '---'],
  ['n', 'n', '--:'],
  ['detectedBy', 'detected by', '---'],
  ['detection', 'detection med · max', '--:'],
  ['bound', 'bound', '---'],
  ['recovery', 'recovery med · max', '--:'],
  ['attempts', 'attempts', '--:'],
  ['serverDetection', 'server med · max', '--:'],
];

function writeTable({ cases }: RunResult): string {
  const rows = cases.map(caseRow);
  const shown = columns.filter(([key]) => rows.some((row) => row[key] !== undefined));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(shown.map(([, title]) => title)),
    line(shown.map(([, , rule]) => rule)),
    ...rows.map((row) => line(shown.map(([key]) => escapeMarkdown(row[key] ?? '')))),
  ].join('\n');
}

function explainCase(one: CaseResult, options: RenderOptions): readonly string[] {
  const sum = (level: 'error' | 'warn'): string =>
    one.expectations
      .filter((each) => !each.pass && each.level === level)
      .map((each) => `${each.expression}, got ${describeGot(each, one)}`)
      .join('; ');
  const [failure, unmeasured, warnings] = [explainFailure, explainUnmeasured, explainWarnings].map((explain) =>
    explain(one, options),
  );
  return [
    ...(failure?.length ? [fold(`✗ ${one.id}: ${sum('error')}`, failure)] : []),
    ...(unmeasured?.length ? [fold(`? ${one.id}: could not measure: ${one.reason ?? ''}`, unmeasured)] : []),
    ...(warnings?.length ? [fold(`! ${one.id}: ${sum('warn')}`, warnings)] : []),
  ];
}

function fold(title: string, lines: readonly string[]): string {
  const summary = escapeXmlText(cleanLine(title));
  return `<details><summary>${summary}</summary>\n\n${fenceMarkdown(lines)}\n\n</details>`;
}

function writeRemarks({ cases }: RunResult): readonly string[] {
  const remarks = cases.flatMap(listRemarks);
  return remarks.length === 0 ? [] : [remarks.map((remark) => `- ${escapeMarkdown(remark)}`).join('\n')];
}

/** As many sections as there is room for. The table of thousands of cases is cut within. */
function keepWithin(sections: readonly string[]): readonly string[] {
  const size = (text: string): number => new TextEncoder().encode(text).length + 2;
  const kept: string[] = [];
  let left = mostBytes;
  let cut = false;
  for (const section of sections) {
    const lines = section.split('\n');
    const isTable = section.startsWith('| ');
    while (isTable && size(lines.join('\n')) > left / 2 && lines.length > 3) {
      lines.length = Math.max(3, Math.floor(lines.length / 2));
      cut = true;
    }
    const text = lines.join('\n');
    if (size(text) > left) {
      cut = true;
      continue;
    }
    left -= size(text);
    kept.push(text);
  }
  return cut ? [...kept, 'Too long to be shown whole: the rest is in `results.json`.'] : kept;
}
