/** Where an axis is marked, and the words. */
export interface Axis {
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** Of the labels; empty where they need none. */
  readonly unit: string;
}

/** Steps that people count in, in the unit of the axis. */
const decimalSteps = [1, 2, 5, 10];

/** Units of time, the largest first: `fromMs` on, an axis is marked in them. */
const timeUnits = [
  { unit: 'min', ms: 60_000, fromMs: 180_000 },
  { unit: 's', ms: 1_000, fromMs: 1_000 },
  { unit: 'ms', ms: 1, fromMs: 1 },
  { unit: 'µs', ms: 0.001, fromMs: 0 },
] as const;

/** Marks an axis of durations in milliseconds with round numbers of one unit, about `most` of them. */
export function chooseTimeTicks(low: number, high: number, most: number): Axis {
  const extent = Math.max(Math.abs(low), Math.abs(high));
  const { unit, ms } = timeUnits.find(({ fromMs }) => extent >= fromMs) ?? timeUnits[3];
  const axis = chooseTicks(low / ms, high / ms, most);
  return { unit, ticks: axis.ticks.map(({ at, label }) => ({ at: at * ms, label })) };
}

/** Marks an axis of plain numbers; counts ask for whole steps. */
export function chooseTicks(low: number, high: number, most: number, leastStep = 0): Axis {
  const span = high - low;
  if (!(span > 0)) return { unit: '', ticks: [{ at: low, label: formatTick(low, 0) }] };
  const rough = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = power * (decimalSteps.find((step) => step * power >= rough * 0.999) ?? 10);
  const step = Math.max(leastStep, nice);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => {
    const at = Number(((first + index) * step).toFixed(digits));
    return { at, label: formatTick(at, digits) };
  });
  return { unit: '', ticks };
}

function formatTick(value: number, digits: number): string {
  // A minus sign of its own width, and no negative zero.
  return Number(value.toFixed(digits) || 0)
    .toLocaleString('en', { maximumFractionDigits: digits })
    .replace('-', '−');
}
