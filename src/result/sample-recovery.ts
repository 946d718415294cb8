import { ambiguity } from './ambiguity.ts';
import type { FigureSource } from './find-attempts.ts';
import type { ClientMarks, Mark } from './mark-client.ts';
import type { Episode, Outcome } from './read-episode.ts';
import type { SampleSheet } from './sample-sheet.ts';

/** Why `close` is missing where the client was back, and its old connection still there. */
export const hungOnToTheEnd = 'the iteration ended before the old connection was closed';

const noticeMetrics = ['detection', 'close', 'reconnect'] as const;
const recoveryMetrics = [...noticeMetrics, 'recovery', 'outage'] as const;

const neverShown = 'the client never showed that it knew';

const unseenNotice =
  'the listener was closed and the client tells no loss: the first dial, which shows that it knows, may have been refused unseen';

/**
 * The figures of losing a link and coming back: the slowest client's where there are several, and censored where one of
 * them never came so far. A figure counts as told by the client when either of its two instants is the client's.
 */
export function sampleRecovery({ context, clients, outcome, end }: Episode, sheet: SampleSheet): void {
  if (outcome === null || outcome.lost.length === 0) {
    const hasEnded = [...clients.values()].some(({ exit }) => exit !== null);
    const lived = hasEnded ? 'the client ended before it showed a sign' : 'the connection lived through the fault';
    const reason = outcome === null ? 'no fault took effect' : lived;
    for (const metric of recoveryMetrics) sheet.skip(metric, reason);
    return;
  }
  const { injected, lost, lifted } = outcome;
  const put: Put = (metric, lengthOf) => {
    const worst = worstOf(lost.map(lengthOf));
    if (worst === null) sheet.put(metric, 'censored');
    else sheet.put(metric, worst.ms, worst.source);
  };
  if (lost.some(({ knewBefore }) => knewBefore)) for (const metric of noticeMetrics) sheet.skip(metric, unseenNotice);
  else sampleNotice(outcome, { end, context }, sheet, put);
  put('outage', ({ ready }) => since(injected, ready));
  put('recovery', ({ ready }) => {
    if (ready === null) return null;
    // Never lifted, and yet back: through the fault.
    return since(Math.max(lifted ?? ready.t, injected), ready);
  });
}

type Put = (metric: string, lengthOf: (marks: ClientMarks) => Length | null) => void;

function sampleNotice(
  { injected, lost }: Outcome,
  { context, end }: Pick<Episode, 'context' | 'end'>,
  sheet: SampleSheet,
  put: Put,
): void {
  // Whose dial it was that told a loss, or followed one, is anybody's guess; what was seen on the lost link is not.
  const isGuessed = context.isAmbiguous === true && lost.some(({ wireSign }) => wireSign?.sign === 'dial');
  if (isGuessed) sheet.skip('detection', ambiguity);
  else put('detection', ({ detected }) => since(injected, detected));
  if (context.isAmbiguous === true) sheet.skip('reconnect', ambiguity);
  else put('reconnect', ({ detected, open }) => between(detected, open));
  // It did not hang on to a socket that is gone; since when it could have let go, nobody knows.
  const isGoneUnnoticed = lost.some(({ detected, closed }) => detected === null && closed !== null);
  const noticed = lost.filter(({ detected }) => detected !== null);
  const hangsOn = noticed.some(({ closed }) => closed === null);
  if (isGuessed) sheet.skip('close', ambiguity);
  else if (isGoneUnnoticed) sheet.skip('close', neverShown);
  else if (hangsOn && end.reason === 'done') {
    sheet.skip('close', hungOnToTheEnd);
  } else put('close', ({ detected, closed }) => between(detected, closed));
}

interface Length {
  readonly ms: number;
  readonly source: FigureSource;
}

function since(from: Outcome['injected'], to: Mark | null): Length | null {
  return to === null ? null : { ms: Math.max(0, to.t - from), source: to.source };
}

function between(from: Mark | null, to: Mark | null): Length | null {
  if (from === null || to === null) return null;
  const source = from.source === 'client' || to.source === 'client' ? 'client' : 'wire';
  return { ms: Math.max(0, to.t - from.t), source };
}

/** `null`, never, is worse than any length. */
function worstOf(lengths: readonly (Length | null)[]): Length | null {
  return lengths.reduce((worst, length) =>
    worst === null || length === null ? null : length.ms > worst.ms ? length : worst,
  );
}
