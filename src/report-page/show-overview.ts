import { type CaseFilter, createCaseFilter, listTags } from '../report/html/filter-cases.ts';
import type { PageCase, PageData } from '../report/html/page-data.ts';
import { formatRoute } from '../report/html/page-route.ts';
import { createCasesView, describeFound, rowsAtOnce } from '../report/html/view-cases.ts';
import { viewHead } from '../report/html/view-head.ts';
import { viewToolbar } from '../report/html/view-toolbar.ts';
import { createDom, fill } from './create-dom.ts';
import { findElement } from './find-element.ts';

/** What the overview needs to remember while a case is shown. */
export interface OverviewState {
  filter: CaseFilter;
  rows: number;
}

/** Shows all cases, and follows the search and the filters. */
export function showOverview(place: Element, data: PageData, state: OverviewState): void {
  const { run } = data;
  const view = createCasesView(run);
  fill(place, viewHead(data), viewToolbar(run.cases, state.filter), view.frame(run.cases.length, []));
  const [toolbar, status, table] = ['.toolbar', '.found', '.wide'].map((one) => findElement(one, place));
  const [body, more] = ['.matrix tbody', '.more'].map((one) => findElement(one, place));
  if (!toolbar || !status || !table || !body || !more) return;

  const filterCases = createCaseFilter(run.cases);
  const made = new Map<PageCase, Node>();
  const rowOf = (one: PageCase): Node => {
    const row = made.get(one) ?? createDom(view.row(one));
    made.set(one, row);
    return row;
  };
  const show = (): void => {
    const cases = filterCases(state.filter);
    const rows = cases.slice(0, state.rows).map(rowOf);
    const words = describeFound({ found: cases.length, shown: rows.length, all: run.cases.length });
    replaceRows(body, rows);
    status.textContent = words.status;
    more.textContent = words.more;
    more.hidden = words.more === '';
    table.hidden = rows.length === 0;
    for (const button of toolbar.querySelectorAll<HTMLElement>('[data-status]')) {
      button.ariaPressed = String(button.dataset.status === (state.filter.status ?? 'all'));
    }
  };
  const update = (changes: Partial<CaseFilter>): void => {
    state.filter = { ...state.filter, ...changes };
    state.rows = rowsAtOnce;
    show();
  };
  show();

  const tags = listTags(run.cases);
  toolbar.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement) update({ text: target.value });
    if (target instanceof HTMLSelectElement)
      update({ tag: target.value === '' ? undefined : tags[Number(target.value)] });
  });
  toolbar.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    const [only, ...more] = filterCases(state.filter);
    if (only !== undefined && more.length === 0) location.hash = formatRoute({ caseId: only.id });
  });
  toolbar.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-status]') : null;
    if (button === null) return;
    const chosen = (['pass', 'fail', 'unmeasured'] as const).find((status) => status === button.dataset.status);
    update({ status: chosen });
  });
  more.addEventListener('click', () => {
    const before = state.rows;
    state.rows += rowsAtOnce;
    show();
    // The button may be gone: the first of the new ones has the focus then.
    body.children[before]?.querySelector('a')?.focus();
  });
}

/** Those that stay are not touched: a row that is put in anew is laid out anew, and while a word is typed most of them stay. */
function replaceRows(body: Element, rows: readonly Node[]): void {
  const wanted = new Set(rows);
  for (const row of [...body.childNodes]) if (!wanted.has(row)) row.remove();
  let next = body.firstChild;
  for (const row of rows) {
    if (row === next) next = next.nextSibling;
    else body.insertBefore(row, next);
  }
}
