import type { Instant } from '../base/clock.ts';
import { ambiguity } from './ambiguity.ts';
import { gapsBetween, peakWithin, sourceOfAttempts } from './find-attempts.ts';
import { poolAttempts } from './pool-attempts.ts';
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
  samplePeaks(episode, sheet);
  samplePeaksAfterwards(episode, sheet);
}

const clientMetrics = ['attempts', 'interval', 'schedule.K'] as const;
const peaks = ['connects.peak100ms', 'connects.peak1s'] as const;
const peaksAfterwards = ['connects.peak100ms.lifted', 'connects.peak1s.lifted'] as const;

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
  else sheet.put('interval', gaps, sourceOfAttempts(all));

  const { attempts, detected, knewBefore } = outcome.slowest;
  if (knewBefore) sheet.skip('schedule.K', unseenDials);
  else if (detected === null || attempts.at.length === 0) sheet.skip('schedule.K', 'no attempt after a loss');
  else {
    for (const [index, t] of attempts.at.slice(0, longestSchedule).entries()) {
      sheet.put(`schedule.${index}`, t - detected.t, attempts.source);
    }
  }
}

/** Of the whole run: from the injection, or from `steady` where nothing was injected. */
function samplePeaks(episode: Episode, sheet: SampleSheet): void {
  const from = episode.outcome?.injected ?? episode.steady;
  if (from === null) skipAll(sheet, peaks, 'the client was never steady');
  else putPeaks(episode, sheet, from, peaks);
}

/** Where new connections were never touched, `lifted` is the injection, and these are the peaks of the whole run. */
function samplePeaksAfterwards(episode: Episode, sheet: SampleSheet): void {
  const { outcome } = episode;
  if (outcome === null) skipAll(sheet, peaksAfterwards, 'no fault took effect');
  else if (outcome.lifted === null) skipAll(sheet, peaksAfterwards, 'the fault was never lifted');
  else putPeaks(episode, sheet, Math.max(outcome.lifted, outcome.injected), peaksAfterwards);
}

function putPeaks(
  episode: Episode,
  sheet: SampleSheet,
  from: Instant,
  [in100ms, in1s]: typeof peaks | typeof peaksAfterwards,
): void {
  const pool = poolAttempts(episode, from);
  if (pool.complete) {
    sheet.put(in100ms, peakWithin(pool.at, 100), pool.source);
    sheet.put(in1s, peakWithin(pool.at, 1000), pool.source);
  } else skipAll(sheet, [in100ms, in1s], unseenDials);
}

function skipAll(sheet: SampleSheet, metrics: readonly string[], reason: string): void {
  for (const metric of metrics) sheet.skip(metric, reason);
}
