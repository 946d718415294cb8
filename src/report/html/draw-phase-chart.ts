import type { CaseResult } from '../../result/run-result.ts';
import { formatBound } from '../format-figure.ts';
import { type ChartFrame, createChartFrame, dotPath, round } from './chart-frame.ts';
import { chooseTicks, chooseTimeTicks } from './choose-ticks.ts';
import { figureOf } from './figure-of.ts';
import { largest } from './largest.ts';
import { element, type Markup, type MarkupElement } from './markup.ts';

/** A point of a chart that belongs to an iteration. */
export interface ChartPoint {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** A chart, and where its iterations are in it. */
export interface DrawnChart {
  readonly markup: MarkupElement;
  readonly points: readonly ChartPoint[];
}

interface Dot extends ChartPoint {
  readonly isCensored: boolean;
  readonly isOutside: boolean;
}

/**
 * Detection against the place in the heartbeat's period at which the fault fell, with the bound of theory as a band; against
 * the number of the iteration where no heartbeat was there. Nothing where nothing was detected, nor censored.
 */
export function drawPhaseChart(
  result: CaseResult,
  size: { readonly width: number; readonly height: number },
): DrawnChart | undefined {
  const { iterations, timeoutMs } = result;
  const bound = bandOf(result.bound);
  const hasPhases = iterations.some(({ phase }) => phase !== null);
  const figures = iterations.flatMap((iteration) => {
    const figure = figureOf(iteration, 'detection', timeoutMs);
    const at = hasPhases ? iteration.phase : iteration.index;
    return figure === undefined || at === null ? [] : [{ index: iteration.index, at, ...figure }];
  });
  if (figures.length === 0) return undefined;
  const known = figures.flatMap(({ value }) => (value === 'censored' ? [] : [value]));
  // What is censored is drawn at the upper edge: a scale up to the timeout would flatten all the others.
  const highest = largest(known, Math.max(bound?.worst ?? 0, 0.001)) * 1.12;
  const lastIndex = largest(
    figures.map(({ index }) => index),
    1,
  );
  const frame = createChartFrame({
    ...size,
    x: hasPhases
      ? { domain: [0, 1], axis: chooseTicks(0, 1, 4), title: 'phase of the heartbeat' }
      : { domain: [0, lastIndex], axis: chooseTicks(0, lastIndex, 6, 1), title: 'iteration' },
    y: { domain: [0, highest], axis: chooseTimeTicks(0, highest, 5), title: 'detection' },
    description: describe(result, figures.length, known.length),
  });
  const dots = figures.map(({ index, at, value }): Dot => {
    const isCensored = value === 'censored';
    const isOutside = !isCensored && bound !== undefined && value > bound.worst;
    return { index, x: frame.x(at), y: isCensored ? frame.top + 4 : frame.y(value), isCensored, isOutside };
  });
  return {
    markup: frame.fill(
      ...drawBand(bound, frame),
      drawDots('dots', dots, (dot) => !dot.isCensored && !dot.isOutside),
      drawDots('dots outside', dots, (dot) => dot.isOutside),
      element('path', {
        class: 'censored',
        d: dots
          .filter(({ isCensored }) => isCensored)
          .map(triangle)
          .join(''),
      }),
    ),
    points: dots.map(({ index, x, y }) => ({ index, x: round(x), y: round(y) })),
  };
}

type Band = { readonly best: number; readonly worst: number } | undefined;

/** One round trip is too thin for a band. */
function bandOf(bound: CaseResult['bound']): Band {
  if (bound === null || bound.style === 'rtt' || bound.best === null || bound.worst === null) return undefined;
  return { best: bound.best, worst: bound.worst };
}

function drawBand(bound: Band, { left, right, y }: ChartFrame): readonly Markup[] {
  if (bound === undefined) return [];
  const [top, bottom] = [round(y(bound.worst)), round(y(bound.best))];
  const line = (at: number): Markup => element('line', { class: 'bound-line', x1: left, x2: right, y1: at, y2: at });
  return [
    element('rect', { class: 'bound', x: left, y: top, width: right - left, height: round(Math.max(1, bottom - top)) }),
    line(top),
    line(bottom),
    element('text', { class: 'bound-label', x: right - 2, y: top - 5, 'text-anchor': 'end' }, 'bound: worst'),
    element('text', { class: 'bound-label', x: right - 2, y: bottom + 13, 'text-anchor': 'end' }, 'best'),
  ];
}

function drawDots(name: string, dots: readonly Dot[], isMeant: (dot: Dot) => boolean): Markup {
  return element('path', { class: name, d: dotPath(dots.filter(isMeant)) });
}

function triangle({ x, y }: Dot): string {
  return `M${round(x - 4.5)} ${round(y + 5)}h9l-4.5 -8z`;
}

function describe({ bound, iterations }: CaseResult, figures: number, known: number): string {
  const without = iterations.length - figures;
  const parts = [
    `Detection of ${known} iterations`,
    figures > known ? `, of ${figures - known} more it never came` : '',
    without > 0 ? `, ${without} are without a figure` : '',
    bound === null ? '' : `; bound ${formatBound(bound)}`,
  ];
  return parts.join('');
}
