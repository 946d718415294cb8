import type { ResetOnOpenFinding } from '../backoff-result.ts';
import type { DialSeries } from '../dial-series.ts';
import { median } from '../order-statistics.ts';
import type { WaitSeries } from './curve.ts';
import { fitBackoff } from './fit-backoff.ts';
import { isLate } from './is-late.ts';

/** So many connections of one client must have opened and ended before growth can be expected. */
const leastConnections = 4;

/**
 * Whether connections that open and end without ever being ready make the client begin its backoff anew. `undefined` where
 * there were too few of them.
 */
export function findResetOnOpen(series: readonly DialSeries[], loopDelayMs: number): ResetOnOpenFinding | undefined {
  const flapped = series.filter(
    ({ dials }) => dials.filter(({ after }) => after === 'open').length >= leastConnections,
  );
  if (flapped.length === 0) return undefined;
  const behindOpen = flapped.map(({ dials }) => waitsOf(dials, (after) => after === 'open'));
  const halves = behindOpen.map((waits) => {
    const known = waits.filter((wait) => wait !== null);
    const middle = Math.floor(known.length / 2);
    return { early: known.slice(0, middle), late: known.slice(known.length - middle) };
  });
  const early = halves.flatMap((half) => half.early);
  const late = halves.flatMap((half) => half.late);
  if (early.length === 0) return undefined;
  const others = series.map(({ dials }) => waitsOf(dials, (after) => after !== 'open' && after !== 'loss'));
  return {
    verdict: grows(behindOpen, loopDelayMs) ? 'grows' : grows(others, loopDelayMs) ? 'resets' : 'unclear',
    connections: behindOpen.flat().filter((wait) => wait !== null).length,
    earlyMs: middleOf(early),
    lateMs: middleOf(late),
  };
}

function waitsOf(
  dials: DialSeries['dials'],
  which: (after: DialSeries['dials'][number]['after']) => boolean,
): WaitSeries {
  return dials.map((dial) => (which(dial.after) && !isLate(dial) ? dial.waitMs : null));
}

/** Growth that few waits show by chance is none. */
function grows(waits: readonly WaitSeries[], loopDelayMs: number): boolean {
  if (waits.flat().filter((wait) => wait !== null).length < leastConnections) return false;
  const fit = fitBackoff(waits, loopDelayMs);
  if (fit === undefined) return false;
  const { curve } = fit;
  return curve.kind === 'growth'
    ? curve.growth.kind !== 'flat'
    : curve.kind === 'decorrelated' || isRising(curve.waitsMs);
}

function isRising(waitsMs: readonly number[]): boolean {
  const known = waitsMs.filter((wait) => !Number.isNaN(wait));
  return (known.at(-1) ?? 0) > 1.5 * (known[0] ?? 0);
}

function middleOf(waits: readonly number[]): number {
  return median([...waits].sort((a, b) => a - b));
}
