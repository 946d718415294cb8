import type { ClientHistory } from './read-clients.ts';

/**
 * The most connections that any one client had at once. A connection counts from its acceptance until the client's own FIN
 * or RST, or until it was finished; of an end and a beginning at one instant the end comes first.
 */
export function peakSockets(clients: Iterable<ClientHistory>): number {
  return [...clients].reduce((peak, client) => Math.max(peak, peakOf(client)), 0);
}

function peakOf({ connections }: ClientHistory): number {
  const steps = connections.flatMap(({ accepted, clientEnded, closed }) => {
    if (accepted === null) return [];
    const end = Math.min(clientEnded ?? Number.POSITIVE_INFINITY, closed ?? Number.POSITIVE_INFINITY);
    return end > accepted
      ? [
          { t: accepted, by: 1 },
          { t: end, by: -1 },
        ]
      : [];
  });
  // Connections stand in the order of acceptance, so of one instant an end stands before a beginning; sorting keeps that.
  steps.sort((a, b) => a.t - b.t);
  let open = 0;
  let peak = 0;
  for (const { by } of steps) {
    open += by;
    peak = Math.max(peak, open);
  }
  return peak;
}
