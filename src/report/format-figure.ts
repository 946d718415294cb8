import { formatDuration } from '../base/duration.ts';
import type { MetricUnit } from '../base/metric.ts';
import type { CaseResult } from '../result/run-result.ts';

/** What stands where nothing could be observed; never 0. */
export const notObservable = 'n/o';

/** Writes a figure for people: `1.02 s`, `5`, `95 %`; `>15 s` beyond the timeout; `n/o` where there is none. */
export function formatFigure(
  figure: number | 'censored' | null | undefined,
  unit: MetricUnit,
  timeoutMs: number,
): string {
  if (figure == null) return notObservable;
  if (figure === 'censored') return unit === 'duration' ? `>${formatDuration(timeoutMs)}` : 'never';
  switch (unit) {
    case 'duration':
      return figure === 0 ? '0 ms' : formatDuration(figure);
    case 'count':
      return String(Number(figure.toFixed(2)));
    case 'share':
      return `${Number((figure * 100).toFixed(1))} %`;
  }
}

/** `0.5 – 1.5 s`, `200 – 700 ms`, `1 RTT`, `never`; an en dash alone where theory says nothing. */
export function formatBound(bound: CaseResult['bound']): string {
  if (bound === null) return '–';
  if (bound.style === 'rtt') return '1 RTT';
  if (bound.worst === null || bound.best === null) return 'never';
  const [low, high] = [formatDuration(bound.best), formatDuration(bound.worst)];
  if (low === high) return high;
  const unit = high.slice(high.indexOf(' ') + 1);
  if (unit === 's') return `${Number((bound.best / 1000).toFixed(2))} – ${high}`;
  return low.endsWith(` ${unit}`) ? `${low.slice(0, low.indexOf(' '))} – ${high}` : `${low} – ${high}`;
}
