import type { Verdict } from '../../result/run-result.ts';
import { figureOf, writeFigureOf } from './figure-of.ts';
import { type IterationOrder, iterationOrders } from './list-iterations.ts';
import { element, type Markup } from './markup.ts';
import type { PageCase, PageIteration } from './page-data.ts';
import { verdictMark } from './status-word.ts';

/** Of a row of the list, in pixels; the style has it too. */
export const iterationRowHeight = 34;

/** The list of iterations, whose rows the page puts in as they are seen, and the place of the one that is chosen. */
export function viewIterations(
  one: PageCase,
  { verdict, order }: { readonly verdict: Verdict | undefined; readonly order: IterationOrder },
): Markup | undefined {
  if (one.iterations.length === 0) return undefined;
  const verdicts = [...new Set(one.iterations.map((each) => each.verdict))].sort();
  return element(
    'section',
    { class: 'iterations', 'aria-labelledby': 'iterations-title' },
    element(
      'div',
      { class: 'list-side' },
      element('h2', { id: 'iterations-title' }, 'Iterations'),
      element(
        'div',
        { class: 'list-tools' },
        verdicts.length > 1 && choose('Verdict', 'verdict', ['any verdict', ...verdicts], verdict ?? 'any verdict'),
        choose('Order', 'order', iterationOrders, order, 'by '),
        one.iterations.length > 1 &&
          element('span', { class: 'keys' }, element('kbd', {}, 'j'), ' next, ', element('kbd', {}, 'k'), ' previous'),
      ),
      element(
        'div',
        { class: 'list-head', 'aria-hidden': 'true' },
        ['#', 'phase', 'detection', 'recovery', 'verdict'].map((title) => element('span', {}, title)),
      ),
      element('div', {
        ...{ id: 'list', class: 'list', role: 'listbox', tabindex: 0, 'aria-labelledby': 'iterations-title' },
      }),
    ),
    element('div', { id: 'iteration', class: 'iteration', 'aria-live': 'polite' }),
  );
}

function choose(title: string, name: string, options: readonly string[], chosen: string, before = ''): Markup {
  return element(
    'label',
    { class: 'select' },
    element('span', { class: 'unseen' }, title),
    element(
      'select',
      { 'data-choose': name },
      options.map((option) => element('option', { value: option, selected: option === chosen }, `${before}${option}`)),
    ),
  );
}

/** A row of the list. */
export function viewIterationRow(
  one: PageIteration,
  { timeoutMs }: Pick<PageCase, 'timeoutMs'>,
  {
    place,
    count,
    isChosen,
    longest,
  }: {
    readonly place: number;
    readonly count: number;
    readonly isChosen: boolean;
    /** The longest detection of all: the bar of this one is a part of it. */
    readonly longest: number;
  },
): Markup {
  const figure = figureOf(one, 'detection', timeoutMs);
  const share = figure === undefined ? 0 : figure.value === 'censored' ? 1 : figure.value / longest;
  return element(
    'div',
    {
      ...{ class: 'row', role: 'option', id: `row-${one.index}`, 'data-index': one.index },
      ...{ 'aria-selected': String(isChosen), 'aria-posinset': place + 1, 'aria-setsize': count },
    },
    element('span', { class: 'number' }, `${one.index}`),
    element('span', { class: 'number' }, one.phase === null ? '–' : one.phase.toFixed(2)),
    element(
      'span',
      { class: 'number measured' },
      element(
        'svg',
        { class: 'bar', width: 44, height: 3, 'aria-hidden': 'true' },
        element('rect', { width: Math.round(share * 440) / 10, height: 3 }),
      ),
      writeFigureOf(one, 'detection', timeoutMs),
    ),
    element('span', { class: 'number' }, writeFigureOf(one, 'recovery', timeoutMs)),
    verdictMark(one.verdict),
  );
}
