import { readDials } from './backoff/read-dials.ts';
import { decideVerdict } from './decide-verdict.ts';
import { findServerNotice } from './find-server-notice.ts';
import type { IterationContext, Observation } from './observation.ts';
import { pickOutput } from './pick-output.ts';
import { readArrivals } from './read-arrivals.ts';
import { type Episode, readEpisode } from './read-episode.ts';
import type { IterationResult, Marks } from './run-result.ts';
import { sampleAttempts } from './sample-attempts.ts';
import { sampleFleet } from './sample-fleet.ts';
import { sampleHerd } from './sample-herd.ts';
import { sampleRecovery } from './sample-recovery.ts';
import { createSampleSheet, roundToNanoseconds } from './sample-sheet.ts';
import { writeTimeline } from './write-timeline.ts';

/**
 * Judges one iteration from what was observed: marks, figures, verdict, story. Total: any observations, in any order, give
 * a result. With several clients the slowest one gives the marks. Figures of an invalid iteration are kept for its reader;
 * no summary takes them.
 */
export function judgeIteration(observations: readonly Observation[], context: IterationContext): IterationResult {
  const episode = readEpisode(observations, context);
  const { outcome, faults } = episode;
  const sheet = createSampleSheet();
  sampleRecovery(episode, sheet);
  sampleAttempts(episode, sheet);
  sampleHerd(episode, sheet);
  sampleFleet(episode, sheet);

  const { verdict, reason, reasonKind } = decideVerdict(episode);
  const dials = readDials(episode);
  const arrivals = readArrivals(episode);
  const output = pickOutput(episode);
  const noticer = outcome === null ? undefined : slowestToNotice(outcome.lost);
  return {
    index: context.index,
    seed: context.seed,
    phase: context.phase,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(reasonKind === undefined ? {} : { reasonKind }),
    ...(faults.measured === null ? {} : { measured: faults.measured.id }),
    cause: noticer?.cause ?? null,
    wireSign: noticer?.wireSign?.sign ?? null,
    ...sheet.read(),
    marks: readMarks(episode),
    noise: { loop: context.loopDelayMs },
    timeline: writeTimeline(episode),
    ...(dials.length === 0 ? {} : { dials }),
    ...(arrivals === undefined ? {} : { arrivals }),
    ...(output === undefined ? {} : { output }),
  };
}

type Lost = NonNullable<Episode['outcome']>['lost'];

/** Of those that noticed at all. */
function slowestToNotice(lost: Lost): Lost[number] | undefined {
  return lost.reduce<Lost[number] | undefined>(
    (slow, marks) => (marks.detected !== null && marks.detected.t > (slow?.detected?.t ?? -Infinity) ? marks : slow),
    undefined,
  );
}

function readMarks(episode: Episode): Marks {
  const { outcome, faults, steady } = episode;
  const origin = outcome?.injected ?? steady;
  const relative = (t: number | null | undefined) =>
    t == null || origin === null ? null : roundToNanoseconds(t - origin);
  const slowest = outcome?.slowest;
  const server = findServerNotice(episode);
  const unnoticed = outcome?.lost.some(({ detected, knewBefore }) => detected === null || knewBefore) ?? false;
  return {
    steady: relative(steady),
    injected: relative(outcome?.injected),
    affected: relative(outcome === null ? null : faults.affected),
    detected: unnoticed ? null : relative(outcome === null ? null : slowestToNotice(outcome.lost)?.detected?.t),
    attempts: slowest?.attempts.at.map((t) => relative(t) ?? 0) ?? [],
    open: relative(slowest?.open?.t),
    ready: relative(slowest?.ready?.t),
    lifted: relative(outcome?.lifted),
    closed: relative(slowest?.closed?.t),
    serverDetected: relative(server.kind === 'noticed' ? server.t : null),
  };
}
