import { type ComponentChild, h } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { formatCount } from './format-figure.ts';
import { gutter } from './lane-layout.ts';
import type { LiveSession } from './live-session.ts';
import { readColours } from './read-colours.ts';

const height = 84;
const refreshMs = 1_000;

/** Frames a second, both ways, on the same axis of time as the lanes. */
export function ViewTraffic({
  session,
  isPaused,
}: {
  readonly session: LiveSession;
  readonly isPaused: boolean;
}): ComponentChild {
  const place = useRef<HTMLDivElement>(null);
  const isHeld = useRef(isPaused);
  isHeld.current = isPaused;

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let chart = createChart(element);
    const update = (): void => {
      const now = session.clock.at(performance.now());
      if (now === undefined || isHeld.current) return;
      if (chart.width !== element.clientWidth) chart.setSize({ width: element.clientWidth, height });
      chart.setData(session.rate.columns(now).map((column) => [...column]) as unknown as uPlot.AlignedData);
    };
    const redo = (): void => {
      chart.destroy();
      chart = createChart(element);
      update();
    };
    const timer = setInterval(update, refreshMs);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redo);
    addEventListener('themechange', redo);
    update();
    return () => {
      clearInterval(timer);
      dark.removeEventListener('change', redo);
      removeEventListener('themechange', redo);
      chart.destroy();
    };
  }, [session]);

  return h(
    'figure',
    { class: 'traffic-figure' },
    h(
      'figcaption',
      null,
      'frames a second: ',
      h('span', { class: 'rate-key' }, 'to server'),
      ', ',
      h('span', { class: 'rate-key back' }, 'to client'),
    ),
    h('div', { class: 'traffic', ref: place, role: 'img', 'aria-label': 'Frames a second in the last minute' }),
  );
}

function createChart(element: HTMLElement): uPlot {
  const { soft, line, accent, good } = readColours(document.body);
  const axis = { stroke: soft, font: '11px system-ui, sans-serif', ticks: { show: false }, gap: 4 };
  return new uPlot(
    {
      width: element.clientWidth,
      height,
      ...{ legend: { show: false }, cursor: { show: false }, padding: [8, 0, 8, 0] },
      scales: { x: { time: false, range: [-59, 0] }, y: { range: (_chart, _low, high) => [0, Math.max(4, high)] } },
      axes: [
        { ...axis, show: false },
        {
          ...{ ...axis, size: gutter, side: 3, grid: { stroke: line, width: 1 }, space: 24 },
          values: (_chart, marks) => marks.map((mark) => (Number.isInteger(mark) ? formatCount(mark) : '')),
        },
      ],
      series: [
        {},
        { label: 'to server', stroke: accent, width: 1.5, points: { show: false } },
        { label: 'to client', stroke: good, width: 1.5, points: { show: false } },
      ],
    },
    [[], [], []],
    element,
  );
}
