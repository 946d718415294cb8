import { nearestPoint } from '../report/html/nearest-point.ts';
import type { ViewedChart } from '../report/html/view-charts.ts';
import { createDom } from './create-dom.ts';

/** How far from a point one may be, in pixels. */
const reach = 28;

export interface PointerRequest {
  readonly chart: ViewedChart;
  /** The chart as it stands in the page. */
  readonly figure: HTMLElement;
  readonly describe: (index: number) => string;
  readonly onChoose: (index: number) => void;
}

/**
 * Tells of the iteration next to the pointer, and chooses it with a click. Who uses the keyboard has the list below, which
 * tells the same. Returns how to mark the iteration that is chosen.
 */
export function pointAt({ chart, figure, describe, onChoose }: PointerRequest): (index: number) => void {
  const canvas = figure.querySelector<HTMLElement>('.canvas');
  const svg = canvas?.querySelector('svg');
  if (canvas == null || svg == null || chart.points.length === 0) return () => {};
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  canvas.append(tip);
  const halo = (name: string): SVGElement => {
    const circle = createDom(
      { tag: 'circle', attributes: { class: name, r: 7, cx: -99, cy: -99 }, children: [] },
      true,
    );
    svg.append(circle);
    return circle as SVGElement;
  };
  const near = halo('halo near');
  const chosen = halo('halo');
  const find = ({ clientX, clientY }: MouseEvent) => {
    const box = svg.getBoundingClientRect();
    return nearestPoint(chart.points, { x: clientX - box.left, y: clientY - box.top }, reach);
  };
  const put = (circle: SVGElement, point: { readonly x: number; readonly y: number } | undefined): void => {
    circle.setAttribute('cx', String(point?.x ?? -99));
    circle.setAttribute('cy', String(point?.y ?? -99));
  };

  canvas.addEventListener('pointermove', (event) => {
    const point = find(event);
    put(near, point);
    tip.hidden = point === undefined;
    canvas.classList.toggle('pointing', point !== undefined);
    if (point === undefined) return;
    tip.textContent = describe(point.index);
    const x = Math.max(0, Math.min(svg.clientWidth - tip.offsetWidth, point.x - tip.offsetWidth / 2));
    const y = point.y < tip.offsetHeight + 14 ? point.y + 14 : point.y - tip.offsetHeight - 12;
    tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  });
  canvas.addEventListener('pointerleave', () => {
    put(near, undefined);
    tip.hidden = true;
  });
  canvas.addEventListener('click', (event) => {
    const point = find(event);
    if (point !== undefined) onChoose(point.index);
  });
  return (index) =>
    put(
      chosen,
      chart.points.find((point) => point.index === index),
    );
}
