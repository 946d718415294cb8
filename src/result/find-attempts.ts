import type { Instant } from '../base/clock.ts';
import type { ClientHistory } from './read-clients.ts';

export type FigureSource = 'wire' | 'client';

/** Connection attempts of one client, in order. */
export interface Attempts {
  readonly at: readonly Instant[];
  readonly source: FigureSource;
  /** False where there may be more than were seen, so that any count would be wrong. */
  readonly complete: boolean;
}

/**
 * The attempts of a client in (after, until]. Its own `connecting` events are preferred, unless the proxy accepted more
 * than it told. They are incomplete where the listener was closed for a while and the client tells nothing: dials that the
 * kernel refused are seen by nobody.
 */
export function findAttempts(client: ClientHistory, after: Instant, until: Instant, wasUnbound: boolean): Attempts {
  const isInside = (t: Instant) => t > after && t <= until;
  const accepted = client.connections
    .map((connection) => connection.accepted)
    .filter((t): t is Instant => t !== null && isInside(t));
  const connecting = client.told.filter(({ kind }) => kind === 'connecting').map(({ t }) => t);
  const told = connecting.filter(isInside);
  const tells = connecting.length > 0;
  return tells && told.length >= accepted.length
    ? { at: told, source: 'client', complete: true }
    : { at: accepted, source: 'wire', complete: tells || !wasUnbound };
}

/** Who told of the attempts of several clients: the client, where any of them did. */
export function sourceOfAttempts(all: readonly Attempts[]): FigureSource {
  return all.some(({ source, at }) => source === 'client' && at.length > 0) ? 'client' : 'wire';
}

/** The gaps between successive attempts. */
export function gapsBetween(at: readonly Instant[]): readonly number[] {
  return at.slice(1).map((t, index) => t - (at[index] as Instant));
}

/** The most instants, which are in order, in any window [t, t + windowMs). */
export function peakWithin(at: readonly Instant[], windowMs: number): number {
  let peak = 0;
  let first = 0;
  for (let last = 0; last < at.length; last++) {
    while ((at[last] as Instant) - (at[first] as Instant) >= windowMs) first++;
    peak = Math.max(peak, last - first + 1);
  }
  return peak;
}
