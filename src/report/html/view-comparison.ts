import type { ComparedCase, MetricComparison, UncomparedCase } from '../../result/compare/comparison.ts';
import { formatFigure } from '../format-figure.ts';
import { formatShift } from '../format-shift.ts';
import { element, type Markup } from './markup.ts';
import type { PageData } from './page-data.ts';

type CaseComparison = ComparedCase | UncomparedCase | undefined;

/** What the comparison of the run says of a case. */
export function comparisonOf({ comparison }: Pick<PageData['run'], 'comparison'>, id: string): CaseComparison {
  return comparison?.cases.find((one) => one.id === id);
}

const order = ['slower', 'unclear', 'faster', 'same'] as const;

/** Of the metrics that decide, the one that matters most, and by how much; in one cell. */
export function worstShift(comparison: CaseComparison): readonly Markup[] {
  if (comparison === undefined) return ['–'];
  if (comparison.kind === 'not-compared') return [element('span', { class: 'quiet' }, 'not compared')];
  const [worst] = comparison.metrics
    .filter(({ gates }) => gates)
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  if (worst === undefined) return ['–'];
  const { verdict, metric, shift, unit } = worst;
  const word = element('span', { class: `shift ${verdict}` }, wordFor(worst));
  if (verdict !== 'slower' && verdict !== 'faster') return [word];
  return [word, element('span', { class: 'amount' }, ` ${metric} ${formatShift(shift, unit)}`)];
}

/** True when a metric that decides got worse. */
export function isSlower(comparison: CaseComparison): boolean {
  if (comparison?.kind !== 'compared') return false;
  return comparison.metrics.some(({ gates, verdict }) => gates && verdict === 'slower');
}

/** All metrics of a case against the baseline, or why there are none. */
export function viewComparison(comparison: CaseComparison): Markup | undefined {
  if (comparison === undefined) return undefined;
  if (comparison.kind === 'not-compared') {
    return element('p', { class: 'quiet' }, `Not compared with the baseline: ${comparison.reason}.`);
  }
  return element(
    'div',
    { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Against the baseline' },
    element(
      'table',
      { class: 'comparison' },
      element(
        'thead',
        {},
        element('tr', {}, ...['metric', ...figureTitles, ''].map((title) => element('th', { scope: 'col' }, title))),
      ),
      element('tbody', {}, comparison.metrics.map(viewMetric)),
    ),
    comparison.notes.map((note) => element('p', { class: 'quiet' }, note)),
  );
}

const figureTitles = ['n', 'baseline', 'this run', 'shift', '98 % interval'];

function viewMetric(one: MetricComparison): Markup {
  const { metric, unit, n, base, head, beyond, shift, interval, verdict, gates, note } = one;
  const [before, now] = n;
  const cells = [
    before === now ? `${now}` : `${before}, ${now}`,
    formatFigure(base, unit, beyond?.base),
    formatFigure(head, unit, beyond?.head),
    formatShift(shift, unit),
    interval === null ? '' : interval.map((end) => formatShift(end, unit)).join(' … '),
  ];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, metric),
    // Where there is no room for columns, each figure stands below its title.
    cells.map((cell, index) => element('td', { class: 'number', 'data-title': figureTitles[index] }, cell)),
    element(
      'td',
      { class: 'verdict' },
      element('span', { class: gates ? `shift ${verdict}` : 'quiet' }, gates ? wordFor(one) : `(${wordFor(one)})`),
      note !== undefined && element('span', { class: 'why' }, note),
    ),
  );
}

/** More attempts are not slow. */
function wordFor({ verdict, unit }: MetricComparison): string {
  if (unit === 'duration' || verdict === 'same' || verdict === 'unclear') return verdict;
  return verdict === 'slower' ? 'worse' : 'better';
}
