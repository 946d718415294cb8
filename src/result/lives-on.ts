import type { Instant } from '../base/clock.ts';
import type { ClientMarks } from './mark-client.ts';
import type { Observation } from './observation.ts';
import type { IterationEnd } from './order-observations.ts';

/**
 * Whether a link that nobody gave up did live through the fault, or is dead unnoticed. It lives when a round trip was
 * completed on it after the injection, or when messages that were sent after the injection arrived, in each direction in
 * which any were sent. Streams do not name clients, so messages tell only where there is one client. A runner that saw
 * success without a loss saw it live.
 */
export function livesOn(
  marks: ClientMarks,
  observations: readonly Observation[],
  injected: Instant,
  end: IterationEnd,
  clients: number,
): boolean {
  if (end.reason === 'done') return true;
  if (marks.old.some(({ readyAt }) => readyAt.some((t) => t > injected))) return true;
  return clients === 1 && messagesArrive(observations, injected);
}

/** A message's two ends are told by two processes: `delivered` may be listed before `sent`. */
function messagesArrive(observations: readonly Observation[], injected: Instant): boolean {
  const messages = observations.filter((observation) => 'sequence' in observation);
  const name = ({ direction, sequence, stream }: (typeof messages)[number]) => `${direction} ${sequence} ${stream}`;
  const sent = messages.filter(({ kind, t }) => kind === 'sent' && t > injected);
  const delivered = new Set(messages.filter(({ kind }) => kind === 'delivered').map(name));
  const directions = new Set(sent.map(({ direction }) => direction));
  const alive = new Set(sent.filter((message) => delivered.has(name(message))).map(({ direction }) => direction));
  return directions.size > 0 && alive.size === directions.size;
}
