import { createChartFrame, round } from './chart-frame.ts';
import { chooseTimeTicks } from './choose-ticks.ts';
import { ecdf } from './ecdf.ts';
import { largest } from './largest.ts';
import { element, type MarkupElement } from './markup.ts';

type Figures = readonly (number | 'censored')[];

export interface EcdfRequest {
  readonly metric: string;
  readonly figures: Figures;
  /** What they were before. */
  readonly baseline: Figures | undefined;
  readonly width: number;
  readonly height: number;
}

const shares = {
  unit: '',
  ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: `${at * 100} %` })),
} as const;

/** Which share of the iterations had a figure of at most so much; the same of the baseline behind it. */
export function drawEcdfChart({ metric, figures, baseline = [], ...size }: EcdfRequest): MarkupElement | undefined {
  const known = [...figures, ...baseline].filter((figure) => figure !== 'censored');
  if (figures.length === 0 || known.length === 0) return undefined;
  const [low, high] = padded(-largest(known.map((figure) => -figure)), largest(known));
  const frame = createChartFrame({
    ...size,
    x: { domain: [low, high], axis: chooseTimeTicks(low, high, size.width < 420 ? 4 : 6), title: metric },
    y: { domain: [0, 1], axis: shares, title: 'iterations' },
    description: describe(metric, figures, baseline),
  });
  const curve = (name: string, of: Figures) => {
    const steps = ecdf(of).map(({ at, share }) => `H${round(frame.x(at))}V${round(frame.y(share))}`);
    const d = `M${round(frame.left)} ${round(frame.y(0))}${steps.join('')}H${round(frame.right)}`;
    return element('path', { class: name, d });
  };
  return frame.fill(...(baseline.length > 0 ? [curve('curve before', baseline)] : []), curve('curve', figures));
}

/** Some room on both sides, and not below nothing. */
function padded(low: number, high: number): readonly [number, number] {
  const room = (high - low) * 0.06 || high * 0.1 || 1;
  return [Math.max(0, low - room), high + room];
}

function describe(metric: string, figures: Figures, baseline: Figures): string {
  const missing = figures.filter((figure) => figure === 'censored').length;
  const never = missing === 0 ? '' : `, of which ${missing} never had it`;
  const before = baseline.length === 0 ? '' : `, and of ${baseline.length} of the baseline`;
  return `Distribution of ${metric} over ${figures.length} iterations${never}${before}`;
}
