import type { Axis } from './choose-ticks.ts';
import { createScale, type Scale } from './create-scale.ts';
import { element, type Markup, type MarkupElement } from './markup.ts';

/** One direction of a chart. */
export interface ChartAxis {
  readonly domain: readonly [low: number, high: number];
  readonly axis: Axis;
  readonly title: string;
}

export interface ChartRequest {
  readonly width: number;
  readonly height: number;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  /** What the chart shows, for those who do not see it. */
  readonly description: string;
}

/** The scales of a chart, and what stands around the data. */
export interface ChartFrame {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The chart with its data in it. */
  readonly fill: (...data: readonly Markup[]) => MarkupElement;
}

const margins = { top: 26, right: 14, bottom: 40 };
/** Of a digit of the labels, in pixels. */
const digitWidth = 6.6;

/** Draws the grid, the numbers and the titles of a chart; its data is put in by `fill`. */
export function createChartFrame({ width, height, x, y, description }: ChartRequest): ChartFrame {
  const widest = Math.max(...y.axis.ticks.map(({ label }) => label.length), 1);
  const left = Math.ceil(14 + widest * digitWidth);
  const [right, top, bottom] = [width - margins.right, margins.top, height - margins.bottom];
  const toX = createScale(x.domain, [left, right]);
  const toY = createScale(y.domain, [bottom, top]);
  const grid = y.axis.ticks.flatMap(({ at, label }) => {
    const place = round(toY(at));
    return [
      element('line', { class: 'grid', x1: left, x2: right, y1: place, y2: place }),
      element('text', { class: 'tick', x: left - 8, y: place + 4, 'text-anchor': 'end' }, label),
    ];
  });
  const marks = x.axis.ticks.flatMap(({ at, label }) => {
    const place = round(toX(at));
    return [
      element('line', { class: 'notch', x1: place, x2: place, y1: bottom, y2: bottom + 4 }),
      element(
        'text',
        { class: 'tick', x: keepInside(place, label, width), y: bottom + 17, 'text-anchor': 'middle' },
        label,
      ),
    ];
  });
  return {
    ...{ x: toX, y: toY, left, right, top, bottom },
    fill: (...data) =>
      element(
        'svg',
        { class: 'chart', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': description },
        grid,
        element('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }),
        marks,
        element('text', { class: 'axis-title', x: 0, y: 11 }, titleOf(y)),
        element('text', { class: 'axis-title', x: right, y: bottom + 34, 'text-anchor': 'end' }, titleOf(x)),
        data,
      ),
  };
}

/** Where the middle of a label on the axis below stands: on its place, or left of that, so that its end is not cut. */
export function keepInside(place: number, label: string, width: number): number {
  return round(Math.min(place, width - (label.length * digitWidth) / 2 - 1));
}

function titleOf({ title, axis }: ChartAxis): string {
  return axis.unit === '' ? title : `${title}, ${axis.unit}`;
}

/** Tenths of a pixel are enough, and short. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** Dots as one path, however many: each is a line of no length with round ends. */
export function dotPath(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points.map(({ x, y }) => `M${round(x)} ${round(y)}h0`).join('');
}
