/** A list of rows of equal height in a window that scrolls. */
export interface ListWindow {
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
  readonly count: number;
}

/** So many rows more on both sides: a fast wheel meets no gap. */
const spare = 8;

/** The rows that have to be there: from `first` up to, and without, `end`. */
export function visibleRows({ rowHeight, scrollTop, height, count }: ListWindow): {
  readonly first: number;
  readonly end: number;
} {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight) - spare));
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { first, end: Math.max(first, end) };
}

/** Where the list must be scrolled to, so that a row is seen whole; as it is where it is seen already. */
export function scrollTopFor(row: number, { rowHeight, scrollTop, height }: Omit<ListWindow, 'count'>): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}
