import { describeExit, type InvalidReason, invalidReasons, shorten } from './invalid-reason.ts';
import type { ClientHistory } from './read-clients.ts';
import type { Episode } from './read-episode.ts';
import type { InvalidKind, Verdict } from './run-result.ts';

/** A verdict and, where it needs one, its sentence. */
interface Decision {
  readonly verdict: Verdict;
  readonly reason?: string;
  /** Of `invalid`. */
  readonly reasonKind?: InvalidKind;
}

/**
 * Exactly one verdict. The first that holds wins:
 *
 * 1. `invalid`: disturbed, never steady (in noise, too: it may be more than the noise), or too noisy. Validity comes before everything that would be read from the figures.
 * 2. `crashed`: a client ended by itself, unless it had said that it gives up.
 * 3. `gave-up`: a client said so, and was not ready again afterwards.
 * 4. `spurious`: a link was broken under a benign fault, or where no fault may harm.
 * 5. `invalid`: faults were asked for and none took effect (none that may harm, where any may), so nothing was measured.
 * 6. `undetected`: a link is dead and its client does not know.
 * 7. `stuck`: all know, and one is not back.
 * 8. `recovered`: all that lost their link are back.
 * 9. `unaffected`: nobody lost a link.
 *
 * An end of the client (2, 3) stands before what it did on the way (4), and both before 5, because a client that dies, or
 * breaks its link, before the fault is due keeps the fault from taking effect.
 */
export function decideVerdict(episode: Episode): Decision {
  const { context, clients, breaks, outcome } = episode;
  const disturbance = findDisturbance(episode);
  if (disturbance !== undefined) return invalid(disturbance);

  const all = [...clients.values()].sort((a, b) => a.client - b.client);
  const crashed = all.find((client) => client.exit !== null && !gaveUp(client));
  if (crashed?.exit) return { verdict: 'crashed', reason: describeExit(crashed.exit) };
  const quitter = all.find(gaveUp);
  if (quitter !== undefined) return { verdict: 'gave-up', reason: describeGiveUp(quitter) };

  const spurious = breaks.find(({ underBenign }) => underBenign);
  if (spurious !== undefined) {
    const fault = context.faults.length === 0 ? 'without a fault' : 'under a benign fault';
    return { verdict: 'spurious', reason: `client ${spurious.client} broke its link ${fault} (${spurious.sign})` };
  }

  const omission = findOmission(episode);
  if (omission !== undefined) return invalid(omission);
  if (outcome === null || outcome.lost.length === 0) return { verdict: 'unaffected' };
  if (outcome.lost.some(({ detected }) => detected === null)) return { verdict: 'undetected' };
  return { verdict: outcome.lost.some(({ ready }) => ready === null) ? 'stuck' : 'recovered' };
}

function invalid({ kind, text }: InvalidReason): Decision {
  return { verdict: 'invalid', reason: text, reasonKind: kind };
}

function findDisturbance({ context, clients, steady, end }: Episode): InvalidReason | undefined {
  if (end.reason === 'disturbed') return invalidReasons.disturbed(end.why);
  const exits = [...clients.values()].map(({ exit }) => exit).filter((exit) => exit !== null);
  const firstExit = exits.sort((a, b) => a.t - b.t || a.client - b.client)[0];
  const { loopDelayMs, loopDelayLimitMs } = context;
  const isNoisy = loopDelayMs !== null && loopDelayMs > loopDelayLimitMs;
  const noise = isNoisy ? invalidReasons.noise(loopDelayMs, loopDelayLimitMs) : undefined;
  // Who ended was not starved; of all others the noise may be why.
  if (steady === null)
    return invalidReasons.neverSteady(firstExit, end.why, firstExit === undefined ? noise : undefined);
  return noise;
}

function findOmission({ context, faults }: Episode): InvalidReason | undefined {
  const { from } = context.measure;
  if (context.faults.length > 0 && !faults.started) return invalidReasons.neverStarted(context.faults);
  if (from !== undefined && faults.injected === null) return invalidReasons.neverInjected(from);
  // Benign ones measure nothing where harm was asked for.
  const harmful = context.faults.filter(({ benign }) => !benign);
  const asked = harmful.length > 0 ? harmful : context.faults;
  const isIdle = asked.length > 0 && asked.every(({ id }) => !faults.effective.has(id));
  return isIdle ? invalidReasons.touchedNothing(asked) : undefined;
}

/** A client that was ready after it gave up did not. */
function gaveUp({ told, connections }: ClientHistory): boolean {
  const last = told.findLast(({ kind }) => kind === 'giveup');
  if (last === undefined) return false;
  const readies = [
    ...told.filter(({ kind }) => kind === 'ready').map(({ t }) => t),
    ...connections.flatMap(({ readyAt }) => readyAt),
  ];
  return readies.every((t) => t <= last.t);
}

function describeGiveUp({ client, told }: ClientHistory): string {
  const last = told.findLast(({ kind }) => kind === 'giveup');
  const why = last?.cause ?? last?.err;
  return why === undefined ? `client ${client} gave up` : `client ${client} gave up: ${shorten(why)}`;
}
