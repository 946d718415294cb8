import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { summariseHeartbeat } from './summarise-heartbeat.ts';

/** How long an old socket gets to close once the client is back. */
const closeGraceMs = 2_000;
/** A client without a heartbeat that answers a benign fault does so at once. */
const calmGraceMs = 500;

/**
 * How long after the end of the last benign fault a client may still break its link because of it: the longest that its
 * heartbeat takes to notice. Where the heartbeat is not known, +∞: the iteration's timeout alone ends the wait.
 */
export function graceAfterCalm({ client }: ScenarioCase): number {
  const heartbeat = summariseHeartbeat(client);
  if (heartbeat === undefined) return Number.POSITIVE_INFINITY;
  const { style, intervalMs, timeoutMs } = heartbeat;
  const replyTimeoutMs = 'policy' in client ? client.policy.replyTimeoutMs : 0;
  return calmGraceMs + Math.max(replyTimeoutMs, style === 'tick' ? 2 * intervalMs : intervalMs + timeoutMs);
}

/** How long an old connection is waited for, once the client is back: to the timeout where the case asks for the figure. */
export function graceForClose({ expectations }: ScenarioCase): number {
  const isAskedFor = expectations.some(({ metric, level }) => metric === 'close' && level !== 'off');
  return isAskedFor ? Number.POSITIVE_INFINITY : closeGraceMs;
}
