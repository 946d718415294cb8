import { median } from '../../result/order-statistics.ts';
import type { IterationResult } from '../../result/run-result.ts';
import { createChartFrame, dotPath, round } from './chart-frame.ts';
import { chooseTicks, chooseTimeTicks } from './choose-ticks.ts';
import type { DrawnChart } from './draw-phase-chart.ts';
import { largest } from './largest.ts';
import { element, type Markup } from './markup.ts';
import { readWaits, type Wait } from './read-waits.ts';

/** Columns beyond are left out, and said to be. */
const mostAttempts = 24;

/** What the clients waited before their first, second, … dial: a dot a wait, a line at the median of each. */
export function drawScheduleChart(
  iterations: readonly IterationResult[],
  size: { readonly width: number; readonly height: number },
): DrawnChart | undefined {
  const all = readWaits(iterations).filter(({ waitMs }) => waitMs >= 0);
  const waits = all.filter(({ nth }) => nth <= mostAttempts);
  if (waits.length === 0) return undefined;
  const columns = largest(waits.map(({ nth }) => nth));
  const highest =
    largest(
      waits.map(({ waitMs }) => waitMs),
      0.001,
    ) * 1.08;
  const more = all.length - waits.length;
  const frame = createChartFrame({
    ...size,
    x: { domain: [0.5, columns + 0.5], axis: chooseTicks(1, columns, 12, 1), title: 'attempt' },
    y: { domain: [0, highest], axis: chooseTimeTicks(0, highest, 5), title: 'wait before it' },
    description: `Waits before ${columns} attempts${more === 0 ? '' : `, and ${more} later ones that are not drawn`}`,
  });
  const half = Math.min(26, (frame.right - frame.left) / columns / 2.6);
  const dots = waits.map((wait, place) => ({
    index: wait.index,
    x: round(frame.x(wait.nth) + spread(place) * half),
    y: round(frame.y(wait.waitMs)),
  }));
  const medians = Array.from({ length: columns }, (_, place) => {
    const y = middleOf(waits, place + 1);
    if (y === undefined) return undefined;
    const [x, at] = [frame.x(place + 1), round(frame.y(y))];
    return element('line', { class: 'median', x1: round(x - half - 3), x2: round(x + half + 3), y1: at, y2: at });
  });
  return {
    markup: frame.fill(
      element('path', { class: 'dots', d: dotPath(dots) }),
      ...(medians.filter(
        (one): one is Exclude<typeof one, undefined> => one !== undefined,
      ) satisfies readonly Markup[]),
    ),
    points: dots,
  };
}

/** Sideways, so that equal waits stand beside each other: between −1 and 1. */
function spread(place: number): number {
  // Steps of the golden ratio fall evenly.
  return ((place * 0.618_034) % 1) * 2 - 1;
}

function middleOf(waits: readonly Wait[], nth: number): number | undefined {
  const own = waits.filter((wait) => wait.nth === nth).map(({ waitMs }) => waitMs);
  return own.length < 3 ? undefined : median(own.sort((a, b) => a - b));
}
