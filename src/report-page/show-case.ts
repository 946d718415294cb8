import { describeIteration } from '../report/html/figure-of.ts';
import { type IterationOrder, iterationOrders, listIterations } from '../report/html/list-iterations.ts';
import type { PageCase, PageData, PageIteration } from '../report/html/page-data.ts';
import { formatRoute } from '../report/html/page-route.ts';
import { type Neighbours, viewCase } from '../report/html/view-case.ts';
import { viewCharts } from '../report/html/view-charts.ts';
import { viewIteration } from '../report/html/view-iteration.ts';
import { viewIterations } from '../report/html/view-iterations.ts';
import type { Verdict } from '../result/run-result.ts';
import { verdicts } from '../result/run-result.ts';
import { fill } from './create-dom.ts';
import { findElement } from './find-element.ts';
import { createIterationList } from './iteration-list.ts';
import { pointAt } from './point-at.ts';

/** A page that shows a case, and how to end it. */
export interface ShownCase {
  /** Another iteration was asked for by the address. */
  choose(index: number | undefined): void;
  /** The iteration so many rows further down in the list. */
  step(rows: number): void;
  dispose(): void;
}

/** Shows a case: its charts, which follow the width of the page, its iterations, and the one that is chosen. */
export function showCase(
  place: Element,
  { data, one, neighbours }: { readonly data: PageData; readonly one: PageCase; readonly neighbours: Neighbours },
): ShownCase {
  let metric = 'detection';
  let verdict: Verdict | undefined;
  let order: IterationOrder = 'index';
  let chosen: PageIteration | undefined;
  let sideWidth = 0;
  let markers: readonly ((index: number) => void)[] = [];
  const baseline = data.baseline.find(({ id }) => id === one.id)?.figures;

  fill(place, viewCase(data.run, one, neighbours));
  const charts = findElement('#charts', place);
  const section = viewIterations(one, { verdict, order });
  if (section !== undefined) fill(findElement('#iterations', place), section);
  const listPlace = place.querySelector<HTMLElement>('#list');
  const list = listPlace === null ? undefined : createIterationList(listPlace, one, (each) => choose(each));

  const showCharts = (): void => {
    const isWide = charts.clientWidth >= 760;
    const width = Math.max(260, isWide ? (charts.clientWidth - 40) / 2 : charts.clientWidth);
    const viewed = viewCharts(one, { baseline, metric, iteration: chosen?.index, width: Math.floor(width) });
    fill(charts, ...viewed.map(({ markup }) => markup));
    markers = [...charts.querySelectorAll<HTMLElement>('figure')].flatMap((figure, index) => {
      const chart = viewed[index];
      return chart === undefined ? [] : [pointAt({ chart, figure, describe, onChoose: chooseIndex })];
    });
    if (chosen !== undefined) for (const mark of markers) mark(chosen.index);
  };
  const showIteration = (): void => {
    const side = place.querySelector<HTMLElement>('#iteration');
    if (side === null || chosen === undefined) return;
    // Asked for at every key, it would have the page laid out once more each time.
    sideWidth ||= Math.max(300, side.clientWidth);
    fill(side, viewIteration(one, chosen, { width: sideWidth, replayFlags: data.replayFlags }));
  };
  const describe = (index: number): string => {
    const each = one.iterations.find((iteration) => iteration.index === index);
    return each === undefined ? '' : describeIteration(each, one.timeoutMs);
  };
  const choose = (each: PageIteration): void => {
    const hadHerd = chosen?.arrivals !== undefined;
    chosen = each;
    // Going through a list leaves no trail of pages to go back over.
    history.replaceState(null, '', formatRoute({ caseId: one.id, iteration: each.index }));
    list?.mark(each.index);
    for (const mark of markers) mark(each.index);
    showIteration();
    if (hadHerd) showCharts();
  };
  const chooseIndex = (index: number): void => {
    const each = one.iterations.find((iteration) => iteration.index === index);
    if (each !== undefined) choose(each);
  };
  const showList = (): void => list?.show(listIterations(one, { verdict, order }));

  const onInput = ({ target }: Event): void => {
    if (!(target instanceof HTMLSelectElement)) return;
    if (target.dataset.choose === 'verdict') verdict = verdicts.find((each) => each === target.value);
    if (target.dataset.choose === 'order') order = iterationOrders.find((each) => each === target.value) ?? 'index';
    showList();
  };
  const onClick = ({ target }: Event): void => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-metric]') : null;
    if (button === null) return;
    metric = button.dataset.metric ?? metric;
    showCharts();
    charts.querySelector<HTMLElement>(`[data-metric="${metric}"]`)?.focus();
  };
  place.addEventListener('input', onInput);
  charts.addEventListener('click', onClick);
  let width = charts.clientWidth;
  const resized = new ResizeObserver(() => {
    if (charts.clientWidth === width) return;
    width = charts.clientWidth;
    sideWidth = 0;
    showCharts();
    showIteration();
  });
  resized.observe(charts);

  showList();
  showCharts();
  return {
    choose(index) {
      const wanted = one.iterations.find((each) => each.index === index) ?? witnessOf(one) ?? one.iterations[0];
      if (wanted === undefined || wanted === chosen) return;
      choose(wanted);
    },
    step: (rows) => list?.step(rows),
    dispose() {
      resized.disconnect();
      place.removeEventListener('input', onInput);
    },
  };
}

/** The iteration that shows a failure best. */
function witnessOf({ expectations, iterations }: PageCase): PageIteration | undefined {
  const failed = expectations.find(({ pass, witness }) => !pass && witness !== undefined);
  return iterations.find(({ index }) => index === failed?.witness);
}
