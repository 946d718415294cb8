/** A text that should stand at a place of an axis. */
export interface Label {
  /** Its middle, in pixels. */
  readonly x: number;
  readonly width: number;
}

/** Where it stands: `null` where no row had room for it. */
export interface Placed {
  readonly x: number;
  readonly row: number;
}

const gap = 8;

/**
 * Puts each label into the first row in which it does not touch another, in the order in which they are given, and moves
 * those at the ends inwards. What finds no room in `rows` rows is left out: its mark stays.
 */
export function placeLabels(
  labels: readonly Label[],
  { from, to, rows }: { readonly from: number; readonly to: number; readonly rows: number },
): readonly (Placed | null)[] {
  const taken: (readonly [from: number, to: number])[][] = Array.from({ length: rows }, () => []);
  return labels.map(({ x: wanted, width }) => {
    const x = Math.max(from + width / 2, Math.min(to - width / 2, wanted));
    const [left, right] = [x - width / 2 - gap, x + width / 2 + gap];
    const row = taken.findIndex((others) => others.every(([start, end]) => right <= start || left >= end));
    if (row === -1) return null;
    taken[row]?.push([x - width / 2, x + width / 2]);
    return { x, row };
  });
}
