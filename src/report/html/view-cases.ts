import { caseName, caseRow } from '../case-row.ts';
import { describeGot } from '../describe-got.ts';
import { drawStrip } from './draw-strip.ts';
import { element, type Markup } from './markup.ts';
import type { PageCase, PageData } from './page-data.ts';
import { formatRoute } from './page-route.ts';
import { statusMark } from './status-word.ts';
import { comparisonOf, isSlower, worstShift } from './view-comparison.ts';

/** More rows come when they are asked for: a table is laid out as a whole, and thousands of rows take their time. */
export const rowsAtOnce = 100;

interface Column {
  readonly title: string;
  /** What stands in its second half. */
  readonly second?: string;
  readonly class?: string;
  /** Not every run has it, and it takes room from the others. */
  readonly isExtra?: true;
  readonly cell: (one: PageCase, run: PageData['run']) => Markup | readonly Markup[];
}

/** The matrix of cases. Its rows are made apart: a page that filters them makes each only once. */
export interface CasesView {
  /** A row of the table; the name in it leads to all of the case. */
  row(one: PageCase): Markup;
  /** The table with such rows, and what stands around it, for so many cases that fit. */
  frame(found: number, rows: readonly Markup[]): Markup;
}

/** Chooses the columns by what the cases have. */
export function createCasesView(run: PageData['run']): CasesView {
  const columns = columnsFor(run);
  const extras = columns.filter(({ isExtra }) => isExtra).length;
  return {
    row: (one) => viewRow(one, run, columns),
    frame(found, rows) {
      const { status, more } = describeFound({ found, shown: rows.length, all: run.cases.length });
      return element(
        'div',
        { id: 'cases', class: 'cases' },
        element('p', { class: 'found', role: 'status' }, status),
        // A wide table scrolls by itself, with the keyboard too.
        element(
          'div',
          { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Cases', hidden: found === 0 },
          element(
            'table',
            { class: `matrix extras-${extras}` },
            element('thead', {}, element('tr', {}, columns.map(viewTitle))),
            element('tbody', {}, rows),
          ),
        ),
        element('button', { type: 'button', class: 'more', hidden: more === '' }, more),
      );
    },
  };
}

/** What is said above and below of cases that do not fit, or are not shown yet; empty where there are none. */
export function describeFound({ found, shown, all }: Readonly<Record<'found' | 'shown' | 'all', number>>): {
  readonly status: string;
  readonly more: string;
} {
  const more = Math.min(rowsAtOnce, found - shown);
  return {
    status: found === all ? '' : found === 0 ? 'No case fits.' : `${found} of ${all} cases`,
    more: more > 0 ? `Show ${more} more of ${found}` : '',
  };
}

function viewTitle({ title, second, class: name }: Column): Markup {
  const more = second === undefined ? undefined : element('span', { class: 'maximum' }, second);
  return element('th', { scope: 'col', class: name }, title, more);
}

function viewRow(one: PageCase, run: PageData['run'], [first, ...rest]: readonly Column[]): Markup {
  return element(
    'tr',
    { class: one.status, 'data-case': one.id },
    first !== undefined && element('th', { scope: 'row', class: first.class }, first.cell(one, run)),
    rest.map((column) => element('td', { class: column.class }, column.cell(one, run))),
  );
}

/** Columns that no case has anything for are left out. */
function columnsFor(run: PageData['run']): readonly Column[] {
  const rows = new Map(run.cases.map((one) => [one, caseRow(one)]));
  const cellOf = (one: PageCase) => rows.get(one) ?? caseRow(one);
  const hasServer = [...rows.values()].some(({ serverDetection }) => serverDetection !== undefined);
  const hasStrips = run.cases.some((one) => one.summary.detection !== undefined);
  return [
    { title: 'case', class: 'name', cell: nameCell },
    { title: 'status', class: 'result', cell: (one) => statusMark(one.status) },
    { title: 'n', class: 'number', cell: (one) => cellOf(one).n },
    { title: 'detected by', class: 'word detected', cell: (one) => cellOf(one).detectedBy },
    ...(hasStrips ? [{ title: 'detections', class: 'picture', cell: stripCell }] : []),
    { title: 'detection', second: 'max', class: 'number detection', cell: (one) => pairCell(cellOf(one).detection) },
    { title: 'bound', class: 'number bound', cell: (one) => cellOf(one).bound },
    { title: 'recovery', second: 'max', class: 'number', cell: (one) => pairCell(cellOf(one).recovery) },
    { title: 'attempts', class: 'number attempts', cell: (one) => cellOf(one).attempts },
    ...(hasServer
      ? [
          {
            title: 'server',
            second: 'max',
            class: 'number server',
            isExtra: true as const,
            cell: (one: PageCase) => pairCell(cellOf(one).serverDetection ?? ''),
          },
        ]
      : []),
    ...(run.comparison === undefined
      ? []
      : [
          {
            title: 'baseline',
            class: 'baseline',
            isExtra: true as const,
            cell: (one: PageCase) => worstShift(comparisonOf(run, one.id)),
          },
        ]),
  ];
}

function stripCell(one: PageCase): readonly Markup[] {
  const strip = drawStrip(one);
  return [strip ?? '–'];
}

/** The median stands out; what follows it is the maximum. What stands for both stands below either title. */
function pairCell(text: string): readonly Markup[] {
  const [median = '', ...others] = text.split(' · ');
  return [median, element('span', { class: 'maximum' }, others.length === 0 ? median : others.join(' · '))];
}

function nameCell(one: PageCase, run: PageData['run']): readonly Markup[] {
  const comparison = comparisonOf(run, one.id);
  const failed = one.expectations.filter(({ pass }) => !pass);
  const labels = Object.values(one.matrix);
  const told = one.status === 'unmeasured' ? [one.reason ?? 'no reason was given'] : [];
  return [
    element(
      'a',
      { href: formatRoute({ caseId: one.id }), 'aria-label': caseName(one) },
      one.name,
      labels.map((label) => element('span', { class: 'label' }, label)),
    ),
    ...told.map((reason) => element('span', { class: 'why' }, reason)),
    ...(one.status === 'unmeasured' ? failed.filter(({ note }) => note === undefined) : failed).map((each) =>
      element(
        'span',
        { class: `why ${each.level}` },
        element('code', {}, each.expression),
        ` got ${describeGot(each, one)}`,
      ),
    ),
    // Where there is no room for the column of the baseline.
    ...(isSlower(comparison) ? [element('span', { class: 'why slower' }, worstShift(comparison))] : []),
  ];
}
