import type { ComparedCase, Comparison, ComparisonVerdict, MetricComparison } from '../result/compare/comparison.ts';
import { cleanStrings } from './clean-strings.ts';
import type { Paint, RenderOptions } from './define-reporter.ts';
import { drawTable, type TableColumn } from './draw-table.ts';
import { formatFigure } from './format-figure.ts';
import { formatShift } from './format-shift.ts';
import { toAscii } from './to-ascii.ts';
import { wrapText } from './wrap-text.ts';

interface Row {
  readonly case: string;
  readonly metric: string;
  readonly n: string;
  readonly base: string;
  readonly head: string;
  readonly shift: string;
  readonly interval: string;
  readonly verdict: string;
}

const columns: readonly TableColumn<keyof Row>[] = [
  { key: 'case', title: 'case', align: 'left' },
  { key: 'metric', title: 'metric', align: 'left' },
  { key: 'n', title: 'n', align: 'right' },
  { key: 'base', title: 'base', align: 'right' },
  { key: 'head', title: 'head', align: 'right' },
  { key: 'shift', title: 'shift', align: 'right' },
  { key: 'interval', title: '98 % interval', align: 'left' },
  { key: 'verdict', title: '', align: 'left' },
];

/** What a narrow terminal does without, the first one first. */
const droppable: readonly (keyof Row)[] = ['n', 'base', 'head'];

/**
 * A comparison for people, in blocks of lines: what it came to, the box, the remarks. Narrow terminals lose columns, then
 * get a list.
 */
export function drawComparison(given: Comparison, options: RenderOptions): readonly (readonly string[])[] {
  const comparison = cleanStrings(given);
  const compared = comparison.cases.filter((one) => one.kind === 'compared');
  const blocks = [
    [wrapText(headline(comparison, compared), options.width, 4, 0)],
    compared.length === 0 ? [] : drawCases(compared, options),
    listRemarks(comparison).map((line) => wrapText(line, options.width, 4, 0)),
  ];
  const filled = blocks.filter((lines) => lines.length > 0);
  return options.ascii ? filled.map((lines) => lines.map(toAscii)) : filled;
}

function headline({ base, head }: Comparison, compared: readonly ComparedCase[]): string {
  const deciding = compared.flatMap(({ metrics }) => metrics).filter(({ gates }) => gates);
  const count = (verdict: ComparisonVerdict) =>
    `${deciding.filter((one) => one.verdict === verdict).length} ${verdict}`;
  const counts = (['slower', 'same', 'faster', 'unclear'] as const).map(count).join(', ');
  return `${head.file} against ${base.file} (wschaos ${base.tool}, seed ${base.seed}): ${counts}`;
}

function drawCases(compared: readonly ComparedCase[], options: RenderOptions): readonly string[] {
  const write = options.ascii ? toAscii : (text: string) => text;
  const rows = compared.flatMap((one) =>
    one.metrics.map((metric, index) => rowOf(metric, index === 0 ? nameOf(one) : '', write, options.color)),
  );
  return drawTable({ ...options, columns, rows, droppable }) ?? compared.flatMap((one) => drawList(one, options));
}

function rowOf(metric: MetricComparison, name: string, write: (text: string) => string, color: Paint): Row {
  const { unit, n, base, head, beyond, shift } = metric;
  const [before, after] = n;
  return {
    case: name,
    metric: metric.metric,
    n: before === after ? `${before}` : `${before}, ${after}`,
    base: write(formatFigure(base, unit, beyond?.base)),
    head: write(formatFigure(head, unit, beyond?.head)),
    shift: write(formatShift(shift, unit)),
    interval: write(intervalOf(metric)),
    verdict: paintVerdict(metric, write, color),
  };
}

function nameOf({ id, baseId }: ComparedCase): string {
  return baseId === undefined ? id : `${id} against ${baseId}`;
}

function intervalOf({ interval, unit }: MetricComparison): string {
  return interval === null ? '' : interval.map((end) => formatShift(end, unit)).join(' … ');
}

const signs: Readonly<Record<ComparisonVerdict, string>> = { slower: '✗', same: '✓', faster: '✓', unclear: '?' };

/** In brackets what does not decide. */
function paintVerdict({ verdict, gates, unit }: MetricComparison, write: (text: string) => string, color: Paint) {
  const words = { ...{ same: 'same', unclear: 'unclear' }, ...wordsFor(unit) };
  if (!gates) return color('dim', `(${words[verdict]})`);
  const style = verdict === 'slower' ? 'red' : verdict === 'unclear' ? 'yellow' : 'green';
  return color(style, write(`${signs[verdict]} ${words[verdict]}`));
}

/** More attempts are not slow. */
function wordsFor(unit: MetricComparison['unit']): Readonly<Record<'slower' | 'faster', string>> {
  return unit === 'duration' ? { slower: 'slower', faster: 'faster' } : { slower: 'worse', faster: 'better' };
}

function drawList(one: ComparedCase, { ascii, color, width }: RenderOptions): readonly string[] {
  const write = ascii ? toAscii : (text: string) => text;
  return [
    nameOf(one),
    ...one.metrics.map((metric) => {
      const { base, head, shift, interval, verdict } = rowOf(metric, '', write, color);
      const range = interval === '' ? '' : ` (${interval})`;
      const text = `${metric.metric} ${base} to ${head}, ${shift}${range}`;
      return `    ${verdict}  ${wrapText(text, width, 8, 16)}`;
    }),
  ];
}

function listRemarks({ cases }: Comparison): readonly string[] {
  const shownOnly = cases.some((one) => one.kind === 'compared' && one.metrics.some(({ gates }) => !gates));
  return [
    ...cases.flatMap((one) => {
      if (one.kind === 'not-compared') return [];
      return [...one.notes, ...listNotes(one)].map((note) => `note  ${one.id}: ${note}`);
    }),
    ...listUncompared(cases),
    ...(shownOnly ? ['(…)  is shown only: it contains backoff, whose jitter decides nothing'] : []),
  ];
}

/** What is to be said of several metrics is said once. */
function listNotes({ metrics }: ComparedCase): readonly string[] {
  const byNote = new Map<string, string[]>();
  for (const { metric, note } of metrics) {
    if (note !== undefined) byNote.set(note, [...(byNote.get(note) ?? []), metric]);
  }
  return [...byNote].map(([note, names]) => `${names.join(', ')}: ${note}`);
}

/** So many of those with one reason are named; a run of a few cases has a baseline of many. */
const mostNamed = 5;

function listUncompared(cases: Comparison['cases']): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const one of cases) {
    if (one.kind === 'not-compared') byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one.id]);
  }
  return [...byReason].map(([reason, ids]) => {
    const more = ids.length > mostNamed ? `, and ${ids.length - mostNamed} more` : '';
    return `not compared  ${ids.slice(0, mostNamed).join(', ')}${more}: ${reason}`;
  });
}
