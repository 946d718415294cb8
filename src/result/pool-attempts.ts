import type { Instant } from '../base/clock.ts';
import { type Attempts, findAttempts, sourceOfAttempts } from './find-attempts.ts';
import type { Episode } from './read-episode.ts';

/**
 * The attempts of all clients after `from`, in order, also of those that lost nothing. A listener that was closed before
 * `from` hides none of them; one client whose refused dials cannot be seen makes the pool incomplete.
 */
export function poolAttempts({ clients, strangers, faults, end }: Episode, from: Instant): Attempts {
  const wasUnbound = faults.wasActive(({ unbinds }) => unbinds, from, end.t);
  const all = [...clients.values()].map((client) => findAttempts(client, from, end.t, wasUnbound));
  const source = sourceOfAttempts(all);
  // Whoever tells its attempts has told those, too, of which the wire does not show whose they are.
  const unknown =
    source === 'client'
      ? []
      : strangers.flatMap(({ accepted }) => accepted ?? []).filter((t) => t > from && t <= end.t);
  return {
    at: [...all.flatMap(({ at }) => at), ...unknown].sort((a, b) => a - b),
    source,
    complete: all.every(({ complete }) => complete),
  };
}
