import { formatDuration, formatDurationAtLeast } from '../base/duration.ts';
import type { MetricUnit } from '../base/metric.ts';
import type { CaseResult, MetricSummary } from '../result/run-result.ts';

/** What stands where nothing could be observed; never 0. */
export const notObservable = 'n/o';

/**
 * Writes a figure for people: `1.02 s`, `5`, `95 %`; `n/o` where there is none. A censored one is `>14.9 s` where it is known
 * what it exceeds (`beyondMs`), else `never`.
 */
export function formatFigure(
  figure: number | 'censored' | null | undefined,
  unit: MetricUnit,
  beyondMs?: number | undefined,
): string {
  if (figure == null) return notObservable;
  if (figure === 'censored') {
    return unit === 'duration' && beyondMs !== undefined ? `>${formatDurationAtLeast(beyondMs)}` : 'never';
  }
  switch (unit) {
    case 'duration':
      return figure === 0 ? '0 ms' : formatDuration(figure);
    case 'count':
      return String(Number(figure.toFixed(2)));
    case 'share':
      return `${Number((figure * 100).toFixed(1))} %`;
  }
}

/** As {@link formatFigure}, of a summary. */
export function formatStatistic(
  summary: MetricSummary | undefined,
  statistic: keyof NonNullable<MetricSummary['beyond']>,
  unit: MetricUnit,
): string {
  return formatFigure(summary?.[statistic], unit, summary?.beyond?.[statistic]);
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
