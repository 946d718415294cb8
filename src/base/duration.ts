const millisecondsPerUnit = { us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
/** How a duration is spelled. */
export const durationPattern = /^(\d+(?:\.\d+)?)(us|ms|s|m|h)$/;

/** Reads `500ms`, `2s`, `1.5m` (units us, ms, s, m, h); gives milliseconds, or `undefined` when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = durationPattern.exec(text);
  if (match === null) return undefined;
  const unit = match[2] as keyof typeof millisecondsPerUnit;
  return Number(match[1]) * millisecondsPerUnit[unit];
}

/** Writes milliseconds for people, three significant digits: `412 ms`, `2.02 s`, `1.5 min`. */
export function formatDuration(ms: number): string {
  return write(ms, (value, digits) => (digits === 0 ? Math.round(value) : Number(value.toFixed(digits))));
}

/** As {@link formatDuration}, rounded down: what is longer than 14.96 s is longer than `14.9 s`, not than `15 s`. */
export function formatDurationAtLeast(ms: number): string {
  // A product may fall short of the whole number that it is.
  return write(ms, (value, digits) => Math.floor(value * 10 ** digits + 1e-9) / 10 ** digits);
}

/** How durations are written, by their size. */
const scales = [
  { belowMs: 0.9995, unitMs: 0.001, unit: 'µs', digits: 0 },
  { belowMs: 10, unitMs: 1, unit: 'ms', digits: 1 },
  { belowMs: 999.5, unitMs: 1, unit: 'ms', digits: 0 },
  { belowMs: 9_995, unitMs: 1_000, unit: 's', digits: 2 },
  { belowMs: 99_950, unitMs: 1_000, unit: 's', digits: 1 },
  { belowMs: 3_600_000, unitMs: 60_000, unit: 'min', digits: 1 },
] as const;
const longest = { unitMs: 3_600_000, unit: 'h', digits: 1 } as const;

function write(ms: number, round: (value: number, digits: number) => number): string {
  const { unitMs, unit, digits } = scales.find(({ belowMs }) => Math.abs(ms) < belowMs) ?? longest;
  return `${round(ms / unitMs, digits)} ${unit}`;
}

/** Writes milliseconds as the scenario format spells them: `1500` gives `1.5s`. */
export function formatDurationLiteral(ms: number): string {
  if (ms !== 0 && ms < 1) return `${ms * 1000}us`;
  return ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
}
