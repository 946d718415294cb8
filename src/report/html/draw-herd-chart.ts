import type { Arrivals } from '../../result/arrivals.ts';
import { createChartFrame, round } from './chart-frame.ts';
import { chooseTicks, chooseTimeTicks } from './choose-ticks.ts';
import { createScale } from './create-scale.ts';
import { largest } from './largest.ts';
import { element, type MarkupElement } from './markup.ts';

/** How a fleet came back: a bar for the dials of each bucket, and a curve of those that are ready. */
export function drawHerdChart(
  { lost, bucketMs, attempts, back }: Arrivals,
  size: { readonly width: number; readonly height: number },
): MarkupElement | undefined {
  const dials = attempts ?? [];
  const used = Math.max(lastUsed(dials), lastUsed(back)) + 1;
  if (used === 0) return undefined;
  const end = Math.max(used, 4) * bucketMs;
  const most = largest(dials, 1);
  const frame = createChartFrame({
    ...size,
    x: { domain: [0, end], axis: chooseTimeTicks(0, end, 7), title: 'since the fault' },
    y: { domain: [0, most], axis: chooseTicks(0, most, 4, 1), title: `dials in ${bucketMs} ms` },
    description: describe(lost, dials, back),
  });
  const width = Math.max(0.6, frame.x(bucketMs) - frame.x(0) - 0.8);
  const bars = dials.flatMap((count, place) => {
    if (count === 0) return [];
    const top = frame.y(count);
    return [
      `M${round(frame.x(place * bucketMs))} ${round(frame.bottom)}v${round(top - frame.bottom)}h${round(width)}V${round(frame.bottom)}z`,
    ];
  });
  const share = createScale([0, Math.max(1, lost)], [frame.bottom, frame.top]);
  let ready = 0;
  const rise = back.slice(0, used).flatMap((count, place) => {
    ready += count;
    return count === 0 ? [] : [`H${round(frame.x((place + 1) * bucketMs))}V${round(share(ready))}`];
  });
  return frame.fill(
    element('path', { class: 'bars', d: bars.join('') }),
    element('path', {
      class: 'curve back',
      d: `M${round(frame.left)} ${round(frame.bottom)}${rise.join('')}H${round(frame.right)}`,
    }),
    element(
      'text',
      { class: 'curve-label', x: frame.right, y: round(share(ready) - 6), 'text-anchor': 'end' },
      `${ready} of ${lost} back`,
    ),
  );
}

function lastUsed(counts: readonly number[]): number {
  return counts.findLastIndex((count) => count > 0);
}

function describe(lost: number, dials: readonly number[], back: readonly number[]): string {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const told = dials.length === 0 ? 'dials that could not be seen' : `${sum(dials)} dials`;
  return `${lost} clients that lost their link: ${told}, ${sum(back)} were back`;
}
