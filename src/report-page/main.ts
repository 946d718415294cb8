import { createCaseFilter, noFilter } from '../report/html/filter-cases.ts';
import type { PageCase, PageData } from '../report/html/page-data.ts';
import { formatRoute, parseRoute } from '../report/html/page-route.ts';
import { rowsAtOnce } from '../report/html/view-cases.ts';
import { findElement } from './find-element.ts';
import { type ShownCase, showCase } from './show-case.ts';
import { type OverviewState, showOverview } from './show-overview.ts';
import { startTheme } from './theme.ts';

const data = JSON.parse(findElement('#data').textContent ?? '') as PageData;
const place = findElement('#page');
const state: OverviewState = { filter: noFilter, rows: rowsAtOnce };
let shown: { readonly id: string; readonly page: ShownCase } | undefined;
let scrolled = 0;

/** An id is what its address says of it. */
function findCase(id: string | undefined): PageCase | undefined {
  const hash = formatRoute(id === undefined ? {} : { caseId: id });
  return data.run.cases.find((one) => formatRoute({ caseId: one.id }) === hash);
}

function show(): void {
  const { caseId, iteration } = parseRoute(location.hash);
  const one = findCase(caseId);
  if (one !== undefined && shown?.id === one.id) {
    shown.page.choose(iteration);
    revealIteration();
    return;
  }
  const left = shown?.id;
  if (left === undefined) scrolled = scrollY;
  shown?.page.dispose();
  shown = undefined;
  if (one === undefined) {
    showOverview(place, data, state);
    scrollTo(0, scrolled);
    if (left !== undefined) linkTo(left)?.focus({ preventScroll: true });
    return;
  }
  const listed = createCaseFilter(data.run.cases)(state.filter);
  const at = listed.indexOf(one);
  const neighbours = { previous: at > 0 ? listed[at - 1]?.id : undefined, next: listed[at + 1]?.id };
  const page = showCase(place, { data, one, neighbours });
  shown = { id: one.id, page };
  page.choose(iteration);
  scrollTo(0, 0);
  findElement('#case-name').focus({ preventScroll: true });
  if (iteration !== undefined) revealIteration();
}

/** A case may have none. */
function revealIteration(): void {
  document.querySelector('#iteration')?.scrollIntoView({ block: 'nearest' });
}

function linkTo(id: string): HTMLElement | null {
  const href = formatRoute({ caseId: id });
  return place.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`);
}

addEventListener('hashchange', show);
place.addEventListener('click', ({ target }) => {
  // The name is what the keyboard goes to; a pointer may have all of its row.
  const row =
    target instanceof Element && target.closest('a') === null ? target.closest<HTMLElement>('[data-case]') : null;
  if (row?.dataset.case !== undefined && getSelection()?.isCollapsed !== false) {
    location.hash = formatRoute({ caseId: row.dataset.case });
  }
});
addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === '/' && !isTyping && shown === undefined && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    findElement('#search').focus();
  }
  const step = new Map([
    ['j', 1],
    ['k', -1],
  ]).get(event.key);
  if (step !== undefined && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) shown?.page.step(step);
  if (event.key === 'Escape' && !isTyping && shown !== undefined) location.hash = formatRoute({});
});
startTheme();
show();
