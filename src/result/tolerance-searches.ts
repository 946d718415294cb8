/** What `wschaos tolerance` makes harsher, point by point, until the client breaks its link. */
export interface ToleranceKind {
  /** The type of the fault, and the options that a point gives it. */
  readonly fault: string;
  readonly optionsAt: (value: number) => Readonly<Record<string, unknown>> | undefined;
  /** Of the values: milliseconds, or bytes a second. */
  readonly unit: 'ms' | 'B/s';
  /** `most`: the larger the value, the harsher. */
  readonly harshest: 'most' | 'least';
  /** What is looked for, and its two ends: `the longest pause`, `longest`, `shortest`. */
  readonly title: string;
  readonly superlatives: { readonly harsh: string; readonly mild: string };
  /** How long the fault lasts at a point, in milliseconds; `periodMs` is what the client's heartbeat takes to tell. */
  readonly lastsMs: (value: number, periodMs: number) => number;
  /** Nothing comes while it lasts, so that the bound of the client's heartbeat tells what it bears. */
  readonly isSilence: boolean;
}

/** A slow line has to last until what queues up on it has made some beat late. */
const slowPeriods = 3;
const leastSlowMs = 2_000;

/** Every search, by its name on the command line and in `tolerance.json`; nothing else names the faults behind them. */
export const toleranceSearches = {
  pause: {
    fault: 'pause',
    optionsAt: () => undefined,
    unit: 'ms',
    harshest: 'most',
    title: 'the longest pause',
    superlatives: { harsh: 'longest', mild: 'shortest' },
    lastsMs: (value) => value,
    isSilence: true,
  },
  bandwidth: {
    fault: 'bandwidth',
    optionsAt: (value) => ({ rate: `${Math.round(value)}B/s` }),
    unit: 'B/s',
    harshest: 'least',
    title: 'the slowest line',
    superlatives: { harsh: 'slowest', mild: 'fastest' },
    lastsMs: (_value, periodMs) => Math.max(leastSlowMs, slowPeriods * periodMs),
    isSilence: false,
  },
} as const satisfies Readonly<Record<string, ToleranceKind>>;

export type ToleranceSearch = keyof typeof toleranceSearches;

/** In the order in which they are made. */
export const toleranceSearchNames = Object.keys(toleranceSearches) as readonly ToleranceSearch[];
