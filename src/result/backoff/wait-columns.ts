import { median } from '../order-statistics.ts';
import type { WaitSeries } from './curve.ts';

/** The waits before the attempts of one place in their series. */
export interface WaitColumn {
  readonly place: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly median: number;
  /** The mean distance from the median. */
  readonly deviation: number;
}

/** Puts the waits of one place together; places without any are left out. */
export function waitColumns(series: readonly WaitSeries[]): readonly WaitColumn[] {
  const longest = series.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: longest }, (_, place) => place).flatMap((place) => {
    const waits = series.map((one) => one[place] ?? null).filter((wait) => wait !== null);
    if (waits.length === 0) return [];
    waits.sort((a, b) => a - b);
    const middle = median(waits);
    const away = waits.reduce((sum, wait) => sum + Math.abs(wait - middle), 0);
    return [
      {
        place,
        count: waits.length,
        min: waits[0] as number,
        max: waits.at(-1) as number,
        median: middle,
        deviation: away / waits.length,
      },
    ];
  });
}
