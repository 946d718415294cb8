import type { CaseResult } from '../../result/run-result.ts';
import { dotPath, round } from './chart-frame.ts';
import { createScale } from './create-scale.ts';
import { figureOf } from './figure-of.ts';
import { largest } from './largest.ts';
import { element, type MarkupElement } from './markup.ts';

const width = 132;
const height = 22;
const inset = 4;

/** A case's detections on one line, from 0, above the band of its bound: enough to see a shape, and an outlier. */
export function drawStrip(result: CaseResult): MarkupElement | undefined {
  const { iterations, timeoutMs, bound } = result;
  const figures = iterations.flatMap((one) => figureOf(one, 'detection', timeoutMs) ?? []);
  const known = figures.flatMap(({ value }) => (value === 'censored' ? [] : [value]));
  if (figures.length === 0) return undefined;
  const hasBand = bound !== null && bound.style !== 'rtt' && bound.best !== null && bound.worst !== null;
  const worst = hasBand ? (bound.worst ?? 0) : 0;
  const x = createScale([0, largest(known, Math.max(worst, 0.001)) * 1.05], [inset, width - inset]);
  const y = height / 2;
  const dots = known.map((value) => ({ x: x(value), y }));
  const isCensored = known.length < figures.length;
  return element(
    'svg',
    { class: 'strip', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    hasBand &&
      element('rect', {
        ...{ class: 'bound', x: round(x(bound.best ?? 0)), y: 3 },
        ...{ width: round(Math.max(1, x(worst) - x(bound.best ?? 0))), height: height - 6 },
      }),
    element('line', { class: 'axis', x1: 0, x2: width, y1: y, y2: y }),
    element('path', { class: 'dots', d: dotPath(dots) }),
    isCensored && element('path', { class: 'censored', d: `M${width - 7} ${y - 4}l6 4l-6 4z` }),
  );
}
