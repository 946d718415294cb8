import type { GivingUpFinding } from '../backoff-result.ts';
import type { DialSeries } from '../dial-series.ts';
import { isQuiet } from './is-quiet.ts';

/** Whether clients stopped dialling though they were not back; `undefined` where none did. */
export function findGivingUp(series: readonly DialSeries[]): GivingUpFinding | undefined {
  const said = series.filter(({ end }) => end === 'gave-up');
  const exited = series.filter(({ end }) => end === 'exited');
  const quiet = series.filter(isQuiet);
  const [how, which] =
    said.length > 0
      ? (['said', said] as const)
      : exited.length > 0
        ? (['exited', exited] as const)
        : (['quiet', quiet] as const);
  if (which.length === 0) return undefined;
  return {
    how,
    series: which.length,
    afterDials: which.reduce((least, { dials }) => Math.min(least, dials.length), Number.POSITIVE_INFINITY),
    quietMs: which.reduce((least, one) => Math.min(least, one.quietMs), Number.POSITIVE_INFINITY),
  };
}
