import type { Instant } from '../../base/clock.ts';
import type { DialSeries, Redial } from '../dial-series.ts';
import type { ClientMarks } from '../mark-client.ts';
import type { Standstill } from '../observation.ts';
import type { ClientHistory, ConnectionHistory } from '../read-clients.ts';
import type { Episode } from '../read-episode.ts';
import { roundToNanoseconds } from '../sample-sheet.ts';

/** A fleet's dials are many, and a few clients show as much. */
const mostClients = 40;
const mostDials = 64;

/**
 * How the clients dialled after the injection, as far as a backoff can be read from it: those that dialled more than once, or
 * were answered by a status. Empty where dials may have been missed, or nobody knows whose they are.
 */
export function readDials(episode: Episode): readonly DialSeries[] {
  const { context, outcome } = episode;
  if (context.isAmbiguous === true) return [];
  if (outcome === null || outcome.deciding.some(({ attempts }) => !attempts.complete)) return [];
  const series = outcome.lost
    .map((marks) => readSeries(marks, episode, outcome.injected))
    .filter(({ dials, last }) => dials.length > 1 || (dials.length === 1 && typeof last === 'number'));
  const step = Math.max(1, series.length / mostClients);
  return Array.from(
    { length: Math.min(series.length, mostClients) },
    (_, index) => series[Math.floor(index * step)],
  ).filter((one) => one !== undefined);
}

/** What became of an attempt, and when that was known. */
interface Ending {
  readonly t: Instant | null;
  readonly how: Exclude<Redial['after'], 'loss'>;
  readonly retryAfterMs?: number;
}

function readSeries(marks: ClientMarks, { clients, end, context, faults }: Episode, injected: Instant): DialSeries {
  const client = clients.get(marks.client);
  const { at, source } = marks.attempts;
  const standstills = context.standstills ?? [];
  const failures = source === 'client' ? toldFailures(client, injected) : [];
  /** Looks through all that the client did: of one that dials without a pause, not for each dial. */
  const endingOf = (index: number): Ending | undefined => {
    const t = at[index];
    if (t === undefined) return undefined;
    const isRefused = faults.wasActive(({ unbinds }) => unbinds, t, t);
    return endOf(client, t, at[index + 1] ?? marks.ready?.t ?? end.t, failures, isRefused);
  };
  const dials = at.slice(0, mostDials).map((t, index): Redial => {
    const before = endingOf(index - 1);
    const from = index === 0 ? lossOf(marks, injected) : (before?.t ?? null);
    const lateMs = Math.max(latenessAt(t, standstills), from === null ? 0 : latenessAt(from, standstills));
    return {
      t: roundToNanoseconds(t - injected),
      waitMs: from === null ? null : roundToNanoseconds(Math.max(0, t - from)),
      after: before?.how ?? 'loss',
      ...(lateMs === 0 ? {} : { lateMs: roundToNanoseconds(lateMs) }),
      ...(before?.retryAfterMs === undefined ? {} : { retryAfterMs: before.retryAfterMs }),
    };
  });
  const gaveUp = client?.told.find(({ kind, t }) => kind === 'giveup' && t > injected);
  const over = marks.ready?.t ?? gaveUp?.t ?? client?.exit?.t ?? end.t;
  const last = endingOf(at.length - 1);
  return {
    ...{ client: marks.client, source, dials },
    end: marks.ready !== null ? 'ready' : gaveUp ? 'gave-up' : client?.exit ? 'exited' : 'iteration',
    quietMs: roundToNanoseconds(Math.max(0, over - (last?.t ?? at.at(-1) ?? injected))),
    last: marks.ready === null ? (last?.how ?? null) : null,
  };
}

/** What was due while the loop stood still is done, and seen, within this time of its end. */
const catchUpMs = 5;

function latenessAt(t: Instant, standstills: readonly Standstill[]): number {
  return standstills.reduce(
    (most, { from, to }) => (from <= t && t <= to + catchUpMs ? Math.max(most, to - from) : most),
    0,
  );
}

/**
 * When the client tells that an attempt failed. `close` is about the old socket, and may come when a later attempt is under way;
 * only of a client that has no other word does it count, from the second one on.
 */
function toldFailures(client: ClientHistory | undefined, injected: Instant): readonly Instant[] {
  const told = client?.told.filter(({ t }) => t >= injected) ?? [];
  const failures = told.filter(({ kind }) => kind === 'loss' || kind === 'error');
  return (failures.length > 0 ? failures : told.filter(({ kind }) => kind === 'close').slice(1)).map(({ t }) => t);
}

/**
 * The client's own word, or the first thing on the wire that ended the attempt. The kernel refuses at once: a dial into a closed
 * port that was told, and never came, ended where it began.
 */
function endOf(
  client: ClientHistory | undefined,
  from: Instant,
  until: Instant,
  failures: readonly Instant[],
  isRefused: boolean,
): Ending {
  const link = client?.connections.find(
    ({ accepted }) => accepted !== null && accepted >= from - 1 && accepted < until,
  );
  const seen = link === undefined && isRefused ? from : firstEnd(link, until);
  const t = failures.find((failed) => failed >= from && failed <= until) ?? seen;
  const opened =
    link?.opened != null || client?.told.some((told) => told.kind === 'open' && told.t >= from && told.t <= until);
  if (link?.rejected == null) return { t, how: opened ? 'open' : 'nothing' };
  const { status, retryAfterMs } = link.rejected;
  return { t, how: status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function firstEnd(link: ConnectionHistory | undefined, until: Instant): Instant | null {
  if (link === undefined) return null;
  const ends = [link.rejected?.t, link.serverSigns[0]?.t, link.clientSigns[0]?.t, link.closed].filter(
    (t): t is Instant => t != null && t <= until,
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Where a dial is the first sign of the loss, the end of the old link is what it waited from. */
function lossOf({ detected, wireSign, closed, attempts }: ClientMarks, injected: Instant): Instant | null {
  if (detected !== null && (detected.source === 'client' || wireSign?.sign !== 'dial')) return detected.t;
  const first = attempts.at[0];
  const isSeen = closed?.source === 'wire' && first !== undefined && closed.t >= injected && closed.t <= first;
  return isSeen ? closed.t : null;
}
