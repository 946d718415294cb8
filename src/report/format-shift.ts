import { formatDuration } from '../base/duration.ts';
import type { MetricUnit } from '../base/metric.ts';
import type { ShiftFigure } from '../result/compare/comparison.ts';
import { notObservable } from './format-figure.ts';

/** Writes a difference with its sign: `+50 ms`, `−1`, `+∞`, `−35 %`. */
export function formatShift(shift: ShiftFigure | null, unit: MetricUnit): string {
  if (shift === null) return notObservable;
  if (shift === 'infinite') return '+∞';
  if (shift === '-infinite') return '−∞';
  const sign = shift > 0 ? '+' : shift < 0 ? '−' : '';
  return `${sign}${formatSize(Math.abs(shift), unit)}`;
}

function formatSize(size: number, unit: MetricUnit): string {
  switch (unit) {
    case 'duration':
      return size === 0 ? '0 ms' : formatDuration(size);
    case 'count':
      return String(Number(size.toFixed(2)));
    case 'share':
      return `${Number((size * 100).toFixed(1))} %`;
  }
}
