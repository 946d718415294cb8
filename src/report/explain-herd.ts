import type { MetricUnit } from '../base/metric.ts';
import type { CaseResult } from '../result/run-result.ts';
import { formatFigure, formatStatistic } from './format-figure.ts';

/** How a fleet came back, in one sentence; `undefined` for a single client, and where none lost its link. */
export function explainHerd({ iterations, summary }: CaseResult): string | undefined {
  const fleets = iterations.flatMap(({ arrivals }) => (arrivals === undefined ? [] : [arrivals.lost]));
  if (fleets.length === 0) return undefined;
  const write = (metric: string, unit: MetricUnit) => formatStatistic(summary[metric], 'median', unit);
  const [least, most] = [Math.min(...fleets), Math.max(...fleets)];
  // Where the door was never shut, the peak after the fault is that of the whole run.
  const wasLifted = iterations.some(({ marks }) => marks.lifted !== null && marks.lifted > 0);
  const afterwards = wasLifted ? `, after the fault ${write('connects.peak100ms.lifted', 'count')}` : '';
  const back = [
    `50 % after ${write('fleet.back50', 'duration')}`,
    `95 % after ${write('fleet.back95', 'duration')}`,
    `all after ${write('fleet.back100', 'duration')}`,
  ];
  return [
    `${least === most ? least : `${least} to ${most}`} clients`,
    `most dials in 100 ms: ${write('connects.peak100ms', 'count')}${afterwards}`,
    `back: ${back.join(', ')}`,
    `${write('amplification', 'count')} dials a client${fleets.length === 1 ? '' : ` (medians of ${fleets.length})`}`,
    ...lateBy(summary['noise.max']?.max),
  ].join('; ');
}

/** Where all happens at once the instants are known only so well: a reader of peaks and times must know. */
function lateBy(noise: Parameters<typeof formatFigure>[0]): readonly string[] {
  return typeof noise === 'number' && noise >= 1 ? [`any instant up to ${formatFigure(noise, 'duration')} late`] : [];
}
