import { ambiguity } from './ambiguity.ts';
import { sourceOfAttempts } from './find-attempts.ts';
import { rank, toFigure } from './order-statistics.ts';
import type { Episode, Outcome } from './read-episode.ts';
import { unseenDials } from './sample-attempts.ts';
import type { SampleSheet } from './sample-sheet.ts';

const shares = [
  { metric: 'fleet.back50', percent: 50 },
  { metric: 'fleet.back95', percent: 95 },
  { metric: 'fleet.back100', percent: 100 },
] as const;
const dialsPerClient = 'amplification';

/** How a fleet comes back: when so many of those that lost their link are ready again, and how often each had to dial. */
export function sampleHerd({ context, outcome }: Episode, sheet: SampleSheet): void {
  const missing =
    context.clients < 2
      ? 'there is one client only'
      : outcome === null
        ? 'no fault took effect'
        : outcome.lost.length === 0
          ? 'no client lost its link'
          : undefined;
  if (outcome === null || missing !== undefined) {
    for (const { metric } of shares) sheet.skip(metric, missing ?? '');
    sheet.skip(dialsPerClient, missing ?? '');
    return;
  }
  sampleReturn(outcome, sheet);
  const all = outcome.lost.map(({ attempts }) => attempts);
  if (context.isAmbiguous === true) sheet.skip(dialsPerClient, ambiguity);
  else if (all.some(({ complete }) => !complete)) sheet.skip(dialsPerClient, unseenDials);
  else sheet.put(dialsPerClient, all.reduce((sum, { at }) => sum + at.length, 0) / all.length, sourceOfAttempts(all));
}

/** A client that is never back is later than any other, so a share that needs it is censored. */
function sampleReturn({ injected, lifted, lost }: Outcome, sheet: SampleSheet): void {
  // Where the fault was never lifted, whoever is back came through it.
  const returns = lost.map(({ ready }) =>
    ready === null ? 'censored' : Math.max(0, ready.t - Math.max(lifted ?? ready.t, injected)),
  );
  const source = lost.some(({ ready }) => ready?.source === 'client') ? 'client' : 'wire';
  const ordered = rank(returns);
  for (const { metric, percent } of shares) {
    const last = ordered[Math.ceil((ordered.length * percent) / 100) - 1] as number;
    if (toFigure(last) === 'censored') sheet.put(metric, 'censored');
    else sheet.put(metric, last, source);
  }
}
