import { gutter } from './lane-layout.ts';
import type { FaultBand } from './timeline-book.ts';

/** A fault, and the row of it above the lanes. */
export interface PlacedFault extends FaultBand {
  readonly row: number;
  /** There is room for them. */
  readonly hasWords: boolean;
}

export interface FaultRoom {
  readonly from: number;
  readonly to: number;
  /** Of the picture, pixels. */
  readonly width: number;
}

const maxRows = 4;
/** Of a letter, with some room to spare: only the canvas knows it exactly. */
const letterWidth = 6.6;
const spaceWidth = 10;

/** Bars and their words stand side by side where they have room, else one below the other; beyond so many rows words are left out. */
export function placeFaults(faults: readonly FaultBand[], { from, to, width }: FaultRoom): readonly PlacedFault[] {
  const scale = Math.max(1, width - gutter) / (to - from);
  const spans = faults
    .map((fault, index) => {
      const left = Math.max(0, fault.from - from) * scale;
      const right = ((fault.to ?? to) - from) * scale;
      const words = fault.explanation.length * letterWidth + spaceWidth;
      // As they are drawn: behind the beginning, or where the edge is too near before the end.
      const isBehind = left + words <= width - gutter;
      return {
        index,
        begin: isBehind ? left : Math.min(left, right - words),
        end: Math.max(right, isBehind ? left + words : right),
      };
    })
    .toSorted((a, b) => a.begin - b.begin);
  /** Where each row is free again. */
  const free: number[] = [];
  const placed = new Map<number, Pick<PlacedFault, 'row' | 'hasWords'>>();
  for (const { index, begin, end } of spans) {
    const found = free.findIndex((at) => at <= begin);
    const hasWords = found !== -1 || free.length < maxRows;
    const row = found === -1 ? Math.min(free.length, maxRows - 1) : found;
    if (hasWords) free[row] = end;
    placed.set(index, { row, hasWords });
  }
  return faults.map((fault, index) => ({ ...fault, ...(placed.get(index) ?? { row: 0, hasWords: false }) }));
}
