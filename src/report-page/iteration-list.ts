import { figureOf } from '../report/html/figure-of.ts';
import { largest } from '../report/html/largest.ts';
import type { PageCase, PageIteration } from '../report/html/page-data.ts';
import { iterationRowHeight, viewIterationRow } from '../report/html/view-iterations.ts';
import { scrollTopFor, visibleRows } from '../report/html/visible-rows.ts';
import { createDom } from './create-dom.ts';

/** A list of any length, of whose rows only those that are seen are there. */
export interface IterationList {
  /** Lists these instead. */
  show(rows: readonly PageIteration[]): void;
  /** Marks the one that is chosen, and scrolls to it. */
  mark(index: number): void;
  /** Chooses the one so many rows further down. */
  step(rows: number): void;
}

/** A listbox with the keys of one: arrows, page up and down, home, end. */
export function createIterationList(
  list: HTMLElement,
  one: PageCase,
  onChoose: (iteration: PageIteration) => void,
): IterationList {
  let rows: readonly PageIteration[] = [];
  let chosen: number | undefined;
  let drawn = '';
  const longest = largest(
    one.iterations.flatMap((each) => {
      const value = figureOf(each, 'detection', one.timeoutMs)?.value;
      return typeof value === 'number' ? [value] : [];
    }),
    0.001,
  );
  const space = document.createElement('div');
  space.className = 'space';
  space.role = 'presentation';
  list.replaceChildren(space);

  const draw = (): void => {
    const window = { rowHeight: iterationRowHeight, scrollTop: list.scrollTop, height: list.clientHeight };
    const { first, end } = visibleRows({ ...window, count: rows.length });
    const now = `${first} ${end} ${chosen}`;
    if (now === drawn) return;
    drawn = now;
    space.replaceChildren(
      ...rows.slice(first, end).map((each, offset) => {
        const place = first + offset;
        const isChosen = each.index === chosen;
        const row = createDom(viewIterationRow(each, one, { place, count: rows.length, isChosen, longest }));
        if (row instanceof HTMLElement) row.style.transform = `translateY(${place * iterationRowHeight}px)`;
        return row;
      }),
    );
  };
  const move = (place: number): void => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (next !== undefined) onChoose(next);
  };

  list.addEventListener('scroll', draw, { passive: true });
  list.addEventListener('click', ({ target }) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    const found = rows.find(({ index }) => String(index) === row?.dataset.index);
    if (found !== undefined) onChoose(found);
  });
  list.addEventListener('keydown', (event) => {
    const place = rows.findIndex(({ index }) => index === chosen);
    const page = Math.max(1, Math.floor(list.clientHeight / iterationRowHeight) - 1);
    const goal = new Map([
      ['ArrowDown', place + 1],
      ['ArrowUp', place - 1],
      ['PageDown', place + page],
      ['PageUp', place - page],
      ['Home', 0],
      ['End', rows.length - 1],
    ]).get(event.key);
    if (goal === undefined) return;
    event.preventDefault();
    move(goal);
  });

  const reveal = (): void => {
    const place = rows.findIndex(({ index }) => index === chosen);
    if (place === -1) {
      list.removeAttribute('aria-activedescendant');
      return;
    }
    const window = { rowHeight: iterationRowHeight, scrollTop: list.scrollTop, height: list.clientHeight };
    list.scrollTop = scrollTopFor(place, window);
    list.setAttribute('aria-activedescendant', `row-${chosen}`);
  };
  return {
    show(next) {
      rows = next;
      drawn = '';
      const height = rows.length * iterationRowHeight;
      space.style.height = `${height}px`;
      // Two pixels for its lines; the style says where it is high enough.
      list.style.height = `${height + 2}px`;
      reveal();
      draw();
    },
    mark(index) {
      chosen = index;
      reveal();
      draw();
    },
    step: (by) => move(rows.findIndex(({ index }) => index === chosen) + by),
  };
}
