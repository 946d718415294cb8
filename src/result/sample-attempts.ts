import type { Instant } from '../base/clock.ts';
import { ambiguity } from './ambiguity.ts';
import { type Attempts, findAttempts, gapsBetween, peakWithin } from './find-attempts.ts';
import type { Episode } from './read-episode.ts';
import type { SampleSheet } from './sample-sheet.ts';

/** So many attempts get a `schedule.K` of their own; later ones are still in `attempts` and `interval`. */
const longestSchedule = 64;

/** Why nothing is said of the attempts of a client that tells nothing. */
export const unseenDials =
  'the listener was closed and the client tells no `connecting` events: refused dials cannot be seen';

/**
 * How a client, or a fleet, dials. `attempts` is the count of the client that made most of them, `interval` has the gaps of
 * every client, `schedule.K` is the slowest client's, the peaks are over all clients, also those that lost nothing.
 */
export function sampleAttempts(episode: Episode, sheet: SampleSheet): void {
  sampleClients(episode, sheet);
  const { outcome, steady, end, faults } = episode;
  const from = outcome?.injected ?? steady;
  if (from === null) {
    skipAll(sheet, peaks, 'the client was never steady');
    return;
  }
  samplePeaks(episode, sheet, from, '');
  const lifted = outcome?.lifted;
  if (lifted != null && faults.wasActive(({ touchesNew, lasting }) => touchesNew && lasting, from, end.t)) {
    samplePeaks(episode, sheet, lifted, '.lifted');
  }
}

const clientMetrics = ['attempts', 'interval', 'schedule.K'] as const;
const peaks = ['connects.peak100ms', 'connects.peak1s'] as const;

function sampleClients({ context, outcome }: Episode, sheet: SampleSheet): void {
  if (outcome === null) {
    skipAll(sheet, clientMetrics, 'no fault took effect');
    return;
  }
  if (context.isAmbiguous === true) {
    skipAll(sheet, clientMetrics, ambiguity);
    return;
  }
  const all = outcome.deciding.map(({ attempts }) => attempts);
  if (all.some(({ complete }) => !complete)) {
    skipAll(sheet, clientMetrics, unseenDials);
    return;
  }
  const most = all.reduce((a, b) => (b.at.length > a.at.length ? b : a));
  sheet.put('attempts', most.at.length, most.source);

  const gaps = all.flatMap(({ at }) => gapsBetween(at));
  if (gaps.length === 0) sheet.skip('interval', 'fewer than two attempts');
  else sheet.put('interval', gaps, sourceOf(all));

  const { attempts, detected, knewBefore } = outcome.slowest;
  if (knewBefore) sheet.skip('schedule.K', unseenDials);
  else if (detected === null || attempts.at.length === 0) sheet.skip('schedule.K', 'no attempt after a loss');
  else {
    for (const [index, t] of attempts.at.slice(0, longestSchedule).entries()) {
      sheet.put(`schedule.${index}`, t - detected.t, attempts.source);
    }
  }
}

/** Attempts after `from`; a listener that was closed before `from` hides none of them. */
function samplePeaks(
  { clients, strangers, faults, end }: Episode,
  sheet: SampleSheet,
  from: Instant,
  suffix: string,
): void {
  const metrics = peaks.map((metric) => `${metric}${suffix}`);
  const wasUnbound = faults.wasActive(({ unbinds }) => unbinds, from, end.t);
  const all = [...clients.values()].map((client) => findAttempts(client, from, end.t, wasUnbound));
  if (all.some(({ complete }) => !complete)) {
    skipAll(sheet, metrics, unseenDials);
    return;
  }
  // Whoever tells its attempts has told those, too, of which the wire does not show whose they are.
  const isTold = all.some(({ source, at }) => source === 'client' && at.length > 0);
  const unknown = isTold
    ? []
    : strangers.flatMap(({ accepted }) => accepted ?? []).filter((t) => t > from && t <= end.t);
  const at = [...all.flatMap((attempts) => attempts.at), ...unknown].sort((a, b) => a - b);
  const source = sourceOf(all);
  for (const [index, windowMs] of [100, 1000].entries()) {
    sheet.put(metrics[index] as string, peakWithin(at, windowMs), source);
  }
}

function sourceOf(all: readonly Attempts[]): Attempts['source'] {
  return all.some(({ source, at }) => source === 'client' && at.length > 0) ? 'client' : 'wire';
}

function skipAll(sheet: SampleSheet, metrics: readonly string[], reason: string): void {
  for (const metric of metrics) sheet.skip(metric, reason);
}
