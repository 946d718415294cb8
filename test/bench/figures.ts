/** The value below which a share of the sorted numbers lies, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** One line of the bench's report. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** The bound that the project holds itself to, if any, and whether it was met. */
  readonly bound?: string;
  readonly met?: boolean;
}

/** A figure with an upper or lower bound. */
export function bounded(what: string, value: number, relation: '<=' | '>=', bound: number, unit: string): Figure {
  const met = relation === '<=' ? value <= bound : value >= bound;
  const sign = relation === '<=' ? '≤' : '≥';
  return { what, value: `${round(value)}${unit}`, bound: `${sign} ${bound}${unit}`, met };
}

export function plain(what: string, value: number, unit: string): Figure {
  return { what, value: `${round(value)}${unit}` };
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 3 : 1);
}
