import { figuresOf } from '../../result/figures-of.ts';
import { drawEcdfChart } from './draw-ecdf-chart.ts';
import { drawHerdChart } from './draw-herd-chart.ts';
import { type ChartPoint, type DrawnChart, drawPhaseChart } from './draw-phase-chart.ts';
import { drawScheduleChart } from './draw-schedule-chart.ts';
import { element, type Markup } from './markup.ts';
import type { BaselineFigures, PageCase } from './page-data.ts';

export interface ChartsRequest {
  readonly baseline: BaselineFigures | undefined;
  /** Of the distribution. */
  readonly metric: string;
  /** The iteration whose herd is drawn. */
  readonly iteration: number | undefined;
  /** Of one chart. */
  readonly width: number;
}

/** A chart in its frame, and the iterations that can be pointed at in it. */
export interface ViewedChart {
  readonly markup: Markup;
  readonly points: readonly ChartPoint[];
}

const height = 250;

/** The charts that a case has data for. */
export function viewCharts(one: PageCase, request: ChartsRequest): readonly ViewedChart[] {
  const size = { width: request.width, height };
  return [
    viewPhases(one, drawPhaseChart(one, size)),
    viewDistribution(one, request),
    viewSchedule(drawScheduleChart(one.iterations, size)),
    viewHerd(one, request),
  ].filter((chart) => chart !== undefined);
}

function viewPhases({ bound, iterations }: PageCase, chart: DrawnChart | undefined): ViewedChart | undefined {
  if (chart === undefined) return undefined;
  const hasPhases = iterations.some(({ phase }) => phase !== null);
  const caption = hasPhases
    ? 'Where in the period of the heartbeat the fault fell, and how long it went unnoticed.'
    : 'No heartbeat was there to count from: the iterations in their order.';
  const band =
    bound === null || bound.style === 'rtt' || bound.worst === null ? '' : ' The band is what theory allows.';
  return frame(`Detection ${hasPhases ? 'against phase' : 'by iteration'}`, `${caption}${band}`, chart);
}

const distributed = ['detection', 'reconnect', 'recovery', 'outage'] as const;

function viewDistribution(one: PageCase, { baseline, metric, width }: ChartsRequest): ViewedChart | undefined {
  const figures = new Map(
    distributed.map((name) => [name as string, one.iterations.flatMap((each) => figuresOf(each, name))] as const),
  );
  const names = [...figures].filter(([, each]) => each.some((figure) => figure !== 'censored')).map(([name]) => name);
  const chosen = names.includes(metric) ? metric : names[0];
  if (chosen === undefined) return undefined;
  const before = baseline?.[chosen];
  const markup = drawEcdfChart({ metric: chosen, figures: figures.get(chosen) ?? [], baseline: before, width, height });
  if (markup === undefined) return undefined;
  const choices = element(
    'div',
    { class: 'choices small', role: 'group', 'aria-label': 'Metric' },
    names.map((name) =>
      element(
        'button',
        { type: 'button', class: 'choice', 'data-metric': name, 'aria-pressed': String(name === chosen) },
        name,
      ),
    ),
  );
  const hasBaseline = before !== undefined && before.length > 0;
  const caption = hasBaseline
    ? 'The share of iterations within so long; dashed: the baseline.'
    : 'The share of iterations within so long.';
  return frame('Distribution', caption, { markup, points: [] }, choices);
}

function viewSchedule(chart: DrawnChart | undefined): ViewedChart | undefined {
  if (chart === undefined) return undefined;
  return frame('Attempt schedule', 'What the client waited before each dial; the strokes are medians.', chart);
}

function viewHerd({ iterations }: PageCase, { iteration, width }: ChartsRequest): ViewedChart | undefined {
  const fleet = iterations.find(({ index, arrivals }) => index === iteration && arrivals !== undefined);
  const shown = fleet ?? iterations.find(({ arrivals }) => arrivals !== undefined);
  if (shown?.arrivals === undefined) return undefined;
  const markup = drawHerdChart(shown.arrivals, { width, height });
  if (markup === undefined) return undefined;
  const seen =
    shown.arrivals.attempts === null ? 'Refused dials could not be seen; the curve' : 'Bars are dials, the curve';
  return frame(`Herd, iteration #${shown.index}`, `${seen} is the share that is back.`, { markup, points: [] });
}

function frame(title: string, caption: string, { markup, points }: DrawnChart, choices?: Markup): ViewedChart {
  return {
    points,
    markup: element(
      'figure',
      { class: 'plot' },
      element('figcaption', {}, element('h2', {}, title), choices, element('p', { class: 'caption' }, caption)),
      element('div', { class: 'canvas' }, markup),
    ),
  };
}
